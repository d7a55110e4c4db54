"""Two days of a network side by side, other objectives, and what is found again."""

import numpy as np
import polars as pl
import pytest

from commonweal.mapping.network.bands import found_again
from commonweal.mapping.network.days import between, standing_on
from commonweal.mapping.network.gaps import isolates
from commonweal.mapping.network.graph import graph_of
from commonweal.mapping.network.measures import articulation_points
from commonweal.mapping.network.worth import Objective, ties_worth_making
from tests.library.mapping.test_network import random_graph, ties_of

TIES = pl.concat(
    [
        ties_of(("a", "b"), since="2023-05"),
        ties_of(("c", "b"), since="2025"),
        ties_of(("c", "d"), since="2022", until="2024-06-01", state="ended"),
        ties_of(("a", "d"), state="declined"),
    ]
)


def test_two_days_side_by_side_say_which_ties_came_and_which_went():
    change = between(TIES, "2024-01-01", "2026-01-01")
    assert (change.first, change.second) == ("2024-01-01", "2026-01-01")
    assert (change.gained, change.lost, change.unchanged) == ((("b", "c"),), (("c", "d"),), 1)


def test_a_day_and_now_stand_side_by_side_whatever_their_order():
    change = between(TIES, None, "2024-01-01")
    assert (change.first, change.second, change.unchanged) == ("2024-01-01", "now", 1)


def test_a_declined_tie_stood_on_no_day():
    standing = standing_on(TIES, "2026-01-01").filter(pl.col("state") == "stands")
    assert ("a", "d") not in standing.select("source", "target").rows()


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        (Objective(beside=0, group=0), "would know somebody at all"),
        (Objective(anybody=0, group=0), "would know somebody in"),
        (Objective(anybody=0, beside=0), "would know somebody of"),
    ],
    ids=["anybody", "beside", "group"],
)
def test_the_first_tie_covers_what_the_objective_counts(counts, words):
    nodes = pl.DataFrame(
        {"id": list("abcdef"), "group": list("xxyyzz"), "area": ["p", "q", "p", "q", "r", "r"]}
    )
    graph = graph_of(nodes, ties_of(("a", "b"), ("c", "d")))
    (first,) = ties_worth_making(graph, most=1, counts=counts)
    assert any(words in change.sentence for change in first.changes)


def test_ties_of_one_node_only_name_it_each_time():
    listed = ties_worth_making(random_graph(4), most=5, of="n7")
    assert listed
    assert all("n7" in (one.one, one.other) for one in listed)


def test_what_is_found_again_is_a_share_of_the_networks_drawn():
    graph = random_graph(5)
    again = found_again(graph, np.random.default_rng(1), articulation_points, rate=0.2, resamples=9)
    assert set((again * 9).round(6) % 1) == {0.0}
    assert 0 <= again.min() <= again.max() <= 1


def test_whoever_stands_alone_is_found_again_unless_a_tie_was_missed():
    nodes = pl.DataFrame({"id": [f"n{at}" for at in range(40)]})
    graph = graph_of(nodes, ties_of(*[(f"n{at}", f"n{at + 1}") for at in range(38)]))
    again = found_again(graph, np.random.default_rng(1), isolates, rate=0.1, resamples=200)
    assert 0.6 < again[39] < 0.99
    assert again[20] < 0.1
