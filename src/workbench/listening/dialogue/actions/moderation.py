"""Put statements there to begin with; accept what people added, or turn it down by a rule."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from commonweal.core.errors import CommonwealError
from workbench.accounts.models import Person
from workbench.core.audit import record_audit
from workbench.listening.dialogue import access
from workbench.listening.dialogue.actions.conversations import held
from workbench.listening.dialogue.models import (
    LONGEST_STATEMENT,
    Conversation,
    Statement,
    Topic,
)
from workbench.listening.dialogue.words import DOUBLE


class UnfitStatement(CommonwealError):
    """A statement that cannot be kept or decided as it stands."""

    code = "unfit-statement"


@transaction.atomic
def add_seeds(
    conversation: Conversation,
    texts: list[str],
    *,
    lang: str,
    topic: Topic | None,
    acting_person: Person,
    today: date,
) -> list[Statement]:
    """Statements to begin with, accepted at once; one that is there already is left out."""
    conversation = held(conversation, acting_person)
    made = []
    for text in texts:
        if same_words(conversation, text) is None:
            one = put(conversation, text, lang=lang, origin=Statement.Origin.SEED, today=today)
            one.topic, one.state, one.decided_on = topic, Statement.State.ACCEPTED, today
            one.save(update_fields=["topic", "state", "decided_on"])
            record_audit(acting_person, "add-statement", one, {}, _noted(one))
            made.append(one)
    return made


def put(conversation: Conversation, text: str, *, lang: str, origin: str, today: date) -> Statement:
    """A new statement that waits, numbered last; the conversation is locked by whoever calls."""
    last = conversation.statements.aggregate(last=Max("number"))["last"] or 0
    return Statement.objects.create(
        conversation=conversation,
        number=last + 1,
        text=fit_text(text),
        lang=lang,
        origin=origin,
        added_on=today,
    )


def fit_text(text: str) -> str:
    """The words in one line; raises `UnfitStatement` where they are none or too many."""
    text = " ".join(text.split())
    if not text or len(text) > LONGEST_STATEMENT:
        raise UnfitStatement(
            _("A statement has from 1 to %(n)s letters.") % {"n": LONGEST_STATEMENT},
            remedy=_("Say one thing, in one or two sentences."),
            field="text",
        )
    return text


def same_words(conversation: Conversation, text: str) -> Statement | None:
    """The statement that says this already, letter for letter but for capitals and signs."""
    wanted = _bare(text)
    rows = conversation.statements.only("pk", "text", "number", "state", "lang")
    return next((one for one in rows if _bare(one.text) == wanted), None)


@transaction.atomic
def accept_statement(
    statement: Statement, *, topic: Topic | None, acting_person: Person, today: date
) -> Statement:
    """Let people vote on it."""
    statement = _decidable(statement, acting_person)
    before = _noted(statement)
    statement.state, statement.rule, statement.reason = Statement.State.ACCEPTED, "", ""
    statement.duplicate_of = None
    statement.topic = topic
    statement.decided_on = today
    statement.save()
    record_audit(acting_person, "accept-statement", statement, before, _noted(statement))
    return statement


@transaction.atomic
def reject_statement(
    statement: Statement,
    *,
    rule: str,
    reason: str,
    duplicate_of: Statement | None,
    acting_person: Person,
    today: date,
) -> Statement:
    """Turn it down by one of the published rules; its words and the reason stay in the log."""
    statement = _decidable(statement, acting_person)
    if rule not in statement.conversation.rules:
        raise UnfitStatement(
            _("A statement is turned down by a published rule only."),
            remedy=_("Choose one of the rules of this conversation, or accept the statement."),
            field="rule",
        )
    if rule == DOUBLE and not _stands_in(duplicate_of, statement):
        raise UnfitStatement(
            _("Which statement says the same?"),
            remedy=_("Enter the number of one that is voted on."),
            field="duplicate",
        )
    before = _noted(statement)
    statement.state, statement.rule = Statement.State.REJECTED, rule
    statement.reason = reason.strip()
    statement.duplicate_of = duplicate_of if rule == DOUBLE else None
    statement.decided_on = today
    statement.save()
    record_audit(acting_person, "reject-statement", statement, before, _noted(statement))
    return statement


@transaction.atomic
def reject_doubles(
    of: Statement, doubles: Sequence[Statement], *, acting_person: Person, today: date
) -> int:
    """Turn down statements that say the same as one that is voted on; how many."""
    for one in doubles:
        reject_statement(
            one,
            rule=DOUBLE,
            reason="",
            duplicate_of=of,
            acting_person=acting_person,
            today=today,
        )
    return len(doubles)


def _stands_in(other: Statement | None, statement: Statement) -> bool:
    return (
        other is not None
        and other.pk != statement.pk
        and other.conversation_id == statement.conversation_id
        and other.state == Statement.State.ACCEPTED
    )


def _decidable(statement: Statement, acting_person: Person) -> Statement:
    """The statement under a lock; not found unless this person holds its conversation."""
    access.statement_for(acting_person, statement.pk)
    rows = Statement.objects.select_related("conversation").select_for_update(of=("self",))
    return rows.get(pk=statement.pk)


def _noted(statement: Statement) -> dict[str, object]:
    names = ("number", "state", "rule", "duplicate_of_id", "origin")
    return {name: getattr(statement, name) for name in names}


def _bare(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
