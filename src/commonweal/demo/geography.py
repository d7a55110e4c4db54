"""Where Aldermere lies: fourteen districts in four quarters, and the river between them.

Read `draw_city` first. Districts are Voronoi cells around fixed anchors that the seed moves a
little, with one relaxation and rough edges. Each edge is drawn once and then used by
both neighbours, so shared borders are shared to the last digit. The whole stands on the Dogger
Bank, in open water, where nobody can mistake it for a place.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from shapely import LineString, MultiPoint, Polygon
from shapely.geometry.base import BaseGeometry

ORIGIN_LON, ORIGIN_LAT = 2.6, 54.9
KM_PER_DEGREE_LAT = 111.32
DIGITS = 6
RIVER_NAME = "The Alder"
RIVER_WIDTH_KM = 0.22

QUARTERS: dict[str, str] = {
    "north-heath": "North Heath",
    "old-town": "Old Town",
    "waterside": "Waterside",
    "south-fields": "South Fields",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A district before it has an outline: its quarter, and its anchor in km from the centre."""

    name: str
    quarter: str
    east: float
    north: float


SITES: dict[str, Site] = {
    "southmead": Site(name="Southmead", quarter="south-fields", east=-0.1, north=-4.1),
    "oldgate": Site(name="Oldgate", quarter="old-town", east=1.4, north=1.1),
    "ferry-lane": Site(name="Ferry Lane", quarter="waterside", east=-1.9, north=-1.5),
    "northmoor": Site(name="Northmoor", quarter="north-heath", east=0.3, north=3.9),
    "st-anne": Site(name="St Anne", quarter="old-town", east=-4.6, north=0.9),
    "eastbank": Site(name="Eastbank", quarter="old-town", east=4.7, north=0.7),
    "millfield": Site(name="Millfield", quarter="south-fields", east=3.3, north=-4.2),
    "lindfield": Site(name="Lindfield", quarter="north-heath", east=3.7, north=3.3),
    "westway": Site(name="Westway", quarter="waterside", east=-5.1, north=-1.7),
    "harbour": Site(name="Harbour", quarter="waterside", east=4.6, north=-1.8),
    "castle-hill": Site(name="Castle Hill", quarter="old-town", east=-1.5, north=1.4),
    "quayside": Site(name="Quayside", quarter="waterside", east=1.3, north=-1.5),
    "orchard": Site(name="Orchard", quarter="north-heath", east=-3.2, north=3.6),
    "tanners": Site(name="Tanners", quarter="south-fields", east=-3.4, north=-4.0),
}
NORTH_BANK = ("north-heath", "old-town")


@dataclass(frozen=True, slots=True, kw_only=True)
class Geography:
    """Outlines in WGS84 degrees: districts and quarters by id, and the river beside them."""

    districts: dict[str, Polygon]
    quarters: dict[str, Polygon]
    river: BaseGeometry


def draw_city(rng: np.random.Generator) -> Geography:
    """The city's outlines; the same generator state draws the same city."""
    outline = _outer_edge(rng)
    cells = _relaxed_cells(_moved_anchors(rng), outline)
    plane = _roughened(cells, outline, rng)
    banks = _river(plane, outline)
    districts = {area: _to_degrees(shape) for area, shape in plane.items()}
    quarters = {
        quarter: shapely.unary_union(
            [shape for area, shape in districts.items() if SITES[area].quarter == quarter]
        ).normalize()
        for quarter in QUARTERS
    }
    return Geography(districts=districts, quarters=quarters, river=_to_degrees(banks))


def neighbouring(districts: dict[str, Polygon]) -> dict[str, list[str]]:
    """For each district those that share a border longer than a point, in the city's order."""
    return {
        area: [
            other
            for other in districts
            if other != area and shape.intersection(districts[other]).length > 0
        ]
        for area, shape in districts.items()
    }


def points_within(
    shape: Polygon, count: int, rng: np.random.Generator
) -> list[tuple[float, float]]:
    """`count` points (lon, lat) inside an outline, uniform in degrees, five digits (a metre)."""
    west, south, east, north = shape.bounds
    kept: list[tuple[float, float]] = []
    while len(kept) < count:
        lon, lat = (
            rng.uniform(west, east, 2 * count + 8).round(5),
            rng.uniform(south, north, 2 * count + 8).round(5),
        )
        inside = shapely.contains_xy(shape, lon, lat)
        kept += list(zip(lon[inside].tolist(), lat[inside].tolist(), strict=True))
    return kept[:count]


def _outer_edge(rng: np.random.Generator) -> Polygon:
    """A smooth closed curve around the anchors: an ellipse with a few slow waves, in km."""
    turn = np.linspace(0, 2 * np.pi, 240, endpoint=False)
    radius = np.ones_like(turn)
    for waves, size in ((2, 0.02), (3, 0.03), (4, 0.02), (5, 0.012)):
        radius += size * np.sin(waves * turn + rng.uniform(0, 2 * np.pi))
    return Polygon(np.column_stack([7.3 * radius * np.cos(turn), 6.1 * radius * np.sin(turn)]))


def _moved_anchors(rng: np.random.Generator) -> np.ndarray:
    anchors = np.array([(site.east, site.north) for site in SITES.values()])
    return anchors + rng.uniform(-0.2, 0.2, anchors.shape)


def _cells(points: np.ndarray, outline: Polygon) -> list[Polygon]:
    """Voronoi cells clipped by the outline, in the order of their points."""
    found = shapely.voronoi_polygons(MultiPoint(points), extend_to=outline.buffer(5)).geoms
    centres = shapely.points(points)
    return [
        next(cell.intersection(outline) for cell in found if cell.contains(centre))
        for centre in centres
    ]


def _relaxed_cells(points: np.ndarray, outline: Polygon) -> list[Polygon]:
    """Cells after half a step of Lloyd's relaxation: even, but still around their anchors."""
    centroids = np.array([cell.centroid.coords[0] for cell in _cells(points, outline)])
    return _cells(0.5 * points + 0.5 * centroids, outline)


def _roughened(
    cells: list[Polygon], outline: Polygon, rng: np.random.Generator
) -> dict[str, Polygon]:
    """The same coverage with each straight border bent once, for both of its neighbours."""
    borders = [
        cells[one].intersection(cells[two])
        for one in range(len(cells))
        for two in range(one + 1, len(cells))
    ]
    straight = [border for border in borders if border.length > 0]
    bent = [_bent(border, rng) for border in straight]
    lines = shapely.set_precision(shapely.unary_union([outline.exterior, *bent]), 1e-7)
    faces = list(shapely.polygonize(_noded(lines)).geoms)
    parts: dict[str, list[Polygon]] = {area: [] for area in SITES}
    for face in faces:
        overlaps = [cell.intersection(face).area for cell in cells]
        parts[list(SITES)[int(np.argmax(overlaps))]].append(face)
    return {area: shapely.unary_union(pieces) for area, pieces in parts.items()}


def _noded(lines: BaseGeometry) -> list[LineString]:
    return list(shapely.unary_union(lines).geoms)


def _bent(border: LineString, rng: np.random.Generator) -> LineString:
    """A border with fixed ends and a gentle wander between them (at most 5 % of its length).

    Both ends are drawn out by 10 m, so that a border that should meet the outer edge does.
    """
    (x0, y0), (x1, y1) = border.coords[0], border.coords[-1]
    steps = np.linspace(0, 1, 14)
    wander = sum(
        rng.normal(0, 0.02 / wave) * np.sin(wave * np.pi * steps) for wave in (1, 2, 3, 5, 7)
    )
    along = np.array([x1 - x0, y1 - y0])
    across = np.array([-along[1], along[0]])
    line = np.array([x0, y0]) + np.outer(steps, along) + np.outer(wander, across)
    reach = 0.01 / float(np.hypot(*along))
    line[0] -= reach * along
    line[-1] += reach * along
    return LineString(line)


def _river(plane: dict[str, Polygon], outline: Polygon) -> BaseGeometry:
    """Water along the border between the two banks, wider towards the mouth in the east."""
    banks = [
        shapely.unary_union(
            [s for area, s in plane.items() if (SITES[area].quarter in NORTH_BANK) is north]
        )
        for north in (True, False)
    ]
    course = shapely.line_merge(banks[0].intersection(banks[1]))
    pieces = shapely.get_parts(shapely.segmentize(course, 0.2))
    middle = max(pieces, key=lambda piece: piece.length)
    water = [
        LineString(pair).buffer(RIVER_WIDTH_KM / 2 * (1 + max(0.0, pair[0][0] + 7) / 10))
        for pair in zip(middle.coords[:-1], middle.coords[1:], strict=True)
    ]
    return shapely.unary_union(water).simplify(0.01).intersection(outline)


def _to_degrees(shape: BaseGeometry) -> BaseGeometry:
    """Kilometres around the origin as degrees, rounded once so that borders stay shared."""
    per_lon = KM_PER_DEGREE_LAT * np.cos(np.radians(ORIGIN_LAT))

    def turned(plane: np.ndarray) -> np.ndarray:
        lon = ORIGIN_LON + plane[:, 0] / per_lon
        lat = ORIGIN_LAT + plane[:, 1] / KM_PER_DEGREE_LAT
        return np.column_stack([lon, lat]).round(DIGITS)

    return shapely.transform(shape, turned).normalize()
