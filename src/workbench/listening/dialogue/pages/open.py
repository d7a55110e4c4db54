"""The public face of conversations: which there are, one of them, and one statement at a time.

A page says what will happen before anything is sent, and shows no count below the floor.
"""

import secrets
from dataclasses import dataclass

from django.forms import BaseForm
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from workbench.core.labels import in_a_row
from workbench.listening.dialogue import access, routing, words
from workbench.listening.dialogue.models import (
    Conversation,
    Participant,
    Statement,
    Topic,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkLine:
    """One conversation in the list."""

    title: str
    question: str
    state: str
    is_open: bool
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkListPage:
    """What open/talk.html may use."""

    lines: tuple[TalkLine, ...]
    form: BaseForm
    wrong: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What every page of one conversation shows above: its name and where its parts are."""

    title: str
    question: str
    lang: str
    code: str
    state: str
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPage:
    """What open/front.html may use."""

    head: Head
    words: str
    holds: str
    count: str
    rules: tuple[str, ...]
    shows: str
    floor: int
    takes_statements: bool
    languages: str
    table: str
    begin: BaseForm
    form: BaseForm
    wrong: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownStatement:
    """A statement as it stands before people."""

    number: int
    text: str
    lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VotePage:
    """What open/vote.html may use; without a statement, this voice has seen them all."""

    head: Head
    voice: str
    in_fours: str
    statement: ShownStatement | None
    statement_id: int
    key: str
    topic: str
    progress: str
    done: int
    total: int
    takes_statements: bool
    is_first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceFormPage:
    """What open/say.html and open/about.html may use."""

    head: Head
    voice: str
    form: BaseForm
    rules: tuple[str, ...] = ()
    said: bool = False
    wrong: str = ""


def talk_list_page(form: BaseForm, *, wrong: str = "") -> TalkListPage:
    """Every conversation that people may open."""
    found = access.public_conversations()[:100]
    return TalkListPage(lines=tuple(_line(one) for one in found), form=form, wrong=wrong)


def _line(one: Conversation) -> TalkLine:
    return TalkLine(
        title=one.title,
        question=one.question,
        state=state_words(one),
        is_open=one.state == Conversation.State.OPEN,
        address=reverse("open-talk-front", args=[one.code]),
    )


def head_of(conversation: Conversation) -> Head:
    """What every page of this conversation shows above."""
    return Head(
        title=conversation.title,
        question=conversation.question,
        lang=conversation.languages[0] if len(conversation.languages) == 1 else "",
        code=conversation.code,
        state=state_words(conversation),
        is_open=conversation.state == Conversation.State.OPEN,
    )


def state_words(one: Conversation) -> str:
    """Whether people can speak there now."""
    if one.state == Conversation.State.CLOSED and one.closed_at:
        day = date_format(timezone.localdate(one.closed_at), "DATE_FORMAT")
        return _("closed on %(day)s") % {"day": day}
    return str(one.get_state_display())


def front_page(
    conversation: Conversation, form: BaseForm, begin: BaseForm, *, table: str, wrong: str
) -> FrontPage:
    """The question, what will happen, the rules, and the door."""
    there = access.accepted(conversation).count()
    return FrontPage(
        head=head_of(conversation),
        words=conversation.words,
        holds=conversation.organisation,
        count=words.statements(there),
        rules=tuple(words.rules(conversation.rules)),
        shows=str(conversation.get_shows_display()),
        floor=conversation.floor,
        takes_statements=conversation.takes_statements,
        languages=in_a_row([name for _code, name in words.languages(conversation.languages)]),
        table=table,
        begin=begin,
        form=form,
        wrong=wrong,
    )


def vote_page(conversation: Conversation, participant: Participant, voice: str) -> VotePage:
    """The next statement for this voice."""
    topic, said = topic_of(participant), access.said_by(participant)
    found = routing.next_for(conversation, topic, said, routing.own_luck(participant))
    one, total, left = found.statement, found.total, found.left
    return VotePage(
        head=head_of(conversation),
        voice=voice,
        in_fours=words.in_fours(voice),
        statement=shown(one) if one else None,
        statement_id=one.pk if one else 0,
        key=secrets.token_hex(12),
        topic=topic.name if topic else "",
        progress=_("%(done)s of %(total)s") % {"done": total - left, "total": total},
        done=total - left,
        total=total,
        takes_statements=conversation.takes_statements,
        is_first=total == left,
    )


def topic_of(participant: Participant) -> Topic | None:
    """The topic of the table at which this voice sits."""
    return participant.table.topic if participant.table else None


def shown(one: Statement) -> ShownStatement:
    """The statement with its language."""
    text = one.text or _("(could not be read)")
    return ShownStatement(number=one.number, text=text, lang=one.lang)


def voice_form_page(
    conversation: Conversation, voice: str, form: BaseForm, *, said: bool = False, wrong: str = ""
) -> VoiceFormPage:
    """A form of one voice."""
    return VoiceFormPage(
        head=head_of(conversation),
        voice=voice,
        form=form,
        rules=tuple(words.rules(conversation.rules)),
        said=said,
        wrong=wrong,
    )
