"""What is asked before a decision: a short screening, then the full impact assessment.

Data (`knowledge/assessment_questions.toml`), read by `commonweal.files.assessment_knowledge` and
added to by a city in its own folder. Read `AssessmentPack.calls_for_full` first: it says which
answers of the screening make the full assessment necessary.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from commonweal.core.errors import InvalidKnowledge
from commonweal.core.key_pack import KeyPack

SCREENING, FULL = "screening", "full"
PARTS = (SCREENING, FULL)
YES, NO, IN_PART, NOT_KNOWN = "yes", "no", "in-part", "not-known"
ANSWERS = (YES, NO, IN_PART, NOT_KNOWN)
"""Nobody has to know: “not known” is an answer, and in the screening it calls for a closer look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentQuestion:
    """One question; `quiet` is the answer of the screening that calls for nothing more."""

    key: str
    text: str
    help: str
    part: str
    family: str
    source: str
    quiet: str = NO
    retired: bool = False
    note: str = ""

    @property
    def name(self) -> str:
        """What the row is called in a list: its question."""
        return self.text

    @property
    def what(self) -> str:
        """What it is about: its help."""
        return self.help


@dataclass(frozen=True)
class AssessmentPack(KeyPack[AssessmentQuestion]):
    """The questions of a city."""

    word: ClassVar[str] = "assessment question"
    file: ClassVar[str] = "assessment_questions.toml"

    def __post_init__(self) -> None:
        KeyPack.__post_init__(self)
        for row in self.rows.values():
            _check_one_of("part", row.part, PARTS, row.key)
            _check_one_of("quiet", row.quiet, (YES, NO), row.key)

    def of_part(self, part: str) -> tuple[AssessmentQuestion, ...]:
        """The questions in use of the screening, or of the full assessment."""
        return tuple(row for row in self if row.part == part)

    def calls_for_full(self, answers: Mapping[str, str]) -> tuple[str, ...]:
        """The keys of the screening whose answers call for the full assessment; see `quiet`."""
        asked = self.of_part(SCREENING)
        return tuple(row.key for row in asked if answers.get(row.key, row.quiet) != row.quiet)

    def unanswered(self, part: str, answers: Mapping[str, str]) -> tuple[str, ...]:
        """The keys of one part that nobody answered."""
        return tuple(row.key for row in self.of_part(part) if answers.get(row.key) not in ANSWERS)


def _check_one_of(name: str, value: str, known: tuple[str, ...], key: str) -> None:
    if value not in known:
        raise InvalidKnowledge(
            f"The assessment question “{key}” has the {name} “{value}”.",
            remedy=f"Write {' or '.join(known)}.",
            key=key,
        )
