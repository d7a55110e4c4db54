"""Benches of conversations in short form: both ways find the same, and a difference is told."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks import large_rooms
from benchmarks.benches import dialogue_limit
from benchmarks.measurements import dialogue_new_vote
from benchmarks.opinion_limit import at_the_limit
from benchmarks.polis_way import spread_beside


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("large")
    large_rooms.prepare(place, 600)
    return place


def told(grouped):
    return grouped.k, grouped.label, 0.5, grouped.consensus


def test_the_limit_finds_what_the_library_finds(folder):
    room = large_rooms.room_in(folder)
    ours = dialogue_limit.in_parts(room, np.random.default_rng(1))
    limit = at_the_limit(room, np.random.default_rng(1))
    dialogue_limit.agree(told(ours), told(limit))
    with pytest.raises(AssertionError, match="voters stand in other groups"):
        dialogue_limit.agree(told(replace(ours, label=ours.label + 1)), told(limit))
    with pytest.raises(AssertionError, match="another figure"):
        dialogue_limit.agree(told(replace(ours, consensus=ours.consensus + 1e-6)), told(limit))


def test_a_large_room_is_read_the_same_both_ways(folder):
    room = large_rooms.room_in(folder)
    assert (room.n, room.m) == (600, large_rooms.STATEMENTS)
    assert len(room.votes) / (room.n * room.m) == pytest.approx(large_rooms.SEEN, rel=0.02)
    ours, limit = (way(folder, 600).answer for way in (large_rooms.ours_told, large_rooms.limit))
    large_rooms.agree(ours, limit)
    mixed = np.random.default_rng(1).permutation(limit[1])
    with pytest.raises(AssertionError, match="the groups agree by"):
        large_rooms.agree(ours, (limit[0], mixed))


def test_looser_groups_are_told_as_wider(folder):
    room = large_rooms.room_in(folder)
    _k, tight = large_rooms.at_the_limit(room)
    loose = np.random.default_rng(1).permutation(tight)
    one, other = (
        spread_beside(room, dict(zip(room.voter_ids, label, strict=True)), np.random.default_rng(1))
        for label in (tight, loose)
    )
    assert one == pytest.approx(1)
    assert other < 0.5


def look(cpu, counted=1, groups_kept=True):
    return {
        "cast": [0.1, 0.05],
        "look": [0.4, cpu],
        "counted": counted,
        "groups_kept": groups_kept,
    }


def test_a_vote_that_is_not_shown_or_finds_groups_anew_misses_its_goal():
    good, first = look(0.3), look(1.2)
    found = dialogue_new_vote.figures([first, good, good], 5_000, 150_000)
    assert all(figure.reached for figure in found)
    assert [round(figure.value, 2) for figure in found] == [0.35, 0.5, 1.25, 3, 0]
    bad = [first, good, look(2.3, counted=0, groups_kept=False)]
    missed = [f.name for f in dialogue_new_vote.figures(bad, 5_000, 150_000) if not f.reached]
    assert missed == ["votes that the next look showed", "looks for which groups were found anew"]
