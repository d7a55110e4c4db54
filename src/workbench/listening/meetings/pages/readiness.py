"""What stands ready, and each time that the checklist was started."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workbench.accounts.models import Person
from workbench.core.labels import city_names
from workbench.core.neutral_places import NeutralPlace, neutral_places
from workbench.core.numbers import whole
from workbench.listening.meetings import access, panels
from workbench.listening.meetings.models import Activation, Standing
from workbench.listening.meetings.readiness import first_talk_after, is_confirmed
from workbench.listening.meetings.words import activation_steps, day_words, days_words

MOST_SUGGESTED = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingLine:
    """One place, facilitator or set of rules."""

    standing_id: int
    name: str
    about: str
    words: str
    state: str
    is_confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivationLine:
    """One time that the checklist was started."""

    address: str
    what: str
    about: str
    came: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadinessPage:
    """What readiness.html may use."""

    told: tuple[str, ...]
    kinds: tuple[tuple[str, tuple[StandingLine, ...]], ...]
    suggested: tuple[NeutralPlace, ...]
    more_suggested: str
    activations: tuple[ActivationLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """One step of the checklist."""

    key: str
    name: str
    what: str
    source: str
    done: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivationPage:
    """What activation.html may use."""

    activation_id: int
    line: ActivationLine
    reference: str
    reference_address: str
    steps: tuple[StepLine, ...]
    sessions: tuple[tuple[str, str], ...]
    is_open: bool


def readiness_page(person: Person, *, today: date) -> ReadinessPage:
    """The standing list, what asks to be confirmed, and how fast talks were opened."""
    ready = panels.readiness_now()
    rows = list(access.standing_for(person).filter(retired=False))
    suggested = _suggested(rows, ready.without_place)
    told = (panels.confirmed_words(ready), panels.lacking_words(ready), panels.speed_words(ready))
    return ReadinessPage(
        told=tuple(filter(None, told)),
        kinds=tuple(
            (str(label), _standing_lines(rows, kind, today))
            for kind, label in Standing.Kind.choices
        ),
        suggested=suggested[:MOST_SUGGESTED],
        more_suggested=_more(len(suggested) - MOST_SUGGESTED),
        activations=tuple(activation_line(one) for one in access.activations_for(person)),
    )


def activation_line(one: Activation) -> ActivationLine:
    """One activation in words."""
    days = first_talk_after(one)
    where = city_names().area(one.area)
    return ActivationLine(
        address=reverse("meetings-activation", args=[one.pk]),
        what=one.what,
        about=" · ".join(filter(None, (day_words(one.incident_on), where))),
        came=_("a talk was opened %(days)s after") % {"days": days_words(days)}
        if days is not None
        else _("no open talk yet"),
    )


def activation_page(person: Person, one: Activation) -> ActivationPage:
    """One activation with its steps and their times."""
    done = {step.key: step for step in one.steps.all()}
    linked = access.sessions_for(person).filter(activation=one)
    return ActivationPage(
        activation_id=one.pk,
        line=activation_line(one),
        reference=str(one.get_begun_from_display()),
        reference_address=_reference_address(one),
        steps=tuple(
            StepLine(
                key=row.key,
                name=row.name,
                what=row.what,
                source=row.source,
                done=_at(done[row.key].done_at) if row.key in done else "",
                words=done[row.key].words if row.key in done else "",
            )
            for row in activation_steps()
        ),
        sessions=tuple(
            (session.question, reverse("meetings-session", args=[session.pk])) for session in linked
        ),
        is_open=one.closed_on is None,
    )


def _standing_lines(rows: Sequence[Standing], kind: str, today: date) -> tuple[StandingLine, ...]:
    names = city_names()
    return tuple(
        StandingLine(
            standing_id=one.pk,
            name=one.name,
            about=names.area(one.area),
            words=one.words,
            state=_state(one, today),
            is_confirmed=is_confirmed(one, today),
        )
        for one in rows
        if one.kind == kind
    )


def _state(one: Standing, today: date) -> str:
    if one.confirmed_on is None:
        return _("never confirmed; asks to be")
    days = {"day": day_words(one.confirmed_on), "until": day_words(one.holds_until)}
    if is_confirmed(one, today):
        return _("confirmed on %(day)s, holds until %(until)s") % days
    return _("confirmed on %(day)s, asks to be confirmed again since %(until)s") % days


def _suggested(rows: Sequence[Standing], lacking: Sequence[str]) -> tuple[NeutralPlace, ...]:
    """Places of the map on neutral ground that are not listed; first where none is confirmed."""
    listed = {one.name.casefold() for one in rows}
    found = (one for one in neutral_places() if one.place.casefold() not in listed)
    return tuple(sorted(found, key=lambda one: (one.area not in lacking, one.area_name)))


def _more(count: int) -> str:
    said = ngettext("and %(n)s more on the map", "and %(n)s more on the map", count)
    return said % {"n": whole(count)} if count > 0 else ""


def _reference_address(one: Activation) -> str:
    if one.begun_from == Activation.From.SIGNAL:
        return reverse("listening-signal", args=[int(one.reference)])
    if one.begun_from == Activation.From.INCIDENT:
        source, _slash, key = one.reference.partition("/")
        return reverse("listening-incident", args=[source, key])
    return ""


def _at(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")
