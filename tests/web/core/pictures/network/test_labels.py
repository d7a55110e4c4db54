"""Names beside their symbols: the most important ones, never over each other, at any scale."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.networks import aldermere, made_up
from tests.web.core.pictures.network.test_placing import NETWORKS
from workbench.core.pictures.network.around import around, placed_around
from workbench.core.pictures.network.clearing import leading
from workbench.core.pictures.network.drawing import labels_of
from workbench.core.pictures.network.labels import CLOSER, DESK, NARROW, Wish, labelled
from workbench.core.pictures.network.placing import node_radii, place

SCALES = (0.41, NARROW, DESK, *CLOSER)


def over_each_other(labels):
    """Pairs of names that cover each other at a scale at which both are shown."""
    return [
        (one.key, other.key, scale)
        for scale in SCALES
        for one, other in combinations([each for each in labels if each.scale <= scale], 2)
        if boxes_meet(one.box(scale), other.box(scale))
    ]


def boxes_meet(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@pytest.fixture(params=NETWORKS, scope="module")
def drawn(request):
    """A network, where it stands, and all its labels."""
    network = NETWORKS[request.param]()
    placement = place(network)
    return network, placement, labels_of(network, placement)


def test_no_two_names_cover_each_other_on_a_phone_at_a_desk_or_closer(drawn):
    _network, _placement, labels = drawn
    assert over_each_other(labels) == []


def test_names_of_nodes_cover_no_symbol(drawn):
    network, placement, labels = drawn
    radii = node_radii(network, placement.spacing)
    symbols = np.array([(*placement[key], radii[key]) for key in network.by_id])
    for label in labels:
        if label.key.startswith("room "):
            continue
        left, top, right, bottom = label.box(label.scale)
        dx = np.maximum(np.maximum(left - symbols[:, 0], symbols[:, 0] - right), 0)
        dy = np.maximum(np.maximum(top - symbols[:, 1], symbols[:, 1] - bottom), 0)
        assert not np.any(np.hypot(dx, dy) < symbols[:, 2]), label.key


def test_the_most_important_are_the_ones_that_are_named(drawn):
    network, placement, labels = drawn
    at_a_desk = {label.key for label in labels if label.scale <= DESK}
    leads = leading(network, list(placement.points))
    assert len(at_a_desk & set(leads)) >= 0.7 * len(leads)


def test_a_desk_shows_some_names_and_not_all(drawn):
    _network, placement, labels = drawn
    at_a_desk = [label for label in labels if label.scale <= DESK]
    assert 16 <= len(at_a_desk) <= len(placement.points) / 2


def test_every_place_is_named_at_a_desk():
    placement = place(aldermere())
    labels = labels_of(aldermere(), placement)
    named = {label.key for label in labels if label.scale <= DESK and label.key.startswith("room ")}
    assert named == {f"room {key}" for key in placement.rooms if key}


def test_on_a_phone_only_places_are_named():
    network = made_up(300, 1000, gathered=True)
    labels = labels_of(network, place(network))
    assert {label.key.split()[0] for label in labels if label.scale < NARROW} == {"room"}


@pytest.mark.parametrize("node_id", ["org-orchard-library", "org-city-integration"])
def test_every_neighbour_is_named_on_a_phone(node_id):
    network = around(aldermere(), node_id)
    labels = labels_of(network, placed_around(network, node_id), middle=node_id)
    assert {label.key for label in labels} == set(network.by_id)
    assert over_each_other(labels) == []
    for label in labels:
        left, _top, right, _bottom = label.box(label.scale)
        assert left >= 0, label.lines
        assert right <= 360, label.lines


@given(
    points=st.lists(
        st.tuples(st.floats(20, 740), st.floats(20, 480), st.text("abc xyz", min_size=1)),
        max_size=40,
    )
)
def test_wherever_names_are_wished_for_they_do_not_meet(points):
    wishes = [
        Wish(key=str(at), lines=(text,), x=x, y=y, r=5.0, rank=at)
        for at, (x, y, text) in enumerate(points)
    ]
    symbols = np.array([(x, y, 5.0) for x, y, _text in points]).reshape(-1, 3)
    found = labelled(wishes, symbols=symbols, bounds=(0, 0, 760, 500), most=20)
    assert over_each_other(found) == []
