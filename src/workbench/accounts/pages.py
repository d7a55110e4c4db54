"""What each page of this room may use: one frozen object a page."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page
from django.forms import BaseForm
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime

from workbench.accounts.access import with_second_factor
from workbench.accounts.models import ElevatedSession, Person, Role
from workbench.core.audit import withheld_fields
from workbench.core.audit_words import (
    field_in_words,
    subject_in_words,
    value_in_words,
    verb_in_words,
)
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
    """One row of the audit log, in words, with its changes side by side."""

    row: AuditRow
    verb: str
    subject: str
    changes: tuple[tuple[str, Any, Any], ...]
    withheld: tuple[str, ...]


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
    """A row of the log with what it changed, before and after, field by field.

    A model names in `withheld_fields` what an operator is told of only as changed.
    """
    names = [
        name
        for name in sorted({*row.before, *row.after})
        if (row.before.get(name) or None) != (row.after.get(name) or None)
    ]
    withheld = withheld_fields(row.subject_type)
    changes = tuple(
        (
            field_in_words(name),
            _readable(name, row.before.get(name)),
            _readable(name, row.after.get(name)),
        )
        for name in names
        if name not in withheld
    )
    return AuditLine(
        row=row,
        verb=verb_in_words(row.verb),
        subject=f"{subject_in_words(row.subject_type)} {row.subject_id}",
        changes=changes,
        withheld=tuple(field_in_words(name) for name in names if name in withheld),
    )


def _readable(name: str, value: Any) -> Any:
    if name == "role" and value in Role.values:
        return Role(value).label
    moment = parse_datetime(value) if isinstance(value, str) and "T" in value else None
    if moment:
        return date_format(localtime(moment), "SHORT_DATETIME_FORMAT")
    day = parse_date(value) if isinstance(value, str) and name.endswith("_on") else None
    return date_format(day, "SHORT_DATE_FORMAT") if day else value_in_words(name, value)


def all_raised_page(page: "Page[ElevatedSession]") -> AllRaisedPage:
    """The list of elevated sessions, with the moment that decides which still hold."""
    return AllRaisedPage(page=page, now=timezone.now())
