"""The one door to conversations: who holds which, and what everybody may open.

The desk holds those of the city and sees every other; a partner editor holds those of their own
organisation and sees no other. A voice comes in by its code, and by nothing else.
"""

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from commonweal.core.errors import CommonwealError, NotAllowed
from workbench.accounts.models import Person, Role
from workbench.listening.dialogue.codes import fingerprint, read_code
from workbench.listening.dialogue.models import (
    Conversation,
    Participant,
    Statement,
    Table,
    Topic,
    Vote,
)

HOLDS = (Role.COORDINATOR, Role.ANALYST, Role.PARTNER_EDITOR)
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


def voted_on(participant: Participant) -> set[int]:
    """The statements on which this participant has voted."""
    found = Vote.objects.filter(participant=participant).order_by()
    return set(found.values_list("statement_id", flat=True))


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
