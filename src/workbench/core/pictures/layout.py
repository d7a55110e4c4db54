"""From outlines in degrees to a drawing: projection, simpler lines, places for names.

Read `lay_out` first. Everything here is geometry; colours and words come later, in `maps`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import cos, radians
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from commonweal.core.measure import M_PER_DEGREE
from commonweal.core.places import Area, AreaSet
from workbench.core.pictures.names import NamePlace, place_name
from workbench.core.pictures.svg import number

Floats = npt.NDArray[np.float64]
Bounds = tuple[float, float, float, float]

MARGIN = 4.0
TALLEST = 1.25
PATH_BUDGET = 90_000
"""Characters of all paths together, so that a whole map stays below 150 kB."""

FINEST_DETAIL, COARSEST_DETAIL = 0.2, 8.0
"""Detail that is left out, in drawing units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One area as it is drawn: its path, a point well inside it, and where its name fits."""

    area: str
    path: str
    x: float
    y: float
    name: NamePlace | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """All areas of one map in drawing units, and the outlines that are only background."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    background: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """How degrees become drawing units: local equirectangular, true to shape at city scale."""

    west: float
    north: float
    shrink: float
    scale: float

    @property
    def metres_per_unit(self) -> float:
        """How many metres on the ground one drawing unit stands for."""
        return M_PER_DEGREE / self.scale

    def project(self, degrees: Floats) -> Floats:
        """Longitude and latitude as x to the right and y downwards."""
        x = (degrees[:, 0] - self.west) * self.shrink * self.scale + MARGIN
        y = (self.north - degrees[:, 1]) * self.scale + MARGIN
        return np.column_stack([x, y])


def frame_for(bounds: Bounds, *, width: float) -> tuple[Frame, float, float]:
    """The frame that fits `bounds` (west, south, east, north) and the drawing's two sides."""
    west, south, east, north = bounds
    shrink = cos(radians((south + north) / 2))
    across, up = max((east - west) * shrink, 1e-9), max(north - south, 1e-9)
    inner = width - 2 * MARGIN
    scale = min(inner / across, inner * TALLEST / up)
    frame = Frame(west=west, north=north, shrink=shrink, scale=scale)
    return frame, across * scale + 2 * MARGIN, up * scale + 2 * MARGIN


def lay_out(
    areas: AreaSet, level: str, *, background: Sequence[BaseGeometry] = (), width: float
) -> Layout:
    """The areas of one level as paths of a drawing `width` units wide, or narrower if tall."""
    chosen = AreaSet(tuple(replace(area, parent=None) for area in areas.at_level(level)))
    frame, across, down = frame_for(chosen.bounds, width=width)
    shapes = [_shape(area, _drawn(area, frame)) for area in _light_enough(chosen, frame).areas]
    behind = (shapely.transform(piece, frame.project) for piece in background)
    return Layout(
        width=across,
        height=down,
        shapes=tuple(shapes),
        background=tuple(path_of(shapely.simplify(piece, 0.3)) for piece in behind),
    )


def path_of(geometry: BaseGeometry) -> str:
    """The rings of a polygon or multipolygon as a compact path of relative lines."""
    return "".join(
        _ring(np.asarray(ring.coords))
        for part in _parts(geometry)
        for ring in (part.exterior, *part.interiors)
    )


def _light_enough(areas: AreaSet, frame: Frame) -> AreaSet:
    """Fewer points, shared borders still shared, until the whole map is light to send."""
    detail = FINEST_DETAIL
    while True:
        simpler = areas.simplified(detail * frame.metres_per_unit)
        length = sum(len(path_of(_drawn(area, frame))) for area in simpler.areas)
        if length <= PATH_BUDGET or detail > COARSEST_DETAIL:
            return simpler
        detail *= 1.6


def _drawn(area: Area, frame: Frame) -> BaseGeometry:
    return shapely.transform(area.geometry, frame.project)


def _shape(area: Area, outline: BaseGeometry) -> Shape:
    largest = max(_parts(outline), key=lambda part: part.area)
    inside = shapely.get_coordinates(shapely.maximum_inscribed_circle(largest, tolerance=1))[0]
    return Shape(
        area=area.area,
        path=path_of(outline),
        x=float(inside[0]),
        y=float(inside[1]),
        name=place_name(area.name, largest),
    )


def _parts(geometry: BaseGeometry) -> list[Any]:
    """The polygons worth drawing: all but specks smaller than a third of a unit squared."""
    parts = [part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon"]
    large = [part for part in parts if part.area >= 0.3]
    return large or sorted(parts, key=lambda part: float(part.area))[-1:]


def _ring(points: Floats) -> str:
    tenths = np.rint(points * 10).astype(np.int64)
    steps = np.diff(tenths[:-1], axis=0)
    steps = steps[np.any(steps != 0, axis=1)]
    lines = " ".join(f"{number(dx / 10)} {number(dy / 10)}" for dx, dy in steps.tolist())
    x, y = tenths[0].tolist()
    return f"M{number(x / 10)} {number(y / 10)}l{lines}z" if lines else ""
