"""A second factor before anything else, and its recovery codes shown once."""

import time

from allauth.mfa.totp.internal.auth import hotp_value

from tests.cast import signed_in
from tests.web.accounts.test_sign_in import give_password

SET_UP = "/accounts/second-factor/set-up/"
CODES = "/accounts/recovery-codes/"


def set_up(client):
    """Walk through the set-up page as an authenticator app would."""
    page = client.get(SET_UP)
    secret = page.context["form"].secret
    code = f"{hotp_value(secret, int(time.time()) // 30):06d}"
    return client.post(SET_UP, {"code": code})


def confirmed(client, person):
    """Sign in by password, and confirm it once more, as the set-up asks."""
    give_password(client, person)
    client.post("/accounts/confirm/", {"password": "four mild harbour geese"})
    return client


def test_whoever_has_none_is_sent_to_set_one_up_from_every_page(cast):
    response = signed_in(cast.emil).get("/")
    assert response.headers["Location"] == SET_UP


def test_the_set_up_asks_for_the_password_first(cast):
    response = signed_in(cast.emil).get(SET_UP)
    assert response.headers["Location"] == f"/accounts/confirm/?next={SET_UP.replace('/', '%2F')}"


def test_after_the_set_up_the_house_is_open_and_the_codes_are_shown(client, cast):
    response = set_up(confirmed(client, cast.emil))
    assert response.headers["Location"] == CODES
    assert client.get("/accounts/second-factor/").status_code == 200


def test_recovery_codes_are_shown_once_and_can_be_kept_as_a_file(client, cast):
    set_up(confirmed(client, cast.emil))
    first = client.get(CODES)
    codes = first.context["unused_codes"]
    page = first.content.decode()
    assert len(codes) == 10
    assert all(f"<li>{code}</li>" in page for code in codes)
    assert f'href="data:text/plain;charset=utf-8,{"%0A".join(codes)}%0A"' in page
    again = client.get(CODES).content.decode()
    assert not any(code in again for code in codes)


def test_the_picture_for_the_app_is_drawn_without_inline_style(client, cast):
    page = confirmed(client, cast.emil).get(SET_UP).content.decode()
    assert "<svg" in page
    assert "style=" not in page
    assert "data:image" not in page


def test_removing_the_app_closes_the_house_until_it_is_set_up_anew(client, cast):
    confirmed(client, cast.emil)
    set_up(client)
    client.post("/accounts/second-factor/remove/")
    assert client.get("/").headers["Location"] == SET_UP
