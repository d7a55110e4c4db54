"""A conversation written in the form of a Pol.is export, in either dialect.

Read `write_export` first. Reading it again gives the same statements and votes. The column
`group-id` is always empty: who stands in which group is nobody's to hand out (charter 1).
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

import polars as pl

from commonweal.core.tables import STATEMENTS, VOTES
from commonweal.files.atomic import write_texts
from commonweal.files.refused import defused

NUMBERS = {"accepted": 1, "waiting": 0, "rejected": -1}


class Dialect(StrEnum):
    """Open data (milliseconds, `participants-votes.csv`), or the server's report export."""

    OPEN_DATA = "open-data"
    REPORT = "report"


def write_export(
    folder: Path,
    statements: pl.DataFrame,
    votes: pl.DataFrame,
    *,
    summary: Mapping[str, str] | None = None,
    dialect: Dialect = Dialect.OPEN_DATA,
) -> None:
    """Write the four tables into the folder; `votes` in the order in which they were cast."""
    statements, votes = STATEMENTS.check(statements), VOTES.check(votes)
    matrix = "participants-votes" if dialect is Dialect.OPEN_DATA else "participant-votes"
    texts = {
        "summary.csv": _summary(summary or {}, statements, votes),
        "comments.csv": _comments(statements, votes, dialect).write_csv(),
        "votes.csv": _votes(votes, dialect).write_csv(),
        f"{matrix}.csv": _matrix(statements, votes).write_csv(),
    }
    write_texts(folder, texts)


def _summary(summary: Mapping[str, str], statements: pl.DataFrame, votes: pl.DataFrame) -> str:
    counts = {
        "voters": str(votes["voter_id"].n_unique()),
        "commenters": str(statements["author_id"].drop_nulls().n_unique()),
        "comments": str(statements.height),
    }
    told = {"topic": "", **summary, **counts}
    table = pl.DataFrame({"key": list(told), "value": list(told.values())})
    return defused(table).write_csv(include_header=False)


def _moment(name: str, dialect: Dialect) -> pl.Expr:
    at = pl.col(name)
    return (at if dialect is Dialect.OPEN_DATA else at // 1000).alias("timestamp")


def _as_words(name: str) -> pl.Expr:
    return (
        pl.col(name)
        .map_elements(
            lambda at: f"{datetime.fromtimestamp(at / 1000, UTC):%a %b %d %H:%M:%S UTC %Y}",
            return_dtype=pl.String,
        )
        .alias("datetime")
    )


def _comments(statements: pl.DataFrame, votes: pl.DataFrame, dialect: Dialect) -> pl.DataFrame:
    tallies = votes.group_by("statement_id").agg(
        agrees=(pl.col("vote") == 1).sum(), disagrees=(pl.col("vote") == -1).sum()
    )
    rows = statements.join(tallies, on="statement_id", how="left", maintain_order="left")
    table = rows.select(
        _moment("made_at", dialect),
        _as_words("made_at"),
        pl.col("statement_id").alias("comment-id"),
        pl.col("author_id").alias("author-id"),
        pl.col("agrees", "disagrees").fill_null(0),
        pl.col("standing").replace_strict(NUMBERS).alias("moderated"),
        pl.col("seed").alias("is-seed"),
        pl.col("meta").alias("is-meta"),
        "lang",
        pl.col("text").alias("comment-body"),
    )
    bare = [
        name for name in ("is-seed", "is-meta", "lang") if table[name].null_count() == len(table)
    ]
    return defused(table.drop(bare))


def _votes(votes: pl.DataFrame, dialect: Dialect) -> pl.DataFrame:
    return votes.select(
        _moment("voted_at", dialect),
        _as_words("voted_at"),
        pl.col("statement_id").alias("comment-id"),
        pl.col("voter_id").alias("voter-id"),
        "vote",
    )


def _matrix(statements: pl.DataFrame, votes: pl.DataFrame) -> pl.DataFrame:
    """One row a voter: the last vote on each statement, and the voter's counts."""
    pair = ["voter_id", "statement_id"]
    last = votes.unique(pair, keep="last", maintain_order=True)
    counts = _counts(last)
    wrote = statements.group_by(pl.col("author_id").alias("voter_id")).agg(
        pl.len().alias("n-comments")
    )
    wide = last.pivot(on="statement_id", index="voter_id", values="vote")
    names = [name for name in statements["statement_id"] if name in wide.columns]
    head = ("voter_id", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree")
    joined = counts.join(wrote, on="voter_id", how="left").join(wide, on="voter_id")
    return (
        joined.with_columns(pl.col("n-comments").fill_null(0))
        .sort(pl.col("voter_id").cast(pl.Int64, strict=False))
        .select(*head, *names)
        .rename({"voter_id": "participant"})
    )


def _counts(last: pl.DataFrame) -> pl.DataFrame:
    return last.group_by("voter_id", maintain_order=True).agg(
        pl.lit(None, dtype=pl.Int64).alias("group-id"),
        pl.len().alias("n-votes"),
        (pl.col("vote") == 1).sum().alias("n-agree"),
        (pl.col("vote") == -1).sum().alias("n-disagree"),
    )
