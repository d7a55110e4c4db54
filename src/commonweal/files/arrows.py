"""Causal maps as files: a table of arrows, Kumu's JSON, or a matrix of weights.

Read `read_map` first. A file is one person's or one table's map unless a column `drawer` says
otherwise.
"""

from pathlib import Path
from typing import Any

from commonweal.core.errors import UnreadableFile
from commonweal.core.guarded_cells import unguarded
from commonweal.core.nearest import listed, nearest_first
from commonweal.core.raw import ROW
from commonweal.files.network_formats import read_kumu
from commonweal.files.raw_table import RawTable
from commonweal.files.tabular import read_raw

Rows = list[tuple[int, dict[str, Any]]]
NEEDED = ("source", "target", "weight")


def read_map(path: Path) -> Rows:
    """The arrows of a file as (row, cells); raises `UnreadableFile` with place and remedy.

    A table with the columns source, target and weight holds one arrow a row. A table whose first
    column names the same nodes as its header holds a matrix: the row drives the column. A `.json`
    is Kumu's blueprint; weight, delay_quarters and sureness are fields of its connections.
    """
    if path.suffix.lower() == ".json":
        return _of_kumu(path)
    raw = read_raw(path)
    if all(name in raw.columns for name in NEEDED):
        return [
            (int(row[ROW]), _plain(row))
            for batch in raw.batches()
            for row in batch.iter_rows(named=True)
        ]
    matrix = _of_matrix(raw)
    if matrix is None:
        raise UnreadableFile(
            f"{path.name} is no causal map: it lacks {listed(_missing(raw))}, and its first column "
            "does not name the nodes of its header.",
            remedy=f"Write the columns {', '.join(NEEDED)} (and delay_quarters, sureness, drawer), "
            "or a square matrix with the same names in its first column and its header.",
            file=path.name,
        )
    return matrix


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """The row without the apostrophes that guard a cell from being run."""
    texts = {name: row[name] for name in ("drawer", "source", "target") if row.get(name)}
    return {**row, **{name: unguarded(text) for name, text in texts.items()}}


def _missing(raw: RawTable) -> list[str]:
    told = (name for name in NEEDED if name not in raw.columns)
    return [f"“{name}” (nearest: {nearest_first(name, raw.columns)[0]})" for name in told]


def _of_matrix(raw: RawTable) -> Rows | None:
    """Arrows of a square matrix, empty cells and zeros left out; None where it is none."""
    head, *names = raw.columns
    rows = [row for batch in raw.batches() for row in batch.iter_rows(named=True)]
    if not names or {(row[head] or "").strip() for row in rows} != set(names):
        return None
    return [
        (int(row[ROW]), {"source": row[head], "target": name, "weight": cell})
        for row in rows
        for name in names
        if (cell := (row[name] or "").strip()) and not _is_zero(cell)
    ]


def _is_zero(cell: str) -> bool:
    try:
        return float(cell) == 0
    except ValueError:
        return False


def _of_kumu(path: Path) -> Rows:
    nodes, ties = read_kumu(path)
    names = {node["id"]: node["name"] for node in nodes}
    rows: Rows = []
    for number, tie in enumerate(ties, 1):
        cells = {key: None if value is None else str(value) for key, value in tie.items()}
        for end in ("source", "target"):
            cells[end] = names.get(tie[end], tie[end])
        rows.append((number, cells))
    return rows
