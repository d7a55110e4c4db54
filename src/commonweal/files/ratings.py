"""Judgements as a table for spreadsheets: what goes out comes back as it was.

Read `rating_sheet` first. A rater who does not know is written as `?`, so that a row nobody filled
in is told apart from an answer.
"""

from collections.abc import Sequence

import polars as pl

from commonweal.core.tables import RATINGS
from commonweal.files.refused import defused
from commonweal.files.workbook_out import Sheet, Value

UNKNOWN = "?"
COLUMNS = tuple(RATINGS.columns)


def rating_sheet(ratings: pl.DataFrame, *, name: str = "ratings") -> Sheet:
    """A sheet of judgements in the columns of RATINGS; `ratings` fits it."""
    rows = [_row(row) for row in ratings.select(COLUMNS).iter_rows(named=True)]
    return Sheet(name=name, columns=COLUMNS, rows=rows)


def sheet_as_csv(sheet: Sheet) -> str:
    """A sheet as text in which no cell runs in a spreadsheet."""
    columns: Sequence[str] = sheet.columns
    texts = [["" if value is None else str(value) for value in row] for row in sheet.rows]
    schema = dict.fromkeys(columns, pl.String())
    return defused(pl.DataFrame(texts, schema=schema, orient="row")).write_csv()


def _row(row: dict[str, Value]) -> list[Value]:
    return [UNKNOWN if name == "effect" and row[name] is None else row[name] for name in COLUMNS]
