"""A small made-up city in which nothing happens, and an outbreak laid over it.

Read `quiet` first. Twelve districts on a grid of 4 × 3 and six groups, one series each. A quiet
week is made of habit (season, trend), chance (variance = 1.5 × mean) and single events that bring
several reports at once. Reports have days, since some detectors ask for more than one.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

GROUPS, COLUMNS, ROWS = 6, 4, 3
AREAS = COLUMNS * ROWS
DISPERSION, SEASON, TREND_A_YEAR = 1.5, 0.2, 0.03
BURSTS_A_YEAR, LEAST_IN_BURST, BURST_DAYS = 10.0, 3, 3
WEEKS_A_YEAR = 365.25 / 7

Generator = np.random.Generator


@dataclass(frozen=True, slots=True)
class City:
    """Reports by group, area and week, and the same by day (seven days a week)."""

    counts: NDArray[np.int64]
    daily: NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outbreak:
    """A group reports `rise` times the usual in `areas`, in the weeks since … until - 1."""

    group: int
    areas: tuple[int, ...]
    rise: float
    since: int
    until: int


def expected(rng: Generator, rate: float, weeks: int) -> NDArray[np.float64]:
    """Expected reports a week by group, area and week; a trend passes `rate` in the last week.

    Season (one phase a group) and trend (up or down by 3 % a year) are drawn.
    """
    week = np.arange(weeks)
    phase = rng.random((GROUPS, 1)) * 2 * np.pi
    season = 1 + SEASON * np.cos(2 * np.pi * week / WEEKS_A_YEAR + phase)
    factor = 1 + TREND_A_YEAR * rng.choice((-1, 1), (GROUPS, 1))
    trend = factor ** ((week - (weeks - 1)) / WEEKS_A_YEAR)
    return np.repeat((rate * season * trend)[:, None, :], AREAS, axis=1)


def drawn(rng: Generator, mean: NDArray[np.float64]) -> NDArray[np.int64]:
    """Negative binomial counts whose variance is DISPERSION × mean."""
    size = np.maximum(mean, 1e-12) / (DISPERSION - 1)
    return rng.negative_binomial(size, 1 / DISPERSION).astype(np.int64)


def by_day(rng: Generator, counts: NDArray[np.int64]) -> NDArray[np.uint8]:
    """The same reports by day, each on a weekday of its own choice."""
    cell = np.repeat(np.arange(counts.size), counts.ravel())
    days = np.bincount(cell * 7 + rng.integers(0, 7, cell.size), minlength=counts.size * 7)
    return days.astype(np.uint8).reshape(*counts.shape[:-1], counts.shape[-1] * 7)


def quiet(rng: Generator, rate: float, weeks: int) -> City:
    """A city of `rate` expected reports a week in each series, with about ten bursts a year."""
    return _quiet(rng, expected(rng, rate, weeks))


def _quiet(rng: Generator, mean: NDArray[np.float64]) -> City:
    counts = drawn(rng, mean)
    daily = by_day(rng, counts)
    bursts = rng.poisson(BURSTS_A_YEAR * mean.shape[2] / WEEKS_A_YEAR)
    cells = rng.choice(mean.size, bursts, p=mean.ravel() / mean.sum())
    # numpy's geometric counts trials and starts at one: a burst has three, four, … reports.
    sizes = LEAST_IN_BURST - 1 + rng.geometric(0.5, bursts)
    firsts = rng.integers(0, 8 - BURST_DAYS, bursts)
    for cell, size, first in zip(cells, sizes, firsts, strict=True):
        place = np.unravel_index(cell, mean.shape)
        counts[place] += size
        for day in first + rng.integers(0, BURST_DAYS, size):
            daily[*place[:-1], place[-1] * 7 + day] += 1
    return City(counts, daily)


def neighbours(area: int) -> tuple[int, ...]:
    """The districts that share a side with this one."""
    row, column = divmod(area, COLUMNS)
    beside = ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1))
    return tuple(r * COLUMNS + c for r, c in beside if 0 <= r < ROWS and 0 <= c < COLUMNS)


def adjoining(rng: Generator, n: int) -> tuple[int, ...]:
    """So many districts that hang together, grown from one at random."""
    areas = [int(rng.integers(AREAS))]
    while len(areas) < n:
        around = sorted({one for area in areas for one in neighbours(area)} - set(areas))
        areas.append(around[int(rng.integers(len(around)))])
    return tuple(sorted(areas))


def with_outbreak(
    rng: Generator, rate: float, weeks: int, *, rise: float, districts: int, lasting: int
) -> tuple[City, Outbreak]:
    """A quiet city and, in its last weeks, one group's rise in one or more adjoining districts."""
    mean = expected(rng, rate, weeks)
    city = _quiet(rng, mean)
    outbreak = Outbreak(
        group=int(rng.integers(GROUPS)),
        areas=adjoining(rng, districts),
        rise=rise,
        since=weeks - lasting,
        until=weeks,
    )
    place = np.ix_([outbreak.group], outbreak.areas, range(outbreak.since, weeks))
    more = drawn(rng, (rise - 1) * mean[place])
    city.counts[place] += more
    reported = np.ix_([outbreak.group], outbreak.areas, range(outbreak.since * 7, weeks * 7))
    city.daily[reported] += by_day(rng, more)
    return city, outbreak
