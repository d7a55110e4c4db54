"""The parts of the analysis, each by hand or against another way of doing the same."""

import numpy as np
import pytest
from scipy.stats import beta

from benchmarks.made_rooms import UNSEEN, with_brigade
from commonweal.listening.dialogue import analyse_room, room_of_matrix
from commonweal.listening.dialogue.flags import MOST_PAIRED, count_doubles, doubles_by_signature
from commonweal.listening.dialogue.kernels import place_scores
from commonweal.listening.dialogue.live import LiveRoom
from commonweal.listening.dialogue.picture import (
    SMALL_SIDE,
    _by_gram,
    _by_lanczos,
    centred_votes,
    picture,
)
from commonweal.listening.dialogue.public import public_answer
from commonweal.listening.dialogue.routing import drawn_next, next_statements, shared_out
from commonweal.listening.dialogue.stability import adjusted_rand
from commonweal.listening.dialogue.starts import by_silhouette, silhouettes
from commonweal.listening.dialogue.statements import false_discovery_cut
from commonweal.listening.dialogue.tallies import (
    Tally,
    listed_with_few_errors,
    product_bounds,
    tally,
)
from tests.library.listening.dialogue.rooms import made, two_sides


def rng():
    return np.random.default_rng(5)


def counts(agree, seen):
    agree, seen = np.array(agree), np.array(seen)
    return Tally(agree=agree, against=seen - agree, seen=seen)


def test_consensus_by_hand():
    value, low, high = product_bounds(counts([[8], [2]], [[10], [4]]))
    assert value[0] == pytest.approx((9 / 12) * (3 / 6))
    assert low[0] < value[0] < high[0]


def test_the_interval_of_one_group_is_the_beta_itself():
    _, low, high = product_bounds(counts([[7]], [[9]]))
    assert (low[0], high[0]) == pytest.approx(beta(8, 3).ppf([0.05, 0.95]))


def test_the_interval_of_a_product_is_near_that_of_many_draws():
    found = counts([[8], [30], [5]], [[10], [40], [12]])
    draws = rng().beta([9, 31, 6], [3, 11, 8], (200_000, 3)).prod(axis=1)
    _, low, high = product_bounds(found)
    assert [low[0], high[0]] == pytest.approx(np.quantile(draws, [0.05, 0.95]), abs=0.005)


def test_the_list_with_few_errors_by_hand():
    assert listed_with_few_errors(np.array([0.99, 0.5, 0.97, 0.88])).tolist() == [0, 2]


def test_benjamini_and_hochberg_by_hand():
    assert false_discovery_cut(np.array([0.01, 0.04, 0.2, 0.9])) == 0.04
    assert false_discovery_cut(np.array([0.9])) == -1.0


def test_the_picture_is_that_of_the_full_table():
    votes = made(4, voters=50, statements=20, density=0.4).votes
    room = room_of_matrix(votes, unseen=UNSEEN)
    seen = votes != UNSEEN
    mean = np.where(seen, votes, 0).sum(axis=0) / seen.sum(axis=0)
    filled = np.where(seen, votes, mean)
    _, s, directions = np.linalg.svd(filled - filled.mean(axis=0), full_matrices=False)
    found = picture(room, 2)
    assert np.abs(np.sum(found.directions * directions[:2], axis=1)) == pytest.approx([1, 1])
    assert found.explained == pytest.approx((s**2 / (s**2).sum())[:2])


def test_both_exact_solvers_agree():
    centred, _ = centred_votes(
        room_of_matrix(made(4, voters=400, statements=SMALL_SIDE + 20).votes, unseen=UNSEEN)
    )
    (values, vectors), (others, turned) = _by_gram(centred, 2), _by_lanczos(centred, 2)
    assert values == pytest.approx(others)
    assert np.abs(np.sum(vectors * turned, axis=1)) == pytest.approx([1, 1])


def test_the_chance_along_a_line_is_the_integral():
    room = room_of_matrix(np.array([[1, -1, 1, 1, -1]], dtype=np.int8), unseen=UNSEEN)
    loads = np.array([[0.2, 0.5], [-0.3, 0.4], [0.1, -0.6], [0.5, 0.3], [0.0, 0.7]])
    z = np.linspace(-8, 8, 4001)
    odds = loads[:, :1] + loads[:, 1:] * z
    sides = np.array([1, -1, 1, 1, -1])[:, None]
    whole = (np.prod(1 / (1 + np.exp(-sides * odds)), axis=0) * np.exp(-z * z / 2)).sum()
    exact = np.log(whole * (z[1] - z[0]) / np.sqrt(2 * np.pi))
    found = place_scores(room.starts, room.statements, room.votes, loads, 8)[0]
    assert found == pytest.approx(exact, abs=0.02)


def test_silhouettes_by_hand():
    places = np.array([[0.0], [1.0], [10.0]])
    assert silhouettes(places, np.array([[0, 0, 1]]))[0] == pytest.approx((0.9 + 8 / 9 + 0) / 3)


def test_the_rule_of_polis_never_answers_one_group():
    places = rng().normal(size=(80, 2))
    assert by_silhouette(places, rng())[0] >= 2


def test_adjusted_rand_by_hand():
    assert adjusted_rand(np.array([0, 0, 1, 1]), np.array([1, 1, 0, 0])) == 1
    assert adjusted_rand(np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])) == pytest.approx(-0.5)


def test_a_brigade_is_flagged_counted_and_left_in():
    room, who = with_brigade(made(6, voters=150, statements=60), 20, 40, 0.03, rng())
    found = analyse_room(room_of_matrix(room.votes, unseen=UNSEEN), rng=rng())
    assert found.flags.brigade[who].mean() >= 0.8
    assert found.flags.any[~who].mean() <= 0.01
    assert found.answer.flagged.voters == found.flags.any.sum()
    assert found.answer.voters == 170
    assert found.answer.flagged.effects


def test_signatures_find_the_doubles_that_pairs_find():
    made_room, who = with_brigade(made(6, voters=150, statements=60), 20, 40, 0.03, rng())
    room = room_of_matrix(made_room.votes, unseen=UNSEEN)
    votes = (room.starts, room.statements, room.votes)
    by_pairs = count_doubles(*votes, room.m, 0.8, 10)
    salts = rng().integers(0, 2**62, (96, 2 * room.m))
    by_signature = doubles_by_signature(*votes, salts, 0.8, 10)
    assert room.n < MOST_PAIRED
    assert np.abs(by_pairs - by_signature).max() <= 1
    assert by_pairs[who].min() >= 10


@pytest.fixture(scope="module")
def two():
    room, _ = two_sides()
    return analyse_room(room, rng=rng(), k=2)


def test_the_public_sees_groups_at_the_floor_only(two):
    assert len(public_answer(two, floor=20).groups) == 2
    hidden = public_answer(two, floor=21)
    assert (hidden.k, hidden.groups[0].size) == (1, 40)
    assert hidden.caveats[0].startswith("The groups are not shown")
    assert all(len(said.groups) == 1 for said in hidden.consensus)


def test_the_public_sees_no_count_below_the_floor(two):
    answer = public_answer(two, floor=15)
    cells = [part for said in answer.consensus for part in said.groups]
    assert min(part.agree.n for part in cells) >= 15
    assert all(part.disagreed is None and part.passed is None for part in cells)
    assert all(one.votes is None for one in answer.not_enough)


def test_the_public_sees_nothing_of_a_small_room(two):
    answer = public_answer(two, floor=41)
    assert (answer.voters, answer.groups, answer.consensus) == (None, (), ())


def test_a_live_room_counts_as_if_read_anew(two):
    live = LiveRoom(two)
    r = rng()
    for _ in range(60):
        voter, column = str(r.integers(0, 45)), int(r.integers(0, two.room.m))
        live.take(voter, two.room.statement_ids[column], int(r.integers(-1, 2)))
    again = np.zeros_like(live.counts.seen)
    for voter, said in live._said.items():
        for column in said:
            if live._group[voter] >= 0:
                again[live._group[voter], column] += 1
    assert np.array_equal(again, live.counts.seen)
    assert (live.counts.agree + live.counts.against <= live.counts.seen).all()
    assert live.is_due


def test_a_live_room_places_a_voter_as_the_picture_does(two):
    live = LiveRoom(two)
    for i in (0, 7):
        assert live.place(two.room.voter_ids[i]) == pytest.approx(two.picture.places[i])


def test_a_live_room_that_took_nothing_counts_as_the_analysis_does(two):
    fresh = tally(two.room, two.labels, 2)
    assert np.array_equal(LiveRoom(two).counts.agree, fresh.agree)


def test_routing_shows_what_was_not_seen_and_prefers_what_is_little_known(two):
    live = LiveRoom(two)
    new = two.room.statement_ids[3]
    live.counts.seen[:, 3] = live.counts.agree[:, 3] = live.counts.against[:, 3] = 0
    first = [
        next_statements(live, "newcomer", rng)[0] for rng in map(np.random.default_rng, range(40))
    ]
    assert first.count(new) > 20
    voter = two.room.voter_ids[0]
    shown = next_statements(live, voter, rng(), n=100)
    assert len(shown) == two.room.m - two.room.seen[0]


def test_the_same_luck_shows_the_same_statement_until_more_is_known(two):
    live = LiveRoom(two)
    unseen = np.arange(two.room.m)
    first = drawn_next(live.counts, live.chances("x"), unseen, rng(), n=3)
    assert list(first) == list(drawn_next(live.counts, live.chances("x"), unseen, rng(), n=3))
    rest = unseen[unseen != first[0]]
    assert drawn_next(live.counts, live.chances("x"), rest, rng())[0] == first[1]


def test_votes_of_a_whole_room_are_shared_out_as_groups_would_have_cast_them(two):
    counted = tally(two.room, two.labels, 2)
    whole = tally(two.room, np.zeros(two.room.n, dtype=int), 1)
    told = shared_out(whole, two.groups.agree, two.groups.shares)
    for name in ("agree", "against", "seen"):
        expected = getattr(told, name)
        assert expected.sum(axis=0) == pytest.approx(getattr(whole, name)[0])
        assert np.abs(expected - getattr(counted, name)).max() < 3


def test_a_vote_that_only_one_group_casts_is_counted_there():
    whole = Tally(agree=np.array([[8]]), against=np.array([[4]]), seen=np.array([[12]]))
    told = shared_out(whole, np.array([[0.75, 0.25]]), np.array([0.5, 0.5]))
    assert told.agree[:, 0] == pytest.approx([6, 2])
    assert told.seen[:, 0] == pytest.approx([7, 5])
