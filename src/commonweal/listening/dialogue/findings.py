"""What a conversation says, as frozen results that become JSON. Start with `Answer`.

No voter appears here: sizes of groups, and statements with their counts. Who stands in which group
is returned beside it (`Analysis.labels`), to the caller of the library alone (charter 1).
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from commonweal.core.estimate import Estimate
from commonweal.core.lineage import Lineage
from commonweal.core.notices import Notice


class Standing(StrEnum):
    """What can be said about groups."""

    GROUPS = "groups"
    ONE = "one group"
    UNKNOWN = "not enough to say"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupShare:
    """What one group says to one statement; `group` is its number, the largest first."""

    group: int
    agree: Estimate
    disagreed: int | None
    passed: int | None

    def as_dict(self) -> dict[str, Any]:
        """Value, bounds and counts."""
        return {
            "group": self.group,
            "value": self.agree.value,
            "low": self.agree.low,
            "high": self.agree.high,
            "n": self.agree.n,
            "disagreed": self.disagreed,
            "passed": self.passed,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A statement with a figure: consensus, the least agreement among groups, or a difference.

    `side` is “agree” or “disagree”. `chance` is how likely the claim of its list is, where the list
    makes one.
    """

    statement_id: str
    side: str
    figure: Estimate
    groups: tuple[GroupShare, ...]
    chance: float | None = None

    def as_dict(self) -> dict[str, Any]:
        """The entry as JSON."""
        told: dict[str, Any] = {
            "statement_id": self.statement_id,
            "side": self.side,
            "value": self.figure.value,
            "low": self.figure.low,
            "high": self.figure.high,
            "n": self.figure.n,
            "groups": [one.as_dict() for one in self.groups],
        }
        return told if self.chance is None else {**told, "chance": self.chance}


@dataclass(frozen=True, slots=True, kw_only=True)
class NotEnough:
    """A statement of which too little is known, and how many votes the group that saw it least has.

    Counts are None in what the public sees.
    """

    statement_id: str
    votes: int | None
    fewest: int | None
    needed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Typical:
    """A statement that sets a group apart: its share beside that of the others, and the test."""

    statement_id: str
    side: str
    share: float
    elsewhere: float
    n: int
    p: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One point of view: how many stand nearest to it, and what sets it apart."""

    group: int
    size: int
    typical: tuple[Typical, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Number, size, and the statements that set it apart."""
        return {
            "group": self.group,
            "size": self.size,
            "typical": [asdict(one) for one in self.typical],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a statement's consensus would be without the votes that look careless or arranged."""

    statement_id: str
    value: float
    without: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Flagged:
    """How many voters look careless or arranged, by kind; their votes count all the same.

    `voters` is None where the public may not see it; `k_without` where it was not asked.
    """

    voters: int | None
    kinds: Mapping[str, int]
    k_without: int | None
    effects: tuple[Effect, ...]

    def as_dict(self) -> dict[str, Any]:
        """Counts alone, and the effect on statements."""
        return {
            "voters": self.voters,
            "kinds": dict(self.kinds),
            "k_without": self.k_without,
            "effects": [asdict(one) for one in self.effects],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How the number of groups was found: what was compared, and what came out."""

    method: str
    sentence: str
    chance: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The analysis of one conversation, without a word about any one voter.

    Counts are None where the public may not see them.
    """

    standing: Standing
    voters: int | None
    unplaced: int | None
    statements: int
    votes: int | None
    groups: tuple[Group, ...]
    consensus: tuple[Said, ...]
    bridging: tuple[Said, ...]
    dividing: tuple[Said, ...]
    not_enough: tuple[NotEnough, ...]
    asked: Asked
    stability: Estimate | None
    flagged: Flagged
    explained: tuple[float, ...]
    notices: tuple[Notice, ...]
    caveats: tuple[str, ...]
    lineage: Lineage
    texts: Mapping[str, str | None]

    @property
    def k(self) -> int:
        """How many groups are shown; 1 where there are none to tell apart."""
        return max(len(self.groups), 1)

    def with_texts(self, texts: Mapping[str, str | None]) -> "Answer":
        """The answer with the words of the statements beside their numbers."""
        return replace(self, texts=texts)

    def as_answer(self) -> dict[str, Any]:
        """The keys of the `--json` answer."""
        return {
            "k": self.k,
            "standing": self.standing.value,
            "voters": self.voters,
            "unplaced": self.unplaced,
            "statements": self.statements,
            "votes": self.votes,
            "groups": [one.as_dict() for one in self.groups],
            "consensus": self._told(self.consensus),
            "bridging": self._told(self.bridging),
            "dividing": self._told(self.dividing),
            "not_enough": [
                {**asdict(one), "text": self.texts.get(one.statement_id)} for one in self.not_enough
            ],
            **self._around(),
        }

    def _around(self) -> dict[str, Any]:
        """How it was found, how far it holds, and what to know about it."""
        return {
            "asked": asdict(self.asked),
            "stability": None if self.stability is None else asdict(self.stability),
            "flagged": self.flagged.as_dict(),
            "explained": list(self.explained),
            "notices": [asdict(one) for one in self.notices],
            "caveats": list(self.caveats),
        }

    def _told(self, said: tuple[Said, ...]) -> list[dict[str, Any]]:
        return [{**one.as_dict(), "text": self.texts.get(one.statement_id)} for one in said]
