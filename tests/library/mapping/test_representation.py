"""The representation matrix: who takes part beside who lives there, the floor, and nobody of …"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.mapping.communities import Dimension, representation
from commonweal.mapping.communities.representation import InvalidCounts, not_heard
from tests.factories.reach import PACK


def income(took_part, answered=None, **more):
    facts = {
        "key": "income",
        "name": "Income",
        "answered": answered or sum(took_part.values()),
        "took_part": took_part,
        "living": {"low": 4000, "middle": 4000, "high": 2000},
        "residents": 10_000,
        "names": {"low": "low incomes", "middle": "middle incomes", "high": "high incomes"},
    }
    return Dimension(**{**facts, **more})


def at_the_desk(*dimensions):
    return representation(dimensions, pack=PACK, floor=None)


def test_shares_stand_beside_who_lives_there_and_say_what_chance_may_do():
    cells = at_the_desk(income({"low": 12, "middle": 38, "high": 50})).cells
    assert [(cell.category, cell.n, cell.reading) for cell in cells] == [
        ("low", 12, "fewer"),
        ("middle", 38, "alike"),
        ("high", 50, "more"),
    ]
    assert cells[0].sentence == (
        "low incomes: 12 of 100 who answered (7 to 19.8 %), 40 % of those who live there: fewer "
        "than chance alone would leave out."
    )
    assert cells[1].sentence.endswith("no more of a difference than chance alone may make.")
    assert (cells[0].share.value, cells[0].share.n) == (0.12, 100)


def test_nobody_of_is_said_and_whether_that_may_be_chance():
    told = at_the_desk(income({"low": 0, "middle": 30, "high": 10}))
    assert told.nobody == (
        "Nobody of the 4,000 people of “low incomes” among 40 who answered. "
        "Chance alone rarely does it.",
    )
    few = at_the_desk(income({"low": 0, "middle": 3, "high": 1}))
    assert few.nobody[0].endswith("So few answered that this may be chance.")
    assert not_heard(told) == "Nobody took part of: low incomes."
    unknown = at_the_desk(income({"low": 0, "high": 3}, living={}, residents=None))
    assert unknown.nobody == (
        "Nobody of “low incomes” among 3 who answered; how many live there is not known.",
    )
    assert unknown.cells[1].reading == "not-known"


def test_the_majority_and_every_group_have_their_row_whoever_took_part():
    groups = Dimension(
        key="group",
        name="Group",
        answered=30,
        took_part={"anti-muslim": 30},
        living={"anti-muslim": 900},
        residents=9000,
    )
    told = at_the_desk(groups)
    assert [cell.category for cell in told.cells] == list(PACK.keys)
    majority = next(cell for cell in told.cells if cell.category == "majority")
    assert (majority.n, majority.reading) == (0, "nobody")
    public = representation([groups], pack=PACK)
    assert [cell.category for cell in public.cells] == list(PACK.keys)


def test_what_nobody_was_asked_is_told():
    assert at_the_desk(income({"low": 1})).not_asked == (
        "Nobody was asked where people live.",
        "Nobody was asked what they work as.",
        "Nobody was asked how many live together.",
    )


def test_categories_stand_as_listed_and_never_by_size():
    for took_part in ({"low": 1, "high": 50}, {"high": 50, "low": 1}):
        order = [cell.category for cell in at_the_desk(income(took_part, answered=60)).cells]
        assert order == ["low", "middle", "high"]


def test_the_public_sees_no_small_number_and_none_that_gives_it_away():
    told = representation([income({"low": 4, "middle": 30, "high": 66}, silent=3)], pack=PACK)
    assert [(cell.category, cell.n, cell.reading) for cell in told.cells] == [
        ("low", None, "hidden"),
        ("middle", None, "hidden"),
        ("high", 66, "more"),
    ]
    assert told.answered == {"income": 100}
    assert told.silent == {"income": None}
    assert told.nobody == ()
    assert told.as_dict()["cells"][0]["sentence"] == (
        "Not shown: below the publishing floor, or it would give such a number away."
    )


def test_in_public_nobody_is_a_number_below_the_floor():
    told = representation([income({"low": 0, "middle": 30, "high": 70})], pack=PACK)
    assert (told.nobody, told.cells[0].n) == ((), None)


def test_a_group_that_is_small_or_of_unknown_size_is_hidden_and_so_is_its_number():
    dimension = income(
        {"low": 20, "middle": 40, "high": 40}, living={"low": 6, "middle": 900}, residents=1000
    )
    cells = representation([dimension], pack=PACK).cells
    assert [(cell.n, cell.living) for cell in cells] == [(None, None), (40, 900), (None, None)]


def test_with_fewer_than_the_floor_taking_part_not_even_their_number_is_public():
    told = representation([income({"low": 4, "middle": 3, "high": 1})], pack=PACK)
    assert told.answered == {"income": None}
    assert {cell.n for cell in told.cells} == {None}


@given(st.lists(st.integers(0, 60), min_size=3, max_size=3))
def test_no_hidden_number_is_what_the_others_leave(counts):
    took_part = dict(zip(("low", "middle", "high"), counts, strict=True))
    told = representation([income(took_part, answered=max(sum(counts), 1))], pack=PACK)
    hidden = [cell.category for cell in told.cells if cell.n is None]
    assert all(cell.n is None or cell.n >= 10 for cell in told.cells)
    assert len(hidden) != 1


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        (
            {"answered": 5},
            "“Income” counts “low” 6 of 5 people who answered.",
        ),
        ({"silent": -1}, "“Income” counts a number below zero of 6 people who answered."),
        (
            {"residents": 3000},
            "“Income” counts 4000 residents in “low”, but 3000 live there.",
        ),
    ],
)
def test_counts_that_contradict_each_other_are_refused(changed, message):
    with pytest.raises(InvalidCounts) as refused:
        income({"low": 6}, **changed)
    assert refused.value.message == message
