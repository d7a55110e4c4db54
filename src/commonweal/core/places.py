"""The areas of a city: outlines with names, levels and populations, and who lies where.

Read `AreaSet` first. Outlines are WGS84 longitude and latitude. Several levels may stand in one
set (districts, and neighbourhoods inside them); counts are kept on the finest. Sizes are
measured in an equal-area projection (`measure`), never in degrees.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import polars as pl
import shapely
from numpy.typing import ArrayLike

from commonweal.core.errors import InvalidAreas
from commonweal.core.measure import Geometries, flat, size_km2
from commonweal.core.nearest import listed, nearest_first
from commonweal.core.tables import AREAS

NEIGHBOUR_GAP_M = 25.0  # outlines drawn apart by a street's width still touch


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """One area: its id as text, its name as residents know it, its level and its outline.

    `parent` is the id of the area one level up; `population` its residents, None where unknown;
    `geometry` a shapely Polygon or MultiPolygon in WGS84 degrees.
    """

    area: str
    name: str
    level: str = "district"
    parent: str | None = None
    population: int | None = None
    geometry: Any


@dataclass(frozen=True)
class AreaSet:
    """The areas of one city, in the order of their file.

    Raises `InvalidAreas` when there are none, when an id stands twice, or when a parent is missing
    or not one level up.
    """

    areas: tuple[Area, ...]

    def __post_init__(self) -> None:
        if not self.areas:
            raise InvalidAreas(
                "There are no areas.", remedy="Give a file with at least one polygon."
            )
        twice = [area for area, n in Counter(self.ids).items() if n > 1]
        if twice:
            raise InvalidAreas(
                f"The area id{'s' * (len(twice) > 1)} {listed(twice)} "
                f"stand{'s' * (len(twice) == 1)} more than once.",
                remedy="Choose an id field whose values differ in every area, on every level, "
                "or put a prefix before the ids of one level (--id-prefix).",
                areas=twice,
            )
        for area in self.areas:
            self._check_parent(area)

    def _check_parent(self, area: Area) -> None:
        if area.parent is None:
            return
        parent = self._by_id.get(area.parent)
        if parent is None or parent.level == area.level:
            wrong = "is not an area of this city" if parent is None else "is on the same level"
            raise InvalidAreas(
                f"The area {area.area} ({area.name}) lies in “{area.parent}”, which {wrong}.",
                remedy="Give the level above as well, or leave the parent out.",
                area=area.area,
            )

    @cached_property
    def _by_id(self) -> Mapping[str, Area]:
        return {area.area: area for area in self.areas}

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The ids on every level, in the order of the file."""
        return tuple(area.area for area in self.areas)

    @cached_property
    def table(self) -> pl.DataFrame:
        """The areas without their outlines, as the contract `tables.AREAS`."""
        rows = [(a.area, a.name, a.level, a.parent, a.population) for a in self.areas]
        return pl.DataFrame(rows, schema=AREAS.schema, orient="row")

    @cached_property
    def geometries(self) -> Geometries:
        """The outlines in the order of `ids`."""
        geometries = np.empty(len(self.areas), dtype=object)
        geometries[:] = [area.geometry for area in self.areas]
        return geometries

    @cached_property
    def sizes_km2(self) -> Mapping[str, float]:
        """Area id → its size in km², measured in an equal-area projection."""
        return dict(zip(self.ids, size_km2(self.geometries).tolist(), strict=True))

    @cached_property
    def levels(self) -> tuple[str, ...]:
        """The levels, from the coarsest to the finest, by the median size of their areas."""
        sizes: dict[str, list[float]] = {}
        for area in self.areas:
            sizes.setdefault(area.level, []).append(self.sizes_km2[area.area])
        return tuple(sorted(sizes, key=lambda level: -float(np.median(sizes[level]))))

    @property
    def finest(self) -> str:
        """The level with the smallest areas, on which points are located."""
        return self.levels[-1]

    def at_level(self, level: str) -> tuple[Area, ...]:
        """The areas of one level, in the order of the file."""
        if level not in self.levels:
            raise InvalidAreas(
                f"There is no level “{level}”.",
                remedy=f"The levels are {listed(nearest_first(level, self.levels))}.",
                level=level,
            )
        return tuple(area for area in self.areas if area.level == level)

    def get(self, area: str) -> Area:
        """The area with this id; raises `InvalidAreas` with the nearest ids otherwise."""
        if area not in self._by_id:
            raise InvalidAreas(
                f"There is no area “{area}”.",
                remedy=f"The nearest ids are {listed(nearest_first(area, self.ids)[:5])}.",
                area=area,
            )
        return self._by_id[area]

    def __contains__(self, area: object) -> bool:
        return area in self._by_id

    @cached_property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east and north in degrees."""
        west, south, east, north = shapely.total_bounds(self.geometries).tolist()
        return west, south, east, north

    def locate(
        self, lon: ArrayLike, lat: ArrayLike, *, level: str | None = None
    ) -> list[str | None]:
        """The area of each point on the finest level (or on `level`); None where it lies outside.

        A point on a shared border belongs to the first of its areas in id order (as text), so that
        the answer does not depend on the order of the file. A point with a missing (NaN)
        coordinate lies nowhere.
        """
        x, y = np.asarray(lon, dtype=np.float64), np.asarray(lat, dtype=np.float64)
        areas = sorted(self.at_level(level or self.finest), key=lambda area: area.area)
        found = np.full(x.shape, -1, dtype=np.int64)
        for index, area in enumerate(areas):
            west, south, east, north = shapely.bounds(area.geometry).tolist()
            near = (found < 0) & (x >= west) & (x <= east) & (y >= south) & (y <= north)
            candidates = np.flatnonzero(near)
            shapely.prepare(area.geometry)
            inside = shapely.intersects_xy(area.geometry, x[candidates], y[candidates])
            found[candidates[inside]] = index
        names = [area.area for area in areas]
        return [None if index < 0 else names[index] for index in found.tolist()]

    def neighbours(self, *, gap_m: float = NEIGHBOUR_GAP_M) -> dict[str, tuple[str, ...]]:
        """Area id → the ids on its level that lie within `gap_m` metres of it, in id order.

        Areas that meet in a corner are neighbours. The gap allows for outlines that were drawn or
        rounded apart.
        """
        to_metres, _ = flat((self.bounds[1] + self.bounds[3]) / 2)
        neighbours: dict[str, tuple[str, ...]] = {}
        for level in self.levels:
            areas = self.at_level(level)
            shapes = shapely.transform([area.geometry for area in areas], to_metres)
            near: dict[str, set[str]] = {area.area: set() for area in areas}
            pairs = shapely.STRtree(shapes).query(shapes, predicate="dwithin", distance=gap_m)
            for one, other in pairs.T.tolist():
                if one != other:
                    near[areas[one].area].add(areas[other].area)
            neighbours |= {area: tuple(sorted(others)) for area, others in near.items()}
        return neighbours

    def simplified(self, tolerance_m: float) -> "AreaSet":
        """The same areas with fewer points, for drawing only; shared borders stay together.

        `tolerance_m` is about the size in metres of the detail that goes. Each level is simplified
        as one coverage (GEOS CoverageSimplifier), so that no gap opens between neighbours. An area
        whose outline would collapse or become invalid keeps its own outline.
        """
        to_metres, to_degrees = flat((self.bounds[1] + self.bounds[3]) / 2)
        drawn: dict[str, Any] = {}
        for level in self.levels:
            areas = self.at_level(level)
            metres = shapely.transform([area.geometry for area in areas], to_metres)
            simple = shapely.transform(shapely.coverage_simplify(metres, tolerance_m), to_degrees)
            usable = shapely.is_valid(simple) & ~shapely.is_empty(simple)
            for area, outline, good in zip(areas, simple, usable, strict=True):
                drawn[area.area] = outline if good else area.geometry
        return AreaSet(tuple(replace(area, geometry=drawn[area.area]) for area in self.areas))
