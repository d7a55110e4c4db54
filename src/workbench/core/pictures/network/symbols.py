"""The symbols of a network drawing: nodes with their marks, circles of gatherings, and names.

Read `node_symbols` first. A node's colour and shape are its group, its size its weight, the ring
around it its mark. On a page each is a link with its sentence as its name.
"""

from collections.abc import Mapping, Sequence

from workbench.core.pictures.lettering import LINE_EM
from workbench.core.pictures.looks import looks_of, symbol
from workbench.core.pictures.network.facts import Network, NetworkNode
from workbench.core.pictures.network.labels import DESK, NARROW, Label
from workbench.core.pictures.network.placement import Placement
from workbench.core.pictures.paint import Palette, paint
from workbench.core.pictures.svg import Attribute, element, number, words

RING, SECOND_RING = 3.0, 6.0


def node_symbols(
    network: Network,
    placement: Placement,
    radii: Mapping[str, float],
    numbers: Mapping[str, int],
    palette: Palette,
    *,
    picture_id: str,
    middle: str = "",
) -> list[str]:
    """All nodes, the small ones on top of the large ones; `middle` is the one it is about."""
    looks = looks_of([group.key for group in network.groups])
    places = {group.key: at for at, group in enumerate(network.groups, start=1)}
    drawn = []
    for key in sorted(network.by_id, key=lambda key: (-radii[key], key)):
        node, (x, y), r = network.by_id[key], placement[key], radii[key]
        inside = [
            *_rings(node, x, y, r, palette),
            *([_ring("self-ring", x, y, r + RING, palette)] if key == middle else []),
            symbol(looks[node.group], palette, x=x, y=y, r=r),
        ]
        if palette == "print":
            drawn += inside
            continue
        look = {"data-n": numbers[key], "data-group": places[node.group]}
        drawn.append(_link(node, inside, look, picture_id))
    return drawn


def _link(
    node: NetworkNode, inside: Sequence[str], look: Mapping[str, Attribute], picture_id: str
) -> str:
    said = node.sentence or node.name
    around: dict[str, Attribute] = {
        "href": node.href or f"#{picture_id}-{look['data-n']}",
        "class": "node",
        **look,
        "aria-label": said,
    }
    return element("a", element("title", words(said)), *inside, attributes=around)


def _rings(node: NetworkNode, x: float, y: float, r: float, palette: Palette) -> list[str]:
    """A broker has a ring; a node whose leaving would cut others off has one in two halves."""
    drawn = []
    if "broker" in node.marks:
        drawn.append(_ring("broker-ring", x, y, r + RING, palette))
    if "cut" in node.marks:
        drawn.append(cut_ring(x, y, r + (SECOND_RING if drawn else RING), palette))
    return drawn


def _ring(part: str, x: float, y: float, r: float, palette: Palette) -> str:
    return element("circle", attributes=paint(part, palette, cx=x, cy=y, r=r))


def cut_ring(x: float, y: float, r: float, palette: Palette) -> str:
    """Two arcs that do not meet above and below."""
    dx, dy = r * 0.5, r * 0.866
    path = "".join(
        f"M{number(x + side * dx)} {number(y - dy)}A{number(r)} {number(r)} 0 0 {sweep} "
        f"{number(x + side * dx)} {number(y + dy)}"
        for side, sweep in ((1, 1), (-1, 0))
    )
    return element("path", attributes=paint("cut-ring", palette, d=path))


def room_circles(placement: Placement, palette: Palette) -> list[str]:
    """The ground on which the nodes of each gathering stand."""
    return [
        element("circle", attributes=paint("room", palette, cx=room.x, cy=room.y, r=room.r))
        for key, room in placement.rooms.items()
        if key
    ]


def names(labels: Sequence[Label], palette: Palette, numbers: Mapping[str, int]) -> list[str]:
    """Placed names; on paper only those that a desk shows without zooming."""
    shown = (label for label in labels if palette == "page" or label.scale <= DESK)
    return [_name(label, palette, numbers.get(label.key)) for label in shown]


def _name(label: Label, palette: Palette, number: int | None) -> str:
    part = "room-name" if number is None else "node-name"
    lines = [
        element(
            "tspan",
            words(line),
            attributes={"x": label.x, "dy": f"{LINE_EM if row else label.first_em:.3g}em"},
        )
        for row, line in enumerate(label.lines)
    ]
    look = paint(part, palette, x=label.x, y=label.y)
    look["text-anchor"] = label.anchor if label.anchor != "start" else None
    if palette == "page":
        reach = "" if label.scale < NARROW else " desk" if label.scale <= DESK else " close"
        look["class"] = f"{part}{reach}"
        look["data-of"] = number
        look["data-from"] = f"{label.scale:.2f}"
    return element("text", *lines, attributes=look)
