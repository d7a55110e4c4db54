"""The demonstration sign-in: in a made-up city, on this machine, and nowhere else."""

import pytest
from django.test import Client

from tests.cast import make_person, signed_in
from workbench.accounts.demonstration import FORWARDING_HEADERS

MARK = "Or look around as one of these"


def browser(**elsewhere):
    """A browser on this machine, unless it is elsewhere."""
    return Client(**{"SERVER_NAME": "localhost", **elsewhere})


@pytest.fixture
def client():
    """A browser on this machine."""
    return browser()


@pytest.fixture
def made_up(another_city):
    """A city that says it is made up."""
    return another_city(demonstration=True)


@pytest.fixture
def fay(cast):
    """One of the made-up people."""
    return make_person(email="fay@aldermere.example", is_demonstration=True)


def play(client, person):
    """Press the person's button on the sign-in page."""
    return client.post(f"/accounts/demonstration/{person.pk}/")


def is_offered(client):
    """Whether the sign-in page offers the made-up people."""
    return MARK in client.get("/accounts/sign-in/").content.decode()


def is_inside(client):
    """Whether a page behind every door opens."""
    return client.get("/accounts/raised/").status_code == 200


def test_on_this_machine_a_visitor_plays_one_of_the_people(made_up, fay, client):
    assert is_offered(client)
    assert play(client, fay).headers["Location"] == "/"
    assert is_inside(client)


def test_the_page_is_marked(made_up, fay, client):
    play(client, fay)
    assert '<span class="badge">made-up city</span>' in client.get("/nowhere").content.decode()


def test_a_city_that_is_not_made_up_does_not_have_it(fay, client):
    assert not is_offered(client)
    assert play(client, fay).status_code == 404
    assert not is_inside(client)


@pytest.mark.parametrize("address", ["192.168.1.7", "10.0.0.1", "203.0.113.9", "", "fe80::1"])
def test_from_another_machine_it_is_not_there(made_up, fay, address):
    client = browser(REMOTE_ADDR=address)
    assert not is_offered(client)
    assert play(client, fay).status_code == 404


@pytest.mark.parametrize("header", FORWARDING_HEADERS)
def test_behind_anything_that_forwards_it_is_not_there(made_up, fay, header):
    client = browser(**{header: "127.0.0.1"})
    assert not is_offered(client)
    assert play(client, fay).status_code == 404


def test_under_a_public_name_it_is_not_there(made_up, fay, settings):
    settings.ALLOWED_HOSTS = ["city.example"]
    client = browser(SERVER_NAME="city.example")
    assert not is_offered(client)
    assert play(client, fay).status_code == 404


def test_a_session_carried_to_another_machine_ends(made_up, fay, client):
    play(client, fay)
    moved = client.get("/accounts/raised/", REMOTE_ADDR="203.0.113.9")
    assert moved.headers["Location"] == "/accounts/sign-in/"
    assert not is_inside(client)


def test_a_session_ends_when_the_city_stops_being_made_up(another_city, fay, client):
    another_city(demonstration=True)
    play(client, fay)
    another_city(demonstration=False)
    assert not is_inside(client)


def test_a_made_up_person_who_got_in_otherwise_is_sent_away(fay):
    assert signed_in(fay).get("/").headers["Location"] == "/accounts/sign-in/"


def test_real_people_of_a_made_up_city_still_need_their_code(made_up, cast, client):
    assert play(client, cast.ben).status_code == 404
    assert signed_in(cast.emil).get("/").headers["Location"] == "/accounts/second-factor/set-up/"


def test_a_made_up_person_cannot_be_given_a_second_factor_or_a_password(made_up, fay, client):
    play(client, fay)
    for path in ("second-factor/set-up/", "second-factor/", "password/", "recovery-codes/"):
        assert client.get(f"/accounts/{path}").status_code == 403
