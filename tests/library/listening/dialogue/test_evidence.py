"""The chance of a room's votes, unknowns averaged over: against sums over every assignment."""

from itertools import product

import numpy as np
import pytest

from benchmarks.made_rooms import UNSEEN, grouped
from commonweal.listening.dialogue import evidence, room_of_matrix
from commonweal.listening.dialogue.choosing import choose
from commonweal.listening.dialogue.evidence import (
    ALIKE,
    level_of,
    of_groups,
    of_spread,
    shapes_of,
    spreads,
)
from commonweal.listening.dialogue.ladders import EVEN, HONEST, ODD
from commonweal.listening.dialogue.models import careless_scores

CAST = np.array([[1, 1, -1], [1, 1, UNSEEN], [-1, -1, 1], [-1, 0, 1]], dtype=np.int8)
LEVEL, MANY = (0.5, 1.0), 300


@pytest.fixture
def room():
    return room_of_matrix(CAST, unseen=UNSEEN)


@pytest.fixture
def many_climbs(monkeypatch):
    monkeypatch.setattr(evidence, "CLIMBS", MANY)


def rng():
    return np.random.default_rng(5)


def assigned(label, k):
    """The log chance that the prior gives to who is in which group, or careless (k and k + 1)."""
    size, told = np.zeros(k + 2), 0.0
    for one in label:
        honest = size[:k].sum()
        inside = (honest + HONEST) * (size[:k] + EVEN) / (honest + k * EVEN)
        told += np.log(np.append(inside, size[k:] + ODD)[one] / (size.sum() + HONEST + 2 * ODD))
        size[one] += 1
    return told


def by_every_assignment(room, k, shapes):
    found, odd = [], careless_scores(room)
    for label in product(range(k + 2), repeat=room.n):
        told = assigned(label, k) + sum(odd[i, g - k] for i, g in enumerate(label) if g >= k)
        for s in range(room.m):
            chance = shapes.weight.copy()
            for g in range(k):
                said = [CAST[i, s] for i in range(room.n) if label[i] == g]
                chance = chance * shapes.table[said.count(1), said.count(-1)]
            told += np.log(chance.sum())
        found.append(told)
    return np.logaddexp.reduce(found)


@pytest.mark.parametrize("k", [1, 2])
def test_the_chance_with_groups_is_that_of_every_assignment(room, k):
    shapes = shapes_of(room, LEVEL) if k > 1 else shapes_of(room, LEVEL, ALIKE)
    found = of_groups(room, k, shapes, rng(), climbs=MANY)
    assert found == pytest.approx(by_every_assignment(room, k, shapes), abs=0.05)


def test_the_chance_along_a_line_is_that_of_every_assignment(room, many_climbs):
    line, odd, found = spreads(LEVEL)[0], careless_scores(room), []
    places = len(line.places)
    for label in product(range(places + 2), repeat=room.n):
        kinds = [max(0, one - places + 1) for one in label]
        told = assigned(kinds, 1)
        told += sum(np.log(line.places[one]) for one in label if one < places)
        told += sum(odd[i, g - places] for i, g in enumerate(label) if g >= places)
        for s in range(room.m):
            chance = line.weight.copy()
            for i, one in enumerate(label):
                if one < places and abs(CAST[i, s]) == 1:
                    chance = chance * np.where(
                        CAST[i, s] == 1, line.agree[one], 1 - line.agree[one]
                    )
            told += np.log(chance.sum())
        found.append(told)
    assert of_spread(room, line, rng()) == pytest.approx(np.logaddexp.reduce(found), abs=0.05)


def test_the_level_of_a_room_is_that_of_its_tallies():
    r = rng()
    odds = r.normal(0.8, 1.0, 200)
    cast = np.where(r.random((60, 200)) < 1 / (1 + np.exp(-odds)), 1, -1).astype(np.int8)
    assert level_of(room_of_matrix(cast, unseen=UNSEEN)) == (pytest.approx(0.8), 1.0)


@pytest.mark.parametrize("k", [2, 3])
def test_planted_groups_are_found_in_a_small_room(k):
    room = grouped(45, 60, k=k, density=0.6, careless=0.1, rng=np.random.default_rng(4))
    found = choose(room_of_matrix(room.votes, unseen=UNSEEN), rng())
    assert (found.k, found.method) == (k, "likelihood")
    assert found.chance < 0.01


def test_people_in_a_plane_are_one_group():
    r = np.random.default_rng(3)
    odds = r.normal(size=(60, 2)) @ r.normal(0, 1.5, (2, 60))
    cast = np.where(r.random((60, 60)) < 1 / (1 + np.exp(-odds)), 1, -1).astype(np.int8)
    assert choose(room_of_matrix(cast, unseen=UNSEEN), rng()).k == 1


def test_the_same_seed_gives_the_same_answer():
    room = grouped(20, 30, k=2, density=0.6, careless=0.0, rng=np.random.default_rng(1))
    asked = room_of_matrix(room.votes, unseen=UNSEEN)
    assert choose(asked, rng()) == choose(asked, rng())
