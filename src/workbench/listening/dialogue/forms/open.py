"""The forms of people without an account."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workbench.core.labels import CityNames
from workbench.core.open_sending import OpenedForm
from workbench.listening.dialogue import words
from workbench.listening.dialogue.models import LONGEST_STATEMENT, Conversation


class CodeForm(forms.Form):
    """A code from an invitation or from an earlier visit."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput({"class": "code", "autocapitalize": "off", "autocomplete": "off"}),
    )


class BeginForm(OpenedForm):
    """Coming in, perhaps at a table."""

    table = forms.CharField(max_length=10, required=False, widget=forms.HiddenInput)


class SayForm(OpenedForm):
    """A statement of somebody's own."""

    text = forms.CharField(
        label=_("Your statement"),
        max_length=LONGEST_STATEMENT,
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
        help_text=_("One thing, so that others can agree or disagree. Please name no person."),
    )
    lang = forms.ChoiceField(label=_("In which language is it?"))

    def __init__(self, *args: Any, conversation: Conversation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lang"].choices = words.languages(conversation.languages)  # type: ignore[attr-defined]  # choices


class WhoForm(forms.Form):
    """What somebody chooses to say of themselves."""

    area = forms.ChoiceField(label=_("Where do you live?"), required=False)
    group = forms.ChoiceField(label=_("Which of these people are you one of?"), required=False)

    def __init__(self, *args: Any, names: CityNames, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        silent = ("", _("I would rather not say"))
        groups = [(key, names.group(key)) for key in names.groups.keys]
        self.fields["area"].choices = [silent, *names.area_choices()]  # type: ignore[attr-defined]  # choices
        self.fields["group"].choices = [silent, *groups]  # type: ignore[attr-defined]  # choices
