"""Rows that cannot be used: each is taken out once, with its reason and what to do about it."""

from collections.abc import Callable

import polars as pl

from commonweal.core.raw import AT, MASK, PROBLEM, PROBLEMS, ROW
from commonweal.core.tables import REFUSED

LONGEST_VALUE = 80
FILE = "file:"  # before the names of the file's own columns, so that they never meet ours

type Explain = Callable[[str], tuple[str, str]]


def said(column: str) -> str:
    """The name under which a column of the file stands while its rows are coded."""
    return FILE + column


def some_unread(table: pl.DataFrame, name: str, column: str) -> bool:
    """Whether `name` is null in more rows than the column of the file that it was read from."""
    return table[name].null_count() > table[said(column)].null_count()


class Refusals:
    """The refused rows so far. `take` returns the table without the rows it refuses."""

    def __init__(self, *, personal: frozenset[str]) -> None:
        self._personal = personal
        self._tables: list[pl.DataFrame] = []

    @property
    def table(self) -> pl.DataFrame:
        """All refused rows in the order of the file, as the contract `tables.REFUSED`."""
        return pl.concat([REFUSED.empty(), *self._tables]).sort("row", maintain_order=True)

    def take(
        self,
        table: pl.DataFrame,
        bad: pl.Expr,
        *,
        column: str,
        code: str,
        explain: Explain | tuple[str, str],
    ) -> pl.DataFrame:
        """Refuse the rows where `bad` holds. `column` is named as in the file."""
        mask = table.select(bad.fill_null(False).alias("bad"))["bad"]
        if not mask.any():
            return table
        taken = table.filter(mask)
        values = self._shown(taken, column)
        personal = column in self._personal or said(column) not in taken.columns
        explained = values if personal else taken[said(column)]
        reasons, remedies = _explained(explained, explain)
        self._tables.append(
            pl.DataFrame(
                {
                    "row": taken[ROW],
                    "column": pl.repeat(column, taken.height, dtype=pl.String(), eager=True),
                    "value": values,
                    "code": pl.repeat(code, taken.height, dtype=pl.String(), eager=True),
                    "reason": reasons,
                    "remedy": remedies,
                },
                schema=REFUSED.schema,
            )
        )
        return table.filter(~mask)

    def take_unreadable(self, table: pl.DataFrame) -> pl.DataFrame:
        """Refuse the rows that came with a problem from the file itself."""
        if table[PROBLEM].null_count() == table.height:
            return table
        for code, where in table.select(PROBLEM, AT).drop_nulls(PROBLEM).unique().iter_rows():
            problem = PROBLEMS[code]
            here = (pl.col(PROBLEM) == code) & (pl.col(AT) == where)
            if problem.shifted and said(where) in table.columns:
                unseen = pl.when(~here.fill_null(False)).then(said(where)).alias(said(where))
                table = table.with_columns(unseen)
            table = self.take(
                table,
                here,
                column=where,
                code=code,
                explain=(problem.reason, problem.remedy),
            )
        return table

    def _shown(self, taken: pl.DataFrame, column: str) -> pl.Series:
        if said(column) not in taken.columns:
            return pl.repeat(None, taken.height, dtype=pl.String(), eager=True)
        values = taken[said(column)]
        if column in self._personal:
            present = pl.when(values.is_not_null()).then(pl.lit(MASK))
            return taken.select(present.alias("value"))["value"]
        cut = values.str.slice(0, LONGEST_VALUE)
        longer = values.str.len_chars() > LONGEST_VALUE
        return taken.select(pl.when(longer).then(cut + "…").otherwise(cut).alias("value"))["value"]


def _explained(
    values: pl.Series, explain: Explain | tuple[str, str]
) -> tuple[pl.Series, pl.Series]:
    if isinstance(explain, tuple):
        reason, remedy = explain
        text = pl.String()
        return (
            pl.repeat(reason, len(values), dtype=text, eager=True),
            pl.repeat(remedy, len(values), dtype=text, eager=True),
        )
    values = values.fill_null("")
    distinct = values.unique()
    both = [explain(value) for value in distinct]
    return (
        values.replace_strict(distinct, [one for one, _ in both], return_dtype=pl.String()),
        values.replace_strict(distinct, [two for _, two in both], return_dtype=pl.String()),
    )
