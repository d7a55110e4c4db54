"""The forms of the desk about rounds: what is asked, until when, and who is asked."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workbench.core.form_fields import DAY, set_choices, several
from workbench.core.labels import CityNames, Pairs
from workbench.weighing import words
from workbench.weighing.actions.rounds import Asked
from workbench.weighing.models import Proposal, Rater


def last_day() -> forms.DateField:
    """The last day on which raters may say something."""
    return forms.DateField(
        label=_("Open until"),
        widget=forms.DateInput(DAY, format="%Y-%m-%d"),
        help_text=_("Raters can change what they said until the end of this day."),
    )


class OpenRoundForm(forms.Form):
    """What the first round asks."""

    policy_areas = several(
        _("What would be done"), _("Each chosen policy area is judged by itself.")
    )
    factors = several(
        _("What may change"),
        _("Every rater sees one screen for each. Fewer are judged with more care."),
    )
    asked_for = several(_("For whom"), _("The majority is always asked about."))
    closes_on = last_day()

    def __init__(self, *args: Any, proposal: Proposal, names: CityNames, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        factors = zip(proposal.factors, words.factor_names(proposal.factors), strict=True)
        set_choices(
            self,
            policy_areas=[(row.key, row.name) for row in words.policy_areas()],
            factors=list(factors),
            asked_for=[(key, names.group(key)) for key in proposal.groups],
        )

    def asked(self) -> Asked:
        """What the round asks."""
        given = self.cleaned_data
        return Asked(
            policy_areas=given["policy_areas"],
            factors=given["factors"],
            groups=given["asked_for"],
            closes_on=given["closes_on"],
        )


class SecondRoundForm(forms.Form):
    """What is asked again, after everybody may see the spread of the first round."""

    factors = several(
        _("What is asked again"),
        _("Beside each stands in how many cells of the first round people see it differently."),
    )
    closes_on = last_day()

    def __init__(self, *args: Any, factors: Pairs, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        set_choices(self, factors=factors)


class LastDayForm(forms.Form):
    """More or less time."""

    closes_on = last_day()


class InviteForm(forms.Form):
    """Who is asked."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_(
            "A department or a community rather than a person, such as “Housing office” or "
            "“Tenants of the canal”. Only those who weigh read it."
        ),
    )
    side = forms.ChoiceField(label=_("Side"), widget=forms.RadioSelect, choices=Rater.Side.choices)
    body = forms.CharField(
        label=_("Speaks for"),
        required=False,
        max_length=120,
        help_text=_("Where the name does not say it."),
    )
