"""What a JSON file of HSDS holds: one object, a list, a page of one, lines, or tables."""

import json
from collections.abc import Iterator
from typing import Any

from commonweal.core.errors import UnreadableFile
from commonweal.core.hsds import Found
from commonweal.core.notices import Notice
from commonweal.core.refusal import Refusal
from commonweal.files.hsds.json_stream import Value, values
from commonweal.files.hsds.older import version_of
from commonweal.files.hsds.package_items import Item, TablesInJson
from commonweal.files.hsds.shapes import is_list, kind_of, refuse_older


def line_items(text: Iterator[str], file: str) -> Iterator[Item]:
    """JSON Lines: a broken line costs itself and no other."""
    for number, line in enumerate(_lines(text), start=1):
        if not line.strip("\ufeff \t\r\n"):
            continue
        try:
            value = json.loads(line.strip("\ufeff"))
        except (ValueError, RecursionError):
            yield _broken_line(file, number, "The line is not whole JSON.")
            continue
        if isinstance(value, dict):
            yield _found(value, file, row=number, path="")
        else:
            yield _broken_line(file, number, "The line holds no JSON object.")


def _lines(text: Iterator[str]) -> Iterator[str]:
    rest = ""
    for piece in text:
        *whole, rest = (rest + piece).split("\n")
        yield from whole
    yield rest


def _broken_line(file: str, row: int, reason: str) -> Refusal:
    remedy = "Write one JSON object on each line, or export the file again."
    column, code = "line", "broken-json"
    return Refusal(file=file, row=row, column=column, code=code, reason=reason, remedy=remedy)


def json_items(text: Iterator[str], file: str) -> Iterator[Item]:
    """Any other JSON, an entry at a time."""
    tables = TablesInJson(file)
    number, told = 0, False
    for value in values(text, file=file, is_list=is_list):
        under = str(value.path[0]) if len(value.path) == 2 else ""
        if under.endswith(".csv"):
            tables.add(under, value)
        elif not value.path and not isinstance(value.value.get("id"), str):
            yield from _about_the_list(value.value, file, number)
            told = True
        else:
            number += 1
            yield _entry(value, under, file, number)
    if not (number or told or tables):
        yield Notice(code="no-entries", sentence=f"{file} lists no entries.")
    yield from tables.items()


def _entry(value: Value, under: str, file: str, number: int) -> Found | Refusal:
    path = "".join(f"[{one}]" if isinstance(one, int) else one for one in value.path) or "$"
    if isinstance(value.value, dict):
        return _found(value.value, file, row=number, path=path, under=under)
    return Refusal(
        file=file,
        row=number,
        path=path,
        column="entry",
        code="no-object",
        reason="This entry of the list is no JSON object.",
        remedy="Each entry of HSDS is an object with an id.",
    )


def _found(value: dict[str, Any], file: str, *, row: int, path: str, under: str = "") -> Found:
    refuse_older(value, file)
    return Found(kind=kind_of(value, under=under), value=value, file=file, row=row, path=path)


def _about_the_list(rest: dict[str, Any], file: str, number: int) -> Iterator[Item]:
    """What a page says about itself, or the front page of an API about the data behind it."""
    total, version = rest.get("total_items"), rest.get("version")
    if isinstance(total, int):
        if total > number:
            sentence = (
                f"{file} is page {rest.get('page_number', '?')} of {rest.get('total_pages', '?')}: "
                f"it holds {number:,} of {total:,} entries. Get the other pages as well."
            )
            yield Notice(code="one-page", sentence=sentence, count=total - number)
    elif isinstance(version, str):
        version_of(version, frozenset())
        sentence = (
            f"{file} is the front page of an HSDS API of version {version}. It lists no entries: "
            "ask the API for /services."
        )
        yield Notice(code="front-page", sentence=sentence)
    elif not number:
        raise UnreadableFile(
            f"{file} holds a JSON object without an id, and none of the lists of HSDS.",
            remedy="Give an object, list or page of HSDS 3.0, or name another profile.",
            code="not-hsds",
            file=file,
        )
