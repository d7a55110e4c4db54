"""Inviting people, changing what they may do, and helping those who lost their second factor."""

import secrets
from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.core.errors import NotAllowed
from workbench.accounts.access import other_operators, token_sha256
from workbench.accounts.models import Invitation, Person, Role
from workbench.core.audit import record_audit

INVITATION_HOLDS = timedelta(days=7)


@transaction.atomic
def invite_person(
    *,
    email: str,
    name: str,
    role: str,
    organisation: str = "",
    acting_person: Person | None,
    now: datetime,
) -> tuple[Person, str]:
    """Add a person and make the link that lets them in: the person and the link's token.

    Without `acting_person` the command line acts, as it does for a city's first operator.
    """
    person = Person.objects.create_person(
        email=email, name=name, role=role, organisation=organisation
    )
    record_audit(acting_person, "invite-person", person, {}, {"role": person.role})
    return person, _new_invitation(person, acting_person=acting_person, now=now)


@transaction.atomic
def accept_invitation(invitation: Invitation, *, password: str, now: datetime) -> Person:
    """Set the password of the invited person and use the link up."""
    taken = Invitation.objects.filter(pk=invitation.pk, used_at=None).update(used_at=now)
    if not taken:
        raise NotAllowed(
            _("This invitation has been used."), remedy=_("Ask your operator for a new one.")
        )
    person = invitation.person
    person.set_password(password)
    person.save(update_fields=["password"])
    record_audit(person, "accept-invitation", invitation)
    return person


@transaction.atomic
def change_role(person: Person, *, role: str, acting_person: Person) -> None:
    """Give a person another role."""
    before = person.role
    if before == Role.OPERATOR and role != Role.OPERATOR:
        _keep_an_operator(person)
    person.role = Role(role)
    person.save(update_fields=["role"])
    record_audit(acting_person, "change-role", person, {"role": before}, {"role": person.role})


@transaction.atomic
def deactivate_person(person: Person, *, acting_person: Person) -> None:
    """Close the door for a person, at once and in every browser."""
    _keep_an_operator(person)
    _let_in(person, False, verb="deactivate-person", acting_person=acting_person)


@transaction.atomic
def reactivate_person(person: Person, *, acting_person: Person) -> None:
    """Open the door for a person again."""
    _let_in(person, True, verb="reactivate-person", acting_person=acting_person)


@transaction.atomic
def reset_second_factor(person: Person, *, acting_person: Person, now: datetime) -> str:
    """Take away password and second factor, end every session, and make a new invitation.

    The password goes too: who holds a stolen one must not be the first at the new set-up.
    """
    if person.is_demonstration:
        raise NotAllowed(
            _("The people of the demonstration have no second factor."),
            remedy=_("Invite a person of your own instead."),
        )
    Authenticator.objects.filter(user_id=person.pk).delete()
    person.set_unusable_password()
    person.save(update_fields=["password"])
    record_audit(acting_person, "reset-second-factor", person)
    return _new_invitation(person, acting_person=acting_person, now=now)


@transaction.atomic
def add_demonstration_person(*, email: str, name: str, role: str, organisation: str = "") -> Person:
    """Add one of the made-up people whom a visitor of the made-up city may play."""
    person = Person.objects.create_person(
        email=email, name=name, role=role, organisation=organisation, is_demonstration=True
    )
    record_audit(None, "add-demonstration-person", person, {}, {"role": person.role})
    return person


def _new_invitation(person: Person, *, acting_person: Person | None, now: datetime) -> str:
    """Make a link and end the ones before it; only its hash is stored."""
    Invitation.objects.filter(person=person, used_at=None).update(expires_at=now)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        person=person,
        token_sha256=token_sha256(token),
        invited_by=acting_person,
        expires_at=now + INVITATION_HOLDS,
    )
    record_audit(
        acting_person,
        "make-invitation",
        invitation,
        {},
        {"person_id": person.pk, "expires_at": invitation.expires_at},
    )
    return token


def _let_in(person: Person, active: bool, *, verb: str, acting_person: Person) -> None:
    before = person.is_active
    person.is_active = active
    person.save(update_fields=["is_active"])
    record_audit(acting_person, verb, person, {"is_active": before}, {"is_active": active})


def _keep_an_operator(person: Person) -> None:
    if person.role == Role.OPERATOR and not other_operators(person):
        raise NotAllowed(
            _("This is the last operator; without one, nobody could manage people."),
            remedy=_("Make somebody else an operator first."),
        )
