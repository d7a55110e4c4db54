"""An entry belongs to those whom it describes: they change it, others propose."""

import pytest
from django.urls import reverse

from commonweal.core.errors import NotAllowed
from tests.cast import signed_in
from tests.factories import mapping as made
from tests.web.mapping.conftest import NOW, TODAY
from workbench.core.models import AuditRow
from workbench.mapping import access
from workbench.mapping.access import Right, right_over_entry
from workbench.mapping.actions.entries import (
    Changed,
    NoReason,
    accept_proposal,
    change_entry,
    decline_proposal,
)
from workbench.mapping.actions.strengths import confirm_strength, withdraw_strength
from workbench.mapping.models import Edit


def change(strength, person, **values):
    return change_entry(strength, values, acting_person=person, now=NOW)


@pytest.mark.parametrize(
    ("role", "speaks", "here", "right"),
    [
        ("partner_editor", True, True, Right.EDIT),
        ("partner_editor", False, True, Right.PROPOSE),
        ("coordinator", False, True, Right.PROPOSE),
        ("coordinator", False, False, Right.EDIT),
        ("analyst", False, False, Right.PROPOSE),
        ("operator", False, False, Right.NOTHING),
    ],
)
def test_who_holds_an_entry_decides_what_it_says(role, speaks, here, right):
    assert right_over_entry(role=role, speaks_for_holder=speaks, holder_is_here=here) == right


def test_a_holder_changes_its_entry_at_once_and_both_values_stand_on_record(cast, club):
    strength = made.a_strength(club.organisation)
    assert change(strength, cast.chidi, address="Mill Lane 2") == Changed(made=("address",))
    strength.refresh_from_db()
    edit = Edit.objects.get()
    assert (strength.address, edit.old, edit.new, edit.state) == (
        "Mill Lane 2",
        "",
        "Mill Lane 2",
        "made",
    )
    row = AuditRow.objects.get(verb="change-map-entry")
    assert row.after == {"changed": ["address"]}


def test_a_coordinator_only_proposes_once_the_holder_keeps_its_entry(cast, club):
    strength = made.a_strength(club.organisation)
    assert change(strength, cast.asha, address="Elsewhere") == Changed(proposed=("address",))
    strength.refresh_from_db()
    assert strength.address == ""
    assert list(access.proposals_for(cast.chidi)) == [Edit.objects.get()]
    assert not access.proposals_for(cast.asha).exists()


def test_an_accepted_proposal_is_written(cast, club):
    strength = made.a_strength(club.organisation)
    change(strength, cast.ben, funded_until=TODAY, serves=["majority"])
    for proposal in access.proposals_for(cast.chidi):
        accept_proposal(proposal, acting_person=cast.chidi, now=NOW)
    strength.refresh_from_db()
    assert (strength.funded_until, strength.serves) == (TODAY, ["majority"])


def test_a_declined_proposal_keeps_its_reason_sealed_and_is_not_asked_again(cast, club):
    strength = made.a_strength(club.organisation)
    change(strength, cast.ben, address="Elsewhere")
    proposal = access.proposals_for(cast.chidi).get()
    decline_proposal(proposal, reason="We moved", acting_person=cast.chidi, now=NOW)
    assert b"moved" not in bytes(Edit.objects.get().sealed_reason)
    assert change(strength, cast.ben, address="Elsewhere") == Changed(declined_before=("address",))
    assert not access.proposals_for(cast.chidi).exists()
    page = signed_in(cast.ben).get(reverse("mapping-proposals")).content.decode()
    assert "We moved" in page
    other = signed_in(cast.asha).get(reverse("mapping-proposals")).content.decode()
    assert "We moved" not in other


def test_declining_needs_a_reason(cast, club):
    proposal = made.a_proposal(made.a_strength(club.organisation), cast.ben)
    with pytest.raises(NoReason) as refused:
        decline_proposal(proposal, reason=" ", acting_person=cast.chidi, now=NOW)
    assert str(refused.value) == "There is no reason. Say why, so that they understand."


def test_nobody_decides_about_a_proposal_to_others(cast, club):
    proposal = made.a_proposal(made.a_strength(club.organisation), cast.ben)
    with pytest.raises(NotAllowed) as refused:
        accept_proposal(proposal, acting_person=cast.asha, now=NOW)
    assert str(refused.value) == (
        "This entry belongs to those whom it describes. Propose the change; they decide."
    )


def test_the_same_is_not_proposed_twice(cast, club):
    strength = made.a_strength(club.organisation)
    change(strength, cast.ben, address="Elsewhere")
    assert change(strength, cast.asha, address="Elsewhere") == Changed()
    assert Edit.objects.count() == 1


def test_the_order_of_a_list_is_no_change(cast, club):
    strength = made.a_strength(club.organisation, serves=["anti-roma", "majority"])
    assert change(strength, cast.ben, serves=["majority", "anti-roma"]) == Changed()


def test_confirming_says_that_an_entry_holds_as_of_today(cast, club):
    strength = made.a_stale_strength(club.organisation)
    assert list(access.stale_for(cast.chidi, today=TODAY)) == [strength]
    confirm_strength(strength, acting_person=cast.chidi, today=TODAY)
    assert not access.stale_for(cast.chidi, today=TODAY).exists()


def test_an_entry_taken_off_the_map_is_found_by_nobody(cast, club):
    strength = made.a_strength(club.organisation)
    withdraw_strength(strength, acting_person=cast.chidi, today=TODAY)
    for person in (cast.asha, cast.ben, cast.chidi):
        assert not access.strengths_for(person).exists()
    assert not access.public_strengths().exists()
