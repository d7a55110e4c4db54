"""What an operator does with people: each act in the audit log, and never the last operator out."""

import pytest

from tests.cast import signed_in, with_raised_powers
from workbench.accounts.models import Person
from workbench.core.models import AuditRow


def act(client, person, word, **data):
    """Send one of the forms of a person's page."""
    return client.post(f"/operator/people/{person.pk}/{word}/", data)


@pytest.fixture
def operator(cast):
    """Dana's browser, with raised powers."""
    return with_raised_powers(cast.dana)


def test_an_invitation_shows_its_link_once(operator):
    page = operator.post(
        "/operator/people/invite/",
        {"name": "Hana", "email": "Hana@foursquare.example", "role": "analyst"},
    ).content.decode()
    assert "http://testserver/accounts/invitation/" in page
    assert Person.objects.get(name="Hana").email == "hana@foursquare.example"


def test_an_address_is_invited_once(operator, cast):
    page = operator.post(
        "/operator/people/invite/",
        {"name": "Ben again", "email": cast.ben.email.upper(), "role": "analyst"},
    ).content.decode()
    assert "Person with this E-mail already exists." in page


def test_a_partner_editor_speaks_for_an_organisation(operator):
    page = operator.post(
        "/operator/people/invite/",
        {"name": "Ida", "email": "ida@foursquare.example", "role": "partner_editor"},
    ).content.decode()
    assert "Name the organisation they speak for." in page


def test_a_changed_role_counts_at_once(operator, cast):
    browser = signed_in(cast.ben)
    act(operator, cast.ben, "role", role="operator")
    assert browser.get("/operator/people/").status_code == 200


def test_an_invented_role_changes_nothing(operator, cast):
    act(operator, cast.ben, "role", role="superuser")
    cast.ben.refresh_from_db()
    assert cast.ben.role == "analyst"


def test_a_closed_door_closes_open_browsers(operator, cast):
    browser = signed_in(cast.ben)
    act(operator, cast.ben, "deactivate")
    assert browser.get("/").headers["Location"] == "/accounts/sign-in/?next=/"


def test_a_door_can_be_opened_again(operator, cast):
    act(operator, cast.ben, "deactivate")
    act(operator, cast.ben, "reactivate")
    cast.ben.refresh_from_db()
    assert cast.ben.is_active


@pytest.mark.parametrize(("word", "data"), [("deactivate", {}), ("role", {"role": "analyst"})])
def test_the_last_operator_stays(operator, cast, word, data):
    response = act(operator, cast.dana, word, **data)
    assert response.status_code == 403
    assert "This is the last operator" in response.content.decode()
    cast.dana.refresh_from_db()
    assert (cast.dana.role, cast.dana.is_active) == ("operator", True)


def test_with_a_second_operator_the_first_may_go(operator, cast):
    act(operator, cast.ben, "role", role="operator")
    act(operator, cast.dana, "role", role="analyst")
    cast.dana.refresh_from_db()
    assert cast.dana.role == "analyst"


def test_each_act_leaves_a_row_without_names_or_addresses(operator, cast):
    act(operator, cast.ben, "role", role="coordinator")
    act(operator, cast.ben, "deactivate")
    act(operator, cast.ben, "reset")
    rows = AuditRow.objects.filter(acting_person=cast.dana).order_by("pk")
    assert [row.verb for row in rows] == [
        "raise-powers",
        "change-role",
        "deactivate-person",
        "reset-second-factor",
        "make-invitation",
    ]
    assert not any("Ben" in str((row.before, row.after)) for row in rows)


def test_nobody_reads_the_list_but_operators(cast):
    assert signed_in(cast.asha).get("/operator/people/").status_code == 403
