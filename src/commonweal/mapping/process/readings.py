"""The reading of a relation: where it is blocked, who says what, what nobody has answered.

Read `reading` first. It opens with what is there, names the earliest blocked link of the chain
first, keeps disagreements as findings, and never adds anything up: no score, no total, no share,
and no way to set one community before another (charter 2). Method page:
docs/methods/resilience-relation.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from commonweal.core.conditions import LINKS, Asked, RelationKnowledge
from commonweal.core.small_numbers import DEFAULT_FLOOR
from commonweal.mapping.process.blocks import Block, blocks_of
from commonweal.mapping.process.disagreements import Disagreement, disagreements_of
from commonweal.mapping.process.facts import Facts
from commonweal.mapping.process.records import (
    Answer,
    Definition,
    Records,
    Relation,
    answers_known_on,
)
from commonweal.mapping.process.use_told import UseTold, use_told
from commonweal.mapping.process.voices import Standing, hear
from commonweal.mapping.process.warning_checks import WarningCheck, checked

CAVEATS = (
    "This is a reading of one relation on one day. It says nothing of the community alone, and "
    "no two readings can be set in an order.",
    "An absent record is told as absent; what it would have said is not known.",
    "Answers are statements of those who gave them, with their evidence as they wrote it.",
)

LinkState = Literal["blocked", "open", "in place"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRead:
    """One link of the chain: how each condition stands, and what blocks it.

    “in place” needs every condition met by all voices that count; “open” is everything between.
    """

    link: str
    name: str
    standings: tuple[Standing, ...]
    blocks: tuple[Block, ...]

    @property
    def state(self) -> LinkState:
        """Blocked, open or in place; a word, never a degree."""
        if self.blocks:
            return "blocked"
        return "in place" if all(one.state == "met" for one in self.standings) else "open"

    @property
    def unanswered(self) -> tuple[str, ...]:
        """The conditions to which nobody whose answer counts has given a known answer."""
        return tuple(one.row.key for one in self.standings if one.state == "unknown")

    def as_dict(self) -> dict[str, Any]:
        """The link as plain values."""
        return {
            "link": self.link,
            "name": self.name,
            "state": self.state,
            "blocked_by": [block.rule for block in self.blocks],
            "unanswered": list(self.unanswered),
            "conditions": [standing.as_dict() for standing in self.standings],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A relation as it was known at the end of `as_of`. `links` stand in the order of the chain."""

    relation: Relation
    as_of: date
    links: tuple[LinkRead, ...]
    disagreements: tuple[Disagreement, ...]
    warnings: tuple[WarningCheck, ...]
    use: tuple[UseTold, ...]
    definitions: tuple[Definition, ...]
    caveats: tuple[str, ...] = CAVEATS

    @property
    def there(self) -> tuple[Standing, ...]:
        """What is in place by all voices that count: told before anything that is missing."""
        met = [one for link in self.links for one in link.standings if one.state == "met"]
        return tuple(met)

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Everything that blocks it, the earliest in the chain first."""
        return tuple(block for link in self.links for block in link.blocks)

    @property
    def weakest(self) -> LinkRead | None:
        """The earliest blocked link of the chain; None where nothing on record blocks it."""
        return next((link for link in self.links if link.blocks), None)

    @property
    def sentence(self) -> str:
        """Where it is blocked first, or that nothing on record blocks it and what is unanswered."""
        if self.weakest:
            first = self.weakest.blocks[0].sentence
            return f"Blocked first at {self.weakest.link}: {first}"
        unanswered = [key for link in self.links for key in link.unanswered]
        if not unanswered:
            return "Nothing on record blocks it."
        return f"Nothing on record blocks it so far. Nobody answered {', '.join(unanswered)}."

    def as_answer(self) -> dict[str, Any]:
        """The reading as the answer of `--json`."""
        weakest = self.weakest
        return {
            "relation": _relation_told(self.relation),
            "as_of": self.as_of.isoformat(),
            "sentence": self.sentence,
            "there": [one.row.key for one in self.there],
            "weakest": weakest.link if weakest else None,
            "blocks": [block.as_dict() for block in self.blocks],
            "links": [link.as_dict() for link in self.links],
            "disagreements": [one.as_dict() for one in self.disagreements],
            "warnings": [one.as_dict() for one in self.warnings],
            "definitions": [_definition_told(one) for one in self.definitions],
            "use": [one.as_dict() for one in self.use],
            "caveats": list(self.caveats),
        }


def reading(
    relation: Relation,
    answers: Iterable[Answer],
    records: Records,
    knowledge: RelationKnowledge,
    today: date,
    *,
    floor: int = DEFAULT_FLOOR,
) -> Reading:
    """The relation as it was known at the end of `today`; an earlier day opens a past reading.

    The order of answers and records does not matter. Raises `InvalidKnowledge` for an answer to a
    condition that is not there, and ValueError for a floor below three.
    """
    facts = _facts(relation, tuple(answers), records, knowledge, today)
    blocks = blocks_of(facts)
    return Reading(
        relation=relation,
        as_of=today,
        links=tuple(_link(link, facts, blocks) for link in LINKS),
        disagreements=disagreements_of(facts),
        warnings=tuple(checked(row, facts) for row in knowledge.warnings.values()),
        use=use_told(facts.records.navigation, floor=floor),
        definitions=_newest_definitions(facts.records.definitions),
    )


def _facts(
    relation: Relation,
    answers: tuple[Answer, ...],
    records: Records,
    knowledge: RelationKnowledge,
    today: date,
) -> Facts:
    known = answers_known_on(answers, today)
    for answer in known:
        knowledge.asked(answer.condition)
    rows: dict[str, Asked] = {**knowledge.conditions, **knowledge.warnings}
    return Facts(
        relation=relation,
        answers=known,
        records=records.known_on(today),
        standings={key: hear(row, known) for key, row in rows.items()},
        knowledge=knowledge,
    )


def _link(link: str, facts: Facts, blocks: tuple[Block, ...]) -> LinkRead:
    return LinkRead(
        link=link,
        name=LINKS[link],
        standings=tuple(facts.standings[row.key] for row in facts.knowledge.of_link(link)),
        blocks=tuple(block for block in blocks if block.link == link),
    )


def _newest_definitions(definitions: tuple[Definition, ...]) -> tuple[Definition, ...]:
    """The last definition of each side, the community's first."""
    newest = {one.by: one for one in sorted(definitions, key=lambda one: (one.on, one.words))}
    return tuple(newest[by] for by in sorted(newest))


def _definition_told(definition: Definition) -> dict[str, str]:
    return {
        "by": definition.by,
        "on": definition.on.isoformat(),
        "words": definition.words,
    }


def _relation_told(relation: Relation) -> dict[str, Any]:
    community, provider = relation.community, relation.provider
    return {
        "id": relation.id,
        "community": {
            "id": community.id,
            "name": community.name,
            "holds_together": list(community.holds_together),
            "speaks_for": community.speaks_for,
        },
        "provider": {
            "id": provider.id,
            "name": provider.name,
            "kind": provider.kind,
            "funder": provider.funder,
            "reports_to": provider.reports_to,
            "legal_duty": provider.legal_duty,
        },
        "adversity": {
            "name": relation.adversity.name,
            "beyond_own_means": relation.adversity.beyond_own_means,
            "first_incident": relation.adversity.first_incident,
        },
    }
