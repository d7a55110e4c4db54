"""Workbooks (.xlsx, .xls, .ods) as the same raw rows that delimited text gives.

Read `read_workbook` first. Numbers that are whole lose their `.0`, real dates become ISO text, and
the cells of a merged header or a formula error are named, because both hide what was meant.
"""

import zipfile
import zlib
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import polars as pl
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from commonweal.core.errors import UnreadableFile
from commonweal.core.nearest import listed, nearest_first
from commonweal.core.notices import Notice
from commonweal.core.raw import GUIDES, LONGEST_ROW_BYTES, Reading
from commonweal.files.csv_layout import column_names
from commonweal.files.formula_errors import formula_errors
from commonweal.files.raw_table import Progress, RawTable
from commonweal.files.survey import sha256_of

ROWS_AT_ONCE = 20_000
LARGEST_UNPACKED_BYTES = 1_000_000_000
DAMAGE = (
    CalamineError,
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    ValueError,
    KeyError,
    EOFError,
    NotImplementedError,
    OverflowError,
    MemoryError,
    RuntimeError,
)
FORMULA_ERRORS = frozenset(
    ("#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#GETTING_DATA")
)


def read_workbook(path: Path, *, reading: Reading) -> RawTable:
    """One sheet of a workbook; raises `UnreadableFile` for a damaged one or a merged header."""
    sha256 = sha256_of(path)
    _refuse_giants(path)
    with _clear_errors(path):
        sheet, notices = _chosen_sheet(path, reading)
        rows = sheet.to_python(skip_empty_area=False)
        merged = sheet.merged_cell_ranges or []
        broken = formula_errors(path, sheet.name)
    header = reading.header_row
    if len(rows) < header or not any(cell != "" for row in rows for cell in row):
        raise UnreadableFile(
            f"{path.name}, sheet “{sheet.name}” is empty or ends before row {header}.",
            remedy="Name the sheet with the table in [reading] of the profile, as sheet = “…”.",
            code="empty-file",
            file=path.name,
        )
    _refuse_merged_header(path, merged, header)
    columns = column_names([_text(cell) for cell in rows[header - 1]], file=path.name, row=header)

    def batches(wanted: Sequence[str], progress: Progress) -> Iterator[pl.DataFrame]:
        places = [columns.index(name) for name in wanted]
        for start in range(header, len(rows), ROWS_AT_ONCE):
            part = rows[start : start + ROWS_AT_ONCE]
            yield _frame(part, columns, places, first_row=start + 1, broken=broken)
            progress(min(start + ROWS_AT_ONCE, len(rows)), len(rows))

    return RawTable(file=path.name, columns=columns, sha256=sha256, notices=notices, read=batches)


def _refuse_giants(path: Path) -> None:
    """A workbook is a zip archive, and a small one can unpack to more than the memory holds."""
    if not zipfile.is_zipfile(path):
        return
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise _damaged(path) from error
    if unpacked > LARGEST_UNPACKED_BYTES:
        raise UnreadableFile(
            f"{path.name} unpacks to {unpacked // 1_000_000:,} MB, more than a workbook should.",
            remedy="Save the sheet as CSV, which is read piece by piece.",
            code="too-large",
            file=path.name,
        )


@contextmanager
def _clear_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except DAMAGE as error:
        if "password" in str(error).lower():
            raise UnreadableFile(
                f"{path.name} is locked with a password.",
                remedy="Save a copy without a password.",
                code="locked-file",
                file=path.name,
            ) from error
        raise _damaged(path) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # the reader's own failure on broken input
            raise
        raise _damaged(path) from error


def _damaged(path: Path) -> UnreadableFile:
    return UnreadableFile(
        f"{path.name} is damaged, or is no workbook.",
        remedy="Open it in a spreadsheet program and save it again, or export it as CSV.",
        code="damaged-file",
        file=path.name,
    )


def _chosen_sheet(path: Path, reading: Reading) -> tuple[CalamineSheet, tuple[Notice, ...]]:
    book = CalamineWorkbook.from_path(str(path))
    names = book.sheet_names
    if reading.sheet is not None and reading.sheet not in names:
        raise UnreadableFile(
            f"{path.name} has no sheet “{reading.sheet}”.",
            remedy=f"Its sheets are {listed(nearest_first(reading.sheet, names))}.",
            code="no-sheet",
            file=path.name,
        )
    filled = [book.get_sheet_by_name(name) for name in names]
    filled = [sheet for sheet in filled if sheet.height] or filled[:1]
    if not filled:
        raise _damaged(path)
    if reading.sheet is not None:
        return book.get_sheet_by_name(reading.sheet), ()
    if len(filled) == 1:
        return filled[0], ()
    others = listed(sheet.name for sheet in filled[1:])
    sentence = (
        f"{path.name} has {len(filled)} sheets with content. “{filled[0].name}” was read, "
        f"{others} not. Name another one as sheet = “…” in [reading] of the profile."
    )
    return filled[0], (Notice(code="sheets-not-read", sentence=sentence, count=len(filled) - 1),)


def _refuse_merged_header(
    path: Path, merged: Sequence[tuple[tuple[int, int], tuple[int, int]]], header: int
) -> None:
    cells = [
        f"{_cell_name(*first)}:{_cell_name(*last)}"
        for first, last in merged
        if first[0] <= header - 1 <= last[0]
    ]
    if cells:
        raise UnreadableFile(
            f"{path.name}, row {header}: the header has merged cells ({listed(cells)}).",
            remedy="Split them, so that each column has one name in one cell. If the column names "
            "stand in a lower row, set header_row in [reading] of the profile.",
            code="merged-header",
            file=path.name,
            row=header,
        )


def _cell_name(row: int, column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def _frame(
    rows: Sequence[Sequence[Any]],
    columns: Sequence[str],
    places: Sequence[int],
    *,
    first_row: int,
    broken: Collection[str],
) -> pl.DataFrame:
    records: list[tuple[object, ...]] = []
    for number, row in enumerate(rows, start=first_row):
        cells = [_text(cell) for cell in row]
        if broken:
            for at in places:
                cells[at] = "#REF!" if _cell_name(number - 1, at) in broken else cells[at]
        if any(cells):
            problem, place = _problem(cells, places)
            where = None if problem is None else columns[min(place, len(columns) - 1)]
            records.append((number, problem, where, *(cells[at] for at in places)))
    schema = {**GUIDES, **dict.fromkeys((columns[at] for at in places), pl.String())}
    return pl.DataFrame(records, schema=schema, orient="row")


def _problem(cells: Sequence[str | None], places: Sequence[int]) -> tuple[str | None, int]:
    """The first problem of the cells that are read, and its place; a row over 1 MB counts whole."""
    lengths = [len(cell or "") for cell in cells]
    if sum(lengths) > LONGEST_ROW_BYTES:
        return "row-too-long", lengths.index(max(lengths))
    for place in places:
        cell = cells[place] or ""
        if cell in FORMULA_ERRORS:
            return "formula-error", place
        if "\x00" in cell:
            return "zero-bytes", place
    return None, 0


def _text(cell: Any) -> str | None:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return str(cell) or None
