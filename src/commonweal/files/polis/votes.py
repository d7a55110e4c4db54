"""The votes of an export: one row a vote (`votes.csv`), or one row a voter (`participants-votes`).

Read `read_votes` and `read_matrix` first. Both give rows of VOTES as the file has them, sign
included; which sign means agree is settled afterwards (`signs`).
"""

from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from commonweal.core.errors import UnreadableFile
from commonweal.core.raw import ROW
from commonweal.core.tables import VOTES
from commonweal.files.polis.rows import Table, read_rows, whole
from commonweal.files.polis.statements import require
from commonweal.files.polis.times import milliseconds

VOTER, STATEMENT, VOTE, TIME = "voter-id", "comment-id", "vote", "timestamp"
PARTICIPANT = "participant"
COUNTS = ("n-votes", "n-agree", "n-disagree")


@dataclass(frozen=True, slots=True, kw_only=True)
class Votes:
    """`votes` with `_row` (the order of the file); `counts` are the matrix's own of each voter."""

    votes: pl.DataFrame
    table: Table
    counts: pl.DataFrame | None = None


def read_votes(path: Path, known: pl.Series) -> Votes:
    """`votes.csv`: every vote, changes included, in the order in which they were cast."""
    table = read_rows(path, (TIME, STATEMENT, VOTER, VOTE))
    require(table, (STATEMENT, VOTER, VOTE))
    table = _refuse_strangers(table, known)
    time = whole(TIME) if TIME in table.columns else pl.lit(None, dtype=pl.Int64)
    votes = table.rows.select(
        ROW,
        voter_id=whole(VOTER).cast(pl.String),
        statement_id=whole(STATEMENT).cast(pl.String),
        vote=whole(VOTE),
        voted_at=milliseconds(time),
    )
    return Votes(votes=_in_order(votes), table=table)


def read_matrix(path: Path, known: pl.Series) -> Votes:
    """`participants-votes.csv`: the last vote of each voter on each statement."""
    table = read_rows(path)
    require(table, (PARTICIPANT,))
    table = table.refuse(
        whole(PARTICIPANT).is_null() | ~whole(PARTICIPANT).is_first_distinct(),
        column=PARTICIPANT,
        code="no-voter",
        reason="The row names no voter by a whole number, or one of an earlier row.",
        remedy="Keep one row a voter, with the voter's number.",
    )
    columns = [name for name in table.columns if name.isdigit()]
    if not columns:
        raise UnreadableFile(
            f"{path.name} has no column of a statement.",
            remedy="Its columns after the counts are the numbers of the statements; export again.",
            file=path.name,
        )
    wide = table.rows.select(ROW, whole(PARTICIPANT).alias(PARTICIPANT), *columns)
    there = set(known.to_list())
    cells = _long(wide, [name for name in columns if str(int(name)) in there])
    strange = _long(wide, [name for name in columns if str(int(name)) not in there])
    sound = whole(VOTE).is_in([-1, 0, 1]).fill_null(False)
    refused = _refused_cells(table.file, unknown=strange, wrong=cells.filter(~sound))
    return Votes(
        votes=_as_votes(cells.filter(sound)),
        table=replace(table, refused=(*table.refused, *refused)),
        counts=_counts(table),
    )


def _in_order(votes: pl.DataFrame) -> pl.DataFrame:
    """By time where every vote has one, else as the file has them; the last vote counts."""
    return votes if votes["voted_at"].null_count() else votes.sort("voted_at", ROW)


def _refuse_strangers(table: Table, known: pl.Series) -> Table:
    table = table.refuse(
        whole(VOTER).is_null(),
        column=VOTER,
        code="no-voter",
        reason="The row names no voter by a whole number.",
        remedy="Give each vote the number of its voter; it may be any number without a name.",
    )
    table = table.refuse(
        ~whole(STATEMENT).cast(pl.String).is_in(known.to_list()),
        column=STATEMENT,
        code="unknown-statement",
        reason="This vote is on a statement that comments.csv does not hold.",
        remedy="Export comments.csv and votes.csv at the same moment, or add the statement.",
    )
    return _refuse_no_votes(table)


def _refuse_no_votes(table: Table) -> Table:
    return table.refuse(
        ~whole(VOTE).is_in([-1, 0, 1]),
        column=VOTE,
        code="not-a-vote",
        reason="A vote is 1, -1 or 0.",
        remedy="Write agree, disagree and pass as these three; leave out what was not seen.",
    )


def _long(wide: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    """Filled cells as rows; some statements at a time, so that empty cells take no room."""
    names = [ROW, PARTICIPANT]
    schema = {ROW: pl.Int64(), PARTICIPANT: pl.Int64(), STATEMENT: pl.String(), VOTE: pl.String()}
    parts = [
        wide.select(*names, name)
        .filter(pl.col(name).str.strip_chars().str.len_chars() > 0)
        .select(*names, pl.lit(name).alias(STATEMENT), pl.col(name).alias(VOTE))
        for name in columns
    ]
    return pl.concat([pl.DataFrame(schema=schema), *parts])


def _as_votes(cells: pl.DataFrame) -> pl.DataFrame:
    return cells.select(
        ROW,
        voter_id=pl.col(PARTICIPANT).cast(pl.String),
        statement_id=whole(STATEMENT).cast(pl.String),
        vote=whole(VOTE),
        voted_at=pl.lit(None, dtype=pl.Int64),
    )


def _refused_cells(
    file: str, *, unknown: pl.DataFrame, wrong: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    return (
        _cell_refusals(
            file,
            unknown,
            code="unknown-statement",
            reason="This vote is on a statement that comments.csv does not hold.",
            remedy="Export all files of the conversation at one moment, or add the statement.",
        ),
        _cell_refusals(
            file,
            wrong,
            code="not-a-vote",
            reason="A vote is 1, -1 or 0, and an empty cell where the statement was not seen.",
            remedy="Write agree, disagree and pass as these three.",
        ),
    )


def _cell_refusals(
    file: str, cells: pl.DataFrame, *, code: str, reason: str, remedy: str
) -> pl.DataFrame:
    return cells.select(
        file=pl.lit(file),
        row=pl.col(ROW),
        column=pl.col(STATEMENT),
        value=pl.col(VOTE),
        code=pl.lit(code),
        reason=pl.lit(reason),
        remedy=pl.lit(remedy),
    )


def _counts(table: Table) -> pl.DataFrame:
    here = [name for name in COUNTS if name in table.columns]
    return table.rows.select(
        ROW, whole(PARTICIPANT).cast(pl.String).alias("voter_id"), *(whole(name) for name in here)
    )


def empty_votes() -> pl.DataFrame:
    """No votes, with the row numbers that `Votes` carries."""
    return pl.DataFrame(schema={ROW: pl.Int64(), **VOTES.schema})
