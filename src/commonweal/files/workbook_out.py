"""Tables as a workbook (.xlsx) that every spreadsheet program opens; nothing in it is a formula.

Read `workbook` first. Texts are written as texts, so that a cell that begins with = is read and not
run, and comes back as it was. Numbers are numbers, empty cells are left out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

Value = str | int | float | None
LONGEST_TEXT = 32_767
LONGEST_NAME = 31
WIDEST = 60
MADE = datetime(2000, 1, 1, tzinfo=UTC)
"""The same bytes for the same tables, whenever they are written."""

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: its name, the names of its columns, its rows."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Value]]


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """The sheets as one file, the first row of each standing still."""
    packed = BytesIO()
    with Workbook(packed, {"in_memory": True}) as book:
        book.set_properties({"created": MADE})
        for one in sheets:
            name = _NOT_IN_A_NAME.sub(" ", one.name)[:LONGEST_NAME]
            _fill(book.add_worksheet(name), [one.columns, *one.rows])
    return packed.getvalue()


def _fill(sheet: Worksheet, rows: Sequence[Sequence[Value]]) -> None:
    sheet.freeze_panes(1, 0)
    for at, row in enumerate(rows):
        for place, value in enumerate(row):
            if isinstance(value, str) and value:
                sheet.write_string(at, place, _NOT_IN_XML.sub("", value)[:LONGEST_TEXT])
            elif isinstance(value, int | float):
                sheet.write_number(at, place, value)
    for place in range(len(rows[0])):
        longest = max(len("" if row[place] is None else str(row[place])) for row in rows)
        sheet.set_column(place, place, min(longest + 2, WIDEST))
