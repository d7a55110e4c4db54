"""Where everything of a network drawing stands, and how it is kept between two visits.

Read `Placement` first: `kept` gives it as plain values that fit into a JSON column, `placement_of`
reads them back, and `place(network, previous=…)` begins from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Point = tuple[float, float]

WIDTH, SIDE = 760.0, 26.0
"""Drawing units across (about a pixel each on a desk), and what stays free at both sides."""
TOUCHING = 2.0
"""How near two symbols may come where names need the room (see `clearing`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A gathering as it is drawn: a circle."""

    x: float
    y: float
    r: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Points of the tied nodes, rooms of the gatherings, and the row of those without a tie.

    `shaped_by` is the digest of what the placement follows from; `centre` is where the one stands
    that a drawing is about.
    """

    width: float
    height: float
    spacing: float
    points: Mapping[str, Point]
    rooms: Mapping[str, Room] = field(default_factory=dict)
    alone: Mapping[str, Point] = field(default_factory=dict)
    alone_top: float = 0.0
    shaped_by: str = ""
    centre: Point | None = None

    def __getitem__(self, node_id: str) -> Point:
        """Where a node stands, tied or not."""
        return self.points[node_id] if node_id in self.points else self.alone[node_id]

    @property
    def bottom(self) -> float:
        """Where the tied nodes end."""
        return self.alone_top or self.height

    def kept(self) -> dict[str, Any]:
        """Plain values for the next visit: JSON keeps them."""
        return {
            "shaped_by": self.shaped_by,
            "width": self.width,
            "height": self.bottom,
            "spacing": self.spacing,
            "points": {key: list(point) for key, point in self.points.items()},
            "rooms": {key: [room.x, room.y, room.r] for key, room in self.rooms.items()},
        }


def placement_of(kept: Mapping[str, Any]) -> Placement:
    """The placement that `kept` gave; the row of those without a tie is set anew each time."""
    return Placement(
        shaped_by=str(kept["shaped_by"]),
        width=float(kept["width"]),
        height=float(kept["height"]),
        spacing=float(kept["spacing"]),
        points={str(key): (float(x), float(y)) for key, (x, y) in kept["points"].items()},
        rooms={
            str(key): Room(x=float(x), y=float(y), r=float(r))
            for key, (x, y, r) in kept["rooms"].items()
        },
    )


def as_points(keys: list[str], points: Floats) -> dict[str, Point]:
    """Rows of an array as points by id, in tenths of a unit."""
    return {
        key: (float(x), float(y)) for key, (x, y) in zip(keys, np.round(points, 1), strict=True)
    }
