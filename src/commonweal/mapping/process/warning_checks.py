"""The warnings W1–W17 on a relation: they hold, they do not hold, or they are asked.

Read `checked` first. Records come first where a rule can tell (`record_rules`), then the answers
to the conditions a warning looks at, and to its own question. A warning is taken back only by a
record or by answers that count; where nobody answered, the question itself is shown.
"""

from dataclasses import dataclass
from typing import Any, Literal

from commonweal.core.conditions import RelationWarning
from commonweal.mapping.process.facts import Facts
from commonweal.mapping.process.record_rules import RULES, Told
from commonweal.mapping.process.voices import Standing

State = Literal["raised", "not raised", "asked"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningCheck:
    """One warning: its state, what that rests on, and what nobody has answered.

    For pages in other languages the evidence stands here as well: `by_records` names the record
    rules that it rests on, and whether each speaks for the warning; `by_answers` holds the answers.
    """

    key: str
    name: str
    question: str
    state: State
    evidence: tuple[str, ...]
    unanswered: tuple[str, ...]
    source: str
    by_records: tuple[tuple[str, bool], ...] = ()
    by_answers: tuple[Standing, ...] = ()

    @property
    def sentence(self) -> str:
        """The warning with its evidence, or its question and that nobody answered."""
        if self.state == "asked":
            return f"{self.key}: {self.question} {self._who_has_not}"
        holds = "" if self.state == "raised" else "Does not hold here: "
        lower = self.name[:1].lower() + self.name[1:]
        return f"{self.key}: {holds}{lower if holds else self.name}. {' '.join(self.evidence)}"

    @property
    def _who_has_not(self) -> str:
        if self.evidence:
            return f"Answered in part: {' '.join(self.evidence)}"
        asked = [key for key in self.unanswered if key != self.key]
        return f"Nobody answered{' ' + ', '.join(asked) if asked else ''}."

    def as_dict(self) -> dict[str, Any]:
        """The warning as plain values."""
        return {
            "warning": self.key,
            "name": self.name,
            "question": self.question,
            "state": self.state,
            "evidence": list(self.evidence),
            "unanswered": list(self.unanswered),
            "sentence": self.sentence,
            "source": self.source,
        }


def checked(row: RelationWarning, facts: Facts) -> WarningCheck:
    """One warning on one relation, as known on the day of the facts."""
    heard = {name: RULES[name](facts, row) for name in row.records}
    told = [one for one in heard.values() if one]
    own = facts.standings[row.key]
    conditions = [facts.standings[key] for key in row.conditions]
    judged = _judged(told, own, conditions, asking_is_enough=row.asking_is_enough)
    state, telling, resting = judged
    return WarningCheck(
        key=row.key,
        name=row.name,
        question=row.question,
        state=state,
        evidence=(*_records(telling), *_words(resting)),
        unanswered=tuple(one.row.key for one in (own, *conditions) if one.state == "unknown"),
        source=row.source,
        by_records=tuple(
            (name, one.raised) for name, one in heard.items() if one and one in telling
        ),
        by_answers=tuple(resting),
    )


def _judged(
    told: list[Told], own: Standing, conditions: list[Standing], *, asking_is_enough: bool
) -> tuple[State, list[Told], list[Standing]]:
    """The state of a warning, and the records and answers that it rests on."""
    may_raise = [own] if asking_is_enough else [own, *conditions]
    against = [one for one in may_raise if _some_say_not(one)]
    raising = [one for one in told if one.raised]
    if raising or against:
        return "raised", raising, against
    answered = [one for one in (own, *conditions) if one.state != "unknown"]
    settling = ("met", "partly", "not met", "differs") if asking_is_enough else ("met",)
    settled = bool(conditions) and all(one.state in settling for one in conditions)
    if told or own.state == "met" or settled:
        return "not raised", told, answered
    return "asked", [], answered


def _some_say_not(standing: Standing) -> bool:
    return any("not met" in voice.values for voice in standing.counted)


def _records(told: list[Told]) -> tuple[str, ...]:
    return tuple(sentence for one in told for sentence in one.evidence)


def _words(standings: list[Standing]) -> tuple[str, ...]:
    return tuple(f"{one.row.key}: {voice.words}." for one in standings for voice in one.counted)
