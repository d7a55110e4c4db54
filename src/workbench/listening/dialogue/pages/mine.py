"""What one voice said: its votes, and what became of the statements that it added."""

import secrets
from dataclasses import dataclass

from django.forms import BaseForm
from django.urls import reverse
from django.utils.translation import gettext as _

from workbench.listening.dialogue import access, words
from workbench.listening.dialogue.models import Conversation, Participant, Statement, Vote
from workbench.listening.dialogue.pages.open import Head, ShownStatement, head_of, shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One of three answers, and whether it is the one that counts."""

    value: int
    label: str
    counts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnVote:
    """What this voice said to one statement; without `answers` it is voted on no more."""

    statement: ShownStatement
    statement_id: int
    said: str
    note: str
    answers: tuple[Answer, ...]
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnStatement:
    """A statement that this voice added; `address` where it can still be changed."""

    statement: ShownStatement
    state: str
    why: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MinePage:
    """What open/mine.html may use."""

    head: Head
    voice: str
    in_fours: str
    kept: bool
    votes: tuple[OwnVote, ...]
    statements: tuple[OwnStatement, ...]
    others: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPage:
    """What open/own.html may use; without a form, the statement was decided on."""

    head: Head
    voice: str
    one: OwnStatement
    form: BaseForm | None
    rules: tuple[str, ...]


def mine_page(
    conversation: Conversation, participant: Participant, voice: str, *, kept: bool
) -> MinePage:
    """Everything that this voice said."""
    head = head_of(conversation)
    own = [_own(conversation, one, voice) for one in access.own_statements(conversation, voice)]
    lost = participant.added - len(own)
    return MinePage(
        head=head,
        voice=voice,
        in_fours=words.in_fours(voice),
        kept=kept,
        votes=tuple(
            _vote(one, value, is_open=head.is_open) for one, value in access.judged_by(participant)
        ),
        statements=tuple(own),
        others=_("Not listed: %(n)s, taken back, or added before statements could be found again.")
        % {"n": words.statements(lost)}
        if lost > 0
        else "",
    )


def own_page(
    conversation: Conversation, statement: Statement, voice: str, form: BaseForm
) -> OwnPage:
    """One statement of this voice."""
    one = _own(conversation, statement, voice)
    return OwnPage(
        head=head_of(conversation),
        voice=voice,
        one=one,
        form=form if one.address else None,
        rules=tuple(words.rules(conversation.rules)),
    )


def _vote(one: Statement, value: int, *, is_open: bool) -> OwnVote:
    is_voted_on = one.state == Statement.State.ACCEPTED
    labels = ((1, _("Agree")), (-1, _("Disagree")), (0, _("Pass, or not sure")))
    return OwnVote(
        statement=shown(one),
        statement_id=one.pk,
        said=_("You said: %(answer)s") % {"answer": Vote.Value(value).label},
        note="" if is_voted_on else _("It was turned down later, so no vote on it counts."),
        answers=tuple(Answer(value=key, label=label, counts=key == value) for key, label in labels)
        if is_voted_on and is_open
        else (),
        key=secrets.token_hex(12),
    )


def _own(conversation: Conversation, one: Statement, voice: str) -> OwnStatement:
    is_open = conversation.state == Conversation.State.OPEN
    waits = one.state == Statement.State.WAITING and is_open
    return OwnStatement(
        statement=shown(one),
        state=str(one.get_state_display()),
        why=_why(one),
        address=reverse("open-talk-own", args=[conversation.code, voice, one.number])
        if waits
        else "",
    )


def _why(one: Statement) -> str:
    """By which rule it was turned down, and the words to it."""
    if one.state != Statement.State.REJECTED:
        return ""
    said = [words.rule(one.rule)]
    if one.duplicate_of:
        said.append(_("It says the same as: “%(text)s”") % {"text": one.duplicate_of.text})
    return " ".join([*said, one.reason]).strip()
