"""The space-time scan done three ways: our kernels, plain NumPy, and the quickest we could write.

Read `ours`, `by_numpy` and `at_the_limit`. A city of areas at random points; the zones are every
area with its nearest neighbours, up to half of the city; the windows are the last 1 to 12 weeks;
each replication draws the counts anew, and its highest log-likelihood ratio is the answer (the
expectation-based Poisson ratio of a rise). The expectation is the same in all of them.

Ours divides each score by the zone's own variance ÷ mean and asks for the fewest reports; here the
divisor is 1 and the fewest is none, so that all three give the same answer, but the divisor is
computed all the same. The limit may do what a search of real weeks cannot: its logarithms stand in
tables, which pays only where one expectation serves many replications. R's `scanstatistics`, the
peer we would have liked, is not in Debian and cannot be had here.
"""

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from numba import njit

from commonweal.listening.signals import kernels

Numbers = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

FILE, WINDOWS, A_WEEK, CLOSE = "counts.npz", 12, 0.3, 1e-9
REPLICATIONS = {77: 999, 200: 299, 500: 99}
SOURCES = ("src/commonweal/listening/signals/kernels/scan.py", "benchmarks/scanned.py")


def prepare(folder: Path, size: int) -> None:
    """Write a city of `size` areas: the order of its zones, the expectation, and all counts."""
    rng = np.random.default_rng(20_260_901)
    points, rates = rng.random((size, 2)), rng.gamma(2.0, A_WEEK / 2, size)
    far = np.hypot(*(points[:, None] - points[None, :]).transpose(2, 0, 1))
    near = np.argsort(far, axis=1)[:, : size // 2]
    weeks = np.outer(rates, 1 + 0.2 * np.sin(np.arange(WINDOWS) / 8))
    counts = rng.poisson(weeks, (REPLICATIONS.get(size, 20), size, WINDOWS))
    expected, observed = weeks.cumsum(axis=1), counts.cumsum(axis=2)
    np.savez(folder / FILE, near=near, expected=expected, observed=observed)


def read(folder: Path) -> tuple[Whole, Numbers, Whole]:
    """The zones' order (area, nearest first), and sums over 1, 2, … weeks: expected, observed."""
    with np.load(folder / FILE) as kept:
        return kept["near"], kept["expected"], kept["observed"]


def warm(folder: Path, _size: int) -> None:
    """Compile what is compiled, on the first two replications."""
    near, expected, observed = read(folder)
    scanned(near, expected, observed[:2])
    quickest(near, expected, observed[:2])


def ours(folder: Path, _size: int) -> list[float]:
    """`kernels.scan` and `kernels.pick`, replication by replication, as the search calls them."""
    return scanned(*read(folder))


def scanned(near: Whole, expected: Numbers, observed: Whole) -> list[float]:
    """The score of the most striking zone of each replication, by our kernels."""
    areas, largest = near.shape
    starts = np.arange(0, near.size + 1, largest)
    zones = np.ascontiguousarray(near).ravel(), starts, np.ones(areas, dtype=np.int64)
    spread = np.tile(np.array([1.0, 0.0, 1.0, 0.0, 0.0]), (WINDOWS, 1))
    scores, windows = np.zeros(near.size), np.zeros(near.size, dtype=np.int64)
    chosen = np.zeros(1, dtype=np.int64)
    found = []
    for counts in observed.astype(np.float64):
        kernels.scan(counts, expected, spread, 0.0, 0.0, zones, scores, windows)
        any_rises = kernels.pick(scores, 0.0, zones, areas, chosen)
        found.append(float(scores[chosen[0]]) if any_rises else 0.0)
    return found


def by_numpy(folder: Path, _size: int) -> list[float]:
    """What an analyst would write: sums along each zone's order, all zones and windows at once."""
    near, expected, observed = read(folder)
    e = expected[near].cumsum(axis=1)
    found = []
    for counts in observed:
        c = counts[near].cumsum(axis=1)
        rises = c > e
        told, due = c[rises], e[rises]
        found.append(float((told * np.log(told / due) - told + due).max(initial=0.0)))
    return found


def at_the_limit(folder: Path, _size: int) -> list[float]:
    """The quickest way we know to the same maximum."""
    return quickest(*read(folder))


def quickest(near: Whole, expected: Numbers, observed: Whole) -> list[float]:
    """The highest ratio of each replication, from tables of logarithms."""
    e = expected[near].cumsum(axis=1)
    most = int(observed[:, :, -1].sum(axis=1).max())
    count = np.arange(most + 1, dtype=np.float64)
    own = np.log(count, where=count > 0, out=np.zeros(most + 1)) * count - count
    highest = _limit()
    return [float(highest(near, e, np.log(e), own, counts)) for counts in observed]


@cache
def _limit() -> Any:
    """Compiled when it is first asked for: c·ln c − c from a table, − c·ln e + e beside it."""

    @njit
    def highest(near, e, log_e, own, counts):  # type: ignore[no-untyped-def]
        areas, largest, windows = e.shape
        best = 0.0
        c = np.zeros(windows, dtype=np.int64)
        for first in range(areas):
            c[:] = 0
            for size in range(largest):
                area = near[first, size]
                for w in range(windows):
                    c[w] += counts[area, w]
                    if c[w] > e[first, size, w]:
                        score = own[c[w]] - c[w] * log_e[first, size, w] + e[first, size, w]
                        best = max(best, score)
        return best

    return highest


def agree(ours: list[float], peer: list[float]) -> None:
    """The same highest ratio in every replication."""
    assert len(ours) == len(peer) > 0
    apart = np.abs(np.array(ours) - np.array(peer)) / np.maximum(np.array(peer), 1.0)
    assert apart.max() <= CLOSE, f"the highest ratio differs by {apart.max():.2g}"
