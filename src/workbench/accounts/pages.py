"""What each page of this room may use: one frozen object a page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page
from django.forms import BaseForm
from django.utils import timezone

from workbench.accounts.access import with_second_factor
from workbench.accounts.models import ElevatedSession, Person
from workbench.core.models import AuditRow


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """One person in the list of people."""

    person: Person
    has_second_factor: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PeoplePage:
    """What people.html may use."""

    people: tuple[PersonLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage:
    """What person.html may use."""

    person: Person
    has_second_factor: bool
    role_form: BaseForm
    is_raised: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPage:
    """What a page with one form may use."""

    form: BaseForm


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkPage:
    """What invited.html may use: the one time that an invitation link is shown."""

    person: Person
    link: str
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationPage:
    """What invitation.html may use."""

    person: Person
    form: BaseForm


@dataclass(frozen=True, slots=True, kw_only=True)
class RaisedPage:
    """What elevated.html may use."""

    session: ElevatedSession | None
    form: BaseForm
    back: str
    earlier: tuple[ElevatedSession, ...]
    may_raise: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AllRaisedPage:
    """What elevated_all.html may use."""

    page: "Page[ElevatedSession]"
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OneRaisedPage:
    """What elevated_one.html may use."""

    session: ElevatedSession


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """One row of the audit log, with its changes side by side."""

    row: AuditRow
    changes: tuple[tuple[str, Any, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditPage:
    """What audit.html may use."""

    form: BaseForm
    lines: tuple[AuditLine, ...]
    page: "Page[AuditRow]"
    query: str


def people_page(people: list[Person]) -> PeoplePage:
    """The list of people, each with whether a second factor is set up."""
    safe = with_second_factor([person.pk for person in people])
    return PeoplePage(
        people=tuple(
            PersonLine(person=person, has_second_factor=person.pk in safe) for person in people
        )
    )


def audit_line(row: AuditRow) -> AuditLine:
    """A row of the log with its values before and after, field by field."""
    names = sorted({*row.before, *row.after})
    changes = tuple((name, row.before.get(name), row.after.get(name)) for name in names)
    return AuditLine(row=row, changes=changes)


def all_raised_page(page: "Page[ElevatedSession]") -> AllRaisedPage:
    """The list of elevated sessions, with the moment that decides which still hold."""
    return AllRaisedPage(page=page, now=timezone.now())
