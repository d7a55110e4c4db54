"""TOML files of a city: read with clear errors, and checked against a table of fields.

A field of an unknown name is refused with the nearest known names, because a misspelt key that is
silently ignored is a setting that silently does not hold.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomli_w

from commonweal.core.errors import CommonwealError, UnreadableFile
from commonweal.core.nearest import listed, nearest_first

_WORDS: Mapping[type, str] = {
    str: "a text in quotes",
    int: "a whole number",
    bool: "true or false",
    list: "a list in square brackets, with texts in quotes",
    dict: "a table whose values are lists of texts",
}
LARGEST_FILE_BYTES = 4_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a TOML table: its type, what its list or table holds, whether it must be there.

    The tables in a list of tables are checked on their own.
    """

    kind: type
    of: type = str
    required: bool = False


def read_toml(path: Path) -> dict[str, Any]:
    """The parsed file; raises `UnreadableFile` naming the file, the line and what to do."""
    try:
        content = path.read_bytes()
    except FileNotFoundError as fault:
        raise UnreadableFile(
            f"There is no file {path.name}.",
            remedy="Check the name and the folder.",
            file=path.name,
        ) from fault
    except OSError as fault:
        raise UnreadableFile(
            f"{path.name} cannot be opened: {fault.strerror}.",
            remedy="Check that it is a file and that you may read it.",
            file=path.name,
        ) from fault
    if len(content) > LARGEST_FILE_BYTES:
        raise UnreadableFile(
            f"{path.name} is {len(content) // 1_000_000} MB long, which no settings file is.",
            remedy="Check that it is the file you meant.",
            file=path.name,
        )
    try:
        return tomllib.loads(content.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as fault:
        raise UnreadableFile(
            f"{path.name} is not written in UTF-8.",
            remedy="Save it again as UTF-8 text.",
            file=path.name,
        ) from fault
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        raise UnreadableFile(
            f"{path.name} is not valid TOML: {_lower_first(str(fault))}.",
            remedy="Mend that line; texts stand in double quotes, lists in square brackets.",
            file=path.name,
        ) from fault


def toml_text(table: Mapping[str, Any]) -> str:
    """The table as TOML text, to be written with `atomic.replace_text`."""
    return tomli_w.dumps(table)


def check_table(
    table: Mapping[str, Any],
    fields: Mapping[str, Field],
    *,
    where: str,
    error: type[CommonwealError],
    partial: bool = False,
) -> None:
    """Raise `error` at `where` for an unknown, missing or wrongly typed field.

    With `partial`, missing fields pass: the table changes only what it names.
    """
    for name, value in table.items():
        if name not in fields:
            raise error(
                f"{where}: there is no field “{name}”.",
                remedy=f"The fields there are: {listed(nearest_first(name, fields))}.",
                field=name,
            )
        if not _fits(value, fields[name]):
            raise error(
                f"{where}: “{name}” is not {_WORDS[fields[name].kind]}.",
                remedy=f"Write {name} as {_WORDS[fields[name].kind]}.",
                field=name,
            )
    missing = [name for name, field in fields.items() if field.required and name not in table]
    if missing and not partial:
        raise error(
            f"{where}: {listed(missing)} {'is' if len(missing) == 1 else 'are'} missing.",
            remedy=f"Add {listed(missing)}.",
            field=missing[0],
        )


def _fits(value: Any, field: Field) -> bool:
    if field.kind is int:
        return isinstance(value, int) and not isinstance(value, bool)
    if field.kind is list:
        return isinstance(value, list) and all(isinstance(item, field.of) for item in value)
    if field.kind is dict:
        return isinstance(value, dict) and all(
            _fits(item, Field(kind=list)) for item in value.values()
        )
    return isinstance(value, field.kind)


def _lower_first(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
