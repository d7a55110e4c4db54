"""The network that one person may see, for pictures and for the library's measures.

Read `fabric_of` first. Its ends are the numbers of parties. It asks ties how the city is woven,
never about persons (charter 8).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from commonweal.mapping.network.asking import THE_FABRIC, check_purpose
from commonweal.mapping.network.graph import Graph, graph_of
from workbench.accounts.models import Person
from workbench.mapping import access, feeds
from workbench.mapping.models import Party, Tie


@dataclass(frozen=True, kw_only=True)
class Fabric:
    """Parties by number, their standing ties, and the same as tables and as a graph.

    `told` also holds the ties that have ended, for looking back.
    """

    parties: Mapping[str, Party]
    ties: tuple[Tie, ...]
    nodes: pl.DataFrame
    told: pl.DataFrame
    graph: Graph

    def named(self, number: str) -> str:
        """What a party is called."""
        return self.parties[number].named.name


def fabric_of(person: Person, *, kind: str = "") -> Fabric:
    """The network of the ties that this person may see, of one kind where it is named."""
    check_purpose([kind] if kind else Tie.Kind.values, THE_FABRIC)
    parties, ties = access.parties_for(person), access.fabric_for(person)
    if kind:
        ties = ties.filter(kind=kind)
    nodes, told = feeds.nodes_table(parties, by="pk"), feeds.ties_table(ties, by="pk")
    return Fabric(
        parties={str(one.pk): one for one in parties},
        ties=tuple(one for one in ties if one.state == Tie.State.STANDS),
        nodes=nodes,
        told=told,
        graph=graph_of(nodes.drop("name"), told),
    )
