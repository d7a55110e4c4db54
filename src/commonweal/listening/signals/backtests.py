"""The search in every week of a past span, each with what was known by then, as alarms.

Read `backtest` first. The threshold is set anew every 13 weeks.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import polars as pl

from commonweal.core.lineage import Lineage
from commonweal.core.notices import Notice
from commonweal.core.places import AreaSet
from commonweal.listening.earlier_years import Unit
from commonweal.listening.signals import telling
from commonweal.listening.signals.alarms import episodes
from commonweal.listening.signals.counts import InvalidSearch
from commonweal.listening.signals.findings import Alarm, Finding
from commonweal.listening.signals.model import RHYTHMS
from commonweal.listening.signals.search import (
    Ground,
    Progress,
    SearchOptions,
    calibration,
    expectation_factors,
    findings_at,
    ground_of,
)
from commonweal.listening.signals.wording import BACKTEST_CAVEAT

WEEKS_BETWEEN_FITS = 13


@dataclass(frozen=True, slots=True, kw_only=True)
class Backtest:
    """What the search would have said in each week of a past span, as alarms.

    Every week is searched with what was known by then; the threshold is set anew every 13 weeks.
    """

    since: date
    until: date
    periods: int
    unit: Unit
    alarms: tuple[Alarm, ...]
    budget: float
    notices: tuple[Notice, ...]
    caveats: tuple[str, ...]
    lineage: Lineage

    @property
    def quiet_alarms(self) -> float:
        """The alarms that the budget allows a quiet city in a span as long as this one."""
        return self.budget * self.periods / RHYTHMS[self.unit].a_year


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
    search = _by_week if options.steps or ground.known is not None else _at_once
    weeks = search(_Past(ground, incidents, tuple(searched), overlapping), seed, progress)
    told = telling.Told(ground=ground, as_of=until, seed=seed, inputs=inputs, caveats=caveats)
    return Backtest(
        since=firsts[searched[0]],
        until=ground.counts.periods[searched[-1]].last,
        periods=len(searched),
        unit=ground.counts.unit,
        alarms=tuple(episodes((firsts[i], weeks[i]) for i in sorted(weeks))),
        budget=options.budget,
        notices=ground.counts.notices,
        caveats=(*told.all_caveats, BACKTEST_CAVEAT),
        lineage=told.lineage,
    )


@dataclass(frozen=True)
class _Past:
    """A span to search: everything counted up to its end, and the periods asked for."""

    ground: Ground
    incidents: pl.DataFrame
    searched: tuple[int, ...]
    overlapping: bool

    @property
    def parts(self) -> list[tuple[int, int]]:
        """First period and end of each stretch that shares a fit."""
        end = self.searched[-1] + 1
        return [
            (first, min(first + WEEKS_BETWEEN_FITS, end))
            for first in range(self.searched[0], end, WEEKS_BETWEEN_FITS)
        ]

    def known_on(self, day: date) -> Ground:
        """What was known on a past day."""
        ground = self.ground
        return ground_of(
            self.incidents,
            ground.areas,
            ground.groups,
            day,
            ground.options,
            ground.source,
            overlapping=self.overlapping,
        )


def _seeded(
    past: _Past, seed: int, progress: Progress | None
) -> Iterator[tuple[int, int, np.random.Generator]]:
    seeds = np.random.SeedSequence(seed).spawn(len(past.parts))
    for done, ((first, last), own) in enumerate(zip(past.parts, seeds, strict=True)):
        yield first, last, np.random.default_rng(own)
        if progress is not None:
            progress(done + 1, len(past.parts))


def _at_once(past: _Past, seed: int, progress: Progress | None) -> dict[int, list[Finding]]:
    """Periods are those of filing: what was known in a week is what lies before its end."""
    weeks: dict[int, list[Finding]] = {}
    for first, last, rng in _seeded(past, seed, progress):
        calibrated = calibration(past.ground, first, rng=rng)
        weeks |= findings_at(past.ground, calibrated, first=first, last=last)
    return weeks


def _by_week(past: _Past, seed: int, progress: Progress | None) -> dict[int, list[Finding]]:
    """Every week counted anew: delays and dated steps made it look different on its own day."""
    weeks: dict[int, list[Finding]] = {}
    periods = past.ground.counts.periods
    for first, last, rng in _seeded(past, seed, progress):
        before = past.known_on(periods[first].first - timedelta(days=1))
        calibrated = calibration(before, len(before.counts.periods), rng=rng)
        for period in range(first, last):
            ground = past.known_on(periods[period].last)
            newest = len(ground.counts.periods) - 1
            if ground.counts.firsts[newest] != periods[period].first:
                continue
            if ground.counts.groups != before.counts.groups:
                before = ground
                calibrated = calibration(ground, newest, rng=rng)
            fitting = replace(calibrated, factors=expectation_factors(ground, calibrated.city))
            found = findings_at(ground, fitting, first=newest, last=newest + 1)
            if newest in found:
                weeks[period] = found[newest]
    return weeks
