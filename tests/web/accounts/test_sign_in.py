"""Coming in by the front door: password, then code; and what happens to those who guess."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import hotp_value
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.cast import PASSWORD, TOTP_SECRET

SIGN_IN = "/accounts/sign-in/"
CODE = "/accounts/sign-in/code/"


@pytest.fixture(autouse=True)
def fresh_limits():
    """Nobody has tried anything yet."""
    cache.clear()


def current_code(secret=TOTP_SECRET):
    """What an authenticator app shows now."""
    return f"{hotp_value(secret, int(time.time()) // 30):06d}"


def give_password(client, person, password=PASSWORD):
    """Send the first page of the sign-in."""
    return client.post(SIGN_IN, {"login": person.email, "password": password})


def may_open(client, path="/accounts/second-factor/"):
    """Whether a page behind every door opens."""
    return client.get(path).status_code == 200


def test_a_password_alone_opens_nothing(client, cast):
    response = give_password(client, cast.ben)
    assert response.headers["Location"] == CODE
    assert not may_open(client)


def test_password_and_code_open_the_door(client, cast):
    give_password(client, cast.ben)
    response = client.post(CODE, {"code": current_code()})
    assert response.headers["Location"] == "/"
    assert may_open(client)


def test_the_session_cookie_is_out_of_reach_of_scripts_and_of_other_sites(client, cast):
    give_password(client, cast.ben)
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_a_wrong_code_opens_nothing(client, cast):
    give_password(client, cast.ben)
    wrong = f"{(int(current_code()) + 1) % 10**6:06d}"
    assert "Incorrect code." in client.post(CODE, {"code": wrong}).content.decode()
    assert not may_open(client)


def test_a_code_cannot_be_used_twice(cast):
    code = current_code()
    first, second = Client(), Client()
    for client in (first, second):
        give_password(client, cast.ben)
        client.post(CODE, {"code": code})
    assert may_open(first)
    assert not may_open(second)


def test_a_recovery_code_works_once(cast):
    codes = Authenticator.objects.get(user=cast.ben, type="recovery_codes").wrap()
    code = codes.get_unused_codes()[0]
    first, second = Client(), Client()
    for client in (first, second):
        give_password(client, cast.ben)
        client.post(CODE, {"code": code})
    assert may_open(first)
    assert not may_open(second)


def test_a_wrong_address_and_a_wrong_password_are_answered_alike(client, cast):
    def answer(login):
        page = client.post(SIGN_IN, {"login": login, "password": "wrong"}).content.decode()
        return page[page.index("errorlist nonfield") : page.index("</ul>")]

    assert answer(cast.ben.email) == answer("nobody@foursquare.example")


def test_after_five_wrong_passwords_even_the_right_one_waits(client, cast):
    for _ in range(5):
        give_password(client, cast.ben, "wrong")
    response = give_password(client, cast.ben)
    assert response.status_code == 200
    assert "Too many failed login attempts" in response.content.decode()


def test_capitals_in_the_address_do_not_matter(client, cast):
    response = client.post(SIGN_IN, {"login": "BEN@Foursquare.example", "password": PASSWORD})
    assert response.headers["Location"] == CODE


def test_a_closed_door_stays_closed_for_the_right_password(client, cast):
    cast.ben.is_active = False
    cast.ben.save()
    give_password(client, cast.ben)
    client.post(CODE, {"code": current_code()})
    assert not may_open(client)


def test_nobody_can_sign_up(client, cast):
    for path in ("/accounts/signup/", "/accounts/sign-up/", "/accounts/password/reset/"):
        assert client.get(path).status_code == 404


def test_the_secret_of_an_app_is_not_stored_in_clear(cast):
    stored = Authenticator.objects.get(user=cast.ben, type="totp").data["secret"]
    assert TOTP_SECRET not in stored


def test_signing_out_closes_every_page(client, cast):
    give_password(client, cast.ben)
    client.post(CODE, {"code": current_code()})
    client.post(reverse("account_logout"))
    assert not may_open(client)
