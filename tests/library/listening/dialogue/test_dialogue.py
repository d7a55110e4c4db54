"""The analysis of a conversation: groups or none, what is shared, and nothing about one voter."""

import json

import numpy as np
import pytest

from benchmarks.made_rooms import UNSEEN, Groupless, adjusted_rand, groupless
from commonweal.listening.dialogue import (
    InvalidVotes,
    Standing,
    analyse,
    analyse_room,
    room_of,
    room_of_matrix,
)
from commonweal.listening.dialogue.choosing import choose
from tests.library.listening.dialogue.rooms import made, statements, two_sides, votes


def rng():
    return np.random.default_rng(5)


@pytest.fixture(scope="module")
def two():
    room, side = two_sides()
    return analyse_room(room, rng=rng()), side


def test_the_last_vote_counts_and_rejected_statements_are_out():
    table = statements(3, standing=["accepted", "waiting", "rejected"])
    room, told = room_of(votes([(1, 0, 1), (1, 1, 1), (1, 0, -1), (2, 2, 1), (2, 0, 0)]), table)
    assert (room.n, room.m, room.votes.tolist()) == (2, 2, [-1, 1, 0])
    assert [one.sentence for one in told] == [
        "1 votes were changed later; the last one counts.",
        "1 votes are on 1 statements that moderation rejected; both are out.",
    ]


def test_a_vote_on_an_unknown_statement_is_refused():
    with pytest.raises(InvalidVotes) as caught:
        room_of(votes([(1, 9, 1)]), statements(2))
    assert caught.value.message == (
        "There are votes on the statement 9, which is not among the statements."
    )


def test_two_planted_groups_are_found_with_their_members(two):
    analysis, side = two
    assert analysis.answer.standing is Standing.GROUPS
    assert [one.size for one in analysis.answer.groups] == [20, 20]
    assert adjusted_rand(side, analysis.labels) > 0.9


def test_three_planted_groups_are_found_in_a_larger_room():
    room = made(11, k=3, statements=80)
    found = choose(room_of_matrix(room.votes, unseen=UNSEEN), rng())
    assert found.k == 3
    assert found.method == "left-out voters"


@pytest.mark.parametrize("kind", list(Groupless))
@pytest.mark.parametrize("voters", [40, 200])
def test_rooms_without_groups_are_one_group(kind, voters):
    room = groupless(kind, voters, 40, density=0.5, rng=np.random.default_rng(8))
    assert choose(room_of_matrix(room.votes, unseen=UNSEEN), rng()).k == 1


def test_consensus_is_the_product_of_the_groups_agreement(two):
    analysis, _ = two
    for said in analysis.answer.consensus:
        product = np.prod([part.agree.value for part in said.groups])
        assert said.figure.value == pytest.approx(product, abs=1e-12)
        assert said.figure.low < said.figure.value < said.figure.high


def test_a_statement_everybody_agrees_with_bridges_and_an_opposed_one_divides(two):
    answer = two[0].answer
    shared = {one.statement_id for one in answer.bridging if one.side == "agree"}
    divided = {one.statement_id for one in answer.dividing}
    assert {str(s) for s in range(6)} <= shared
    assert divided
    assert not shared & divided


def test_what_sets_a_group_apart_is_tested_with_the_others(two):
    for group in two[0].answer.groups:
        assert 0 < len(group.typical) <= 5
        assert all(one.share > one.elsewhere and one.p < 0.1 for one in group.typical)


def test_no_answer_says_a_word_about_one_voter(two):
    """Charter 1: sizes and counts alone; who stands where is the caller's to check by."""
    analysis, _ = two
    told = json.dumps(analysis.answer.as_answer())
    for word in ("label", "voter_id", "member", "places", "participant"):
        assert word not in told
    lengths = [len(x) for x in _lists(analysis.answer.as_answer())]
    assert analysis.room.n not in lengths


def _lists(told):
    if isinstance(told, dict):
        for one in told.values():
            yield from _lists(one)
    elif isinstance(told, list):
        yield told
        for one in told:
            yield from _lists(one)


def test_statements_that_few_saw_are_not_enough_to_say():
    cast = [(v, s, 1 if v % 2 else -1) for v in range(20) for s in range(6)] + [(1, 6, 1)]
    answer = analyse(votes(cast), statements(7), rng=rng(), k=2).answer
    (one,) = answer.not_enough
    assert (one.statement_id, one.votes, one.fewest, one.needed) == ("6", 1, 0, 5)


def test_everyone_passing_is_not_enough_to_say():
    cast = votes([(v, s, 0) for v in range(12) for s in range(5)])
    answer = analyse(cast, statements(5), rng=rng()).answer
    assert answer.standing is Standing.UNKNOWN
    assert (answer.k, answer.groups[0].size, answer.unplaced) == (1, 0, 12)


def test_a_single_voter_is_not_enough_to_say():
    answer = analyse(votes([(1, 0, 1), (1, 1, -1)]), statements(2), rng=rng()).answer
    assert answer.standing is Standing.UNKNOWN
    assert answer.asked.sentence == "With 1 voters and 2 statements nobody can tell groups."


def test_no_vote_that_counts_is_an_error_with_a_remedy():
    with pytest.raises(InvalidVotes) as caught:
        analyse(votes([(1, 0, 1)]), statements(1, standing=["rejected"]), rng=rng())
    assert caught.value.message == "There is no vote on any statement that counts."


def test_one_voter_with_ten_thousand_statements_among_few():
    table = statements(10_000)
    cast = [(0, s, 1) for s in range(10_000)] + [(v, v, -1) for v in range(1, 12)]
    answer = analyse(votes(cast), table, rng=rng()).answer
    assert (answer.k, answer.voters, len(answer.not_enough)) == (1, 12, 10_000)


def test_a_flood_of_near_identical_statements_makes_no_groups():
    """The copies of one statement agree with each other, and one voter's noise is not a group."""
    r = np.random.default_rng(2)
    lean = r.normal(size=60)
    cast = np.where(lean[:, None] + 0.8 * r.normal(size=(60, 80)) > 0, 1, -1).astype(np.int8)
    assert choose(room_of_matrix(cast, unseen=UNSEEN), rng()).k == 1


def test_more_groups_than_people_leave_empty_groups_out_of_nothing():
    cast = votes([(v, s, 1) for v in range(4) for s in range(3)])
    answer = analyse(cast, statements(3), rng=rng(), k=3).answer
    assert sum(one.size for one in answer.groups) == 4
    assert answer.bridging == ()
