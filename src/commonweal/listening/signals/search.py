"""The search for rises: one procedure over all groups and places, under one budget of alarms.

Read `find_signals` first. It counts what was known on a day (`counts`), fits what is quiet
(`model`), sets the threshold on simulated quiet years (`budget`), searches the newest week and says
what it found (`telling`). `backtest` does the same for every week of a past span and joins what it
finds to alarms (`alarms`). Sources: S003-55, S003-R5, S003-C12, S003-17; charter 3, 4, 10, 11.
Method page: docs/methods/signals.md.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl

from commonweal.core.lineage import Lineage
from commonweal.core.notices import Notice
from commonweal.core.places import AreaSet
from commonweal.core.steps import Step
from commonweal.listening.earlier_years import Unit
from commonweal.listening.signals import telling
from commonweal.listening.signals.alarms import episodes
from commonweal.listening.signals.budget import (
    LEAST_SCORE,
    Budget,
    Rules,
    calibrate,
    rate_for,
    search_rows,
)
from commonweal.listening.signals.counts import Counts, InvalidSearch, count
from commonweal.listening.signals.findings import Alarm, Finding, SignalReport
from commonweal.listening.signals.model import RHYTHMS, FittedCity, Rhythm, fit_city
from commonweal.listening.signals.quiet import in_weeks
from commonweal.listening.signals.steps import factors_of
from commonweal.listening.signals.zones import Zones, zones_of

Numbers = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Daily = npt.NDArray[np.uint8]
Progress = Callable[[int, int], None]

METHOD = "space-time scan under a budget of alarms"
VERSION = "1"
WEEKS_BETWEEN_FITS = 13
BUDGETS = (0.1, 12.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchOptions:
    """How to search.

    `budget` is the number of alarms a year that a quiet city may have. `unit`: weeks or months;
    None takes what the source's dates allow. A finding needs `fewest_reports` on `fewest_days`
    different days. `steps` are dated campaigns and channels. More `years_simulated` make the
    threshold steadier and the search longer.
    """

    budget: float = 4.0
    unit: Unit | None = None
    fewest_reports: int = 5
    fewest_days: int = 3
    steps: tuple[Step, ...] = ()
    years_simulated: int = 200

    def __post_init__(self) -> None:
        if not BUDGETS[0] <= self.budget <= BUDGETS[1]:
            raise InvalidSearch(
                f"A budget of {self.budget:g} alarms a year cannot be kept.",
                remedy=f"Choose between {BUDGETS[0]:g} and {BUDGETS[1]:g}; 4 is usual.",
            )
        if self.fewest_reports < 3 or not 1 <= self.fewest_days <= self.fewest_reports:
            raise InvalidSearch(
                "A signal needs at least three reports, and no more days than reports.",
                remedy="Five reports on three days are usual.",
            )
        if self.years_simulated < 20:
            raise InvalidSearch(
                f"{self.years_simulated} simulated years cannot set a threshold.",
                remedy="Simulate at least 20, better 200.",
            )


@dataclass(frozen=True, eq=False, kw_only=True)
class Ground:
    """Everything a search stands on: who, where, since when, and under which names."""

    counts: Counts
    zones: Zones
    areas: AreaSet | None
    groups: Mapping[str, str]
    options: SearchOptions
    source: str

    @cached_property
    def series(self) -> Whole:
        """Counts of every group, and after them of all groups together where they can be added."""
        together = self.counts.together
        added = [] if together is None else [together[None]]
        return np.ascontiguousarray(np.concatenate([self.counts.counts, *added]))

    @cached_property
    def daily(self) -> Daily | None:
        """The same by day; None where days are not known."""
        daily, together = self.counts.daily, self.counts.daily_together
        if daily is None or together is None:
            return daily
        return np.ascontiguousarray(np.concatenate([daily, together[None]]))

    @cached_property
    def days(self) -> npt.NDArray[np.uint8]:
        """The days of each cell that had a report, one bit a day; none where days are not known."""
        if self.daily is None:
            return np.zeros(self.series.shape, dtype=np.uint8)
        return in_weeks(self.daily)[1]

    @property
    def together(self) -> bool:
        """Whether the last series is that of all groups together."""
        return self.counts.together is not None

    @property
    def rhythm(self) -> Rhythm:
        """What depends on weeks or months."""
        return RHYTHMS[self.counts.unit]

    @property
    def rules(self) -> Rules:
        """What makes a finding; by the month no day is known, so days are not asked for."""
        by_day = self.counts.daily is not None
        return Rules(
            fewest_reports=self.options.fewest_reports,
            fewest_days=self.options.fewest_days if by_day else 0,
        )


@dataclass(frozen=True, eq=False, kw_only=True)
class Calibrated:
    """A fit on the first `periods` of a history, with the threshold it leads to."""

    city: FittedCity
    budget: Budget
    rate: float
    factors: Numbers | None
    periods: int


def find_signals(
    incidents: pl.DataFrame,
    *,
    areas: AreaSet | None,
    groups: Mapping[str, str],
    as_of: date,
    options: SearchOptions,
    rng: np.random.Generator,
    source: str = "",
    overlapping: bool = False,
    inputs: Mapping[str, str] | None = None,
    caveats: Sequence[str] = (),
    progress: Progress | None = None,
) -> SignalReport:
    """What rises in the newest full week that was over on `as_of`, and how sure that is.

    `incidents` fits `INCIDENTS` and holds one source; only rows reported by `as_of` are used.
    `groups` maps keys to names, `inputs` names to SHA-256. Under 26 weeks (6 months) of history the
    answer is “too early”. Raises `InvalidSearch` where the question cannot be answered.
    """
    seed = int(rng.integers(2**31))
    ground = ground_of(incidents, areas, groups, as_of, options, source, overlapping=overlapping)
    periods = len(ground.counts.periods)
    told = telling.Told(ground=ground, as_of=as_of, seed=seed, inputs=inputs, caveats=caveats)
    if periods < ground.rhythm.fewest:
        return telling.too_early(told)
    calibrated = calibration(ground, periods, rng=np.random.default_rng(seed), progress=progress)
    found = findings_at(ground, calibrated, first=periods - 1, last=periods)
    return telling.report(told, calibrated, found.get(periods - 1, []))


def ground_of(
    incidents: pl.DataFrame,
    areas: AreaSet | None,
    groups: Mapping[str, str],
    as_of: date,
    options: SearchOptions,
    source: str,
    *,
    overlapping: bool,
) -> Ground:
    """Count the incidents on the zones of the city."""
    zones = zones_of(areas)
    counts = count(
        incidents,
        areas=zones.ids,
        groups=groups,
        as_of=as_of,
        unit=options.unit,
        overlapping=overlapping,
    )
    return Ground(
        counts=counts, zones=zones, areas=areas, groups=groups, options=options, source=source
    )


def calibration(
    ground: Ground, periods: int, *, rng: np.random.Generator, progress: Progress | None = None
) -> Calibrated:
    """Fit what is quiet on the first `periods`, and share out the budget."""
    series = ground.series[:, :, :periods]
    daily = None if ground.daily is None else ground.daily[:, :, : 7 * periods]
    city = fit_city(series, ground.rhythm, daily, together=ground.together)
    factors = factors_of(ground.options.steps, ground.counts, ground.series, city)
    if factors is not None:
        city = fit_city(
            series,
            ground.rhythm,
            daily,
            together=ground.together,
            factors=factors[:, :, :periods],
        )
        factors = factors_of(ground.options.steps, ground.counts, ground.series, city)
    years = ground.options.years_simulated
    budget = calibrate(city, ground.zones, ground.rules, years=years, rng=rng, progress=progress)
    rate = rate_for(budget, ground.options.budget)
    return Calibrated(city=city, budget=budget, rate=rate, factors=factors, periods=periods)


def findings_at(
    ground: Ground, calibrated: Calibrated, *, first: int, last: int
) -> dict[int, list[Finding]]:
    """Period → what the search shows there, for periods from `first` to before `last`."""
    factors = calibrated.factors
    rows = search_rows(
        calibrated.city,
        ground.zones,
        ground.rules,
        np.ascontiguousarray(ground.series[:, :, :last]),
        None if ground.daily is None else np.ascontiguousarray(ground.daily[:, :, : 7 * last]),
        first=first,
        factors=None if factors is None else np.ascontiguousarray(factors[:, :, :last]),
    )
    found: dict[int, list[telling.Row]] = {}
    for g, of_group in enumerate(rows):
        for row in of_group:
            if calibrated.budget.groups[g].at(row[5]) <= calibrated.rate * (1 + 1e-9):
                found.setdefault(int(row[0]), []).append(telling.Row.of(g, row))
    return {
        period: telling.findings(ground, calibrated, of_period)
        for period, of_period in sorted(found.items())
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Backtest:
    """What the search would have said in each week of a past span, as alarms.

    Every week is searched with what was known by then; the threshold is set anew every 13 weeks.
    """

    since: date
    until: date
    periods: int
    alarms: tuple[Alarm, ...]
    budget: float
    notices: tuple[Notice, ...]
    caveats: tuple[str, ...]
    lineage: Lineage


def backtest(
    incidents: pl.DataFrame,
    *,
    areas: AreaSet | None,
    groups: Mapping[str, str],
    since: date,
    until: date,
    options: SearchOptions,
    rng: np.random.Generator,
    source: str = "",
    overlapping: bool = False,
    inputs: Mapping[str, str] | None = None,
    caveats: Sequence[str] = (),
    progress: Progress | None = None,
) -> Backtest:
    """The alarms of every full week (or month) from `since` to `until`.

    Raises `InvalidSearch` where the span is empty or begins before there are 26 weeks of history.
    """
    if until < since:
        raise InvalidSearch(
            f"The span ends on {until}, before it begins on {since}.",
            remedy="Exchange the two dates.",
        )
    seed = int(rng.integers(2**31))
    ground = ground_of(incidents, areas, groups, until, options, source, overlapping=overlapping)
    firsts = ground.counts.firsts
    searched = [i for i, first in enumerate(firsts) if since <= first]
    if not searched or searched[0] < ground.rhythm.fewest:
        earliest = firsts[ground.rhythm.fewest] if len(firsts) > ground.rhythm.fewest else None
        raise InvalidSearch(
            f"There is too little history before {since} to search it: fewer than "
            f"{ground.rhythm.fewest} full {ground.counts.unit}s.",
            remedy=f"Begin on {earliest} or later." if earliest else "Give a longer history.",
        )
    weeks: dict[int, list[Finding]] = {}
    seeds = np.random.SeedSequence(seed)
    parts = range(searched[0], searched[-1] + 1, WEEKS_BETWEEN_FITS)
    for part, (first, own) in enumerate(zip(parts, seeds.spawn(len(parts)), strict=True)):
        last = min(first + WEEKS_BETWEEN_FITS, searched[-1] + 1)
        calibrated = calibration(ground, first, rng=np.random.default_rng(own))
        weeks |= findings_at(ground, calibrated, first=first, last=last)
        if progress is not None:
            progress(part + 1, len(parts))
    told = telling.Told(ground=ground, as_of=until, seed=seed, inputs=inputs, caveats=caveats)
    return Backtest(
        since=firsts[searched[0]],
        until=firsts[searched[-1]] + (timedelta(days=6)),
        periods=len(searched),
        alarms=tuple(episodes((firsts[i], weeks[i]) for i in sorted(weeks))),
        budget=options.budget,
        notices=ground.counts.notices,
        caveats=(*told.all_caveats, telling.BACKTEST_CAVEAT),
        lineage=told.lineage,
    )


__all__ = ["LEAST_SCORE", "Backtest", "SearchOptions", "Step", "backtest", "find_signals"]
