"""Proposals: a question with a first way of doing it, seen by those who weigh, closed for good."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from commonweal.core.errors import NotAllowed
from tests.cast import signed_in
from tests.factories import weighing as made
from workbench.core.city import current_city
from workbench.core.models import AuditRow
from workbench.weighing.access.proposals import ProposalIsClosed
from workbench.weighing.actions import proposals as acts
from workbench.weighing.models import Proposal

NOW = datetime(2026, 3, 31, 9, tzinfo=UTC)
SENT = {
    "title": "Larger flats",
    "question": "Shall flats at the canal be larger?",
    "factors": ["isolation", "trust"],
    "looked_at": ["anti-roma"],
    "way-name": "As proposed",
    "way-policy_area": "housing",
    "way-groups": ["anti-roma"],
    "way-areas": ["NW"],
    "way-size": "0.5",
    "way-starts": "2",
}
LEVER = acts.Lever(name="Half of it", policy_area="housing", size=0.5)


def entered(cast, **more):
    client = signed_in(cast.hanna)
    return client.post(reverse("weighing-proposal-new"), {**SENT, **more})


def test_a_policy_officer_brings_a_proposal_with_a_first_way(cast):
    assert entered(cast).status_code == 302
    proposal = Proposal.objects.get()
    way = proposal.options.get()
    assert (way.areas, way.groups, way.size, way.starts) == (["NW"], ["anti-roma"], 0.5, 2)
    page = signed_in(cast.hanna).get(reverse("weighing-proposal", args=[proposal.pk]))
    assert "Shall flats at the canal be larger?" in page.content.decode()
    verbs = AuditRow.objects.values_list("verb", flat=True)
    assert {"enter-proposal", "add-option"} <= set(verbs)


def test_the_majority_is_always_looked_at(cast):
    entered(cast)
    assert Proposal.objects.get().groups == ["majority", "anti-roma"]


def test_groups_that_are_left_out_are_named(cast):
    entered(cast)
    page = signed_in(cast.hanna).get(reverse("weighing-proposal", args=[Proposal.objects.get().pk]))
    assert "Not looked at" in page.content.decode()


def test_the_broad_groups_are_chosen_beforehand_and_cover_their_parts(cast):
    page = signed_in(cast.hanna).get(reverse("weighing-proposal-new"))
    chosen = page.context["page"].form["looked_at"].initial
    assert {"majority", "race-or-ethnicity"} <= set(chosen)
    assert "anti-roma" not in chosen
    left = current_city().groups().beyond(chosen)
    assert left == ()
    assert "anti-roma" in current_city().groups().beyond(["majority"])


def test_a_proposal_that_looks_at_nothing_is_sent_back_with_all_that_was_typed(cast):
    answer = entered(cast, factors=[])
    assert answer.status_code == 400
    assert "Larger flats" in answer.content.decode()
    assert not Proposal.objects.exists()


def test_the_audit_log_holds_no_words_of_a_proposal(cast):
    entered(cast)
    rows = AuditRow.objects.values_list("after", flat=True)
    assert "canal" not in str(list(rows))


def test_five_ways_at_most_and_each_under_its_own_name(cast):
    proposal = made.a_proposal()
    with pytest.raises(acts.UnfitProposal, match="of this name"):
        acts.add_option(
            proposal,
            acts.Lever(name="as Proposed", policy_area="housing"),
            acting_person=cast.hanna,
        )
    with pytest.raises(acts.UnfitProposal, match="of this name"):
        acts.add_option(
            proposal, acts.Lever(name="Do nothing", policy_area="housing"), acting_person=cast.hanna
        )
    for number in range(4):
        acts.add_option(
            proposal,
            acts.Lever(name=f"Way {number}", policy_area="housing"),
            acting_person=cast.hanna,
        )
    with pytest.raises(acts.UnfitProposal, match="five"):
        acts.add_option(proposal, LEVER, acting_person=cast.hanna)


def test_the_last_way_stays(cast):
    proposal = made.a_proposal()
    with pytest.raises(acts.UnfitProposal, match="only way"):
        acts.withdraw_option(proposal.options.get(), acting_person=cast.hanna)


def test_a_channel_goes_from_least_to_most(cast):
    proposal = made.a_proposal()
    values = {"name": "Rents follow", "to": "areas", "factor": "", "delay_quarters": 1}
    with pytest.raises(acts.UnfitProposal, match="least first"):
        acts.add_channel(proposal, {**values, "least": 0.5, "most": 0.1}, acting_person=cast.hanna)
    acts.add_channel(proposal, {**values, "least": -0.5, "most": 0.1}, acting_person=cast.hanna)
    assert proposal.channels.get().least == -0.5


def test_what_was_decided_stays_as_it_is(cast):
    proposal = made.a_proposal(state=Proposal.State.DECIDED)
    for change in (
        lambda: acts.add_option(proposal, LEVER, acting_person=cast.hanna),
        lambda: acts.withdraw_proposal(proposal, acting_person=cast.hanna),
        lambda: acts.drop_channel(made.a_channel(proposal), acting_person=cast.hanna),
    ):
        with pytest.raises(ProposalIsClosed):
            change()


def test_a_partner_brings_none_and_finds_none(cast):
    proposal = made.a_proposal()
    with pytest.raises(NotAllowed):
        acts.enter_proposal({"groups": []}, LEVER, acting_person=cast.chidi, now=NOW)
    address = reverse("weighing-proposal", args=[proposal.pk])
    assert signed_in(cast.chidi).get(address).status_code == 403
