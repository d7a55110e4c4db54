"""Two faces: what each side is asked, in words addressed to it, with its own last answer.

Read `questions_for` first. Neither face shows what the other side said; that is the reading's.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from commonweal.core.conditions import Asked, Condition, RelationKnowledge, words_to
from commonweal.mapping.process.records import Answer, InvalidRelation
from commonweal.mapping.process.voices import Voice, hear

FACES = ("community", "provider")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question to one side: its words, what an answer rests on, what it said last.

    `not_met_means` says in which case to answer “not met”; `counts` whether this side's answer
    counts, or is kept as a view beside the other's.
    """

    key: str
    link: str
    words: str
    evidence: str
    not_met_means: str
    counts: bool
    own: tuple[Voice, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The question as plain values."""
        return {
            "key": self.key,
            "link": self.link,
            "question": self.words,
            "evidence": self.evidence,
            "not_met_means": self.not_met_means,
            "counts": self.counts,
            "own": [voice.as_dict() for voice in self.own],
        }


def questions_for(
    side: str, knowledge: RelationKnowledge, answers: Iterable[Answer] = ()
) -> tuple[Question, ...]:
    """The questions to `side` (community or provider) in the order of the chain, warnings last.

    Raises `InvalidRelation` for any other side: a third party is not asked, it may add its view.
    """
    if side not in FACES:
        raise InvalidRelation(
            f"There is no face for “{side}”.",
            remedy="Ask for the questions of the community or of the provider.",
            side=side,
        )
    own = [answer for answer in answers if answer.judged_by == side]
    rows: tuple[Asked, ...] = (*knowledge.in_chain, *knowledge.warnings.values())
    return tuple(_question(side, row, own) for row in rows if words_to(side, row))


def _question(side: str, row: Asked, own: list[Answer]) -> Question:
    link, evidence, stop = _asked_where(row)
    return Question(
        key=row.key,
        link=link,
        words=words_to(side, row),
        evidence=evidence,
        not_met_means=stop,
        counts=side == "community" or not row.starred,
        own=hear(row, own).voices,
    )


def _asked_where(row: Asked) -> tuple[str, str, str]:
    """The link, the least evidence and what “not met” means; a warning has only its place."""
    if isinstance(row, Condition):
        return row.link, row.evidence, row.stop if row.stop_when == "not met" else ""
    return "warning", "", ""
