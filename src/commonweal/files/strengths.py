"""Tables of strengths as files of our own columns: Parquet with lineage, or CSV."""

import json
from pathlib import Path

import polars as pl

from commonweal.core.lineage import Lineage
from commonweal.core.tables import STRENGTHS
from commonweal.files.atomic import replace_bytes
from commonweal.files.refused import defused

BETWEEN = "|"


def write_strengths_parquet(path: Path, strengths: pl.DataFrame, *, lineage: Lineage) -> None:
    """Write the table; the lineage stands under `commonweal`. The file appears whole or not."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    told = {"commonweal": json.dumps(lineage.as_dict())}
    try:
        STRENGTHS.check(strengths).write_parquet(unfinished, metadata=told)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def write_strengths_csv(path: Path, strengths: pl.DataFrame) -> None:
    """Write the table as CSV: keys of a list between bars, yes and no as true and false.

    Cells that a spreadsheet would run are guarded (`core.guarded_cells`).
    """
    lists = [name for name, dtype in STRENGTHS.schema.items() if isinstance(dtype, pl.List)]
    joined = STRENGTHS.check(strengths).with_columns(pl.col(lists).list.join(BETWEEN))
    replace_bytes(path, defused(joined).write_csv().encode("utf-8"))
