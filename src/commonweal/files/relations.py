"""The file of one relation, TOML or JSON, as plain content. What it means is said elsewhere."""

import json
from pathlib import Path
from typing import Any

from commonweal.core.errors import UnreadableFile
from commonweal.files.toml import LARGEST_FILE_BYTES, read_toml


def read_relation_file(path: Path) -> dict[str, Any]:
    """The parsed content of a `.toml` or `.json` file; raises `UnreadableFile` naming the place."""
    if path.suffix == ".toml":
        return read_toml(path)
    if path.suffix != ".json":
        raise UnreadableFile(
            f"{path.name} is neither a .toml nor a .json file.",
            remedy="Write the relation as TOML or JSON; the method page shows one.",
            file=path.name,
        )
    return _json(path)


def _json(path: Path) -> dict[str, Any]:
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise UnreadableFile(
            f"{path.name} cannot be opened: {fault.strerror}.",
            remedy="Check the name, the folder, and that you may read it.",
            file=path.name,
        ) from fault
    if len(content) > LARGEST_FILE_BYTES:
        raise UnreadableFile(
            f"{path.name} is {len(content) // 1_000_000} MB long, which no relation is.",
            remedy="Check that it is the file you meant.",
            file=path.name,
        )
    try:
        parsed = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as fault:
        raise UnreadableFile(
            f"{path.name} is not valid JSON: {_place(fault)}.",
            remedy="Mend that place; names and texts stand in double quotes.",
            file=path.name,
        ) from fault
    if not isinstance(parsed, dict):
        raise UnreadableFile(
            f"{path.name} holds no object.",
            remedy="Write one object with id, community, provider and adversity.",
            file=path.name,
        )
    return parsed


def _place(fault: Exception) -> str:
    if isinstance(fault, json.JSONDecodeError):
        return f"line {fault.lineno}, column {fault.colno}"
    return "it is not UTF-8 text" if isinstance(fault, UnicodeDecodeError) else "it is too deep"
