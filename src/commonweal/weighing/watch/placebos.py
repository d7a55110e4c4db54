"""Placebos in time and space: what would have been found where and when nothing was done.

Read `placebos` first. One treated area of fourteen cannot give a p-value below .07 by space alone;
so sets of the same size are moved through time as well, all of it before adoption. A p-value counts
the real one among them, so it is never zero (Phipson & Smyth 2010).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

import numpy as np
import numpy.typing as npt

from commonweal.weighing.watch.contrasts import Window, contrasts
from commonweal.weighing.watch.courses import Courses
from commonweal.weighing.watch.noise import Noise

Numbers = npt.NDArray[np.float64]
MOST_SETS = 100
LEAST_BEFORE = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Splits:
    """Ways to split the areas: `meant`, `watched`, `others`, each (splits, areas) of 0 and 1."""

    meant: Numbers
    watched: Numbers
    others: Numbers


def splits_of(
    areas: int,
    meant: int,
    watched: int,
    beside: Mapping[int, Sequence[int]],
    rng: np.random.Generator,
) -> Splits:
    """Up to a hundred sets of `meant` areas, each with `watched` others, next door where known."""
    rows = []
    for chosen in _sets(areas, meant, rng):
        near = {one for c in chosen for one in beside.get(c, ())} if beside else set(range(areas))
        pool = sorted(near.difference(chosen))
        if len(pool) >= watched:
            rows.append((chosen, rng.permutation(pool)[:watched].tolist()))
    parts = np.zeros((3, len(rows), areas))
    for number, (chosen, besides) in enumerate(rows):
        parts[0, number, list(chosen)] = 1
        parts[1, number, besides] = 1
    parts[2] = 1 - parts[0] - parts[1]
    return Splits(meant=parts[0], watched=parts[1], others=parts[2])


def _sets(areas: int, many: int, rng: np.random.Generator) -> Iterator[tuple[int, ...]]:
    if comb(areas, many) <= MOST_SETS:
        yield from combinations(range(areas), many)
        return
    for _ in range(MOST_SETS):
        yield tuple(sorted(int(one) for one in rng.permutation(areas)[:many]))


def placebos(
    sets: Courses, others: Courses, noise: Noise, *, after: int, drifting: bool = False
) -> Numbers:
    """Every change ÷ error of the sets (all before adoption) at every date with room around it.

    `after` is for how many periods the real change is judged; where the time before adoption has no
    room for as many, the placebos take as many as there is room for. Empty: no room at all.
    """
    periods = sets.lines.shape[1]
    many = min(after, periods - LEAST_BEFORE)
    at = np.arange(periods)
    if many < 2:
        return np.empty(0)
    windows = [
        Window(before=at < start, after=(at >= start) & (at < start + many), drifting=drifting)
        for start in range(LEAST_BEFORE, periods - many + 1)
    ]
    return contrasts(sets, others, windows, noise).ratio.ravel()


def share_as_far(found: float, among: Numbers) -> tuple[float, float]:
    """How many of the placebos lie as low, and as high, as what was found, itself among them."""
    low, high = (among <= found).sum(), (among >= found).sum()
    return (1 + int(low)) / (1 + among.size), (1 + int(high)) / (1 + among.size)
