"""What a network drawing is made of: plain frozen facts, known to no model.

Read `Network` first. Every word comes from the caller, already translated. `PublicNetwork` is the
only thing that a page for everybody may draw: it refuses ties that a side did not agree to show.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from workbench.core.pictures.looks import Kind
from workbench.core.pictures.refusals import NotPublic, TooManyToDraw

MOST_NODES = 1000
"""More than this no eye can read, and no page should wait for."""

Line = Literal["solid", "dashes", "dots", "dash-dot"]
Mark = Literal["broker", "cut"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TieFamily:
    """Kinds of tie that are drawn alike: contact, trust, joint work …"""

    key: str
    words: str
    line: Line = "solid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """A place in which nodes stand together, such as a district.

    `east` and `south` say where it lies on the map, in any unit, so that the drawing resembles
    the city; without them it lies where its ties draw it. Where nodes have fewer than two or more
    than forty gatherings, no circles are drawn: ties alone place the nodes.
    """

    key: str
    words: str
    east: float | None = None
    south: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkNode:
    """An organisation, community or authority.

    `sentence` says it in full for readers of the screen; `weight` sets its size and whether its
    name is shown first (the number of its ties, where it is None).
    """

    node_id: str
    name: str
    group: str
    gathering: str = ""
    href: str = ""
    sentence: str = ""
    marks: frozenset[Mark] = frozenset()
    weight: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkTie:
    """One tie. `strength` runs from 1 to 5, None where it is not said."""

    source: str
    target: str
    family: str
    strength: float | None = None
    directed: bool = False
    public: bool = False
    sentence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingThread:
    """Two nodes without a tie that would be worth one, and what it would change."""

    source: str
    target: str
    sentence: str = ""


@dataclass(frozen=True, kw_only=True)
class Network:
    """Nodes, ties and missing threads, with the kinds they are told apart by, in their order.

    Raises `TooManyToDraw` above `MOST_NODES` and ValueError where an id stands twice, a tie ends
    nowhere or at its own beginning, or a kind is not in the lists.
    """

    nodes: tuple[NetworkNode, ...]
    ties: tuple[NetworkTie, ...]
    groups: tuple[Kind, ...]
    families: tuple[TieFamily, ...]
    gatherings: tuple[Gathering, ...] = ()
    missing: tuple[MissingThread, ...] = field(default=())

    def __post_init__(self) -> None:
        if len(self.nodes) > MOST_NODES:
            raise TooManyToDraw(
                f"A drawing of {len(self.nodes)} nodes cannot be read; {MOST_NODES} is the most.",
                remedy="Draw one kind, one area or one organisation's neighbourhood instead.",
                nodes=len(self.nodes),
            )
        _once("node", (node.node_id for node in self.nodes))
        _known("group", {g.key for g in self.groups}, (node.group for node in self.nodes))
        _known("family", {f.key for f in self.families}, (tie.family for tie in self.ties))
        places = (node.gathering for node in self.nodes if node.gathering)
        _known("gathering", {g.key for g in self.gatherings}, places)
        self._check_ends()

    def _check_ends(self) -> None:
        pairs = [(tie.source, tie.target) for tie in self.ties]
        pairs += [(one.source, one.target) for one in self.missing]
        _known("node", set(self.by_id), (end for pair in pairs for end in pair))
        if loops := sorted({one for one, other in pairs if one == other}):
            raise ValueError(f"Ties of {', '.join(loops)} with themselves cannot be drawn.")

    @cached_property
    def by_id(self) -> dict[str, NetworkNode]:
        """The nodes by their id, in the order of their ids."""
        return {node.node_id: node for node in sorted(self.nodes, key=lambda one: one.node_id)}

    @cached_property
    def neighbours(self) -> dict[str, dict[str, list[NetworkTie]]]:
        """For each node the nodes it is tied to, each with the ties between them."""
        found: dict[str, dict[str, list[NetworkTie]]] = {key: {} for key in self.by_id}
        for tie in self.ties:
            found[tie.source].setdefault(tie.target, []).append(tie)
            found[tie.target].setdefault(tie.source, []).append(tie)
        return found

    def weight(self, node_id: str) -> float:
        """How large a node is drawn, before scaling."""
        given = self.by_id[node_id].weight
        return len(self.neighbours[node_id]) if given is None else given


@dataclass(frozen=True, kw_only=True)
class PublicNetwork:
    """A network that everybody may see.

    Raises `NotPublic` where a tie is not public, and where it names missing threads: those are
    told to the two first, and one that is not public may be there already.
    """

    network: Network

    def __post_init__(self) -> None:
        hidden = sum(not tie.public for tie in self.network.ties)
        if hidden or self.network.missing:
            raise NotPublic(
                f"{hidden} ties and {len(self.network.missing)} missing threads of a public "
                "drawing are not public.",
                remedy="Pass only ties that both sides agreed to show, and no missing threads.",
                ties=hidden,
                threads=len(self.network.missing),
            )


def _once(what: str, keys: Iterable[str]) -> None:
    if twice := sorted(key for key, n in Counter(keys).items() if n > 1):
        raise ValueError(f"The {what} ids {', '.join(twice)} stand more than once.")


def _known(what: str, known: set[str], asked: Iterable[str]) -> None:
    if strange := sorted(set(asked) - known):
        raise ValueError(f"There is no {what} {', '.join(strange)} in this network.")
