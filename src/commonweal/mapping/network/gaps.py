"""Where a thread is missing: who stands alone, and who works side by side without knowing it.

Read `gaps` first. Molenbeek had many organisations at work on the same thing in the same place that
did not know of each other (S003-C13); more projects would not have helped, ties would.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from commonweal.mapping.network.graph import UNKNOWN, Graph
from commonweal.mapping.network.measures import bridges

FEWEST_SIDE_BY_SIDE, MOSTLY_UNTIED = 4, 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """Organisations of one place (and one group) with hardly a tie among them."""

    area: str
    names: tuple[str, ...]
    ties: int
    pairs: int
    elsewhere: int

    @property
    def sentence(self) -> str:
        """What the list shows, in words."""
        among = (
            "no tie is known" if not self.ties else f"{self.ties} of {self.pairs} ties are known"
        )
        return (
            f"{len(self.names)} organisations work in {self.area}, and {among} between them; "
            f"{self.elsewhere} of them have ties elsewhere."
        )

    def as_dict(self) -> dict[str, Any]:
        """The gap as `--json` tells it."""
        return {
            "area": self.area,
            "names": list(self.names),
            "ties": self.ties,
            "pairs": self.pairs,
            "elsewhere": self.elsewhere,
            "sentence": self.sentence,
        }


def isolates(graph: Graph) -> tuple[int, ...]:
    """The nodes without any tie."""
    return tuple(np.flatnonzero(graph.degree == 0).tolist())


def side_by_side(graph: Graph) -> tuple[SideBySide, ...]:
    """Places with four organisations or more, of whose pairs at most one in twenty has a tie.

    In the order of the places' names. A node whose area is not known is in no place.
    """
    areas = np.array(graph.areas)
    found = []
    for area in sorted(set(graph.areas) - {UNKNOWN}):
        members = np.flatnonzero(areas == area)
        if len(members) < FEWEST_SIDE_BY_SIDE:
            continue
        inside = np.isin(graph.pairs, members).all(axis=1)
        ties, pairs = int(inside.sum()), len(members) * (len(members) - 1) // 2
        if ties <= MOSTLY_UNTIED * pairs:
            found.append(_beside(graph, area, members.tolist(), ties, pairs))
    return tuple(found)


def _beside(graph: Graph, area: str, members: list[int], ties: int, pairs: int) -> SideBySide:
    return SideBySide(
        area=area,
        names=tuple(sorted(graph.names[n] for n in members)),
        ties=ties,
        pairs=pairs,
        elsewhere=sum(bool(graph.degree[n]) for n in members),
    )


def single_threads(graph: Graph) -> tuple[tuple[str, str], ...]:
    """Ties that nothing stands in for: without one, two parts would fall apart (by name)."""
    return tuple((graph.names[one], graph.names[other]) for one, other in bridges(graph))
