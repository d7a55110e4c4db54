"""Which cells of an .xlsx sheet hold the error of a formula (#REF!, #N/A …).

The workbook reader gives such cells as blank, and a blank says "not stated" where the sheet says
"broken". So the sheet's XML is searched for cells of the type `e` (ECMA-376, 18.18.11). The other
workbook formats do not tell; there an error stays a blank cell.
"""

import html
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

ATTRIBUTE = re.compile(rb'([\w:]+)\s*=\s*"([^"]*)"')
CELL = re.compile(rb"<(?:\w+:)?c\s([^>]*)>")
BLOCK_BYTES = 1 << 20
LONGEST_TAG = 4096


def formula_errors(path: Path, sheet: str) -> set[str]:
    """The names of the cells, such as B7; empty for formats other than .xlsx and .xlsm."""
    if path.suffix.lower() not in (".xlsx", ".xlsm"):
        return set()
    with zipfile.ZipFile(path) as archive:
        part = _part_of(archive, sheet)
        return set() if part is None else set(_error_cells(archive, part))


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str | None:
    """The name, inside the archive, of the sheet's XML."""
    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return None
    targets = {
        found.get("Id"): found.get("Target")
        for found in _tags(archive.read("xl/_rels/workbook.xml.rels"), rb"Relationship")
    }
    for found in _tags(archive.read("xl/workbook.xml"), rb"sheet"):
        target = targets.get(found.get("r:id"))
        if html.unescape(found.get("name", "")) == sheet and target:
            inside = PurePosixPath("xl") / target if target[0] != "/" else PurePosixPath(target[1:])
            return str(inside) if str(inside) in names else None
    return None


def _tags(xml: bytes, name: bytes) -> Iterator[dict[str, str]]:
    for tag in re.finditer(rb"<(?:\w+:)?" + name + rb"\s([^>]*)>", xml):
        yield _attributes(tag[1])


def _attributes(text: bytes) -> dict[str, str]:
    return {
        name.decode("utf-8", "replace"): value.decode("utf-8", "replace")
        for name, value in ATTRIBUTE.findall(text)
    }


def _error_cells(archive: zipfile.ZipFile, part: str) -> Iterator[str]:
    with archive.open(part) as xml:
        held = b""
        while block := xml.read(BLOCK_BYTES):
            held += block
            for tag in CELL.finditer(held):
                attributes = _attributes(tag[1])
                if attributes.get("t") == "e" and "r" in attributes:
                    yield attributes["r"]
            held = held[-LONGEST_TAG:]  # a tag cut by the block's end is found whole next time
