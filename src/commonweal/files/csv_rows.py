"""CSV, one row at a time and exactly: the careful reader for text that is not plain.

`csv_text` reads sound text in bulk and hands the rest to `careful_rows`. The rules (RFC 4180):
a cell that begins with a double quote ends at the next single one, which a delimiter or a line end
must follow; two double quotes inside stand for one. Where that fails, only the line in which the
cell began is refused, and reading goes on with the next line: one forgotten quote does not
swallow the rest of a file.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from commonweal.core.raw import LONGEST_ROW_BYTES

QUOTED = re.compile(rb'"([^"]*(?:""[^"]*)*)"')
PLAIN = {
    mark: re.compile(rb"[^\n" + re.escape(mark) + rb"]*") for mark in (b",", b";", b"\t", b"|")
}

type Cells = list[str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: its cells, where the next one begins, and its problem with the column's place.

    `goes_on` marks a row too long to be held: what follows up to the line end belongs to it.
    """

    cells: Cells
    ends_at: int
    problem: str | None = None
    column: int = 0
    goes_on: bool = False
    blank: bool = False


def split_row(line: bytes, delimiter: str) -> Cells | None:
    """The cells of one line; empty ones are None; None where a quote does not close."""
    cells, ends_at = _cells_at(line, 0, delimiter.encode())
    return None if ends_at is None else [_text(cell) for cell in cells]


def careful_rows(text: bytes, *, delimiter: str, width: int, at_end: bool) -> Iterator[Row]:
    """The rows of `text` in order, blank lines among them.

    Where more text is to come (`at_end` false), a last row that may go on is left out: read on
    from the `ends_at` of the row before it.
    """
    at, mark = 0, delimiter.encode()
    while at < len(text):
        line_end = text.find(b"\n", at)
        cells, ends_at = _cells_at(text, at, mark)
        ended = ends_at is not None and text[ends_at - 1 : ends_at] == b"\n"
        if not (ended or at_end) and len(text) - at <= LONGEST_ROW_BYTES:
            return
        line_ends_at = len(text) if line_end < 0 else line_end + 1
        row = _judged(cells, at, ends_at, line_ends_at, width, at_end=at_end or line_end >= 0)
        at = row.ends_at
        blank = row.problem is None and row.cells == [None]
        yield Row(cells=[], ends_at=at, blank=True) if blank else _fitted(row, width)


def _cells_at(text: bytes, at: int, mark: bytes) -> tuple[list[bytes], int | None]:
    """The cells of the row at `at` and where the next begins (None: a quote does not close)."""
    plain = PLAIN.get(mark) or re.compile(rb"[^\n" + re.escape(mark) + rb"]*")
    cells: list[bytes] = []
    while True:
        if text[at : at + 1] == b'"':
            quoted = QUOTED.match(text, at, at + LONGEST_ROW_BYTES)
            if quoted is None:
                return cells, None
            at = quoted.end()
            cell = quoted[1].replace(b'""', b'"')
            at += text[at : at + 2] in (b"\r\n", b"\r")
        else:
            found = plain.match(text, at)
            cell = found[0] if found else b""
            at += len(cell)
            if text[at : at + 1] in (b"\n", b""):
                cell = cell.removesuffix(b"\r")
        cells.append(cell)
        if at >= len(text):
            return cells, at
        ended_by = text[at : at + 1]
        at += 1
        if ended_by == b"\n":
            return cells, at
        if ended_by != mark:
            return cells[:-1], None


def _judged(
    cells: list[bytes], at: int, ends_at: int | None, line_ends_at: int, width: int, *, at_end: bool
) -> Row:
    """The row with its problem, if it has one; `at_end` says that its line is here whole."""
    where = min(len(cells), width - 1)
    if (line_ends_at if ends_at is None else ends_at) - at > LONGEST_ROW_BYTES:
        if ends_at is not None:
            where = min(max(range(len(cells)), key=lambda i: len(cells[i])), width - 1)
            line_ends_at = ends_at
        return Row(
            cells=[], ends_at=line_ends_at, problem="row-too-long", column=where, goes_on=not at_end
        )
    if ends_at is None:
        known = [_text(cell) for cell in cells]
        return Row(cells=known, ends_at=line_ends_at, problem="unclosed-quote", column=where)
    zero = next((i for i, cell in enumerate(cells) if 0 in cell), None)
    if zero is not None:
        known = [_text(cell.replace(b"\x00", b"")) for cell in cells]
        where = min(zero, width - 1)
        return Row(cells=known, ends_at=ends_at, problem="zero-bytes", column=where)
    return Row(cells=[_text(cell) for cell in cells], ends_at=ends_at)


def _fitted(row: Row, width: int) -> Row:
    """The row with as many cells as the header; empty cells at its end are no surplus."""
    have = len(row.cells)
    problem, where = row.problem, row.column
    if problem is None and have < width:
        problem, where = "too-few-cells", have
    elif problem is None and any(row.cells[width:]):
        problem, where = "too-many-cells", width - 1
    cells = row.cells[:width] + [None] * (width - have)
    return Row(cells=cells, ends_at=row.ends_at, problem=problem, column=where, goes_on=row.goes_on)


def _text(cell: bytes) -> str | None:
    return cell.decode("utf-8", "replace") or None
