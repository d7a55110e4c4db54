"""The floor: groups all or none, and nothing by which the few on one side could be counted."""

import json

import numpy as np
import pytest

from commonweal.listening.dialogue import analyse_room, room_of_matrix
from commonweal.listening.dialogue.floor import Floor, Shows
from commonweal.listening.dialogue.public import public_answer

TEN = Floor(people=10)


@pytest.mark.parametrize(
    ("voters", "sizes", "shows"),
    [
        (9, [9], Shows.NOTHING),
        (10, [10], Shows.ONE),
        (20, [10, 10], Shows.GROUPS),
        (20, [11, 9], Shows.ONE),
        (40, [30, 10, 0], Shows.ONE),
        (12, [], Shows.ONE),
    ],
)
def test_groups_are_shown_all_or_none(voters, sizes, shows):
    assert TEN.shows(voters, sizes) == shows


@pytest.mark.parametrize("n", [10, 30, 95])
def test_a_share_is_told_the_same_however_few_stand_on_the_other_side(n):
    agreed = [n - few for few in range(10) if (n - few + 1) / (n + 2) > 0.9]
    told = {TEN.rounded(((a + 1) / (n + 2), 0.5 + a / 1e3, 0.99), n) for a in agreed}
    assert len(told) == 1
    value, low, high = told.pop()
    assert low < value == high == 1.0


def test_rounding_keeps_the_order_of_bounds():
    for n in (10, 11, 40, 1000):
        for value in np.linspace(0.01, 0.99, 50):
            low, high = max(value - 0.12, 0.0), min(value + 0.12, 1.0)
            told = TEN.rounded((float(value), float(low), float(high)), n)
            assert 0 <= told[1] <= told[0] <= told[2] <= 1


def answer_to(few):
    """What is public of forty people, `few` of whom disagree with the first statement."""
    votes = np.ones((40, 3), dtype=np.int8)
    votes[:few, 0] = -1
    votes[20:, 1] = -1
    found = analyse_room(room_of_matrix(votes, unseen=9), rng=np.random.default_rng(1), k=1)
    told = public_answer(found).as_answer()
    first = next(one for one in told["consensus"] if one["statement_id"] == "0")
    return json.dumps(first)


def test_nothing_public_tells_how_few_stand_on_the_other_side():
    assert answer_to(0) == answer_to(1) == answer_to(3)
    assert answer_to(0) != answer_to(15)


def test_those_who_only_passed_cannot_be_reckoned_where_they_are_few():
    votes = np.where(np.arange(41)[:, None] % 2, 1, -1) * np.ones((41, 12), dtype=np.int8)
    votes[-1] = 0
    found = analyse_room(
        room_of_matrix(votes.astype(np.int8), unseen=9), rng=np.random.default_rng(1), k=2
    )
    told = public_answer(found)
    assert found.answer.unplaced == 1 and told.unplaced is None
    assert told.voters == sum(one.size for one in told.groups) == 40
