"""Raised powers: for a reason, for thirty minutes, each request logged."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.cast import raise_powers, signed_in, with_raised_powers
from workbench.accounts.access import is_raised
from workbench.accounts.actions.people import change_role
from workbench.accounts.models import ElevatedRequest, ElevatedSession
from workbench.core.models import AuditRow

RAISED = "/accounts/raised/"
NOW = timezone.now()


def is_up(client):
    """Whether the operator's invitation page opens."""
    return client.get("/operator/people/invite/").status_code == 200


def test_powers_are_raised_with_a_reason_and_lead_back(cast):
    client = signed_in(cast.dana)
    response = client.post(RAISED, {"reason": "Two new colleagues", "next": "/operator/audit/"})
    assert response.headers["Location"] == "/operator/audit/"
    assert is_up(client)
    assert ElevatedSession.objects.get().reason == "Two new colleagues"


def test_without_a_reason_nothing_is_raised(cast):
    client = signed_in(cast.dana)
    client.post(RAISED, {"reason": " "})
    assert not is_up(client)


def test_another_site_is_never_led_to(cast):
    response = signed_in(cast.dana).post(RAISED, {"reason": "x", "next": "https://evil.example/"})
    assert response.headers["Location"] == RAISED


def test_they_last_thirty_minutes(cast):
    session = raise_powers(signed_in(cast.dana), cast.dana)
    assert session.ends_at - session.started_at == timedelta(minutes=30)


def test_when_the_time_is_up_they_are_gone(cast):
    client = with_raised_powers(cast.dana)
    ElevatedSession.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    assert not is_up(client)


def test_they_can_be_lowered_before(cast):
    client = with_raised_powers(cast.dana)
    client.post("/accounts/raised/lower/")
    assert not is_up(client)
    assert ElevatedSession.objects.get().ended_at is not None


def test_they_hold_in_one_browser_only(cast):
    with_raised_powers(cast.dana)
    assert not is_up(signed_in(cast.dana))


def test_they_hold_for_one_person_only(cast):
    other = signed_in(cast.asha)
    raised = raise_powers(signed_in(cast.dana), cast.dana)
    session = other.session
    session["elevated_session"] = raised.pk
    session.save()
    assert "Raise my powers" in other.get(RAISED).content.decode()


def test_they_end_when_the_role_may_no_longer_hold_them(cast):
    client = with_raised_powers(cast.asha)
    change_role(cast.asha, role="partner_editor", acting_person=cast.dana)
    client.get("/nowhere")
    assert not ElevatedRequest.objects.exists()


def test_every_request_under_them_is_logged_without_content(cast):
    client = with_raised_powers(cast.dana)
    client.get("/operator/people/?find=secret")
    client.post("/operator/people/invite/", {"name": "secret"})
    logged = ElevatedRequest.objects.values_list("method", "path", "status")
    assert list(logged) == [
        ("GET", "/operator/people/", 200),
        ("POST", "/operator/people/invite/", 200),
    ]


def test_the_token_of_an_invitation_stays_out_of_the_log(cast):
    with_raised_powers(cast.dana).get("/accounts/invitation/secret-token/")
    assert ElevatedRequest.objects.get().path == "/accounts/invitation/…/"


def test_requests_without_them_are_not_logged(cast):
    signed_in(cast.dana).get("/operator/people/")
    assert not ElevatedRequest.objects.exists()


def test_changes_made_under_them_say_so(cast):
    client = with_raised_powers(cast.dana)
    client.post(f"/operator/people/{cast.ben.pk}/role/", {"role": "coordinator"})
    row = AuditRow.objects.get(verb="change-role")
    assert row.elevated_session_id == ElevatedSession.objects.get().pk
    assert row.request_id == ElevatedRequest.objects.get().request_id


@pytest.mark.parametrize("role", ["chidi"])
def test_some_roles_cannot_raise_their_powers(cast, role):
    assert signed_in(getattr(cast, role)).post(RAISED, {"reason": "x"}).status_code == 403


@pytest.mark.parametrize(
    ("person_id", "ended_at", "minutes", "raised"),
    [(1, None, 29, True), (1, None, 30, False), (1, NOW, 1, False), (2, None, 1, False)],
)
def test_the_rule_of_raised_powers(person_id, ended_at, minutes, raised):
    assert raised is is_raised(
        person_id=person_id,
        owner_id=1,
        ends_at=NOW + timedelta(minutes=30),
        ended_at=ended_at,
        now=NOW + timedelta(minutes=minutes),
    )
