"""`comments.csv` as the table STATEMENTS, with the tallies that the file itself tells.

Read `read_statements` first. A statement whose text is torn stays a statement without a text, so
that the votes on it are not lost.
"""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from commonweal.core.errors import UnreadableFile
from commonweal.core.guarded_cells import unguarded
from commonweal.core.nearest import listed, nearest_first
from commonweal.core.notices import Notice
from commonweal.core.raw import PROBLEM, ROW
from commonweal.core.tables import STATEMENTS
from commonweal.files.polis.rows import Table, read_rows, whole
from commonweal.files.polis.times import milliseconds
from commonweal.files.tabular import read_raw

ID, BODY = "comment-id", "comment-body"
NEEDED = (ID,)
MODERATED = ("moderated", "mod")
STANDINGS = {-1: "rejected", 0: "waiting", 1: "accepted"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """STATEMENTS, and `tallies` with the file's own `agrees` and `disagrees`, null where untold."""

    statements: pl.DataFrame
    tallies: pl.DataFrame
    table: Table
    notices: tuple[Notice, ...]


def read_statements(path: Path) -> Statements:
    """The statements of the file; raises `UnreadableFile` where it cannot be one of comments."""
    table = read_rows(path)
    require(table, NEEDED)
    table = table.refuse(
        whole(ID).is_null(),
        column=ID,
        code="no-statement-id",
        reason="The row names no statement by a whole number.",
        remedy="Give each statement its number, as the votes have it.",
    )
    table = table.refuse(
        ~whole(ID).is_first_distinct(),
        column=ID,
        code="statement-twice",
        reason="The number of this statement stands in an earlier row.",
        remedy="Keep one row a statement; the first was read.",
    )
    torn = _torn(path, table)
    rows = pl.concat([table.rows, torn], how="diagonal")
    return Statements(
        statements=STATEMENTS.check(_as_contract(rows)),
        tallies=rows.select(
            pl.col(ROW),
            statement_id=whole(ID).cast(pl.String),
            agrees=_number(rows, "agrees"),
            disagrees=_number(rows, "disagrees"),
        ),
        table=table,
        notices=_told(path, rows, torn),
    )


def require(table: Table, names: tuple[str, ...]) -> None:
    """Raise `UnreadableFile` where a column is missing, with the nearest that is there."""
    for name in names:
        if name not in table.columns:
            near = listed(nearest_first(name, table.columns), at_most=8)
            raise UnreadableFile(
                f"{table.file} has no column “{name}”.",
                remedy=f"It has {near}. Export the conversation again, or name the column so.",
                file=table.file,
                column=name,
            )


def _torn(path: Path, table: Table) -> pl.DataFrame:
    """Statements of rows that broke after their number: no text, but still something voted on."""
    if not table.refused:
        return table.rows.clear()
    broken = pl.concat([b.filter(pl.col(PROBLEM).is_not_null()) for b in read_raw(path).batches()])
    fresh = whole(ID).is_not_null() & ~whole(ID).is_in(table.rows.select(whole(ID))[ID].to_list())
    return broken.filter(fresh & whole(ID).is_first_distinct()).select(ROW, ID)


def _as_contract(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(
        statement_id=whole(ID).cast(pl.String),
        text=_text(rows, BODY).map_elements(unguarded, return_dtype=pl.String),
        lang=_text(rows, "lang"),
        author_id=_number(rows, "author-id").cast(pl.String),
        made_at=milliseconds(_number(rows, "timestamp")),
        standing=_moderated(rows).replace_strict(STANDINGS, default="waiting"),
        seed=_yes_no(rows, "is-seed"),
        meta=_yes_no(rows, "is-meta"),
    )


def _moderated(rows: pl.DataFrame) -> pl.Expr:
    named = next((name for name in MODERATED if name in rows.columns), MODERATED[0])
    return _number(rows, named)


def _text(rows: pl.DataFrame, name: str) -> pl.Expr:
    return pl.col(name) if name in rows.columns else pl.lit(None, dtype=pl.String)


def _number(rows: pl.DataFrame, name: str) -> pl.Expr:
    return whole(name) if name in rows.columns else pl.lit(None, dtype=pl.Int64)


def _yes_no(rows: pl.DataFrame, name: str) -> pl.Expr:
    said = _text(rows, name).str.to_lowercase()
    return (
        pl.when(said.is_in(["true", "1"])).then(True).when(said.is_in(["false", "0"])).then(False)
    )


def _told(path: Path, rows: pl.DataFrame, torn: pl.DataFrame) -> tuple[Notice, ...]:
    told = []
    unsaid = rows.join(torn, on=ROW, how="anti").filter(_moderated(rows).is_null())
    if unsaid.height:
        first = unsaid[ROW][0]
        told.append(
            Notice(
                code="moderation-not-told",
                sentence=f"{path.name} does not say of {unsaid.height} statements whether they "
                f"were accepted (first in row {first}); they are read as waiting, and count.",
                count=unsaid.height,
            )
        )
    if torn.height:
        told.append(
            Notice(
                code="statement-torn",
                sentence=f"The text of {torn.height} statements in {path.name} could not be read "
                f"(first in row {torn[ROW][0]}); their votes are kept.",
                count=torn.height,
            )
        )
    return tuple(told)
