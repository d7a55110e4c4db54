"""A new colleague comes in: the operator's link, a password, an app, the codes, and back again."""

import time

import pytest
from allauth.mfa.totp.internal.auth import hotp_value
from django.core.cache import cache

from tests.cast import make_person, signed_in

pytestmark = pytest.mark.browser
NEW_PASSWORD = "six calm river stones"


def code_of(secret, *, steps=0):
    """What an app shows now, or half a minute later for each step."""
    return f"{hotp_value(secret, int(time.time()) // 30 + steps):06d}"


def operator_makes_a_link(page, walker):
    """The operator raises her powers and invites Gil; the link."""
    walker.open(page, "/operator/people/invite/")
    page.get_by_label("Reason").fill("A new colleague starts on Monday")
    page.get_by_role("button", name="Raise them").click()
    page.get_by_label("Name").fill("Gil Haddad")
    page.get_by_label("E-mail").fill("gil@foursquare.example")
    page.get_by_label("Role").select_option("analyst")
    page.get_by_role("button", name="Make the link").click()
    return page.locator("code.copy").inner_text()


def colleague_sets_up(page, look):
    """Gil chooses a password and sets up his app; the app's secret."""
    page.get_by_label("Password").fill(NEW_PASSWORD)
    page.get_by_label("The same again").fill(NEW_PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("heading", name="Set up your second factor").wait_for()
    look(page)
    secret = page.locator("#key").inner_text()
    page.get_by_label("Code").fill(code_of(secret))
    page.get_by_role("button", name="Set up").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    return secret


def test_a_new_colleague_comes_in_and_comes_back(cast, walker, look):
    cache.clear()
    link = operator_makes_a_link(walker.start(signed_in(cast.dana)), walker)
    page = walker.start()
    page.goto(link)
    secret = colleague_sets_up(page, look)
    look(page)
    with page.expect_download() as kept:
        page.get_by_role("link", name="Save as a file").click()
    assert len(kept.value.path().read_text().split()) == 10
    page.locator("details.person summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_label("E-mail").fill("gil@foursquare.example")
    page.get_by_label("Password").fill(NEW_PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Code").wait_for()
    look(page)
    page.get_by_label("Code").fill(code_of(secret, steps=1))
    page.get_by_role("button", name="Sign in").click()
    page.locator("details.person").wait_for()
    assert "Gil Haddad" in page.locator("details.person").inner_text()


def test_a_visitor_of_the_made_up_city_looks_around(cast, walker, look, made_up_city):
    make_person(
        email="fay@foursquare.example", name="Fay Okafor", role="operator", is_demonstration=True
    )
    page = walker.start()
    walker.open(page, "/accounts/sign-in/")
    look(page)
    page.get_by_role("button", name="Fay Okafor").click()
    assert walker.open(page, "/operator/people/") == 200
    assert page.locator(".badge").first.inner_text() == "made-up city"
