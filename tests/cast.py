"""The cast: each name stands for one relation, so that tests read as stories.

Asha coordinates. Ben analyses. Chidi edits the entry of the boxing club, and nothing else. Dana
operates the house and sees no incidents. Hanna weighs proposals and sees no incidents either. Emil
may do what Asha may, but has no second factor yet. Fay played the made-up city. A stranger has not
signed in.
"""

from dataclasses import dataclass
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client
from django.utils import timezone

from workbench.accounts.actions.elevated import SESSION_KEY, start_elevated_session
from workbench.accounts.models import ElevatedSession, Person

PASSWORD = "four mild harbour geese"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"

PARTS = {
    "asha": ("Asha Lindqvist", "coordinator", ""),
    "ben": ("Ben Achterberg", "analyst", ""),
    "chidi": ("Chidi Moreau", "partner_editor", "Ferry Lane boxing club"),
    "hanna": ("Hanna Silva", "policy_officer", ""),
    "dana": ("Dana Petrov", "operator", ""),
    "emil": ("Emil Novak", "coordinator", ""),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Everyone, by first name."""

    asha: Person
    ben: Person
    chidi: Person
    dana: Person
    hanna: Person
    emil: Person

    def playing(self, role: str) -> Person:
        """The member of the cast who has this role and may come in."""
        everyone = (self.asha, self.ben, self.chidi, self.dana, self.hanna)
        return next(person for person in everyone if person.role == role)


def make_cast() -> Cast:
    """Everyone, with a password; all but Emil with an authenticator app."""
    people = {}
    for first_name, (name, role, organisation) in PARTS.items():
        people[first_name] = make_person(
            email=f"{first_name}@foursquare.example",
            name=name,
            role=role,
            organisation=organisation,
            with_second_factor=first_name != "emil",
        )
    return Cast(**people)


def make_person(
    *,
    email: str,
    name: str = "Fay Somebody",
    role: str = "analyst",
    organisation: str = "",
    with_second_factor: bool = True,
    is_demonstration: bool = False,
) -> Person:
    """One person who can sign in with `PASSWORD`."""
    person = Person.objects.create_person(
        email=email,
        name=name,
        role=role,
        organisation=organisation,
        is_demonstration=is_demonstration,
    )
    if not is_demonstration:
        person.set_password(PASSWORD)
        person.save()
    if with_second_factor and not is_demonstration:
        secret = get_adapter().encrypt(TOTP_SECRET)
        Authenticator.objects.create(user=person, type="totp", data={"secret": secret})
        RecoveryCodes.activate(person)
    return person


def signed_in(person: Person | None, **asked: Any) -> Client:
    """A browser in which this person is signed in; without a person, a stranger's browser."""
    client = Client(**asked)
    if person is not None:
        client.force_login(person, backend=BACKEND)
    return client


def with_raised_powers(person: Person, reason: str = "a test needs it") -> Client:
    """A browser in which this person has raised their powers."""
    client = signed_in(person)
    raise_powers(client, person, reason)
    return client


def raise_powers(
    client: Client, person: Person, reason: str = "a test needs it"
) -> ElevatedSession:
    """Raise a signed-in person's powers in this browser."""
    raised = start_elevated_session(reason=reason, acting_person=person, now=timezone.now())
    session = client.session
    session[SESSION_KEY] = raised.pk
    session.save()
    return raised
