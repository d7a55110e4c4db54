"""How often a quiet week falls outside what the same weeks of earlier years held.

Read `outside` first. Nothing happens in these made-up cities: every week outside the range is one
that a reader might take for a change. One week is judged in each run, so the runs are independent.
"""

from collections.abc import Callable
from datetime import date, timedelta
from math import sqrt

import numpy as np
import numpy.typing as npt

from benchmarks.record import Figure, Measurement
from commonweal.listening.earlier_years import (
    Coverage,
    Period,
    compare,
    earlier_periods,
    share_outside_at_most,
)

WEEK = Period.holding("week", date(2026, 6, 8))
RATES = (1.0, 20.0)
YEARS = (2, 3, 5)

Weeks = npt.NDArray[np.int64]
Course = Callable[[np.random.Generator, float, int, int], Weeks]
"""`course(rng, rate, runs, years)` → counts of shape (runs, years + 1, 3): the judged year last."""


def alike(rng: np.random.Generator, rate: float, runs: int, years: int) -> Weeks:
    """Poisson counts at one rate in all years."""
    return rng.poisson(rate, size=(runs, years + 1, 3))


def uneven(rng: np.random.Generator, rate: float, runs: int, years: int) -> Weeks:
    """Negative binomial counts with a variance of twice the mean."""
    levels = rng.gamma(shape=rate, scale=1.0, size=(runs, years + 1, 3))
    return rng.poisson(levels)


def bursts(rng: np.random.Generator, rate: float, runs: int, years: int) -> Weeks:
    """Poisson counts, and ten weeks a year in which one event brings three reports or more."""
    quiet = alike(rng, rate, runs, years)
    burst = rng.random(quiet.shape) < 10 / 52
    return quiet + burst * (2 + rng.geometric(0.5, size=quiet.shape))


def rising(rng: np.random.Generator, rate: float, runs: int, years: int) -> Weeks:
    """Poisson counts whose rate grows by fifteen in a hundred each year."""
    growth = 1.15 ** np.arange(years + 1)[None, :, None]
    return rng.poisson(np.broadcast_to(rate * growth, (runs, years + 1, 3)))


def years_differ(rng: np.random.Generator, rate: float, runs: int, years: int) -> Weeks:
    """Poisson counts; each year has a level of its own, a quarter higher or lower as a rule."""
    level = rng.lognormal(mean=0.0, sigma=0.22, size=(runs, years + 1, 1))
    return rng.poisson(np.broadcast_to(rate * level, (runs, years + 1, 3)))


COURSES: dict[str, tuple[Course, bool]] = {
    "all years alike": (alike, True),
    "uneven weeks": (uneven, True),
    "ten bursts a year": (bursts, True),
    "15 % more each year": (rising, False),
    "each year its own level": (years_differ, False),
}
"""Name → the course, and whether all its weeks are alike, so that the bound holds."""


def outside(course: Course, *, rate: float, years: int, seed: int, runs: int) -> int:
    """In how many runs the judged week lies outside the range of the weeks before it."""
    counts = course(np.random.default_rng(seed), rate, runs, years)
    coverage = Coverage(
        since=WEEK.same_in(WEEK.year - years)[0].first, until=WEEK.last + timedelta(days=1)
    )
    earlier = [p.first for same in earlier_periods(WEEK, coverage).values() for p in same]
    found = 0
    for run in counts:
        held = dict(zip(earlier, run[:-1].ravel().tolist(), strict=True))
        told = compare(WEEK, held | {WEEK.first: int(run[-1, 1])}, coverage)
        if told.earlier is None:
            raise ValueError(f"{years} earlier years must be enough for a comparison.")
        found += not told.earlier.low <= told.observed <= told.earlier.high
    return found


def wilson(found: int, runs: int) -> tuple[float, float]:
    """The 95 % Wilson interval of a share, in percent."""
    z, share = 1.959964, found / runs
    middle = share + z**2 / (2 * runs)
    half = z * sqrt(share * (1 - share) / runs + z**2 / (4 * runs**2))
    low, high = ((middle + side * half) / (1 + z**2 / runs) for side in (-1, 1))
    return 100 * min(low, share), 100 * max(high, share)


def run(seed: int, runs: int) -> list[Figure]:
    """The share outside, in percent, for each course, rate and number of years."""
    figures = []
    for name, (course, bounded) in COURSES.items():
        for rate in RATES:
            for years in YEARS:
                found = outside(course, rate=rate, years=years, seed=seed, runs=runs)
                low, high = wilson(found, runs)
                figures.append(
                    Figure(
                        name=f"{name}, {rate:g} a week, {years} earlier years",
                        value=100 * found / runs,
                        low=low,
                        high=high,
                        n=runs,
                        method="95 % Wilson interval",
                        at_most=100 * share_outside_at_most(3 * years) if bounded else None,
                        unit=" %",
                    )
                )
    return figures


MEASUREMENT = Measurement(
    measures="How often a quiet week falls outside the range of the same weeks of earlier years.",
    run=run,
    seed=20261,
    runs=20_000,
    short_runs=400,
    sources=("src/commonweal/listening/earlier_years.py", "src/commonweal/core/periods.py"),
)
