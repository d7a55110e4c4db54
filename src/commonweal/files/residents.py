"""Residents by area, group and language, from the city's own table or from a public one.

Read `read_residents_of` first. The city's own table has the columns area and population, and
group and language where it knows them; a group left empty is everybody. Of a public table, one
column with the areas' ids and one with their residents are taken.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from commonweal.core.errors import InvalidAreas
from commonweal.core.nearest import listed
from commonweal.core.notices import Notice
from commonweal.core.raw import ROW
from commonweal.core.tables import RESIDENTS
from commonweal.files.populations import area_id_text, read_columns, whole_number
from commonweal.files.survey import sha256_of
from commonweal.files.tabular import read_raw

OWN = ("area", "group", "language", "population")
NEEDED = {"area", "population"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidentsRead:
    """Residents (`RESIDENTS`), the file's hash, and what was left out or guessed."""

    table: pl.DataFrame
    sha256: str
    notices: tuple[Notice, ...]


def read_residents_of(
    path: Path, *, areas: Sequence[str], column: str | None = None
) -> ResidentsRead:
    """The residents of `areas` (ids) in the table; `column` where it is a public one.

    Raises `InvalidAreas` with file, row and column for a number that is none, a cell that stands
    twice, or a table whose columns do not say what they hold.
    """
    columns = read_raw(path).columns
    notices: list[Notice] = []
    if column is None and set(columns) >= NEEDED:
        rows = _own(path, [name for name in OWN if name in columns])
    else:
        rows = _public(path, columns, areas, column, notices)
    known = set(areas)
    strange = dict.fromkeys(area for area, *_ in rows if area not in known)
    if strange and len(strange) == len({area for area, *_ in rows}):
        raise InvalidAreas(
            f"No area of {path.name} is one of the outlines: it names {listed(strange, at_most=3)}"
            f", they are {listed(areas, at_most=3)}.",
            remedy="Write the ids of the outlines in it, or choose another --area-id.",
            file=path.name,
        )
    if strange:
        notices.append(
            Notice(
                code="population-without-area",
                sentence=f"{path.name} has rows for {listed(strange)}, which are not areas here; "
                "they were left out.",
                count=len(strange),
            )
        )
    table = pl.DataFrame(
        [row for row in rows if row[0] in known], schema=RESIDENTS.schema, orient="row"
    )
    return ResidentsRead(table=table, sha256=sha256_of(path), notices=tuple(notices))


type _Row = tuple[str, str | None, str | None, int]


def _own(path: Path, columns: Sequence[str]) -> list[_Row]:
    found: dict[tuple[str, str | None, str | None], int] = {}
    for row in read_columns(path, columns).select(ROW, *columns).iter_rows(named=True):
        where = f"{path.name}, row {row[ROW]}"
        people = whole_number(row["population"], where=f"{where}, column population")
        area = area_id_text(row["area"])
        if people is None or area is None:
            continue
        cell = (area, _said(row, "group"), _said(row, "language"))
        if cell in found:
            raise InvalidAreas(
                f"{where}: area {area}, group {cell[1] or 'everybody'} and language "
                f"{cell[2] or 'all'} stand in the table twice.",
                remedy="Keep one row for each.",
                file=path.name,
                row=row[ROW],
            )
        found[cell] = people
    return [(*cell, people) for cell, people in found.items()]


def _said(row: Mapping[str, str | None], column: str) -> str | None:
    return (row.get(column) or "").strip() or None


def _public(
    path: Path,
    columns: Sequence[str],
    areas: Sequence[str],
    column: str | None,
    notices: list[Notice],
) -> list[_Row]:
    table = read_columns(path, columns)
    ids = _id_column(table, columns, areas, file=path.name)
    chosen = column or _largest(table, [name for name in columns if name != ids], path.name)
    if column is None:
        notices.append(
            Notice(
                code="residents-column",
                sentence=f"Residents were taken from the column {chosen} of {path.name}, the "
                f"largest in every row; name another as {path.name}:COLUMN.",
            )
        )
    rows: dict[str, int] = {}
    for row, key, value in read_columns(path, [ids, chosen]).select(ROW, ids, chosen).iter_rows():
        area = area_id_text(key)
        where = f"{path.name}, row {row}"
        people = whole_number(value, where=f"{where}, column {chosen}")
        if area in rows:
            raise InvalidAreas(
                f"{where}: the area {area} stands in the table twice.",
                remedy="Keep one row for each area.",
                file=path.name,
                row=row,
            )
        if area is not None and people is not None:
            rows[area] = people
    return [(area, None, None, people) for area, people in rows.items()]


def _id_column(
    table: pl.DataFrame, columns: Sequence[str], areas: Sequence[str], *, file: str
) -> str:
    """The column that holds the most of the areas' ids."""
    known = set(areas)
    hits = {name: len(known & {area_id_text(cell) for cell in table[name]}) for name in columns}
    best = max(columns, key=lambda name: hits[name])
    if not hits[best]:
        raise InvalidAreas(
            f"No column of {file} holds ids of the outlines, such as {listed(areas, at_most=3)}.",
            remedy="Add a column with these ids, or choose another --area-id.",
            file=file,
        )
    return best


def _largest(table: pl.DataFrame, columns: Sequence[str], file: str) -> str:
    """The column of whole numbers that is the largest in every row: all residents together."""
    numbers = {name: found for name in columns if (found := _whole(table[name])) is not None}
    for name, own in numbers.items():
        if all(all(a >= b for a, b in zip(own, n, strict=True)) for n in numbers.values()):
            return name
    raise InvalidAreas(
        f"{file} does not say which column holds the residents; its columns are {listed(columns)}.",
        remedy=f"Name it as {file}:COLUMN.",
        file=file,
    )


def _whole(cells: pl.Series) -> list[int] | None:
    try:
        found = [whole_number(cell, where="") for cell in cells]
    except InvalidAreas:
        return None
    known = [n if n is not None else 0 for n in found]
    return known if any(known) else None
