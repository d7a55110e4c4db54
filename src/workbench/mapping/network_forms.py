"""What the network, the missing threads and the map of strengths are asked for, by address."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workbench.core.form_fields import a_day, set_choices
from workbench.core.labels import CityNames
from workbench.mapping import looks, words
from workbench.mapping.forms import ANY
from workbench.mapping.models import Strength, Tie

KINDS_DRAWN = [(kind, label) for kind, label in Tie.Kind.choices if kind in looks.FAMILY_OF]


class NetworkForm(forms.Form):
    """Which ties to draw, and the day to look back to."""

    kind = forms.ChoiceField(label=_("Kind of tie"), required=False, choices=[ANY, *KINDS_DRAWN])
    area = forms.ChoiceField(label=_("Area"), required=False)
    since = a_day(_("Compare with the day"), required=False)

    def __init__(self, *args: Any, names: CityNames, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, area=[ANY, *names.area_choices()])


class WorthForm(forms.Form):
    """What a tie worth making should bring."""

    objective = forms.ChoiceField(
        label=_("What counts"),
        required=False,
        choices=[
            ("", _("all of it: anybody, in the district, of every kind")),
            ("anybody", _("that everybody knows somebody at all")),
            ("beside", _("that everybody knows somebody in their own district")),
            ("group", _("that everybody knows somebody of every other kind")),
        ],
    )


class DeclineForm(forms.Form):
    """Why a suggested tie is not wanted, if its party likes to say so."""

    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("If you like to give one. Only your own people can read it."),
    )


class MapForm(forms.Form):
    """Which strengths the map shows."""

    what = forms.ChoiceField(
        label=_("What it is"), required=False, choices=[ANY, *Strength.What.choices]
    )
    need = forms.ChoiceField(label=_("Need"), required=False)
    group = forms.ChoiceField(label=_("Serves"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)

    def __init__(self, *args: Any, names: CityNames, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(
            self,
            need=[ANY, *words.offered("needs")],
            group=[ANY, *names.group_names.items()],
            language=[ANY, *words.offered("languages")],
        )
