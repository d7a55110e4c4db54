"""What a set of HSDS tables holds, version by version: from a package, or from one JSON file."""

import json
from collections.abc import Iterator
from typing import Any

import polars as pl

from commonweal.core.hsds import MAPPED, Found, NotMapped
from commonweal.core.notices import Notice
from commonweal.core.raw import ROW
from commonweal.core.refusal import Refusal
from commonweal.files.hsds.assembling import assembled
from commonweal.files.hsds.frames import FILE, Tables
from commonweal.files.hsds.json_stream import Value
from commonweal.files.hsds.older import READS, converted, version_of
from commonweal.files.hsds.package import Package, tables_in
from commonweal.files.hsds.tables import read_tables, sound
from commonweal.files.raw_table import Progress

type Item = Found | Refusal | NotMapped | Notice


def package_items(package: Package, progress: Progress) -> Iterator[Item]:
    """The objects of a package, and what is told on the way."""
    with package.unpacked() as paths:
        version = version_of(package.version, frozenset(paths))
        yield from _version_notices(version, package.file)
        older = version in READS
        for one in read_tables(paths, older=older):
            if isinstance(one, dict):
                yield from _table_items(one, older=older)
            else:
                yield one
        progress(1, 1)


def _table_items(tables: Tables, *, older: bool) -> Iterator[Item]:
    if older:
        new = converted(tables)
        yield from new.refused
        yield from _unread(new.tables)
        tables = new.tables
    for one in sound(tables):
        if isinstance(one, dict):
            yield from assembled(one)
        else:
            yield one


def _version_notices(version: str, file: str) -> Iterator[Notice]:
    if version in READS:
        sentence = f"{file} is HSDS {version}; it was converted to 3.0 where nothing is lost."
        yield Notice(code="hsds-converted", sentence=sentence)
    elif version not in ("3", "3.0"):
        sentence = f"{file} is HSDS {version}; it is read as 3.0, and what it adds is not mapped."
        yield Notice(code="hsds-newer", sentence=sentence)


def _unread(tables: Tables) -> Iterator[NotMapped]:
    """Fields and tables that are not read, by name and number; such tables are taken out."""
    for name in list(tables):
        if name not in MAPPED:
            yield NotMapped(name=name, count=tables.pop(name).height)
            continue
        for one in tables[name].columns:
            if one not in (FILE, ROW, *MAPPED[name]) and (count := tables[name][one].count()):
                yield NotMapped(name=f"{name}.{one}", count=count)


class TablesInJson:
    """Tables that stand in one JSON object, by the names of their CSV files."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._rows: dict[str, list[dict[str, Any]]] = {}

    def __bool__(self) -> bool:
        return bool(self._rows)

    def add(self, name: str, value: Value) -> None:
        """Keep one row of the table; its row is counted as in a CSV file, the header being 1."""
        row = value.value if isinstance(value.value, dict) else {}
        cells = {key: _cell(cell) for key, cell in row.items()}
        place = {FILE: f"{self._file}, {name}", ROW: int(value.path[1]) + 2}
        self._rows.setdefault(name, []).append({**cells, **place})

    def items(self) -> Iterator[Item]:
        """The objects of the tables, and what is told on the way."""
        if not self._rows:
            return
        names = tables_in(self._rows, {})
        version = version_of(None, frozenset(names))
        yield from _version_notices(version, self._file)
        tables = {name: _frame(self._rows.pop(path)) for name, path in names.items()}
        if version not in READS:
            yield from _unread(tables)
        yield from _table_items(tables, older=version in READS)


def _frame(rows: list[dict[str, Any]]) -> pl.DataFrame:
    names = dict.fromkeys(name for row in rows for name in row)
    schema = {name: pl.Int64() if name == ROW else pl.String() for name in names}
    return pl.DataFrame(rows, schema=schema)


def _cell(cell: Any) -> str | None:
    if cell is None or isinstance(cell, str):
        return cell
    return json.dumps(cell, ensure_ascii=False)
