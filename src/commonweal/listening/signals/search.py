"""The search for rises: one procedure over all groups and places, under one budget of alarms.

Read `find_signals` first. It counts what was known on a day (`counts`), fits what is quiet
(`model`), sets the threshold on simulated quiet years (`budget`), searches the newest week and says
what it found (`telling`). `backtests` does the same for every week of a past span. Sources:
S003-55, S003-R5, S003-C12, S003-17; charter 3, 4, 10, 11. Method page: docs/methods/signals.md.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl

from commonweal.core.places import AreaSet
from commonweal.core.steps import Step
from commonweal.listening.earlier_years import Unit
from commonweal.listening.signals import telling
from commonweal.listening.signals.budget import (
    Budget,
    Rules,
    calibrate,
    rate_for,
    search_rows,
)
from commonweal.listening.signals.counts import Counts, InvalidSearch, count
from commonweal.listening.signals.delay import delays_of, expected_known, known_by
from commonweal.listening.signals.findings import Finding, SignalReport
from commonweal.listening.signals.model import RHYTHMS, FittedCity, Rhythm, fit_city
from commonweal.listening.signals.quiet import in_weeks
from commonweal.listening.signals.steps import factors_of
from commonweal.listening.signals.zones import Zones, zones_of
from commonweal.listening.week import dating

Numbers = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Daily = npt.NDArray[np.uint8]
Progress = Callable[[int, int], None]

METHOD = "space-time scan under a budget of alarms"
VERSION = "1"
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
    """Everything a search stands on: who, where, since when, and under which names.

    `known` is the share of each period's reports that has come in, where periods are those of the
    events and the delay of filing can be told; None: all of it.
    """

    counts: Counts
    zones: Zones
    areas: AreaSet | None
    groups: Mapping[str, str]
    options: SearchOptions
    source: str
    known: Numbers | None = None

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
    """A fit on the first `periods` of a history, with the threshold it leads to.

    `factors` is what dated steps and the delay of filing make of each cell that is searched.
    """

    city: FittedCity
    budget: Budget
    rate: float
    periods: int
    factors: Numbers | None


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
    return found_with(
        incidents,
        areas=areas,
        groups=groups,
        as_of=as_of,
        options=options,
        rng=rng,
        source=source,
        overlapping=overlapping,
        inputs=inputs,
        caveats=caveats,
        progress=progress,
    ).report


@dataclass(frozen=True, eq=False, kw_only=True)
class Found:
    """A report with what it stands on; `calibrated` is None where it is too early."""

    report: SignalReport
    ground: Ground
    calibrated: Calibrated | None


def found_with(
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
) -> Found:
    """As `find_signals`, with the calibrated search for those who ask more of it (`power`)."""
    seed = int(rng.integers(2**31))
    ground = ground_of(incidents, areas, groups, as_of, options, source, overlapping=overlapping)
    periods = len(ground.counts.periods)
    told = telling.Told(ground=ground, as_of=as_of, seed=seed, inputs=inputs, caveats=caveats)
    if periods < ground.rhythm.fewest:
        return Found(report=telling.too_early(told), ground=ground, calibrated=None)
    calibrated = calibration(ground, periods, rng=np.random.default_rng(seed), progress=progress)
    found = findings_at(ground, calibrated, first=periods - 1, last=periods)
    report = telling.report(told, calibrated, found.get(periods - 1, []))
    return Found(report=report, ground=ground, calibrated=calibrated)


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
    _unit, basis = dating(incidents)
    delays = delays_of(incidents, as_of) if basis == "occurred" else None
    counts = count(
        incidents if delays is None else known_by(incidents, as_of),
        areas=zones.ids,
        groups=groups,
        as_of=as_of,
        unit=options.unit,
        overlapping=overlapping,
    )
    known = None
    if delays is not None and counts.unit == "week":
        known = expected_known(np.ones(len(counts.periods)), counts.firsts, as_of, delays)
    return Ground(
        counts=counts,
        zones=zones,
        areas=areas,
        groups=groups,
        options=options,
        source=source,
        known=known,
    )


def calibration(
    ground: Ground, periods: int, *, rng: np.random.Generator, progress: Progress | None = None
) -> Calibrated:
    """Fit what is quiet on the first `periods`, and share out the budget."""
    series = ground.series[:, :, :periods]
    daily = None if ground.daily is None else ground.daily[:, :, : 7 * periods]
    city = fit_city(series, ground.rhythm, daily, rng=rng, together=ground.together)
    factors = expectation_factors(ground, city)
    if factors is not None:
        city = fit_city(
            series,
            ground.rhythm,
            daily,
            rng=rng,
            together=ground.together,
            factors=factors[:, :, :periods],
        )
    years = ground.options.years_simulated
    budget = calibrate(city, ground.zones, ground.rules, years=years, rng=rng, progress=progress)
    rate = rate_for(budget, ground.options.budget)
    factors = expectation_factors(ground, city)
    return Calibrated(city=city, budget=budget, rate=rate, periods=periods, factors=factors)


def expectation_factors(ground: Ground, city: FittedCity) -> Numbers | None:
    """What dated steps and the delay of filing make of each cell; None where there are neither."""
    factors = factors_of(ground.options.steps, ground.counts, ground.series, city)
    if ground.known is None:
        return factors
    return ground.known * (np.ones(ground.series.shape) if factors is None else factors)


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


__all__ = ["SearchOptions", "Step", "find_signals"]
