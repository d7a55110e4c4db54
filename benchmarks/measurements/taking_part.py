"""How often a category that takes part as it lives there is told as if it did not, and the reverse.

Read `told` first. In each made-up meeting a category has its share of the residents; it comes as
often as anybody, or half the odds. The reading is that of `representation` itself.
"""

from collections.abc import Sequence

import numpy as np

from benchmarks.measurements.earlier_years import wilson
from benchmarks.record import Figure, Measurement
from commonweal.files.knowledge import shipped_groups
from commonweal.mapping.communities import Cell, Dimension, representation

ANSWERED = (20, 60, 200)
RESIDENTS = 100_000


def told(rng: np.random.Generator, answered: int, living: float, odds: float) -> Cell:
    """What the matrix says of a category with the share `living` whose odds to come are `odds`."""
    coming = odds * living / (odds * living + 1 - living)
    n = int(rng.binomial(answered, coming))
    dimension = Dimension(
        key="income",
        name="Income",
        answered=answered,
        took_part={"low": n, "other": answered - n},
        living={"low": round(living * RESIDENTS), "other": RESIDENTS - round(living * RESIDENTS)},
        residents=RESIDENTS,
    )
    return representation([dimension], pack=PACK, floor=None).cells[0]


PACK = shipped_groups()


def run(seed: int, runs: int) -> list[Figure]:
    """Right readings where nothing differs, false ones of nobody, and what half the odds shows."""
    rng = np.random.default_rng(seed)
    figures = []
    for answered in ANSWERED:
        even = [told(rng, answered, rng.uniform(0.03, 0.6), 1.0) for _ in range(runs)]
        calm = [
            cell.reading == "alike"
            or (cell.reading == "nobody" and "may be chance" in cell.sentence)
            for cell in even
        ]
        name = f"{answered} answered"
        figures.append(_share(f"{name}, as they live there: told as chance", calm, 92.0))
        half = [told(rng, answered, rng.uniform(0.1, 0.6), 0.5) for _ in range(runs)]
        seen = [cell.reading in ("fewer", "nobody") for cell in half]
        figures.append(_share(f"{name}, half the odds: told as fewer or nobody", seen, None))
    return figures


def _share(name: str, found: Sequence[bool], at_least: float | None) -> Figure:
    low, high = wilson(sum(found), len(found))
    return Figure(
        name=name,
        value=100 * sum(found) / len(found),
        low=low,
        high=high,
        n=len(found),
        method="95 % Wilson interval",
        at_least=at_least,
        unit=" %",
    )


MEASUREMENT = Measurement(
    measures="How often the representation matrix tells chance as chance, and a difference as one.",
    run=run,
    seed=20_265,
    runs=4_000,
    short_runs=40,
    sources=(
        "src/commonweal/core/intervals.py",
        "src/commonweal/mapping/communities/representation.py",
    ),
)
