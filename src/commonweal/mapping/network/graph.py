"""A network as arrays: who there is, and which ties stand between them.

Read `graph_of` first. Several ties between the same two (of several kinds) are one tie of the
graph; its weight is their largest strength.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl

from commonweal.core.errors import InvalidTable

Numbers = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]

UNKNOWN = "unknown"


@dataclass(frozen=True, eq=False, kw_only=True)
class Graph:
    """`pairs` (ties, 2) are numbers of nodes, each pair once; `weights` has one entry a tie.

    Undirected, a pair stands with its smaller number first. `groups`, `areas` and `levels` have one
    entry a node; an entry that is not known is `UNKNOWN`.
    """

    ids: tuple[str, ...]
    names: tuple[str, ...]
    groups: tuple[str, ...]
    areas: tuple[str, ...]
    levels: tuple[str, ...]
    pairs: Whole
    weights: Numbers
    directed: bool
    weighted: bool

    @property
    def size(self) -> int:
        """How many nodes."""
        return len(self.ids)

    @cached_property
    def rows(self) -> tuple[Whole, Whole, Numbers]:
        """Neighbours in compressed rows, both ways, a tie's weights of both ways added."""
        ahead = np.concatenate([self.pairs, self.pairs[:, ::-1]])
        weights = np.concatenate([self.weights, self.weights])
        return compressed(ahead, weights, self.size)

    @cached_property
    def successors(self) -> tuple[Whole, Whole]:
        """Where ties lead from each node: both ways in an undirected graph."""
        if not self.directed:
            return self.rows[:2]
        return compressed(self.pairs, self.weights, self.size)[:2]

    @cached_property
    def degree(self) -> Whole:
        """How many others each node has a tie with."""
        return np.diff(self.rows[0])

    def with_pairs(self, pairs: Whole) -> "Graph":
        """The same nodes with other ties, all of weight 1."""
        return Graph(
            ids=self.ids,
            names=self.names,
            groups=self.groups,
            areas=self.areas,
            levels=self.levels,
            pairs=pairs,
            weights=np.ones(len(pairs)),
            directed=self.directed,
            weighted=False,
        )


def compressed(ties: Whole, weights: Numbers, size: int) -> tuple[Whole, Whole, Numbers]:
    """Directed ties as compressed rows, parallel ones added up."""
    key, inverse = np.unique(ties[:, 0] * size + ties[:, 1], return_inverse=True)
    starts = np.zeros(size + 1, dtype=np.int64)
    np.add.at(starts, key // size + 1, 1)
    added = np.bincount(inverse, weights=weights, minlength=len(key))
    return np.cumsum(starts), key % size, added


def graph_of(
    nodes: pl.DataFrame,
    ties: pl.DataFrame,
    *,
    kinds: Sequence[str] = (),
    directed: bool = False,
    weighted: bool = False,
) -> Graph:
    """The network of these nodes (`id`, and `name`, `group`, `area`, `level` where there are).

    `ties` fits `TIES`; only those that stand count, of `kinds` where some are named. Raises
    `InvalidTable` where a tie names a node that is not there.
    """
    ids = nodes["id"].to_list()
    number = {key: n for n, key in enumerate(ids)}
    standing = ties.filter(pl.col("state") == "stands")
    if kinds:
        standing = standing.filter(pl.col("kind").is_in(list(kinds)))
    ends = set(standing["source"]) | set(standing["target"])
    if strange := sorted(ends - number.keys()):
        raise InvalidTable(
            f"Ties name {len(strange)} that are not among the nodes: {', '.join(strange[:3])}.",
            remedy="Add them to the nodes, or refuse those ties first.",
        )
    pairs, weights = _once(standing, number, directed=directed, weighted=weighted)
    return Graph(
        ids=tuple(ids),
        names=_column(nodes, "name", ids),
        groups=_column(nodes, "group"),
        areas=_column(nodes, "area"),
        levels=_column(nodes, "level"),
        pairs=pairs,
        weights=weights,
        directed=directed,
        weighted=weighted,
    )


def _column(nodes: pl.DataFrame, name: str, other: Sequence[str] | None = None) -> tuple[str, ...]:
    if name not in nodes.columns:
        return tuple(other) if other is not None else (UNKNOWN,) * nodes.height
    told = nodes[name].to_list()
    spare = other if other is not None else [UNKNOWN] * nodes.height
    return tuple(one or instead for one, instead in zip(told, spare, strict=True))


def _once(
    ties: pl.DataFrame, number: dict[str, int], *, directed: bool, weighted: bool
) -> tuple[Whole, Numbers]:
    """Each pair once with its largest strength; no tie of a node with itself."""
    if not ties.height:
        return np.zeros((0, 2), dtype=np.int64), np.zeros(0)
    source = np.array([number[key] for key in ties["source"]], dtype=np.int64)
    target = np.array([number[key] for key in ties["target"]], dtype=np.int64)
    strength = ties["strength"].fill_null(1.0).to_numpy() if weighted else np.ones(len(source))
    pairs = np.stack([source, target], axis=1)
    if not directed:
        pairs = np.sort(pairs, axis=1)
    apart = pairs[:, 0] != pairs[:, 1]
    key, inverse = np.unique(pairs[apart, 0] * len(number) + pairs[apart, 1], return_inverse=True)
    weights = np.zeros(len(key))
    np.maximum.at(weights, inverse, strength[apart])
    return np.stack([key // len(number), key % len(number)], axis=1), weights
