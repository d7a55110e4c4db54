"""The list of sessions, and one session: its gate, who came, what was raised."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workbench.accounts.models import Person
from workbench.core.labels import city_names, in_a_row
from workbench.core.numbers import whole
from workbench.core.paging import Paging, paging, part
from workbench.core.words import open_words
from workbench.listening.meetings import access
from workbench.listening.meetings.actions.sessions import contested_words
from workbench.listening.meetings.gate import missing
from workbench.listening.meetings.models import Session
from workbench.listening.meetings.pages.concerns import ConcernLine, concern_line
from workbench.listening.meetings.words import day_words, preconditions

State = Session.State


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionLine:
    """One session in a list."""

    address: str
    question: str
    state: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionsPage:
    """What sessions.html may use."""

    lede: str
    lines: tuple[SessionLine, ...]
    shown: Paging
    is_desk: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class GateLine:
    """One precondition and its answer."""

    key: str
    name: str
    what: str
    must: bool
    answer: str
    words: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPage:
    """What session.html may use."""

    session_id: int
    line: SessionLine
    facts: tuple[tuple[str, str], ...]
    rules: str
    gate: tuple[GateLine, ...]
    missing: tuple[str, ...]
    is_to_come: bool
    is_ready: bool
    is_held: bool
    contested: str
    contested_words: str
    agreed: str
    themes: tuple[str, ...]
    concerns: tuple[ConcernLine, ...]
    unsorted: str
    recommendations: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotesPage:
    """What notes.html may use: the words are opened here alone."""

    session_id: int
    question: str
    notes: tuple[tuple[str, str], ...]


def sessions_page(person: Person, *, asked: str | None) -> SessionsPage:
    """Every session this person may see, the newest first."""
    rows = access.sessions_for(person)
    shown = paging(rows.count(), asked=asked, query={})
    held = rows.filter(state=State.HELD).count()
    lede = ngettext("%(n)s talk was held.", "%(n)s talks were held.", held) % {"n": whole(held)}
    return SessionsPage(
        lede=lede,
        lines=tuple(session_line(one) for one in part(rows, shown)),
        shown=shown,
        is_desk=access.is_desk(person),
    )


def session_line(one: Session) -> SessionLine:
    """One session in words."""
    about = [day_words(one.day), one.place, one.facilitator]
    if one.state == State.HELD and not one.was_ready:
        about.append(_("held without being ready"))
    return SessionLine(
        address=reverse("meetings-session", args=[one.pk]),
        question=one.question,
        state=str(one.get_state_display()),
        about=" · ".join(filter(None, about)),
    )


def session_page(person: Person, one: Session) -> SessionPage:
    """One session, for those who work on it."""
    concerns = one.concerns.prefetch_related("sortings", "answers")
    lines = tuple(concern_line(concern) for concern in concerns)
    is_to_come = one.state in {State.PLANNED, State.READY}
    return SessionPage(
        session_id=one.pk,
        line=session_line(one),
        facts=_facts(one),
        rules=one.rules,
        gate=gate_lines(one),
        missing=missing(one, preconditions()) if is_to_come else (),
        is_to_come=is_to_come,
        is_ready=one.state == State.READY,
        is_held=one.state == State.HELD,
        contested=str(one.get_contested_display()) if one.contested else "",
        contested_words=contested_words(one),
        agreed=open_words(one.sealed_agreed) if one.sealed_agreed else "",
        themes=tuple(dict.fromkeys(one.notes.values_list("theme", flat=True))),
        concerns=lines,
        unsorted=_unsorted(sum(not line.is_sorted for line in lines)),
        recommendations=_recommended(person, one),
    )


def gate_lines(one: Session) -> tuple[GateLine, ...]:
    """Every precondition with its answer, or that it is not answered."""
    answers = {answer.key: answer for answer in one.gate.all()}
    return tuple(
        GateLine(
            key=row.key,
            name=row.name,
            what=row.what,
            must=row.must,
            answer=str(answers[row.key].get_answer_display()) if row.key in answers else "",
            words=answers[row.key].words if row.key in answers else "",
            source=row.source,
        )
        for row in preconditions()
    )


def notes_page(one: Session) -> NotesPage:
    """What was said, theme by theme."""
    notes = tuple((note.theme, open_words(note.sealed_words)) for note in one.notes.all())
    return NotesPage(session_id=one.pk, question=one.question, notes=notes)


def _facts(one: Session) -> tuple[tuple[str, str], ...]:
    names = city_names()
    facts = [
        (_("Area"), names.area(one.area) or _("the whole city")),
        (_("Open to everybody"), _("yes") if one.is_open else _("no")),
        (_("Groups invited"), in_a_row([names.group(key) for key in one.groups])),
        (_("Areas invited"), in_a_row([names.area(key) for key in one.areas])),
    ]
    if one.activation:
        facts.append((_("After"), one.activation.what))
    if one.state == State.HELD:
        facts += [
            (_("People present"), whole(one.present) if one.present is not None else "–"),
            (_("Groups absent"), in_a_row([names.group(key) for key in one.absent])),
        ]
    return tuple(facts)


def _unsorted(count: int) -> str:
    said = ngettext("%(n)s is not sorted yet.", "%(n)s are not sorted yet.", count)
    return said % {"n": whole(count)} if count else ""


def _recommended(person: Person, one: Session) -> tuple[tuple[str, str, str], ...]:
    rows = access.recommendations_for(person).filter(session=one)
    return tuple(
        (
            row.words,
            reverse("meetings-recommendation", args=[row.pk]),
            str(row.get_state_display()),
        )
        for row in rows
    )
