"""Reading a map by arrow keys: which neighbour lies up, down, left or right of each area."""

from collections.abc import Collection, Mapping

Point = tuple[float, float]

_DIRECTIONS: Mapping[str, Point] = {
    "up": (0.0, -1.0),
    "down": (0.0, 1.0),
    "left": (-1.0, 0.0),
    "right": (1.0, 0.0),
}


def arrow_moves(
    points: Mapping[str, Point], neighbours: Mapping[str, Collection[str]]
) -> dict[str, dict[str, str]]:
    """For each area, the area each arrow key leads to.

    A neighbour that shares a border comes first. Where none lies that way, the nearest area of
    the map in that quarter is taken, so that an island can be left; at the rim a key leads
    nowhere and is missing.
    """
    return {
        area: {
            direction: target
            for direction in _DIRECTIONS
            if (target := _target(area, direction, points, neighbours.get(area, ()))) is not None
        }
        for area in points
    }


def _target(
    area: str, direction: str, points: Mapping[str, Point], beside: Collection[str]
) -> str | None:
    near = _best(area, direction, points, [key for key in beside if key in points])
    return near if near is not None else _best(area, direction, points, points)


def _best(
    area: str, direction: str, points: Mapping[str, Point], among: Collection[str]
) -> str | None:
    """The closest of `among` within 45 degrees of the direction; ties go by id."""
    (x, y), (along_x, along_y) = points[area], _DIRECTIONS[direction]
    found: list[tuple[float, str]] = []
    for key in among:
        dx, dy = points[key][0] - x, points[key][1] - y
        ahead, aside = dx * along_x + dy * along_y, abs(dx * along_y - dy * along_x)
        if key != area and ahead > 0 and aside <= ahead:
            found.append((ahead + 2 * aside, key))
    return min(found)[1] if found else None
