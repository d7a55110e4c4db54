"""Ties worth making: each with what it would change, for whom, and who could introduce the two.

Read `ties_worth_making` first. The objective in words: everybody knows somebody; everybody knows
somebody beside them; everybody knows somebody in every group. Each of these is covered or not, and
what a list of ties covers grows by less the longer the list is, so taking the best tie each time
comes within 1 − 1/e of the best list (Nemhauser, Wolsey & Fisher, Math Program 1978, 14:265),
whatever each counts (`Objective`). A tie that a party has declined is never on the list.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from commonweal.core.errors import CommonwealError
from commonweal.mapping.network.graph import Graph, Whole
from commonweal.mapping.network.measures import numbered

ANYBODY, BESIDE, GROUP = 4, 2, 1
LARGEST = 3000
OBJECTIVE = (
    "Everybody should know somebody (counted four times), somebody in their own place (twice), and "
    "somebody in every other group (once)."
)

Table = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Objective:
    """How much each thing counts that a tie may cover; nothing counts less than nothing."""

    anybody: int = ANYBODY
    beside: int = BESIDE
    group: int = GROUP


EVERYTHING = Objective()


class TooManyToCompare(CommonwealError):
    """So many nodes have too many pairs to weigh each."""

    code = "too-many-pairs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that a tie would change for one of the two.

    `what` is `anybody`, `beside` or `group`; `where` the place or the group, as the nodes say it.
    """

    who: str
    what: str
    where: str = ""

    @property
    def sentence(self) -> str:
        """The change in words."""
        if self.what == "anybody":
            return f"{self.who} would know somebody at all"
        return (
            f"{self.who} would know somebody {'in' if self.what == 'beside' else 'of'} {self.where}"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """One tie worth making; `by` could introduce the two, nobody where no path leads there."""

    one: str
    other: str
    gain: int
    changes: tuple[Change, ...]
    by: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """The tie as `--json` tells it."""
        return {
            "between": [self.one, self.other],
            "gain": self.gain,
            "changes": [change.sentence for change in self.changes],
            "introduced_by": list(self.by),
        }


@dataclass(eq=False, kw_only=True)
class Covered:
    """What each node has already: somebody, somebody beside it, and somebody in each group."""

    anybody: Table
    beside: Table
    groups: Table

    def gains(
        self, areas: Whole, groups: Whole, counts: Objective = EVERYTHING
    ) -> npt.NDArray[np.int64]:
        """What a tie of each pair would add, (nodes, nodes)."""
        lonely = counts.anybody * ~self.anybody
        near = (areas[:, None] == areas) & (areas >= 0)[:, None]
        missing = counts.beside * ~self.beside
        total = lonely[:, None] + lonely + near * (missing[:, None] + missing)
        total += counts.group * (self._new(groups) + self._new(groups).T)
        return np.asarray(total)

    def _new(self, groups: Whole) -> npt.NDArray[np.int64]:
        """Whether the column's group is new to the row."""
        spare = np.concatenate([self.groups, np.ones((len(self.groups), 1), dtype=bool)], axis=1)
        own = groups[:, None] == groups
        return np.asarray(~spare[:, groups] & ~own, dtype=np.int64)

    def add(self, one: int, other: int, areas: Whole, groups: Whole) -> None:
        """Take a tie in."""
        for u, v in ((one, other), (other, one)):
            self.anybody[u] = True
            if areas[u] >= 0 and areas[u] == areas[v]:
                self.beside[u] = True
            if groups[v] >= 0:
                self.groups[u, groups[v]] = True


def covered_by(graph: Graph, areas: Whole, groups: Whole) -> Covered:
    """What the ties that stand cover."""
    n = graph.size
    alone = ~np.array([((areas == areas[u]).sum() > 1) & (areas[u] >= 0) for u in range(n)])
    held = Covered(
        anybody=np.zeros(n, dtype=bool),
        beside=alone,
        groups=np.zeros((n, max(int(groups.max(initial=-1)) + 1, 1)), dtype=bool),
    )
    for one, other in graph.pairs.tolist():
        held.add(one, other, areas, groups)
    return held


def ties_worth_making(
    graph: Graph,
    *,
    declined: Iterable[tuple[str, str]] = (),
    most: int = 3,
    counts: Objective = EVERYTHING,
    of: str | None = None,
) -> tuple[Worth, ...]:
    """The `most` ties that add most to the objective, best first, none that was declined.

    With `of`, the id of a node, only ties of its own are on the list.
    Raises `TooManyToCompare` above 3,000 nodes.
    """
    if graph.size > LARGEST:
        raise TooManyToCompare(
            f"{graph.size:,} nodes have too many pairs to weigh each.",
            remedy=f"Choose a part of the network of at most {LARGEST:,} nodes.",
        )
    areas, groups = numbered(graph.areas), numbered(graph.groups)
    held = covered_by(graph, areas, groups)
    closed = _closed(graph, declined, of)
    found = []
    for _ in range(most):
        gains = np.where(closed, -1, held.gains(areas, groups, counts))
        best = int(gains.argmax()) if gains.size else 0
        if not gains.size or gains.flat[best] <= 0:
            break
        one, other = divmod(best, graph.size)
        changes = _changes(graph, held, one, other, areas, groups)
        by = introducers(graph, one, other)
        found.append(_worth(graph, one, other, int(gains.flat[best]), changes, by))
        held.add(one, other, areas, groups)
        closed[one, other] = closed[other, one] = True
    return tuple(found)


def _closed(graph: Graph, declined: Iterable[tuple[str, str]], of: str | None) -> Table:
    """Pairs that are not to be weighed: the lower half, ties that stand, and declined ones."""
    closed = np.tri(graph.size, dtype=bool)
    number = {key: n for n, key in enumerate(graph.ids)}
    if of is not None:
        others = np.arange(graph.size) != number[of]
        closed |= others[:, None] & others
    said = [
        (number[one], number[other]) for one, other in declined if {one, other} <= number.keys()
    ]
    for one, other in (*graph.pairs.tolist(), *said):
        closed[one, other] = closed[other, one] = True
    return closed


def _worth(
    graph: Graph, one: int, other: int, gain: int, changes: tuple[Change, ...], by: list[int]
) -> Worth:
    return Worth(
        one=graph.names[one],
        other=graph.names[other],
        gain=gain,
        changes=changes,
        by=tuple(graph.names[n] for n in by),
    )


def _changes(
    graph: Graph, held: Covered, one: int, other: int, areas: Whole, groups: Whole
) -> tuple[Change, ...]:
    """What the tie would change, for each of the two."""
    said = []
    for u, v in ((one, other), (other, one)):
        if not held.anybody[u]:
            said.append(Change(who=graph.names[u], what="anybody"))
        if areas[u] >= 0 and areas[u] == areas[v] and not held.beside[u]:
            said.append(Change(who=graph.names[u], what="beside", where=graph.areas[u]))
        if groups[v] >= 0 and groups[u] != groups[v] and not held.groups[u, groups[v]]:
            said.append(Change(who=graph.names[u], what="group", where=graph.groups[v]))
    return tuple(said)


def introducers(graph: Graph, one: int, other: int) -> list[int]:
    """Who knows both and most others; else those on one shortest way, in its order."""
    starts, ends, _weights = graph.rows
    beside = [set(ends[starts[n] : starts[n + 1]].tolist()) for n in (one, other)]
    if both := beside[0] & beside[1]:
        return sorted(both, key=lambda n: (-int(graph.degree[n]), n))[:1]
    before = {one: one}
    walk = [one]
    for node in walk:
        for further in ends[starts[node] : starts[node + 1]].tolist():
            if further not in before:
                before[further] = node
                walk.append(further)
    if other not in before:
        return []
    way = []
    node = before[other]
    while node != one:
        way.append(node)
        node = before[node]
    return way[::-1]
