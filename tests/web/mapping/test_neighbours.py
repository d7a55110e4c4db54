"""An organisation's page draws those around it, as far as its reader may see them."""

import pytest
from django.urls import reverse

from tests.cast import signed_in
from tests.factories import mapping as made
from workbench.core.labels import city_names
from workbench.mapping.pages.neighbours import neighbours_of


@pytest.fixture
def kitchen(cast, club):
    """The kitchen, tied to the club for all partners to see."""
    kitchen = made.a_party()
    made.a_shown_tie(club, kitchen)
    return kitchen


def around(person, party):
    picture = neighbours_of(person, party, city_names())
    return [row.name for row in picture.rows] if picture else []


def text_for(person, party):
    address = reverse("mapping-organisation", args=[party.organisation_id])
    page = signed_in(person).get(address).content.decode()
    return [line for line in page.splitlines() if "csrfmiddlewaretoken" not in line]


def test_it_draws_whom_an_organisation_is_tied_to_and_the_organisation_first(cast, kitchen):
    assert around(cast.asha, kitchen) == ["Quayside kitchen", "Ferry Lane boxing club"]


def test_ties_of_the_neighbours_among_themselves_stand_in_the_list(cast, kitchen, club):
    school = made.a_party("school", "Town school")
    made.a_shown_tie(kitchen, school)
    made.a_shown_tie(school, club, kind="referral")
    picture = neighbours_of(cast.asha, kitchen, city_names())
    tied = {row.name: {tie.name for tie in row.ties} for row in picture.rows}
    assert tied["Town school"] == {"Quayside kitchen", "Ferry Lane boxing club"}


def test_a_tie_that_a_partner_may_not_see_leaves_no_trace(cast, kitchen, club):
    before = text_for(cast.chidi, kitchen)
    made.a_tie(kitchen, made.a_party("school", "Town school"), kind="trust")
    made.a_tie(made.a_party("school"), club, state="declined", declined_by=made.a_party("school"))
    assert text_for(cast.chidi, kitchen) == before
    assert around(cast.asha, kitchen)[1:] == ["Ferry Lane boxing club", "Town school"]


def test_without_a_tie_there_is_no_drawing(cast):
    assert around(cast.asha, made.a_party()) == []
    assert 'id="neighbourhood"' not in "".join(text_for(cast.asha, made.a_party()))


def test_a_tie_about_persons_is_not_drawn(cast, kitchen):
    made.a_shown_tie(
        kitchen, made.a_party("office", "Town office"), kind="personal information", strength=None
    )
    assert "Town office" not in around(cast.asha, kitchen)


def test_each_neighbour_is_a_link_to_its_own_page(cast, kitchen, club):
    page = "".join(text_for(cast.asha, kitchen))
    address = reverse("mapping-organisation", args=[club.organisation_id])
    assert page.count(f'href="{address}"') >= 2
