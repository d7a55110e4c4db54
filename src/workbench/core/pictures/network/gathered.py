"""The drawing by gatherings: nodes of one place stand in one circle, circles beside each other.

Read `placed_by_gathering` first. A quarter whose organisations do not know each other is then an
empty circle of symbols, which no drawing by ties alone can show: there they lie scattered.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.core.pictures.apart import pushed_apart
from workbench.core.pictures.network.placement import SIDE, TOUCHING, Point, Room
from workbench.core.pictures.network.stress import first_points, hashed_points, majorized

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

STRANGERS = 2.4
"""Steps between two nodes of one gathering that no chain inside it joins."""
ROUNDS, SHAPE = 45, 1.25
"""How often circles are drawn nearer, and how much wider than tall the drawing should be."""
WIDE_PULL, TALL_PULL = (0.97, 0.995), (0.995, 0.97)
FILLED = 0.55
"""The share of a circle's ground that symbols may cover."""
GAP, NAME = 15.0, 16.0
"""Between two circles, and below the top of a circle, where its name stands on the rim."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """Who is gathered where: for each node the number of its gathering, and who is tied."""

    keys: Sequence[str]
    names: Sequence[str]
    member_of: npt.NDArray[np.int64]
    tied: Bools
    radii: Floats
    anchors: Floats | None

    def members(self, gathering: int) -> npt.NDArray[np.int64]:
        """The places of a gathering's nodes."""
        return np.flatnonzero(self.member_of == gathering)


def placed_by_gathering(
    who: Gathered,
    *,
    spacing: float,
    width: float,
    before: Mapping[str, Point],
    rooms_before: Mapping[str, Room],
) -> tuple[Floats, list[Room], float]:
    """A point for each node, a room for each gathering, and the spacing that fits the width.

    Rooms and nodes that stood somewhere `before` stay near; without that, rooms lie as on the map
    where `anchors` say so, and otherwise near those they are tied to.
    """
    known = np.array([name in rooms_before for name in who.names])
    if known.any():
        middles = _rooms_moved_on(who, _room_radii(who, spacing), known, rooms_before)
    else:
        middles, spacing = _rooms_made(who, spacing, width)
    radii = _room_radii(who, spacing)
    points = np.zeros((len(who.keys), 2))
    for at, name in enumerate(who.names):
        members = who.members(at)
        local = _inside(who, members, middles, before, rooms_before.get(name), spacing)
        gap = TOUCHING if name in rooms_before else spacing * 0.38
        settled = _settled(local, who.radii[members], float(radii[at]), gap)
        points[members] = settled + middles[at]
    rooms = [
        Room(x=float(x), y=float(y), r=float(r))
        for (x, y), r in zip(np.round(middles, 1), np.round(radii, 1), strict=True)
    ]
    return points, rooms, spacing


def _room_radii(who: Gathered, spacing: float) -> Floats:
    """As large as the members need, by their number and by the ground that their symbols cover."""
    found = []
    for at in range(len(who.names)):
        radii = who.radii[who.members(at)]
        by_number = spacing * (0.56 * np.sqrt(_capacity(len(radii))) + 0.4)
        by_ground = np.sqrt(float(((radii + TOUCHING) ** 2).sum()) / FILLED)
        found.append(max(by_number, by_ground) + NAME / 2)
    return np.array(found)


def _capacity(members: int) -> int:
    """Room for the members and a few more, so that a newcomer does not widen the circle."""
    steps = [4, 6, 8, 11, 15, 20, 26, 34, 44, 57, 74, 96, 125, 163, 212, 276, 359, 467, 607, 789]
    return next((step for step in steps if members <= step), members)


def _rooms_made(who: Gathered, spacing: float, width: float) -> tuple[Floats, float]:
    """Rooms of a first drawing, as large as they can be in this width, beginning at the top."""
    for _round in range(4):
        radii = _room_radii(who, spacing)
        middles = _drawn_together(_first_rooms(who, radii), radii + GAP / 2)
        left = float((middles[:, 0] - radii).min())
        across = float((middles[:, 0] + radii).max()) - left
        if across <= width:
            break
        spacing *= width / across * 0.99
    top = float((middles[:, 1] - radii).min())
    return middles - [left - SIDE - (width - across) / 2, top - SIDE], spacing


def _first_rooms(who: Gathered, radii: Floats) -> Floats:
    if who.anchors is None:
        return _by_their_ties(who, radii)
    middle = who.anchors - who.anchors.mean(axis=0)
    reach = float(np.median(radii)) * np.sqrt(len(radii)) / max(float(middle.std()), 1e-9)
    found: Floats = middle * reach
    return found


def _by_their_ties(who: Gathered, radii: Floats) -> Floats:
    """Rooms with many ties between them lie near each other."""
    belongs = np.eye(len(radii))[who.member_of]
    between = belongs.T @ who.tied @ belongs
    usual = np.sqrt(np.outer(belongs.sum(axis=0), belongs.sum(axis=0)))
    close = between / np.maximum(usual, 1)
    np.fill_diagonal(close, 0)
    close = close / max(float(close.max()), 1e-9)
    asked = (radii[:, None] + radii[None, :]) * (1 + 1.2 * (1 - close))
    np.fill_diagonal(asked, 0)
    return majorized(asked, first_points(asked, list(who.names)))


def _drawn_together(points: Floats, radii: Floats) -> Floats:
    """Circles that do not overlap, in as small a rectangle of the page's shape as was found."""
    moved = pushed_apart(points, radii, gap=0)
    best, smallest = moved, _sheet(moved, radii)
    for _round in range(min(ROUNDS, 900 // len(points) + 8)):
        across, down = np.ptp(moved, axis=0)
        pull = WIDE_PULL if across > SHAPE * down else TALL_PULL
        middle = moved.mean(axis=0)
        moved = pushed_apart(middle + (moved - middle) * pull, radii, gap=0, rounds=50)
        sheet = _sheet(moved, radii)
        if sheet < smallest and _clear(moved, radii):
            best, smallest = moved, sheet
    return pushed_apart(best, radii, gap=0)


def _sheet(points: Floats, radii: Floats) -> float:
    """How wide a page of the right shape must be to hold the circles."""
    across, down = (points + radii[:, None]).max(axis=0) - (points - radii[:, None]).min(axis=0)
    return float(max(across, down * SHAPE))


def _clear(points: Floats, radii: Floats) -> bool:
    one, other = np.triu_indices(len(points), 1)
    apart = np.hypot(*(points[one] - points[other]).T)
    return bool(np.all(apart > radii[one] + radii[other] - 1))


def _rooms_moved_on(
    who: Gathered, radii: Floats, known: Bools, before: Mapping[str, Room]
) -> Floats:
    lowest = max(room.y + room.r for room in before.values())
    middle = float(np.mean([room.x for room in before.values()]))
    found = np.array(
        [
            (before[name].x, before[name].y) if known[at] else (middle, lowest + radii[at])
            for at, name in enumerate(who.names)
        ]
    )
    return pushed_apart(found, radii, gap=GAP)


def _inside(
    who: Gathered,
    members: npt.NDArray[np.int64],
    middles: Floats,
    before: Mapping[str, Point],
    room: Room | None,
    spacing: float,
) -> Floats:
    """Where the members of one gathering stand around its middle, before overlaps are mended."""
    names = [who.keys[at] for at in members]
    if room is not None and any(name in before for name in names):
        beside = hashed_points(names) * spacing
        stood = [
            before.get(name, (room.x + dx, room.y + dy))
            for name, (dx, dy) in zip(names, beside, strict=True)
        ]
        return np.array(stood) - [room.x, room.y]
    asked = _steps_inside(who.tied[np.ix_(members, members)])
    local = majorized(asked, first_points(asked, names))
    return _turned_outwards(local, _outwards(who, members, middles)) * spacing


def _steps_inside(tied: Bools) -> Floats:
    """Steps along ties inside the gathering; strangers stand a little further apart than that."""
    ones = tied.astype(np.float64)
    second = (ones @ ones) > 0
    asked = np.where(tied, 1.0, np.where(second, 1.8, STRANGERS))
    np.fill_diagonal(asked, 0)
    return asked


def _outwards(who: Gathered, members: npt.NDArray[np.int64], middles: Floats) -> Floats:
    """For each member the direction in which its ties leave the circle."""
    here = middles[who.member_of[members[0]]] if len(members) else np.zeros(2)
    away = middles[who.member_of] - here
    far = np.hypot(away[:, 0], away[:, 1])
    away = np.where(far[:, None] > 0, away / np.maximum(far, 1e-9)[:, None], 0.0)
    found: Floats = who.tied[members].astype(np.float64) @ away
    return found


def _turned_outwards(local: Floats, wanted: Floats) -> Floats:
    """The local drawing, turned so that members face the circles they are tied to."""
    local = local - local.mean(axis=0)
    left, _sizes, right = np.linalg.svd(local.T @ wanted + 1e-9 * np.eye(2))
    turned: Floats = local @ left @ right
    return turned


def _settled(local: Floats, radii: Floats, room: float, gap: float) -> Floats:
    """No two come nearer than `gap`, and nobody stands outside or under the circle's name."""
    limit = np.maximum(room - radii - min(gap / 2, 3.0), 0.1)
    far = np.hypot(local[:, 0], local[:, 1])
    local = local * min(1.0, float(limit.min()) / max(float(far.max(initial=0)), 1e-9))

    top = radii + NAME - room

    def within(points: Floats) -> Floats:
        low = np.column_stack([points[:, 0], np.maximum(points[:, 1], top)])
        far = np.maximum(np.hypot(low[:, 0], low[:, 1]), 1e-9)
        kept: Floats = low * np.minimum(1, limit / far)[:, None]
        return kept

    return pushed_apart(within(local), radii, gap=gap, within=within)
