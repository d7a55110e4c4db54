"""Which larger area each area lies in, from a CSV (`area,parent[,population]`) or a GeoJSON.

Read `read_parents`. A borough of precincts, a part of town of districts: public tables are made
for areas in which counts are large enough, and these are often not drawn anywhere.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from commonweal.core.errors import InvalidAreas, UnreadableFile
from commonweal.core.nearest import listed, nearest_first
from commonweal.files.outlines import read_outlines
from commonweal.files.populations import area_id_text, whole_number

GEOJSON = (".geojson", ".json")
POPULATION = "population"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parents:
    """Area id → the larger area's name; area id → residents, where they are known."""

    parents: Mapping[str, str]
    people: Mapping[str, int]


def read_parents(path: Path, *, id_field: str = "area", parent_field: str = "parent") -> Parents:
    """Read both from a table or from the properties of outlines.

    Raises `UnreadableFile` or `InvalidAreas` naming the row and the column.
    """
    rows = _properties(path) if path.suffix.lower() in GEOJSON else _table(path)
    return _parents(rows, id_field, parent_field, file=path.name)


def _properties(path: Path) -> list[Mapping[str, Any]]:
    return [outline.properties for outline in read_outlines(path)]


def _table(path: Path) -> list[Mapping[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise UnreadableFile(
            f"{path.name} cannot be read as a table.",
            remedy="Name a CSV file in UTF-8 with the columns area and parent.",
            file=path.name,
        ) from fault
    return list(csv.DictReader(io.StringIO(text)))


def _parents(
    rows: Iterable[Mapping[str, Any]], id_field: str, parent_field: str, *, file: str
) -> Parents:
    parents: dict[str, str] = {}
    people: dict[str, int] = {}
    for number, row in enumerate(rows, 1):
        for field in (id_field, parent_field):
            if field not in row:
                raise _no_field(field, row, file)
        area, parent = area_id_text(row[id_field]), area_id_text(row[parent_field])
        if not area or not parent or area in parents:
            raise InvalidAreas(
                f"Row {number} of {file} names no area, no parent, or an area for the second time.",
                remedy="Give every area one row with its parent.",
                file=file,
                row=number,
            )
        parents[area] = parent
        residents = whole_number(row.get(POPULATION), where=f"Row {number} of {file}")
        if residents is not None:
            people[area] = residents
    if not parents:
        raise InvalidAreas(f"{file} holds no area.", remedy="Give every area one row.", file=file)
    return Parents(parents=parents, people=people)


def _no_field(field: str, row: Mapping[str, Any], file: str) -> InvalidAreas:
    known = [name for name in row if isinstance(name, str)]
    return InvalidAreas(
        f"{file} has no column or property “{field}”.",
        remedy=f"There are: {listed(nearest_first(field, known))}.",
        file=file,
        column=field,
    )
