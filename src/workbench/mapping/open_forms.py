"""The two forms of the public face: finding a strength, and suggesting one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workbench.core.form_fields import set_choices
from workbench.core.labels import CityNames
from workbench.core.open_sending import OpenedForm
from workbench.mapping import words
from workbench.mapping.forms import ANY
from workbench.mapping.models import Strength


class OpenFindForm(forms.Form):
    """Which strengths a resident looks for."""

    area = forms.ChoiceField(label=_("Area"), required=False)
    need = forms.ChoiceField(label=_("I look for"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)

    def __init__(self, *args: Any, names: CityNames, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(
            self,
            area=[ANY, *names.area_choices()],
            need=[ANY, *words.offered("needs")],
            language=[ANY, *words.offered("languages")],
        )


class SuggestForm(OpenedForm):
    """What a resident tells of a strength; nothing about the resident."""

    name = forms.CharField(label=_("What is it called?"), max_length=200)
    what = forms.ChoiceField(
        label=_("What is it?"),
        widget=forms.RadioSelect,
        choices=[
            (Strength.What.PLACE, _("a place where people meet")),
            (Strength.What.GROUP, _("a group")),
            (Strength.What.ROLE, _("a role that somebody fills, such as a caretaker")),
            (Strength.What.SKILL, _("a skill that is shared")),
            (Strength.What.FUND, _("money that can be asked for")),
        ],
    )
    area = forms.ChoiceField(label=_("Where?"), required=False)
    words = forms.CharField(
        label=_("What does it offer, and for whom?"),
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("Please name no person, not even yourself."),
    )

    def __init__(self, *args: Any, names: CityNames, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, area=[("", _("the whole city")), *names.area_choices()])
