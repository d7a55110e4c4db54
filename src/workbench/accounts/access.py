"""The one door to people's rows, and the rules of who may do what, as pure functions.

Read the rules at the top first: they take plain facts and give a yes or a no. The queries below
are the only ones that views and actions of this room use.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from allauth.mfa.models import Authenticator
from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404

from workbench.accounts.models import ElevatedSession, Invitation, Person, Role
from workbench.core.models import AuditRow

MAY_RAISE_POWERS = frozenset({Role.COORDINATOR, Role.ANALYST, Role.OPERATOR})
MAY_MANAGE_PEOPLE = frozenset({Role.OPERATOR})


def may_enter(role: str, roles: Collection[str]) -> bool:
    """Whether a role is among those that a page is open to."""
    return role in roles


def may_raise_powers(role: str) -> bool:
    """Whether a role may hold raised powers at all."""
    return role in MAY_RAISE_POWERS


def is_raised(
    *, person_id: int, owner_id: int, ends_at: datetime, ended_at: datetime | None, now: datetime
) -> bool:
    """Whether an elevated session gives this person raised powers at this moment."""
    return person_id == owner_id and ended_at is None and now < ends_at


def invitation_holds(*, expires_at: datetime, used_at: datetime | None, now: datetime) -> bool:
    """Whether an invitation link still lets its person in: unused, and not too old."""
    return used_at is None and now < expires_at


def token_sha256(token: str) -> str:
    """What is stored of an invitation link: enough to know it again, not to make it."""
    return sha256(token.encode()).hexdigest()


def people() -> QuerySet[Person]:
    """Everyone who was ever let in, by name."""
    return Person.objects.order_by("-is_active", "name", "pk")


def person_with_id(person_id: int) -> Person:
    """One person; not found otherwise."""
    return get_object_or_404(Person, pk=person_id)


def demonstration_people() -> QuerySet[Person]:
    """The people of the made-up city whom a visitor may play."""
    return Person.objects.filter(is_demonstration=True, is_active=True).order_by("pk")


def other_operators(person: Person) -> int:
    """How many people besides this one can manage people."""
    operators = Person.objects.filter(role=Role.OPERATOR, is_active=True, is_demonstration=False)
    return operators.exclude(pk=person.pk).count()


def has_second_factor(person: Person) -> bool:
    """Whether this person has set up an authenticator app."""
    return bool(with_second_factor([person.pk]))


def with_second_factor(ids: Collection[int]) -> set[int]:
    """Which of these people have set up an authenticator app."""
    totp = Authenticator.objects.filter(user_id__in=ids, type=Authenticator.Type.TOTP)
    return set(totp.values_list("user_id", flat=True))


def invitation_for(token: str, *, now: datetime) -> Invitation | None:
    """The invitation behind a link, if it still holds."""
    found = Invitation.objects.select_related("person").filter(
        token_sha256=token_sha256(token), person__is_active=True
    )
    invitation = found.first()
    if invitation is None:
        return None
    holds = invitation_holds(expires_at=invitation.expires_at, used_at=invitation.used_at, now=now)
    return invitation if holds else None


def elevated_session_of(
    person: Person, session_id: int | None, *, now: datetime
) -> ElevatedSession | None:
    """The elevated session with this id, if it gives this person raised powers now."""
    if session_id is None:
        return None
    session = ElevatedSession.objects.filter(pk=session_id).first()
    if session is None or not may_raise_powers(person.role):
        return None
    raised = is_raised(
        person_id=person.pk,
        owner_id=session.person_id,
        ends_at=session.ends_at,
        ended_at=session.ended_at,
        now=now,
    )
    return session if raised else None


def elevated_sessions(person: Person | None = None) -> QuerySet[ElevatedSession]:
    """Elevated sessions, newest first: one person's, or everybody's."""
    sessions = (
        ElevatedSession.objects.select_related("person")
        .annotate(made=Count("requests"))
        .order_by("-started_at", "-pk")
    )
    return sessions.filter(person=person) if person else sessions


def elevated_session_with_id(session_id: int) -> ElevatedSession:
    """One elevated session; not found otherwise."""
    return get_object_or_404(
        ElevatedSession.objects.select_related("person").prefetch_related("requests"),
        pk=session_id,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditQuestion:
    """What an operator asks of the audit log; an empty answer means “any”."""

    person_id: int | None = None
    verb: str = ""
    subject: str = ""
    since: datetime | None = None
    until: datetime | None = None


def audit_rows(question: AuditQuestion) -> QuerySet[AuditRow]:
    """The rows of the audit log that answer a question, newest first."""
    rows = AuditRow.objects.select_related("acting_person")
    asked = Q()
    if question.person_id is not None:
        asked &= Q(acting_person_id=question.person_id)
    if question.verb:
        asked &= Q(verb=question.verb)
    if question.subject:
        asked &= Q(subject_type=question.subject)
    if question.since:
        asked &= Q(at__gte=question.since)
    if question.until:
        asked &= Q(at__lt=question.until)
    return rows.filter(asked)


def audit_words() -> tuple[list[str], list[str]]:
    """Every verb and every kind of subject that stands in the audit log."""
    rows = AuditRow.objects.order_by()
    verbs = rows.values_list("verb", flat=True).distinct()
    subjects = rows.values_list("subject_type", flat=True).distinct()
    return sorted(verbs), sorted(subjects)
