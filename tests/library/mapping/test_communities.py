"""Communities: not one polygon, voices with their grounds, and everyone in the list."""

from datetime import date

import pytest

from commonweal.core.errors import InvalidKnowledge
from commonweal.mapping.communities import (
    Bond,
    Community,
    Grounds,
    InvalidCommunity,
    Voice,
    communities_in,
    everyone,
    voices_told,
    where_told,
)
from tests.factories.reach import PACK

TODAY = date(2026, 3, 2)
AREAS = {"h1": "Hill", "h2": "Harbour", "i1": "Island"}
COUNCIL = Voice(
    who="Somali council",
    grounds=Grounds.ELECTED,
    evidence="minutes of the vote",
    seen_on=date(2025, 5, 4),
    recognised_by=frozenset({"elders"}),
    not_recognised_by=frozenset({"young"}),
)


def somalis(**changed):
    facts = {
        "key": "somali",
        "name": "Somali families",
        "bonds": frozenset({Bond.ORIGIN, Bond.LANGUAGE}),
        "written_by": "Harbour women’s table",
        "review_on": date(2026, 9, 1),
        "presence": {"h2": 0.6, "h1": 0.55, "i1": None},
        "subgroups": {"elders": "the elders", "young": "people under 25"},
        "languages": ("so",),
        "voices": (COUNCIL,),
    }
    return Community(**{**facts, **changed})


def test_a_community_may_be_in_several_places_that_need_not_add_up_to_it():
    assert where_told(somalis(), AREAS) == (
        "Somali families: Harbour (about 60 %), Hill (about 55 %), Island (how many is not known); "
        "perhaps elsewhere as well."
    )
    assert where_told(somalis(presence={}), AREAS) == (
        "Somali families: tied to no area of the city."
    )


def test_communities_overlap_in_an_area_and_stand_by_name():
    anglers = somalis(key="anglers", name="Anglers", bonds=frozenset({Bond.INTEREST}), voices=())
    elsewhere = somalis(key="other", name="Others", presence={"h1": 1.0}, voices=())
    found = communities_in("h2", [somalis(), elsewhere, anglers])
    assert [one.name for one in found] == ["Anglers", "Somali families"]


def test_who_speaks_for_it_is_told_with_grounds_and_with_who_disagrees():
    assert voices_told(somalis(), today=TODAY) == [
        "Somali council speaks for it, elected by its members (minutes of the vote, seen "
        "2025-05-04); recognised by the elders; not by people under 25.",
        "No voice here is known to be recognised by: people under 25.",
    ]


def test_a_voice_on_its_own_word_and_a_late_review_are_said():
    leader = Voice(who="A federation", grounds=Grounds.OWN_WORD)
    told = voices_told(somalis(voices=(leader,), review_on=date(2026, 2, 20)), today=TODAY)
    assert told == [
        "A federation speaks for it, by its own word alone.",
        "No voice here is known to be recognised by: the elders, people under 25.",
        "This should have been asked again by 2026-02-20, 10 days ago.",
    ]
    assert voices_told(somalis(voices=()), today=TODAY) == [
        "Nobody is known to speak for Somali families."
    ]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"key": "Somali"}, "The community “Somali” has a key that cannot stand in an address."),
        ({"bonds": frozenset()}, "The community “somali” has nothing that holds it together."),
        ({"written_by": " "}, "The community “somali” lacks who wrote it down."),
        (
            {"presence": {"h1": 1.2}},
            "The community “somali” is said to be in h1 with a share of 1.2.",
        ),
        (
            {"subgroups": {"elders": "the elders"}},
            "The community “somali” has no subgroup “young” that could recognise Somali council.",
        ),
        (
            {"voices": (Voice(who="X", grounds=Grounds.SENT),)},
            "The community “somali” says that X speaks for it, sent by organisations of the "
            "community, and not what shows it.",
        ),
        (
            {
                "voices": (
                    Voice(
                        who="X",
                        grounds=Grounds.OWN_WORD,
                        recognised_by=frozenset({"young"}),
                        not_recognised_by=frozenset({"young"}),
                    ),
                )
            },
            "The community “somali” says of “young” both that it recognises X and that it does "
            "not.",
        ),
    ],
)
def test_a_community_that_contradicts_itself_is_refused(changed, message):
    with pytest.raises(InvalidCommunity) as refused:
        somalis(**changed)
    assert refused.value.message == message
    assert refused.value.remedy


@pytest.mark.parametrize("affected", [(), ("anti-muslim",), tuple(PACK.keys)])
def test_the_majority_and_those_not_affected_are_always_in_the_list(affected):
    told = everyone(PACK, affected)
    assert [one.group for one in told] == list(PACK.keys)
    assert sum(one.majority for one in told) == 1
    assert {one.group for one in told if one.affected} == set(affected)


def test_an_affected_group_that_is_none_is_refused():
    with pytest.raises(InvalidKnowledge, match="“anti-muslin”, which is not a group"):
        everyone(PACK, ["anti-muslin"])
