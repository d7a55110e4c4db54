"""Published versions of a source's monthly counts: what each version said of each month.

Read `read_vintages` first. A table with one row for each version and month (and group, if wanted):
`vintage_end` is the last day the version holds, `month` as 2021-06, and a column of counts.
"""

import re
from datetime import date
from pathlib import Path

import polars as pl

from commonweal.core.errors import UnreadableFile
from commonweal.core.nearest import listed, nearest_first
from commonweal.core.raw import PROBLEM, PROBLEMS, ROW
from commonweal.files.tabular import read_raw

SCHEMA = pl.Schema({"vintage_end": pl.Date(), "month": pl.Date(), "n": pl.Int64()})
MONTH = re.compile(r"\d{4}-\d{2}")


def read_vintages(path: Path, *, count: str = "n") -> pl.DataFrame:
    """The table with `vintage_end`, `month` (its first day) and `n`, one row a row of the file.

    `count` is the file's column of counts. Raises `UnreadableFile` with row, column and remedy.
    """
    table = read_raw(path)
    columns = ("vintage_end", "month", count)
    for name in columns:
        if name not in table.columns:
            raise UnreadableFile(
                f"{path.name} has no column “{name}”.",
                remedy=f"Its columns are {listed(nearest_first(name, table.columns))}.",
                file=path.name,
                column=name,
            )
    rows: list[tuple[date, date, int]] = []
    for batch in table.batches(columns):
        for number, problem, end, month, n in batch.select(ROW, PROBLEM, *columns).iter_rows():
            if problem is not None:
                told = PROBLEMS[problem]
                raise UnreadableFile(
                    f"{path.name}, row {number}: {told.reason}", remedy=told.remedy, row=number
                )
            where = f"{path.name}, row {number}, column "
            first = f"{month}-01" if MONTH.fullmatch(month or "") else ""
            rows.append(
                (
                    _day(end, f"{where}vintage_end", "a day", "2021-06-30"),
                    _day(first, f"{where}month", "a month", "2021-06"),
                    _count(n, f"{where}{count}"),
                )
            )
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _day(text: str | None, where: str, what: str, such_as: str) -> date:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        raise UnreadableFile(
            f"{where}: there is not {what}.", remedy=f"Write it as {such_as}."
        ) from None


def _count(text: str | None, where: str) -> int:
    if not (text or "").isdecimal():
        raise UnreadableFile(
            f"{where}: there is no count.", remedy="Write a whole number, such as 12."
        )
    return int(text or "")
