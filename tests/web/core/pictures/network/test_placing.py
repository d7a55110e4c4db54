"""Where nodes stand: always the same, steady between visits, never over each other."""

import json
import random
from dataclasses import replace
from itertools import combinations
from math import hypot

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.networks import (
    FAMILIES,
    GROUPS,
    MENDING_CIRCLE,
    aldermere,
    made_up,
    with_a_newcomer,
)
from workbench.core.pictures import TooManyToDraw
from workbench.core.pictures.network import (
    Network,
    NetworkNode,
    NetworkTie,
    NetworkWords,
    network_picture,
    placement_of,
)
from workbench.core.pictures.network.placing import node_radii, place

NETWORKS = {
    "aldermere by place": aldermere,
    "aldermere by ties": lambda: aldermere(gathered=False),
    "300 by place": lambda: made_up(300, 1000, gathered=True),
    "300 by ties": lambda: made_up(300, 1000),
}
WORDS = NetworkWords(title="Ties", description="Who is tied to whom", alone="Without a tie")


@pytest.fixture(params=NETWORKS, scope="module")
def network(request):
    """Each of the networks that are drawn here."""
    return NETWORKS[request.param]()


@pytest.fixture(scope="module")
def placement(network):
    """Where its nodes stand on a first visit."""
    return place(network)


def few(pairs, *, more=(), names=()):
    """A little network of ties between nodes named by single letters."""
    keys = sorted({key for pair in pairs for key in pair} | set(more))
    return Network(
        nodes=tuple(
            NetworkNode(node_id=key, name=dict(names).get(key, f"House {key}"), group="youth")
            for key in keys
        ),
        ties=tuple(NetworkTie(source=a, target=b, family="light") for a, b in pairs),
        groups=GROUPS,
        families=FAMILIES,
    )


def moves(before, after):
    """How far each tied node that stood in both drawings has moved, in drawing units."""
    both = [key for key in before.points if key in after.points]
    return np.array(
        [
            hypot(
                after.points[key][0] - before.points[key][0],
                after.points[key][1] - before.points[key][1],
            )
            for key in both
        ]
    )


def test_the_same_network_gives_the_same_drawing_to_the_last_byte(network):
    first = network_picture(network, words=WORDS).svg
    assert network_picture(network, words=WORDS).svg == first


def test_the_order_of_rows_does_not_matter(network, placement):
    shuffled = random.Random(3)
    nodes, ties = list(network.nodes), list(network.ties)
    shuffled.shuffle(nodes)
    shuffled.shuffle(ties)
    turned = tuple(
        replace(tie, source=tie.target, target=tie.source) if at % 2 else tie
        for at, tie in enumerate(ties)
    )
    assert place(replace(network, nodes=tuple(nodes), ties=turned)) == placement


def test_a_network_that_has_not_changed_is_drawn_as_at_the_last_visit(network, placement):
    kept = json.loads(json.dumps(placement.kept()))
    assert place(network, previous=placement_of(kept)) == placement


def test_a_newcomer_moves_the_others_little(network, placement):
    after = moves(placement, place(with_a_newcomer(network), previous=placement))
    # 760 units across: half of the nodes move by less than a hundredth of the drawing.
    assert np.median(after) < 7.6
    assert np.quantile(after, 0.9) < 22


def test_one_who_leaves_moves_the_others_little(network, placement):
    gone = sorted(placement.points)[20]
    left = replace(
        network,
        nodes=tuple(node for node in network.nodes if node.node_id != gone),
        ties=tuple(tie for tie in network.ties if gone not in (tie.source, tie.target)),
    )
    after = moves(placement, place(left, previous=placement))
    assert np.median(after) < 7.6
    assert np.quantile(after, 0.9) < 22


def test_a_newcomer_stands_beside_those_it_is_tied_to():
    network = made_up(300, 1000)
    before = place(network)
    placement = place(with_a_newcomer(network), previous=before)
    x, y = placement.points["zz-newcomer"]
    tied = list(with_a_newcomer(network).neighbours["zz-newcomer"])
    middle = np.mean([placement.points[key] for key in tied], axis=0)
    assert hypot(*(middle - [x, y])) < 120


def test_no_two_symbols_overlap(network, placement):
    radii = node_radii(network, placement.spacing)
    overlaps = [
        (one, other)
        for one, other in combinations(network.by_id, 2)
        if hypot(placement[one][0] - placement[other][0], placement[one][1] - placement[other][1])
        < radii[one] + radii[other]
    ]
    assert overlaps == []


def test_everything_stands_on_the_paper(network, placement):
    radii = node_radii(network, placement.spacing)
    for key in network.by_id:
        x, y = placement[key]
        assert radii[key] <= x <= placement.width - radii[key], key
        assert radii[key] <= y <= placement.height - radii[key], key


def test_those_without_a_tie_stand_in_rows_below_all_others_by_name(network, placement):
    alone = [key for key, others in network.neighbours.items() if not others]
    assert sorted(placement.alone) == alone
    lowest = max(y for _, y in placement.points.values())
    assert all(y > lowest for _, y in placement.alone.values())
    read = sorted(placement.alone, key=lambda key: placement.alone[key][::-1])
    names = [network.by_id[key].name.casefold() for key in read]
    assert names == sorted(names)


def test_the_isolated_strength_of_aldermere_is_not_lost():
    assert list(place(aldermere()).alone) == [MENDING_CIRCLE]


def test_nodes_of_a_place_stand_in_its_circle_and_circles_beside_each_other():
    network = aldermere()
    placement = place(network)
    for key, (x, y) in placement.points.items():
        room = placement.rooms[network.by_id[key].gathering]
        assert hypot(x - room.x, y - room.y) <= room.r
    named = [room for key, room in placement.rooms.items() if key]
    for one, other in combinations(named, 2):
        assert hypot(one.x - other.x, one.y - other.y) >= one.r + other.r


def test_places_that_know_where_they_lie_lie_as_on_the_map():
    rooms = place(aldermere()).rooms
    assert rooms["northmoor"].y < rooms["oldgate"].y < rooms["southmead"].y
    assert rooms["westway"].x < rooms["quayside"].x < rooms["harbour"].x


def test_parts_without_a_tie_between_them_stand_side_by_side():
    network = few([("a", "b"), ("b", "c"), ("a", "c"), ("x", "y"), ("y", "z")])
    placement = place(network)
    one = np.array([placement.points[key] for key in "abc"])
    other = np.array([placement.points[key] for key in "xyz"])
    apart_across = one[:, 0].max() < other[:, 0].min() or other[:, 0].max() < one[:, 0].min()
    apart_down = one[:, 1].max() < other[:, 1].min() or other[:, 1].max() < one[:, 1].min()
    assert apart_across or apart_down


def test_nodes_in_a_chain_stand_in_its_order():
    placement = place(few([("a", "b"), ("b", "c"), ("c", "d")]))
    across = [placement.points[key][0] for key in "abcd"]
    assert across in (sorted(across), sorted(across, reverse=True))


@given(
    pairs=st.lists(
        st.tuples(st.sampled_from("abcdefghij"), st.sampled_from("abcdefghij")).filter(
            lambda pair: pair[0] != pair[1]
        ),
        max_size=20,
    ),
    more=st.sets(st.sampled_from("klm")),
)
def test_every_small_network_is_placed_whole(pairs, more):
    network = few(pairs, more=more)
    placement = place(network)
    assert {*placement.points, *placement.alone} == set(network.by_id)
    assert all(np.isfinite(placement[key]).all() for key in network.by_id)
    assert place(network, previous=placement_of(placement.kept())) == placement


def test_an_empty_network_is_an_empty_sheet():
    placement = place(few([]))
    assert not placement.points
    assert placement.height > 0


def test_a_network_that_nobody_could_read_is_refused_with_a_way_out():
    nodes = tuple(NetworkNode(node_id=str(at), name="n", group="youth") for at in range(1001))
    with pytest.raises(TooManyToDraw) as refused:
        Network(nodes=nodes, ties=(), groups=GROUPS, families=FAMILIES)
    assert str(refused.value) == (
        "A drawing of 1001 nodes cannot be read; 1000 is the most. Draw one kind, one area or "
        "one organisation's neighbourhood instead."
    )
