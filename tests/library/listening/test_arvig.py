"""The German chronicle through its profile: town centres are no districts."""

import pytest

from commonweal.listening.incidents import summary
from tests.factories.tables import coded, shipped, two_squares

pytestmark = pytest.mark.shared_data
FILE = "incidents/germany_arvig_2014_2017.csv.gz"


@pytest.fixture(scope="module")
def arvig(shared_data):
    return coded(shared_data / FILE, shipped("arvig"), areas=two_squares())


def test_events_are_counted_by_kind_and_year(arvig):
    facts = summary(arvig)
    assert (facts["rows"], facts["incidents"], facts["refused_count"]) == (6918, 6918, 0)
    assert facts["by_year"] == {"2014": 493, "2015": 1539, "2016": 3998, "2017": 888}
    # README of the data: arson 296, assault 1,004, demonstration 541; 2, 12 and 2 more are mixed.
    kinds = facts["by_kind"]
    assert (kinds["arson"], kinds["assault"], kinds["demonstration"]) == (298, 1016, 543)
    assert facts["by_group"] == {"anti-refugee": 6918}


def test_a_town_centre_is_city_known_area_unknown(arvig):
    incidents = arvig.incidents
    assert incidents["place"].unique().to_list() == ["city"]
    for column in ("area", "lat", "lon"):
        assert incidents[column].null_count() == 6918
    assert [one.sentence for one in arvig.notices] == [
        "The point of 6,918 events is the centre of a town, not an address: kept as "
        "“city known, area unknown”, in no district."
    ]


def test_events_without_an_identifier_get_a_stable_one(arvig):
    ids = arvig.incidents["incident_id"]
    assert ids.is_unique().all()
    assert ids[0] == "2014-01-01|110000000000|miscellaneous attack"
    assert ids.str.ends_with("|2").any()


def test_descriptions_are_never_carried(arvig):
    longest = max(arvig.incidents["incident_id"].str.len_chars())
    assert longest < 80
    assert not any("http" in one for one in arvig.incidents["incident_id"])
