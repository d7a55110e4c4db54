"""The audit log's one pen. Every action that changes a row calls `record_audit` in its transaction.

A row says who, what, from what, to what. Only fields that a model names in its `audited_fields`
may enter, so a personal word stays out unless somebody lists it, and a test reads the lists.
"""

from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction

from commonweal.core.errors import CommonwealError
from workbench.core.models import AuditRow

LONGEST_VALUE = 200


class NotForTheLog(CommonwealError):
    """A value was about to enter the audit log that has no place there."""

    code = "not-for-the-log"
    status = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFacts:
    """What the audit log notes about the request in which a change was made."""

    request_id: str = ""
    elevated_session_id: int | None = None


NO_REQUEST = RequestFacts()
current_request: ContextVar[RequestFacts] = ContextVar("current_request", default=NO_REQUEST)


def record_audit(
    acting_person: AbstractBaseUser | None,
    verb: str,
    subject: models.Model,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> AuditRow:
    """Write one audit row inside the transaction of the change it tells of.

    `before` and `after` map field names to plain values; every name must stand in the
    `audited_fields` of the subject's model, else `NotForTheLog`. Without a person the command
    line acted. Outside a transaction it raises too: the change and its row stand or fall together.
    """
    if not transaction.get_connection().in_atomic_block:
        raise NotForTheLog(
            f"“{verb}” was recorded outside a transaction.",
            remedy="Make the change and its audit row in one transaction.atomic block.",
            verb=verb,
        )
    facts = current_request.get()
    row = AuditRow(
        acting_person_id=acting_person.pk if acting_person else None,
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        before=_allowed(before, subject, verb),
        after=_allowed(after, subject, verb),
        request_id=facts.request_id,
        elevated_session_id=facts.elevated_session_id,
    )
    row.save()
    return row


def withheld_fields(subject_type: str) -> frozenset[str]:
    """The fields of which a reader of the log learns only that they changed."""
    try:
        model = apps.get_model(subject_type)
    except (LookupError, ValueError):
        return frozenset()  # a kind that is gone
    fields: frozenset[str] = getattr(model, "withheld_fields", frozenset())
    return fields


def _allowed(values: Mapping[str, Any] | None, subject: models.Model, verb: str) -> dict[str, Any]:
    allowed: frozenset[str] = getattr(type(subject), "audited_fields", frozenset())
    strange = sorted(set(values or {}) - allowed)
    if strange:
        raise NotForTheLog(
            f"“{verb}” would write {', '.join(strange)} of {subject._meta.label} "
            "into the audit log.",
            remedy="Name the field in the model's audited_fields if it never holds personal "
            "words; else leave it out.",
            verb=verb,
            names=strange,
        )
    return {name: _plain(value, name, verb) for name, value in (values or {}).items()}


def _plain(value: Any, name: str, verb: str) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [_plain(part, name, verb) for part in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, str) and len(value) <= LONGEST_VALUE:
        return str(value)
    raise NotForTheLog(
        f"“{verb}” would write a {type(value).__name__} as {name} into the audit log.",
        remedy=f"Only numbers, dates and texts of up to {LONGEST_VALUE} characters enter it.",
        verb=verb,
        names=[name],
    )
