"""The areas of a city from any GeoJSON, and back into the city's own file.

Read `read_areas` first. Outlines are checked by `outlines`, residents joined by `populations`.
Either every area of a file can be used or none is: a map with a hole would lose the incidents in
it, so the error names every area that needs mending, with its reason.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from commonweal.core.errors import InvalidAreas
from commonweal.core.measure import size_km2
from commonweal.core.nearest import listed, nearest_first
from commonweal.core.notices import Notice
from commonweal.core.places import Area, AreaSet
from commonweal.files.atomic import replace_text
from commonweal.files.outlines import Outline, read_outlines
from commonweal.files.populations import (
    PopulationColumn,
    area_id_text,
    read_residents,
    whole_number,
)

LEAST_SHARE_INSIDE_PARENT = 0.5
OVERLAP_WORTH_TELLING = 0.01  # of the smaller area's size


@dataclass(frozen=True, slots=True, kw_only=True)
class AreasRead:
    """The areas, and what was mended or filled in on the way."""

    areas: AreaSet
    notices: tuple[Notice, ...]


def read_areas(
    path: Path,
    *,
    id_field: str,
    name_field: str | None = None,
    level: str = "district",
    parent_field: str | None = None,
    population: PopulationColumn | None = None,
    coarser: AreaSet | None = None,
    id_prefix: str = "",
) -> AreasRead:
    """One level of areas from a GeoJSON file, on top of the `coarser` levels where they are given.

    Without `name_field` an area is called by its property `name`, or by its id. With `coarser`,
    each area's parent is the value of `parent_field`, or else the coarser area that holds at least
    half of it. `id_prefix` keeps the ids of two levels apart where both count from 1.
    Raises `InvalidAreas` or `UnreadableFile`; the message names every area that cannot be used.
    """
    outlines = read_outlines(path)
    if parent_field is not None and coarser is None:
        raise InvalidAreas(
            f"The parents of the areas in {path.name} stand in “{parent_field}”, "
            "but the level above was not given.",
            remedy="Give the file of the level above first, or leave the parent field out.",
            file=path.name,
        )
    for field in (id_field, name_field, parent_field):
        _check_field(field, outlines, file=path.name)
    notices: list[Notice] = []
    ids = _ids(outlines, id_field, file=path.name)
    _check_usable(outlines, ids, file=path.name)
    residents = read_residents(
        population, ids, [outline.properties for outline in outlines], id_field, notices
    )
    areas = tuple(
        Area(
            area=id_prefix + area,
            name=_name(outline, name_field) or area,
            level=level,
            parent=_text(outline.properties.get(parent_field)) if parent_field else None,
            population=residents.get(area),
            geometry=outline.geometry,
        )
        for outline, area in zip(outlines, ids, strict=True)
    )
    notices += _mending_notices(outlines, areas)
    notices += _overlap_notices(areas)
    if coarser is None:
        return AreasRead(areas=AreaSet(areas), notices=tuple(notices))
    joined = _join(coarser, areas, by_field=parent_field is not None, notices=notices)
    return AreasRead(areas=joined, notices=tuple(notices))


def read_any_areas(path: Path, *, id_field: str) -> AreasRead:
    """The areas of a city's own file with all its levels, or else one level of any GeoJSON file."""
    try:
        return read_city_areas(path)
    except InvalidAreas:
        return read_areas(path, id_field=id_field)


def read_city_areas(path: Path) -> AreasRead:
    """The areas of a city folder, as `write_areas` keeps them: all levels in one file."""
    outlines = read_outlines(path)
    for field in ("id", "name", "level"):
        _check_field(field, outlines, file=path.name)
    ids = _ids(outlines, "id", file=path.name)
    _check_usable(outlines, ids, file=path.name)
    areas = tuple(
        Area(
            area=area,
            name=_name(outline, "name") or area,
            level=_text(outline.properties.get("level")) or "district",
            parent=_text(outline.properties.get("parent")),
            population=whole_number(
                outline.properties.get("population"), where=f"{path.name}, area {area}"
            ),
            geometry=outline.geometry,
        )
        for outline, area in zip(outlines, ids, strict=True)
    )
    return AreasRead(areas=AreaSet(areas), notices=tuple(_mending_notices(outlines, areas)))


def write_areas(areas: AreaSet, path: Path) -> None:
    """Keep the areas as GeoJSON, one feature a line, so that a later change shows as a few lines.

    Coordinates are written in full, so that what is read back is equal.
    """
    features = ",\n".join(json.dumps(_feature(area), ensure_ascii=False) for area in areas.areas)
    replace_text(path, f'{{"type": "FeatureCollection", "features": [\n{features}\n]}}\n')


def _feature(area: Area) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {
            "id": area.area,
            "name": area.name,
            "level": area.level,
            "parent": area.parent,
            "population": area.population,
        },
        "geometry": shapely.geometry.mapping(area.geometry),
    }


def _check_field(field: str | None, outlines: Sequence[Outline], *, file: str) -> None:
    fields = list(dict.fromkeys(name for outline in outlines for name in outline.properties))
    if field is None or field in fields or not outlines:
        return
    raise InvalidAreas(
        f"No area in {file} has a field “{field}”.",
        remedy=f"Choose one of its fields: {listed(nearest_first(field, fields))}."
        if fields
        else "Its areas have no fields at all; add one with the id of each area.",
        file=file,
        field=field,
    )


def _ids(outlines: Sequence[Outline], id_field: str, *, file: str) -> list[str]:
    """The id of every feature; raises `InvalidAreas` for missing ids and for ids used twice."""
    found = [area_id_text(outline.properties.get(id_field)) for outline in outlines]
    without = [str(o.number) for o, area in zip(outlines, found, strict=True) if area is None]
    if without:
        raise InvalidAreas(
            f"{len(without)} of {len(outlines)} areas in {file} have no id in “{id_field}”: "
            f"feature {listed(without)}.",
            remedy="Fill in the id, or choose a field that every area has.",
            file=file,
            field=id_field,
        )
    ids = [area for area in found if area is not None]
    twice = [f"{area} ({n} times)" for area, n in Counter(ids).items() if n > 1]
    if twice:
        better = _fields_that_differ(outlines)
        raise InvalidAreas(
            f"Ids in the field “{id_field}” of {file} stand more than once: {listed(twice)}.",
            remedy=f"Choose a field that differs in every area, such as {listed(better)}."
            if better
            else "Give every area an id of its own; join parts of one area to a MultiPolygon.",
            file=file,
            field=id_field,
        )
    return ids


def _fields_that_differ(outlines: Sequence[Outline]) -> list[str]:
    fields = dict.fromkeys(name for outline in outlines for name in outline.properties)
    values = {field: [area_id_text(o.properties.get(field)) for o in outlines] for field in fields}
    return [f for f, found in values.items() if None not in found and len(set(found)) == len(found)]


def _check_usable(outlines: Sequence[Outline], ids: Sequence[str], *, file: str) -> None:
    faults = {area: o.fault for o, area in zip(outlines, ids, strict=True) if o.fault}
    if not faults:
        return
    reasons = "; ".join(f"{area}: {fault}" for area, fault in list(faults.items())[:10])
    more = f"; and {len(faults) - 10} more" if len(faults) > 10 else ""
    raise InvalidAreas(
        f"{len(faults)} of {len(ids)} areas in {file} cannot be used. {reasons}{more}.",
        remedy="Mend these outlines where they come from, for example in QGIS, and export again.",
        file=file,
        areas=faults,
    )


def _name(outline: Outline, name_field: str | None) -> str | None:
    return _text(outline.properties.get(name_field or "name"))


def _text(value: Any) -> str | None:
    """A name as one line of text; None where there is none."""
    if isinstance(value, str):
        return " ".join(value.split()) or None
    return area_id_text(value)


def _mending_notices(outlines: Sequence[Outline], areas: Sequence[Area]) -> list[Notice]:
    notices = []
    for outline, area in zip(outlines, areas, strict=True):
        if outline.mended is not None:
            change = f"{outline.mended:.2%}".replace("%", " %")
            notices.append(
                Notice(
                    code="outline-mended",
                    sentence=f"The outline of {area.name} ({area.area}) crossed or overlapped "
                    f"itself and was mended; its size changed by {change}.",
                )
            )
    return notices


def _overlap_notices(areas: Sequence[Area]) -> list[Notice]:
    """One notice for all pairs of areas that cover each other by more than a hundredth."""
    if not areas:
        return []
    shapes = [area.geometry for area in areas]
    pairs = shapely.STRtree(shapes).query(shapes, predicate="intersects").T
    pairs = pairs[pairs[:, 0] < pairs[:, 1]]
    if not len(pairs):
        return []
    shared = np.array(shapes, dtype=object)
    sizes = size_km2(shared)
    overlaps = size_km2(shapely.intersection(shared[pairs[:, 0]], shared[pairs[:, 1]]))
    much = overlaps > OVERLAP_WORTH_TELLING * np.minimum(sizes[pairs[:, 0]], sizes[pairs[:, 1]])
    named = [f"{areas[one].name} and {areas[two].name}" for one, two in pairs[much].tolist()]
    if not named:
        return []
    return [
        Notice(
            code="areas-overlap",
            sentence=f"Areas cover each other: {listed(named)}. "
            "A point in both is counted in the first of them in id order.",
            count=len(named),
        )
    ]


def _join(
    coarser: AreaSet, areas: Sequence[Area], *, by_field: bool, notices: list[Notice]
) -> AreaSet:
    if by_field:
        return AreaSet((*coarser.areas, *areas))
    parents = _holders(coarser, areas)
    without = [area.name for area in areas if area.area not in parents]
    if without:
        notices.append(
            Notice(
                code="no-parent",
                sentence=f"No area of the level above holds half of {listed(without)}; "
                "they stand without a parent.",
                count=len(without),
            )
        )
    return AreaSet(
        (*coarser.areas, *(replace(area, parent=parents.get(area.area)) for area in areas))
    )


def _holders(coarser: AreaSet, areas: Sequence[Area]) -> Mapping[str, str]:
    """Area id → the coarser area that holds the largest part of it, at least half of its size."""
    above = coarser.at_level(coarser.finest)
    shapes = np.array([area.geometry for area in areas], dtype=object)
    holders = np.array([area.geometry for area in above], dtype=object)
    pairs = shapely.STRtree(holders).query(shapes, predicate="intersects").T
    inside = size_km2(shapely.intersection(shapes[pairs[:, 0]], holders[pairs[:, 1]]))
    shares = inside / size_km2(shapes)[pairs[:, 0]]
    best: dict[str, tuple[float, str]] = {}
    for (area, holder), share in zip(pairs.tolist(), shares.tolist(), strict=True):
        found = (share, above[holder].area)
        best[areas[area].area] = max(found, best.get(areas[area].area, found))
    return {
        area: holder for area, (share, holder) in best.items() if share >= LEAST_SHARE_INSIDE_PARENT
    }
