"""Causal maps: who drew what is kept, opposite signs are listed, nothing is averaged."""

import json

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.core.errors import UnreadableFile
from commonweal.core.raw import AT, PROBLEM
from commonweal.core.tables import ARROWS
from commonweal.files.arrows import read_map
from commonweal.weighing.causal import loops, merged, read_arrows


def arrows_of(*rows: tuple[str, str, str, float] | tuple[str, str, str, float, int]):
    """Arrows as (drawer, source, target, weight, delay)."""
    told = [
        {
            "drawer": row[0],
            "source": row[1],
            "target": row[2],
            "weight": row[3],
            "delay_quarters": row[4] if len(row) > 4 else 0,
            "sureness": None,
        }
        for row in rows
    ]
    return pl.DataFrame(told, schema=ARROWS.schema)


def test_opposite_signs_are_listed_and_both_kept():
    laid = merged(arrows_of(("Ana", "rent", "isolation", 0.8), ("Ben", "rent", "isolation", -0.2)))
    (link,) = laid.opposed
    assert (link.more, link.less) == (("Ana",), ("Ben",))
    assert [one.weight for one in link.drawn] == [0.8, -0.2]


def test_who_drew_both_nodes_and_no_arrow_saw_no_link():
    laid = merged(
        arrows_of(
            ("Ana", "rent", "isolation", 0.8),
            ("Ben", "rent", "moving", 1.0),
            ("Ben", "isolation", "moving", 0.5),
            ("Caz", "rent", "moving", 0.5),
        )
    )
    link = next(one for one in laid.links if (one.source, one.target) == ("rent", "isolation"))
    assert link.left_out == ("Ben",)


def test_one_node_whatever_its_capitals():
    laid = merged(arrows_of(("Ana", "Rent", "isolation", 1.0), ("Ben", "rent", "Isolation", 0.5)))
    assert set(laid.nodes) == {"Rent", "isolation"}
    assert len(laid.links) == 1


@given(st.permutations(["Ana", "Ben", "Caz"]))
def test_the_order_of_maps_changes_nothing(order):
    weights = {"Ana": 0.5, "Ben": -0.5, "Caz": 1.0}
    laid = merged(arrows_of(*((who, "rent", "isolation", weights[who]) for who in order)))
    assert [one.drawer for one in laid.links[0].drawn] == ["Ana", "Ben", "Caz"]


def test_circles_are_told_with_their_direction_and_delay():
    laid = merged(
        arrows_of(
            ("Ana", "rent", "moving", 0.5, 1),
            ("Ana", "moving", "isolation", 0.5, 2),
            ("Ana", "isolation", "rent", -0.5, 0),
        )
    )
    (loop,) = loops(laid)
    assert set(loop.nodes) == {"rent", "moving", "isolation"}
    assert (loop.grows, loop.delay_quarters) == (False, 3)
    assert loop.sentence.endswith("a change is held back, after 3 quarters.")


def test_a_circle_without_delay_is_told():
    laid = merged(arrows_of(("Ana", "a", "b", 0.5), ("Ana", "b", "a", 0.5)))
    (loop,) = loops(laid)
    assert loop.sentence == "a → b → a: a change feeds itself, without delay."


def test_the_direction_of_a_circle_with_a_disputed_sign_is_not_told():
    laid = merged(
        arrows_of(("Ana", "a", "b", 0.5), ("Ben", "a", "b", -0.5), ("Ana", "b", "a", 0.5))
    )
    assert loops(laid)[0].grows is None


def test_four_hundred_nodes_are_told_and_kept():
    laid = merged(arrows_of(*(("Ana", f"n{n}", f"n{n + 1}", 0.5) for n in range(400))))
    assert len(laid.nodes) == 401
    assert laid.notices[0].startswith("401 nodes are more than people can talk about")


def test_a_dense_map_gives_its_shortest_circles_and_ends():
    rows = [("Ana", f"n{a}", f"n{b}", 0.5) for a in range(12) for b in range(12) if a != b]
    found = loops(merged(arrows_of(*rows)))
    assert len(found) == 200
    assert len(found[0].nodes) == 2


GOOD = {"source": "rent", "target": "isolation", "weight": "0.5"}


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"weight": "1.5"}, "bad-weight"),
        ({"weight": "nan"}, "bad-weight"),
        ({"weight": "0"}, "bad-weight"),
        ({"weight": ""}, "bad-weight"),
        ({"target": "RENT "}, "self-arrow"),
        ({"source": ""}, "empty"),
        ({"delay_quarters": "-1"}, "bad-delay-quarters"),
        ({"delay_quarters": "40"}, "bad-delay-quarters"),
        ({"sureness": "²"}, "bad-sureness"),
        ({}, "drawn-twice"),
        ({PROBLEM: "too-few-cells", AT: "source"}, "too-few-cells"),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_with_its_reason(cells, code):
    read = read_arrows([(2, GOOD), (3, {**GOOD, **cells})], drawer="Ana")
    assert read.arrows.height == 1
    (refused,) = read.refused.to_dicts()
    assert (refused["row"], refused["code"]) == (3, code)
    assert refused["remedy"]


def test_signs_may_be_drawn_as_signs():
    rows = [(2, {**GOOD, "weight": "--"}), (3, {**GOOD, "target": "moving", "weight": "+"})]
    assert read_arrows(rows, drawer="Ana").arrows["weight"].to_list() == [-1.0, 0.5]


def test_a_matrix_of_weights_is_read(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text(",rent,isolation\nrent,0,0.5\nisolation,-0.25,\n", encoding="utf-8")
    read = read_arrows(read_map(path), drawer="table")
    told = read.arrows.select("source", "target", "weight").rows()
    assert told == [("rent", "isolation", 0.5), ("isolation", "rent", -0.25)]


def test_a_map_of_kumu_is_read(tmp_path):
    path = tmp_path / "ana.json"
    blueprint = {
        "elements": [{"id": "e1", "label": "rent"}, {"id": "e2", "label": "isolation"}],
        "connections": [{"from": "e1", "to": "e2", "weight": -0.5, "delay_quarters": 2}],
    }
    path.write_text(json.dumps(blueprint), encoding="utf-8")
    (row,) = read_arrows(read_map(path), drawer="ana").arrows.to_dicts()
    assert (row["source"], row["target"], row["weight"]) == ("rent", "isolation", -0.5)
    assert (row["drawer"], row["delay_quarters"]) == ("ana", 2)


def test_a_table_that_is_no_map_is_refused_with_what_it_lacks(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("from,to\na,b\n", encoding="utf-8")
    with pytest.raises(UnreadableFile, match=r"^x\.csv is no causal map: it lacks"):
        read_map(path)
