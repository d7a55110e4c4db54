"""Where each node of a network stands: the same for the same network, and steady between visits.

Read `place` first. Nothing is left to chance: the same network gives the same drawing to the last
byte, whatever the order of its rows. With the placement of the last visit, what people know stays
where it was, and what is new finds a place beside it (docs/decisions/2501).
"""

from collections.abc import Mapping
from dataclasses import replace
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from workbench.core.pictures.lettering import text_width
from workbench.core.pictures.network.clearing import cleared
from workbench.core.pictures.network.facts import Gathering, Network
from workbench.core.pictures.network.flat import placed_by_ties
from workbench.core.pictures.network.gathered import Gathered, placed_by_gathering
from workbench.core.pictures.network.labels import DESK, SIZE
from workbench.core.pictures.network.placement import (
    SIDE,
    WIDTH,
    Placement,
    Point,
    Room,
    as_points,
)

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

TIGHTEST, WIDEST = 14.0, 84.0
MOST_ROOMS = 40
"""More circles than this would be too small to hold anything: ties alone place the nodes then."""
SMALLEST, LARGEST = 2.6, 9.5
ROW, CELL = 23.0, (128.0, 234.0)
"""The row of those without a tie: a line's height, the narrowest and the widest cell."""


def place(
    network: Network, *, previous: Placement | None = None, width: float = WIDTH
) -> Placement:
    """Points for all nodes; those without a tie stand in rows below the others, by name.

    A network that is shaped as at the last visit gets the same points again.
    """
    shaped_by = digest(network)
    if previous is None or previous.shaped_by != shaped_by:
        previous = _placed(network, previous, width)
    bottom = previous.bottom
    alone = _row(network, bottom, width)
    lowest = max((y for _, y in alone.values()), default=bottom - ROW)
    return replace(
        previous,
        height=float(np.ceil(lowest + ROW)),
        alone=alone,
        alone_top=bottom if alone else 0.0,
        shaped_by=shaped_by,
    )


def digest(network: Network) -> str:
    """What a placement follows from: ids, names, weights and gatherings, and who is tied."""
    nodes = [
        (key, node.name, node.gathering, network.weight(key), sorted(node.marks))
        for key, node in network.by_id.items()
    ]
    ties = sorted({tuple(sorted((tie.source, tie.target))) for tie in network.ties})
    threads = sorted((one.source, one.target) for one in network.missing)
    places = [(one.key, one.east, one.south) for one in network.gatherings]
    told = repr((nodes, ties, threads, places)).encode()
    return blake2b(told, digest_size=12).hexdigest()


def _placed(network: Network, previous: Placement | None, width: float) -> Placement:
    """The tied nodes anew, near where they stood before."""
    tied = [key for key, others in network.neighbours.items() if others]
    spacing = previous.spacing if previous else _spacing(len(tied), width)
    radii = node_radii(network, spacing)
    points, rooms, spacing = _tied_points(network, tied, radii, spacing, width, previous)
    points = cleared(network, points, radii, rooms, width=width)
    points, rooms = _brought_in(points, rooms, radii)
    bottom = _bottom(points, rooms, radii, previous)
    return Placement(width=width, height=bottom, spacing=spacing, points=points, rooms=rooms)


def node_radii(network: Network, spacing: float) -> dict[str, float]:
    """Each node's radius: the ground it covers grows with its weight."""
    weights = {key: max(network.weight(key), 0.0) for key in network.by_id}
    most = max(weights.values(), default=0.0) or 1.0
    smallest = min(max(spacing * 0.13, SMALLEST), LARGEST * 0.55)
    largest = min(max(spacing * 0.26, SMALLEST * 1.8), LARGEST)
    return {
        key: round(float(smallest + (largest - smallest) * np.sqrt(weight / most)), 1)
        for key, weight in weights.items()
    }


def _spacing(nodes: int, width: float) -> float:
    across = width - 2 * SIDE
    return float(np.clip(across * np.sqrt(0.6 / max(nodes, 1)), TIGHTEST, WIDEST))


def _matrix(network: Network, keys: list[str]) -> Bools:
    at = {key: place for place, key in enumerate(keys)}
    tied = np.zeros((len(keys), len(keys)), dtype=np.bool_)
    for key in keys:
        tied[at[key], [at[other] for other in network.neighbours[key]]] = True
    return tied


def _tied_points(
    network: Network,
    keys: list[str],
    radii: Mapping[str, float],
    spacing: float,
    width: float,
    previous: Placement | None,
) -> tuple[dict[str, Point], dict[str, Room], float]:
    if not keys:
        return {}, {}, spacing
    tied, sizes = _matrix(network, keys), np.array([radii[key] for key in keys])
    before = previous.points if previous else {}
    if 1 < len(_used_gatherings(network, keys)) <= MOST_ROOMS:
        who = _gathered(network, keys, tied, sizes)
        stood = previous.rooms if previous else {}
        found, rooms, spacing = placed_by_gathering(
            who, spacing=spacing, width=width - 2 * SIDE, before=before, rooms_before=stood
        )
        return as_points(keys, found), dict(zip(who.names, rooms, strict=True)), spacing
    found = placed_by_ties(
        keys,
        tied,
        sizes,
        spacing=spacing,
        width=width - 2 * SIDE,
        before=before,
        floor=previous.bottom if previous and before else SIDE,
    )
    return as_points(keys, found), {}, spacing


def _used_gatherings(network: Network, keys: list[str]) -> set[str]:
    return {network.by_id[key].gathering for key in keys}


def _gathered(network: Network, keys: list[str], tied: Bools, sizes: Floats) -> Gathered:
    used = _used_gatherings(network, keys)
    listed = [one for one in network.gatherings if one.key in used]
    names = [one.key for one in listed] + [""] * ("" in used)
    at = {name: place for place, name in enumerate(names)}
    return Gathered(
        keys=keys,
        names=names,
        member_of=np.array([at[network.by_id[key].gathering] for key in keys]),
        tied=tied,
        radii=sizes,
        anchors=_anchors(listed, everywhere="" in used),
    )


def _anchors(listed: list[Gathering], *, everywhere: bool) -> Floats | None:
    """Where the gatherings lie on the map, if all say so; those of no gathering in the middle."""
    spots = [(one.east, one.south) for one in listed]
    if not spots or any(part is None for spot in spots for part in spot):
        return None
    found = np.array(spots, dtype=np.float64)
    return np.vstack([found, found.mean(axis=0)]) if everywhere else found


def _brought_in(
    points: dict[str, Point], rooms: dict[str, Room], radii: Mapping[str, float]
) -> tuple[dict[str, Point], dict[str, Room]]:
    """All of it moved right and down where something would stand outside the paper."""
    left = [x - radii[key] for key, (x, _) in points.items()] + [r.x - r.r for r in rooms.values()]
    top = [y - radii[key] for key, (_, y) in points.items()] + [r.y - r.r for r in rooms.values()]
    dx = max(0.0, SIDE / 2 - min(left, default=SIDE))
    dy = max(0.0, SIDE / 2 - min(top, default=SIDE))
    if not dx and not dy:
        return points, rooms
    moved = {key: (round(x + dx, 1), round(y + dy, 1)) for key, (x, y) in points.items()}
    shifted = {
        key: Room(x=round(one.x + dx, 1), y=round(one.y + dy, 1), r=one.r)
        for key, one in rooms.items()
    }
    return moved, shifted


def _bottom(
    points: Mapping[str, Point],
    rooms: Mapping[str, Room],
    radii: Mapping[str, float],
    previous: Placement | None,
) -> float:
    """Where the tied nodes end; it never moves up, so that the row below stays."""
    lowest = [y + radii[key] for key, (_, y) in points.items()]
    lowest += [room.y + room.r for room in rooms.values()]
    found = float(np.ceil(max(lowest, default=0.0) + SIDE))
    return max(found, previous.bottom) if previous else found


def _row(network: Network, top: float, width: float) -> dict[str, Point]:
    """Those without a tie, by name, in columns as wide as the longest name."""
    alone = [network.by_id[key] for key, others in network.neighbours.items() if not others]
    alone.sort(key=lambda node: (node.name.casefold(), node.node_id))
    longest = max((text_width(node.name, SIZE / DESK) for node in alone), default=0) + 2 * ROW
    columns = max(int((width - 2 * SIDE) / float(np.clip(longest, *CELL))), 1)
    cell = (width - 2 * SIDE) / columns
    return {
        node.node_id: (
            round(SIDE + 8 + cell * (place % columns), 1),
            round(top + ROW * (1.6 + place // columns), 1),
        )
        for place, node in enumerate(alone)
    }
