"""The questions of the impact assessment on disk: the shipped ones, and what a city adds."""

from collections.abc import Mapping
from pathlib import Path

from commonweal.core.assessment_words import AssessmentPack, AssessmentQuestion
from commonweal.core.errors import InvalidKnowledge
from commonweal.files.knowledge import rows_of_pack
from commonweal.files.toml import Field

QUESTION_FIELDS: Mapping[str, Field] = {
    "key": Field(kind=str, required=True),
    "text": Field(kind=str, required=True),
    "help": Field(kind=str, required=True),
    "part": Field(kind=str, required=True),
    "family": Field(kind=str, required=True),
    "source": Field(kind=str, required=True),
    "quiet": Field(kind=str),
    "retired": Field(kind=bool),
    "note": Field(kind=str),
}


def read_assessment_questions(city_folder: Path | None) -> AssessmentPack:
    """The shipped questions with the city's changes; raises `InvalidKnowledge`."""
    rows, path = rows_of_pack("assessment_question", QUESTION_FIELDS, city_folder)
    try:
        return AssessmentPack({key: AssessmentQuestion(**row) for key, row in rows.items()})
    except InvalidKnowledge as fault:
        raise InvalidKnowledge(
            f"{path.name}: {fault.message}", remedy=fault.remedy, file=path.name, **fault.fields
        ) from fault
