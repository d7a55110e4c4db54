"""Polygons out of a GeoJSON file: checked one by one, mended where a ring crosses itself.

Read `read_outlines` first. It gives every feature with a usable outline and a fault for every
other one, so that `areas` can name all of them at once. A mended outline may change an area's size
by at most one percent: beyond that nobody knows which outline was meant.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry import shape

from commonweal.core.errors import InvalidAreas, UnreadableFile
from commonweal.core.measure import size_km2

LARGEST_FILE_BYTES = 64_000_000
LARGEST_MENDING = 0.01  # share of the size before mending
WGS84_NAMES = ("crs84", "4326")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """One feature: its number in the file (from 1), its properties, and its polygon.

    `fault` says why it cannot be used, and `geometry` is then None; `mended` by what share of its
    size mending changed it, None where nothing was mended.
    """

    number: int
    properties: Mapping[str, Any]
    geometry: Any
    fault: str = ""
    mended: float | None = None


def read_outlines(path: Path) -> tuple[Outline, ...]:
    """Every feature of a GeoJSON file of polygons in WGS84 degrees.

    Raises `UnreadableFile` when the file is not GeoJSON, and `InvalidAreas` when its coordinates
    are no longitudes and latitudes.
    """
    features = _features(_parsed(path), file=path.name)
    return tuple(
        _outline(number, feature, file=path.name)
        for number, feature in enumerate(features, start=1)
    )


def _parsed(path: Path) -> Any:
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE_BYTES:
            raise UnreadableFile(
                f"{path.name} is {size // 1_000_000} MB long; the outlines of a city are read "
                f"up to {LARGEST_FILE_BYTES // 1_000_000} MB.",
                remedy="Leave out what lies outside the city, or simplify the outlines.",
                file=path.name,
            )
        return json.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError as fault:
        raise UnreadableFile(
            f"There is no file {path.name}.",
            remedy="Check the name and the folder.",
            file=path.name,
        ) from fault
    except OSError as fault:
        raise UnreadableFile(
            f"{path.name} cannot be opened: {fault.strerror}.",
            remedy="Check that it is a file and that you may read it.",
            file=path.name,
        ) from fault
    except (ValueError, RecursionError) as fault:
        raise UnreadableFile(
            f"{path.name} is not GeoJSON: {_where(fault)}.",
            remedy="Export the areas as GeoJSON in UTF-8.",
            file=path.name,
        ) from fault


def _where(fault: ValueError | RecursionError) -> str:
    if isinstance(fault, json.JSONDecodeError):
        return f"it breaks off or goes wrong at line {fault.lineno}, column {fault.colno}"
    if isinstance(fault, UnicodeDecodeError):
        return f"byte {fault.start + 1} is no UTF-8 text"
    return (
        "it is nested deeper than any outline"
        if isinstance(fault, RecursionError)
        else "a number in it has too many digits"
    )


def _features(data: Any, *, file: str) -> list[Any]:
    found = data.get("type") if isinstance(data, dict) else None
    if found == "Topology":
        raise UnreadableFile(
            f"{file} is TopoJSON, not GeoJSON.",
            remedy="Export it as GeoJSON, for example with mapshaper or QGIS.",
            file=file,
        )
    features = data.get("features") if isinstance(data, dict) else None
    if found != "FeatureCollection" or not isinstance(features, list):
        raise UnreadableFile(
            f"{file} is not a GeoJSON FeatureCollection.",
            remedy="Export all areas together as one GeoJSON FeatureCollection.",
            file=file,
        )
    crs = json.dumps(data.get("crs") or "crs84").lower()
    if not any(name in crs for name in WGS84_NAMES):
        raise InvalidAreas(
            f"{file} says that its coordinates are in another projection than WGS84: {crs[:120]}.",
            remedy="Export it again in WGS84 (EPSG:4326), longitude before latitude.",
            file=file,
        )
    return features


def _outline(number: int, feature: Any, *, file: str) -> Outline:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    properties = properties if isinstance(properties, dict) else {}
    polygon, fault = _polygon(geometry)
    if fault:
        return Outline(number=number, properties=properties, geometry=None, fault=fault)
    _check_degrees(polygon, number, file=file)
    if shapely.is_valid(polygon):
        return Outline(number=number, properties=properties, geometry=polygon)
    return _mended(number, properties, polygon)


def _polygon(geometry: Any) -> tuple[Any, str]:
    """The polygon in two dimensions and no fault, or None and why it is none."""
    if geometry is None:
        return None, "it has no outline"
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        return None, f"it is a {kind}, not a polygon" if isinstance(
            kind, str
        ) else "it is no polygon"
    try:
        with np.errstate(all="ignore"):
            polygon = shapely.force_2d(shape(geometry))
        finite = bool(np.isfinite(shapely.get_coordinates(polygon)).all())
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError):
        return None, "its outline is not made of rings of at least four points"
    except shapely.errors.ShapelyError:
        return None, "its outline is not made of rings of at least four points"
    if polygon.is_empty:
        return None, "its outline is empty"
    if not finite:
        return None, "a coordinate is not a number"
    return polygon, ""


def _mended(number: int, properties: Mapping[str, Any], polygon: Any) -> Outline:
    after = shapely.make_valid(polygon, method="structure", keep_collapsed=False)
    sizes = size_km2([polygon, after])
    before_km2, after_km2 = float(sizes[0]), float(sizes[1])
    fault = ""
    if after.is_empty or after.geom_type not in ("Polygon", "MultiPolygon"):
        fault = "its outline encloses nothing"
    elif abs(after_km2 - before_km2) > LARGEST_MENDING * before_km2:
        fault = (
            "its outline crosses or overlaps itself, and mending it would change its size by "
            f"{_percent(before_km2, after_km2)}: {before_km2:.4g} km² as drawn, "
            f"{after_km2:.4g} km² mended"
        )
    if fault:
        return Outline(number=number, properties=properties, geometry=None, fault=fault)
    change = abs(after_km2 - before_km2) / before_km2
    return Outline(number=number, properties=properties, geometry=after, mended=change)


def _percent(before: float, after: float) -> str:
    if abs(after - before) > before:
        return "more than the whole of it"
    return f"{abs(after - before) / before:.1%}".replace("%", " %")


def _check_degrees(polygon: Any, number: int, *, file: str) -> None:
    points = shapely.get_coordinates(polygon)
    outside = (np.abs(points[:, 0]) > 180) | (np.abs(points[:, 1]) > 90)
    if not outside.any():
        return
    x, y = points[outside][0].tolist()
    guess = (
        "The two are probably exchanged."
        if abs(x) <= 90 and abs(y) <= 180
        else "The file is probably in a national projection, in metres."
    )
    raise InvalidAreas(
        f"{file}, feature {number}: the coordinates {x:g}, {y:g} are no longitude and "
        f"latitude in degrees. {guess}",
        remedy="Export it again in WGS84 (EPSG:4326), longitude before latitude.",
        file=file,
        feature=number,
    )
