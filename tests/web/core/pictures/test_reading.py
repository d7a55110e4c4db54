"""Where the arrow keys lead on a map."""

from workbench.core.pictures.reading import arrow_moves

#  a b
#  c d      e
POINTS = {"a": (0.0, 0.0), "b": (10.0, 0.0), "c": (0.0, 10.0), "d": (10.0, 10.0), "e": (60.0, 12.0)}
BORDERS = {"a": ("b", "c", "d"), "b": ("a", "c", "d"), "c": ("a", "b", "d"), "d": ("a", "b", "c")}


def test_an_arrow_leads_to_the_neighbour_on_that_side():
    moves = arrow_moves(POINTS, BORDERS)
    assert moves["a"] == {"right": "b", "down": "c"}
    assert moves["d"] == {"up": "b", "left": "c", "right": "e"}


def test_an_island_can_be_left():
    assert arrow_moves(POINTS, BORDERS)["e"]["left"] == "d"


def test_a_key_at_the_rim_leads_nowhere():
    assert "up" not in arrow_moves(POINTS, BORDERS)["a"]


def test_a_neighbour_comes_before_a_nearer_area_that_does_not_touch():
    points = {"a": (0.0, 0.0), "near": (5.0, 0.0), "touching": (20.0, 0.0)}
    assert arrow_moves(points, {"a": ("touching",)})["a"]["right"] == "touching"


def test_neighbours_that_are_not_on_the_map_are_passed_over():
    assert arrow_moves({"a": (0.0, 0.0)}, {"a": ("elsewhere",)}) == {"a": {}}
