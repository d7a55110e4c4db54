"""Which strengths are reckoned with: the rest is refused with row and remedy, or told of."""

import pytest

from commonweal.core.places import AreaSet
from commonweal.mapping.reach import Wanted
from commonweal.mapping.reach.places import NoPlaces, UnknownWord
from tests.factories.reach import AT_HARBOUR, AT_HILL, square, strengths, told


def test_the_swapped_and_the_lost_are_refused_with_row_and_remedy_and_the_rest_is_used():
    table = strengths(
        AT_HARBOUR,
        {"lon": 0.0, "lat": 40.0},
        {"lon": None, "lat": 0.0},
        {"lon": 190.0, "lat": 0.0},
        {**AT_HILL, "capacity": -2.0},
        {**AT_HILL, "strength_id": "s1"},
        {},
    )
    report = told(table, rows=[2, 3, 5, 8, 13, 21, 34], columns={"lat": "latitude"})
    assert report.places == 1
    assert report.refused.select("row", "column", "code").rows() == [
        (3, "latitude", "outside-city"),
        (5, "lon", "no-longitude"),
        (8, "latitude", "not-degrees"),
        (13, "capacity", "no-capacity"),
        (21, "strength_id", "twice"),
    ]
    assert all(report.refused["remedy"])
    assert report.notices[0].sentence.endswith("reckoned to reach them: 1 strength.")


def test_exchanged_coordinates_are_recognised():
    north = AreaSet((square("a", "Town", -0.1, 51.5, population=9000),))
    table = strengths({"lon": -0.1, "lat": 51.5}, {"lon": 51.5, "lat": -0.1}, {"lon": 0, "lat": 0})
    refused = told(table, areas=north).refused
    assert refused["code"].to_list() == ["coordinates-swapped", "outside-city"]
    assert refused["value"].to_list() == ["-0.1, 51.5", "0, 0"]
    assert refused["reason"][0] == (
        "The point lies outside the city; with latitude and longitude exchanged it would lie "
        "inside."
    )
    assert "0, 0 is what is left where an address was not found" in refused["reason"][1]


def test_where_no_strength_can_be_placed_nothing_is_told():
    north = AreaSet((square("a", "Town", -0.1, 51.5),))
    with pytest.raises(NoPlaces) as refused:
        told({"lon": 51.5, "lat": -0.1}, areas=north)
    assert refused.value.message.startswith(
        "No strength of the 1 here can be reached from the city. The first is row 2, column lat "
        "“-0.1, 51.5”: The point lies outside the city;"
    )
    with pytest.raises(NoPlaces, match="No strength of the 1 here has a point on the map"):
        told({"name": "Fund"})


def test_a_list_of_nothing_and_a_list_of_confidential_places_are_refused_alike():
    said = []
    for table in (strengths().head(0), strengths({**AT_HILL, "confidential": True})):
        with pytest.raises(NoPlaces) as refused:
            told(table)
        said.append((refused.value.message, refused.value.remedy, refused.value.fields))
    assert said[0] == said[1]
    assert said[0][0] == "There is no strength to reckon with."


def test_a_place_just_outside_the_city_is_reckoned_with():
    areas = AreaSet((square("a", "Town", 0, 0, population=100),))
    report = told({"lon": 0.012, "lat": 0.0}, areas=areas)
    assert report.rows[0].within == 1


def test_a_word_that_no_strength_has_is_refused_with_the_nearest():
    with pytest.raises(UnknownWord) as refused:
        told({**AT_HILL, "needs": ["advice"]}, wanted=Wanted(need="advise"))
    assert refused.value.message == "No strength here has “advise” among its needs."
    assert refused.value.remedy == "There are: advice."


def test_what_is_not_said_is_not_assumed_and_told():
    report = told({**AT_HILL, "languages": ["so"]}, AT_HARBOUR, wanted=Wanted(language="so"))
    assert report.places == 1
    assert report.notices[0].sentence == (
        "Not counted here because they do not say which languages they speak: 1 strength."
    )


def test_one_name_at_one_point_twice_is_noticed():
    hall = {**AT_HILL, "name": "Hall"}
    report = told(hall, {**hall, "name": "HALL"})
    assert report.places == 2
    assert report.notices[0].code == "same-name-same-point"
