"""Trigger events: how many more reports followed than the course of the city lets expect.

Read `event_study` first. For each event of a calendar, each group and the areas it names, it sets
the reports of 1, 2, 4 and 8 weeks from the event's day beside what would have come without it
(`event_course`). The excess is *the number of reports that would not have come*; its interval
covers that number nine times in ten. Kinds of event are compared by the excess per event; groups
and areas never are (charter 2). An excess is no proof of a cause, and more reports can mean more
trust (charter 10). Method page: docs/methods/event-study.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from commonweal.core.lineage import Lineage
from commonweal.core.nearest import listed, nearest_first
from commonweal.listening.signals.calendar import InvalidCalendar, TriggerEvent
from commonweal.listening.signals.event_course import WINDOWS, QuietCourse, fit_courses
from commonweal.listening.signals.event_kinds import KindOfEvent, Share, by_kind
from commonweal.listening.signals.event_reports import (
    FEWEST_WEEKS,
    NAMED,
    WEEKS_TOLD,
    DatedReports,
    Series,
    last_day,
    series_around,
)
from commonweal.listening.signals.findings import ALL_GROUPS, WHOLE_CITY
from commonweal.listening.week import MORE_TRUST, Basis

METHOD = "event study against the expected course"
VERSION = "1"
STATES = {
    "ready": "",
    "too-early": f"Too early: fewer than {FEWEST_WEEKS} weeks before it that no event touches.",
    "outside": "The source does not cover the day of this event.",
    "not-recorded": "The source never recorded a report about the groups that this event names.",
    "not-over": "The source does not cover a whole week from this event on.",
}
CAVEATS = (
    "An excess is not proof of a cause: whatever else happened in the same weeks is in it, and the "
    "event was chosen by someone who knew what came after.",
    "A campaign, a new reporting point or police attention after the event raises reports as well "
    "as events do.",
    MORE_TRUST,
    "Reports are counted by the day in the file; what is filed later than the window is missing "
    "from it, and publishers revise recent months.",
    "Of many intervals one in ten misses the true number, so a table of many groups and windows "
    "holds some that lie off zero by chance.",
    "Kinds of event are compared by what followed the events in this calendar, in reports: kinds "
    "that touch more people weigh more, and nothing sure is said about the next event.",
)

State = Literal["ready", "too-early", "outside", "not-recorded", "not-over"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """One group (`ALL_GROUPS`: every report once), its areas and one window after the event.

    `areas` empty: the whole city. `excess` reports more than `expected` came, with a 90 % interval
    of the number that would not have come without the event. `ratio` is observed ÷ expected;
    `ratio_high` is None where nothing at all may have been expected.
    """

    group: str
    areas: tuple[str, ...]
    window_weeks: int
    observed: int
    expected: float
    low: float
    high: float
    ratio_low: float
    ratio_high: float | None
    named: bool

    @property
    def excess(self) -> float:
        """Observed − expected."""
        return self.observed - self.expected

    @property
    def ratio(self) -> float:
        """Observed ÷ expected."""
        return self.observed / self.expected

    def as_dict(self) -> dict[str, Any]:
        """The row as it stands in `--json` answers."""
        high = self.ratio_high
        return {
            "group": self.group,
            "areas": list(self.areas),
            "window_weeks": self.window_weeks,
            "observed": self.observed,
            "expected": round(self.expected, 4),
            "excess": round(self.excess, 4),
            "low": round(self.low, 4),
            "high": round(self.high, 4),
            "ratio": round(self.ratio, 4),
            "ratio_low": round(self.ratio_low, 4),
            "ratio_high": None if high is None else round(high, 4),
            "named_in_calendar": self.named,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class EventTold:
    """One event with its rows; `overlaps` names the events whose weeks it shares.

    `weeks_before` and `weeks_after` are how many weeks its course was fitted on.
    """

    event: TriggerEvent
    state: State
    rows: tuple[EventRow, ...]
    weeks_before: int
    weeks_after: int
    overlaps: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """The event as it stands in `--json` answers."""
        return {
            **self.event.as_dict(),
            "state": self.state,
            "sentence": STATES[self.state],
            "fitted_on_weeks": {"before": self.weeks_before, "after": self.weeks_after},
            "overlaps": list(self.overlaps),
            "groups": [row.as_dict() for row in self.rows],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class EventStudy:
    """All events of a calendar, and the kinds of event compared."""

    events: tuple[EventTold, ...]
    kinds: tuple[KindOfEvent, ...]
    sentence: str
    since: date
    until: date
    basis: Basis
    left_out: int
    caveats: tuple[str, ...]
    lineage: Lineage

    def as_answer(self) -> dict[str, Any]:
        """The keys of the `--json` answer."""
        return {
            "covered": {"since": self.since.isoformat(), "until": self.until.isoformat()},
            "dated_by": self.basis,
            "without_a_day": self.left_out,
            "events": [event.as_dict() for event in self.events],
            "by_kind": [kind.as_dict() for kind in self.kinds],
            "sentence": self.sentence,
            "caveats": list(self.caveats),
        }


def event_study(
    reports: DatedReports,
    events: Sequence[TriggerEvent],
    *,
    kind_window: int = 4,
    inputs: Mapping[str, str] | None = None,
    caveats: Sequence[str] = (),
) -> EventStudy:
    """The excess after each event, by group and area, and per event of each kind.

    `kind_window` (weeks, one of `WINDOWS`) is the window in which kinds are compared. `inputs`
    (name → SHA-256) goes into the lineage, `caveats` are the source's own. Raises
    `InvalidCalendar` where an event names an area that is not among the reports' areas.
    """
    told, shares = [], []
    for event in events:
        _check_areas(reports, event)
        one, share = _one_event(reports, event, events, kind_window)
        told.append(one)
        shares += [share] if share else []
    kinds, sentence = by_kind(shares, kind_window)
    return EventStudy(
        events=tuple(told),
        kinds=kinds,
        sentence=sentence,
        since=reports.since,
        until=reports.until,
        basis=reports.basis,
        left_out=reports.left_out,
        caveats=(*caveats, *CAVEATS),
        lineage=Lineage(method=METHOD, version=VERSION, inputs=dict(inputs or {})),
    )


def _check_areas(reports: DatedReports, event: TriggerEvent) -> None:
    for area in event.areas:
        if area not in reports.areas:
            raise InvalidCalendar(
                f"“{event.name}” names the area “{area}”, which is not known.",
                remedy=f"Use one of {listed(nearest_first(area, reports.areas)[:5])}.",
                area=area,
            )


def _one_event(
    reports: DatedReports, event: TriggerEvent, events: Sequence[TriggerEvent], kind_window: int
) -> tuple[EventTold, Share | None]:
    """One event told, and its share in what its kind cost."""
    overlaps = tuple(one.name for one in events if one is not event and _overlap(event, one))
    ahead = min(((reports.until - event.on).days + 1) // 7, WEEKS_TOLD)
    if not reports.since <= event.on <= reports.until:
        return _without_rows(event, "outside", overlaps), None
    if event.groups and not {*event.groups} & {*reports.groups}:
        return _without_rows(event, "not-recorded", overlaps), None
    if not ahead:
        return _without_rows(event, "not-over", overlaps), None
    series = series_around(reports, event, events)
    own = NAMED if event.groups else ALL_GROUPS
    before, after = series.weeks_before(own), series.weeks_after(own)
    if before < FEWEST_WEEKS:
        return replace(_without_rows(event, "too-early", overlaps), weeks_before=before), None
    told = [key for key in series.keys if series.weeks_before(key) >= FEWEST_WEEKS]
    courses = dict(zip(told, _courses(series, told, ahead), strict=True))
    here = [i for i, area in enumerate(reports.areas) if area in event.areas]
    places = [WHOLE_CITY, *([event.areas] if here else [])]
    hidden = {NAMED, ALL_GROUPS} if reports.overlapping else {NAMED}
    rows = tuple(
        _row(series, courses[key], key, w, areas, here, event)
        for key in told
        if key not in hidden
        for areas in places
        for w, weeks in enumerate(WINDOWS)
        if weeks <= ahead
    )
    whole = EventTold(
        event=event,
        state="ready",
        rows=rows,
        weeks_before=before,
        weeks_after=after,
        overlaps=overlaps,
    )
    if ahead < kind_window or (reports.overlapping and len(event.groups) != 1):
        return whole, None
    share = Share(
        event=event.name,
        kind=event.kind,
        observed=series.observed(own, kind_window, here or None),
        without=courses[own].without_event(WINDOWS.index(kind_window), here or None),
        overlaps=overlaps,
    )
    return whole, share


def _courses(series: Series, told: Sequence[str], ahead: int) -> list[QuietCourse]:
    """The courses of the series that can be told."""
    places = [series.keys.index(key) for key in told]
    return fit_courses(
        [series.counts[place] for place in places],
        [series.kept[place] for place in places],
        series.counts[-1],
        series.begins,
        ahead,
    )


def _row(
    series: Series,
    course: QuietCourse,
    key: str,
    window: int,
    areas: tuple[str, ...],
    here: Sequence[int],
    event: TriggerEvent,
) -> EventRow:
    """One row: what was observed, against what would have come without the event."""
    places = here if areas else None
    observed = series.observed(key, WINDOWS[window], places)
    without = course.without_event(window, places)
    fewest, most = without.range()
    return EventRow(
        group=key,
        areas=areas,
        window_weeks=WINDOWS[window],
        observed=observed,
        expected=without.mean,
        low=observed - max(float(most), without.mean),
        high=observed - min(float(fewest), without.mean),
        ratio_low=observed / max(float(most), without.mean),
        ratio_high=observed / fewest if fewest else None,
        named=key in event.groups or (key == ALL_GROUPS and not event.groups),
    )


def _without_rows(event: TriggerEvent, state: State, overlaps: tuple[str, ...]) -> EventTold:
    return EventTold(
        event=event, state=state, rows=(), weeks_before=0, weeks_after=0, overlaps=overlaps
    )


def _overlap(one: TriggerEvent, other: TriggerEvent) -> bool:
    """Whether the weeks of two events meet, for a group and an area of both."""
    apart = last_day(one) < other.on or last_day(other) < one.on
    groups = not one.groups or not other.groups or bool({*one.groups} & {*other.groups})
    areas = not one.areas or not other.areas or bool({*one.areas} & {*other.areas})
    return groups and areas and not apart
