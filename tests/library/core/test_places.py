"""Areas: levels, sizes, who lies where, neighbours, outlines for drawing."""

import math

import numpy as np
import polars as pl
import pytest
import shapely

from commonweal.core.errors import InvalidAreas
from commonweal.core.measure import size_km2
from commonweal.core.places import Area, AreaSet
from commonweal.core.tables import AREAS


def box(area, west, south, east, north, **facts):
    return Area(
        **{"area": area, "name": f"Area {area}", "geometry": shapely.box(west, south, east, north)}
        | facts
    )


WEST, EAST = box("w", 4.0, 51.0, 4.1, 51.1), box("e", 4.1, 51.0, 4.2, 51.1)
TWO = AreaSet((WEST, EAST))
LEVELS = AreaSet(
    (
        box("n1", 4.0, 51.0, 4.1, 51.1, level="neighbourhood", parent="city"),
        box("n2", 4.1, 51.0, 4.2, 51.1, level="neighbourhood", parent="city", population=9),
        box("city", 4.0, 51.0, 4.2, 51.1, level="city"),
    )
)


def test_the_table_of_areas_keeps_its_contract():
    table = AREAS.check(LEVELS.table)
    assert table.rows()[1] == ("n2", "Area n2", "neighbourhood", "city", 9)
    assert table["population"].to_list() == [None, 9, None]


def test_levels_run_from_the_coarsest_to_the_finest_by_size():
    assert LEVELS.levels == ("city", "neighbourhood")
    assert LEVELS.finest == "neighbourhood"
    assert [area.area for area in LEVELS.at_level("city")] == ["city"]


def test_an_unknown_level_is_answered_with_the_levels():
    with pytest.raises(InvalidAreas) as refused:
        LEVELS.at_level("neighborhood")
    assert str(refused.value) == (
        "There is no level “neighborhood”. The levels are neighbourhood, city."
    )


def test_an_unknown_area_is_answered_with_the_nearest():
    with pytest.raises(InvalidAreas) as refused:
        LEVELS.get("n3")
    assert str(refused.value) == "There is no area “n3”. The nearest ids are n1, n2, city."


def test_an_id_that_stands_twice_is_refused():
    with pytest.raises(InvalidAreas) as refused:
        AreaSet((WEST, EAST, WEST))
    assert str(refused.value) == (
        "The area id w stands more than once. "
        "Choose an id field whose values differ in every area, on every level, "
        "or put a prefix before the ids of one level (--id-prefix)."
    )


def test_no_areas_at_all_are_refused():
    with pytest.raises(InvalidAreas) as refused:
        AreaSet(())
    assert str(refused.value) == "There are no areas. Give a file with at least one polygon."


@pytest.mark.parametrize(
    ("parent", "wrong"), [("x", "is not an area of this city"), ("e", "is on the same level")]
)
def test_a_parent_stands_one_level_up_in_the_same_city(parent, wrong):
    with pytest.raises(InvalidAreas) as refused:
        AreaSet((box("w", 4.0, 51.0, 4.1, 51.1, parent=parent), EAST))
    assert str(refused.value) == (
        f"The area w (Area w) lies in “{parent}”, which {wrong}. "
        "Give the level above as well, or leave the parent out."
    )


def test_points_are_located_on_the_finest_level():
    assert LEVELS.locate([4.05, 4.15, 5.0], [51.05, 51.05, 51.05]) == ["n1", "n2", None]


def test_points_may_be_located_on_a_chosen_level():
    assert LEVELS.locate([4.05], [51.05], level="city") == ["city"]


def test_a_point_on_a_shared_border_belongs_to_the_first_area_in_id_order():
    border = ([4.1, 4.1], [51.05, 51.0])
    assert TWO.locate(*border) == ["e", "e"]
    assert AreaSet((EAST, WEST)).locate(*border) == ["e", "e"]


def test_a_point_on_the_outer_border_lies_inside():
    assert TWO.locate([4.0], [51.0]) == ["w"]


def test_a_missing_coordinate_lies_nowhere():
    assert TWO.locate([math.nan, 4.05], [51.05, math.nan]) == [None, None]


def test_a_point_in_a_hole_lies_outside():
    ring = shapely.box(4, 51, 5, 52) - shapely.box(4.4, 51.4, 4.6, 51.6)
    areas = AreaSet((Area(area="a", name="A", geometry=ring),))
    assert areas.locate([4.5, 4.2], [51.5, 51.5]) == [None, "a"]


def test_locating_agrees_with_asking_each_polygon_one_by_one():
    rng = np.random.default_rng(3)
    lon, lat = rng.uniform(3.9, 4.3, 500), rng.uniform(50.9, 51.2, 500)
    one_by_one = [
        next((a.area for a in (EAST, WEST) if a.geometry.intersects(shapely.Point(x, y))), None)
        for x, y in zip(lon, lat, strict=True)
    ]
    assert TWO.locate(lon, lat) == one_by_one


def test_neighbours_touch_or_lie_within_a_streets_width_on_their_own_level():
    gap = 10 / 70_000  # about ten metres at 51° north
    near = AreaSet((WEST, box("e", 4.1 + gap, 51.0, 4.2, 51.1), box("far", 4.3, 51.0, 4.4, 51.1)))
    assert near.neighbours() == {"w": ("e",), "e": ("w",), "far": ()}
    assert near.neighbours(gap_m=1.0)["w"] == ()
    assert LEVELS.neighbours()["city"] == ()


def test_bounds_are_west_south_east_north():
    assert TWO.bounds == (4.0, 51.0, 4.2, 51.1)


def test_size_is_that_of_the_ellipsoid():
    # The whole WGS84 ellipsoid: 510,065,622 km² (NIMA TR8350.2, table 3.4 and the authalic sphere)
    whole = float(size_km2(shapely.box(-180, -90, 180, 90)))
    assert whole == pytest.approx(510_065_621.7, rel=1e-9)


def test_a_degree_is_worth_half_as_much_at_sixty_degrees_north():
    sizes = size_km2([shapely.box(0, -0.5, 1, 0.5), shapely.box(0, 59.5, 1, 60.5)])
    assert sizes[1] / sizes[0] == pytest.approx(0.5, rel=0.02)


def wavy_pair():
    """Two areas whose shared border is a wave of 200 points."""
    y = np.linspace(51.0, 51.1, 200)
    wave = np.column_stack([4.1 + 0.004 * np.sin(y * 3000), y])
    west = [(4.0, 51.1), (4.0, 51.0), *wave.tolist()]
    east = [(4.2, 51.0), (4.2, 51.1), *wave[::-1].tolist()]
    return AreaSet(
        tuple(
            Area(area=area, name=area, geometry=shapely.Polygon(ring))
            for area, ring in (("w", west), ("e", east))
        )
    )


def test_simplified_outlines_have_fewer_points_and_no_gap_between_neighbours():
    full = wavy_pair()
    simple = full.simplified(300)
    assert shapely.get_num_coordinates(simple.geometries).sum() < 50
    assert shapely.coverage_is_valid(simple.geometries)
    assert shapely.union_all(simple.geometries).area == pytest.approx(0.02, rel=1e-9)


def test_simplifying_changes_nothing_but_the_outline():
    full = wavy_pair()
    assert full.simplified(200).table.equals(full.table)


def test_an_area_is_never_simplified_away():
    small = AreaSet((box("dot", 4.0, 51.0, 4.0005, 51.0005), box("big", 4.1, 51.0, 4.2, 51.1)))
    simple = small.simplified(5_000)
    assert not shapely.is_empty(simple.geometries).any()
    assert shapely.is_valid(simple.geometries).all()


def test_the_table_has_one_row_for_each_area_in_file_order():
    assert TWO.table["area"].to_list() == ["w", "e"] == list(TWO.ids)
    assert TWO.table.schema["population"] == pl.Int64
