"""Room for the names that matter most: symbols in their way are moved aside, a little.

Read `cleared` first. Without it the heaviest nodes, which stand in the thick of the drawing, would
be the ones whose names find no place.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.core.pictures.apart import pushed_apart, pushes
from workbench.core.pictures.lettering import LINE_EM, broken, text_width
from workbench.core.pictures.network.facts import Network
from workbench.core.pictures.network.labels import DESK, GAP, SIZE
from workbench.core.pictures.network.placement import TOUCHING, Point, Room, as_points

Floats = npt.NDArray[np.float64]

NAME_EM = 10.0
FEWEST, MOST, SHARE = 8, 18, 0.12
ROUNDS, CLEAR = 200, 3.4
SIDES = np.array([(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)])
SIDE_NAMES = ("right", "left", "below", "above")


def leading(network: Network, among: Sequence[str]) -> list[str]:
    """Those whose names come first: the ones spoken about, then the heaviest."""
    spoken = {end for one in network.missing for end in (one.source, one.target)}
    spoken |= {key for key, node in network.by_id.items() if node.marks}
    ordered = sorted(among, key=lambda key: (key not in spoken, -network.weight(key), key))
    return ordered[: min(max(FEWEST, round(SHARE * len(ordered))), MOST)]


def cleared(
    network: Network,
    points: Mapping[str, Point],
    radii: Mapping[str, float],
    rooms: Mapping[str, Room],
    *,
    width: float,
) -> dict[str, Point]:
    """The points, with room for the names of those that lead."""
    if not points:
        return {}
    keys, at, sizes, names = _arrays(network, points, radii)
    rims = _rims(rooms)
    bodies = _bodies(names, _sides(names, at, sizes, rims, width), sizes, rims)
    homes = [rooms.get(network.by_id[key].gathering) for key in keys]
    return as_points(keys, _pushed_clear(at, sizes, bodies, _stay_inside(homes, sizes)))


def quiet_sides(
    network: Network,
    points: Mapping[str, Point],
    radii: Mapping[str, float],
    rooms: Mapping[str, Room],
    *,
    width: float,
) -> dict[str, str]:
    """For each that leads the side of its symbol on which its name has room."""
    keys, at, sizes, names = _arrays(network, points, radii)
    sides = _sides(names, at, sizes, _rims(rooms), width)
    return {keys[place]: SIDE_NAMES[side] for (place, _), side in zip(names, sides, strict=True)}


def _arrays(
    network: Network, points: Mapping[str, Point], radii: Mapping[str, float]
) -> tuple[list[str], Floats, Floats, list[tuple[int, Floats]]]:
    """Ids, points and radii as arrays, and the places and sizes of the names that lead."""
    keys = list(points)
    at = np.array([points[key] for key in keys], dtype=np.float64).reshape(-1, 2)
    places = {key: place for place, key in enumerate(keys)}
    names = [(places[key], _name_size(network.by_id[key].name)) for key in leading(network, keys)]
    return keys, at, np.array([radii[key] for key in keys]), names


@dataclass(frozen=True, slots=True, kw_only=True)
class Bodies:
    """The circles that symbols and names take up: who owns each, and its offset from the owner.

    The rims' names come last; they belong to nobody and do not move.
    """

    owners: npt.NDArray[np.int64]
    offsets: Floats
    radii: Floats


def _bodies(
    names: Sequence[tuple[int, Floats]],
    sides: Sequence[int],
    radii: Floats,
    rims: Sequence[Floats],
) -> Bodies:
    """Every symbol is a circle; a leading name is a row of circles that moves with its symbol."""
    owners, circles = list(range(len(radii))), [(0.0, 0.0, float(r)) for r in radii]
    for (place, size), side in zip(names, sides, strict=True):
        filled = _filled(_box(np.zeros(2), float(radii[place]), size, SIDES[side]))
        owners += [place] * len(filled)
        circles += filled
    for rim in rims:
        filled = _filled(rim)
        owners += [len(radii)] * len(filled)
        circles += filled
    sizes = np.array(circles)
    return Bodies(owners=np.array(owners), offsets=sizes[:, :2], radii=sizes[:, 2])


def _filled(box: Floats) -> list[tuple[float, float, float]]:
    """A row of circles that covers a box."""
    left, top, right, bottom = box.tolist()
    half = (bottom - top) / 2
    count = max(2, int(np.ceil((right - left) / (1.3 * half))))
    across = np.linspace(left + half * 0.8, right - half * 0.8, count)
    return [(float(x), top + half, half * 1.15) for x in across]


def _pushed_clear(
    at: Floats, radii: Floats, bodies: Bodies, within: Callable[[Floats], Floats]
) -> Floats:
    """Symbols and leading names, moved until no symbol lies under a name."""
    light = np.where(np.bincount(bodies.owners, minlength=len(at) + 1) > 1, 0.35, 1.0)
    light[len(at)] = 0.0
    moved = np.vstack([at, np.zeros(2)])
    for _round in range(ROUNDS):
        circles = moved[bodies.owners] + bodies.offsets
        steps, overlapping = pushes(circles, bodies.radii, CLEAR, bodies.owners)
        if not overlapping:
            break
        total = np.zeros_like(moved)
        np.add.at(total, bodies.owners, steps)
        moved = moved + total * light[:, None]
        moved[:-1] = within(moved[:-1])
    return pushed_apart(moved[:-1], radii, gap=TOUCHING, within=within)


def _stay_inside(homes: Sequence[Room | None], radii: Floats) -> Callable[[Floats], Floats]:
    """What brings each symbol back into the circle of its gathering, where it has one."""
    inside = np.array([home is not None for home in homes])
    middles = np.array([(home.x, home.y) if home else (0.0, 0.0) for home in homes]).reshape(-1, 2)
    limits = np.array([home.r if home else np.inf for home in homes]) - radii - 1.5

    def within(points: Floats) -> Floats:
        away = points - middles
        far = np.maximum(np.hypot(away[:, 0], away[:, 1]), 1e-9)
        kept: Floats = middles + away * np.minimum(1, limits / far)[:, None]
        return np.where(inside[:, None], kept, points)

    return within


def _name_size(name: str) -> Floats:
    lines = broken(name, em=NAME_EM)
    size = SIZE / DESK
    return np.array([max(text_width(line, size) for line in lines), len(lines) * LINE_EM * size])


def _box(at: Floats, radius: float, size: Floats, side: Floats) -> Floats:
    """Left, top, right and bottom of a name on one side of its symbol."""
    middle = at + side * (radius + GAP + 1) + (side * size) / 2
    return np.concatenate([middle - size / 2, middle + size / 2])


def _rims(rooms: Mapping[str, Room]) -> list[Floats]:
    """Where the names of the gatherings stand, on the rims of their circles."""
    return [
        np.array(
            [room.x - room.r * 0.6, room.y - room.r - 8, room.x + room.r * 0.6, room.y - room.r + 8]
        )
        for key, room in rooms.items()
        if key
    ]


def _sides(
    names: Sequence[tuple[int, Floats]],
    at: Floats,
    radii: Floats,
    taken: list[Floats],
    width: float,
) -> list[int]:
    """For each leading name the number of the side on which the fewest symbols have to move."""
    taken, chosen = list(taken), []
    for place, size in names:
        boxes = [_box(at[place], radii[place], size, side) for side in SIDES]
        costs = [_cost(box, at, radii, taken, width) for box in boxes]
        best = int(np.argmin(costs))
        chosen.append(best)
        taken.append(boxes[best])
    return chosen


def _cost(box: Floats, at: Floats, radii: Floats, taken: list[Floats], width: float) -> float:
    inside = np.count_nonzero(np.any(_ways_out(box, at, radii) != 0, axis=1))
    over = sum(
        box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]
        for other in taken
    )
    outside = box[0] < 2 or box[1] < 2 or box[2] > width - 2
    return float(inside + 6 * over + 50 * outside)


def _ways_out(box: Floats, at: Floats, radii: Floats) -> Floats:
    """For each symbol over the box the shortest way out of it: names are wide, so up or down."""
    reach = radii + 1
    inside = (
        (at[:, 0] > box[0] - reach)
        & (at[:, 0] < box[2] + reach)
        & (at[:, 1] > box[1] - reach)
        & (at[:, 1] < box[3] + reach)
    )
    ways = np.stack(
        [
            np.column_stack([box[0] - reach - at[:, 0], np.zeros(len(at))]),
            np.column_stack([box[2] + reach - at[:, 0], np.zeros(len(at))]),
            np.column_stack([np.zeros(len(at)), box[1] - reach - at[:, 1]]),
            np.column_stack([np.zeros(len(at)), box[3] + reach - at[:, 1]]),
        ]
    )
    shortest = np.abs(ways).sum(axis=2).argmin(axis=0)
    found: Floats = np.where(inside[:, None], ways[shortest, np.arange(len(at))], 0.0)
    return found
