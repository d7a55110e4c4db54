"""One organisation and those around it: the drawing for its own page, and for a phone.

Read `around` and `placed_around` first. With one step, the neighbours stand in two wings left and
right of it, each with its name beside it, so that everything can be read at 390 pixels. With two
steps they stand on two rings.
"""

from collections.abc import Mapping
from math import cos, pi, sin

from workbench.core.pictures.lettering import LINE_EM, broken
from workbench.core.pictures.network.facts import Network, PublicNetwork
from workbench.core.pictures.network.labels import SIZE, Label
from workbench.core.pictures.network.placement import Placement, Point

WINGS_WIDTH, RINGS_WIDTH = 360.0, 560.0
REACH, PADDING = 66.0, 14.0
WING_SIZE, WING_EM = 13.6, 7.2
"""A name's letters beside a wing, and the ems after which it is broken."""
WING_SCALE = SIZE / WING_SIZE
WING_SPACING = 36.0
FIRST_RING, SECOND_RING = 104.0, 226.0
NARROWEST = 2.0
"""Of the round, in nodes of the second step: what a neighbour takes that leads to none."""


def around(shown: Network | PublicNetwork, node_id: str, *, steps: int = 1) -> Network:
    """The part of a network that lies within so many ties of a node, and its missing threads."""
    network = shown.network if isinstance(shown, PublicNetwork) else shown
    near = {node_id}
    for _step in range(steps):
        near |= {other for key in near for other in network.neighbours[key]}
    threads = tuple(one for one in network.missing if node_id in (one.source, one.target))
    near |= {end for one in threads for end in (one.source, one.target)}
    return Network(
        nodes=tuple(node for key, node in network.by_id.items() if key in near),
        ties=tuple(tie for tie in network.ties if tie.source in near and tie.target in near),
        groups=network.groups,
        families=network.families,
        gatherings=network.gatherings,
        missing=threads,
    )


def placed_around(network: Network, middle: str) -> Placement:
    """Where the nodes of `around(…, middle)` stand: wings for one step, rings for two."""
    first = _first_step(network, middle)
    if len(first) + 1 == len(network.nodes):
        return _wings(network, middle, first)
    return _rings(network, middle, first)


def _first_step(network: Network, middle: str) -> list[str]:
    """Those tied to the middle or missing there, by kind and then by name."""
    kinds = {group.key: at for at, group in enumerate(network.groups)}
    near = set(network.neighbours[middle])
    near |= {end for one in network.missing for end in (one.source, one.target)} - {middle}
    nodes = (network.by_id[key] for key in near)
    ordered = sorted(
        nodes, key=lambda node: (kinds[node.group], node.name.casefold(), node.node_id)
    )
    return [node.node_id for node in ordered]


def wing_lines(network: Network, key: str) -> tuple[str, ...]:
    """A neighbour's name as it is broken beside a wing."""
    return broken(network.by_id[key].name, em=WING_EM)


def _wings(network: Network, middle: str, first: list[str]) -> Placement:
    """Right wing from above, left wing onwards from below, so that kinds stay together."""
    half = (len(first) + 1) // 2
    wings = (first[:half], first[half:][::-1])
    tall = max(sum(_room(network, key) for key in wing) for wing in (*wings, [middle, middle]))
    centre = (WINGS_WIDTH / 2, tall / 2 + PADDING)
    points = {middle: centre}
    for side, wing in zip((1, -1), wings, strict=True):
        y = centre[1] - sum(_room(network, key) for key in wing) / 2
        for key in wing:
            room = _room(network, key)
            points[key] = _on_the_wing(centre, y + room / 2, tall / 2, side)
            y += room
    return Placement(
        width=WINGS_WIDTH,
        height=round(tall + 2 * PADDING),
        spacing=WING_SPACING,
        points=dict(sorted(points.items())),
        centre=centre,
    )


def _room(network: Network, key: str) -> float:
    """How much of a wing's height a neighbour and its name take up."""
    return max(len(wing_lines(network, key)) * LINE_EM * WING_SIZE, 20.0) + 8.0


def _on_the_wing(centre: Point, y: float, reach: float, side: int) -> Point:
    bow = max(1 - ((y - centre[1]) / (reach * 1.15)) ** 2, 0.0) ** 0.5
    return round(centre[0] + side * REACH * (0.45 + 0.55 * bow), 1), round(y, 1)


def wing_labels(
    network: Network, placement: Placement, radii: Mapping[str, float], middle: str
) -> list[Label]:
    """The name of the one in the middle below it, every neighbour's outside its symbol."""
    centre, below = placement.points[middle]
    own = Label(
        key=middle,
        lines=wing_lines(network, middle),
        x=centre,
        y=round(below + radii[middle] + 8, 1),
        side="below",
        scale=WING_SCALE,
    )
    return [own] + [
        Label(
            key=key,
            lines=wing_lines(network, key),
            x=round(x + (1 if x > centre else -1) * (radii[key] + 4), 1),
            y=y,
            side="right" if x > centre else "left",
            scale=WING_SCALE,
        )
        for key, (x, y) in placement.points.items()
        if key != middle
    ]


def _rings(network: Network, middle: str, first: list[str]) -> Placement:
    """The first step on the inner ring, each with those it leads to outside of it."""
    led = _led_to(network, middle, first)
    shares = [NARROWEST + len(led[key]) for key in first]
    centre = (RINGS_WIDTH / 2, RINGS_WIDTH / 2)
    points, turn = {middle: centre}, -pi / 2
    for key, share in zip(first, shares, strict=True):
        wide = 2 * pi * share / sum(shares)
        points[key] = _on_ring(centre, FIRST_RING, turn + wide / 2)
        for at, other in enumerate(led[key]):
            place = turn + wide * (at + 0.5) / max(len(led[key]), 1)
            points[other] = _on_ring(centre, SECOND_RING, place)
        turn += wide
    return Placement(
        width=RINGS_WIDTH,
        height=RINGS_WIDTH,
        spacing=WING_SPACING,
        points=dict(sorted(points.items())),
        centre=centre,
    )


def _led_to(network: Network, middle: str, first: list[str]) -> dict[str, list[str]]:
    """Each node of the second step under the neighbour it has most ties to, the first of equals."""
    found: dict[str, list[str]] = {key: [] for key in first}
    for key in network.by_id:
        if key == middle or key in found:
            continue
        through = [one for one in first if one in network.neighbours[key]]
        found[max(through, key=lambda one: len(network.neighbours[key][one]))].append(key)
    return found


def _on_ring(centre: Point, reach: float, turn: float) -> Point:
    return round(centre[0] + reach * cos(turn), 1), round(centre[1] + reach * sin(turn), 1)
