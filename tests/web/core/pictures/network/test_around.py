"""One organisation and those around it."""

from itertools import combinations
from math import hypot

import pytest

from tests.factories.networks import MENDING_CIRCLE, aldermere
from tests.web.core.pictures.network.test_drawing import WORDS
from tests.web.core.pictures.network.test_placing import few
from workbench.core.pictures.network import neighbourhood_picture
from workbench.core.pictures.network.around import around, placed_around

CHAIN = [("a", "b"), ("b", "c"), ("c", "d"), ("a", "e"), ("b", "e")]


def test_one_step_holds_the_neighbours_and_their_ties():
    network = around(few(CHAIN), "a")
    assert set(network.by_id) == {"a", "b", "e"}
    assert len(network.ties) == 3


def test_two_steps_reach_one_further():
    assert set(around(few(CHAIN), "a", steps=2).by_id) == {"a", "b", "c", "e"}


def test_one_who_stands_alone_is_shown_with_the_thread_that_is_missing():
    network = around(aldermere(), MENDING_CIRCLE)
    assert set(network.by_id) == {MENDING_CIRCLE, "org-orchard-library"}
    assert len(network.missing) == 1


@pytest.mark.parametrize("steps", [1, 2])
def test_no_two_stand_over_each_other(steps):
    network = around(aldermere(), "org-city-integration", steps=steps)
    placement = placed_around(network, "org-city-integration")
    for one, other in combinations(network.by_id, 2):
        (x, y), (ax, ay) = placement[one], placement[other]
        assert hypot(x - ax, y - ay) > 8, (one, other)


def test_the_one_it_is_about_stands_in_the_middle_with_a_ring():
    picture = neighbourhood_picture(aldermere(), "org-orchard-library", words=WORDS)
    assert picture.placement.points["org-orchard-library"] == picture.placement.centre
    assert picture.svg.count('class="self-ring"') == 1


def test_a_neighbourhood_fits_a_phone():
    picture = neighbourhood_picture(aldermere(), "org-city-integration", words=WORDS)
    assert picture.placement.width == 360
    assert 'class="picture network wings"' in picture.svg


def test_kinds_stand_together_on_the_wings():
    network = around(aldermere(), "org-orchard-library")
    placement = placed_around(network, "org-orchard-library")
    right = [key for key, (x, _) in placement.points.items() if x > 180]
    down = sorted(right, key=lambda key: placement.points[key][1])
    order = [group.key for group in network.groups]
    kinds = [order.index(network.by_id[key].group) for key in down]
    assert kinds == sorted(kinds)
