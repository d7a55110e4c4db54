"""`commonweal person add`: the first people of a city."""

from workbench.accounts.models import Invitation, Person


def test_a_person_is_invited_by_a_link(commonweal, city_folder):
    order = ("dana@foursquare.example", "--role", "operator", "--name", "Dana Petrov")
    said = commonweal("person", "add", city_folder, *order)
    assert said.words.startswith("Dana Petrov may join as Operator.\n")
    assert "http://127.0.0.1:8000/accounts/invitation/" in said.words
    assert Invitation.objects.get().person == Person.objects.get(role="operator")


def test_a_role_that_is_none_is_refused(commonweal, city_folder):
    said = commonweal("person", "add", city_folder, "dana@foursquare.example", "--role", "boss")
    assert said.code == 2
    assert said.error.remedy == (
        "Check the address and the role: coordinator, analyst, partner_editor, "
        "policy_officer or operator."
    )
    assert not Person.objects.exists()
