"""The network on its pages: what may be seen is drawn, gaps are named, and nobody is ranked."""

from math import hypot

import pytest
from django.urls import reverse

from tests.cast import signed_in
from tests.factories import mapping as made
from tests.web.mapping.conftest import TODAY
from workbench.core.city import current_city
from workbench.mapping import access, weaving
from workbench.mapping.models import NodePlaces, Tie
from workbench.mapping.pages.network import network_page
from workbench.mapping.pages.organisations import organisation_page
from workbench.mapping.pages.strength_map import strength_map_page
from workbench.mapping.pages.threads import threads_page


@pytest.fixture
def school(cast):
    return made.an_organisation("school", "Mill school", kind="school", area="SE").party


def drawn(person, **asked):
    return network_page(person, asked, previous=None)


def names(page):
    return {row.name: [tie.name for tie in row.ties] for row in page.picture.rows}


def test_the_desk_sees_every_party_and_tie(cast, club, kitchen, school):
    made.a_tie(club, kitchen)
    page = drawn(cast.asha)
    assert names(page)[made.CLUB] == [made.KITCHEN]
    assert page.lede == (
        "3 organisations and communities; 1 pair of them is tied, as far as is known."
    )
    assert [name for name, _address in page.alone] == ["Mill school"]


def test_a_tie_that_a_partner_may_not_see_leaves_no_trace(cast, club, kitchen, school):
    made.a_tie(kitchen, school)
    made.a_tie(club, kitchen, kind="trust")
    page = drawn(cast.chidi)
    assert names(page)["Mill school"] == []
    assert names(page)[made.KITCHEN] == [made.CLUB]
    assert page.lede.startswith("3 organisations and communities; 1 pair")
    assert [name for name, _address in page.alone] == ["Mill school"]
    assert page.measures == drawn_without(cast, kitchen, school)


def drawn_without(cast, one, other):
    """What the partner reads once the hidden tie is gone."""
    Tie.objects.filter(source=one, target=other).delete()
    return drawn(cast.chidi).measures


def test_a_tie_about_persons_is_drawn_as_declared_without_content(cast, club, kitchen):
    made.a_tie(club, kitchen, kind="personal information", strength=None)
    woven = weaving.woven_for(cast.asha)
    page = drawn(cast.asha)
    assert len(woven.ties) == 1
    (row,) = [one for one in page.picture.rows if one.name == made.CLUB]
    assert [(tie.family, tie.strength) for tie in row.ties] == [("declared only", None)]


def test_ties_of_one_family_are_shown_alone(cast, club, kitchen, school):
    made.a_tie(club, kitchen, kind="funding")
    made.a_tie(club, school)
    assert names(drawn(cast.asha, kind="money"))[made.CLUB] == [made.KITCHEN]


def test_an_area_is_shown_with_those_tied_to_it(cast, club, kitchen, school):
    made.a_tie(kitchen, school)
    far = made.an_organisation("far", "Far away", area="SW").party
    made.a_tie(far, club)
    shown = set(names(drawn(cast.asha, area="SE")))
    assert shown == {"Mill school", made.KITCHEN}


def test_between_others_stands_by_name_and_never_by_rank(cast, club, kitchen, school):
    for n in range(3):
        made.a_tie(kitchen, made.a_party(f"left{n}", f"Left {n}"))
        made.a_tie(school, made.a_party(f"right{n}", f"Right {n}"))
    made.a_tie(kitchen, club)
    made.a_tie(club, school)
    found = [name for name, _address in drawn(cast.asha).brokers]
    assert found == sorted(found, key=str.casefold)
    assert {made.CLUB, made.KITCHEN, "Mill school"} == set(found)


def test_each_figure_says_how_far_it_moves(cast, club, kitchen, school):
    for n in range(4):
        made.a_tie(kitchen, made.an_organisation(f"p{n}", f"Place {n}", kind="sport").party)
    told = drawn(cast.asha).measures
    assert told
    assert all("if one tie in five were otherwise" in one.band for one in told)


def test_a_newcomer_moves_nobody_on_the_desks_drawing(cast, club, kitchen, school):
    made.a_tie(club, kitchen)
    made.a_tie(club, school)
    page = signed_in(cast.asha).get(reverse("mapping-network"))
    assert page.status_code == 200
    before = NodePlaces.objects.get().kept["points"]
    newcomer = made.a_party("new", "The newcomers")
    made.a_tie(newcomer, club)
    signed_in(cast.asha).get(reverse("mapping-network"))
    after = NodePlaces.objects.get().kept["points"]
    assert "new" in after
    apart = {key: hypot(after[key][0] - x, after[key][1] - y) for key, (x, y) in before.items()}
    assert max(apart.values()) < 12


def test_what_a_filter_or_a_partner_draws_is_not_kept(cast, club, kitchen):
    made.a_tie(club, kitchen)
    signed_in(cast.asha).get(reverse("mapping-network"), {"kind": "light"})
    signed_in(cast.chidi).get(reverse("mapping-network"))
    assert not NodePlaces.objects.exists()


def test_gaps_are_told_by_name(cast, kitchen, club):
    for n in range(4):
        made.a_strength(made.an_organisation(f"mill{n}", f"Mill house {n}", area="SW"))
    page = threads_page(cast.asha, {})
    (beside,) = page.beside
    assert [name for name, _address in beside.parties] == [f"Mill house {n}" for n in range(4)]
    assert "4 organisations work here, and no tie is known among them" in beside.said
    assert "Mill house 2" in [name for name, _address in page.unconnected]


def test_a_tie_worth_making_says_what_it_would_change_and_who_could_help(
    cast, club, kitchen, school
):
    made.a_tie(club, kitchen)
    made.a_tie(club, school)
    page = threads_page(cast.asha, {})
    (line,) = [one for one in page.worth if one.introduced_by]
    assert line.introduced_by[0][0] == made.CLUB
    assert line.changes == ("Quayside kitchen would know somebody of another kind (school).",)


def test_a_declined_tie_is_never_on_the_list(cast, club, kitchen):
    before = threads_page(cast.asha, {})
    assert len(before.worth) == 1
    made.a_tie(club, kitchen, state=Tie.State.DECLINED)
    page = threads_page(cast.asha, {})
    assert page.worth == ()
    assert page.declined.startswith("1 pair in which a party declined")


def test_a_tie_worth_making_begins_with_both_names_filled_in(cast, club, kitchen):
    (line,) = threads_page(cast.asha, {}).worth
    page = signed_in(cast.asha).get(line.start).content.decode()
    for party in (club, kitchen):
        assert f'<option value="{party.pk}" selected>' in page


def test_an_organisations_page_draws_whom_it_is_tied_to_and_nobody_else(
    cast, club, kitchen, school
):
    made.a_tie(kitchen, school)
    made.a_tie(club, kitchen)
    own = organisation_page(cast.asha, kitchen.organisation, today=TODAY).picture
    assert {row.name for row in own.rows} == {made.KITCHEN, made.CLUB, "Mill school"}
    seen = organisation_page(cast.chidi, kitchen.organisation, today=TODAY).picture
    assert {row.name for row in seen.rows} == {made.KITCHEN, made.CLUB}
    assert organisation_page(cast.chidi, school.organisation, today=TODAY).picture is None


def centre(area):
    point = current_city().areas().get(area).geometry.representative_point()
    return {"lat": point.y, "lon": point.x, "area": area}


def test_the_map_holds_what_has_a_point_and_tells_of_the_rest(cast, another_city, kitchen):
    another_city()
    made.a_strength(name="Hall", **centre("NW"))
    made.a_strength(name="Nowhere")
    page = strength_map_page(cast.asha, {}, today=TODAY)
    assert page.lede == (
        "2 entries fit. 1 of them has no point and stands in the list of strengths only."
    )
    assert [place.name for area in page.picture.rows for place in area.places] == ["Hall"]


def test_a_confidential_place_is_marked_for_partners_and_in_no_count(cast, another_city, club):
    another_city()
    made.a_strength(club.organisation, name="Hall", **centre("NW"))
    made.a_strength(club.organisation, name="Quiet house", confidential=True, **centre("NW"))
    page = strength_map_page(cast.ben, {}, today=TODAY)
    assert page.lede == "1 entry fits."
    marked = {one.name: one.confidential for area in page.picture.rows for one in area.places}
    assert marked == {"Hall": False, "Quiet house": True}


def test_who_sees_nothing_confidential_finds_no_trace_of_it_on_the_map(cast, another_city, club):
    another_city()
    made.a_strength(club.organisation, name="Quiet house", confidential=True, **centre("NW"))
    assert not access.strengths_for(cast.dana).exists()
    page = strength_map_page(cast.dana, {}, today=TODAY)
    assert (page.picture, page.lede) == (None, "")


def test_nothing_that_fits_is_said_in_words(cast):
    page = strength_map_page(cast.asha, {"kind": ""}, today=TODAY)
    assert page.nothing == "Nothing that fits has a point on the map."
    assert drawn(cast.asha).nothing == "Nobody stands here yet."
