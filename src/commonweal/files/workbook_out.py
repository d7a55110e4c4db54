"""Tables as a workbook (.xlsx) that every spreadsheet program opens; nothing in it is a formula.

Read `workbook` first. Texts are written as texts, so that a cell that begins with = is read and not
run, and comes back as it was. Numbers are numbers, empty cells are left out (ECMA-376, part 1).
"""

import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

Value = str | int | float | None
LONGEST_TEXT = 32_767
LONGEST_NAME = 31
WIDEST = 60
MADE = (2000, 1, 1, 0, 0, 0)
"""The same bytes for the same tables, whenever they are written."""

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
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
    parts = {
        "[Content_Types].xml": _content_types(len(sheets)),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _book(sheets),
        "xl/_rels/workbook.xml.rels": _relations(
            [("worksheet", f"worksheets/sheet{at}.xml") for at in range(1, len(sheets) + 1)]
        ),
        **{f"xl/worksheets/sheet{at}.xml": _sheet(one) for at, one in enumerate(sheets, 1)},
    }
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, MADE), text, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def _content_types(sheets: int) -> str:
    overrides = [f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>']
    overrides += [
        f'<Override PartName="/xl/worksheets/sheet{at}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        for at in range(1, sheets + 1)
    ]
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{relations}"/>{"".join(overrides)}</Types>'
    )


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    told = [
        f'<Relationship Id="r{at}" Type="{_OFFICE}/{sort}" Target="{target}"/>'
        for at, (sort, target) in enumerate(targets, 1)
    ]
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(told)}</Relationships>'


def _book(sheets: Sequence[Sheet]) -> str:
    told = [
        f"<sheet name={quoteattr(_NOT_IN_A_NAME.sub(' ', one.name)[:LONGEST_NAME])} "
        f'sheetId="{at}" r:id="r{at}"/>'
        for at, one in enumerate(sheets, 1)
    ]
    return (
        f'{_HEAD}<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets>{"".join(told)}</sheets></workbook>'
    )


def _sheet(one: Sheet) -> str:
    rows = [one.columns, *one.rows]
    told = [
        f'<row r="{at}">{"".join(_cell(value, at, place) for place, value in enumerate(row))}</row>'
        for at, row in enumerate(rows, 1)
    ]
    still = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    return (
        f'{_HEAD}<worksheet {_MAIN}><sheetViews><sheetView workbookViewId="0">{still}</sheetView>'
        f"</sheetViews>{_widths(rows)}<sheetData>{''.join(told)}</sheetData></worksheet>"
    )


def _widths(rows: Sequence[Sequence[Value]]) -> str:
    told = []
    for at in range(len(rows[0])):
        longest = max(len("" if row[at] is None else str(row[at])) for row in rows)
        width = min(longest + 2, WIDEST)
        told.append(f'<col min="{at + 1}" max="{at + 1}" width="{width}" customWidth="1"/>')
    return f"<cols>{''.join(told)}</cols>" if told else ""


def _cell(value: Value, row: int, place: int) -> str:
    if value is None or value == "":
        return ""
    where = f"{_column(place)}{row}"
    if isinstance(value, str):
        text = escape(_NOT_IN_XML.sub("", value)[:LONGEST_TEXT])
        return f'<c r="{where}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    return f'<c r="{where}"><v>{value}</v></c>'


def _column(place: int) -> str:
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
