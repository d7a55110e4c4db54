"""How well the usual wait for an answer is told while many requests still wait.

Read `one_office` first. Each made-up office has its own law of waits: quick, slow, or mixed of
both, with some that are never answered. Requests come in all year long, so the newest have had
little time. The true median is that of many draws of the law, in whole days as they are written.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.measurements.earlier_years import wilson
from benchmarks.record import Figure, Measurement
from commonweal.core.intervals import median_wait

YEAR = 365
SIZES = ((8, 20), (20, 60), (60, 150))
NEVER = 1e6

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Days waited so far, whether answered, and the true median of the law, in whole days."""

    days: NDArray[np.int64]
    over: NDArray[np.bool_]
    median: float


def draw(rng: np.random.Generator, law: tuple[float, float, float, float], n: int) -> Numbers:
    """Waits of `n` requests: two log-normal parts, and some that are never answered."""
    quick, slow, part, never = law
    middle = np.where(rng.random(n) < part, quick, slow)
    waits = rng.lognormal(np.log(middle), 0.9)
    return np.where(rng.random(n) < never, NEVER, waits)


def one_office(rng: np.random.Generator, n: int) -> Office:
    """Requests over one year, seen on its last day; one in twenty is taken back on the way."""
    law = (rng.uniform(3, 20), rng.uniform(30, 150), rng.uniform(0.3, 1), rng.uniform(0, 0.3))
    asked = rng.integers(0, YEAR, n)
    seen = YEAR - asked
    back = np.where(rng.random(n) < 0.05, rng.integers(1, YEAR, n), YEAR + 1)
    waits, until = draw(rng, law, n), np.minimum(seen, back)
    over = np.floor(waits) <= until
    days = np.minimum(np.floor(waits), until).astype(np.int64)
    truth = float(np.median(np.floor(draw(rng, law, 40_001))))
    return Office(days=days, over=over, median=truth)


def run(seed: int, runs: int) -> list[Figure]:
    """Coverage and error by the number of requests, and the error of leaving out who waits."""
    rng = np.random.default_rng(seed)
    figures = []
    for least, most in SIZES:
        held, errors, without = [], [], []
        for _ in range(runs):
            office = one_office(rng, int(rng.integers(least, most + 1)))
            told = median_wait(office.days.tolist(), office.over.tolist())
            if told.low is not None:
                high = np.inf if told.high is None else told.high
                held.append(bool(told.low <= office.median <= high))
            if told.days is not None and office.median < NEVER:
                errors.append(told.days / max(office.median, 1) - 1)
                without.append(np.median(office.days[office.over]) / max(office.median, 1) - 1)
        name = f"{least} to {most} requests"
        figures.append(_coverage(f"{name}: interval holds the true median", held))
        figures.append(_error(f"{name}: median against the true one", errors, 10.0))
        figures.append(_error(f"{name}: the same without those who wait", without, None))
    return figures


def _coverage(name: str, held: Sequence[bool]) -> Figure:
    low, high = wilson(sum(held), len(held))
    return Figure(
        name=name,
        value=100 * sum(held) / len(held),
        low=low,
        high=high,
        n=len(held),
        method="95 % Wilson interval",
        at_least=92.0,
        unit=" %",
    )


def _error(name: str, errors: Sequence[float], at_most: float | None) -> Figure:
    """The middle error in percent of the truth, without its sign, and the middle half of them."""
    sizes = 100 * abs(float(np.median(errors)))
    spread = (
        100 * 1.57 * float(np.subtract(*np.quantile(errors, (0.75, 0.25)))) / len(errors) ** 0.5
    )
    return Figure(
        name=name,
        value=sizes,
        low=max(sizes - spread, 0.0),
        high=sizes + spread,
        n=len(errors),
        method="middle error without its sign ± 1.57 × middle half ÷ √n",
        at_most=at_most,
        unit=" %",
    )


MEASUREMENT = Measurement(
    measures="How well the median wait for an answer is told while requests still wait.",
    run=run,
    seed=20_264,
    runs=2_000,
    short_runs=30,
    sources=("src/commonweal/core/intervals.py",),
)
