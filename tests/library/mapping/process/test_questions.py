"""Two faces: each side is asked its own conditions, in words addressed to it."""

import pytest

from commonweal.mapping.process import InvalidRelation, questions_for
from tests.factories.relations import KNOWLEDGE, said

OF_THE_PROVIDER_ALONE = {"C11", "C23", "C24", "C26", "C27", "W17"}
OF_BOTH = {"C2", "C3", "C9", "C10", "C15", "C18", "C25", "C28", "W4", "W15"}


def keys(side):
    return {one.key for one in questions_for(side, KNOWLEDGE)}


def test_every_condition_is_asked_of_somebody_and_of_no_other():
    asked = keys("community") | keys("provider")
    assert asked >= set(KNOWLEDGE.conditions)
    assert keys("provider") == OF_THE_PROVIDER_ALONE | OF_BOTH
    assert keys("community") & keys("provider") == OF_BOTH


def test_a_starred_condition_is_never_asked_of_the_provider():
    starred = {row.key for row in KNOWLEDGE.in_chain if row.starred}
    assert starred <= keys("community")
    assert not starred & keys("provider")


def test_the_two_faces_use_different_words():
    own = {one.key: one.words for one in questions_for("community", KNOWLEDGE)}
    other = {one.key: one.words for one in questions_for("provider", KNOWLEDGE)}
    assert all(own[key] != other[key] for key in OF_BOTH)


@pytest.mark.parametrize("side", ["community", "provider"])
def test_questions_are_plain_and_addressed(side):
    for one in questions_for(side, KNOWLEDGE):
        assert one.words.endswith("?")
        assert len(one.words) < 130
        assert not any(word in one.words.lower() for word in ("resilien", "stakeholder", "radical"))
        assert one.link == "warning" or one.evidence


def test_a_face_shows_its_own_last_answer_and_not_the_other_s():
    answers = [
        said("C2", "not met"),
        said("C2", "met", "provider"),
        said("C2", "met", "third party"),
    ]
    asked = {one.key: one for one in questions_for("community", KNOWLEDGE, answers)}
    assert [voice.side for voice in asked["C2"].own] == ["community"]
    assert asked["C1"].own == ()
    assert asked["C2"].not_met_means == "The community's own means are enough."


def test_a_view_is_said_to_be_one_before_it_is_given():
    asked = {one.key: one.counts for one in questions_for("provider", KNOWLEDGE)}
    assert {key for key, counts in asked.items() if not counts} == {"W4", "W15"}


def test_there_is_no_third_face():
    with pytest.raises(InvalidRelation) as refused:
        questions_for("third party", KNOWLEDGE)
    assert str(refused.value) == (
        "There is no face for “third party”. "
        "Ask for the questions of the community or of the provider."
    )


def test_not_met_is_explained_only_where_it_stops_the_process():
    told = {one.key: one.not_met_means for one in questions_for("community", KNOWLEDGE)}
    assert told["C1"] == "The community does not say that it wants to overcome this."
    assert told["C16"] == ""
