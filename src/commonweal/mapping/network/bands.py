"""How far measures move when ties were missed or made up: a sensitivity band.

Read `bands` first, then `found_again`; a band is no confidence interval. A list of ties is never
whole, and some of it is hearsay. 200 times a share of the ties is dropped, and as many are added
between pairs without one, each such pair alike; the band holds the middle 95 % of what is then
measured (after Borgatti, Carley & Krackhardt, Soc Networks 2006, 28:124). How often it holds the
true value is measured (docs/methods/network.md).
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.mapping.network import kernels
from commonweal.mapping.network.graph import Graph, Numbers, Whole
from commonweal.mapping.network.measures import Shape, whole

RATES = (0.1, 0.2, 0.3)
RESAMPLES = 200
MEASURES = ("bonding", "bridging", "linking", "ei_index")
TOP = 10
MOST_FOLLOWED = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Bands:
    """By rate: the band of each measure, and how often each node is among the top ten brokers."""

    of_measure: Mapping[float, Mapping[str, tuple[float, float] | None]]
    stays: Mapping[float, Numbers]
    resamples: int


def bands(
    graph: Graph,
    rng: np.random.Generator,
    *,
    resamples: int = RESAMPLES,
    rates: Sequence[float] = RATES,
    progress: Callable[[int, int], None] | None = None,
) -> Bands:
    """The bands at 10, 20 and 30 % of the ties (or `rates`), by `resamples` networks each."""
    of_measure, stays = {}, {}
    for at, rate in enumerate(rates):
        told: list[Shape] = []
        often = np.zeros(graph.size)
        for number in range(resamples):
            drawn = graph.with_pairs(perturbed(graph, rate, rng))
            told.append(whole(drawn))
            often[top_brokers(drawn, rng)] += 1
            if progress is not None:
                progress(at * resamples + number + 1, len(rates) * resamples)
        of_measure[rate] = {
            name: _middle([getattr(one, name) for one in told]) for name in MEASURES
        }
        stays[rate] = often / resamples
    return Bands(of_measure=of_measure, stays=stays, resamples=resamples)


def found_again(
    graph: Graph,
    rng: np.random.Generator,
    find: Callable[[Graph], Collection[int]],
    *,
    rate: float,
    resamples: int = RESAMPLES,
) -> Numbers:
    """How often each node is among those that `find` names, when so many ties were otherwise."""
    often = np.zeros(graph.size)
    for _ in range(resamples):
        often[list(find(graph.with_pairs(perturbed(graph, rate, rng))))] += 1
    return often / resamples


def _middle(values: list[float | None]) -> tuple[float, float] | None:
    known = [value for value in values if value is not None]
    if not known:
        return None
    low, high = np.quantile(known, [0.025, 0.975])
    return float(low), float(high)


def perturbed(graph: Graph, rate: float, rng: np.random.Generator) -> Whole:
    """The ties without a share of them, and with as many new ones between pairs that had none."""
    pairs, n = graph.pairs, graph.size
    change = round(rate * len(pairs))
    kept = pairs[np.sort(rng.permutation(len(pairs))[change:])]
    possible = n * (n - 1) // (1 if graph.directed else 2)
    change = min(change, possible - len(pairs))
    known = set((pairs[:, 0] * n + pairs[:, 1]).tolist())
    added: set[int] = set()
    while len(added) < change:
        ends = rng.integers(0, n, (2 * (change - len(added)) + 8, 2))
        ends = ends[ends[:, 0] != ends[:, 1]]
        if not graph.directed:
            ends = np.sort(ends, axis=1)
        for key in (ends[:, 0] * n + ends[:, 1]).tolist():
            if key not in known and len(added) < change:
                added.add(key)
    new = np.array(sorted(added), dtype=np.int64)
    return np.concatenate([kept, np.stack([new // n, new % n], axis=1)])


def top_brokers(graph: Graph, rng: np.random.Generator) -> Whole:
    """The ten nodes that most shortest paths lead through, fewer where fewer do.

    Above 300 nodes the paths from 300 drawn sources are followed: the order at the top is what
    counts here, and its own uncertainty is part of the band.
    """
    n = graph.size
    sources = np.arange(n) if n <= MOST_FOLLOWED else rng.choice(n, MOST_FOLLOWED, replace=False)
    shares, squares = np.zeros(n), np.zeros(n)
    kernels.path_shares(*graph.successors, sources, shares, squares)
    order = np.argsort(-shares, kind="stable")[:TOP]
    return order[shares[order] > 0]
