"""How striking a finding must be, so that a quiet city has as many alarms a year as agreed.

Read `calibrate` first. It simulates quiet years like the city's own, searches them week by week
with everything estimated anew from each simulated history, and counts alarms. Each group gets the
same share of the budget; what a quiet group cannot spend, because it never holds five reports, is
shared among the others. Above the scores that were simulated often, the tail of the highest scores
of episodes is fitted (Coles, “An introduction to statistical modeling of extreme values”, 2001,
chapter 4).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq

from commonweal.listening.signals import kernels
from commonweal.listening.signals.alarms import TOGETHER_WEEKS, count_episodes
from commonweal.listening.signals.model import FittedCity
from commonweal.listening.signals.quiet import in_weeks
from commonweal.listening.signals.tails import Tail, fit_tail
from commonweal.listening.signals.zones import Zones

Numbers = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Daily = npt.NDArray[np.uint8]

LEAST_SCORE = 2.5
MOST_ROWS, COLUMNS = 4000, 7
MOST_A_DAY = 255
YEAR = 52
LONGEST_HISTORY = 260
IN_THE_TAIL = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What makes a finding at all: enough reports on enough days."""

    fewest_reports: int = 5
    fewest_days: int = 3


@dataclass(frozen=True, eq=False, kw_only=True)
class GroupRate:
    """Alarms a year of one group in quiet years, as a function of the threshold score.

    `scores` falls from high to low with `rates` beside it; beyond `tail.above` the tail speaks.
    """

    scores: Numbers
    rates: Numbers
    tail: Tail
    tail_rate: float

    def at(self, score: float) -> float:
        """Expected alarms a year at least as extreme as `score`."""
        if score > self.tail.above and self.tail_rate:
            return self.tail_rate * self.tail.beyond(score)
        if not len(self.scores):
            return 0.0
        return float(np.interp(-score, -self.scores, self.rates))

    def score_for(self, rate: float) -> float:
        """The score whose rate is `rate`: the threshold of this group."""
        if not len(self.scores) or rate >= self.most:
            return LEAST_SCORE
        if rate < self.tail_rate:
            high = self.tail.above + 1.0
            while self.at(high) > rate and high < 1e6:
                high = 2 * high
            return float(brentq(lambda score: self.at(score) - rate, self.tail.above, high))
        return float(np.interp(rate, self.rates, self.scores))

    @property
    def most(self) -> float:
        """The highest rate this group can reach."""
        return float(self.rates[-1]) if len(self.rates) else 0.0


@dataclass(frozen=True, eq=False, kw_only=True)
class Budget:
    """The calibrated search: what each score of each group costs of the budget."""

    groups: tuple[GroupRate, ...]
    years: int

    def chance_per_year(self, group: int, score: float) -> float:
        """Expected alarms of all groups in a quiet year that are at least as extreme."""
        rate = self.groups[group].at(score)
        return float(sum(min(rate, one.most) for one in self.groups))

    @cached_property
    def most(self) -> float:
        """The alarms a year when every finding counts."""
        return float(sum(one.most for one in self.groups))


def calibrate(
    city: FittedCity,
    zones: Zones,
    rules: Rules,
    *,
    years: int,
    rng: np.random.Generator,
    progress: Callable[[int, int], None] | None = None,
) -> Budget:
    """Simulate `years` quiet years, search them, and count alarms by score."""
    members = members_of(zones)
    history = min(city.periods, LONGEST_HISTORY)
    per_group: list[list[Numbers]] = [[] for _ in city.courses]
    for year in range(years):
        for g, rows in enumerate(one_year(city, zones, rules, history=history, rng=rng)):
            per_group[g].append(rows)
        if progress is not None:
            progress(year + 1, years)
    since = history + TOGETHER_WEEKS
    rates = tuple(group_rate(rows, members, since=since) for rows in per_group)
    return Budget(groups=rates, years=years)


def one_year(
    city: FittedCity, zones: Zones, rules: Rules, *, history: int, rng: np.random.Generator
) -> list[Numbers]:
    """The findings of each group in one simulated year, as rows of `kernels.walk`."""
    periods = history + TOGETHER_WEEKS + YEAR
    offset = city.periods - history
    daily = city.quiet(offset + periods, rng).simulate(rng)[:, :, 7 * offset :]
    if city.together:
        everyone = np.minimum(daily.sum(axis=0, dtype=np.int64), MOST_A_DAY).astype(np.uint8)
        daily = np.concatenate([daily, everyone[None]])
    daily = np.ascontiguousarray(daily)
    return search_rows(city, zones, rules, in_weeks(daily)[0], daily, first=history, skipped=offset)


def search_rows(
    city: FittedCity,
    zones: Zones,
    rules: Rules,
    counts: Whole,
    daily: Daily | None,
    *,
    first: int,
    skipped: int = 0,
    factors: Numbers | None = None,
) -> list[Numbers]:
    """Search every series of a history week by week from `first` on.

    `daily` are the same reports by day (None by the month). `skipped` periods of the city's history
    lie before these counts. `factors` (series, places, periods) is what dated steps make of each
    cell.
    """
    periods = counts.shape[2]
    terms = np.ascontiguousarray(city.design(skipped + periods)[skipped:])
    if daily is None:
        daily = np.zeros((len(counts), 0, 0), dtype=np.uint8)
        days = np.zeros(counts.shape, dtype=np.uint8)
    else:
        days = in_weeks(daily)[1]
    found = []
    for g, course in enumerate(city.courses):
        factor = np.zeros((0, 0)) if factors is None else factors[g]
        offset = np.zeros(periods) if factors is None else np.log(course.shares @ factor)
        out = np.zeros((MOST_ROWS, COLUMNS))
        filled = kernels.walk(
            (counts[g], days[g], daily[g]),
            (factor, offset),
            first,
            city.rhythm.windows,
            (terms, city.ridge(course), course.model, course.prior),
            (rules.fewest_reports, rules.fewest_days, LEAST_SCORE),
            zones.arrays,
            out,
        )
        found.append(out[:filled].copy())
    return found


def members_of(zones: Zones) -> npt.NDArray[np.bool_]:
    """Which areas each zone holds: (zones, areas)."""
    held = np.zeros((len(zones.members), len(zones.ids) + zones.nowhere), dtype=np.bool_)
    for zone, inside in enumerate(zones.members):
        held[zone, list(inside)] = True
    return held


def group_rate(
    years: Sequence[Numbers], members: npt.NDArray[np.bool_], *, since: int
) -> GroupRate:
    """Alarms a year by threshold, from the findings of many simulated years of one group."""
    scores = np.concatenate([rows[rows[:, 0] >= since, 5] for rows in years])
    if not len(scores):
        return GroupRate(scores=np.zeros(0), rates=np.zeros(0), tail=Tail.none(), tail_rate=0.0)
    grid = np.unique(np.quantile(scores, np.linspace(0, 1, 120)))[::-1]
    alarms = np.array(
        [sum(count_episodes(rows, s, members, since) for rows in years) for s in grid]
    )
    alarms = np.maximum.accumulate(alarms)
    at = int(np.searchsorted(alarms, min(IN_THE_TAIL, alarms[-1])))
    above = float(grid[min(at, len(grid) - 1)])
    peaks = np.concatenate([_peaks(rows[rows[:, 0] >= since], above) for rows in years])
    tail_rate = float(alarms[min(at, len(grid) - 1)]) / len(years)
    return GroupRate(
        scores=grid,
        rates=alarms / len(years),
        tail=fit_tail(peaks, above=above),
        tail_rate=tail_rate,
    )


def _peaks(rows: Numbers, above: float) -> Numbers:
    """The highest score of each run of weeks above `above`, runs apart by more than 12 weeks."""
    high = rows[rows[:, 5] >= above]
    if not len(high):
        return np.zeros(0)
    new = np.flatnonzero(np.diff(high[:, 0], prepend=-np.inf) > TOGETHER_WEEKS)
    return np.maximum.reduceat(high[:, 5], new)


def rate_for(budget: Budget, alarms_a_year: float) -> float:
    """The alarms a year that each group may have, so that all together have `alarms_a_year`."""
    if budget.most <= alarms_a_year:
        return max((one.most for one in budget.groups), default=0.0)
    highest = max(one.most for one in budget.groups)

    def over(rate: float) -> float:
        return sum(min(rate, one.most) for one in budget.groups) - alarms_a_year

    return float(brentq(over, 0.0, highest))
