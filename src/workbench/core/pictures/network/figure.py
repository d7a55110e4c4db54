"""A network with all that stands around it on a page: key, list, caption.

Read `network_picture` and `neighbourhood_picture` first. `core/_network.html` shows what they give;
the same picture with `palette="print"` goes to typst, with `print_key` beneath it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from workbench.core.pictures.looks import KeyEntry, kind_key
from workbench.core.pictures.network.around import around, placed_around
from workbench.core.pictures.network.drawing import network_drawing
from workbench.core.pictures.network.facts import Mark, Network, PublicNetwork
from workbench.core.pictures.network.keys import line_sample, ring_sample, thread_sample
from workbench.core.pictures.network.placement import Placement
from workbench.core.pictures.network.placing import place
from workbench.core.pictures.network.rows import NodeRow, network_rows
from workbench.core.pictures.paint import Palette


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkWords:
    """What a network drawing says, already translated.

    `alone` heads the row of those without a tie. `marks` and `missing` explain rings and missing
    threads in the key; those that do not occur are left out of it. `beneath` are sentences below
    the drawing.
    """

    title: str
    description: str
    caption: str = ""
    beneath: tuple[str, ...] = ()
    method_url: str = ""
    table_url: str = ""
    alone: str = ""
    missing: str = ""
    marks: Mapping[Mark, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkPicture:
    """What `core/_network.html` may use."""

    picture_id: str
    svg: SafeString
    groups: tuple[KeyEntry, ...]
    families: tuple[KeyEntry, ...]
    marks: tuple[KeyEntry, ...]
    rows: tuple[NodeRow, ...]
    placement: Placement
    words: NetworkWords

    @property
    def alone(self) -> tuple[NodeRow, ...]:
        """The rows of those without a tie."""
        there = {row.node_id: row for row in self.rows}
        return tuple(there[key] for key in self.placement.alone)


def network_picture(
    shown: Network | PublicNetwork,
    *,
    words: NetworkWords,
    previous: Placement | None = None,
    picture_id: str = "network",
    palette: Palette = "page",
) -> NetworkPicture:
    """The whole network. Keep `picture.placement.kept()` and give it back as `previous`."""
    network = shown.network if isinstance(shown, PublicNetwork) else shown
    placement = place(network, previous=previous)
    return _picture(
        network,
        placement,
        words=words,
        picture_id=picture_id,
        palette=palette,
    )


def neighbourhood_picture(
    shown: Network | PublicNetwork,
    middle: str,
    *,
    words: NetworkWords,
    steps: int = 1,
    picture_id: str = "neighbourhood",
    palette: Palette = "page",
) -> NetworkPicture:
    """One organisation with those one or two steps around it."""
    network = around(shown, middle, steps=steps)
    return _picture(
        network,
        placed_around(network, middle),
        words=words,
        picture_id=picture_id,
        palette=palette,
        middle=middle,
    )


def _picture(
    network: Network,
    placement: Placement,
    *,
    words: NetworkWords,
    picture_id: str,
    palette: Palette,
    middle: str = "",
) -> NetworkPicture:
    svg = network_drawing(
        network,
        placement,
        title=words.title,
        description=words.description,
        alone_heading=words.alone,
        picture_id=picture_id,
        middle=middle,
        palette=palette,
    )
    return NetworkPicture(
        picture_id=picture_id,
        svg=svg,
        groups=kind_key(network.groups, {node.group for node in network.nodes}, palette),
        families=_family_key(network, palette),
        marks=_mark_key(network, words, palette),
        rows=network_rows(network, marks=words.marks, middle=middle),
        placement=placement,
        words=words,
    )


def _family_key(network: Network, palette: Palette) -> tuple[KeyEntry, ...]:
    there = {tie.family for tie in network.ties}
    return tuple(
        KeyEntry(number=at, sample=line_sample(family.line, palette), words=family.words)
        for at, family in enumerate(network.families, start=1)
        if family.key in there
    )


def _mark_key(network: Network, words: NetworkWords, palette: Palette) -> tuple[KeyEntry, ...]:
    there = {mark for node in network.nodes for mark in node.marks}
    found = [
        KeyEntry(number=0, sample=ring_sample(mark, palette), words=said)
        for mark, said in words.marks.items()
        if mark in there
    ]
    if network.missing and words.missing:
        found.append(KeyEntry(number=0, sample=thread_sample(palette), words=words.missing))
    return tuple(found)
