"""Residents by area, group and language, from the city's own table or from a public one.

Read `read_residents_of` first. The city's own table has the columns area and population, and
group and language where it knows them; a group left empty is everybody. Of a public table, one
column with the areas' ids and one with their residents are taken.
"""

from collections.abc import Collection, Mapping, Sequence
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
    kept = [row for row in rows if row[0] in set(areas)]
    notices += _strange(dict.fromkeys(area for area, *_ in rows), areas, file=path.name)
    table = pl.DataFrame(kept, schema=RESIDENTS.schema, orient="row")
    return ResidentsRead(table=table, sha256=sha256_of(path), notices=tuple(notices))


def _strange(named: Collection[str], areas: Sequence[str], *, file: str) -> list[Notice]:
    """A notice of the rows that speak of other areas; raises where all of them do."""
    strange = [area for area in named if area not in set(areas)]
    if strange and len(strange) == len(named):
        raise InvalidAreas(
            f"No area of {file} is one of the outlines: it names {listed(strange, at_most=3)}"
            f", they are {listed(areas, at_most=3)}.",
            remedy="Write the ids of the outlines in it, or choose another --area-id.",
            file=file,
        )
    told = f"{file} has rows for {listed(strange)}, which are not areas here; they were left out."
    if not strange:
        return []
    return [Notice(code="population-without-area", sentence=told, count=len(strange))]


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
            who = f"group {cell[1] or 'everybody'} and language {cell[2] or 'all'}"
            raise _twice(f"{where}: area {area}, {who} stand", path.name, row[ROW])
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
        told = (
            f"Residents were taken from the column {chosen} of {path.name}, the largest in every "
            f"row; name another as {path.name}:COLUMN."
        )
        notices.append(Notice(code="residents-column", sentence=told))
    return _public_rows(path, ids, chosen)


def _public_rows(path: Path, ids: str, chosen: str) -> list[_Row]:
    rows: dict[str, int] = {}
    for row, key, value in read_columns(path, [ids, chosen]).select(ROW, ids, chosen).iter_rows():
        area, where = area_id_text(key), f"{path.name}, row {row}"
        people = whole_number(value, where=f"{where}, column {chosen}")
        if area is None or people is None:
            continue
        if area in rows:
            raise _twice(f"{where}: the area {area} stands", path.name, row)
        rows[area] = people
    return [(area, None, None, people) for area, people in rows.items()]


def _twice(what: str, file: str, row: int) -> InvalidAreas:
    return InvalidAreas(
        f"{what} in the table twice.", remedy="Keep one row for each.", file=file, row=row
    )


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
