"""Tables of an HSDS package as frames of text, each row with the file and row it came from."""

import polars as pl

from commonweal.core.raw import ROW
from commonweal.core.refusal import Refusal, shown

FILE = "_file"
PERSONAL = frozenset(("attention", "email", "assurer_email", "updated_by"))
"""Columns that may hold a person's name or address; their text is never shown."""

type Tables = dict[str, pl.DataFrame]


def with_columns(table: pl.DataFrame, *names: str) -> pl.DataFrame:
    """`table` with these columns, empty where the file did not have them."""
    missing = [name for name in names if name not in table.columns]
    return table.with_columns(pl.lit(None, pl.String).alias(name) for name in missing)


def refusals_of(
    rows: pl.DataFrame, column: str, *, code: str, reason: str, remedy: str
) -> list[Refusal]:
    """One refusal for each of `rows`, all for the same reason."""
    cells = with_columns(rows, column).select(FILE, ROW, column)
    return [
        Refusal(
            file=file,
            row=row,
            column=column,
            value=shown(value, personal=column in PERSONAL),
            code=code,
            reason=reason,
            remedy=remedy,
        )
        for file, row, value in cells.iter_rows()
    ]
