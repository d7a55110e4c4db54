"""How many alarms a year a quiet city has, beside the budget it was promised.

Read `alarms_of` first. Everything is false here: the cities have season, trend, overdispersion and
bursts, and nothing else happens. Each city's threshold is set on its own three years of history.
"""

from functools import partial
from multiprocessing import get_context

import numpy as np

from benchmarks import quiet_years as made
from benchmarks.record import Figure, Measurement
from commonweal.listening.signals.alarms import episodes
from commonweal.listening.signals.search import SearchOptions, findings_at

BUDGETS = (1.0, 4.0, 12.0)
RATES = (3.0, 0.3, 0.02)
YEARS_A_CITY = 4
SPARSE = 0.02


def alarms_of(rate: float, seed: np.random.SeedSequence) -> list[float]:
    """Alarms a year in one quiet city, for each budget."""
    rng = np.random.default_rng(seed)
    weeks = made.HISTORY + made.RUN_IN + made.YEAR * YEARS_A_CITY
    daily = made.city_of(rate, weeks, rng).simulate(rng)
    ground = made.searched(daily, SearchOptions(budget=BUDGETS[0], years_simulated=100))
    firsts = ground.counts.firsts
    begins = firsts[made.HISTORY + made.RUN_IN]
    told = []
    for calibrated in made.with_budgets(ground, BUDGETS, rng).values():
        found = findings_at(ground, calibrated, first=made.HISTORY, last=weeks)
        raised = episodes((firsts[week], found[week]) for week in sorted(found))
        told.append(sum(one.raised_on >= begins for one in raised) / YEARS_A_CITY)
    return told


def run(seed: int, runs: int) -> list[Figure]:
    """Mean alarms a year at each rate and budget; `runs` are simulated years."""
    figures = []
    for rate in RATES:
        seeds = np.random.SeedSequence([seed, int(rate * 100)]).spawn(max(runs // YEARS_A_CITY, 2))
        with get_context("spawn").Pool(2) as pool:
            told = np.array(pool.map(partial(alarms_of, rate), seeds, chunksize=2))
        for budget, alarms in zip(BUDGETS, told.T, strict=True):
            mean, error = float(alarms.mean()), float(alarms.std(ddof=1) / len(alarms) ** 0.5)
            figures += figures_of(rate, budget, mean, error, len(alarms) * YEARS_A_CITY)
    return figures


def figures_of(rate: float, budget: float, mean: float, error: float, years: int) -> list[Figure]:
    """The mean as a share of the budget, held against 125 % and, but in the sparsest city, 75 %."""
    share, half = 100 * mean / budget, 100 * 1.96 * error / budget
    name = f"{rate:g} a cell and week, budget {budget:g}: alarms ÷ budget"
    reason = "" if share <= 125 else "see below the table"
    most = Figure(
        name=name,
        value=share,
        low=share - half,
        high=share + half,
        n=years,
        method="95 % interval of the mean over cities",
        at_most=125,
        unit=" %",
        reason=reason,
    )
    if rate == SPARSE:
        return [most]
    least = Figure(
        name=f"{name} (least)",
        value=share,
        low=share - half,
        high=share + half,
        n=years,
        method="95 % interval of the mean over cities",
        at_least=75,
        unit=" %",
        reason="" if share >= 75 else "see below the table",
    )
    return [most, least]


MEASUREMENT = Measurement(
    measures="Alarms in quiet cities of 12 districts and 6 groups, as a share of the budget.",
    run=run,
    seed=20263,
    runs=400,
    short_runs=8,
    sources=made.SOURCES,
)
