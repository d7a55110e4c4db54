"""Incidents as a Parquet file, written a piece at a time, with their lineage inside."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
from polars.io.plugins import register_io_source

from commonweal.core.lineage import Lineage
from commonweal.core.tables import INCIDENTS


def write_incidents(
    path: Path, slices: Callable[[], Iterator[pl.DataFrame]], *, lineage: Lineage
) -> None:
    """Write INCIDENTS tables one after the other; the lineage stands under `commonweal`.

    The file appears whole or not at all. Raises OSError where it cannot be written.
    """

    def source(
        with_columns: list[str] | None,
        predicate: pl.Expr | None,
        _n_rows: int | None,
        _batch_size: int | None,
    ) -> Iterator[pl.DataFrame]:
        for part in slices():
            chosen = part if with_columns is None else part.select(with_columns)
            yield chosen if predicate is None else chosen.filter(predicate)

    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        register_io_source(source, schema=INCIDENTS.schema).sink_parquet(
            unfinished, metadata={"commonweal": json.dumps(lineage.as_dict())}
        )
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
