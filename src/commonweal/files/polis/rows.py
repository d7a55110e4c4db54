"""The rows of one file of an export: those that can be read, and those refused with a reason.

Read `Table` first. Everything stays text until a check has named what does not fit; a row that is
refused keeps its file, row, column and value, so nothing is lost on the way.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import polars as pl

from commonweal.core.raw import AT, PROBLEM, PROBLEMS, ROW
from commonweal.core.tables import REFUSED
from commonweal.files.tabular import read_raw

REFUSED_SCHEMA = pl.Schema({"file": pl.String(), **REFUSED.schema})
WHOLE = r"^\s*[+-]?[0-9]{1,18}(\.0*)?\s*$"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The sound rows of `file` as text with `_row`, and what was refused so far."""

    file: str
    columns: tuple[str, ...]
    rows: pl.DataFrame
    refused: tuple[pl.DataFrame, ...] = field(default=())

    def refuse(
        self, broken: pl.Expr, *, column: str, code: str, reason: str, remedy: str
    ) -> "Table":
        """The table without the rows that are `broken`; they are kept as refused."""
        taken = self.rows.filter(broken.fill_null(True))
        if not taken.height:
            return self
        told = taken.select(
            file=pl.lit(self.file),
            row=pl.col(ROW),
            column=pl.lit(column),
            value=pl.col(column).cast(pl.String),
            code=pl.lit(code),
            reason=pl.lit(reason),
            remedy=pl.lit(remedy),
        )
        kept = self.rows.filter(~broken.fill_null(True))
        return replace(self, rows=kept, refused=(*self.refused, told))


def read_rows(path: Path, columns: Sequence[str] | None = None) -> Table:
    """The named columns of a text table (all by default); broken rows are refused at once."""
    raw = read_raw(path)
    wanted = raw.columns if columns is None else [c for c in columns if c in raw.columns]
    batches = [
        batch.with_columns(pl.col(PROBLEM, AT).cast(pl.String)) for batch in raw.batches(wanted)
    ]
    schema = {ROW: pl.Int64(), PROBLEM: pl.String(), AT: pl.String()}
    empty = pl.DataFrame(schema={**schema, **dict.fromkeys(wanted, pl.String())})
    rows = pl.concat([empty, *batches])
    broken = rows.filter(pl.col(PROBLEM).is_not_null())
    return Table(
        file=path.name,
        columns=tuple(wanted),
        rows=rows.filter(pl.col(PROBLEM).is_null()).drop(PROBLEM, AT),
        refused=(_broken(path.name, broken),) if broken.height else (),
    )


def _broken(file: str, rows: pl.DataFrame) -> pl.DataFrame:
    words = {code: (one.reason, one.remedy) for code, one in PROBLEMS.items()}
    said = pl.col(PROBLEM)
    return rows.select(
        file=pl.lit(file),
        row=pl.col(ROW),
        column=pl.col(AT).fill_null(""),
        value=pl.lit(None, dtype=pl.String),
        code=said,
        reason=said.replace_strict({code: one[0] for code, one in words.items()}),
        remedy=said.replace_strict({code: one[1] for code, one in words.items()}),
    )


def whole(name: str) -> pl.Expr:
    """The column as whole numbers, null where it holds none; “1.0” is one."""
    text = pl.col(name).str.strip_chars()
    return (
        pl.when(text.str.contains(WHOLE)).then(text.cast(pl.Float64, strict=False)).cast(pl.Int64)
    )


def refused_of(*tables: Table) -> pl.DataFrame:
    """All refused rows, file by file, in the order of their rows."""
    parts = [part for table in tables for part in table.refused]
    return pl.concat([pl.DataFrame(schema=REFUSED_SCHEMA), *parts]).sort(
        "file", "row", maintain_order=True
    )
