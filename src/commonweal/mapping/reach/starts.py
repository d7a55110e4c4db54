"""Where people start from: a point inside each area, the city's own points, or a grid.

Read `starts_of` first. An area stands in one point inside it unless somebody knows better.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
import shapely
from numpy.typing import NDArray

from commonweal.core.errors import CommonwealError
from commonweal.core.measure import flat, size_km2
from commonweal.core.places import Area, AreaSet
from commonweal.core.tables import AREA_POINTS
from commonweal.mapping.reach.catchment import Numbers, Points, Whole

MOST_POINTS = 200_000


class InvalidStart(CommonwealError):
    """The points that people would start from cannot be used."""

    code = "invalid-start"


@dataclass(frozen=True, slots=True, kw_only=True)
class Starts:
    """The areas by name, and the points of each beside each other, with their share of its people.

    `even` says that the points are a grid over the outlines and not where people live.
    """

    areas: tuple[Area, ...]
    area: Whole
    points: Points
    share: Numbers
    even: bool = False

    @property
    def radius_m(self) -> Numbers:
        """The radius of a circle as large as each area."""
        shapes = np.array([area.geometry for area in self.areas], dtype=object)
        return np.sqrt(size_km2(shapes) / np.pi) * 1000

    def in_a_point(self, within: float) -> NDArray[np.bool_]:
        """Which areas stand in one point though they are wider than the catchment."""
        alone = np.bincount(self.area, minlength=len(self.areas)) == 1
        found: NDArray[np.bool_] = alone & (self.radius_m > within)
        return found

    def of_points(self, by_area: Sequence[float]) -> Numbers:
        """A number by area as one by point."""
        found: Numbers = np.asarray(by_area, dtype=np.float64)[self.area] * self.share
        return found


def by_name(areas: AreaSet) -> tuple[Area, ...]:
    """The areas on the finest level by name: the one order that ranks nobody (charter 2)."""
    finest = areas.at_level(areas.finest)
    return tuple(sorted(finest, key=lambda area: (area.name.casefold(), area.area)))


def starts_of(
    areas: AreaSet, *, points: pl.DataFrame | None = None, spread_m: float | None = None
) -> Starts:
    """Where the people of each area start from.

    `points` fits `AREA_POINTS`; an area without a row stands in a point inside it. `spread_m` puts
    a grid with that many metres between its points over every outline.
    """
    _check_one_way(points, spread_m)
    named = by_name(areas)
    given = _given(points, named) if points is not None else {}
    placed = [_grid(area, spread_m) if spread_m else given.get(area.area) for area in named]
    parts = [one if one is not None else _inside(a) for one, a in zip(placed, named, strict=True)]
    whole = np.concatenate(parts)
    return Starts(
        areas=named,
        area=np.repeat(np.arange(len(named)), [len(part) for part in parts]),
        points=Points(lon=whole[:, 0].copy(), lat=whole[:, 1].copy()),
        share=np.concatenate([part[:, 2] / part[:, 2].sum() for part in parts]),
        even=spread_m is not None,
    )


def _check_one_way(points: pl.DataFrame | None, spread_m: float | None) -> None:
    if points is not None and spread_m is not None:
        raise InvalidStart(
            "Points were given, and a grid was asked for as well.",
            remedy="Choose one: the city's own points, or an even grid.",
        )
    if spread_m is not None and not spread_m > 0:
        raise InvalidStart(
            f"A grid with {spread_m:g} metres between its points cannot be drawn.",
            remedy="Give a distance above zero, such as 500.",
        )


def _inside(area: Area) -> Numbers:
    point = area.geometry.representative_point()
    return np.array([[point.x, point.y, 1.0]])


def _given(points: pl.DataFrame, areas: Sequence[Area]) -> Mapping[str, Numbers]:
    table = AREA_POINTS.check(points)
    strange = table.filter(
        ~pl.col("area").is_in([area.area for area in areas])
        | ~pl.col("weight").is_between(0, float("inf"), closed="none")
    )
    if strange.height:
        raise InvalidStart(
            f"The points name “{strange['area'][0]}” with the weight {strange['weight'][0]:g}.",
            remedy="Use ids of areas on the finest level, and weights above zero.",
        )
    return {
        str(key[0]): rows.select("lon", "lat", "weight").to_numpy()
        for key, rows in table.group_by("area", maintain_order=True)
    }


def _grid(area: Area, spread_m: float) -> Numbers | None:
    """A square grid inside the outline; None for an area between its points."""
    west, south, east, north = shapely.bounds(area.geometry).tolist()
    to_metres, _ = flat((south + north) / 2)
    step = spread_m / to_metres(np.ones(2))
    if (east - west) * (north - south) / step.prod() > MOST_POINTS:
        raise InvalidStart(
            f"A grid of {spread_m:g} m over {area.name} has more than {MOST_POINTS:,} points.",
            remedy="Ask for a wider grid.",
        )
    x, y = np.meshgrid(
        np.arange(west + step[0] / 2, east, step[0]), np.arange(south + step[1] / 2, north, step[1])
    )
    inside = shapely.contains_xy(area.geometry, x.ravel(), y.ravel())
    found = np.stack([x.ravel()[inside], y.ravel()[inside], np.ones(inside.sum())], axis=1)
    return found if len(found) else None
