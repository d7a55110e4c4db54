"""The forms about causal maps: who draws, what is drawn, a file, words that mean a factor."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workbench.core.form_fields import set_choices
from workbench.core.labels import choices
from workbench.weighing import words
from workbench.weighing.actions.drawing import Pull
from workbench.weighing.map_words import STEPS, node_name, thing_names, weight_choices
from workbench.weighing.models import MapArrow, MapNode
from workbench.weighing.models.maps import LONGEST_WORDS
from workbench.weighing.models.proposals import LONGEST_QUARTERS

USUAL_STEP = str(STEPS[1][0])


class DrawerForm(forms.Form):
    """Who draws a map."""

    drawer = forms.CharField(
        label=_("Who draws"),
        max_length=120,
        help_text=_("A department, a community, or a table. Shown at the city desk only."),
    )
    people = forms.IntegerField(
        label=_("People at the table"), min_value=1, max_value=500, initial=1
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=1000, widget=forms.Textarea({"rows": 2})
    )


class BringMapForm(forms.Form):
    """A map from a file."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "A table with source, target and weight; a matrix in which the row drives the column; "
            "or Kumu's JSON."
        ),
    )
    drawer = forms.CharField(
        label=_("Who drew it"),
        max_length=120,
        help_text=_("Where the file names a drawer in each row, those names are kept."),
    )
    people = forms.IntegerField(
        label=_("People at the table"), min_value=1, max_value=500, initial=1
    )


class NodeForm(forms.Form):
    """One more thing on the map."""

    factor = forms.ChoiceField(label=_("From the list"), required=False)
    words = forms.CharField(
        label=_("Or in your own words"), required=False, max_length=LONGEST_WORDS
    )

    def __init__(self, *args: Any, taken: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = set(taken)
        offered = [
            (family, [pair for pair in pairs if pair[0] not in there])
            for family, pairs in words.factor_choices()
        ]
        set_choices(self, factor=[("", "–"), *offered])


class PullForm(forms.Form):
    """How one thing drives another."""

    weight = forms.TypedChoiceField(
        label=_("When there is more of the one, there is … of the other"),
        coerce=float,
        initial=USUAL_STEP,
    )
    delay_quarters = forms.IntegerField(
        label=_("After how many quarters"), min_value=0, max_value=LONGEST_QUARTERS, initial=0
    )
    sureness = forms.TypedChoiceField(
        label=_("How sure"), coerce=int, empty_value=None, required=False
    )
    note = forms.CharField(label=_("Why"), required=False, max_length=300)

    def __init__(self, *args: Any, weight: float | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(
            self,
            weight=weight_choices(weight),
            sureness=[("", _("not said")), *MapArrow.Sureness.choices],
        )

    def pull(self) -> Pull:
        """What was said of the arrow."""
        names = ("weight", "delay_quarters", "sureness", "note")
        return Pull(**{name: self.cleaned_data[name] for name in names})


class ArrowForm(PullForm):
    """A new arrow: from where, to where, and how."""

    field_order = ("source", "weight", "target", "delay_quarters", "sureness", "note")
    source = forms.TypedChoiceField(label=_("From"), coerce=int)
    target = forms.TypedChoiceField(label=_("To"), coerce=int)

    def __init__(self, *args: Any, nodes: Iterable[MapNode], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = thing_names()
        offered = choices((str(one.pk), node_name(one, names)) for one in nodes)
        set_choices(self, source=offered, target=offered)


class SameForm(forms.Form):
    """Which factor words mean."""

    factor = forms.ChoiceField(label=_("means"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, factor=words.factor_choices())


def pull_of(arrow: MapArrow) -> dict[str, Any]:
    """What the form begins with for an arrow that stands."""
    return {
        "weight": str(arrow.weight),
        "delay_quarters": arrow.delay_quarters,
        "sureness": arrow.sureness,
        "note": arrow.note,
    }
