"""Places that lie too close to be told apart: a few are moved aside, many become one number.

Read `spots_of` first. What is drawn at the end never overlaps, neither each other nor the name of
an area, and nothing is left out: the numbers and the single symbols together are all places.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from workbench.core.pictures.apart import pushed_apart
from workbench.core.pictures.strengths.facts import StrengthPlace

Floats = npt.NDArray[np.float64]

SINGLE, NEAR, FEW, GAP, RIM = 5.2, 13.0, 3, 1.5, 4.0
"""A symbol's radius, how near places share a spot, how many stay single there, and what stays free
between two spots and at the edge of the paper."""
FARTHEST = 16.0
"""How far a symbol may be moved from where its place lies, in drawing units; off a name further."""
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """One symbol, or one number that stands for several places of an area."""

    x: float
    y: float
    r: float
    places: tuple[StrengthPlace, ...]


def spots_of(
    places: Sequence[StrengthPlace],
    points: Floats,
    *,
    names: Sequence[Box],
    sheet: tuple[float, float],
) -> list[Spot]:
    """The spots of places that lie at `points` on a sheet of this width and height.

    `names` are boxes that stay free.
    """
    ordered = sorted(range(len(places)), key=lambda at: places[at].place_id)
    heaps = _heaps([places[at] for at in ordered], points[ordered])
    while heaps:
        spots, settled = _settled(heaps, names, sheet)
        joined = _joined(heaps, settled)
        if joined is None:
            return spots
        heaps = joined
    return []


@dataclass(frozen=True, slots=True)
class _Heap:
    """Places that are drawn as one spot, and where they lie in the mean."""

    places: tuple[StrengthPlace, ...]
    points: Floats

    @property
    def radius(self) -> float:
        if len(self.places) == 1:
            return SINGLE
        return 8.0 + 2.5 * len(str(len(self.places)))

    @property
    def middle(self) -> Floats:
        found: Floats = self.points.mean(axis=0)
        return found

    def with_(self, other: "_Heap") -> "_Heap":
        return _Heap(self.places + other.places, np.vstack([self.points, other.points]))


def _heaps(places: Sequence[StrengthPlace], points: Floats) -> list[_Heap]:
    """Places of one area that lie near its first one, all together where they are many."""
    leaders: list[tuple[str, Floats, list[int]]] = []
    for at, place in enumerate(places):
        for area, point, members in leaders:
            if area == place.area and float(np.hypot(*(points[at] - point))) < NEAR:
                members.append(at)
                break
        else:
            leaders.append((place.area, points[at], [at]))
    heaps = []
    for _area, _point, members in leaders:
        parts = [members] if len(members) > FEW else [[at] for at in members]
        heaps += [_Heap(tuple(places[at] for at in part), points[part]) for part in parts]
    return heaps


def _settled(
    heaps: Sequence[_Heap], names: Sequence[Box], sheet: tuple[float, float]
) -> tuple[list[Spot], Floats]:
    """The spots, moved apart and off the names as far as they may go."""
    home = np.array([heap.middle for heap in heaps])
    radii = np.array([heap.radius for heap in heaps])
    rim = radii + RIM

    def within(points: Floats) -> Floats:
        away = points - home
        far = np.maximum(np.hypot(away[:, 0], away[:, 1]), 1e-9)
        near = home + away * np.minimum(1, FARTHEST / far)[:, None]
        clear = _off_the_names(near, radii, names)
        kept: Floats = np.clip(clear, rim[:, None], np.array(sheet) - rim[:, None])
        return kept

    points = np.round(pushed_apart(within(home), radii, gap=GAP, within=within), 1)
    spots = [
        Spot(x=float(x), y=float(y), r=heap.radius, places=heap.places)
        for heap, (x, y) in zip(heaps, points, strict=True)
    ]
    return spots, points


def _off_the_names(points: Floats, radii: Floats, names: Sequence[Box]) -> Floats:
    """Points over a name, moved up or down beside it, whichever is nearer."""
    moved = points.copy()
    for left, top, right, bottom in names:
        over = (
            (moved[:, 0] > left - radii)
            & (moved[:, 0] < right + radii)
            & (moved[:, 1] > top - radii)
            & (moved[:, 1] < bottom + radii)
        )
        up = moved[:, 1] < (top + bottom) / 2
        moved[over & up, 1] = top - radii[over & up]
        moved[over & ~up, 1] = bottom + radii[over & ~up]
    return moved


def _joined(heaps: Sequence[_Heap], points: Floats) -> list[_Heap] | None:
    """The heaps with the pair joined that overlaps most; None where no pair overlaps.

    Two of one area are joined before two of different ones.
    """
    radii = np.array([heap.radius for heap in heaps])
    apart = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    lacking = np.triu(radii[:, None] + radii[None] - apart, 1)
    if not (lacking > 0).any():
        return None
    areas = np.array([heap.places[0].area for heap in heaps])
    same = areas[:, None] == areas[None]
    worth = np.where(lacking > 0, lacking + 1000.0 * same, 0)
    one, other = np.unravel_index(int(np.argmax(worth)), worth.shape)
    kept = [heap for at, heap in enumerate(heaps) if at not in (one, other)]
    return [*kept, heaps[int(one)].with_(heaps[int(other)])]
