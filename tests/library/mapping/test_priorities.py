"""What a community puts first beside the official list: both kept, and agreement in words."""

from datetime import date

import pytest

from commonweal.mapping.communities import Priority, PriorityList, may_frame, side_by_side
from commonweal.mapping.communities.priorities import InvalidList

ASKED, TODAY = date(2026, 1, 20), date(2026, 3, 2)


def ranked(whose, day, *keys, **words):
    items = tuple(Priority(key=key, words=words.get(key, key)) for key in keys)
    return PriorityList(whose=whose, day=day, how="a meeting", items=items)


OWN = ranked(
    "the families", ASKED, "money", "teaching", "safety", "housing", money="making ends meet"
)
CITY = ranked("the city", date(2026, 1, 2), "radicalisation", "safety", "money", "housing")


def told(own=OWN, official=CITY, **more):
    return side_by_side(own, official, community="the families", **more)


def test_both_lists_stand_side_by_side_in_their_own_words_and_order():
    rows = told().as_dict()["rows"]
    assert [row["key"] for row in rows] == [
        "money",
        "teaching",
        "safety",
        "housing",
        "radicalisation",
    ]
    assert rows[0] == {
        "key": "money",
        "own": {"words": "making ends meet", "place": 1, "named_by": None},
        "official": {"words": "money", "place": 3},
    }
    assert rows[4]["own"] == {"words": None, "place": None, "named_by": None}


def test_an_official_list_that_was_there_first_is_said():
    assert told().sentences == (
        "The official list was there first (2026-01-02), 18 days before the question was put to "
        "the families (2026-01-20); what was said may answer to it.",
        "First for the families: making ends meet.",
        "First for the city: radicalisation.",
        "On the list of the families and not of the city: teaching.",
        "On the list of the city and not of the families: radicalisation.",
        "What both name stands in different orders.",
    )
    later = ranked("the city", date(2026, 2, 1), "money")
    assert told(official=later).sentences[0] == (
        "The question was put to the families first (2026-01-20), before the official list."
    )
    same = ranked("the city", ASKED, "money")
    assert told(official=same).sentences[0] == "Both lists are of 2026-01-20."


@pytest.mark.parametrize(
    ("theirs", "words"),
    [
        ("money teaching safety housing", "What both name stands in the same order."),
        ("teaching money safety housing", "What both name stands in nearly the same order."),
        ("safety money housing teaching", "What both name stands in different orders."),
        ("housing safety money teaching", "What both name stands nearly the other way round."),
        ("housing safety teaching money", "What both name stands the other way round."),
        ("roads parks", "The two lists have nothing in common."),
        (
            "money parks safety",
            "The two lists have too little in common for their order to be compared.",
        ),
    ],
)
def test_agreement_is_told_in_words(theirs, words):
    official = ranked("the city", date(2026, 2, 1), *theirs.split())
    assert told(official=official).sentences[-1] == words


def test_no_number_tells_how_far_they_agree():
    def numbers(value):
        if isinstance(value, dict):
            return [n for one in value.values() for n in numbers(one)]
        if isinstance(value, list):
            return [n for one in value for n in numbers(one)]
        return [value] if isinstance(value, int | float) else []

    assert set(map(type, numbers(told().as_dict()))) == {int}
    assert max(numbers(told().as_dict())) <= 4  # places, and nothing else


def test_what_comes_first_is_asked_before_a_problem_is_framed():
    refused = may_frame(None, community="the families", today=TODAY)
    assert (refused.allowed, refused.sentence) == (
        False,
        "What comes first for the families has not been asked. Ask before a problem is framed, "
        "and without naming one.",
    )
    assert may_frame(OWN, community="the families", today=TODAY).allowed
    assert not may_frame(OWN, community="the families", today=date(2026, 1, 1)).allowed
    assert told(own=None).sentences[0] == refused.sentence


def test_a_problem_that_was_framed_before_is_said():
    assert told(framed_on=date(2026, 1, 10)).sentences[1] == (
        "A problem was framed on 2026-01-10, before the question was put to the families: ask "
        "again without naming it."
    )
    assert told(official=None, framed_on=TODAY).sentences[0] == (
        "No official list stands beside it."
    )


def test_how_many_named_it_is_told_from_the_floor_on():
    items = (
        Priority(key="money", words="money", named_by=40),
        Priority(key="faith", words="faith", named_by=7),
    )
    own = PriorityList(whose="the families", day=ASKED, how="a survey", items=items, asked=60)
    assert [row.named_by for row in told(own=own).rows][:2] == [40, None]
    assert [row.named_by for row in told(own=own, floor=None).rows][:2] == [40, 7]


@pytest.mark.parametrize(("keys", "what"), [(("a", "b", "a"), "names “a” twice"), ((), "is empty")])
def test_a_list_that_names_something_twice_or_nothing_is_refused(keys, what):
    with pytest.raises(InvalidList) as refused:
        ranked("the city", ASKED, *keys)
    assert refused.value.message == f"The list of the city {what}."
