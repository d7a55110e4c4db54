"""Where an incident was: named areas, points, and points that are less than they seem."""

import pytest

from tests.factories.tables import coded, profile, refused_by_code, two_squares


@pytest.fixture
def town(tmp_path):
    def write(*rows, header="id,day,where"):
        path = tmp_path / "town.csv"
        path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        return path

    return write


def named(**areas):
    return profile(columns={"incident_id": "id", "area": "where"}, areas=areas)


def addressed(meaning="address"):
    return profile(
        source={"kind": "points"}, points={"lat": "lat", "lon": "lon", "meaning": meaning}
    )


def points(*pairs):
    return [f"{n},2021,{lon},{lat}" for n, (lon, lat) in enumerate(pairs)]


def places(of):
    return of.incidents.select("area", "place").rows()


@pytest.mark.parametrize("text", ["1", "1.0", "001", " 1 ", "West End", "west-end", "Old West"])
def test_an_area_is_known_by_id_name_spelling_or_alias(town, text):
    how = named(aliases={"old west": "1"})
    assert places(coded(town(f"1,2021,{text}"), how, areas=two_squares())) == [("1", "area")]


def test_an_unknown_area_is_refused_with_the_nearest(town):
    of = coded(town("1,2021,12"), named(), areas=two_squares())
    assert of.refused.row(0, named=True) == {
        "row": 2,
        "column": "where",
        "value": "12",
        "code": "unknown-area",
        "reason": "This is none of the city's areas.",
        "remedy": "The nearest areas are 1, 2. Correct the name, or give it an alias under "
        "[areas.aliases] of the profile.",
    }


def test_a_blank_area_is_city_known_area_unknown(town):
    of = coded(town("1,2021,"), named(), areas=two_squares())
    assert places(of) == [(None, "city")]
    assert [one.sentence for one in of.notices] == [
        "No area is given in 1 row; kept as “city known, area unknown”."
    ]


def test_an_area_that_the_profile_keeps_out_is_refused_even_without_outlines(town):
    of = coded(
        town("1,2021,Harbour police", "2,2021,West"), named(refuse={"HARBOUR POLICE": "No area."})
    )
    assert of.refused.select("code", "reason").rows() == [("refused-area", "No area.")]
    assert places(of) == [("West", "area")]


def test_points_are_placed_in_areas(town):
    path = town(*points((0.5, 0.5), (1.5, 0.5), (1.6, 0.5)), header="id,day,lon,lat")
    of = coded(path, addressed(), areas=two_squares())
    assert places(of) == [("1", "area"), ("2", "area"), ("2", "area")]
    assert of.incidents["lon"].to_list() == [0.5, 1.5, 1.6]


def test_points_outside_every_area_and_impossible_ones_are_refused(town):
    path = town(
        *points((9, 0.5), (0.5, 91), ("x", 0.5), ("", 0.5), ("", "")), header="id,day,lon,lat"
    )
    of = coded(path, addressed(), areas=two_squares())
    assert refused_by_code(of) == {
        "outside-areas": [2],
        "not-a-coordinate": [3, 4],
        "half-a-point": [5],
    }
    assert places(of) == [(None, "city")]


def test_without_outlines_a_point_has_no_area_yet(town):
    of = coded(town(*points((0.5, 0.5)), header="id,day,lon,lat"), addressed())
    assert places(of) == [(None, "unknown")]
    assert [one.sentence for one in of.notices] == [
        "No outlines were given, so 1 point could not be placed in an area."
    ]


def test_a_centroid_never_becomes_a_district(town):
    path = town(*points((0.5, 0.5), (1.5, 0.5)), header="id,day,lon,lat")
    of = coded(path, addressed("centroid"), areas=two_squares())
    assert places(of) == [(None, "city"), (None, "city")]
    assert of.incidents["lon"].null_count() == 2


def test_a_point_shared_by_more_than_a_tenth_of_the_events_is_flagged(town):
    spread = [(0.01 * n, 0.5) for n in range(1, 27)]
    path = town(*points(*[(1.5, 0.5)] * 3, *spread), header="id,day,lon,lat")  # 3 of 29
    of = coded(path, addressed(), areas=two_squares())
    assert places(of)[:4] == [(None, "city")] * 3 + [("1", "area")]
    assert of.incidents["lon"].null_count() == 3
    assert [one.sentence for one in of.notices] == [
        "1 point carries 3 of 29 events, each more than a tenth: a stand-in, not an address. "
        "These events are kept as “city known, area unknown”."
    ]


def test_a_tenth_is_not_more_than_a_tenth_and_two_events_are_no_pattern(town):
    spread = [(0.01 * n, 0.5) for n in range(1, 28)]
    path = town(*points(*[(1.5, 0.5)] * 3, *spread), header="id,day,lon,lat")  # 3 of 30
    assert coded(path, addressed(), areas=two_squares()).incidents["area"].null_count() == 0
    path = town(*points((1.5, 0.5), (1.5, 0.5)), header="id,day,lon,lat")  # 2 of 2
    assert coded(path, addressed(), areas=two_squares()).incidents["area"].null_count() == 0
