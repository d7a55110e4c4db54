"""Decisions for everybody: only what was published, without names of those who were asked."""

import pytest
from django.urls import reverse

from tests.cast import signed_in
from tests.factories import weighing_decide as decide


def open_page(name, *args):
    client = signed_in(None)
    answer = client.get(reverse(name, args=args))
    assert not client.cookies
    return answer


def test_only_published_ones_are_there(cast):
    kept = decide.an_adopted_one(cast.hanna)
    draft = decide.a_ready_draft(cast.hanna)
    assert open_page("open-decision", kept.pk).status_code == 404
    assert open_page("open-decision", draft.decision.pk).status_code == 404
    assert "No decision has been published yet." in open_page("open-decisions").content.decode()


def test_it_says_what_was_weighed_who_may_lose_and_how_to_raise_a_concern(cast):
    decision = decide.an_adopted_one(cast.hanna, public=True)
    page = open_page("open-decision", decision.pk).content.decode()
    for told in (
        "Shall flats at the canal be larger?",
        "Adopted as proposed: As proposed",
        "Families wait for flats.",
        "Single people who look for small flats.",
        "No rent rises.",
        "to be looked at again on",
        "Two studies disagree.",
        f"{reverse('open-concern')}?about={decision.proposal_id}",
    ):
        assert told in page
    assert decision.proposal.title in open_page("open-decisions").content.decode()


def test_dissent_stands_there_as_those_who_dissent_agreed_and_no_rater_is_named(cast):
    decision = decide.an_adopted_one(cast.hanna, public=True)
    page = open_page("open-decision", decision.pk).content.decode()
    assert "Tenants’ union" in page
    assert "It drives us out." in page
    assert "Too few small flats." in page
    assert "Youth office" not in page
    assert "Nobody asked us." not in page
    assert "Bridge club" not in page


def test_staff_are_not_named_to_everybody(cast):
    decision = decide.an_adopted_one(cast.hanna, public=True)
    page = open_page("open-decision", decision.pk).content.decode()
    assert cast.hanna.name not in page


def test_it_can_be_taken_back_and_the_log_says_so(cast):
    decision = decide.an_adopted_one(cast.hanna, public=True)
    address = reverse("weighing-decision-public", args=[decision.proposal_id])
    signed_in(cast.hanna).post(address, {"shown": "no"})
    assert open_page("open-decision", decision.pk).status_code == 404


@pytest.mark.django_db
def test_the_list_is_among_the_public_pages():
    assert reverse("open-decisions") in open_page("open-strengths").content.decode()
