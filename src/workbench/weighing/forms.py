"""The forms about proposals. A form turns what was typed into values; actions decide about them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workbench.core.form_fields import DAY, set_choices, several
from workbench.core.labels import CityNames, group_choices
from workbench.weighing import words
from workbench.weighing.actions.proposals import Lever
from workbench.weighing.models import Channel, Proposal
from workbench.weighing.models.proposals import LONGEST_QUARTERS

USUAL_FACTORS = (
    *("isolation", "polarisation", "left-behind", "housing-cost", "discrimination"),
    *("contact", "trust", "meeting-places"),
)
"""Chosen beforehand, so that a first picture needs no reading of a list."""


class OptionForm(forms.Form):
    """One way of doing it."""

    name = forms.CharField(label=_("Name"), max_length=120)
    words = forms.CharField(
        label=_("What it means"),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
    )
    policy_area = forms.ChoiceField(label=_("Policy area"))
    groups = several(
        _("For whom it is meant"),
        _(
            "None chosen means: for everybody. What it does to the others is looked at all the "
            "same."
        ),
    )
    areas = several(_("Where"), _("None chosen means: in the whole city."))
    size = forms.TypedChoiceField(
        label=_("How strong"),
        coerce=float,
        initial="1.0",
        choices=[
            ("1.0", _("full strength, as judged")),
            ("0.75", _("three quarters of it")),
            ("0.5", _("half of it")),
            ("0.25", _("a quarter of it")),
        ],
        help_text=_("Judgements are about full strength."),
    )
    starts = forms.IntegerField(
        label=_("Begins to act after how many quarters"),
        min_value=0,
        max_value=LONGEST_QUARTERS,
        initial=0,
    )

    def __init__(self, *args: Any, names: CityNames, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(
            self,
            policy_area=[(row.key, row.name) for row in words.policy_areas()],
            groups=group_choices(names.groups),
            areas=names.area_choices(),
        )

    def lever(self) -> Lever:
        """What the option sets."""
        given = self.cleaned_data
        return Lever(
            name=given["name"],
            words=given["words"],
            policy_area=given["policy_area"],
            groups=given["groups"],
            areas=given["areas"],
            size=given["size"],
            starts=given["starts"],
        )


class ProposalForm(forms.Form):
    """What is to be decided, and what is looked at for whom."""

    title = forms.CharField(label=_("Title"), max_length=200)
    question = forms.CharField(
        label=_("What is to be decided?"),
        max_length=300,
        help_text=_("One question, as it would be put to the council."),
    )
    words = forms.CharField(
        label=_("What would be done?"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
    )
    department = forms.CharField(label=_("Department"), required=False, max_length=120)
    decide_by = forms.DateField(
        label=_("To be decided by"),
        required=False,
        widget=forms.DateInput(DAY, format="%Y-%m-%d"),
    )
    factors = several(
        _("What may change"),
        _("Eight are chosen. Fewer are judged with more care; take what the question is about."),
    )
    looked_at = several(
        _("Who is looked at"),
        _(
            "The broad groups are chosen, and the majority always is. Take a part where the "
            "question is about it. Who is left out is named before anything is adopted."
        ),
    )

    def __init__(self, *args: Any, names: CityNames, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, factors=words.factor_choices(), looked_at=group_choices(names.groups))

    def values(self) -> dict[str, Any]:
        """What the proposal says, by the names of its fields."""
        given = dict(self.cleaned_data)
        given["groups"] = given.pop("looked_at")
        return given


def values_of(proposal: Proposal) -> dict[str, Any]:
    """What the form begins with for a proposal that stands."""
    names = ("title", "question", "words", "department", "decide_by", "factors")
    kept = {name: getattr(proposal, name) for name in names}
    return {**kept, "looked_at": proposal.groups}


class ChannelForm(forms.Form):
    """A way in which the problem may move."""

    name = forms.CharField(label=_("What happens"), max_length=120)
    to = forms.ChoiceField(label=_("Where it goes"), choices=Channel.To.choices)
    factor = forms.ChoiceField(label=_("Of what"), required=False)
    least = forms.FloatField(
        label=_("At least"),
        min_value=-1,
        max_value=1,
        help_text=_("-0.6: six tenths of what becomes better here becomes worse there."),
    )
    most = forms.FloatField(label=_("At most"), min_value=-1, max_value=1)
    delay_quarters = forms.IntegerField(
        label=_("After how many quarters"), min_value=0, max_value=LONGEST_QUARTERS, initial=1
    )

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pairs = zip(proposal.factors, words.factor_names(proposal.factors), strict=True)
        set_choices(self, factor=[("", _("all of it")), *pairs])
