"""The network drawing: one SVG for pages and PDF, each node a link with its own sentence.

Read `network_drawing` first. It asks `placing` where everything stands, `labels` which names fit,
and `lines` and `symbols` for the marks on the paper.
"""

from collections.abc import Mapping

import numpy as np
from django.utils.safestring import SafeString

from workbench.core.pictures.lettering import broken, shortened
from workbench.core.pictures.network.around import WINGS_WIDTH, wing_labels
from workbench.core.pictures.network.clearing import quiet_sides
from workbench.core.pictures.network.facts import Network, PublicNetwork
from workbench.core.pictures.network.labels import DESK, NARROW, SIZE, Label, Wish, labelled
from workbench.core.pictures.network.lines import SIGN, thread_lines, thread_sign, tie_lines
from workbench.core.pictures.network.placement import SIDE, Placement
from workbench.core.pictures.network.placing import ROW, node_radii
from workbench.core.pictures.network.symbols import names, node_symbols, room_circles
from workbench.core.pictures.paint import Palette, paint
from workbench.core.pictures.svg import Attribute, element, words

MOST_NAMED, FEWEST_NAMED = 0.3, 24
"""The share of nodes that have their names at a desk, and how many have in a small network."""
NAME_EM, ROOM_EM = 10.0, 14.0
"""Ems after which a node's name, or a gathering's, goes on in a second line."""


def network_drawing(
    shown: Network | PublicNetwork,
    placement: Placement,
    *,
    title: str,
    description: str,
    alone_heading: str = "",
    picture_id: str = "network",
    middle: str = "",
    palette: Palette = "page",
) -> SafeString:
    """The network as it is placed. `alone_heading` stands above those without a tie."""
    network = shown.network if isinstance(shown, PublicNetwork) else shown
    numbers = {key: at for at, key in enumerate(network.by_id)}
    radii = node_radii(network, placement.spacing)
    labels = labels_of(network, placement, middle=middle)
    root = _root(placement, picture_id, _form(placement))
    symbols = node_symbols(
        network, placement, radii, numbers, palette, picture_id=picture_id, middle=middle
    )
    inside = [
        element("title", words(title), attributes={"id": f"{picture_id}-title"}),
        element("desc", words(description), attributes={"id": f"{picture_id}-desc"}),
        element("g", *room_circles(placement, palette), attributes={"class": "rooms"}),
        element(
            "g", *tie_lines(network, placement, numbers, palette), attributes={"class": "ties"}
        ),
        element("g", *thread_lines(network, placement, numbers, palette)),
        element("g", *symbols, attributes={"class": "nodes"}),
        element(
            "g",
            *names(labels, palette, numbers),
            *_alone_names(network, placement, radii, alone_heading, palette, numbers),
            attributes={"class": "node-names", "aria-hidden": "true"},
        ),
    ]
    return SafeString(element("svg", *inside, attributes=root))


def _form(placement: Placement) -> str:
    """The form of the drawing, for the style sheet."""
    if placement.centre is None:
        return "whole"
    return "wings" if placement.width == WINGS_WIDTH else "rings"


def _root(placement: Placement, picture_id: str, form: str) -> dict[str, Attribute]:
    return {
        "xmlns": "http://www.w3.org/2000/svg",
        "id": picture_id,
        "class": f"picture network {form}",
        "viewBox": f"0 0 {placement.width:.0f} {placement.height:.0f}",
        "role": "group",
        "aria-labelledby": f"{picture_id}-title {picture_id}-desc",
    }


def labels_of(network: Network, placement: Placement, *, middle: str = "") -> list[Label]:
    """Names of the gatherings (key `room …`) and of the nodes, where there is room for them."""
    radii = node_radii(network, placement.spacing)
    if _form(placement) == "wings":
        return wing_labels(network, placement, radii, middle)
    circles = [(*placement[key], radii[key] + 1) for key in network.by_id]
    signs = [(*thread_sign(one, placement), SIGN + 1) for one in network.missing]
    wishes = [*_room_wishes(network, placement), *_node_wishes(network, placement, radii, middle)]
    share = 1.0 if middle else MOST_NAMED
    return labelled(
        wishes,
        symbols=np.array([*circles, *signs], dtype=np.float64).reshape(-1, 3),
        bounds=(2.0, 2.0, placement.width - 2, placement.bottom),
        most=max(FEWEST_NAMED, round(len(placement.points) * share)) + len(placement.rooms),
    )


def _room_wishes(network: Network, placement: Placement) -> list[Wish]:
    named = {one.key: one.words for one in network.gatherings}
    return [
        Wish(
            key=f"room {key}",
            lines=broken(named[key], em=ROOM_EM, lines=2),
            x=room.x,
            y=room.y - room.r,
            r=0.0,
            rank=-2.0,
            sides=("on",),
            covers=True,
            bold=True,
        )
        for key, room in placement.rooms.items()
        if key
    ]


def _node_wishes(
    network: Network, placement: Placement, radii: Mapping[str, float], middle: str
) -> list[Wish]:
    """Those spoken about first, then by weight; each away from where most of its ties run."""
    spoken = {end for one in network.missing for end in (one.source, one.target)} | {middle}
    spoken |= {key for key, node in network.by_id.items() if node.marks}
    heaviest = max((network.weight(key) for key in network.by_id), default=1.0) or 1.0
    sides = quiet_sides(network, placement.points, radii, placement.rooms, width=placement.width)
    wishes = []
    for key, (x, y) in placement.points.items():
        others = np.array([placement[other] for other in network.neighbours[key]]).reshape(-1, 2)
        away = (others - [x, y]) / np.maximum(np.hypot(*(others - [x, y]).T), 1)[:, None]
        marked = 3 * (len(network.by_id[key].marks) > 0) + 3 * (len(network.by_id[key].marks) > 1)
        wishes.append(
            Wish(
                key=key,
                lines=broken(network.by_id[key].name, em=NAME_EM),
                x=x,
                y=y,
                r=radii[key] + marked,
                rank=(-1.0 if key in spoken else 0.0) + 1 - network.weight(key) / heaviest,
                busy=(float(away[:, 0].sum()), float(away[:, 1].sum())),
                first=sides.get(key, ""),
                smallest=_smallest(key in sides, placement),
            )
        )
    return wishes


def _smallest(leads: bool, placement: Placement) -> float:
    """The scale from which on a node's name may stand; small drawings have names of places only."""
    if placement.centre is not None:
        return 0.0
    return NARROW if leads else DESK


def _alone_names(
    network: Network,
    placement: Placement,
    radii: Mapping[str, float],
    heading: str,
    palette: Palette,
    numbers: Mapping[str, int],
) -> list[str]:
    """The names in the row of those without a tie, each right of its symbol."""
    if not placement.alone:
        return []
    columns = sorted({x for x, _ in placement.alone.values()})
    cell = columns[1] - columns[0] if len(columns) > 1 else placement.width - 2 * SIDE
    line = f"M{SIDE} {placement.alone_top:.0f}H{placement.width - SIDE:.0f}"
    drawn = [element("path", attributes=paint("axis", palette, d=line))]
    top = {"x": SIDE, "y": round(placement.alone_top + ROW * 0.9, 1)}
    drawn.append(element("text", words(heading), attributes=paint("alone-heading", palette, **top)))
    for key, (x, y) in placement.alone.items():
        name = shortened(network.by_id[key].name, em=(cell - radii[key] - 16) * DESK / SIZE)
        at = {"x": round(x + radii[key] + 6, 1), "y": round(y + 4.2, 1)}
        look = paint("alone-name", palette, **at)
        if palette == "page":
            look |= {"data-of": numbers[key], "data-from": DESK}
        drawn.append(element("text", words(name), attributes=look))
    return drawn
