"""What the register holds for one week: reviews, health, revisions, what is missing.

Read `gather` first. It reads rows through `workbench.listening.feeds` and decides nothing: the
counting is `commonweal.listening`'s, the wording that of `words` and `pages`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import combinations

import polars as pl
from django.utils import timezone
from shapely.geometry.base import BaseGeometry

from commonweal.core.groups import GroupPack
from commonweal.core.kinds import KindPack
from commonweal.core.places import AreaSet
from commonweal.files.city import City
from commonweal.listening.earlier_years import Coverage
from commonweal.listening.health import (
    SourceHealth,
    covered_until,
    same_event_candidates,
    source_health,
)
from commonweal.listening.revisions import compare
from commonweal.listening.week import (
    NewestWeek,
    WeekReview,
    check_week,
    coverage_of,
    in_periods,
    newest_week,
    review_week,
)
from workbench.core.knowledge import groups_in_words, kinds_in_words
from workbench.listening.feeds import incidents_of, shown_deliveries, shown_sources
from workbench.listening.models import Delivery, Source
from workbench.listening.signals.feeds import (
    RunOfWeek,
    events_between,
    frozen_at,
    how_many_wait,
    signals_of_week,
)
from workbench.listening.signals.models import CalendarEvent

MOST_CANDIDATES = 10
EVENTS_SINCE = timedelta(weeks=53)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relabelled:
    """How many incidents the source moved from one value to another in one column."""

    column: str
    before: str
    after: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Revised:
    """What a source changed since an earlier delivery of its own, about weeks already told.

    `late` are incidents of earlier weeks that were not there before.
    """

    since: date
    late: int
    vanished: int
    relabelled: tuple[Relabelled, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceWeek:
    """One source in the week of the brief."""

    key: str
    name: str
    definition: str
    review: WeekReview
    health: SourceHealth
    revised: Revised | None
    refused: int
    deliveries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Two incidents of two sources that may be one event; a person decides."""

    key_a: str
    key_b: str
    source_a: str
    source_b: str
    incident_a: str
    incident_b: str
    area: str
    groups: tuple[str, ...]
    days_apart: int
    by_month: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefFacts:
    """All that a brief says, before it is put into words.

    `week` is None while no week with records is over; `begun` says whether there are records at
    all. `newest` says why a brief that was not asked for a week opens on this one. `candidates`
    holds at most ten of `candidate_count`. `runs` are the searches of the week; `waiting` counts
    the signals of all weeks that wait for an answer; `events` are those of the last year.
    """

    city: City
    areas: AreaSet
    water: tuple[BaseGeometry, ...]
    groups: GroupPack
    kinds: KindPack
    week: date | None
    newest: NewestWeek | None
    begun: bool
    as_of: date
    made_at: datetime
    sources: tuple[SourceWeek, ...]
    candidates: tuple[Candidate, ...]
    candidate_count: int
    runs: tuple[RunOfWeek, ...]
    waiting: int
    events: tuple[CalendarEvent, ...]
    frozen_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """A source with its incidents and deliveries, read once."""

    source: Source
    incidents: pl.DataFrame
    deliveries: tuple[Delivery, ...]
    coverage: Coverage

    @property
    def days(self) -> list[date]:
        return [timezone.localdate(delivery.received_at) for delivery in self.deliveries]


def gather(city: City, *, week: date | None, today: date, now: datetime) -> BriefFacts:
    """The facts of the brief of `week`, or of the newest week that a living source covers.

    Raises `InvalidWeek` for a week that is not over. On a made-up city the clock stands at the
    day after its last record, so that its sources do not seem silent for ever.
    """
    read = [_read(source) for source in shown_sources()]
    living = {r.source.key: r.coverage for r in read if not _ended(r.source, today)}
    newest = newest_week(living or {r.source.key: r.coverage for r in read}, today=today)
    if city.demonstration and newest is not None:
        today = min(today, newest.until + timedelta(days=1))
    chosen = check_week(week, today=today) if week else newest.week if newest else None
    areas = city.areas()
    groups, kinds = groups_in_words(city.groups()), kinds_in_words(city.kinds())
    sources: tuple[SourceWeek, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    if chosen is not None:
        sources = tuple(
            _source_week(r, week=chosen, today=today, groups=groups, areas=areas, kinds=kinds)
            for r in read
        )
        candidates = tuple(_candidates(read, week=chosen))
    return BriefFacts(
        city=city,
        areas=areas,
        water=city.water(),
        groups=groups,
        kinds=kinds,
        week=chosen,
        newest=newest,
        begun=bool(read),
        as_of=today,
        made_at=now,
        sources=sources,
        candidates=candidates[:MOST_CANDIDATES],
        candidate_count=len(candidates),
        runs=signals_of_week(chosen) if chosen else (),
        waiting=how_many_wait(),
        events=_events(chosen),
        frozen_at=frozen_at(chosen) if chosen else None,
    )


def _events(week: date | None) -> tuple[CalendarEvent, ...]:
    """The dated events of the year up to the end of the week."""
    if week is None:
        return ()
    return tuple(events_between(week - EVENTS_SINCE, week + timedelta(days=6)))


def _ended(source: Source, today: date) -> bool:
    return source.ended_on is not None and source.ended_on <= today


def _read(source: Source) -> _Read:
    incidents = incidents_of(source)
    deliveries = tuple(shown_deliveries(source))
    days = [timezone.localdate(delivery.received_at) for delivery in deliveries]
    coverage = coverage_of(
        incidents,
        started_on=source.started_on,
        ended_on=source.ended_on,
        covered_until=covered_until(days, incidents),
    )
    return _Read(source=source, incidents=incidents, deliveries=deliveries, coverage=coverage)


def _source_week(
    read: _Read,
    *,
    week: date,
    today: date,
    groups: GroupPack,
    areas: AreaSet,
    kinds: KindPack,
) -> SourceWeek:
    source = read.source
    newest = read.deliveries[-1]
    review = review_week(
        read.incidents,
        source=source.name,
        areas={area.area: area.name for area in areas.at_level(areas.finest)},
        groups={group.key: group.name for group in groups},
        kinds={key: kinds.name(key) for key in kinds.keys},
        week=week,
        coverage=read.coverage,
        overlapping=source.overlapping,
        inputs={source.key: newest.content_hash},
    )
    return SourceWeek(
        key=source.key,
        name=source.name,
        definition=source.definition,
        review=review,
        health=source_health(
            read.days,
            read.incidents,
            source=source.name,
            today=today,
            started_on=source.started_on,
            ended_on=source.ended_on,
        ),
        revised=_revised(read, review),
        refused=newest.refused,
        deliveries=len(read.deliveries),
    )


def _revised(read: _Read, review: WeekReview) -> Revised | None:
    """What changed since the last delivery before the week began, or since the one before."""
    if len(read.deliveries) < 2:
        return None
    earlier = [
        d for d, day in zip(read.deliveries, read.days, strict=True) if day < review.period.first
    ]
    base = earlier[-1] if earlier else read.deliveries[-2]
    if base.pk == read.deliveries[-1].pk:
        return None
    changes = compare(incidents_of(read.source, as_of_delivery=base), read.incidents)
    dated = in_periods(changes.added, unit=review.period.unit, basis=review.basis)
    late = dated.filter(pl.col("period") < review.period.first)
    return Revised(
        since=timezone.localdate(base.received_at),
        late=int(late["n"].sum()),
        vanished=int(changes.vanished["n"].sum()),
        relabelled=_relabelled(changes.relabelled),
    )


def _relabelled(changes: pl.DataFrame) -> tuple[Relabelled, ...]:
    """The changes of values, most frequent first, without naming an incident."""
    counted = (
        changes.with_columns(pl.col("before", "after").cast(pl.String).fill_null(""))
        .group_by("column", "before", "after")
        .agg(count=pl.len())
        .sort(["count", "column", "before", "after"], descending=[True, False, False, False])
    )
    return tuple(Relabelled(**row) for row in counted.iter_rows(named=True))


def _candidates(read: Sequence[_Read], *, week: date) -> Iterator[Candidate]:
    """Pairs of incidents of the week that two sources may both tell."""
    in_week: Mapping[str, pl.DataFrame] = {
        r.source.key: r.incidents.filter(_in_or_before(week))
        for r in read
        if not r.source.overlapping
    }
    names = {r.source.key: r.source.name for r in read}
    for key_a, key_b in combinations(in_week, 2):
        pairs = same_event_candidates(in_week[key_a], in_week[key_b])
        for row in pairs.iter_rows(named=True):
            yield Candidate(
                key_a=key_a,
                key_b=key_b,
                source_a=names[key_a],
                source_b=names[key_b],
                incident_a=row["incident_a"],
                incident_b=row["incident_b"],
                area=row["area"],
                groups=tuple(row["groups"]),
                days_apart=row["days_apart"],
                by_month=row["precision"] == "month",
            )


def _in_or_before(week: date) -> pl.Expr:
    """Reported in the week or the one before it: two sources may file days apart."""
    first, last = week - timedelta(weeks=1), week + timedelta(days=6)
    return pl.col("reported_on").is_between(pl.lit(first.isoformat()), pl.lit(last.isoformat()))
