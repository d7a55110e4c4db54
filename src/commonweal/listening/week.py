"""The week in review: what one source recorded in a week, beside the same weeks of earlier years.

Read `review_week` first. Counts are per source and never added across sources. An incident of
several groups counts once in the total and once in each of its groups. A source that dates its
records to the month is reviewed by the month. Nothing is ranked and nothing is called unusual:
more reports can mean more trust (S003-12, S003-R5; charter 2, 3, 10). Method page:
docs/methods/brief.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import polars as pl

from commonweal.core.errors import CommonwealError
from commonweal.core.lineage import Lineage
from commonweal.core.periods import first_day, last_full_week, monday, precision
from commonweal.listening.earlier_years import (
    METHOD,
    VERSION,
    Comparison,
    Coverage,
    Period,
    Unit,
    compare,
    earlier_periods,
)

Basis = Literal["reported", "occurred"]

SERIES_WEEKS, SERIES_MONTHS = 52, 24
SETTINGS = {"offline": "Offline", "online": "Online", "": "Not stated"}
MORE_TRUST = (
    "More reports can mean more trust: a new reporting point, a campaign, a change in how "
    "records are made or a delay in filing move these counts as well as events do."
)


class InvalidWeek(CommonwealError):
    """The week asked for cannot be told."""

    code = "invalid-week"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One group, kind, setting or area with its comparison.

    `ever` is what the source recorded under it in all its time: a zero under a label that the
    source never used says nothing about the city.
    """

    key: str
    name: str
    comparison: Comparison
    ever: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One week or month of the series."""

    first: date
    covered: bool
    comparison: Comparison


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekReview:
    """What one source recorded in one period.

    `total` is None for a source whose groups overlap; its `strands` then hold one review per
    group, never added. `place` counts incidents known to an area, to the city only, or not at all;
    `undated` those that carry no date fine enough for the unit, in all the source's time.
    """

    source: str
    period: Period
    basis: Basis
    coverage: Coverage
    total: Comparison | None
    groups: tuple[Row, ...]
    kinds: tuple[Row, ...]
    settings: tuple[Row, ...]
    areas: tuple[Row, ...]
    place: Mapping[str, int]
    undated: int
    series: tuple[Point, ...]
    strands: tuple["WeekReview", ...]
    sentence: str
    caveats: tuple[str, ...]
    lineage: Lineage


@dataclass(frozen=True, slots=True, kw_only=True)
class NewestWeek:
    """The week a brief opens on, and the source whose records reach furthest."""

    week: date
    source: str
    until: date


def check_week(week: date, *, today: date) -> date:
    """The Monday of the week of `week`; raises `InvalidWeek` where that week is not over."""
    newest = last_full_week(today)
    if monday(week) > newest:
        raise InvalidWeek(
            f"The week of {monday(week).isoformat()} is not over on {today.isoformat()}.",
            remedy=f"Choose a week up to that of {newest.isoformat()}.",
            week=monday(week).isoformat(),
        )
    return monday(week)


def newest_week(coverages: Mapping[str, Coverage], *, today: date) -> NewestWeek | None:
    """The last full week that any of the sources covers.

    Where none covers a full week, the last week that is over and of which a source covers a day;
    None where there is none either.
    """
    reach = [(min(c.until, today), source) for source, c in coverages.items() if c.until]
    if not reach:
        return None
    until = max(until for until, _ in reach)
    source = min(source for day, source in reach if day == until)
    week = last_full_week(until)
    first = min(c.since for c in coverages.values() if c.since)
    if week + timedelta(days=6) < first:
        week = monday(until)
    over = week <= last_full_week(today)
    return NewestWeek(week=week, source=source, until=until) if over else None


def dating(incidents: pl.DataFrame) -> tuple[Unit, Basis]:
    """How a source's records are put into periods: by week or month, of filing or occurrence.

    Filing comes first, because it is when the record came in. The finer unit is used where at
    least half of the incidents carry it; a month is never turned into a day (S003-C12).
    """
    rows = max(incidents.height, 1)
    columns: tuple[tuple[Basis, str], ...] = (
        ("reported", "reported_on"),
        ("occurred", "occurred_on"),
    )
    shares = incidents.select(
        **{basis: (precision(pl.col(column)) == "day").sum() for basis, column in columns},
        any_report=pl.col("reported_on").is_not_null().sum(),
    ).row(0, named=True)
    for basis, _ in columns:
        if 2 * shares[basis] >= rows and shares[basis]:
            return "week", basis
    return "month", "reported" if 2 * shares["any_report"] >= rows else "occurred"


def in_periods(incidents: pl.DataFrame, *, unit: Unit, basis: Basis) -> pl.DataFrame:
    """The incidents with a column `period`: the first day of their week or month, or null."""
    text = pl.col("reported_on" if basis == "reported" else "occurred_on")
    fine = precision(text).is_in(["day"] if unit == "week" else ["day", "month"])
    every = "1w" if unit == "week" else "1mo"
    return incidents.with_columns(period=pl.when(fine).then(first_day(text).dt.truncate(every)))


def coverage_of(
    incidents: pl.DataFrame,
    *,
    started_on: date | None = None,
    ended_on: date | None = None,
    covered_until: date | None = None,
) -> Coverage:
    """The days the source covers: from its start, or first record, to its end, or last record.

    `covered_until` is a later day up to which the source is known to have delivered.
    """
    unit, basis = dating(incidents)
    dated = in_periods(incidents, unit=unit, basis=basis).filter(pl.col("period").is_not_null())
    if dated.is_empty():
        return Coverage(since=started_on, until=ended_on or covered_until if started_on else None)
    day = first_day(pl.col("reported_on" if basis == "reported" else "occurred_on"))
    month = pl.col("period")
    first, last = dated.select(
        first=day.min() if unit == "week" else month.min(),
        last=day.max() if unit == "week" else month.max().dt.month_end(),
    ).row(0)
    return Coverage(
        since=started_on or first, until=ended_on or max(last, covered_until or date.min)
    )


def review_week(
    incidents: pl.DataFrame,
    *,
    source: str,
    areas: Mapping[str, str],
    groups: Mapping[str, str],
    kinds: Mapping[str, str] | None = None,
    week: date,
    coverage: Coverage | None = None,
    overlapping: bool = False,
    inputs: Mapping[str, str] | None = None,
    caveats: Sequence[str] = (),
) -> WeekReview:
    """What `source` recorded in the week of `week`, beside the same weeks of earlier years.

    `incidents` fits `INCIDENTS` and holds one source. `areas` and `groups` map keys to names and
    fix the order of the rows (the map's order, the knowledge pack's order: not a ranking); every
    one of them gets a row, zeros and the majority included. `coverage` defaults to the first and
    last record. `inputs` (name → SHA-256) goes into the lineage. `caveats` are the source's own.
    """
    unit, basis = dating(incidents)
    coverage = coverage or coverage_of(incidents)
    period = _period_for(week, unit=unit, coverage=coverage)
    dated = in_periods(incidents, unit=unit, basis=basis)
    told = _Told(period=period, coverage=coverage, dated=dated)
    total = None if overlapping else told.total()
    strands: tuple[WeekReview, ...] = ()
    if overlapping:
        strands = tuple(
            review_week(
                incidents.filter(pl.col("groups").list.contains(key)),
                source=f"{source} · {name}",
                areas=areas,
                groups={key: name},
                kinds=kinds,
                week=week,
                coverage=coverage,
                inputs=inputs,
            )
            for key, name in groups.items()
            if incidents["groups"].list.contains(key).any()
        )
    return WeekReview(
        source=source,
        period=period,
        basis=basis,
        coverage=coverage,
        total=total,
        groups=told.rows("groups", groups),
        kinds=() if overlapping else told.rows("kinds", kinds or {}),
        settings=() if overlapping else told.rows("setting", SETTINGS),
        areas=() if overlapping else told.rows("area", areas),
        place={} if overlapping else told.places(),
        undated=int(dated.filter(pl.col("period").is_null())["n"].sum()),
        series=() if overlapping else told.series(),
        strands=strands,
        sentence=sentence(total, period=period, basis=basis, coverage=coverage),
        caveats=(*caveats, *_caveats(overlapping)),
        lineage=Lineage(method=METHOD, version=VERSION, inputs=inputs or {}),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """The dated incidents of one source, counted for one period and its earlier years."""

    period: Period
    coverage: Coverage
    dated: pl.DataFrame

    def total(self) -> Comparison:
        return compare(self.period, self._counts(), self.coverage)

    def series(self) -> tuple[Point, ...]:
        counts = self._counts()
        length = SERIES_WEEKS if self.period.unit == "week" else SERIES_MONTHS
        periods = [self.period.shifted(-back) for back in reversed(range(length))]
        return tuple(
            Point(
                first=period.first,
                covered=self.coverage.state(period) == "covered",
                comparison=compare(period, counts, self.coverage),
            )
            for period in periods
        )

    def places(self) -> dict[str, int]:
        here = self.dated.filter(pl.col("period") == self.period.first)
        found = dict(here.group_by("place").agg(pl.col("n").sum()).iter_rows())
        return {state: int(found.get(state, 0)) for state in ("area", "city", "unknown")}

    def rows(self, column: str, names: Mapping[str, str]) -> tuple[Row, ...]:
        """One row per name, in its order; keys the records hold beyond them follow, sorted."""
        counts, ever = self._counts_by(column)
        keys = [*names, *sorted(key for key in ever if key not in names and key)]
        return tuple(
            Row(
                key=key,
                name=names.get(key, key),
                comparison=compare(self.period, counts.get(key, {}), self.coverage),
                ever=ever.get(key, 0),
            )
            for key in keys
        )

    def _counts(self) -> dict[date, int]:
        dated = self.dated.filter(pl.col("period").is_not_null())
        return dict(dated.group_by("period").agg(pl.col("n").sum()).iter_rows())

    def _counts_by(self, column: str) -> tuple[dict[str, dict[date, int]], dict[str, int]]:
        """Key → period → count, for this period and the earlier ones; key → count of all time."""
        table = self.dated.select(column, "period", "n")
        if table.schema[column] == pl.List(pl.String):
            table = table.explode(column)
        elif column == "setting":
            table = table.with_columns(pl.col(column).fill_null(""))
        table = table.filter(pl.col(column).is_not_null())
        same = earlier_periods(self.period, self.coverage).values()
        wanted = [self.period.first, *(p.first for periods in same for p in periods)]
        table = table.group_by(column, "period").agg(pl.col("n").sum())
        ever = dict(table.group_by(column).agg(pl.col("n").sum()).iter_rows())
        counts: dict[str, dict[date, int]] = {}
        for key, period, n in table.filter(pl.col("period").is_in(wanted)).iter_rows():
            counts.setdefault(key, {})[period] = n
        return counts, ever


def sentence(total: Comparison | None, *, period: Period, basis: Basis, coverage: Coverage) -> str:
    """The review in one plain sentence."""
    this = f"this {period.unit}"
    state = coverage.state(period)
    if state == "never":
        return "This source holds no dated record yet."
    if state == "before":
        return f"This source begins on {coverage.since}: it could record nothing {this}."
    if state == "after":
        return f"No record reaches {this} yet: the source is covered up to {coverage.until}."
    if total is None:
        return f"The groups of this source overlap, so each stands alone for {this}."
    verb = "recorded" if basis == "reported" else "dated to"
    one = total.observed == 1
    what = f"{total.observed} incident{'' if one else 's'} {'was' if one else 'were'} {verb} {this}"
    if state == "part":
        return f"{what}, of which the source covers only a part."
    if total.earlier is None:
        return f"{what}. There is too little history to compare: two earlier years are needed."
    low, high = int(total.earlier.low), int(total.earlier.high)
    held = f"{low} each" if low == high else f"{low} to {high}"
    return (
        f"{what}; the same {period.unit}s of {years_text(total.years)} held {held} "
        f"({total.earlier.n} {period.unit}s)."
    )


def years_text(years: tuple[int, ...]) -> str:
    """`2019–2021` where the years follow each other, otherwise each by name."""
    if len(years) > 1 and years[-1] - years[0] == len(years) - 1:
        return f"{years[0]}–{years[-1]}"
    names = [str(year) for year in years]
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def _period_for(week: date, *, unit: Unit, coverage: Coverage) -> Period:
    """The week itself; for a monthly source the month of its Thursday, or the last one covered."""
    if unit == "week":
        return Period.holding("week", week)
    month = Period.holding("month", monday(week) + timedelta(days=3))
    if coverage.until is not None and month.first <= coverage.until < month.last:
        return month.shifted(-1)
    return month


def _caveats(overlapping: bool) -> tuple[str, ...]:
    several = (
        "An incident of several groups counts once in the total and once in each of its groups."
    )
    alone = "The groups of this source overlap: their counts must not be added."
    return (alone if overlapping else several, MORE_TRUST)
