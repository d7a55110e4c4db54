"""How far measures move when ties were missed or made up: a sensitivity band.

Read `bands` first, then `found_again`; a band is no confidence interval. A list of ties is never
whole, and some of it is hearsay. 200 times a share of the ties is dropped and as many are added
(after Borgatti, Carley & Krackhardt, Soc Networks 2006, 28:124); the band holds the middle 95 % of
what is then measured. Dropped and added alike, a tight network would only be drawn towards
evenness. So `possible` asks which networks may stand behind the one that was written down: hearsay
falls on any pair, and a tie is missed where ties are. How often the band holds the true value is
measured (docs/methods/network.md).
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.mapping.network import kernels
from commonweal.mapping.network.graph import Graph, Numbers, Whole
from commonweal.mapping.network.measures import SAMPLED_ABOVE, Shape, whole

RATES = (0.1, 0.2, 0.3)
RESAMPLES = 200
MEASURES = ("bonding", "bridging", "linking", "ei_index")
TOP = 10
MOST_FOLLOWED = 200
SORTS, DRAWS, NEVER = 4, 100, 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Bands:
    """By rate: the band of each measure, and how often each node is among the top ten brokers.

    A band is None where the measure is, and where the share would not come to a single tie. Above
    20,000 nodes `stays` is empty: the paths would have to be followed in every drawn network.
    """

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
    of_measure: dict[float, dict[str, tuple[float, float] | None]] = {}
    stays: dict[float, Numbers] = {}
    follow = graph.size <= SAMPLED_ABOVE
    for at, rate in enumerate(rates):
        told: list[Shape] = []
        often = np.zeros(graph.size)
        for number in range(resamples):
            drawn = graph.with_pairs(possible(graph, rate, rng))
            told.append(whole(drawn))
            if follow:
                often[top_brokers(drawn, rng)] += 1
            if progress is not None:
                progress(at * resamples + number + 1, len(rates) * resamples)
        changes = round(rate * len(graph.pairs)) > 0
        of_measure[rate] = {
            name: _middle([getattr(one, name) for one in told]) if changes else None
            for name in MEASURES
        }
        if follow:
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
        often[list(find(graph.with_pairs(possible(graph, rate, rng))))] += 1
    return often / resamples


def _middle(values: list[float | None]) -> tuple[float, float] | None:
    known = [value for value in values if value is not None]
    if not known:
        return None
    low, high = np.quantile(known, [0.025, 0.975])
    return float(low), float(high)


def possible(graph: Graph, rate: float, rng: np.random.Generator) -> Whole:
    """Ties that may be the true ones, where `rate` of them were missed and as many made up.

    Pairs are of four sorts: of one group or of two, on one level or across. Nothing is supposed of
    how many true ties a sort has: made-up ones fall on sorts as pairs without a tie do, and missed
    ones as those do that are left (Pólya's urn), between nodes in proportion to their ties.
    """
    pairs = graph.pairs
    change = round(rate * len(pairs))
    sort = _sorts(graph, pairs)
    there = np.bincount(sort, minlength=SORTS)
    room = _room(graph)
    free = room - there
    made_up = np.minimum(rng.multinomial(change, free / max(int(free.sum()), 1)), there)
    dropped = np.concatenate(
        [rng.permutation(np.flatnonzero(sort == s))[: made_up[s]] for s in range(SORTS)]
    )
    kept = np.delete(pairs, dropped, axis=0)
    left = there - made_up
    missed = rng.multinomial(len(dropped), rng.dirichlet(left + 1.0 * (room > 0) + NEVER))
    return np.concatenate([kept, _added(graph, np.minimum(missed, free), rng)])


def _sorts(graph: Graph, pairs: Whole) -> Whole:
    """The sort of each pair: + 1 between groups, + 2 across levels."""
    group, level = (
        np.unique(labels, return_inverse=True)[1] for labels in (graph.groups, graph.levels)
    )
    one, other = pairs[:, 0], pairs[:, 1]
    sort: Whole = (group[one] != group[other]) + 2 * (level[one] != level[other])
    return sort


def _room(graph: Graph) -> Whole:
    """How many pairs there are of each sort."""
    of_one_group, of_one_level, of_both = (
        _together(labels)
        for labels in (
            graph.groups,
            graph.levels,
            tuple(zip(graph.groups, graph.levels, strict=True)),
        )
    )
    every = graph.size * (graph.size - 1) // 2
    apart = every - of_one_group - of_one_level + of_both
    room = np.array([of_both, of_one_level - of_both, of_one_group - of_both, apart])
    return room * (2 if graph.directed else 1)


def _together(labels: Sequence[object]) -> int:
    return sum(n * (n - 1) // 2 for n in Counter(labels).values())


def _added(graph: Graph, wanted: Whole, rng: np.random.Generator) -> Whole:
    """So many new pairs of each sort, none that has a tie; fewer where they cannot be found."""
    n, wanted = graph.size, wanted.copy()
    known = graph.pairs[:, 0] * n + graph.pairs[:, 1]
    chance = (graph.degree + 1) / (graph.degree + 1).sum()
    found: list[Whole] = []
    for _ in range(DRAWS):
        if not wanted.sum():
            break
        keys = _candidates(graph, chance, 4 * int(wanted.sum()) + 64, rng)
        keys = keys[~np.isin(keys, known)]
        sort = _sorts(graph, np.stack([keys // n, keys % n], axis=1))
        taken = np.concatenate([keys[sort == s][: wanted[s]] for s in range(SORTS)])
        wanted -= np.minimum(np.bincount(sort, minlength=SORTS), wanted)
        known = np.concatenate([known, taken])
        found.append(taken)
    new = np.concatenate([np.zeros(0, dtype=np.int64), *found])
    return np.stack([new // n, new % n], axis=1)


def _candidates(graph: Graph, chance: Numbers, count: int, rng: np.random.Generator) -> Whole:
    """Pairs as numbers, each once, in the order in which they were drawn."""
    ends = rng.choice(graph.size, (count, 2), p=chance)
    ends = ends[ends[:, 0] != ends[:, 1]]
    if not graph.directed:
        ends = np.sort(ends, axis=1)
    keys = ends[:, 0] * graph.size + ends[:, 1]
    return keys[np.sort(np.unique(keys, return_index=True)[1])]


def top_brokers(graph: Graph, rng: np.random.Generator) -> Whole:
    """The ten nodes that most shortest paths lead through, fewer where fewer do.

    Above 200 nodes the paths from 200 drawn sources are followed: the order at the top is what
    counts here, and its own uncertainty is part of the band.
    """
    n = graph.size
    sources = np.arange(n) if n <= MOST_FOLLOWED else rng.choice(n, MOST_FOLLOWED, replace=False)
    shares, squares = np.zeros(n), np.zeros(n)
    kernels.path_shares(*graph.successors, sources, shares, squares)
    order = np.argsort(-shares, kind="stable")[:TOP]
    return order[shares[order] > 0]
