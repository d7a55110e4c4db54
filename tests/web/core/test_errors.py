"""Failures as answers: a page, a fragment, or JSON; in plain words, with the next step."""

import pytest
from django.test import Client, RequestFactory

from commonweal.core.errors import Busy
from tests.cast import signed_in
from workbench.core.errors import answer_error
from workbench.core.middleware import ErrorsAsAnswers

BUSY = Busy("Another import of this source runs.", remedy="Wait until it is done.", source="nypd")


def answer_to(**headers):
    """The answer to an error, for a request with these headers."""
    request = RequestFactory().get("/", headers=headers)
    request.htmx = "HX-Request" in headers
    return answer_error(request, BUSY)


def test_an_error_as_json_has_its_four_parts():
    response = answer_to(accept="application/json")
    assert response.status_code == 409
    assert response.content.decode() == (
        '{"code": "busy", "message": "Another import of this source runs.", '
        '"remedy": "Wait until it is done.", "fields": {"source": "nypd"}}'
    )


def test_an_error_as_a_page_says_what_and_what_to_do():
    response = answer_to(accept="text/html")
    page = response.content.decode()
    assert response.status_code == 409
    assert "<h1>Somebody else is at work here</h1>" in page
    assert "<p>Another import of this source runs.</p><p>Wait until it is done.</p>" in page


def test_an_error_for_htmx_is_a_fragment_that_goes_to_the_notices():
    response = answer_to(**{"HX-Request": "true"})
    assert "<html" not in response.content.decode()
    assert response.headers["HX-Retarget"] == "#notices"


def test_only_errors_that_a_person_can_mend_become_answers():
    assert ErrorsAsAnswers(lambda request: None).process_exception(None, ValueError()) is None


@pytest.mark.django_db
def test_an_unknown_address_is_told_calmly():
    response = Client().get("/nowhere/")
    assert response.status_code == 404
    assert "There is no such page, or it is not yours to see." in response.content.decode()


def test_a_closed_page_says_why_and_whom_to_ask(cast):
    page = signed_in(cast.ben).get("/operator/people/").content.decode()
    assert "This page is open to: Operator." in page
    assert "You are signed in as Ben Achterberg, with the role Analyst." in page
    assert "An operator of your city can change a role." in page


@pytest.mark.django_db
def test_a_form_from_another_site_does_nothing_and_says_so():
    client = Client(enforce_csrf_checks=True)
    response = client.post("/language/", {"language": "de"})
    assert response.status_code == 403
    assert "Nothing was done." in response.content.decode()


@pytest.mark.django_db
def test_a_fault_of_ours_shows_the_number_of_the_request_and_nothing_else(monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("secret detail")

    monkeypatch.setattr("workbench.core.views.connection.cursor", fail)
    response = Client(raise_request_exception=False).get("/health")
    page = response.content.decode()
    assert response.status_code == 500
    assert "secret detail" not in page
    assert f"Number of this request: {response.headers['X-Request-ID']}" in page
