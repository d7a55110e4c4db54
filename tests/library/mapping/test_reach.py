"""Reach: rows by name, gaps in words, small numbers that nothing depends on, nobody ranked."""

import numpy as np
import polars as pl
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from commonweal.core.errors import InvalidKnowledge
from commonweal.core.places import Area, AreaSet
from commonweal.core.tables import AREA_POINTS, TRAVEL_TIMES
from commonweal.mapping.reach import Wanted
from commonweal.mapping.reach.places import UnknownWord
from commonweal.mapping.reach.report import InvalidTravel
from commonweal.mapping.reach.starts import InvalidStart
from tests.factories.reach import AT_HARBOUR, AT_HILL, PACK, residents, square, three_towns, told


def sentences(report):
    return [gap.sentence for gap in report.gaps]


def figures(report, group=None):
    """Name → within, nearest in metres, access, of one audience."""
    return {
        row.name: (row.within, row.nearest and round(row.nearest), row.access)
        for row in report.rows
        if row.group == group
    }


def test_who_reaches_what_by_hand():
    report = told({**AT_HARBOUR, "capacity": 60.0}, {**AT_HILL, "capacity": 20.0})
    assert figures(report) == {
        "Harbour": (1, 0, pytest.approx(60 / 3000)),
        "Hill": (1, 0, pytest.approx(20 / 1000)),
        "Island": (0, 2224, 0.0),
    }
    assert sentences(report) == [
        "Island: nothing within 1.5 km for residents, whose number is not known. "
        "The nearest is 2.22 km away."
    ]


def test_with_a_wider_reach_all_of_them_share():
    report = told({**AT_HARBOUR, "capacity": 60.0}, {**AT_HILL, "capacity": 20.0}, within=2300)
    # Harbour's hall is asked by Harbour and Hill, Hill's by all three; the Island counts nobody.
    both = 60 / 4000 + 20 / 4000
    assert figures(report) == {
        "Harbour": (2, 0, pytest.approx(both)),
        "Hill": (2, 0, pytest.approx(both)),
        "Island": (1, 2224, pytest.approx(20 / 4000)),
    }
    assert report.gaps == ()


def test_rows_stand_by_name_and_nothing_else_orders_them():
    report = told({**AT_HILL, "capacity": 900.0})
    assert [row.name for row in report.rows] == ["Harbour", "Hill", "Island"]
    turned = AreaSet(tuple(reversed(three_towns().areas)))
    assert told({**AT_HILL, "capacity": 900.0}, areas=turned).rows == report.rows
    held = {key for row in report.as_answer()["areas"] for key in row}
    assert not {"rank", "score", "grade", "quantile", "index"} & held


def test_nothing_within_reach_says_for_how_many_of_whom_in_which_language():
    people = residents(
        ("h1", "anti-muslim", None, 3500),
        ("h1", "anti-muslim", "so", 3200),
        ("h2", "anti-muslim", "so", 50),
    )
    report = told(
        {**AT_HARBOUR, "languages": ["so"], "needs": ["advice"]},
        {**AT_HILL, "languages": ["en"], "needs": ["advice"]},
        residents=people,
        wanted=Wanted(need="advice", language="so", group="anti-muslim"),
        floor=10,
    )
    assert sentences(report)[2] == (
        "Hill: nothing that answers “advice” in the language “so” within 1.5 km for 3,200 people "
        "of the group “Muslims” who speak “so”. The nearest is 2.22 km away."
    )
    assert sentences(report)[0] == (
        "Hill: nothing that answers “advice” in the language “so” within 1.5 km for 1,000 residents"
        "; how many of them speak “so” is not known. The nearest is 2.22 km away."
    )


def test_the_majority_and_everybody_stand_beside_a_group():
    people = residents(("h1", "anti-jewish", None, 50), ("h1", "anti-black", None, 70))
    report = told(AT_HILL, residents=people, wanted=Wanted(group="anti-jewish"))
    assert {row.group for row in report.rows} == {None, "majority", "anti-jewish"}
    assert [n.code for n in report.notices] == ["majority-not-counted"]
    every = told(AT_HILL, residents=people)
    order = list(dict.fromkeys(row.group for row in every.rows))
    listed = [key for key in PACK.keys if key in {"majority", "anti-jewish", "anti-black"}]
    assert order == [None, *listed]


def test_a_group_reaches_what_serves_it_or_everybody():
    people = residents(("h1", "anti-black", None, 200), ("h1", "majority", None, 900))
    report = told(
        {**AT_HILL, "serves": ["anti-black"], "capacity": 10.0},
        {**AT_HILL, "capacity": 50.0},
        residents=people,
    )
    assert figures(report, "anti-black")["Hill"] == (2, 0, pytest.approx(10 / 200 + 50 / 1000))
    assert figures(report, "majority")["Hill"] == (1, 0, pytest.approx(50 / 1000))
    # All residents together: the sum of what is given out is the capacity.
    assert figures(report)["Hill"][2] * 1000 == pytest.approx(60)


def test_groups_that_overlap_are_never_more_than_live_there():
    people = residents(("h1", "anti-black", None, 700), ("h1", "anti-muslim", None, 600))
    both = {"serves": ["anti-black", "anti-muslim"], "capacity": 10.0}
    report = told({**AT_HILL, **both}, residents=people)
    assert figures(report, "anti-black")["Hill"][2] == pytest.approx(10 / 1000)


def test_where_the_size_of_a_group_is_not_known_everybody_is_reckoned_to_ask():
    report = told({**AT_HILL, "serves": ["anti-black"], "capacity": 10.0})
    assert figures(report)["Hill"][2] == pytest.approx(10 / 1000)
    assert any("groups whose size is not known" in caveat for caveat in report.caveats)


def test_a_group_that_nobody_lists_is_refused():
    with pytest.raises(InvalidKnowledge, match="“anti-muslin”, which is not a group"):
        told(AT_HILL, wanted=Wanted(group="anti-muslin"))


def test_a_group_of_the_file_that_is_not_in_the_list_is_told_by_its_key():
    report = told(AT_HILL, residents=residents(("h1", "students", None, 40)))
    assert {row.group_name for row in report.rows} >= {"students", "The majority"}
    assert report.notices[0].sentence == (
        "students: not in the city's list of groups, told by key."
    )


@given(small=st.integers(0, 9), other=st.integers(0, 9))
def test_nothing_in_the_public_view_depends_on_a_number_below_the_floor(small, other):
    def public(n):
        people = residents(("h1", "anti-roma", None, n), ("h1", "majority", None, 800))
        serving = {**AT_HILL, "serves": ["anti-roma"], "capacity": 5.0}
        return told(serving, AT_HARBOUR, residents=people, within=2300).as_answer()

    assert public(small) == public(other)
    row = next(r for r in public(small)["areas"] if (r["area"], r["group"]) == ("h1", "anti-roma"))
    assert (row["population"], row["population_is"]) == (None, "hidden")


def test_the_desk_sees_small_numbers_and_is_told_not_to_publish_them():
    people = residents(("h1", "anti-roma", None, 7))
    report = told({**AT_HARBOUR, "capacity": 1.0}, residents=people, floor=None)
    assert (
        "Hill: nothing within 1.5 km for 7 people of the group “Roma and Sinti”. "
        "The nearest is 2.22 km away." in sentences(report)
    )
    assert any("do not publish it" in caveat for caveat in report.caveats)


def test_in_public_the_same_gap_has_no_number():
    people = residents(("h1", "anti-roma", None, 7))
    report = told({**AT_HARBOUR, "capacity": 1.0}, residents=people)
    assert (
        "Hill: nothing within 1.5 km for people of the group “Roma and Sinti”, whose number is "
        "below the publishing floor or would give one away. The nearest is 2.22 km away."
        in sentences(report)
    )


def test_a_number_that_is_the_rest_of_the_others_is_hidden_with_the_small_one():
    groups = (("h1", "majority", None, 700), ("h1", "anti-black", None, 293))
    people = residents(*groups, ("h1", "anti-roma", None, 7))  # together the 1,000 of Hill
    hill = {r.group: r for r in told(AT_HILL, residents=people).rows if r.name == "Hill"}
    assert {g: r.population for g, r in hill.items() if r.population_is != "not-known"} == {
        None: 1000,
        "majority": 700,
        "anti-black": None,
        "anti-roma": None,
    }
    other = residents(*groups[:1], ("h1", "anti-black", None, 296), ("h1", "anti-roma", None, 4))
    again = {r.group: r for r in told(AT_HILL, residents=other).rows if r.name == "Hill"}
    assert again == hill


def test_speakers_who_are_nearly_all_of_their_group_are_hidden():
    people = residents(("h1", "anti-muslim", None, 100), ("h1", "anti-muslim", "so", 97))
    at = {**AT_HILL, "languages": ["so"]}
    report = told(at, residents=people, wanted=Wanted(language="so"))
    found = {r.name: r.population for r in report.rows if r.group == "anti-muslim"}
    assert found["Hill"] is None


def test_confidential_strengths_leave_no_trace():
    house = {**AT_HILL, "confidential": True, "name": "House", "needs": ["shelter"]}
    seen = told(AT_HARBOUR, {**house, "strength_id": "x", "capacity": 40.0})
    assert seen.as_answer() == told(AT_HARBOUR).as_answer()
    swapped = told(AT_HARBOUR, {**house, "strength_id": "x", "lat": 70.0, "capacity": -1.0})
    assert swapped.refused.is_empty()
    with pytest.raises(UnknownWord):
        told(AT_HARBOUR, {**house, "strength_id": "x"}, wanted=Wanted(need="shelter"))


def test_an_area_where_nobody_lives_has_no_access_and_no_gap():
    areas = AreaSet((square("a", "Docks", 0, 0, population=0), square("b", "Town", 1, 0)))
    desk = told({"lon": 1.0, "lat": 0.0}, areas=areas, floor=None)
    assert figures(desk)["Docks"] == (0, 111_195, None)
    assert desk.gaps == ()
    # In public none is a number below the floor like any other.
    public = told({"lon": 1.0, "lat": 0.0}, areas=areas)
    assert [gap.name for gap in public.gaps] == ["Docks"]


def test_a_city_of_one_area_and_one_place():
    areas = AreaSet((square("a", "Town", 0, 0, population=50),))
    report = told({**AT_HARBOUR, "capacity": 5.0}, areas=areas)
    assert figures(report) == {"Town": (1, 0, pytest.approx(0.1))}


def test_an_area_of_islands_stands_in_a_point_on_one_of_them():
    shape = shapely.union(square("a", "", 0, 0).geometry, square("b", "", 0.1, 0).geometry)
    areas = AreaSet((Area(area="a", name="Islands", geometry=shape, population=50),))
    report = told({"lon": 0.05, "lat": 0.0}, areas=areas, within=500)
    assert report.rows[0].within == 0  # the middle between them is water


def test_points_of_the_city_give_the_share_of_people_without_anything():
    points = pl.DataFrame(
        [("h2", 0.0, 0.0, 1.0), ("h2", 0.0, -0.02, 3.0)], schema=AREA_POINTS.schema, orient="row"
    )
    report = told(AT_HARBOUR, points=points, within=1500)
    harbour = report.rows[0]
    assert (harbour.within, harbour.without, round(harbour.nearest)) == (1, 0.75, 2224)
    assert sentences(report)[0] == (
        "Harbour: nothing within 1.5 km for about 2,200 of 3,000 residents. "
        "Half of them all have 2.22 km to the nearest."
    )


def test_a_grid_spreads_residents_evenly():
    wide = AreaSet((square("a", "Wide", 0, 0, side=0.1, population=10_000),))
    report = told(AT_HARBOUR, areas=wide, spread_m=200, within=2000)
    across = 0.1 * 111_319.5
    assert report.rows[0].without == pytest.approx(1 - np.pi * 2000**2 / across**2, abs=0.01)
    one = told({"lon": 0.04, "lat": 0.0}, areas=wide, within=2000)
    assert one.gaps[0].sentence == (
        "Wide: nothing within 2 km of the point that stands for 10,000 residents. "
        "The nearest is 4.45 km away."
    )


def test_an_area_between_the_points_of_its_grid_stands_in_its_own_point():
    report = told(AT_HARBOUR, spread_m=50_000)
    assert report.rows[0].within == 1


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"spread_m": 0.0}, "A grid with 0 metres between its points cannot be drawn."),
        ({"spread_m": 1.0}, "A grid of 1 m over Harbour has more than 200,000 points."),
        (
            {"points": pl.DataFrame([("x", 0.0, 0.0, 1.0)], AREA_POINTS.schema, orient="row")},
            "The points name “x” with the weight 1.",
        ),
        (
            {
                "points": pl.DataFrame([("h1", 0.0, 0.0, 1.0)], AREA_POINTS.schema, orient="row"),
                "spread_m": 100.0,
            },
            "Points were given, and a grid was asked for as well.",
        ),
    ],
)
def test_points_that_cannot_be_used_are_refused(more, message):
    with pytest.raises(InvalidStart) as refused:
        told(AT_HARBOUR, **more)
    assert refused.value.message == message


def times(*rows):
    return pl.DataFrame(list(rows), schema=TRAVEL_TIMES.schema, orient="row")


def test_travel_times_say_what_is_reached():
    travel = times(("h2", "s1", 12.0), ("h1", "s1", 25.0), ("h9", "s1", 1.0))
    report = told({"capacity": 60.0}, travel=travel, within=20)
    assert [(r.name, r.within, r.nearest) for r in report.rows] == [
        ("Harbour", 1, 12.0),
        ("Hill", 0, 25.0),
        ("Island", 0, None),
    ]
    assert sentences(report) == [
        "Hill: nothing within 20 minutes for 1,000 residents. The nearest is 25 minutes away.",
        "Island: nothing within 20 minutes for residents, whose number is not known. "
        "There is none in the list.",
    ]
    assert report.notices[0].sentence == (
        "Left out because they lead from or to something that is not among these areas and "
        "strengths: 1 travel time."
    )
    assert report.as_answer()["areas"][1]["nearest_minutes"] == 25.0


def test_travel_times_from_nowhere_or_from_a_grid_are_refused():
    with pytest.raises(InvalidTravel, match="No origin of the travel times is an area here"):
        told(AT_HARBOUR, travel=times(("Hill", "s1", 3.0)), within=20)
    with pytest.raises(InvalidTravel, match="the areas were given several points"):
        told(AT_HARBOUR, travel=times(("h1", "s1", 3.0)), within=20, spread_m=200)


def test_strengths_without_a_capacity_count_as_one_and_this_is_said():
    report = told(AT_HARBOUR)
    assert figures(report)["Harbour"][2] == pytest.approx(1 / 3000)
    assert "No strength says how many people it can take; each counts as one." in report.caveats
    mixed = told(AT_HARBOUR, {**AT_HARBOUR, "capacity": 30.0})
    assert any(
        caveat.startswith("Of 2 strengths, 1 without a capacity") for caveat in mixed.caveats
    )


def test_every_answer_says_what_straight_lines_ignore():
    assert "they ignore rivers, railways and hills" in told(AT_HARBOUR).caveats[0]
