"""Incidents as counts by group, area and week (or month), with only what was known on a day.

Read `count` first. A week counts in full or not at all: the week in which a source began is left
out, and so is a week that was not over. Incidents of several groups count once in each and once in
all groups together; those known to the city only count in the whole city and in no area.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import polars as pl

from commonweal.core.errors import CommonwealError
from commonweal.core.notices import Notice
from commonweal.core.periods import first_day, last_day, last_full_week
from commonweal.listening.earlier_years import Period, Unit
from commonweal.listening.week import Basis, dating, in_periods

Whole = npt.NDArray[np.int64]
Daily = npt.NDArray[np.uint8]

SILENT_AFTER = timedelta(days=28)
MOST_A_DAY = 255
FEWEST_IN_A_HOLE: dict[Unit, int] = {"week": 4, "month": 2}
MISSED_IN_A_HOLE = 25.0


class InvalidSearch(CommonwealError):
    """The search cannot be made as it was asked for."""

    code = "invalid-search"


@dataclass(frozen=True, eq=False, kw_only=True)
class Counts:
    """What came in by group, place and period.

    `counts` has the shape (groups, places, periods); the last place holds what is known to the
    city only. `together` (places, periods) counts every incident once, over all groups; None where
    groups overlap. `daily` and `daily_together` are the same by day (weeks only, else None).
    """

    groups: tuple[str, ...]
    areas: tuple[str, ...]
    periods: tuple[Period, ...]
    unit: Unit
    basis: Basis
    counts: Whole
    together: Whole | None
    daily: Daily | None
    daily_together: Daily | None
    notices: tuple[Notice, ...]

    @property
    def firsts(self) -> tuple[date, ...]:
        """The first day of each period."""
        return tuple(period.first for period in self.periods)


def count(
    incidents: pl.DataFrame,
    *,
    areas: tuple[str, ...],
    groups: Mapping[str, str],
    as_of: date,
    unit: Unit | None = None,
    overlapping: bool = False,
) -> Counts:
    """Count what was reported by the end of `as_of`, up to the last full week (or month).

    `areas` are the ids of the finest level; rows with another area are refused by name. `groups`
    maps keys to names and fixes their order; groups without a report are left out.
    """
    found_unit, basis = dating(incidents)
    unit = _unit(unit, found_unit)
    known = incidents.filter(_known_by(as_of))
    _refuse_strange_areas(known, areas)
    dated = in_periods(known, unit=unit, basis=basis)
    undated = int(dated.filter(pl.col("period").is_null())["n"].sum())
    dated = dated.filter(pl.col("period").is_not_null())
    periods, told = _periods(dated, unit=unit, basis=basis, as_of=as_of)
    periods, gap = _after_gap(periods, dated, unit)
    notices = [*told, *gap, *_undated(undated, unit)]
    dated = dated.filter(pl.col("period").is_in([p.first for p in periods]))
    keys = _groups(dated, groups)
    shape = (len(areas) + 1, len(periods))
    pairs = dated.explode("groups").filter(pl.col("groups").is_not_null())
    placed = _Placed(areas=areas, periods=periods, unit=unit, basis=basis)
    counts = np.zeros((len(keys), *shape), dtype=np.int64)
    daily = np.zeros((len(keys), shape[0], 7 * shape[1]), dtype=np.uint8)
    by_day = unit == "week"
    for g, key in enumerate(keys):
        counts[g], daily[g] = placed.arrays(pairs.filter(pl.col("groups") == key))
    together, daily_together = placed.arrays(dated)
    return Counts(
        groups=keys,
        areas=areas,
        periods=periods,
        unit=unit,
        basis=basis,
        counts=counts,
        together=None if overlapping else together,
        daily=daily if by_day else None,
        daily_together=daily_together if by_day and not overlapping else None,
        notices=tuple(notices),
    )


@dataclass(frozen=True, kw_only=True)
class _Placed:
    """Where a row stands in the arrays."""

    areas: tuple[str, ...]
    periods: tuple[Period, ...]
    unit: Unit
    basis: Basis

    def arrays(self, rows: pl.DataFrame) -> tuple[Whole, Daily]:
        """The counts of these rows by place and period, and by place and day."""
        shape = (len(self.areas) + 1, len(self.periods))
        counts = np.zeros(shape, dtype=np.int64)
        daily = np.zeros((shape[0], 7 * shape[1]), dtype=np.int64)
        if not self.periods:
            return counts, daily.astype(np.uint8)
        place = {area: i for i, area in enumerate(self.areas)}
        at = {period.first: i for i, period in enumerate(self.periods)}
        text = pl.col("reported_on" if self.basis == "reported" else "occurred_on")
        day = (first_day(text) - pl.lit(self.periods[0].first)).dt.total_days()
        told = rows.select("area", "period", "n", day=day)
        for area, period, n, number in told.iter_rows():
            where = place.get(area, len(self.areas))
            counts[where, at[period]] += n
            if self.unit == "week":
                daily[where, number] += n
        return counts, np.minimum(daily, MOST_A_DAY).astype(np.uint8)


def _unit(asked: Unit | None, found: Unit) -> Unit:
    if asked == "week" and found == "month":
        raise InvalidSearch(
            "These incidents are dated to the month, so they cannot be searched week by week.",
            remedy="Search them month by month (--period month).",
        )
    return asked or found


def _known_by(as_of: date) -> pl.Expr:
    """Whether a row had come in by the end of the day; its own date where no filing is known."""
    text = pl.coalesce("reported_on", "occurred_on")
    return last_day(text) <= pl.lit(as_of)


def _refuse_strange_areas(known: pl.DataFrame, areas: tuple[str, ...]) -> None:
    if not areas:
        return
    strange = sorted(set(known["area"].drop_nulls().unique().to_list()) - set(areas))
    if strange:
        raise InvalidSearch(
            f"The incidents name {len(strange)} area(s) that the outlines do not have: "
            f"{', '.join(strange[:5])}.",
            remedy="Give the outlines on which these incidents were coded (--areas, --area-id).",
            areas=strange,
        )


def _periods(
    dated: pl.DataFrame, *, unit: Unit, basis: Basis, as_of: date
) -> tuple[tuple[Period, ...], list[Notice]]:
    """The full periods from the source's first record to `as_of`, or to where it fell silent."""
    if dated.is_empty():
        return (), []
    day = first_day(pl.col("reported_on" if basis == "reported" else "occurred_on"))
    first, last = dated.select(first=day.min(), last=day.max()).row(0)
    last = Period.holding(unit, last).last if unit == "month" else last
    notices = []
    silent = as_of - last > max(SILENT_AFTER, _longest_gap(dated, day))
    if silent:
        notices.append(
            Notice(
                code="silent",
                sentence=f"The newest record is of {last.isoformat()}; what came after it is not "
                "known, so the search ends there.",
            )
        )
    known_until = last if silent else as_of
    begins = Period.holding(unit, first)
    if begins.first < first and unit == "week":
        begins = begins.shifted(1)
    ends = _last_full(unit, known_until)
    periods = []
    while begins.first <= ends.first:
        periods.append(begins)
        begins = begins.shifted(1)
    return tuple(periods), notices


def _after_gap(
    periods: tuple[Period, ...], dated: pl.DataFrame, unit: Unit
) -> tuple[tuple[Period, ...], list[Notice]]:
    """The periods after the last hole: so long without a record that the source cannot have spoken.

    A quiet city of the same level would be without any record for so long in about one of a million
    such spans, or less. Zeros from a hole would make everything after it look like a rise.
    """
    held = dict(dated.group_by("period").agg(pl.col("n").sum()).iter_rows())
    totals = [int(held.get(period.first, 0)) for period in periods]
    spoke = [i for i, n in enumerate(totals) if n]
    usual = sum(totals) / max(len(spoke), 1)
    holes = [
        (one, two)
        for one, two in pairwise(spoke)
        if two - one > FEWEST_IN_A_HOLE[unit] and (two - one - 1) * usual > MISSED_IN_A_HOLE
    ]
    if not holes:
        return periods, []
    before, after = holes[-1]
    sentence = (
        f"There is no record at all from {periods[before].last.isoformat()} to "
        f"{periods[after].first.isoformat()}; only what came after that is used."
    )
    return periods[after:], [Notice(code="hole", sentence=sentence, count=after - before - 1)]


def _longest_gap(dated: pl.DataFrame, day: pl.Expr) -> timedelta:
    days = dated.select(day=day).unique().sort("day")["day"]
    gaps = days.diff().drop_nulls()
    return gaps.max() if len(gaps) else timedelta(0)  # type: ignore[return-value]


def _last_full(unit: Unit, day: date) -> Period:
    if unit == "week":
        return Period("week", last_full_week(day))
    period = Period.holding("month", day)
    return period if period.last <= day else period.shifted(-1)


def _undated(n: int, unit: Unit) -> list[Notice]:
    if not n:
        return []
    known = "day" if unit == "week" else "month"
    sentence = f"{n:,} incidents are not dated to the {known} and are not searched."
    return [Notice(code="undated", sentence=sentence, count=n)]


def _groups(dated: pl.DataFrame, groups: Mapping[str, str]) -> tuple[str, ...]:
    there = set(dated["groups"].explode().drop_nulls().unique().to_list())
    return (*(key for key in groups if key in there), *sorted(there - set(groups)))
