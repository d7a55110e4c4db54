"""Reach on its page: gaps by area in sentences, the same for everybody, and nothing ranked."""

import json

import pytest

from tests.factories import mapping as made
from workbench.core.city import current_city
from workbench.mapping import reaching
from workbench.mapping.pages.reach import far_words, reach_page
from workbench.mapping.reaching import Asked, reach_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def city(another_city):
    return another_city()


def centre(city, area):
    point = city.areas().get(area).geometry.representative_point()
    return {"lat": point.y, "lon": point.x, "area": area}


@pytest.fixture
def hall(city):
    """The one strength with a point: a hall in the north-west."""
    return made.a_strength(name="Hall", kind="library", languages=["so"], **centre(city, "NW"))


def gaps(**given):
    return {area.name: area.sentences for area in reach_page(given).gaps}


def test_areas_with_nothing_near_are_told_by_name_in_sentences(hall, city):
    page = reach_page({"within": "500"})
    names = [area.name for area in page.gaps]
    assert names == sorted(names)
    everywhere = " ".join(said for area in page.gaps for said in area.sentences)
    assert "Nothing within 500 m for " in everywhere
    assert "The nearest is " in everywhere


def test_where_the_city_knows_how_many_live_there_they_are_counted(hall, city):
    said = " ".join(one for area in gaps(within="500").values() for one in area)
    assert "residents" in said


def test_without_populations_each_area_counts_as_one(hall, city):
    path = city.folder / "areas.geojson"
    outlines = json.loads(path.read_text())
    for one in outlines["features"]:
        one["properties"].pop("population", None)
    path.write_text(json.dumps(outlines))
    page = reach_page({"within": "500"})
    assert "each area counts as one" in page.people
    said = " ".join(one for area in page.gaps for one in area.sentences)
    assert "residents" not in said
    assert "those who live there" in said


def near(area, **given):
    """How many places are within 500 metres of somebody in the area."""
    page = reach_page({"within": "500", **given})
    return next(line.within for line in page.lines if line.row_id == f"reach-{area}")


def test_a_need_a_kind_and_a_language_choose_what_is_near(hall, city):
    made.a_strength(name="Kitchen", kind="faith", needs=["advice"], **centre(city, "SE"))
    assert (near("NW", kind="faith"), near("SE", kind="faith")) == ("0", "1")
    assert (near("NW", language="so"), near("SE", language="so")) == ("1", "0")
    assert (near("NW", need="advice"), near("SE", need="advice")) == ("0", "1")


def test_what_nobody_offers_is_said_plainly(hall):
    page = reach_page({"need": "housing"})
    assert "Nothing on the map that fits has a point" in page.nothing
    assert page.gaps == ()
    assert "housing" in page.lede


def test_a_group_is_told_of_beside_everybody(hall, city):
    said = gaps(within="500", group="anti-roma")
    assert all(len(sentences) >= 2 for sentences in said.values())
    assert any("(Roma and Sinti" in one for sentences in said.values() for one in sentences)


def test_confidential_and_doubtful_entries_change_nothing(hall, city):
    before = reach_page({"within": "500"})
    made.a_strength(name="Quiet house", confidential=True, **centre(city, "SE"))
    made.a_strength(name="Old pool", gone_on="2026-01-01", confirmed_on=None, **centre(city, "SE"))
    after = reach_page({"within": "500"})
    assert (before.gaps, before.lines, before.caveats) == (after.gaps, after.lines, after.caveats)


def test_numbers_rest_on_the_publishing_floor(hall, city):
    report = reach_of(Asked(within=500), current_city())
    assert report.ground.floor == city.publishing_floor


def test_the_map_says_each_area_in_words_and_the_table_says_the_same(hall, city):
    page = reach_page({"within": "500"})
    assert page.map is not None
    for line in page.lines:
        assert f"{line.name}: {line.state}." in page.map.svg


def test_an_answer_that_is_not_offered_is_not_guessed_at(hall):
    assert reach_page({"within": "7"}).nothing == "Choose from what is offered."


def test_a_wide_city_has_a_wider_grid(city):
    assert reaching.step_over(city.areas()) == reaching.LEAST_STEP


@pytest.mark.parametrize(("metres", "words"), [(500, "500 m"), (1500, "1.5 km"), (12345, "12 km")])
def test_distances_as_people_say_them(metres, words):
    assert far_words(metres) == words
