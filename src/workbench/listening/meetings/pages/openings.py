"""What a talk is opened about: a signal or an incident, with what followed it (S002-25)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from workbench.accounts.models import Person
from workbench.listening.meetings import access
from workbench.listening.meetings.models import Activation
from workbench.listening.meetings.pages.readiness import ActivationLine, activation_line
from workbench.listening.models import Record
from workbench.listening.pages.labels import city_labels
from workbench.listening.signals import words
from workbench.listening.signals.feeds import finding_of
from workbench.listening.signals.models import Signal

WHOLE_DATE, LONGEST_WHAT = 10, 200
From = Activation.From


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """Where the checklist is started about something, and each time that it was.

    `address` is empty while one of them is open: one thing is followed by one checklist at a time.
    """

    address: str
    lines: tuple[ActivationLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """What the checklist is started from, and what the form begins with."""

    begun_from: str
    reference: str
    told: dict[str, Any]
    back: str
    back_words: str


def opening_about_signal(person: Person, signal: Signal) -> Opening | None:
    """For the signal's page; None for those who start no checklist."""
    return _opening(person, From.SIGNAL, str(signal.pk), {"signal": signal.pk})


def opening_about_incident(person: Person, source: str, key: str) -> Opening | None:
    """For the incident's page; None for those who start no checklist."""
    asked = {"source": source, "incident": key}
    return _opening(person, From.INCIDENT, incident_reference(source, key), asked)


def begun_from_signal(signal: Signal) -> Begun:
    """Where, about whom, and the first day of the finding that raised it."""
    finding = finding_of(signal.finding)
    heading = words.heading(finding, city_labels())
    what = _("A signal: %(heading)s") % {"heading": heading}
    told = {"what": what[:LONGEST_WHAT], "incident_on": finding.since}
    return Begun(
        begun_from=From.SIGNAL,
        reference=str(signal.pk),
        told={**told, "area": _one_of(signal.areas)},
        back=reverse("listening-signal", args=[signal.pk]),
        back_words=heading,
    )


def begun_from_incident(source: str, record: Record) -> Begun:
    """What was reported, where, and on which day, if it is known to the day."""
    labels = city_labels()
    what = _("%(kind)s, %(where)s") % {
        "kind": labels.value("kinds", record.kinds),
        "where": labels.where(record.area, record.place),
    }
    told = {"what": what[:LONGEST_WHAT], "incident_on": _whole_day(record.occurred_on)}
    return Begun(
        begun_from=From.INCIDENT,
        reference=incident_reference(source, record.key),
        told={**told, "area": record.area},
        back=reverse("listening-incident", args=[source, record.key]),
        back_words=record.key,
    )


def begun_by_hand() -> Begun:
    """Nothing is known of it yet."""
    return Begun(
        begun_from=From.HAND,
        reference="",
        told={},
        back=reverse("meetings-readiness"),
        back_words=_("Readiness"),
    )


def incident_reference(source: str, key: str) -> str:
    """How an activation names an incident."""
    return f"{source}/{key}"


def _opening(
    person: Person, begun_from: str, reference: str, asked: dict[str, Any]
) -> Opening | None:
    if not access.is_desk(person):
        return None
    rows = list(access.activations_about(begun_from, reference))
    is_open = any(one.closed_on is None for one in rows)
    return Opening(
        address="" if is_open else f"{reverse('meetings-activation-new')}?{urlencode(asked)}",
        lines=tuple(activation_line(one) for one in rows),
    )


def _one_of(areas: Iterable[str]) -> str:
    """The area, where there is one alone."""
    found = list(areas)
    return found[0] if len(found) == 1 else ""


def _whole_day(text: str | None) -> date | None:
    """The day of a date that is told to the day."""
    return date.fromisoformat(text) if text and len(text) == WHOLE_DATE else None
