"""Residents per area, and per area and group, joined from any table with chosen columns.

Read `read_residents` first. Ids that a spreadsheet turned into numbers (`1.0`) meet their text
(`1`) through `area_id_text`. A blank, `.`, `-` or `n/a` is a population that is not known, which is
not zero.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from commonweal.core.errors import InvalidAreas
from commonweal.core.groups import GroupPack
from commonweal.core.nearest import listed, nearest_first
from commonweal.core.notices import Notice
from commonweal.core.places import AreaSet
from commonweal.core.raw import PROBLEM, PROBLEMS, ROW
from commonweal.core.tables import POPULATIONS
from commonweal.files.atomic import replace_text
from commonweal.files.tabular import Reading, read_raw

NOT_KNOWN = frozenset({"", ".", "-", "–", "n/a", "na", "null", "none"})
_WHOLE = re.compile(r"\d{1,3}([,\u00a0\u202f ]\d{3})+|\d+")
_TAIL = re.compile(r"(-?\d+)\.0+")


@dataclass(frozen=True, slots=True, kw_only=True)
class PopulationColumn:
    """Where the residents of each area stand: a column of a table, or a property of the GeoJSON.

    `path` None means a property of the areas themselves. `id_column` is the table's column with the
    area ids; None: the same name as the areas' id field.
    """

    column: str
    path: Path | None = None
    id_column: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PopulationsRead:
    """Residents by area and group (`tables.POPULATIONS`), and what was filled in or left out."""

    table: pl.DataFrame
    notices: tuple[Notice, ...] = field(default=())


def area_id_text(value: Any) -> str | None:
    """An id as text: 1, 1.0 and "1.0" are `1`, "01" stays `01`; None where there is none."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    if isinstance(value, float):
        if not math.isfinite(value):
            return None
        return str(int(value)) if value.is_integer() else repr(value)
    text = " ".join(str(value).split())
    match = _TAIL.fullmatch(text)
    return (match[1] if match else text) or None


def whole_number(value: Any, *, where: str) -> int | None:
    """Residents as a whole number; None where the value says that they are not known.

    Takes 1234, 1234.0, "1,234" and "1 234"; raises `InvalidAreas` at `where` for anything else.
    """
    if value is None or (isinstance(value, str) and value.strip().casefold() in NOT_KNOWN):
        return None
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    if isinstance(value, float) and value >= 0 and value.is_integer():
        return int(value)
    if isinstance(value, str):
        text = value.strip()
        match = _TAIL.fullmatch(text)
        text = match[1] if match else text
        if _WHOLE.fullmatch(text) and len(text) <= 15:
            return int(re.sub(r"\D", "", text))
    raise InvalidAreas(
        f"{where}: “{str(value)[:40]}” is not a number of residents.",
        remedy="Write a whole number, or leave the cell blank where the number is not known.",
    )


def read_residents(
    population: PopulationColumn | None,
    ids: Sequence[str],
    properties: Sequence[Mapping[str, Any]],
    id_field: str,
    notices: list[Notice],
) -> Mapping[str, int]:
    """Area id → residents, from the areas' own properties or from a table; notices are added."""
    if population is None:
        return {}
    if population.path is None:
        found = _from_properties(population.column, ids, properties)
    else:
        column = population.id_column or id_field
        table = read_columns(population.path, [column, population.column])
        found = _by_area(table, column, population.column, file=population.path.name)
    _tell_unmatched(found, ids, notices)
    return {area: residents for area, residents in found.items() if residents is not None}


def read_group_populations(
    path: Path,
    *,
    id_column: str,
    groups: Mapping[str, str],
    areas: AreaSet,
    pack: GroupPack,
    id_prefix: str = "",
) -> PopulationsRead:
    """Residents by area and group from a wide table: `groups` maps a group key to its column.

    `id_prefix` is put before each id of the table, as it was before those of the outlines.
    """
    pack.check(groups)
    table = read_columns(path, [id_column, *groups.values()])
    notices: list[Notice] = []
    rows: list[tuple[str, str, int]] = []
    for group, column in groups.items():
        by_own_id = _by_area(table, id_column, column, file=path.name)
        found = {id_prefix + area: n for area, n in by_own_id.items()}
        if not rows:
            _tell_unmatched(found, areas.ids, notices)
        rows += [
            (area, group, found_n) for area in areas.ids if (found_n := found.get(area)) is not None
        ]
    frame = pl.DataFrame(rows, schema=POPULATIONS.schema, orient="row").sort("area", "group")
    return PopulationsRead(table=frame, notices=tuple(notices))


def read_city_populations(path: Path, *, areas: AreaSet, pack: GroupPack) -> pl.DataFrame:
    """The populations of a city folder (`tables.POPULATIONS`): area, group, population."""
    table = read_columns(path, list(POPULATIONS.columns))
    seen: set[tuple[str, str]] = set()
    rows: list[tuple[str, str, int]] = []
    for row, area, group, text in table.select(ROW, *POPULATIONS.columns).iter_rows():
        where = f"{path.name}, row {row}"
        residents = whole_number(text, where=f"{where}, column population")
        cell = (area_id_text(area) or "", group or "")
        if residents is None or cell in seen:
            raise InvalidAreas(
                f"{where}: area {cell[0]} and group {cell[1]} "
                + ("stand in the table twice." if cell in seen else "have no population."),
                remedy="Keep one row with a whole number, or take the row out.",
            )
        areas.get(cell[0])
        pack.check([cell[1]])
        seen.add(cell)
        rows.append((*cell, residents))
    return pl.DataFrame(rows, schema=POPULATIONS.schema, orient="row").sort("area", "group")


def write_populations(
    populations: pl.DataFrame, path: Path, *, areas: AreaSet, pack: GroupPack
) -> None:
    """Keep residents by area and group as CSV, sorted, for `read_city_populations`."""
    table = POPULATIONS.check(populations).sort("area", "group")
    pack.check(table["group"])
    for area in table["area"].unique():
        areas.get(area)
    replace_text(path, table.write_csv())


def read_columns(path: Path, columns: Sequence[str]) -> pl.DataFrame:
    """The chosen columns of a table as text, with the row numbers of the file in `_row`."""
    raw = read_raw(path, reading=Reading())
    for column in columns:
        if column not in raw.columns:
            raise InvalidAreas(
                f"{path.name} has no column “{column}”.",
                remedy=f"Choose one of its columns: {listed(nearest_first(column, raw.columns))}.",
                file=path.name,
                column=column,
            )
    chosen = list(dict.fromkeys([ROW, PROBLEM, *columns]))
    frames = [batch.select(chosen) for batch in raw.batches()]
    if not frames:
        raise InvalidAreas(
            f"{path.name} has a header and no rows.",
            remedy="Give a table with one row for each area.",
            file=path.name,
        )
    table = pl.concat(frames)
    broken = table.filter(pl.col(PROBLEM).is_not_null())
    if broken.height:
        problem = PROBLEMS[broken[PROBLEM][0]]
        raise InvalidAreas(
            f"{path.name}, row {broken[ROW][0]}: {problem.reason}",
            remedy=problem.remedy,
            file=path.name,
            row=broken[ROW][0],
        )
    return table.drop(PROBLEM)


def _from_properties(
    column: str, ids: Sequence[str], properties: Sequence[Mapping[str, Any]]
) -> dict[str, int | None]:
    fields = dict.fromkeys(name for values in properties for name in values)
    if column not in fields:
        raise InvalidAreas(
            f"No area has a field “{column}” with its population.",
            remedy=f"Choose one of the fields: {listed(nearest_first(column, fields))}.",
            field=column,
        )
    return {
        area: whole_number(values.get(column), where=f"Area {area}, field {column}")
        for area, values in zip(ids, properties, strict=True)
    }


def _by_area(
    table: pl.DataFrame, id_column: str, column: str, *, file: str
) -> dict[str, int | None]:
    found: dict[str, int | None] = {}
    for row, key, value in table.select(ROW, id_column, column).iter_rows():
        area = area_id_text(key)
        if area is None:
            continue
        if area in found:
            raise InvalidAreas(
                f"{file}, row {row}: the area {area} stands in the table twice.",
                remedy="Keep one row for each area.",
                file=file,
                row=row,
            )
        found[area] = whole_number(value, where=f"{file}, row {row}, column {column}")
    return found


def _tell_unmatched(
    found: Mapping[str, int | None], ids: Sequence[str], notices: list[Notice]
) -> None:
    without = [area for area in ids if found.get(area) is None]
    if without and len(without) == len(ids):
        raise InvalidAreas(
            f"None of the {len(ids)} areas has a population in the table: its ids are "
            f"{listed(found, at_most=3)}, those of the areas {listed(ids, at_most=3)}.",
            remedy="Choose the column that holds the same ids as the areas.",
        )
    if without:
        notices.append(
            Notice(
                code="population-not-known",
                sentence=f"The population of {listed(without)} is not known.",
                count=len(without),
            )
        )
    known = set(ids)
    unused = [area for area in found if area not in known]
    if unused:
        notices.append(
            Notice(
                code="population-without-area",
                sentence=f"The table has rows for {listed(unused)}, which are not areas here; "
                "they were left out.",
                count=len(unused),
            )
        )
