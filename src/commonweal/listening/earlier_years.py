"""What the same weeks of earlier years held: the plain comparison beside every count of the brief.

Read `compare` first. Beside a week's count stand the same ISO week and its two neighbours in each
earlier year that the source covers: their median, their lowest and their highest. Nothing is
fitted and nothing is called unusual. What that promises, and how often a quiet week falls outside
such a range, is measured in docs/methods/earlier-years.md (S003-17; charter 10).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Literal, Self

from commonweal.core.estimate import Estimate
from commonweal.core.periods import monday

Unit = Literal["week", "month"]

METHOD = "range of the same weeks of earlier years"
VERSION = "1"
FEWEST_YEARS = 2


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One ISO week (`first` is its Monday) or one calendar month (`first` is its first day)."""

    unit: Unit
    first: date

    @classmethod
    def holding(cls, unit: Unit, day: date) -> Self:
        """The week or month that holds `day`."""
        return cls(unit, monday(day) if unit == "week" else day.replace(day=1))

    @property
    def last(self) -> date:
        """The last day of the period."""
        return self.shifted(1).first - timedelta(days=1)

    @property
    def year(self) -> int:
        """The ISO year of a week, the calendar year of a month."""
        return self.first.isocalendar().year if self.unit == "week" else self.first.year

    def shifted(self, by: int) -> "Period":
        """The period `by` weeks or months later; earlier where `by` is negative."""
        if self.unit == "week":
            return Period("week", self.first + timedelta(weeks=by))
        months = self.first.year * 12 + self.first.month - 1 + by
        return Period("month", date(months // 12, months % 12 + 1, 1))

    def same_in(self, year: int) -> tuple["Period", "Period", "Period"]:
        """The same week (or month) of `year` with its two neighbours.

        A year of 52 weeks has no week 53: its last week stands in.
        """
        if self.unit == "month":
            middle = Period("month", self.first.replace(year=year))
        else:
            week = min(self.first.isocalendar().week, _weeks_in(year))
            middle = Period("week", date.fromisocalendar(year, week, 1))
        return middle.shifted(-1), middle, middle.shifted(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The days a source covers, both ends included; None where it has no record at all.

    A week outside is not a week of zero: before its start a source could record nothing.
    """

    since: date | None
    until: date | None

    def state(self, period: Period) -> Literal["covered", "part", "before", "after", "never"]:
        """Whether the source covers the whole period, a part of it, or none."""
        if self.since is None or self.until is None:
            return "never"
        if period.last < self.since:
            return "before"
        if period.first > self.until:
            return "after"
        whole = self.since <= period.first and period.last <= self.until
        return "covered" if whole else "part"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A period's count beside the same periods of earlier years.

    `earlier` is None where fewer than two earlier years are covered, or where the source covers
    only a part of the period itself. `years` are the earlier years that hold a covered period.
    """

    observed: int
    earlier: Estimate | None
    years: tuple[int, ...]


def earlier_periods(period: Period, coverage: Coverage) -> dict[int, tuple[Period, ...]]:
    """Year → the covered ones among the same period and its two neighbours, oldest year first."""
    if coverage.since is None:
        return {}
    years = range(coverage.since.year - 1, period.year)
    found = {
        year: tuple(p for p in period.same_in(year) if coverage.state(p) == "covered")
        for year in years
    }
    return {year: periods for year, periods in found.items() if periods}


def compare(period: Period, counts: Mapping[date, int], coverage: Coverage) -> Comparison:
    """The count of `period` beside the same periods of earlier years.

    `counts` maps the first day of a period to its count; a covered period that is not in it holds
    zero. A hand-worked case stands in docs/methods/earlier-years.md.
    """
    periods = earlier_periods(period, coverage)
    observed = counts.get(period.first, 0)
    years = tuple(periods)
    if coverage.state(period) != "covered" or len(years) < FEWEST_YEARS:
        return Comparison(observed=observed, earlier=None, years=years)
    values = [counts.get(p.first, 0) for same in periods.values() for p in same]
    return Comparison(observed=observed, earlier=range_of(values), years=years)


def range_of(values: Sequence[int]) -> Estimate:
    """The median of the values, with the lowest and the highest of them."""
    return Estimate(
        value=float(median(values)),
        low=float(min(values)),
        high=float(max(values)),
        n=len(values),
        method=METHOD,
    )


def share_outside_at_most(weeks: int) -> float:
    """The largest share of quiet weeks that falls outside the range of `weeks` earlier ones.

    Where all weeks are alike, the newest of `weeks` + 1 is the lone highest in at most one in
    `weeks` + 1 and the lone lowest in as many; equal counts make it rarer. A trend makes it more.
    """
    return 2 / (weeks + 1)


def _weeks_in(year: int) -> int:
    return date(year, 12, 28).isocalendar().week
