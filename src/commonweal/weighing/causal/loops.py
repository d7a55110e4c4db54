"""Circles in a map: a change that comes back to where it began.

Read `loops` first. Feedback is allowed and often the point (S000-37); a circle without any delay
would have to happen at once, so it is told.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from math import prod

import rustworkx

from commonweal.weighing.causal.merged import Link, Merged

MOST, LONGEST = 200, 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Loop:
    """Nodes in the order in which a change runs, the first not repeated.

    `grows` says whether a change comes back the same way; None where signs are disputed.
    """

    nodes: tuple[str, ...]
    grows: bool | None
    delay_quarters: int

    @property
    def sentence(self) -> str:
        """The circle in words."""
        way = " → ".join((*self.nodes, self.nodes[0]))
        if self.grows is None:
            kind = "its direction is disputed"
        else:
            kind = "a change feeds itself" if self.grows else "a change is held back"
        when = f"after {self.delay_quarters} quarters" if self.delay_quarters else "without delay"
        return f"{way}: {kind}, {when}."


def loops(maps: Merged) -> tuple[Loop, ...]:
    """Circles of up to eight nodes, the shortest first, two hundred at most.

    The delay of a link is the shortest that somebody drew.
    """
    number = {name: n for n, name in enumerate(maps.nodes)}
    links = {(number[one.source], number[one.target]): one for one in maps.links}
    found = islice(_circles(_ahead(len(number), links)), MOST)
    return tuple(_loop(circle, list(number), links) for circle in found)


def _ahead(size: int, links: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Where each node leads, without the links that no circle can hold."""
    graph: rustworkx.PyDiGraph[int, None] = rustworkx.PyDiGraph()
    graph.add_nodes_from(range(size))
    graph.add_edges_from_no_data(list(links))
    part = {
        node: number
        for number, nodes in enumerate(rustworkx.strongly_connected_components(graph))
        for node in nodes
    }
    ahead: list[list[int]] = [[] for _ in range(size)]
    for source, target in sorted(links):
        if part[source] == part[target]:
            ahead[source].append(target)
    return ahead


def _circles(ahead: Sequence[Sequence[int]]) -> Iterator[tuple[int, ...]]:
    """Circles by length; each begins at the first of its nodes."""
    for length in range(2, LONGEST + 1):
        for start in range(len(ahead)):
            yield from _onward((start,), length, ahead)


def _onward(
    way: tuple[int, ...], length: int, ahead: Sequence[Sequence[int]]
) -> Iterator[tuple[int, ...]]:
    if len(way) == length:
        if way[0] in ahead[way[-1]]:
            yield way
        return
    for node in ahead[way[-1]]:
        if node > way[0] and node not in way:
            yield from _onward((*way, node), length, ahead)


def _loop(circle: tuple[int, ...], names: list[str], links: dict[tuple[int, int], Link]) -> Loop:
    steps = [links[pair] for pair in zip(circle, (*circle[1:], circle[0]), strict=True)]
    signs = [None if one.opposed else bool(one.more) for one in steps]
    return Loop(
        nodes=tuple(names[n] for n in circle),
        grows=None if None in signs else prod(1 if sign else -1 for sign in signs) > 0,
        delay_quarters=sum(min(one.delay_quarters for one in step.drawn) for step in steps),
    )
