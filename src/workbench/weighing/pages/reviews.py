"""What is due: decisions to look at again, conditions to be met, watches that can be answered."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.weighing.watch import InvalidPlan, plan_of
from workbench.accounts.models import Person
from workbench.core.labels import date_words
from workbench.core.numbers import whole
from workbench.weighing.access import decisions as ad
from workbench.weighing.access import indicators as ai
from workbench.weighing.models import Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLine:
    """One thing with its day."""

    day: str
    is_due: bool
    what: str
    title: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewsPage:
    """What reviews.html may use."""

    lede: str
    due: tuple[DueLine, ...]
    later: tuple[DueLine, ...]


Due = tuple[date, str, str, str]


def reviews_page(person: Person, *, today: date) -> ReviewsPage:
    """Everything with a day, the nearest first."""
    found = sorted([*_decisions(person), *_conditions(person), *_watches(person)])
    lines = [_line(one, today) for one in found]
    due = tuple(line for line in lines if line.is_due)
    lede = ngettext("%(n)s thing is due.", "%(n)s things are due.", len(due))
    return ReviewsPage(
        lede=lede % {"n": whole(len(due))},
        due=due,
        later=tuple(line for line in lines if not line.is_due),
    )


def _line(one: Due, today: date) -> DueLine:
    day, what, title, address = one
    return DueLine(
        day=date_words(day.isoformat()),
        is_due=day <= today,
        what=what,
        title=title,
        address=address,
    )


def _decisions(person: Person) -> list[Due]:
    rows = ad.decisions_for(person).filter(state=Decision.State.ADOPTED, review_on__isnull=False)
    return [
        (
            one.review_on,
            _("to be looked at again"),
            one.frozen["proposal"]["title"],
            reverse("weighing-decision", args=[one.proposal_id]),
        )
        for one in rows
        if one.review_on
    ]


def _conditions(person: Person) -> list[Due]:
    return [
        (
            one.until,
            _("a condition is to be met: %(words)s") % {"words": one.words},
            one.decision.frozen["proposal"]["title"],
            reverse("weighing-decision", args=[one.decision.proposal_id]),
        )
        for one in ad.open_conditions(person)
        if one.until
    ]


def _watches(person: Person) -> list[Due]:
    found = []
    for one in ai.watches_for(person).exclude(frozen={}):
        try:
            plan = plan_of(one.frozen["plan"], file="watch")
        except InvalidPlan:
            continue
        what = _("a watch can be answered after this day: %(name)s") % {"name": plan.name}
        title = one.decision.frozen["proposal"]["title"]
        found.append((plan.told_after, what, title, reverse("weighing-watch", args=[one.pk])))
    return found
