"""The one door to conversations: who holds which, and what everybody may open.

The desk holds those of the city and sees every other; a partner editor holds those of their own
organisation and sees no other. A voice comes in by its code, and by nothing else.
"""

from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.tasks import TaskResultStatus
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from commonweal.core.errors import CommonwealError, NotAllowed
from workbench.accounts.models import Person, Role
from workbench.listening.dialogue.codes import fingerprint, mark, read_code
from workbench.listening.dialogue.models import (
    Conversation,
    Participant,
    Statement,
    Table,
    Topic,
    Vote,
)

HOLDS = (Role.COORDINATOR, Role.ANALYST, Role.PARTNER_EDITOR)
VotedRow = tuple[int, int, int, int, int]
DESK = (Role.COORDINATOR, Role.ANALYST)


class ConversationIsClosed(CommonwealError):
    """Nobody votes or writes in this conversation now."""

    code = "conversation-is-closed"
    status = 409


def refuse_unless_holds(person: Person) -> None:
    """Raises `NotAllowed` unless this person holds conversations at all."""
    if person.role not in HOLDS or not (person.role in DESK or person.organisation):
        raise NotAllowed(
            _("You may not hold conversations."),
            remedy=_("A coordinator, an analyst or the editor of a partner organisation may."),
        )


def refuse_unless_open(conversation: Conversation) -> None:
    """Raises `ConversationIsClosed` unless people speak here now."""
    if conversation.state != Conversation.State.OPEN:
        raise ConversationIsClosed(
            _("This conversation is not open now."),
            remedy=_("What was said so far stays. Its page says what came of it."),
        )


def conversations_for(person: Person) -> QuerySet[Conversation]:
    """The conversations that this person may open from inside, the newest first."""
    if person.role in DESK:
        return Conversation.objects.all()
    if person.role in HOLDS and person.organisation:
        return Conversation.objects.filter(organisation=person.organisation)
    return Conversation.objects.none()


def conversation_for(person: Person, conversation_id: int) -> Conversation:
    """One conversation; not found otherwise."""
    return get_object_or_404(conversations_for(person), pk=conversation_id)


def statement_for(person: Person, statement_id: int) -> Statement:
    """One statement of a conversation that this person holds; not found otherwise."""
    rows = Statement.objects.select_related("conversation")
    return get_object_or_404(
        rows.filter(conversation__in=conversations_for(person)), pk=statement_id
    )


def statements_waiting(person: Person) -> QuerySet[Statement]:
    """What waits for moderation by this person."""
    return Statement.objects.filter(
        conversation__in=conversations_for(person), state=Statement.State.WAITING
    )


def public_conversations() -> QuerySet[Conversation]:
    """What everybody may open: all that are not being prepared, the open ones first."""
    shown = Conversation.objects.exclude(state=Conversation.State.DRAFT)
    return shown.order_by("-state", "-opened_at", "-pk")


def public_conversation(code: str) -> Conversation:
    """The conversation with this code; not found otherwise."""
    return get_object_or_404(public_conversations(), code=read_code(code))


def voice(conversation: Conversation, code: str) -> Participant:
    """The participant with this code; not found otherwise."""
    found = find_voice(conversation, code)
    if found is None:
        raise Http404
    return found


def find_voice(conversation: Conversation, code: str) -> Participant | None:
    """The participant with this code, if there is one."""
    rows = Participant.objects.select_related("table")
    return rows.filter(conversation=conversation, code_hash=fingerprint(read_code(code))).first()


def accepted(conversation: Conversation, topic: Topic | None = None) -> QuerySet[Statement]:
    """The statements that are voted on."""
    rows = Statement.objects.filter(conversation=conversation, state=Statement.State.ACCEPTED)
    return rows.filter(topic=topic) if topic else rows


def accepted_with_votes(conversation: Conversation, topic: Topic | None) -> list[VotedRow]:
    """What is voted on, in the order of coming, with the votes for, against, and of any kind."""
    rows = accepted(conversation, topic).annotate(
        agreed=Count("votes", filter=Q(votes__value=Vote.Value.AGREE)),
        against=Count("votes", filter=Q(votes__value=Vote.Value.DISAGREE)),
        cast=Count("votes"),
    )
    return list(rows.order_by("pk").values_list("pk", "number", "agreed", "against", "cast"))


def accepted_statement(statement_id: int) -> Statement | None:
    """One statement with its conversation, if it is still voted on."""
    rows = Statement.objects.select_related("conversation")
    return rows.filter(pk=statement_id, state=Statement.State.ACCEPTED).first()


def accepted_number(conversation: Conversation, number: int) -> Statement:
    """The statement with this number that is voted on; not found otherwise."""
    return get_object_or_404(accepted(conversation), number=number)


def statement_in(conversation: Conversation, statement_id: int) -> Statement | None:
    """One statement of this conversation, however it stands."""
    rows = Statement.objects.select_related("conversation")
    return rows.filter(pk=statement_id, conversation=conversation).first()


def those_who_spoke(conversation: Conversation) -> QuerySet[Participant]:
    """Everybody who has voted on something, each once."""
    rows = Participant.objects.filter(conversation=conversation, votes__isnull=False)
    return rows.distinct()


def own_statements(conversation: Conversation, code: str) -> QuerySet[Statement]:
    """What the voice with this code added, the newest first; found by the code and nothing else."""
    voice_code = read_code(code)
    rows = Statement.objects.filter(conversation=conversation).exclude(mark="")
    kept = rows.order_by().values_list("pk", "number", "mark")
    own = [pk for pk, number, found in kept if found == mark(voice_code, number)]
    return rows.filter(pk__in=own).select_related("duplicate_of").order_by("-number")


def own_statement(conversation: Conversation, code: str, number: int) -> Statement:
    """One statement of the voice with this code; not found otherwise."""
    return get_object_or_404(own_statements(conversation, code), number=number)


def judged_by(participant: Participant) -> list[tuple[Statement, int]]:
    """What this participant voted on, with the last vote, the newest first."""
    said = said_by(participant)
    rows = Statement.objects.in_bulk(list(said))
    return [(rows[pk], vote) for pk, vote in reversed(said.items())]


def said_by(participant: Participant) -> dict[int, int]:
    """The last vote of this participant, by statement."""
    found = Vote.objects.filter(participant=participant).order_by("pk")
    return dict(found.values_list("statement_id", "value"))


def is_under_way(task_path: str, arguments: list[int], *, since: datetime) -> bool:
    """Whether such work waits for its turn, or was begun after `since` and has not ended."""
    rows = DBTaskResult.objects.filter(task_path=task_path, args_kwargs__args=arguments)
    waiting = Q(status=TaskResultStatus.READY)
    at_it = Q(status=TaskResultStatus.RUNNING, started_at__gt=since)
    return rows.filter(waiting | at_it).exists()


def was_broken_off(task_path: str, arguments: list[int], *, since: datetime) -> bool:
    """Whether such work failed, or was begun before `since` and never ended."""
    rows = DBTaskResult.objects.filter(task_path=task_path, args_kwargs__args=arguments)
    lost = Q(status=TaskResultStatus.RUNNING, started_at__lte=since)
    return rows.filter(Q(status=TaskResultStatus.FAILED) | lost).exists()


def has_votes(conversation: Conversation) -> bool:
    """Whether anybody has voted yet."""
    return Vote.objects.filter(statement__conversation=conversation).exists()


def counted(conversation: Conversation) -> dict[str, int]:
    """How many spoke, and what waits."""
    spoke = those_who_spoke(conversation)
    states = Statement.objects.filter(conversation=conversation).aggregate(
        accepted=Count("pk", filter=Q(state=Statement.State.ACCEPTED)),
        waiting=Count("pk", filter=Q(state=Statement.State.WAITING)),
        rejected=Count("pk", filter=Q(state=Statement.State.REJECTED)),
    )
    return {
        **states,
        "voters": spoke.count(),
        "votes": Vote.objects.filter(statement__conversation=conversation).count(),
        "papers": spoke.filter(paper__isnull=False).count(),
    }


def table_of(conversation: Conversation, number: str) -> Table | None:
    """The table with this number, if there is one."""
    wanted = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else -1
    return Table.objects.filter(conversation=conversation, number=wanted).first()


def topic_of(conversation: Conversation, number: str) -> Topic | None:
    """The topic with this number, if there is one."""
    wanted = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else -1
    return Topic.objects.filter(conversation=conversation, number=wanted).first()
