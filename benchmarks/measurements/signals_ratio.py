"""Whether the ratio beside a signal says how large the rise really is, though it was picked.

Read `shown_and_true` first. One district rises for six weeks; where the search finds it, the ratio
that it shows is set beside the true one of the same zone and window.
"""

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from benchmarks import quiet_years as made
from benchmarks.measurements.signals_power import BOUNDS, LASTS, outbreak
from benchmarks.record import Figure, Measurement
from commonweal.listening.signals.budget import search_rows
from commonweal.listening.signals.quiet import QuietCity
from commonweal.listening.signals.ratios import corrected_ratio
from commonweal.listening.signals.search import Calibrated, SearchOptions
from commonweal.listening.signals.telling import Row

CITIES = 4
OPTIONS = SearchOptions(budget=4.0, years_simulated=200)

Told = list[tuple[float, float, float, float, float]]
"""Observed ÷ expected, the ratio shown with its range, and the true ratio."""


def shown_and_true(rate: float, rise: float, runs: int, seed: np.random.SeedSequence) -> Told:
    """What was shown in the first week of each outbreak that was found, and what was true."""
    rng = np.random.default_rng(seed)
    even = np.append(np.full(made.DISTRICTS, 1 / made.DISTRICTS), 0.0)
    city = made.city_of(rate, made.HISTORY + LASTS, rng)
    city = replace(city, shares=np.tile(even, (made.GROUPS, 1)))
    calibrated = made.with_budgets(made.searched(city.simulate(rng), OPTIONS), (4.0,), rng)[4.0]
    told: Told = []
    for _ in range(runs):
        changed, district = outbreak(city.simulate(rng), rate, rise, rng)
        row = first_row(changed, calibrated, district)
        if row is not None:
            told.append(beside_truth(row, calibrated, city, rate, rise))
    return told


def first_row(daily: made.Daily, calibrated: Calibrated, district: int) -> Row | None:
    """The finding that raises the alarm, while the outbreak lasts."""
    ground = made.searched(daily[:1], OPTIONS)
    alone = replace(calibrated.city, courses=calibrated.city.courses[:1], together=False)
    first = int(ground.series.shape[2]) - LASTS
    rows = search_rows(
        alone, made.ZONES, ground.rules, ground.series[:1], ground.counts.daily, first=first
    )[0]
    for row in rows:
        inside = made.ZONES.members[int(row[1])]
        if district in inside and calibrated.budget.groups[0].at(row[5]) <= calibrated.rate:
            return Row.of(0, row)
    return None


def beside_truth(
    row: Row, calibrated: Calibrated, city: QuietCity, rate: float, rise: float
) -> tuple[float, float, float, float, float]:
    """The row's ratio as it is shown, and the true one of its zone and window."""
    least = calibrated.budget.groups[0].score_for(calibrated.rate)
    shown = corrected_ratio(
        row.observed, row.expected, variance_ratio=row.variance_ratio, least_score=least
    )
    districts = len([p for p in made.ZONES.members[row.zone] if p < made.DISTRICTS])
    quiet = float(city.expected[0][row.span].sum()) * districts / made.DISTRICTS
    begins = city.expected.shape[1] - LASTS
    risen = row.period - max(row.span.start, begins) + 1
    true = (quiet + (rise - 1) * rate * risen) / quiet
    return row.observed / row.expected, shown.value, shown.low, shown.high, true


def run(seed: int, runs: int) -> list[Figure]:
    """Median of shown ÷ true and how often the range holds the truth, by rate."""
    figures = []
    for rate, bound in BOUNDS.items():
        seeds = np.random.SeedSequence([seed, int(rate * 10)]).spawn(CITIES)
        told = np.array(
            [one for own in seeds for one in shown_and_true(rate, bound, runs // CITIES, own)]
        )
        name = f"{rate:g} a week, × {bound:g}"
        figures += [
            median_of(f"{name}: observed ÷ expected ÷ true", told[:, 0] / told[:, 4]),
            median_of(f"{name}: ratio shown ÷ true", told[:, 1] / told[:, 4], most=1.15),
            median_of(f"{name}: ratio shown ÷ true (least)", told[:, 1] / told[:, 4], least=0.85),
            share_of(
                f"{name}: the 90 % range holds the true ratio",
                (told[:, 2] <= told[:, 4]) & (told[:, 4] <= told[:, 3]),
            ),
        ]
    return figures


def median_of(
    name: str,
    values: npt.NDArray[np.float64],
    most: float | None = None,
    least: float | None = None,
) -> Figure:
    """The median with its 95 % interval from order statistics."""
    n, value = len(values), float(np.median(values))
    half = 0.98 / n**0.5
    low, high = np.quantile(values, [max(0.5 - half, 0), min(0.5 + half, 1)]).tolist()
    missed = (most is not None and value > most) or (least is not None and value < least)
    return Figure(
        name=name,
        value=value,
        low=min(low, value),
        high=max(high, value),
        n=n,
        method="95 % interval of the median",
        at_most=most,
        at_least=least,
        reason="the reasons stand below the table" if missed else "",
    )


def share_of(name: str, held: npt.NDArray[np.bool_]) -> Figure:
    """A share in percent with its 95 % interval."""
    n, share = len(held), 100 * float(held.mean())
    half = 196 * (share / 100 * (1 - share / 100) / n) ** 0.5
    return Figure(
        name=name,
        value=share,
        low=max(share - half, 0.0),
        high=min(share + half, 100.0),
        n=n,
        method="95 % interval",
        unit=" %",
    )


MEASUREMENT = Measurement(
    measures="The ratio shown with a signal beside the true one, among outbreaks that were found.",
    run=run,
    seed=20271,
    runs=1000,
    short_runs=80,
    sources=(
        *made.SOURCES,
        "src/commonweal/listening/signals/ratios.py",
        "benchmarks/measurements/signals_power.py",
    ),
)
