"""Places too close to be told apart: moved aside, or counted; none lost, none overlapping."""

from itertools import combinations
from math import hypot

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from workbench.core.pictures.strengths import StrengthPlace
from workbench.core.pictures.strengths.spots import spots_of

SHEET = (480.0, 400.0)


def places(count, area="d0"):
    return [
        StrengthPlace(place_id=f"p{at:03}", name=f"P{at}", kind="library", lon=0, lat=0, area=area)
        for at in range(count)
    ]


def spots(points, names=()):
    at = np.array(points, dtype=float).reshape(-1, 2)
    return spots_of(places(len(at)), at, names=names, sheet=SHEET)


def test_a_place_by_itself_stands_where_it_lies():
    [spot] = spots([(100, 120)])
    assert (spot.x, spot.y) == (100, 120)


def test_two_at_one_address_are_moved_apart_and_stay_two():
    found = spots([(100, 100), (100, 100)])
    assert len(found) == 2
    assert all(hypot(spot.x - 100, spot.y - 100) <= 16 for spot in found)


def test_many_at_one_address_become_a_number():
    [spot] = spots([(100, 100)] * 12)
    assert len(spot.places) == 12


def test_a_crowded_quarter_becomes_numbers_that_add_up():
    rng = np.random.default_rng(5)
    found = spots(rng.uniform(150, 240, (300, 2)))
    assert sum(len(spot.places) for spot in found) == 300
    assert len({place.place_id for spot in found for place in spot.places}) == 300
    for one, other in combinations(found, 2):
        assert hypot(one.x - other.x, one.y - other.y) >= one.r + other.r


def test_a_symbol_leaves_the_name_of_its_area_free():
    [spot] = spots([(100, 100)], names=[(60, 93, 140, 107)])
    assert spot.y + spot.r <= 93 or spot.y - spot.r >= 107


@given(points=st.lists(st.tuples(st.floats(20, 460), st.floats(20, 380)), max_size=60))
def test_whatever_lies_where_nothing_overlaps_and_nothing_is_lost(points):
    found = spots(points)
    told = [place.place_id for spot in found for place in spot.places]
    assert sorted(told) == [place.place_id for place in places(len(points))]
    for one, other in combinations(found, 2):
        assert hypot(one.x - other.x, one.y - other.y) >= one.r + other.r
    for spot in found:
        assert spot.r <= spot.x <= SHEET[0] - spot.r
        assert spot.r <= spot.y <= SHEET[1] - spot.r
