"""How well the completeness of recent weeks is told, and how often its interval holds the truth.

Read `one_source` first. Each made-up source has its own size, history and way of reporting late:
part of what happens is told within days, part much later, some of it in batches. The true share
known of a week is worked out from the law of the delays itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import polars as pl

from benchmarks.measurements.earlier_years import wilson
from benchmarks.record import Figure, Measurement
from commonweal.listening.signals.delay import Delays, delays_of, expected_known

MONDAY = date(2020, 1, 6)
AGES = (0, 1, 2, 4, 8)
LONGEST_DAYS = 400
CHANGED_WEEKS_AGO = 26
CASES: dict[str, dict[str, bool]] = {
    "each report alone": {},
    "three in ten in batches": {"batches": True},
    "delays changed half a year ago": {"changed": True},
}

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A table of both dates, the day it is looked at, and the true share known by age in weeks."""

    table: pl.DataFrame
    as_of: date
    known: Numbers


def delay_law(rng: np.random.Generator) -> Numbers:
    """The chance of each delay in days: quick reports, and slow ones."""
    days = np.arange(LONGEST_DAYS)
    quick, slow = rng.uniform(0.5, 5), rng.uniform(10, 60)
    part = rng.uniform(0.4, 0.9)
    law = part * np.exp(-days / quick) / quick + (1 - part) * np.exp(-days / slow) / slow
    return np.asarray(law / law.sum())


def true_known(law: Numbers) -> Numbers:
    """The share known of a week that is 0, 1, … weeks old, its days being alike."""
    weeks = np.zeros(LONGEST_DAYS // 7 + 2)
    for day in range(7):
        np.add.at(weeks, (day + np.arange(LONGEST_DAYS)) // 7, law / 7)
    return np.asarray(np.cumsum(weeks))


def one_source(rng: np.random.Generator, *, batches: bool = False, changed: bool = False) -> Source:
    """Incidents with both days, filed by the end of the last week."""
    weeks = int(rng.integers(52, 209))
    a_week = float(np.exp(rng.uniform(np.log(3), np.log(40))))
    law = delay_law(rng)
    n = rng.poisson(rng.gamma(a_week, 1.0, weeks))
    happened = np.repeat(np.arange(weeks) * 7, n) + rng.integers(0, 7, n.sum())
    late = rng.choice(LONGEST_DAYS, size=len(happened), p=law)
    if changed:
        before = happened < (weeks - CHANGED_WEEKS_AGO) * 7
        earlier = rng.choice(LONGEST_DAYS, size=len(happened), p=delay_law(rng))
        late = np.where(before, earlier, late)
    if batches:
        same = np.flatnonzero(rng.random(len(late)) < 0.3)
        same = same[same > 0]
        late[same], happened[same] = late[same - 1], happened[same - 1]
    filed = happened + late
    inside = filed < weeks * 7
    first = pl.lit(MONDAY)
    table = pl.DataFrame({"happened": happened[inside], "filed": filed[inside]}).select(
        occurred_on=(first + pl.duration(days="happened")).dt.to_string("%Y-%m-%d"),
        reported_on=(first + pl.duration(days="filed")).dt.to_string("%Y-%m-%d"),
        n=pl.lit(1, dtype=pl.Int64),
    )
    return Source(
        table=table, as_of=MONDAY + timedelta(weeks=weeks, days=-1), known=true_known(law)
    )


def told(source: Source, age: int, delays: Delays) -> tuple[float, bool]:
    """Estimate − truth for a week of that age, and whether the interval holds the truth."""
    week = source.as_of - timedelta(weeks=age)
    found = delays.completeness(source.as_of, week)
    true = float(source.known[age])
    return found.value - true, found.low <= true <= found.high


def expected_error(source: Source, delays: Delays) -> float:
    """Relative error of what should be known of the last eight weeks, ten expected in each."""
    weeks = [source.as_of - timedelta(weeks=age) for age in range(8)]
    should = expected_known(np.full(8, 10.0), weeks, source.as_of, delays).sum()
    return float(should / (10 * source.known[:8].sum()) - 1)


def run(seed: int, runs: int) -> list[Figure]:
    """Bias and coverage by age of the week; no goal where the delays have just changed."""
    rng = np.random.default_rng(seed)
    figures: list[Figure] = []
    for name, case in CASES.items():
        apart: dict[int, list[float]] = {age: [] for age in AGES}
        held: dict[int, list[bool]] = {age: [] for age in AGES}
        whole: list[float] = []
        for _ in range(runs):
            source = one_source(rng, **case)
            delays = delays_of(source.table, source.as_of)
            if delays is None:
                continue
            for age in AGES:
                error, inside = told(source, age, delays)
                apart[age].append(error)
                held[age].append(inside)
            whole.append(expected_error(source, delays))
        found = [_coverage(f"{name}, week {age} weeks old: interval", held[age]) for age in AGES]
        if "changed" in case:
            found = [replace(one, at_least=None) for one in found]
            found += [_size(f"{name}, week {age} weeks old: error", apart[age]) for age in AGES[:2]]
        else:
            found += [_bias(f"{name}, week {age} weeks old: bias", apart[age]) for age in AGES[:2]]
            found.append(_bias(f"{name}, reports that should be known of eight weeks: bias", whole))
        figures += found
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
        at_least=87.0,
        unit=" %",
    )


def _bias(name: str, errors: Sequence[float]) -> Figure:
    """The mean error in percentage points, as its size without sign."""
    mean = 100 * float(np.mean(errors))
    error = 100 * 1.96 * float(np.std(errors)) / len(errors) ** 0.5
    return Figure(
        name=name,
        value=abs(mean),
        low=max(abs(mean) - error, 0.0),
        high=abs(mean) + error,
        n=len(errors),
        method="mean error without its sign ± 1.96 standard errors",
        at_most=1.0,
        unit=" points",
    )


def _size(name: str, errors: Sequence[float]) -> Figure:
    """The middle size of an error in percentage points, and that of nine in ten."""
    sizes = 100 * np.abs(errors)
    low, middle, high = (float(one) for one in np.quantile(sizes, (0.05, 0.5, 0.95)))
    return Figure(
        name=name,
        value=middle,
        low=low,
        high=high,
        n=len(errors),
        method="size of the error: median, 5 % and 95 % quantile",
        unit=" points",
    )


MEASUREMENT = Measurement(
    measures="How well the share known of a recent week is told from the delays of earlier "
    "reports.",
    run=run,
    seed=20263,
    runs=2_000,
    short_runs=30,
    sources=("src/commonweal/listening/signals/delay.py", "src/commonweal/core/periods.py"),
)
