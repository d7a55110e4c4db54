"""Who says what of a condition: stars, latest answers, disagreement; nothing is averaged."""

from datetime import date

import pytest

from commonweal.core.errors import InvalidKnowledge
from tests.factories.relations import KNOWLEDGE, read, said, state

STARRED = [row.key for row in KNOWLEDGE.in_chain if row.starred]
OPEN = [row.key for row in KNOWLEDGE.in_chain if not row.starred]


@pytest.mark.parametrize("side", ["provider", "third party"])
@pytest.mark.parametrize("key", STARRED)
def test_on_a_starred_condition_only_the_community_s_answer_counts(key, side):
    told = read([said(key, "met", side)])
    assert state(told, key) == "unknown"
    (voice,) = [v for link in told.links for one in link.standings for v in one.voices]
    assert (voice.counts, voice.side) == (False, side)
    assert voice.words.endswith("says “met” (2026-03-01, minutes), kept as a view")


@pytest.mark.parametrize("side", ["community", "provider", "third party"])
@pytest.mark.parametrize("key", OPEN)
def test_on_every_other_condition_every_answer_counts(key, side):
    assert state(read([said(key, "partly", side)]), key) == "partly"


def test_a_provider_s_view_never_changes_how_a_starred_condition_stands():
    own = said("C16", "not met")
    assert state(read([own, said("C16", "met", "provider")]), "C16") == "not met"


def test_different_answers_differ_and_are_not_averaged():
    told = read([said("C9", "met"), said("C9", "not met", "provider")])
    assert state(told, "C9") == "differs"


def test_community_and_provider_differing_is_a_finding_of_its_own_with_both_days():
    told = read(
        [
            said("C16", "not met", on=date(2026, 5, 1), evidence="64 asked"),
            said("C16", "met", "provider", on=date(2026, 4, 1), evidence="own impression"),
        ]
    )
    (found,) = told.disagreements
    assert (found.condition, found.between) == ("C16", "the two sides")
    assert found.sentence == (
        "C16, Trust and confidence are there: the two sides differ. The community says “not met” "
        "(2026-05-01, 64 asked); the provider says “met” (2026-04-01, own impression), "
        "kept as a view."
    )


@pytest.mark.parametrize("value", ["met", "unknown"])
def test_the_same_answer_or_an_unknown_one_is_no_disagreement(value):
    assert read([said("C16"), said("C16", value, "provider")]).disagreements == ()


def test_parts_of_a_community_may_differ_and_both_stand():
    told = read([said("C16", voice="elders"), said("C16", "not met", voice="young people")])
    assert state(told, "C16") == "differs"
    (found,) = told.disagreements
    assert found.between == "parts of the community"
    assert [voice.name for voice in found.voices] == ["elders", "young people"]


def test_the_latest_answer_of_a_voice_stands():
    early, late = said("C7", "not met"), said("C7", "met", on=date(2026, 4, 1))
    assert state(read([late, early]), "C7") == "met"


def test_an_unknown_answer_replaces_nothing_and_is_shown_beside():
    told = read([said("C7", "met"), said("C7", "unknown", on=date(2026, 4, 1))])
    assert state(told, "C7") == "met"
    (standing,) = told.there
    assert standing.voices[0].words == (
        "the community says “met” (2026-03-01, minutes); asked again on 2026-04-01: unknown"
    )


def test_whoever_was_asked_and_does_not_know_is_shown_and_counts_as_unanswered():
    told = read([said("C7", "unknown")])
    assert state(told, "C7") == "unknown"
    assert "C7" in told.links[0].unanswered
    words = [voice.words for one in told.links[0].standings for voice in one.voices]
    assert words == ["the community was asked on 2026-03-01 and does not know"]


def test_a_later_entry_of_the_same_day_corrects_the_earlier_one():
    first = said("C7", "not met")
    mended = said("C7", "met", entered_on=date(2026, 3, 5))
    assert state(read([mended, first]), "C7") == "met"


def test_two_answers_of_one_day_that_contradict_each_other_both_stand():
    told = read([said("C7", "met"), said("C7", "not met")])
    assert state(told, "C7") == "differs"
    assert told.disagreements[0].between == "parts of the community"


def test_an_answer_without_evidence_says_so():
    (standing,) = read([said("C7", evidence="")]).there
    assert standing.voices[0].words == "the community says “met” (2026-03-01, no evidence given)"


def test_an_answer_to_nothing_is_refused_with_the_nearest_keys():
    with pytest.raises(InvalidKnowledge, match=r"“C44” is neither a condition nor a warning\. The"):
        read([said("C44")])
