"""Dated campaigns, channels and source starts, from a small table.

Read `read_steps` first. Columns: `since`, `until` (blank: it lasts), `what` (campaign, channel or
source), `label`, `areas` and `groups` (ids and keys, separated by `|`; blank: all).
"""

from datetime import date
from pathlib import Path
from typing import Any, cast

from commonweal.core.errors import UnreadableFile
from commonweal.core.raw import ROW
from commonweal.core.steps import WHATS, Step, What
from commonweal.files.tabular import read_raw

COLUMNS = ("since", "until", "what", "label", "areas", "groups")


def read_steps(path: Path) -> tuple[Step, ...]:
    """The steps of a table; raises `UnreadableFile` with row, column and remedy for a bad one."""
    raw = read_raw(path)
    missing = [name for name in ("since", "what", "label") if name not in raw.columns]
    if missing:
        raise UnreadableFile(
            f"{path.name} lacks the column{'s' * (len(missing) > 1)} {', '.join(missing)}.",
            remedy=f"Write a table with the columns {', '.join(COLUMNS)}.",
            file=path.name,
        )
    there = [name for name in COLUMNS if name in raw.columns]
    rows = (row for batch in raw.batches(there) for row in batch.iter_rows(named=True))
    return tuple(_step(path, row) for row in rows)


def _step(path: Path, row: dict[str, Any]) -> Step:
    since = _day(path, row, "since")
    if since is None:
        raise _bad(path, row, "since", "is empty", "Write the day on which it began.")
    what = (row["what"] or "").strip().lower()
    if what not in WHATS:
        raise _bad(path, row, "what", "is no known kind", "Write campaign, channel or source.")
    return Step(
        since=since,
        until=_day(path, row, "until"),
        groups=_listed(row, "groups"),
        areas=_listed(row, "areas"),
        what=cast("What", what),
        label=(row["label"] or "").strip(),
    )


def _day(path: Path, row: dict[str, Any], column: str) -> date | None:
    text = (row.get(column) or "").strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _bad(path, row, column, "is no day", "Write it as 2026-03-01.") from None


def _listed(row: dict[str, Any], column: str) -> tuple[str, ...]:
    parts = (row.get(column) or "").split("|")
    return tuple(part.strip() for part in parts if part.strip())


def _bad(path: Path, row: dict[str, Any], column: str, wrong: str, remedy: str) -> UnreadableFile:
    return UnreadableFile(
        f"{path.name}, row {row[ROW]}, column {column}: “{row.get(column) or ''}” {wrong}.",
        remedy=remedy,
        file=path.name,
        row=row[ROW],
        column=column,
    )
