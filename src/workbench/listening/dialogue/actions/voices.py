"""What people do without an account: come in, vote, add a statement, say who they are.

Read `cast` first. Nothing is kept of who sends: no address, cookie or name. A form carries a key of
its own, so that it counts once, however often it is sent; a changed mind adds a row.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.core.errors import CommonwealError
from workbench.listening.dialogue import access
from workbench.listening.dialogue.actions.moderation import fit_text, put, same_words
from workbench.listening.dialogue.codes import fingerprint, mark, new_voice_code
from workbench.listening.dialogue.models import (
    Conversation,
    Door,
    Participant,
    Statement,
    Table,
    Vote,
)

MOST_STATEMENTS, MOST_WAITING = 20, 1000
MOST_LATELY, MOST_A_DAY, A_WHILE = 3000, 20_000, timedelta(minutes=5)
"""A hall of 1,500 comes in within five minutes; twice as many may, to every conversation."""
MOST_CHANGES, KEY_LENGTH = 100, 40


class TooManyStatements(CommonwealError):
    """More was written than can be read."""

    code = "too-many-statements"
    status = 429


class TooManyCameIn(CommonwealError):
    """More voices came in than people do, all of them together."""

    code = "too-many-came-in"
    status = 429


class ChangedTooOften(CommonwealError):
    """A voice changed its mind on one statement more often than anybody does."""

    code = "changed-too-often"
    status = 429


class SaidBefore(CommonwealError):
    """The same words stand there already."""

    code = "said-before"
    status = 409


class IsDecided(CommonwealError):
    """A statement whose words stay, because it was decided on."""

    code = "is-decided"
    status = 409


class NotVotedOn(CommonwealError):
    """A vote for a statement that is not voted on."""

    code = "not-voted-on"


@transaction.atomic
def come_in(conversation: Conversation, *, now: datetime, table: Table | None = None) -> str:
    """A new voice; the code with which it comes back, which is kept nowhere."""
    access.refuse_unless_open(conversation)
    _count_in(conversation, now)
    code = new_voice_code()
    Participant.objects.create(conversation=conversation, code_hash=fingerprint(code), table=table)
    return code


def _count_in(conversation: Conversation, now: datetime) -> None:
    """Hold off a flood of new voices, for everybody together (decision 2404)."""
    begun = now - timedelta(seconds=now.timestamp() % A_WHILE.total_seconds())
    fresh = {"since": begun, "day": now.date()}
    Door.objects.get_or_create(conversation=conversation, defaults=fresh)
    door = Door.objects.select_for_update().get(conversation=conversation)
    if door.since != begun:
        door.since, door.lately = begun, 0
    if door.day != now.date():
        door.day, door.today = now.date(), 0
    if door.lately >= MOST_LATELY or door.today >= MOST_A_DAY:
        raise TooManyCameIn(
            _("So many came in at once that nobody new is let in for a while."),
            remedy=_("Please try again in five minutes, or tomorrow. Who is inside can go on."),
        )
    door.lately, door.today = door.lately + 1, door.today + 1
    door.save()


def cast(
    participant: Participant, statement: Statement, *, value: int, key: str, now: datetime
) -> Vote:
    """One vote. The same form sent twice is one vote; another answer in it is a changed mind."""
    _check_votable(participant, statement, value)
    _check_changes(participant, statement)
    sent, is_new = Vote.objects.get_or_create(
        participant=participant,
        key=key[:KEY_LENGTH],
        defaults={"statement": statement, "value": value, "at": now},
    )
    return sent if is_new else _changed(participant, statement, value=value, key=key, now=now)


@transaction.atomic
def _changed(
    participant: Participant, statement: Statement, *, value: int, key: str, now: datetime
) -> Vote:
    """The last vote on this statement, or a new row where it says something else."""
    Participant.objects.select_for_update().get(pk=participant.pk)
    votes = Vote.objects.filter(participant=participant)
    last = votes.filter(statement=statement).order_by("-pk").first()
    if last is not None and last.value == value:
        return last
    return Vote.objects.create(
        participant=participant,
        statement=statement,
        value=value,
        key=f"{key[: KEY_LENGTH - 8]}~{votes.count()}",
        at=now,
    )


@transaction.atomic
def say(
    conversation: Conversation,
    participant: Participant,
    text: str,
    *,
    lang: str,
    code: str,
    today: date,
) -> Statement:
    """A statement of somebody's own, which waits; by its code alone the voice finds it again."""
    conversation = Conversation.objects.select_for_update().get(pk=conversation.pk)
    access.refuse_unless_open(conversation)
    _check_room(conversation, participant)
    there = same_words(conversation, text)
    if there is not None:
        raise _said_already()
    said = put(conversation, text, lang=lang, origin=Statement.Origin.ONLINE, today=today)
    said.mark = mark(code, said.number)
    said.save(update_fields=["mark"])
    participant.added += 1
    participant.save(update_fields=["added"])
    return said


@transaction.atomic
def say_otherwise(statement: Statement, text: str, *, lang: str, code: str) -> Statement:
    """Other words for a statement of one's own that nobody has decided on yet."""
    statement = _still_waiting(statement, code)
    there = same_words(statement.conversation, text)
    if there is not None and there.pk != statement.pk:
        raise _said_already()
    statement.text, statement.lang = fit_text(text), lang
    statement.save(update_fields=["text", "lang"])
    return statement


@transaction.atomic
def take_back(statement: Statement, *, code: str) -> None:
    """A statement of one's own that nobody has decided on yet is gone."""
    _still_waiting(statement, code).delete()


def _still_waiting(statement: Statement, code: str) -> Statement:
    access.refuse_unless_open(statement.conversation)
    rows = Statement.objects.select_for_update().filter(pk=statement.pk)
    found = rows.filter(mark=mark(code, statement.number)).first()
    if found is None or found.state != Statement.State.WAITING:
        raise IsDecided(
            _("This statement was decided on in the meantime."),
            remedy=_("Others may have voted on it, so its words stay. You can add another one."),
        )
    return found


def say_who(participant: Participant, *, group: str, area: str) -> None:
    """What somebody chooses to say of themselves; empty takes it back."""
    participant.group, participant.area = group, area
    participant.save(update_fields=["group", "area"])


def _said_already() -> SaidBefore:
    return SaidBefore(
        _("This has been said already."),
        remedy=_("You can agree with it when it comes before you, or say something else."),
        field="text",
    )


def _check_votable(participant: Participant, statement: Statement, value: int) -> None:
    access.refuse_unless_open(statement.conversation)
    fits = (
        statement.conversation_id == participant.conversation_id
        and statement.state == Statement.State.ACCEPTED
        and value in Vote.Value.values
    )
    if not fits:
        raise NotVotedOn(
            _("This statement is not voted on."),
            remedy=_("Go on with the next one; nothing that you said was lost."),
        )


def _check_changes(participant: Participant, statement: Statement) -> None:
    """Refuse what no person does; by statement, so that nobody is held up for voting quickly."""
    if Vote.objects.filter(participant=participant, statement=statement).count() >= MOST_CHANGES:
        raise ChangedTooOften(
            _("This answer was changed a hundred times."),
            remedy=_("The last one counts. You can go on with other statements."),
        )


def _check_room(conversation: Conversation, participant: Participant) -> None:
    waiting = conversation.statements.filter(state=Statement.State.WAITING).count()
    if not conversation.takes_statements:
        raise TooManyStatements(
            _("No statements can be added to this conversation."),
            remedy=_("You can vote on those that are there."),
            field="text",
        )
    if participant.added >= MOST_STATEMENTS or waiting >= MOST_WAITING:
        raise TooManyStatements(
            _("So much was added that it cannot be read in time."),
            remedy=_("You can go on voting, and come back later with your code."),
            field="text",
        )
