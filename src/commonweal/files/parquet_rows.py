"""Parquet files as raw rows of text, like every other table that a city is handed.

Lists become words between bars, yes and no become `true` and `false`: what our own CSV files hold.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from commonweal.core.errors import UnreadableFile
from commonweal.core.raw import Reading, guided
from commonweal.files.csv_layout import column_names
from commonweal.files.raw_table import Progress, RawTable
from commonweal.files.survey import sha256_of

ROWS_AT_ONCE = 20_000
BETWEEN = "|"


def read_parquet_rows(path: Path, *, reading: Reading) -> RawTable:  # noqa: ARG001 - as all readers
    """The rows of a Parquet file, numbered from row 2 as if a header stood above them."""
    sha256 = sha256_of(path)
    try:
        lazy = pl.scan_parquet(path)
        schema = lazy.collect_schema()
    except (pl.exceptions.PolarsError, OSError) as error:
        raise UnreadableFile(
            f"{path.name} is no whole Parquet file.",
            remedy="Copy it again, or export it as CSV.",
            code="damaged-file",
            file=path.name,
        ) from error
    columns = column_names(list(schema), file=path.name, row=1)
    ours = dict(zip(columns, schema, strict=True))

    def batches(wanted: Sequence[str], progress: Progress) -> Iterator[pl.DataFrame]:
        rows = lazy.select(pl.len()).collect().item()
        for start in range(0, rows, ROWS_AT_ONCE):
            part = lazy.slice(start, ROWS_AT_ONCE).select(
                _text(ours[name], schema[ours[name]]).alias(name) for name in wanted
            )
            yield guided(part.collect(), first_row=start + 2)
            progress(min(start + ROWS_AT_ONCE, rows), rows)

    return RawTable(file=path.name, columns=columns, sha256=sha256, notices=(), read=batches)


def _text(name: str, dtype: pl.DataType) -> pl.Expr:
    if isinstance(dtype, pl.List):
        return (
            pl.col(name)
            .list.eval(pl.element().cast(pl.String))
            .list.join(BETWEEN)
            .replace("", None)
        )
    if dtype == pl.Boolean:
        return pl.when(pl.col(name)).then(pl.lit("true")).when(~pl.col(name)).then(pl.lit("false"))
    return pl.col(name).cast(pl.String)
