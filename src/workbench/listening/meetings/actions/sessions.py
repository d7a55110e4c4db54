"""Plan a session, answer its gate, call it ready, hold it, and keep what was said.

What people said, and why a voice was left out, is sealed before it reaches a row, and never enters
the audit log.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from workbench.accounts.models import Person
from workbench.core.audit import record_audit
from workbench.core.words import open_words, seal
from workbench.listening.meetings import access
from workbench.listening.meetings.actions.faults import NotReady, UnfitTalk
from workbench.listening.meetings.gate import missing
from workbench.listening.meetings.models import GateAnswer, Session, SessionNote
from workbench.listening.meetings.words import preconditions

State = Session.State
NOTED = ("day", "area", "groups", "areas", "rules_agreed", "contested", "is_open")


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """How a session went: on which day, how many came, which groups did not, what was agreed."""

    day: date
    present: int
    absent: tuple[str, ...] = ()
    agreed: str = ""


@transaction.atomic
def plan_session(values: Mapping[str, Any], *, acting_person: Person, now: datetime) -> Session:
    """A new session; `contested_words`, if given, are sealed."""
    access.refuse_unless_desk(acting_person)
    kept = _sealed(values)
    made = Session.objects.create(**kept, entered_by=acting_person, entered_at=now)
    record_audit(acting_person, "plan-session", made, {}, _noted(made))
    return made


@transaction.atomic
def change_session(session: Session, values: Mapping[str, Any], *, acting_person: Person) -> None:
    """Say it better before it is held. Who facilitates is the desk's to say."""
    session = _before_it(session, acting_person)
    before = _noted(session)
    for name, value in _sealed(values).items():
        if name != "organisation" or access.is_desk(acting_person):
            setattr(session, name, value)
    session.save()
    record_audit(acting_person, "change-session", session, before, _noted(session))
    _fall_back(session, acting_person)


@transaction.atomic
def answer_gate(
    session: Session, key: str, *, answer: str, words: str, today: date, acting_person: Person
) -> None:
    """Answer one precondition, in words; a session that loses a must is no longer ready."""
    session = _before_it(session, acting_person)
    if key not in preconditions():
        raise UnfitTalk(
            _("There is no precondition “%(key)s”.") % {"key": key},
            remedy=_("Load the page again and choose one that is listed."),
        )
    if not words.strip():
        raise UnfitTalk(
            _("The answer has no words."),
            remedy=_("Say in a few words who said so, or what is missing."),
            field="words",
        )
    told = {"answer": answer, "words": words.strip(), "answered_on": today}
    kept, _new = GateAnswer.objects.update_or_create(session=session, key=key, defaults=told)
    noted = {"session_id": session.pk, "key": key, "answer": answer, "answered_on": today}
    record_audit(acting_person, "answer-precondition", kept, {}, noted)
    _fall_back(session, acting_person)


@transaction.atomic
def call_ready(session: Session, *, acting_person: Person) -> None:
    """Call a session ready; raises `NotReady` with what is missing."""
    session = _before_it(session, acting_person)
    lacking = missing(session, preconditions())
    if lacking:
        raise NotReady(
            _("This session is not ready. %(missing)s") % {"missing": " ".join(lacking)},
            remedy=_("Settle what is missing first."),
            missing=list(lacking),
        )
    _move(session, State.READY, acting_person, verb="call-session-ready")


@transaction.atomic
def hold_session(session: Session, held: Held, *, today: date, acting_person: Person) -> None:
    """Write down that it was held, ready or not, with who was absent and what was agreed."""
    session = _before_it(session, acting_person)
    if held.day > today:
        raise UnfitTalk(
            _("This day has not come yet."), remedy=_("Change the day."), field="held_on"
        )
    session.was_ready = session.state == State.READY
    session.day, session.present, session.absent = held.day, held.present, list(held.absent)
    session.sealed_agreed = seal(held.agreed) if held.agreed else b""
    _move(session, State.HELD, acting_person, verb="hold-session")


@transaction.atomic
def cancel_session(session: Session, *, acting_person: Person) -> None:
    """It does not take place; what was prepared stays."""
    session = _before_it(session, acting_person)
    _move(session, State.CANCELLED, acting_person, verb="cancel-session")


@transaction.atomic
def add_note(session: Session, *, theme: str, words: str, acting_person: Person) -> SessionNote:
    """What was said under one theme: sealed, and without names."""
    refuse_unless_held(session, acting_person)
    made = SessionNote.objects.create(session=session, theme=theme, sealed_words=seal(words))
    record_audit(acting_person, "add-session-note", made, {}, {"session_id": session.pk})
    return made


def refuse_unless_held(session: Session, acting_person: Person) -> None:
    """Raises unless the session was held and this person works on it."""
    access.refuse_unless_facilitates(acting_person, session)
    if session.state != State.HELD:
        raise UnfitTalk(
            _("This session was not held."),
            remedy=_("Write down first that it was held, and on which day."),
        )


def contested_words(session: Session) -> str:
    """Why contested voices are invited or left out."""
    return open_words(session.sealed_contested) if session.sealed_contested else ""


def _before_it(session: Session, acting_person: Person) -> Session:
    """The session under a lock; raises unless it is still to come and this person works on it."""
    access.refuse_unless_facilitates(acting_person, session)
    session = Session.objects.select_for_update().get(pk=session.pk)
    if session.state not in {State.PLANNED, State.READY}:
        raise UnfitTalk(
            _("This session was held or cancelled, and stays as it is."),
            remedy=_("Plan a new session that says what has changed."),
        )
    return session


def _fall_back(session: Session, acting_person: Person) -> None:
    """A session that no longer meets its gate is planned again."""
    if session.state == State.READY and missing(session, preconditions()):
        _move(session, State.PLANNED, acting_person, verb="no-longer-ready")


def _move(session: Session, state: str, acting_person: Person, *, verb: str) -> None:
    before = {"state": session.state}
    session.state = state
    session.save()
    after = {"state": state, "day": session.day, "was_ready": session.was_ready}
    record_audit(acting_person, verb, session, before, after)


def _sealed(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as the row keeps them: `contested_words` sealed, and kept where none came."""
    kept = dict(values)
    words = kept.pop("contested_words", "").strip()
    return {**kept, "sealed_contested": seal(words)} if words else kept


def _noted(session: Session) -> dict[str, Any]:
    return {name: getattr(session, name) for name in NOTED}
