"""What a network shows: bonding, bridging and linking as a whole, and each node's position.

Read `whole` and `positions` first. A tie that nobody wrote down is not a missing tie: all of it
says what is known of, and `bands` how far it moves when ties were missed or made up.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import rustworkx

from commonweal.mapping.network import kernels
from commonweal.mapping.network.graph import UNKNOWN, Graph, Numbers, Whole

SAMPLED_ABOVE, SOURCES = 20_000, 1_000
NEVER_IN_THREADS = 10**9


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where one node stands; `constraint` and `effective_size` are None without a tie.

    `betweenness` is the share of shortest paths between two others that lead through it, and
    `betweenness_error` its standard error where only some sources were followed.
    """

    id: str
    name: str
    group: str
    degree: int
    constraint: float | None
    effective_size: float | None
    betweenness: float
    betweenness_error: float | None
    articulation: bool
    component: int

    def as_dict(self) -> dict[str, Any]:
        """The node as `--json` tells it."""
        return {name: getattr(self, name) for name in self.__slots__}


def positions(graph: Graph, rng: np.random.Generator) -> tuple[Position, ...]:
    """The position of every node, in the order of the nodes.

    Constraint and effective size after Burt (“Structural Holes”, 1992); betweenness after Freeman
    (Sociometry 1977, 40:35), normalised by the pairs of others. Above 20,000 nodes betweenness
    follows 1,000 sources drawn with `rng`.
    """
    constraint, effective = structural_holes(graph)
    between, error = betweenness(graph, rng)
    cut = articulation_points(graph)
    part = components(graph)
    return tuple(
        Position(
            id=graph.ids[n],
            name=graph.names[n],
            group=graph.groups[n],
            degree=int(graph.degree[n]),
            constraint=_or_none(constraint[n]),
            effective_size=_or_none(effective[n]),
            betweenness=float(between[n]),
            betweenness_error=None if error is None else float(error[n]),
            articulation=n in cut,
            component=int(part[n]),
        )
        for n in range(graph.size)
    )


def _or_none(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def structural_holes(graph: Graph) -> tuple[Numbers, Numbers]:
    """Burt's constraint and effective size; NaN for a node without a tie."""
    starts, ends, weights = graph.rows
    totals = np.add.reduceat(np.append(weights, 0.0), starts[:-1]) * (np.diff(starts) > 0)
    largest = np.zeros(graph.size)
    np.maximum.at(largest, np.repeat(np.arange(graph.size), np.diff(starts)), weights)
    constraint, effective = np.zeros(graph.size), np.zeros(graph.size)
    redundant = graph.weighted or graph.directed
    kernels.structural_holes(
        starts, ends, weights, totals, largest, redundant, constraint, effective
    )
    return constraint, effective


def betweenness(
    graph: Graph, rng: np.random.Generator, *, sampled_above: int = SAMPLED_ABOVE
) -> tuple[Numbers, Numbers | None]:
    """Normalised betweenness, and its standard error where sources were sampled."""
    n = graph.size
    if n < 3:
        return np.zeros(n), None
    if n <= sampled_above:
        return _exact(graph), None
    chosen = rng.choice(n, min(SOURCES, n), replace=False)
    shares, squares = np.zeros(n), np.zeros(n)
    kernels.path_shares(*graph.successors, chosen, shares, squares)
    k = len(chosen)
    mean = shares / k
    spread = np.sqrt(np.maximum(squares / k - mean**2, 0) / (k - 1) * (1 - k / n))
    scale = n / ((n - 1) * (n - 2))
    return mean * scale, spread * scale


def _exact(graph: Graph) -> Numbers:
    told = rustworkx.betweenness_centrality(
        in_rustworkx(graph), normalized=True, parallel_threshold=NEVER_IN_THREADS
    )
    return np.array([told[n] for n in range(graph.size)])


def in_rustworkx(graph: Graph) -> Any:
    """The graph as rustworkx takes it."""
    made = rustworkx.PyDiGraph() if graph.directed else rustworkx.PyGraph()
    made.add_nodes_from(range(graph.size))
    made.add_edges_from_no_data([tuple(pair) for pair in graph.pairs.tolist()])
    return made


def undirected(graph: Graph) -> Any:
    """The same without directions: what holds a network together does not ask for them."""
    made = rustworkx.PyGraph(multigraph=False)
    made.add_nodes_from(range(graph.size))
    made.add_edges_from_no_data([tuple(pair) for pair in graph.pairs.tolist()])
    return made


def articulation_points(graph: Graph) -> set[int]:
    """The nodes without which their part of the network would fall into two."""
    return set(rustworkx.articulation_points(undirected(graph)))


def bridges(graph: Graph) -> list[tuple[int, int]]:
    """The ties without which two parts would fall apart: nothing stands in for them."""
    told = rustworkx.bridges(undirected(graph))
    return sorted((min(pair), max(pair)) for pair in told)


def components(graph: Graph) -> npt.NDArray[np.int64]:
    """The number of the part each node belongs to, the largest part first (0)."""
    parts = sorted(
        rustworkx.connected_components(undirected(graph)), key=lambda one: (-len(one), min(one))
    )
    found = np.zeros(graph.size, dtype=np.int64)
    for number, part in enumerate(parts):
        found[list(part)] = number
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The network as a whole; None where nothing could stand (no pair of that sort)."""

    bonding: float | None
    bridging: float | None
    linking: float | None
    ei_index: float | None


def whole(graph: Graph) -> Shape:
    """Bonding, bridging, linking and the E-I index.

    Bonding: ties inside groups ÷ pairs inside groups. Bridging: ties between groups ÷ pairs
    between (Putnam, “Bowling Alone”, 2000, chapter 1; S001-8). Linking: ties across levels ÷ pairs
    across levels (Szreter & Woolcock, Int J Epidemiol 2004, 33:650). E-I: (ties between − ties
    inside) ÷ all (Krackhardt & Stern, Soc Psychol Q 1988, 51:123). A node whose group is unknown
    is a group of nobody: its ties count as neither.
    """
    inside, between = ties_by(graph, graph.groups)
    inside_of, between_of = pairs_by(graph, graph.groups)
    _same, across = ties_by(graph, graph.levels)
    across_of = pairs_by(graph, graph.levels)[1]
    ties = inside + between
    return Shape(
        bonding=inside / inside_of if inside_of else None,
        bridging=between / between_of if between_of else None,
        linking=across / across_of if across_of else None,
        ei_index=(between - inside) / ties if ties else None,
    )


def ties_by(graph: Graph, of: tuple[str, ...]) -> tuple[int, int]:
    """Ties between two of the same key and between two of different keys (`of`: one a node)."""
    keys = numbered(of)
    one, other = keys[graph.pairs[:, 0]], keys[graph.pairs[:, 1]]
    known = (one >= 0) & (other >= 0)
    return int((known & (one == other)).sum()), int((known & (one != other)).sum())


def pairs_by(graph: Graph, of: tuple[str, ...]) -> tuple[int, int]:
    """Pairs that could be tied: of the same key, and of different keys."""
    keys = numbered(of)
    sizes = np.bincount(keys[keys >= 0]) if (keys >= 0).any() else np.zeros(0, dtype=np.int64)
    n, ways = int(sizes.sum()), 2 if graph.directed else 1
    inside = int((sizes * (sizes - 1) // 2).sum())
    return ways * inside, ways * (n * (n - 1) // 2 - inside)


def numbered(keys: tuple[str, ...]) -> Whole:
    """Each key as a number, −1 for one that is not known."""
    known = {key: n for n, key in enumerate(sorted(set(keys) - {UNKNOWN}))}
    return np.array([known.get(key, -1) for key in keys], dtype=np.int64)
