"""Where two sides, or two parts of one side, say different things of the same condition.

Read `disagreements_of` first. A disagreement is a finding of its own (charter 9): both answers
stand with their days, and nothing is made out of the two.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from commonweal.mapping.process.facts import Facts
from commonweal.mapping.process.records import Side
from commonweal.mapping.process.voices import Standing, Voice

Between = Literal["the two sides", "parts of the community", "parts of the provider"]
WITHIN: tuple[tuple[Side, Between], ...] = (
    ("community", "parts of the community"),
    ("provider", "parts of the provider"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """One condition on which `between` differ, and everything that was said of it."""

    condition: str
    name: str
    between: Between
    voices: tuple[Voice, ...]

    @property
    def sentence(self) -> str:
        """Who says what, and since when."""
        said = "; ".join(voice.words for voice in self.voices)
        return (
            f"{self.condition}, {self.name}: {self.between} differ. {said[:1].upper()}{said[1:]}."
        )

    def as_dict(self) -> dict[str, Any]:
        """The disagreement as plain values."""
        return {
            "condition": self.condition,
            "name": self.name,
            "between": self.between,
            "sentence": self.sentence,
            "voices": [voice.as_dict() for voice in self.voices],
        }


def disagreements_of(facts: Facts) -> tuple[Disagreement, ...]:
    """Every disagreement, in the order of the chain."""
    standings = [facts.standings[row.key] for row in facts.knowledge.in_chain]
    return tuple(one for standing in standings for one in _of(standing))


def _of(standing: Standing) -> Iterator[Disagreement]:
    community, provider = standing.values_of("community"), standing.values_of("provider")
    if community and provider and community != provider:
        voices = tuple(voice for voice in standing.voices if voice.latest)
        yield _disagreement(standing, "the two sides", voices)
    for side, between in WITHIN:
        if len(standing.values_of(side)) > 1:
            yield _disagreement(standing, between, standing.of(side))


def _disagreement(standing: Standing, between: Between, voices: tuple[Voice, ...]) -> Disagreement:
    row = standing.row
    return Disagreement(condition=row.key, name=row.name, between=between, voices=voices)
