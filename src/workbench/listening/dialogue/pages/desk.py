"""Conversations from inside: the list, one with what comes next, its queue and its tables."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.forms import BaseForm
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workbench.accounts.models import Person
from workbench.core.labels import in_a_row
from workbench.core.numbers import whole
from workbench.core.paging import Paging, paging, part
from workbench.core.pictures.qr import qr_picture
from workbench.listening.dialogue import access, words
from workbench.listening.dialogue.forms.desk import TablesForm, TopicsForm
from workbench.listening.dialogue.models import Conversation, Statement
from workbench.listening.dialogue.pages.open import (
    ShownStatement,
    shown,
    state_words,
)
from workbench.listening.dialogue.pages.queue import how_many_wait
from workbench.listening.dialogue.reader_words import notice_words, sign_words
from workbench.listening.meetings.pages.came_of_conversations import came_of


@dataclass(frozen=True, slots=True, kw_only=True)
class DialogueLine:
    """One conversation in the desk's list."""

    title: str
    question: str
    state: str
    holds: str
    waiting: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DialoguesPage:
    """What dialogue/dialogues.html may use."""

    lines: tuple[DialogueLine, ...]
    shown: Paging


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One part of a conversation, and how far it is."""

    heading: str
    state: str
    address: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DialoguePage:
    """What dialogue/dialogue.html may use."""

    conversation_id: int
    title: str
    question: str
    words: str
    state: str
    is_draft: bool
    is_open: bool
    nums: tuple[tuple[str, str], ...]
    steps: tuple[Step, ...]
    address: str
    code: str
    qr: SafeString
    facts: tuple[tuple[str, str], ...]
    read: tuple[str, ...]
    read_exactly: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRow:
    """One statement with where it stands."""

    statement: ShownStatement
    statement_id: int
    state: str
    origin: str
    why: str
    topic: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementsPage:
    """What dialogue/statements.html may use."""

    conversation_id: int
    title: str
    rows: tuple[StatementRow, ...]
    shown: Paging
    form: BaseForm
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TablesPage:
    """What dialogue/tables.html may use."""

    conversation_id: int
    title: str
    topics: tuple[str, ...]
    rows: tuple[tuple[str, str, str, str], ...]
    topics_form: TopicsForm
    tables_form: TablesForm


def dialogues_page(person: Person, *, asked: str | None) -> DialoguesPage:
    """The conversations of this person, the newest first."""
    found = access.conversations_for(person)
    page = paging(found.count(), asked=asked, query={})
    return DialoguesPage(lines=tuple(_line(one) for one in part(found, page)), shown=page)


def _line(one: Conversation) -> DialogueLine:
    waiting = one.statements.filter(state=Statement.State.WAITING).count()
    return DialogueLine(
        title=one.title,
        question=one.question,
        state=state_words(one),
        holds=one.organisation or _("the city"),
        waiting=how_many_wait(waiting) if waiting else "",
        address=reverse("dialogue-one", args=[one.pk]),
    )


def public_address(conversation: Conversation) -> str:
    """Where people come in, as it stands on an invitation."""
    return str(settings.CSRF_TRUSTED_ORIGINS[0]) + reverse(
        "open-talk-front", args=[conversation.code]
    )


def dialogue_page(conversation: Conversation) -> DialoguePage:
    """One conversation: how many spoke, the way in, and what can be done."""
    counted = access.counted(conversation)
    address = public_address(conversation)
    return DialoguePage(
        conversation_id=conversation.pk,
        title=conversation.title,
        question=conversation.question,
        words=conversation.words,
        state=state_words(conversation),
        is_draft=conversation.state == Conversation.State.DRAFT,
        is_open=conversation.state == Conversation.State.OPEN,
        nums=(
            (_("Have voted"), whole(counted["voters"])),
            (_("of them on paper"), whole(counted["papers"])),
            (_("Votes"), whole(counted["votes"])),
            (_("Statements voted on"), whole(counted["accepted"])),
        ),
        steps=_steps(conversation, counted),
        address=address,
        code=conversation.code.upper(),
        qr=qr_picture(address, alt=_("The address of this conversation, for a phone")),
        facts=_facts(conversation),
        read=_read(conversation),
        read_exactly=_exact(conversation),
    )


def _facts(one: Conversation) -> tuple[tuple[str, str], ...]:
    return (
        (_("Held by"), one.organisation or _("the city")),
        (_("Languages"), in_a_row([name for _code, name in words.languages(one.languages)])),
        (_("The room sees of itself"), str(one.get_shows_display())),
        (_("Smallest group that is shown to everybody"), whole(one.floor)),
        (_("Statements"), _("people may add some") if one.takes_statements else _("fixed")),
    )


def _read(one: Conversation) -> tuple[str, ...]:
    """What the reader of an old export said of its files, in the reader's language."""
    told = one.brought_in or {}
    lines = [
        *(_in_words(sign, sign_words) for sign in told.get("signs", ())),
        *(_in_words(notice, notice_words) for notice in told.get("notices", ())),
    ]
    refused = told.get("refused", 0)
    if refused:
        said = ngettext("%(n)s row was refused.", "%(n)s rows were refused.", refused)
        lines.append(said % {"n": whole(refused)})
    return tuple(lines)


def _in_words(told: Any, words_of: Callable[[Mapping[str, Any]], str]) -> str:
    """A sentence of the reader; those from before its codes were kept stand as they were said."""
    return told if isinstance(told, str) else words_of(told)


def _exact(one: Conversation) -> tuple[str, ...]:
    """The same as the reader said it, with file and row."""
    told = one.brought_in or {}
    rows = [*told.get("signs", ()), *told.get("notices", ())]
    return tuple(row["sentence"] for row in rows if not isinstance(row, str))


def _steps(one: Conversation, counted: dict[str, int]) -> tuple[Step, ...]:
    waiting, rejected = counted["waiting"], counted["rejected"]
    tables = one.tables.count()
    said = [
        (
            _("Statements"),
            words.statements(counted["accepted"]),
            "dialogue-statements",
            _("Read and add statements"),
        ),
        (
            _("Moderation"),
            _("%(waiting)s wait, %(rejected)s turned down")
            % {"waiting": whole(waiting), "rejected": whole(rejected)},
            "dialogue-moderation",
            _("Read what waits"),
        ),
        (
            _("Topics and tables"),
            ngettext("%(n)s table", "%(n)s tables", tables) % {"n": whole(tables)},
            "dialogue-tables",
            _("Set up a hall"),
        ),
        (
            _("Paper"),
            words.voters(counted["papers"]),
            "dialogue-sheets",
            _("Print and enter sheets"),
        ),
        (_("What it shows"), words.votes(counted["votes"]), "dialogue-analysis", _("Look at it")),
        (
            _("What came of it"),
            came_of(one, today=localdate()).waiting,
            "dialogue-recommendations",
            _("Recommendations and answers"),
        ),
    ]
    return tuple(
        Step(heading=heading, state=state, address=reverse(name, args=[one.pk]), link=link)
        for heading, state, name, link in said
    )


def statements_page(
    conversation: Conversation, form: BaseForm, *, asked: str | None
) -> StatementsPage:
    """Every statement with where it stands, and a form for more."""
    found = conversation.statements.select_related("topic", "duplicate_of")
    page = paging(found.count(), asked=asked, query={})
    return StatementsPage(
        conversation_id=conversation.pk,
        title=conversation.title,
        rows=tuple(_row(one) for one in part(found, page)),
        shown=page,
        form=form,
        rules=tuple(words.rules(conversation.rules)),
    )


def _row(one: Statement) -> StatementRow:
    return StatementRow(
        statement=shown(one),
        statement_id=one.pk,
        state=str(one.get_state_display()),
        origin=str(one.get_origin_display()),
        why=why_words(one),
        topic=one.topic.name if one.topic else "",
    )


def why_words(one: Statement) -> str:
    """By which rule it was turned down, and the words to it."""
    if not one.rule:
        return ""
    same = _("See statement %(n)s.") % {"n": one.duplicate_of.number} if one.duplicate_of else ""
    return " ".join(said for said in (words.rule(one.rule), same, one.reason) if said)


def tables_page(
    conversation: Conversation, topics_form: TopicsForm, tables_form: TablesForm
) -> TablesPage:
    """The hall: its topics and its tables, with the address of each."""
    address = public_address(conversation)
    return TablesPage(
        conversation_id=conversation.pk,
        title=conversation.title,
        topics=tuple(f"{one.number}. {one.name}" for one in conversation.topics.all()),
        rows=tuple(
            (
                whole(one.number),
                one.topic.name if one.topic else _("all topics"),
                whole(one.seats),
                f"{address}?table={one.number}",
            )
            for one in conversation.tables.select_related("topic")
        ),
        topics_form=topics_form,
        tables_form=tables_form,
    )


def day_words(conversation: Conversation) -> str:
    """Since when it is open, or between which days it was; the day itself where it took one."""
    moments = [one for one in (conversation.opened_at, conversation.closed_at) if one]
    days = [date_format(localtime(one), "DATE_FORMAT") for one in moments]
    return " – ".join(dict.fromkeys(days))
