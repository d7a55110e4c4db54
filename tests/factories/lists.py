"""Lists of strengths and files of ties as people send them, in our own columns."""

import csv
from pathlib import Path
from typing import Any

from commonweal.core.tables import STRENGTHS


def entry(key: str, name: str = "", **more: Any) -> dict[str, Any]:
    """One row of a list: a place in the north-west, unless said otherwise."""
    return {
        "strength_id": key,
        "name": name or f"Place {key}",
        "what": "place",
        "area": "NW",
        "address": f"{key} Ferry Lane",
        **more,
    }


def write_list(path: Path, *rows: dict[str, Any]) -> Path:
    """A list in the columns of STRENGTHS."""
    return _written(path, list(STRENGTHS.columns), rows)


def write_ties(path: Path, *rows: dict[str, Any]) -> Path:
    """A file of ties."""
    names = list(dict.fromkeys(("source", "target", "kind", *(n for row in rows for n in row))))
    return _written(path, names, rows)


def _written(path: Path, names: list[str], rows: tuple[dict[str, Any], ...]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(rows)
    return path
