"""Which sign of a vote means agree, and whether the tallies of an export add up.

Read `sign_of` first. Pol.is itself stores −1 for agree, most of its exports write +1, and some
carry the stored sign (compdemocracy/polis issues 2554 and 2555). The tallies `agrees` and
`disagrees` of `comments.csv` tell which is which: the sign that adds up to them better is taken,
and what was found is said.
"""

from dataclasses import dataclass

import polars as pl

from commonweal.core.notices import Notice
from commonweal.core.raw import ROW


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """What a vote of +1 means in this file: `agree` is 1 or -1; `sentence` says how it is known."""

    file: str
    agree: int
    sentence: str
    known: bool


def sign_of(votes: pl.DataFrame, tallies: pl.DataFrame, *, file: str, told: int | None) -> Sign:
    """The sign in `votes`, by the tallies; `told` (1 or -1) is taken as it is."""
    if told is not None:
        return Sign(
            file=file,
            agree=told,
            known=True,
            sentence=f"{file}: {told:+d} means agree, as you said.",
        )
    both = _beside(votes, tallies).drop_nulls()
    as_is = _apart(both, "plus", "minus")
    turned = _apart(both, "minus", "plus")
    said = int(both.select(pl.col("agrees").sum() + pl.col("disagrees").sum()).item())
    if as_is == turned:
        return Sign(file=file, agree=1, known=False, sentence=_unknown(file, said))
    agree = 1 if as_is < turned else -1
    return Sign(
        file=file,
        agree=agree,
        known=True,
        sentence=f"{file}: {agree:+d} means agree. Read so, the votes differ from the "
        f"{said:,} agrees and disagrees of comments.csv by {min(as_is, turned):,}; read the other "
        f"way, by {max(as_is, turned):,}.",
    )


def _unknown(file: str, said: int) -> str:
    why = "the tallies fit both ways" if said else "comments.csv tells no tallies"
    return (
        f"{file}: +1 was read as agree, which could not be checked, because {why}. "
        "Look at a statement that everybody knows, and name the sign if it is the other one."
    )


def tally_notices(
    votes: pl.DataFrame, tallies: pl.DataFrame, *, file: str, every_vote: bool
) -> tuple[Notice, ...]:
    """Where the votes (agree = 1) do not add up to the tallies told, with the first such row."""
    off = (
        _beside(votes, tallies)
        .drop_nulls()
        .filter((pl.col("plus") != pl.col("agrees")) | (pl.col("minus") != pl.col("disagrees")))
        .sort(ROW)
    )
    if not off.height:
        return ()
    one = off.row(0, named=True)
    why = (
        "Export all files at one moment; until then the votes count, not the tallies."
        if every_vote
        else "The tallies count changed votes too, so some difference is usual; the votes count."
    )
    return (
        Notice(
            code="tallies-differ",
            sentence=f"The tallies of {off.height} statements do not add up. First: comments.csv "
            f"row {one[ROW]} tells {one['agrees']} agree and {one['disagrees']} disagree on "
            f"statement {one['statement_id']}; {file} holds {one['plus']} and {one['minus']}. "
            f"{why}",
            count=off.height,
        ),
    )


def voter_notices(votes: pl.DataFrame, counts: pl.DataFrame | None, *, file: str) -> list[Notice]:
    """Voters whose own counts in the matrix do not fit their cells."""
    if counts is None or "n-votes" not in counts.columns:
        return []
    held = votes.group_by("voter_id").agg(held=pl.len().cast(pl.Int64))
    off = (
        counts.join(held, on="voter_id", how="left")
        .with_columns(pl.col("held").fill_null(0))
        .filter(pl.col("n-votes") != pl.col("held"))
        .sort(ROW)
    )
    if not off.height:
        return []
    return [_of_voters(off, file)]


def _of_voters(off: pl.DataFrame, file: str) -> Notice:
    one = off.row(0, named=True)
    return Notice(
        code="voter-counts-differ",
        sentence=f"{file}: the counts of {off.height} voters do not fit their votes. First: "
        f"row {one[ROW]} tells {one['n-votes']} votes and holds {one['held']}. The votes "
        "count; export again if they look incomplete.",
        count=off.height,
    )


def _beside(votes: pl.DataFrame, tallies: pl.DataFrame) -> pl.DataFrame:
    found = votes.group_by("statement_id").agg(
        plus=(pl.col("vote") == 1).sum().cast(pl.Int64),
        minus=(pl.col("vote") == -1).sum().cast(pl.Int64),
    )
    return tallies.join(found, on="statement_id", how="left").with_columns(
        pl.col("plus", "minus").fill_null(0)
    )


def _apart(both: pl.DataFrame, agrees: str, disagrees: str) -> int:
    off = (pl.col(agrees) - pl.col("agrees")).abs() + (
        pl.col(disagrees) - pl.col("disagrees")
    ).abs()
    return int(both.select(off.sum()).item())
