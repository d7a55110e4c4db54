"""What the library measures of a network, remembered for as long as the network stays as it is.

Read `measured` first. Every figure comes with what it would be were a fifth of the ties otherwise.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from commonweal.mapping.network.bands import RESAMPLES, bands, found_again
from commonweal.mapping.network.gaps import isolates
from commonweal.mapping.network.graph import Graph
from commonweal.mapping.network.measures import (
    articulation_points,
    components,
    pairs_by,
    positions,
    ties_by,
)

OTHERWISE = 0.2
"""The share of ties that the bands take to be missed, and as many made up."""
SEED, BROKERS = 1, 10
MANY, FEW_RESAMPLES = 400, 50
"""Above so many parties fewer networks are drawn, so that nobody waits for the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Ties of one sort, the pairs that could have one, and the band in ties where there is one."""

    ties: int
    pairs: int
    band: tuple[int, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A network in figures; `brokers`, `cuts` and `alone` say how often each is found again."""

    ties: int
    parts: int
    same_kind: Counted
    other_kind: Counted
    same_area: Counted
    other_area: Counted
    upward: Counted
    brokers: Mapping[str, float]
    cuts: Mapping[str, float]
    alone: Mapping[str, float]
    resamples: int


def measured(graph: Graph) -> Measured:
    """The figures of a network; the same network is measured once."""
    return _measured(graph.ids, graph.groups, graph.areas, graph.levels, graph.pairs.tobytes())


@lru_cache(maxsize=32)
def _measured(
    ids: tuple[str, ...],
    groups: tuple[str, ...],
    areas: tuple[str, ...],
    levels: tuple[str, ...],
    pairs: bytes,
) -> Measured:
    ends = np.frombuffer(pairs, dtype=np.int64).reshape(-1, 2)
    graph = Graph(
        ids=ids,
        names=ids,
        groups=groups,
        areas=areas,
        levels=levels,
        pairs=ends,
        weights=np.ones(len(ends)),
        directed=False,
        weighted=False,
    )
    return _figures(graph, RESAMPLES if graph.size <= MANY else FEW_RESAMPLES)


def _figures(graph: Graph, resamples: int) -> Measured:
    rng = np.random.default_rng(SEED)
    by_area = replace(graph, groups=graph.areas)
    told = [bands(one, rng, resamples=resamples, rates=(OTHERWISE,)) for one in (graph, by_area)]
    of_kind, of_area = (one.of_measure[OTHERWISE] for one in told)
    return Measured(
        ties=len(graph.pairs),
        parts=len(np.unique(components(graph))),
        same_kind=_counted(graph, graph.groups, 0, of_kind["bonding"]),
        other_kind=_counted(graph, graph.groups, 1, of_kind["bridging"]),
        same_area=_counted(graph, graph.areas, 0, of_area["bonding"]),
        other_area=_counted(graph, graph.areas, 1, of_area["bridging"]),
        upward=_counted(graph, graph.levels, 1, of_kind["linking"]),
        brokers=_brokers(graph, rng, told[0].stays[OTHERWISE].tolist()),
        cuts=_again(graph, rng, resamples, cuts=True),
        alone=_again(graph, rng, resamples, cuts=False),
        resamples=resamples,
    )


def _counted(
    graph: Graph, of: tuple[str, ...], which: int, band: tuple[float, float] | None
) -> Counted:
    """Ties inside (0) or between (1) what nodes have in common; the band as ties, not as shares."""
    ties, pairs = ties_by(graph, of)[which], pairs_by(graph, of)[which]
    return Counted(
        ties=ties,
        pairs=pairs,
        band=(round(band[0] * pairs), round(band[1] * pairs)) if band and ties else None,
    )


def _brokers(graph: Graph, rng: np.random.Generator, stays: list[float]) -> dict[str, float]:
    told = enumerate(positions(graph, rng))
    first = sorted(told, key=lambda pair: (-pair[1].betweenness, pair[0]))[:BROKERS]
    return {one.id: stays[at] for at, one in first if one.betweenness > 0}


def _again(
    graph: Graph, rng: np.random.Generator, resamples: int, *, cuts: bool
) -> dict[str, float]:
    find = articulation_points if cuts else isolates
    again = found_again(graph, rng, find, rate=OTHERWISE, resamples=resamples)
    return {graph.ids[n]: float(again[n]) for n in sorted(find(graph))}
