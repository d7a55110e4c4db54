"""Votes as compressed rows: who voted what on what, the last vote alone, rejected statements out.

Read `room_of` first. A room never becomes a full table of voters by statements.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from commonweal.core.errors import CommonwealError
from commonweal.core.notices import Notice
from commonweal.core.tables import STATEMENTS, VOTES
from commonweal.listening.dialogue.kernels import Bytes, Floats, Small, Whole


class InvalidVotes(CommonwealError):
    """Votes that cannot be analysed as they are."""

    code = "invalid-votes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """`statements[starts[i]:starts[i + 1]]` are those voter i saw, `votes` what was said of them.

    `voter_ids` and `statement_ids` name rows and columns; every voter has at least one vote.
    """

    starts: Whole
    statements: Small
    votes: Bytes
    voter_ids: npt.NDArray[np.object_]
    statement_ids: tuple[str, ...]

    @property
    def n(self) -> int:
        """Voters."""
        return len(self.starts) - 1

    @property
    def m(self) -> int:
        """Statements that count."""
        return len(self.statement_ids)

    @property
    def seen(self) -> Whole:
        """How many statements each voter voted on, passes included."""
        return np.diff(self.starts)

    @property
    def rows(self) -> Whole:
        """The voter of each vote."""
        return np.repeat(np.arange(self.n), self.seen)

    def only(self, voters: Whole) -> "Room":
        """The room with these voters alone, in this order; a voter may come more than once."""
        lengths = self.seen[voters]
        starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
        take = np.repeat(self.starts[voters] - starts[:-1], lengths) + np.arange(starts[-1])
        return Room(
            starts=starts,
            statements=self.statements[take],
            votes=self.votes[take],
            voter_ids=self.voter_ids[voters],
            statement_ids=self.statement_ids,
        )

    def of_statements(self, kept: npt.NDArray[np.bool_]) -> "Room":
        """The room on these statements alone, without the voters who saw none of them."""
        here, number = kept[self.statements], np.cumsum(kept) - 1
        counts = np.bincount(self.rows[here], minlength=self.n)
        there = counts > 0
        return Room(
            starts=np.concatenate([[0], np.cumsum(counts[there])]).astype(np.int64),
            statements=number[self.statements[here]].astype(np.int32),
            votes=self.votes[here],
            voter_ids=self.voter_ids[there],
            statement_ids=tuple(
                one for one, stays in zip(self.statement_ids, kept, strict=True) if stays
            ),
        )

    def saying(self, votes: Bytes) -> "Room":
        """The same voters on the same statements, with other votes."""
        return Room(
            starts=self.starts,
            statements=self.statements,
            votes=votes,
            voter_ids=self.voter_ids,
            statement_ids=self.statement_ids,
        )


def room_of(votes: pl.DataFrame, statements: pl.DataFrame) -> tuple[Room, tuple[Notice, ...]]:
    """The room of VOTES and STATEMENTS, and what was left out of it.

    Later rows replace earlier ones of the same voter on the same statement. Raises `InvalidVotes`
    where a vote is none, or is on a statement that is not in the table.
    """
    votes, statements = VOTES.check(votes), STATEMENTS.check(statements)
    place = {one: number for number, one in enumerate(statements["statement_id"])}
    column = _columns(votes, place)
    said = votes["vote"].to_numpy().astype(np.int8)
    voters, row = _voters(votes["voter_id"])
    kept = _last(row * len(place) + column)
    out = (statements["standing"] == "rejected").to_numpy()
    counting = kept[~out[column[kept]]]
    room = _compressed(row[counting], column[counting], said[counting], voters, statements, out)
    return room, _left_out(
        len(votes), len(kept), len(counting), int(out.sum()), len(voters) - room.n
    )


def room_of_matrix(votes: Bytes, *, unseen: int) -> Room:
    """The room of a full table of voters by statements; `unseen` marks what was not seen."""
    seen = votes != unseen
    there = seen.any(axis=1)
    row, column = np.nonzero(seen[there])
    return Room(
        starts=np.concatenate([[0], np.cumsum(seen[there].sum(axis=1))]).astype(np.int64),
        statements=column.astype(np.int32),
        votes=votes[there][row, column].astype(np.int8),
        voter_ids=np.array([str(i) for i in np.flatnonzero(there)], dtype=object),
        statement_ids=tuple(str(s) for s in range(votes.shape[1])),
    )


def _columns(votes: pl.DataFrame, place: dict[str, int]) -> Whole:
    column = votes["statement_id"].replace_strict(place, default=-1, return_dtype=pl.Int64)
    if len(column) and (column == -1).any():
        one = votes.filter(column == -1)["statement_id"][0]
        raise InvalidVotes(
            f"There are votes on the statement {one}, which is not among the statements.",
            remedy="Add the statement, or leave its votes out.",
            statement=one,
        )
    odd = votes.filter(~pl.col("vote").is_in([-1, 0, 1]))
    if odd.height:
        raise InvalidVotes(
            f"A vote is 1, -1 or 0; there are others, such as {odd['vote'][0]}.",
            remedy="Leave out what is no vote.",
        )
    return column.to_numpy().astype(np.int64)


def _voters(ids: pl.Series) -> tuple[npt.NDArray[np.object_], Whole]:
    """The voters in the order in which they first appear, and the number of each row's voter."""
    first = ids.unique(maintain_order=True)
    number = pl.DataFrame({"id": first}).with_row_index("row")
    rows = pl.DataFrame({"id": ids}).join(number, on="id", how="left", maintain_order="left")["row"]
    return first.to_numpy().astype(object), rows.to_numpy().astype(np.int64)


def _last(key: Whole) -> Whole:
    """Where each key stands for the last time, in the order of the keys."""
    order = np.argsort(key, kind="stable")
    ends = np.append(key[order][1:] != key[order][:-1], True)[: len(key)]
    found: Whole = order[ends]
    return found


def _compressed(
    row: Whole,
    column: Whole,
    said: Bytes,
    voters: npt.NDArray[np.object_],
    statements: pl.DataFrame,
    out: npt.NDArray[np.bool_],
) -> Room:
    counts = np.bincount(row, minlength=len(voters))
    there = counts > 0
    number = np.cumsum(~out) - 1
    ids = statements["statement_id"].to_numpy()
    return Room(
        starts=np.concatenate([[0], np.cumsum(counts[there])]).astype(np.int64),
        statements=number[column].astype(np.int32),
        votes=said,
        voter_ids=voters[there],
        statement_ids=tuple(ids[~out]),
    )


def _left_out(
    cast: int, last: int, counting: int, rejected: int, nobody: int
) -> tuple[Notice, ...]:
    told = (
        (cast - last, "votes-changed", "{n:,} votes were changed later; the last one counts."),
        (
            last - counting,
            "votes-on-rejected",
            f"{{n:,}} votes are on {rejected:,} statements that moderation rejected; both are out.",
        ),
        (nobody, "voters-without-votes", "{n:,} voters voted on rejected statements alone."),
    )
    return tuple(
        Notice(code=code, sentence=words.format(n=n), count=n) for n, code, words in told if n
    )


def sides(room: Room) -> tuple[Floats, Floats]:
    """How often each voter agreed and disagreed."""
    rows = room.rows
    agree = np.bincount(rows, room.votes > 0, minlength=room.n)
    against = np.bincount(rows, room.votes < 0, minlength=room.n)
    return agree, against
