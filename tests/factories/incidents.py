"""Files of incidents as a source would deliver them, in the canonical columns, for small cities."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

ROW = {
    "reported_on": "2026-03-02",
    "area": "NW",
    "groups": "anti-jewish",
    "kinds": "assault",
    "status": "open",
}


def row(incident_id: str, **changed: str) -> dict[str, str]:
    """One ordinary incident; name only what a test is about."""
    return {"incident_id": incident_id, **ROW, **changed}


def write_file(path: Path, rows: Iterable[Mapping[str, str]]) -> Path:
    """The rows as CSV."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, fieldnames=["incident_id", *ROW])
        writer.writeheader()
        writer.writerows(rows)
    return path
