"""The form of the page of reach."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workbench.core.form_fields import set_choices
from workbench.core.labels import CityNames, Pairs
from workbench.core.numbers import whole
from workbench.mapping import words
from workbench.mapping.forms import ANY
from workbench.mapping.reaching import DISTANCES, USUAL, Asked


class ReachForm(forms.Form):
    """What somebody would get to, and how far they would go."""

    need = forms.ChoiceField(label=gettext_lazy("Need"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    group = forms.ChoiceField(label=gettext_lazy("For whom"), required=False)
    within = forms.TypedChoiceField(
        label=gettext_lazy("Distance"), required=False, coerce=int, empty_value=None
    )

    def __init__(self, *args: Any, names: CityNames, kinds: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(
            self,
            need=[ANY, *words.offered("needs")],
            kind=[ANY, *kinds],
            language=[ANY, *words.offered("languages")],
            group=[("", _("everybody")), *names.group_names.items()],
            within=[(metres, _("%(m)s m") % {"m": whole(metres)}) for metres in DISTANCES],
        )
        self.initial["within"] = USUAL

    def asked(self) -> Asked:
        """What was asked for."""
        given = dict(self.cleaned_data)
        return Asked(**given | {"within": given["within"] or USUAL})
