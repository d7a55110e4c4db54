"""An invitation: one person, one use, seven days."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import PASSWORD
from workbench.accounts.actions.people import invite_person, reset_second_factor
from workbench.accounts.models import Invitation, Person

NOW = timezone.now()
NEW = {"password": "six calm river stones", "again": "six calm river stones"}


@pytest.fixture
def link(cast):
    """The link that Dana made for Gil."""
    _, token = invite_person(
        email="Gil@Foursquare.example",
        name="Gil Haddad",
        role="analyst",
        acting_person=cast.dana,
        now=NOW,
    )
    return f"/accounts/invitation/{token}/"


def gil():
    """Gil, as stored."""
    return Person.objects.get(email="gil@foursquare.example")


def test_the_link_sets_a_password_and_leads_to_the_second_factor(client, link):
    assert "Welcome, Gil Haddad" in client.get(link).content.decode()
    response = client.post(link, NEW)
    assert response.headers["Location"] == "/accounts/second-factor/set-up/"
    assert gil().check_password(NEW["password"])


def test_the_set_up_after_the_link_does_not_ask_for_the_password_again(client, link):
    response = client.post(link, NEW, follow=True)
    assert "Set up your second factor" in response.content.decode()


def test_before_the_link_is_used_nobody_can_sign_in_as_the_person(link):
    assert not gil().has_usable_password()


def test_a_used_link_is_over(client, link):
    client.post(link, NEW)
    again = Client().post(link, {"password": "eight new paper boats", "again": ""})
    assert again.status_code == 404
    assert gil().check_password(NEW["password"])


def test_an_old_link_is_over(client, link):
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    response = client.get(link)
    assert response.status_code == 404
    assert "An invitation works once and for seven days." in response.content.decode()


def test_a_link_holds_for_seven_days(link):
    assert Invitation.objects.get().expires_at == NOW + timedelta(days=7)


def test_an_invented_link_is_over(client, cast):
    assert client.get("/accounts/invitation/abc/").status_code == 404


def test_the_link_is_not_stored(link):
    token = link.split("/")[-2]
    assert token not in str(Invitation.objects.values().get())


@pytest.mark.parametrize(
    ("password", "again", "said"),
    [
        ("short", "short", "This password is too short."),
        ("password1234", "password1234", "This password is too common."),
        ("six calm river stones", "six calm river stone", "The two passwords differ."),
        ("gil@foursquare.example", "gil@foursquare.example", "too similar to the e-mail"),
    ],
)
def test_a_weak_or_mistyped_password_is_refused(client, link, password, again, said):
    page = client.post(link, {"password": password, "again": again}).content.decode()
    assert said in page
    assert not gil().has_usable_password()


def test_a_reset_takes_password_and_second_factor_and_ends_every_session(client, cast):
    from allauth.mfa.models import Authenticator

    from tests.cast import signed_in

    browser = signed_in(cast.ben)
    reset_second_factor(cast.ben, acting_person=cast.dana, now=NOW)
    cast.ben.refresh_from_db()
    assert not cast.ben.check_password(PASSWORD)
    assert not Authenticator.objects.filter(user=cast.ben).exists()
    assert browser.get("/").headers["Location"] == "/accounts/sign-in/?next=/"


def test_a_second_link_ends_the_first(client, cast, link):
    reset_second_factor(gil(), acting_person=cast.dana, now=timezone.now())
    assert client.get(link).status_code == 404
