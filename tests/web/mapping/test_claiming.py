"""An organisation claims its entry, sees who looked and for what, and can leave."""

import pytest
from django.urls import reverse

from commonweal.core.errors import NotAllowed
from tests.cast import signed_in, with_raised_powers
from tests.factories import mapping as made
from tests.web.mapping.conftest import NOW, TODAY
from workbench.accounts.models import Person
from workbench.core.models import AuditRow
from workbench.mapping import access
from workbench.mapping.actions.organisations import (
    SpeaksForAnother,
    claim_entry,
    invite_member,
    leave_map,
    offer_entry,
)
from workbench.mapping.actions.taking_in import take_in_strengths
from workbench.mapping.feeds import strengths_table
from workbench.mapping.models import EntryView, Membership, Organisation, Strength, Tie


def test_an_invited_person_becomes_partner_editor_and_claims_the_entry(cast, kitchen):
    person, token = invite_member(
        kitchen, name="Hana", email="hana@foursquare.example", acting_person=cast.asha, now=NOW
    )
    assert (person.role, person.organisation) == ("partner_editor", "Quayside kitchen")
    assert token
    assert access.party_of_person(person) is None
    claim_entry(acting_person=person, now=NOW)
    assert access.party_of_person(person) == kitchen
    assert Organisation.objects.get(key="kitchen").claimed_at == NOW


def test_the_link_is_shown_once_under_raised_powers(cast, kitchen):
    address = reverse("mapping-invite", args=[kitchen.organisation_id])
    client = with_raised_powers(cast.asha)
    page = client.post(address, {"name": "Hana", "email": "hana@foursquare.example"})
    assert "/accounts/invitation/" in page.content.decode()
    assert Person.objects.filter(email="hana@foursquare.example").exists()


def test_nobody_speaks_for_two_entries(cast, club, kitchen):
    with pytest.raises(SpeaksForAnother) as refused:
        offer_entry(kitchen, person=cast.chidi, acting_person=cast.asha, now=NOW)
    assert str(refused.value) == (
        "Chidi Moreau speaks for another entry already. Invite somebody else, or let them leave "
        "the other entry first."
    )


def test_an_offer_alone_gives_no_right(cast):
    party = made.a_member(cast.chidi, claimed=False)
    strength = made.a_strength(party.organisation)
    assert access.right_over(cast.chidi, strength) is access.Right.PROPOSE


def test_its_people_see_which_role_looked_on_which_day_and_no_name(cast, club):
    strength = made.a_strength(club.organisation)
    for _time in range(3):
        signed_in(cast.ben).get(reverse("mapping-strength", args=[strength.pk]))
    view = EntryView.objects.get()
    assert (view.role, view.viewer, view.purpose) == ("analyst", "", "read")
    page = signed_in(cast.chidi).get(reverse("mapping-organisation", args=[club.organisation_id]))
    seen = page.content.decode()
    assert "Who looked" in seen
    assert "Analyst" in seen
    assert "Ben" not in seen


def test_ones_own_looking_is_not_noted(cast, club):
    strength = made.a_strength(club.organisation)
    signed_in(cast.chidi).get(reverse("mapping-strength", args=[strength.pk]))
    assert not EntryView.objects.exists()


def test_others_do_not_read_who_looked(cast, club):
    strength = made.a_strength(club.organisation)
    signed_in(cast.ben).get(reverse("mapping-strength", args=[strength.pk]))
    for person in (cast.asha, cast.ben, cast.dana):
        assert not access.views_of(person, club.organisation).exists()


def test_a_view_keeps_no_person_and_no_hour():
    fields = {field.name for field in EntryView._meta.fields}
    assert fields == {"id", "organisation", "strength", "on", "role", "viewer", "purpose"}


@pytest.fixture
def left(cast, club, kitchen):
    """The club has left, with a strength and a tie."""
    made.a_strength(club.organisation)
    made.a_shown_tie(club, kitchen)
    leave_map(club.organisation, acting_person=cast.chidi, now=NOW, today=TODAY)
    return club


def test_whoever_leaves_stands_in_no_list_and_no_tie(cast, left):
    for person in (cast.asha, cast.ben, cast.chidi):
        assert left.organisation not in access.organisations_for(person)
        assert not access.strengths_for(person).exists()
    assert Tie.objects.get().state == "ended"
    assert not access.public_strengths().exists()
    assert access.membership_of(cast.chidi) is None
    assert AuditRow.objects.filter(verb="leave-map").exists()


def test_a_list_does_not_bring_back_whoever_left(cast, left):
    table = strengths_table(Strength.objects.all())
    take_in_strengths(table, source_key="list", name="Town list", acting_person=cast.asha, now=NOW)
    assert not access.strengths_for(cast.asha).filter(organisation=left.organisation).exists()


def test_nobody_else_takes_an_organisation_off_the_map(cast, club):
    with pytest.raises(NotAllowed) as refused:
        leave_map(club.organisation, acting_person=cast.asha, now=NOW, today=TODAY)
    assert str(refused.value) == (
        "Only its own people take an organisation off the map. Ask somebody who keeps its entry."
    )


def test_a_membership_that_ended_gives_no_right(cast, left):
    assert Membership.objects.get().ended_at == NOW
    assert access.party_of_person(cast.chidi) is None
