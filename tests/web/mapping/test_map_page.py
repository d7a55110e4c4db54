"""The map of strengths: nothing confidential, no district shaded, gaps in sentences."""

import pytest
from django.urls import reverse

from tests.cast import signed_in
from tests.factories import mapping as made
from tests.web.mapping.conftest import TODAY
from workbench.core.labels import city_names
from workbench.mapping.models import Community, Strength
from workbench.mapping.pages.communities import community_page
from workbench.mapping.pages.map import map_page
from workbench.mapping.pages.open_strengths import open_strengths_page
from workbench.mapping.placed import mapped

DOOR = {"lat": 51.0113, "lon": 0.0027}


@pytest.fixture
def town(cast, club):
    """A supper and a training in the northwest, a fund for the whole city, and a quiet house."""
    made.a_strength(**DOOR)
    made.a_strength(club.organisation, name="Open training", kind="sport", needs=["sport"])
    made.a_strength(club.organisation, name="Small grants", what="fund", area="", needs=["food"])
    return made.a_strength(
        club.organisation, name="Quiet house", kind="women", needs=["housing"], confidential=True
    )


def there(page):
    """What stands on a page's map and in its list, district by district."""
    rows = page.map.picture.rows
    return {row.name: [place.name for place in row.places] for row in rows if row.places}


def text_for(person, **asked):
    return signed_in(person).get(reverse("mapping-map"), asked).content.decode()


def test_every_strength_stands_in_its_district_and_in_the_list(cast, town):
    page = map_page(cast.asha, {}, today=TODAY)
    assert there(page) == {
        "Northwest": ["Open training (Ferry Lane boxing club)", "Warm supper (Quayside kitchen)"]
    }
    assert [one.name for one in page.map.elsewhere] == ["Small grants (Ferry Lane boxing club)"]
    assert page.lede == "3 strengths."


@pytest.mark.parametrize("who", ["asha", "ben", "chidi"])
def test_nothing_confidential_is_on_any_map_or_in_its_key(cast, town, who):
    page = text_for(getattr(cast, who))
    assert "Quiet house" not in page
    assert "women, elders, identity" not in page
    assert (
        "nothing that fits" not in text_for(getattr(cast, who), need="food").split("Northwest")[0]
    )


def test_a_confidential_strength_handed_over_by_mistake_is_left_out(cast, town):
    told = mapped(Strength.objects.all(), city_names())
    assert "Quiet house" not in told.picture.svg


def test_what_is_asked_for_is_all_that_is_drawn(cast, town):
    page = map_page(cast.asha, {"need": "sport"}, today=TODAY)
    assert there(page) == {"Northwest": ["Open training (Ferry Lane boxing club)"]}
    assert page.map.elsewhere == ()
    assert there(map_page(cast.asha, {"what": "fund"}, today=TODAY)) == {}


def test_where_nothing_that_fits_is_told_of_the_map_says_so_and_ranks_nothing(cast, town):
    rows = map_page(cast.asha, {"need": "sport"}, today=TODAY).map.picture.rows
    gaps = {row.name: row.gap for row in rows}
    assert gaps["Southeast"] == "Nothing that fits is told of in Southeast."
    assert gaps["Northwest"] == ""


def test_without_a_question_there_is_no_gap(cast, town):
    rows = map_page(cast.asha, {}, today=TODAY).map.picture.rows
    assert [row.gap for row in rows] == [""] * 4


def test_a_filter_that_is_not_offered_shows_nothing_and_says_so(cast, town):
    page = text_for(cast.asha, need="harvest")
    assert "The filter cannot be read" in page
    assert "Warm supper" not in page


def test_an_entry_that_its_source_no_longer_lists_is_not_drawn(cast, town):
    Strength.objects.filter(name="Open training").update(gone_on=TODAY)
    assert there(map_page(cast.asha, {}, today=TODAY)) == {
        "Northwest": ["Warm supper (Quayside kitchen)"]
    }


def test_too_many_to_read_are_not_drawn(cast, town, monkeypatch):
    monkeypatch.setattr("workbench.mapping.placed.MOST_PLACES", 2)
    told = map_page(cast.asha, {}, today=TODAY).map
    assert told.picture is None
    assert told.not_drawn == (
        "3 entries are too many for a map that anybody could read. Choose fewer."
    )


def test_a_point_outside_the_city_stands_in_the_middle_of_its_district(cast):
    made.a_strength(lat=0.0, lon=51.0)
    inside = mapped(Strength.objects.all(), city_names()).picture.svg
    Strength.objects.update(lat=None, lon=None)
    assert mapped(Strength.objects.all(), city_names()).picture.svg == inside


def test_everybody_sees_districts_and_nobodys_door(town):
    page = open_strengths_page({})
    assert there(page) == {
        "Northwest": ["Open training (Ferry Lane boxing club)", "Warm supper (Quayside kitchen)"]
    }
    shown = page.map.picture.svg
    Strength.objects.update(lat=None, lon=None)
    assert open_strengths_page({}).map.picture.svg == shown


def test_the_public_map_holds_no_confidential_entry_and_no_way_inside(town):
    page = signed_in(None).get(reverse("open-strengths")).content.decode()
    assert 'class="picture area-map"' in page
    assert "Quiet house" not in page
    assert "/mapping/" not in page.replace("/static/mapping/", "")


def test_the_public_map_follows_what_is_looked_for(town):
    page = open_strengths_page({"need": "sport"})
    assert there(page) == {"Northwest": ["Open training (Ferry Lane boxing club)"]}
    assert page.map.picture.rows[1].gap == "Nothing that fits is told of in Northeast."


def test_a_communitys_page_opens_with_strengths_then_a_map_of_where_it_lives(cast, town):
    community = made.a_community()
    page = community_page(cast.asha, community, today=TODAY)
    assert there(page) == {
        "Northwest": ["Open training (Ferry Lane boxing club)", "Warm supper (Quayside kitchen)"]
    }
    text = signed_in(cast.asha).get(reverse("mapping-community", args=[community.pk]))
    words = text.content.decode()
    assert words.index('id="strengths"') < words.index('id="where"') < words.index('id="ties"')
    assert "where they live or meet, as they say" in words
    assert "strengths-lived" in words


def test_districts_that_are_not_its_own_lead_to_the_map_of_the_city(cast, town):
    picture = community_page(cast.asha, made.a_community(), today=TODAY).map.picture
    assert [row.name for row in picture.rows] == ["Northwest"]
    assert f'href="{reverse("mapping-map")}#strengths-SE"' in picture.svg


def test_the_communitys_map_holds_nothing_confidential(cast, town):
    community = made.a_community()
    page = community_page(cast.asha, community, today=TODAY)
    assert "Quiet house" in [line.name for line in page.strengths]
    assert "Quiet house" not in page.map.picture.svg


def test_a_community_that_names_no_district_has_no_map(cast):
    community = made.a_community()
    community.areas.all().delete()
    found = Community.objects.get(pk=community.pk)
    assert community_page(cast.asha, found, today=TODAY).map is None


def test_the_pictures_are_found_from_the_overview(cast):
    page = signed_in(cast.asha).get(reverse("mapping")).content.decode()
    for name, links in (("mapping-map", 2), ("mapping-network", 2), ("mapping-threads", 1)):
        assert page.count(f'href="{reverse(name)}"') == links
