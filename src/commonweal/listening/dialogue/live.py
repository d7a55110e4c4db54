"""A room while it votes: a new vote is in the picture at once. Start with `LiveRoom`.

The groups stay as they were fitted; a vote changes its voter's place and group, and the counts of
that group. Nothing else is computed again. After many new votes `is_due` says that the groups
themselves should be found anew, which takes the usual time and can be done beside it.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from commonweal.listening.dialogue.analysis import Analysis
from commonweal.listening.dialogue.kernels import Floats
from commonweal.listening.dialogue.room import InvalidVotes
from commonweal.listening.dialogue.statements import Statements, read_statements
from commonweal.listening.dialogue.tallies import Tally, tally

DUE = 0.05  # of the votes that the groups were found from


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """What groups say: `log` (against or for, statements, groups) and `log_shares`, as log chances.

    `said` maps columns to votes; a pass tells nothing of a group.
    """

    log: Floats
    log_shares: Floats

    @classmethod
    def of(cls, agree: Floats, shares: Floats) -> "Sides":
        """From the chance to agree (statements, groups), and the shares of the groups."""
        return cls(log=np.stack([np.log1p(-agree), np.log(agree)]), log_shares=np.log(shares))

    def score(self, said: Mapping[int, int]) -> Floats:
        """The log chance of these votes in each group."""
        columns = np.array([s for s, vote in said.items() if vote], dtype=int)
        up = np.array([int(vote > 0) for vote in said.values() if vote], dtype=int)
        found: Floats = self.log_shares + self.log[up, columns].sum(axis=0)
        return found

    def chances(self, said: Mapping[int, int]) -> Floats:
        """How likely whoever said this is to belong to each group; its share at first."""
        score = self.score(said)
        chance = np.exp(score - score.max())
        found: Floats = chance / chance.sum()
        return found


class LiveRoom:
    """An analysis that takes further votes, one at a time, in time that a voter's votes set."""

    def __init__(self, analysis: Analysis) -> None:
        room, groups = analysis.room, analysis.groups
        self.statement_ids = room.statement_ids
        self._column = {one: s for s, one in enumerate(room.statement_ids)}
        self._said: dict[str, dict[int, int]] = defaultdict(dict)
        for i, voter in enumerate(room.voter_ids):
            span = slice(room.starts[i], room.starts[i + 1])
            pairs = zip(room.statements[span].tolist(), room.votes[span].tolist(), strict=True)
            self._said[voter] = dict(pairs)
        self._group = dict(zip(room.voter_ids, analysis.labels.tolist(), strict=True))
        self._sides = Sides.of(groups.agree, groups.shares)
        self._picture = analysis.picture
        counts = tally(room, analysis.labels, groups.k)
        self.counts = Tally(
            agree=counts.agree.copy(), against=counts.against.copy(), seen=counts.seen.copy()
        )
        self._fitted_on, self._taken = len(room.votes), 0

    @property
    def is_due(self) -> bool:
        """Whether so many votes came that the groups should be found anew."""
        return self._taken > DUE * self._fitted_on

    def take(self, voter_id: str, statement_id: str, vote: int) -> None:
        """Count a vote; one on the same statement replaces the earlier. Raises `InvalidVotes`."""
        if statement_id not in self._column or vote not in (-1, 0, 1):
            raise InvalidVotes(
                f"The vote {vote} on the statement {statement_id} cannot be counted.",
                remedy="Vote 1, 0 or -1 on a statement that was there when the room was read; read "
                "the room anew after statements were added or rejected.",
                statement=statement_id,
            )
        said, group = self._said[voter_id], self._group.get(voter_id, -1)
        self._count(said, group, -1)
        said[self._column[statement_id]] = vote
        group = self._nearest(said)
        self._count(said, group, 1)
        self._group[voter_id] = group
        self._taken += 1

    def place(self, voter_id: str) -> Floats:
        """Where the voter now stands in the picture, by the directions it was drawn with."""
        said, drawn = self._said[voter_id], self._picture
        columns = np.fromiter(said, dtype=np.int64, count=len(said))
        votes = np.fromiter(said.values(), dtype=np.float64, count=len(said))
        scale = np.sqrt(len(self.statement_ids) / max(len(said), 1))
        found: Floats = drawn.directions[:, columns] @ (votes - drawn.means[columns]) * scale
        return found

    def read(self) -> Statements:
        """Consensus, bridging, dividing and unknown statements as they now stand."""
        return read_statements(self.counts, self.statement_ids)

    def chances(self, voter_id: str) -> Floats:
        """How likely the voter is to belong to each group; the shares of the groups at first."""
        return self._sides.chances(self._said.get(voter_id, {}))

    def unseen(self, voter_id: str) -> np.ndarray:
        """The columns of the statements that the voter has not voted on."""
        seen = self._said.get(voter_id, {})
        return np.array([s for s in range(len(self.statement_ids)) if s not in seen], dtype=int)

    def _nearest(self, said: dict[int, int]) -> int:
        took = any(said.values())
        return int(self._sides.score(said).argmax()) if took else -1

    def _count(self, said: dict[int, int], group: int, by: int) -> None:
        if group < 0 or not said:
            return
        columns = np.fromiter(said, dtype=np.int64, count=len(said))
        votes = np.fromiter(said.values(), dtype=np.int64, count=len(said))
        self.counts.seen[group, columns] += by
        self.counts.agree[group, columns[votes > 0]] += by
        self.counts.against[group, columns[votes < 0]] += by
