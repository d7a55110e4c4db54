"""The list beside a network drawing: the same facts as rows, for a keyboard and for a phone.

Read `network_rows` first. Nothing is ordered by importance: gatherings stand in their own order,
nodes by name.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.safestring import SafeString

from workbench.core.pictures.looks import key_symbol, looks_of
from workbench.core.pictures.network.facts import Mark, Network, NetworkNode, NetworkTie


@dataclass(frozen=True, slots=True, kw_only=True)
class TieRow:
    """One tie as its node's row tells it; `way` is `to` or `from` where it runs one way only."""

    name: str
    href: str
    family: str
    strength: float | None
    way: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeRow:
    """One node: who it is, its marks in words, whom it is tied to, and which thread is missing.

    `number` is the one the drawing knows it by: without an address of its own, the drawing's link
    leads to the row `{picture_id}-{number}`.
    """

    node_id: str
    number: int
    name: str
    href: str
    symbol: SafeString
    group: str
    gathering: str
    marks: tuple[str, ...]
    ties: tuple[TieRow, ...]
    missing: tuple[str, ...]

    @property
    def by_family(self) -> tuple[tuple[str, tuple[TieRow, ...]], ...]:
        """The ties under the words of their families, in the order of the drawing's key."""
        names = dict.fromkeys(tie.family for tie in self.ties)
        return tuple(
            (name, tuple(tie for tie in self.ties if tie.family == name)) for name in names
        )


def network_rows(
    network: Network, *, marks: Mapping[Mark, str], middle: str = ""
) -> tuple[NodeRow, ...]:
    """A row for every node, with or without a tie; the one a drawing is about comes first."""
    symbols = {
        key: key_symbol(look) for key, look in looks_of([g.key for g in network.groups]).items()
    }
    places = {one.key: at for at, one in enumerate(network.gatherings)}
    nodes = sorted(
        network.nodes,
        key=lambda node: (
            node.node_id != middle,
            places.get(node.gathering, len(places)),
            node.name.casefold(),
            node.node_id,
        ),
    )
    rows = (_row(network, node, symbols[node.group], marks) for node in nodes)
    return tuple(replace(row, gathering="") if row.node_id == middle else row for row in rows)


def _row(
    network: Network, node: NetworkNode, symbol: SafeString, marks: Mapping[Mark, str]
) -> NodeRow:
    groups = {group.key: group.words for group in network.groups}
    gatherings = {one.key: one.words for one in network.gatherings}
    threads = [one for one in network.missing if node.node_id in (one.source, one.target)]
    return NodeRow(
        node_id=node.node_id,
        number=list(network.by_id).index(node.node_id),
        name=node.name,
        href=node.href,
        symbol=symbol,
        group=groups[node.group],
        gathering=gatherings.get(node.gathering, ""),
        marks=tuple(words for mark, words in marks.items() if mark in node.marks),
        ties=_ties(network, node),
        missing=tuple(
            one.sentence or network.by_id[_other(one.source, one.target, node)].name
            for one in threads
        ),
    )


def _other(source: str, target: str, node: NetworkNode) -> str:
    return target if source == node.node_id else source


def _ties(network: Network, node: NetworkNode) -> tuple[TieRow, ...]:
    families = {family.key: at for at, family in enumerate(network.families)}
    words = {family.key: family.words for family in network.families}

    def order(pair: tuple[NetworkTie, NetworkNode]) -> tuple[int, str, str]:
        tie, other = pair
        return families[tie.family], other.name.casefold(), other.node_id

    pairs = [
        (tie, network.by_id[other])
        for other, ties in network.neighbours[node.node_id].items()
        for tie in ties
    ]
    return tuple(
        TieRow(
            name=other.name,
            href=other.href,
            family=words[tie.family],
            strength=tie.strength,
            way=_way(tie, node),
            sentence=tie.sentence,
        )
        for tie, other in sorted(pairs, key=order)
    )


def _way(tie: NetworkTie, node: NetworkNode) -> str:
    if not tie.directed:
        return ""
    return "to" if tie.source == node.node_id else "from"
