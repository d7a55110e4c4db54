"""The forms of a concern: raising one, opening the answer, answering."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workbench.core.form_fields import set_choices
from workbench.core.labels import Pairs
from workbench.core.open_sending import OpenedForm
from workbench.weighing.decision_forms import lines


class ConcernForm(OpenedForm):
    """What worries somebody; who it is only where they want to say it."""

    about = forms.ChoiceField(label=_("What is it about?"), required=False)
    words = lines(
        _("What worries you?"),
        rows=6,
        required=True,
        help_text=_("What you saw or expect, and for whom. Leave out the names of others."),
    )
    name = forms.CharField(
        label=_("Your name, if you want to give it"),
        required=False,
        max_length=120,
        help_text=_("Without it you are not known to anybody. With it only the desk knows you."),
    )

    def __init__(self, *args: Any, about: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, about=[("", _("something else")), *about])


class ReceiptForm(OpenedForm):
    """The receipt that opens an answer."""

    receipt = forms.CharField(
        label=_("Your receipt"),
        max_length=40,
        help_text=_("Sixteen letters and figures, as they were shown to you."),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )


class AnswerForm(forms.Form):
    """What the desk answers."""

    answer = lines(
        _("Your answer"),
        rows=5,
        required=True,
        help_text=_(
            "Say what was looked at and what follows from it. Thanks are said in any case; nobody "
            "is blamed for asking."
        ),
    )
