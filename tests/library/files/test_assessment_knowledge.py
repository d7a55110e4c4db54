"""The questions that are asked before a decision, and what a city adds to them."""

import pytest

from commonweal.core.assessment_words import FULL, SCREENING
from commonweal.core.errors import InvalidKnowledge
from commonweal.files.assessment_knowledge import read_assessment_questions

OWN = """
[[assessment_question]]
key = "{key}"
text = "Does it cost more than a tram?"
help = "In the first year."
part = "{part}"
family = "money"
source = "local"
"""


@pytest.fixture
def city(tmp_path):
    (tmp_path / "knowledge").mkdir()
    return tmp_path


def own(city, text):
    (city / "knowledge" / "assessment_questions.toml").write_text(text)


def quiet_answers(pack):
    return {row.key: row.quiet for row in pack.of_part(SCREENING)}


def test_the_screening_is_short_and_every_theme_of_the_full_assessment_is_there():
    pack = read_assessment_questions(None)
    assert len(pack.of_part(SCREENING)) <= 6
    assert {row.family for row in pack.of_part(FULL)} == {
        *("equality", "intercultural lens", "resilience", "isolation and polarisation"),
        *("displacement", "sharing of information", "who was asked"),
    }
    for seed in ("S000-29", "S003-C11", "S003-30", "S003-16", "S003-R3", "S003-R4", "S003-62"):
        assert any(seed in row.source for row in pack), seed


def test_quiet_answers_call_for_nothing_more_and_not_knowing_does():
    pack = read_assessment_questions(None)
    answers = quiet_answers(pack)
    assert pack.calls_for_full(answers) == ()
    for key in answers:
        assert pack.calls_for_full({**answers, key: "not-known"}) == (key,)
        assert pack.calls_for_full({**answers, key: "in-part"}) == (key,)


def test_what_nobody_answered_is_named():
    pack = read_assessment_questions(None)
    first, *others = [row.key for row in pack.of_part(SCREENING)]
    assert pack.unanswered(SCREENING, {first: "no"}) == tuple(others)
    assert first in pack.unanswered(SCREENING, {first: "perhaps"})


def test_a_city_adds_rewords_and_retires_questions(city):
    own(
        city,
        OWN.format(key="dearer-than-a-tram", part="full")
        + '[[assessment_question]]\nkey = "takes-away"\nretired = true\n',
    )
    pack = read_assessment_questions(city)
    assert "dearer-than-a-tram" in {row.key for row in pack.of_part(FULL)}
    assert "takes-away" not in {row.key for row in pack.of_part(SCREENING)}


def test_a_question_of_no_part_is_refused_with_what_to_write(city):
    own(city, OWN.format(key="dear", part="third"))
    with pytest.raises(InvalidKnowledge) as refused:
        read_assessment_questions(city)
    assert str(refused.value) == (
        "assessment_questions.toml: The assessment question “dear” has the part “third”. "
        "Write screening or full."
    )
