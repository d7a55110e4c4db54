"""What every answer carries: nothing from elsewhere may run, frame or follow."""

import os
import subprocess
import sys

import pytest
from django.test import Client

from workbench import options


@pytest.fixture
def headers(db):
    """The headers of a page."""
    return Client().get("/accounts/sign-in/").headers


def test_only_our_own_files_may_be_used(headers):
    assert headers["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )


def test_no_other_site_may_frame_us_or_learn_our_addresses(headers):
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"


def settings_at(address):
    """Three of Django's settings when people reach us at this address."""
    code = (
        "from workbench import settings as s;"
        "print(s.SESSION_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS > 0)"
    )
    environment = {**os.environ, options.ADDRESS.variable: address}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.split()


@pytest.mark.parametrize(
    ("address", "secure"), [("https://city.example", "True"), ("http://127.0.0.1:8000", "False")]
)
def test_cookies_travel_over_https_alone_unless_the_city_is_on_this_machine(address, secure):
    assert settings_at(address) == [secure] * 3
