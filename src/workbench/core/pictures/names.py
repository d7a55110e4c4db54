"""Where an area's name fits on the map, and how large it may stand there."""

from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

LETTER, LINE = 6.6, 14.0
"""Width of a letter and height of a line at twelve units, on the generous side."""

_SIZES = (2.4, 1.9, 1.5, 1.25, 1.0, 0.8, 0.62, 0.48, 0.36, 0.27, 0.2)
_LEVELS = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82, 0.1, 0.9)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamePlace:
    """The middle of the name, its lines, and `room`: the size it fits at (1 = twelve units)."""

    x: float
    y: float
    lines: tuple[str, ...]
    room: float


def place_name(name: str, area: BaseGeometry) -> NamePlace | None:
    """The place inside `area` (drawing units) where `name` can stand largest."""
    shapely.prepare(area)
    middles = _middles(area)
    best: NamePlace | None = None
    for lines in _breakings(name):
        rooms = [(_room(lines, area, x, y), x, y) for x, y in middles]
        room, x, y = max(rooms, key=lambda found: found[0])
        if room and (best is None or room > best.room):
            best = NamePlace(x=x, y=y, lines=lines, room=room)
    return best


def _breakings(name: str) -> list[tuple[str, ...]]:
    gaps = [place for place, letter in enumerate(name) if letter == " "]
    if not gaps:
        return [(name,)]
    gap = min(gaps, key=lambda place: abs(place - len(name) / 2))
    return [(name,), (name[:gap], name[gap + 1 :])]


def _middles(area: BaseGeometry) -> list[tuple[float, float]]:
    """The middle of the widest stretch inside the area, at several heights."""
    west, north, east, south = area.bounds
    found = []
    for level in _LEVELS:
        y = north + (south - north) * level
        across = shapely.intersection(area, shapely.LineString([(west - 1, y), (east + 1, y)]))
        stretches = [part for part in shapely.get_parts(across) if part.length]
        if stretches:
            left, _, right, _ = max(stretches, key=lambda part: part.length).bounds
            found.append(((left + right) / 2, y))
    return found or [(area.centroid.x, area.centroid.y)]


def _room(lines: tuple[str, ...], area: BaseGeometry, x: float, y: float) -> float:
    half_width = max(len(line) for line in lines) * LETTER / 2
    half_height = len(lines) * LINE / 2
    for size in _SIZES:
        w, h = half_width * size, half_height * size
        if shapely.contains_properly(area, shapely.box(x - w, y - h, x + w, y + h)):
            return size
    return 0.0
