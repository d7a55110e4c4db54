"""The fingerprint of a table: one SHA-256 over all its rows, whatever engine kept them.

Two tables have the same fingerprint exactly when they hold the same rows, in any order. It does
not depend on the process, the machine or the database, so a reader can be shown that an import
left nothing half done and that a restored city is the city that was backed up.
"""

import hashlib

import polars as pl

ROWS_AT_ONCE = 50_000
DECIMALS = 7
"""Of a floating-point number: seven decimals of a degree are about a centimetre."""


def fingerprint(table: pl.DataFrame, *, by: str) -> str:
    """The SHA-256 in hex of `table`, read in the order of the column `by`, which is unique.

    Each value is written with its length in front, so no two tables share a text.
    """
    digest = hashlib.sha256()
    for name, dtype in table.schema.items():
        digest.update(f"{name} {dtype}\n".encode())
    written = pl.concat_str([_written(name, dtype) for name, dtype in table.schema.items()])
    for part in table.sort(by).iter_slices(ROWS_AT_ONCE):
        digest.update("\n".join(part.select(written).to_series()).encode())
        digest.update(b"\n")
    return digest.hexdigest()


def _written(name: str, dtype: pl.DataType) -> pl.Expr:
    """The value as text with its length in front; `~` where there is none."""
    column = pl.col(name)
    if dtype == pl.List(pl.String):
        text = column.list.eval(_with_length(pl.element())).list.join("")
    elif dtype.is_float():
        text = (column * 10**DECIMALS).round(0).cast(pl.Int64).cast(pl.String)
    else:
        text = column.cast(pl.String)
    return pl.when(column.is_null()).then(pl.lit("~")).otherwise(_with_length(text))


def _with_length(text: pl.Expr) -> pl.Expr:
    return text.str.len_bytes().cast(pl.String) + ":" + text
