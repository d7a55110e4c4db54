"""How large a rise must be to be seen, beside what is possible with a known baseline.

Read `smallest_rise` first. In one district and one group reports rise to a multiple for six weeks;
the smallest multiple is sought that is seen in four of five cities within three and six weeks.
"""

from dataclasses import replace
from functools import partial
from multiprocessing import get_context

import numpy as np
import numpy.typing as npt

from benchmarks import quiet_years as made
from benchmarks.record import Figure, Measurement
from commonweal.listening.signals.budget import search_rows
from commonweal.listening.signals.search import Calibrated, SearchOptions

BOUNDS = {0.1: 28.6, 0.5: 8.9, 1.0: 5.6, 3.0: 3.3, 8.0: 2.3}
"""Rate → the smallest rise seen within three weeks where the baseline is known."""

LASTS, WITHIN, WANTED = 6, (3, 6), 0.8
CITIES = 4
PARTS = (0.3, 0.45, 0.6, 0.8, 1.0, 1.25, 1.6, 2.2)
DISPERSION = 1.5


def outbreak(
    daily: made.Daily, rate: float, rise: float, rng: np.random.Generator
) -> tuple[made.Daily, int]:
    """The same city with a rise in one district in its last weeks, and which district."""
    district = int(rng.integers(made.DISTRICTS))
    changed = daily.copy()
    extra = (rise - 1) * rate / (DISPERSION - 1)
    for week in range(LASTS):
        begins = changed.shape[2] - 7 * (LASTS - week)
        n = int(rng.poisson(rng.gamma(extra, DISPERSION - 1)))
        for day in rng.integers(7, size=n):
            cell = changed[0, district, begins + day]
            changed[0, district, begins + day] = min(int(cell) + 1, 255)
    return changed, district


def seen_after(
    daily: made.Daily, calibrated: Calibrated, district: int, options: SearchOptions
) -> int:
    """In which week after the beginning an alarm of the group touches the district; 0: never."""
    ground = made.searched(daily[:1], options)
    alone = replace(calibrated.city, courses=calibrated.city.courses[:1], together=False)
    first = int(ground.series.shape[2]) - LASTS
    rows = search_rows(
        alone, made.ZONES, ground.rules, ground.series[:1], ground.counts.daily, first=first
    )[0]
    group = calibrated.budget.groups[0]
    for row in rows:
        inside = made.ZONES.members[int(row[1])]
        if district in inside and group.at(row[5]) <= calibrated.rate:
            return int(row[0]) - first + 1
    return 0


def shares_seen(
    rate: float, rises: list[float], runs: int, seed: np.random.SeedSequence
) -> list[list[float]]:
    """For each rise, the share of `runs` outbreaks seen within three and six weeks."""
    rng = np.random.default_rng(seed)
    weeks = made.HISTORY + LASTS
    options = SearchOptions(budget=4.0, years_simulated=200)
    city = made.city_of(rate, weeks, rng)
    even = np.append(np.full(made.DISTRICTS, 1 / made.DISTRICTS), 0.0)
    city = replace(city, shares=np.tile(even, (made.GROUPS, 1)))
    calibrated = made.with_budgets(made.searched(city.simulate(rng), options), (4.0,), rng)[4.0]
    seen = np.zeros((len(rises), len(WITHIN)))
    for _ in range(runs):
        daily = city.simulate(rng)
        for i, rise in enumerate(rises):
            changed, district = outbreak(daily, rate, rise, rng)
            after = seen_after(changed, calibrated, district, options)
            seen[i] += [0 < after <= within for within in WITHIN]
    told: list[list[float]] = (seen / runs).tolist()
    return told


def run(seed: int, runs: int) -> list[Figure]:
    """The smallest rise caught in four of five cities; `runs` outbreaks a rise and rate."""
    figures = []
    for rate, bound in BOUNDS.items():
        rises = [round(1 + (bound - 1) * part, 3) for part in PARTS]
        seeds = np.random.SeedSequence([seed, int(rate * 10)]).spawn(CITIES)
        with get_context("spawn").Pool(2) as pool:
            told = np.array(
                pool.map(partial(shares_seen, rate, rises, max(runs // CITIES, 5)), seeds)
            )
        shares = told.mean(axis=0)
        for column, within in enumerate(WITHIN):
            least = smallest_rise(rises, shares[:, column])
            half = 1.96 * (WANTED * (1 - WANTED) / runs) ** 0.5
            low = smallest_rise(rises, shares[:, column] + half)
            high = smallest_rise(rises, shares[:, column] - half)
            goal = round(1.5 * bound, 2) if within == WITHIN[0] else None
            figures.append(
                Figure(
                    name=f"{rate:g} a week: smallest rise seen in 80 % within {within} weeks",
                    value=least,
                    low=min(low, least),
                    high=max(high, least),
                    n=runs,
                    method="from shares seen plus and minus their 95 % error",
                    at_most=goal,
                    unit=" ×",
                    reason=""
                    if goal is None or least <= goal
                    else "the reasons stand below the table",
                )
            )
    return figures


def smallest_rise(rises: list[float], shares: npt.NDArray[np.float64]) -> float:
    """Where the share seen crosses 80 %; the last rise tried where it never does."""
    rising = np.maximum.accumulate(shares)
    if rising[0] >= WANTED:
        return rises[0]
    return float(np.interp(WANTED, rising, rises))


MEASUREMENT = Measurement(
    measures="The smallest rise in one district seen at a budget of 4 alarms a year.",
    run=run,
    seed=20264,
    runs=1000,
    short_runs=40,
    sources=made.SOURCES,
)
