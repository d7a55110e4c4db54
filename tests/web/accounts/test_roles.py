"""What a role does is said once, and every place says the same."""

from tests.cast import signed_in
from workbench.accounts.models import Role
from workbench.accounts.roles import WHAT_A_ROLE_DOES, what_a_role_does
from workbench.commands.serve import _doors


def test_every_role_has_its_sentence():
    assert set(WHAT_A_ROLE_DOES) == set(Role.values)


def test_the_terminal_says_of_a_person_what_the_page_of_people_says(cast):
    lines = [line for line in _doors() if line.startswith("  Dana")]
    page = signed_in(cast.dana).get(f"/operator/people/{cast.dana.pk}/").content.decode()
    assert lines == [
        "  Dana Petrov <dana@foursquare.example>, Operator: invites people, keeps an eye on "
        "deliveries, reads the audit log; sees no incident and nothing of the map"
    ]
    assert what_a_role_does("operator") in page
