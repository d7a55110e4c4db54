"""How somebody comes to speak for a community: invited or offered, and claimed by themselves."""

import pytest
from django.urls import reverse

from tests.cast import make_person, signed_in, with_raised_powers
from tests.factories import mapping as made
from tests.factories import mapping_relations as between
from workbench.accounts.models import Person
from workbench.mapping import access


@pytest.fixture
def community(db):
    """The river walkers."""
    return made.a_community()


def page_of(community, person):
    address = reverse("mapping-community", args=[community.pk])
    return signed_in(person).get(address).content.decode()


def test_a_coordinator_makes_a_link_for_whom_the_community_sends(cast, community):
    address = reverse("mapping-community-invite", args=[community.pk])
    sent = {"name": "Hana", "email": "hana@foursquare.example"}
    page = with_raised_powers(cast.asha).post(address, sent)
    assert "/accounts/invitation/" in page.content.decode()
    hana = Person.objects.get(email="hana@foursquare.example")
    assert (hana.role, hana.organisation) == ("partner_editor", "River walkers")
    assert not access.speaks_for_community(hana, community)


def test_whoever_was_offered_it_is_asked_and_then_speaks_for_it(cast, community):
    gil = make_person(email="gil@foursquare.example", role="partner_editor")
    address = reverse("mapping-community-offer", args=[community.pk])
    assert signed_in(cast.asha).post(address, {"person": gil.pk}).status_code == 302
    assert "you speak for the community here" in page_of(community, gil)
    signed_in(gil).post(reverse("mapping-claim"))
    assert access.speaks_for_community(gil, community)
    page = page_of(community, gil)
    assert "your own" in page
    assert "Change it" in page


def test_their_own_community_is_shown_as_theirs_on_the_overview(community):
    gil = make_person(email="gil@foursquare.example", role="partner_editor")
    between.a_speaker(gil, community)
    page = signed_in(gil).get(reverse("mapping")).content.decode()
    assert "River walkers" in page
    assert reverse("mapping-community", args=[community.pk]) in page


def test_the_name_of_who_speaks_is_for_the_desk_and_their_own(cast, community):
    gil = make_person(email="gil@foursquare.example", name="Gil Ford", role="partner_editor")
    between.a_speaker(gil, community)
    made.a_member(cast.chidi)
    assert "Gil Ford" in page_of(community, cast.asha)
    assert "Gil Ford" in page_of(community, gil)
    for person in (cast.chidi, cast.ben):
        assert "Gil Ford" not in page_of(community, person)
