"""What is watched after a decision: the list of a proposal, and one watch with its verdict.

A verdict is told in words with what it rests on. Counts of incidents below the city's floor are not
shown, since those who weigh do not see incidents.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from commonweal.core.errors import CommonwealError
from commonweal.weighing import watch as library
from workbench.accounts.models import Person, Role
from workbench.core.knowledge import said
from workbench.core.labels import CityNames, city_names, date_words
from workbench.core.numbers import short, whole
from workbench.core.rooms import panels
from workbench.weighing.access.decisions import decision_of
from workbench.weighing.feeds.indicators import Indicator, indicator_name, indicator_of
from workbench.weighing.models import Proposal, Watch
from workbench.weighing.pages.watch_courses import (
    PLACES,
    PlacePart,
    areas_in_words,
    count_in_words,
    groups_in_words,
    place_parts,
)
from workbench.weighing.watching import expected_now, expected_then, told

READS_THE_MAP = (Role.COORDINATOR, Role.ANALYST)
CAVEATS = (
    gettext_noop(
        "The areas compared with are taken to have gone on as these would have: what befell only "
        "one side of them in the same periods is told as the measure's work."
    ),
    gettext_noop(
        "Only what is named in the plan is watched; a problem may move where nobody looks "
        "(S003-54)."
    ),
    gettext_noop(
        "An interval speaks of chance between areas and periods, not of what is never reported."
    ),
)
"""Those of the library, as messages of the catalogue."""
VERDICTS = {
    library.Verdict.SOLVED: gettext_lazy("Solved"),
    library.Verdict.MOVED: gettext_lazy("Moved"),
    library.Verdict.NO_CHANGE: gettext_lazy("No change"),
    library.Verdict.WORSE: gettext_lazy("Worse"),
    library.Verdict.REPORTING: gettext_lazy("Reporting changed"),
    library.Verdict.CANNOT_TELL: gettext_lazy("Cannot tell"),
    library.Verdict.TOO_EARLY: gettext_lazy("Too early to say"),
}
MEANINGS = {
    library.Verdict.SOLVED: gettext_lazy(
        "Better where it was meant, and less than half of it can have come back where it is "
        "watched."
    ),
    library.Verdict.MOVED: gettext_lazy("Better where it was meant, and worse elsewhere."),
    library.Verdict.NO_CHANGE: gettext_lazy("No change that matters, neither here nor there."),
    library.Verdict.WORSE: gettext_lazy(
        "Worse where it was meant, or worse elsewhere without a gain that could be told."
    ),
    library.Verdict.REPORTING: gettext_lazy(
        "Who reports, or what is counted, may have changed; not necessarily what happens."
    ),
    library.Verdict.CANNOT_TELL: gettext_lazy(
        "A change can neither be told from chance nor left out."
    ),
    library.Verdict.TOO_EARLY: gettext_lazy("What follows late has not had its time yet."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchLine:
    """One watch in a list."""

    watch_id: int
    address: str
    name: str
    verdict: str
    due: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchesPage:
    """What watches.html may use."""

    proposal_id: int
    title: str
    lines: tuple[WatchLine, ...]
    is_draft: bool
    why_none: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """What changed in one place beside the areas compared with."""

    place: str
    change: str
    observed: str
    without: str
    rests_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchPage:
    """What watch.html may use."""

    line: WatchLine
    proposal_id: int
    title: str
    meaning: str
    in_detail: str
    facts: tuple[tuple[str, str], ...]
    places: tuple[PlacePart, ...]
    changes: tuple[ChangeRow, ...]
    notes: tuple[str, ...]
    caveats: tuple[str, ...]
    panels: tuple[SafeString, ...]
    is_draft: bool


def watches_page(proposal: Proposal, *, today: date) -> WatchesPage:
    """What is watched, with how far each is."""
    decision = decision_of(proposal)
    watches = list(decision.watches.all()) if decision else []
    return WatchesPage(
        proposal_id=proposal.pk,
        title=proposal.title,
        lines=tuple(watch_line(one, _told(one, today)) for one in watches),
        is_draft=proposal.state == Proposal.State.OPEN,
        why_none=decision.why_no_watch if decision else "",
    )


def watch_line(watch: Watch, found: library.Watch | None) -> WatchLine:
    """One watch in words; `found` is None while nothing is fixed or can be told."""
    fixed = _expected(watch)
    return WatchLine(
        watch_id=watch.pk,
        address=reverse("weighing-watch", args=[watch.pk]),
        name=indicator_name(watch),
        verdict=_verdict(watch, found),
        due=date_words(fixed.plan.told_after.isoformat()) if fixed else "",
    )


def watch_page(person: Person, watch: Watch, *, today: date) -> WatchPage:
    """One watch: the verdict, what was expected, and what came."""
    found = _told(watch, today)
    smallest = watch.frozen.get("smallest", 0)
    names = city_names()
    judged = found.judged if found else None
    return WatchPage(
        line=watch_line(watch, found),
        proposal_id=watch.decision.proposal_id,
        title=watch.decision.proposal.title,
        meaning=str(MEANINGS[found.verdict]) if found else _not_yet(watch),
        in_detail=judged.sentence if judged else "",
        facts=_facts(watch, names),
        places=place_parts(_expected(watch), found, names, smallest=smallest),
        changes=tuple(_change(one, smallest) for one in found.changes) if found else (),
        notes=found.notes if found else (),
        caveats=tuple(said(one) for one in found.caveats) if found else (),
        panels=_panels(person, watch),
        is_draft=not watch.frozen,
    )


def _verdict(watch: Watch, found: library.Watch | None) -> str:
    if not watch.frozen:
        return _("Set; what is expected is fixed when the decision is adopted")
    return str(VERDICTS[found.verdict if found else library.Verdict.CANNOT_TELL])


def _not_yet(watch: Watch) -> str:
    if watch.frozen:
        return _("The series can no longer be read as it was.")
    return _("Shown is what would be expected if it were adopted today.")


def _told(watch: Watch, today: date) -> library.Watch | None:
    if not watch.frozen:
        return None
    try:
        return told(watch, today=today)
    except (library.InvalidPlan, KeyError):
        return None  # the series, or an area of it, is gone


def _expectation(watch: Watch) -> library.Expectation:
    return expected_then(watch) if watch.frozen else expected_now(watch)


def _expected(watch: Watch) -> library.Expectation | None:
    try:
        return _expectation(watch)
    except CommonwealError:
        return None


def _facts(watch: Watch, names: CityNames) -> tuple[tuple[str, str], ...]:
    told_of = _about(watch)
    pairs = (
        (_("Where it is meant"), areas_in_words(watch.areas, names)),
        (_("For whom it is meant"), groups_in_words(watch.groups, names)),
        (_("First period in which it can act"), watch.adopted),
        (_("Periods until it can show"), whole(watch.lag)),
        (_("Periods that are judged"), whole(watch.follow_up)),
        (_("Source"), told_of[0]),
        (_("What counts"), told_of[1]),
        (_("Fingerprint of what was fixed"), watch.fingerprint),
    )
    return tuple(pair for pair in pairs if pair[1])


def _about(watch: Watch) -> tuple[str, str]:
    try:
        one: Indicator = indicator_of(watch.indicator)
    except Http404:  # a source that is gone is told by its frozen name
        return str(watch.frozen.get("source", "")), ""
    return one.source, one.definition


def _change(one: library.Change, smallest: int) -> ChangeRow:
    value, low, high = (_size(one, each) for each in (one.told.value, one.told.low, one.told.high))
    name = str(PLACES.get(one.name, one.name))
    rests = _(
        "%(areas)s areas beside %(others)s others, %(before)s periods before and %(after)s after, "
        "%(placebos)s placebos in time and space"
    ) % {
        "areas": whole(one.areas),
        "others": whole(one.compared_with),
        "before": whole(one.before),
        "after": whole(one.after),
        "placebos": whole(one.placebos),
    }
    return ChangeRow(
        place=name[:1].upper() + name[1:],
        change=_("%(value)s (%(low)s to %(high)s)") % {"value": value, "low": low, "high": high},
        observed=count_in_words(one.observed, smallest),
        without=count_in_words(one.expected, smallest),
        rests_on=rests,
    )


def _size(one: library.Change, value: float) -> str:
    if one.counted:
        return f"{round(100 * value):+d} %"
    return f"{'+' if value > 0 else ''}{short(round(value, 3))}"


def _panels(person: Person, watch: Watch) -> tuple[SafeString, ...]:
    """What is there already, for those who may read the map (charter 3)."""
    if person.role not in READS_THE_MAP or not watch.areas:
        return ()
    about: dict[str, Any] = {"areas": watch.areas, "group": (watch.groups or [""])[0]}
    return tuple(panels("signal", finding=None, **about))
