"""Prepare a conversation, open it, close it, and agree on what its room sees of itself."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.core.errors import CommonwealError
from workbench.accounts.models import Person, Role
from workbench.core.audit import record_audit
from workbench.listening.dialogue import access
from workbench.listening.dialogue.codes import new_conversation_code
from workbench.listening.dialogue.models import Conversation, Table, Topic

NOTED = ("floor", "shows", "takes_statements", "rules", "languages")
MOST_TOPICS, MOST_TABLES = 12, 300


class UnfitConversation(CommonwealError):
    """A conversation that cannot be held as it stands."""

    code = "unfit-conversation"


class AgreedBefore(CommonwealError):
    """Somebody has voted; what the room sees of itself was agreed before (charter 6)."""

    code = "agreed-before"
    status = 409


@transaction.atomic
def enter_conversation(
    values: Mapping[str, Any], *, city_floor: int, acting_person: Person, now: datetime
) -> Conversation:
    """Prepare a conversation; a partner's belongs to its organisation."""
    access.refuse_unless_holds(acting_person)
    _check(values, city_floor)
    partner = acting_person.role == Role.PARTNER_EDITOR
    made = Conversation.objects.create(
        **values,
        code=new_conversation_code(),
        organisation=acting_person.organisation if partner else "",
        entered_by=acting_person,
        entered_at=now,
    )
    record_audit(acting_person, "enter-conversation", made, {}, _noted(made))
    return made


@transaction.atomic
def change_conversation(
    conversation: Conversation,
    values: Mapping[str, Any],
    *,
    city_floor: int,
    acting_person: Person,
) -> Conversation:
    """Say it better. Once somebody has voted, what the room sees of itself stays as agreed."""
    conversation = held(conversation, acting_person)
    _check(values, city_floor)
    agreed = (conversation.shows, conversation.floor)
    if agreed != (values["shows"], values["floor"]) and access.has_votes(conversation):
        raise AgreedBefore(
            _("Somebody has voted already, so what the room sees of itself stays as agreed."),
            remedy=_("Open another conversation if it should be otherwise."),
        )
    before = _noted(conversation)
    for name, value in values.items():
        setattr(conversation, name, value)
    conversation.save()
    record_audit(acting_person, "change-conversation", conversation, before, _noted(conversation))
    return conversation


@transaction.atomic
def open_conversation(
    conversation: Conversation, *, acting_person: Person, now: datetime
) -> Conversation:
    """Let people in; a conversation begins with at least one statement."""
    conversation = held(conversation, acting_person)
    if not access.accepted(conversation).exists():
        raise UnfitConversation(
            _("There is no statement yet."),
            remedy=_("Put some there to begin with, of every side."),
        )
    before = {"state": conversation.state}
    conversation.state = Conversation.State.OPEN
    conversation.opened_at = conversation.opened_at or now
    conversation.closed_at = None
    conversation.save(update_fields=["state", "opened_at", "closed_at"])
    record_audit(
        acting_person, "open-conversation", conversation, before, {"state": conversation.state}
    )
    return conversation


@transaction.atomic
def close_conversation(
    conversation: Conversation, *, acting_person: Person, now: datetime
) -> Conversation:
    """Let nobody vote any more; everything that was said stays."""
    conversation = held(conversation, acting_person)
    before = {"state": conversation.state}
    conversation.state, conversation.closed_at = Conversation.State.CLOSED, now
    conversation.save(update_fields=["state", "closed_at"])
    record_audit(
        acting_person, "close-conversation", conversation, before, {"state": conversation.state}
    )
    return conversation


@transaction.atomic
def add_topics(
    conversation: Conversation, names: list[str], *, acting_person: Person
) -> list[Topic]:
    """More subjects, numbered after those that are there."""
    conversation = held(conversation, acting_person)
    there = conversation.topics.count()
    if there + len(names) > MOST_TOPICS:
        raise UnfitConversation(
            _("A conversation has at most %(n)s topics.") % {"n": MOST_TOPICS},
            remedy=_("Open another conversation for the others."),
            field="topics",
        )
    made = []
    for number, name in enumerate(names, start=there + 1):
        topic = Topic.objects.create(conversation=conversation, number=number, name=name[:120])
        record_audit(acting_person, "add-topic", topic, {}, {"number": number})
        made.append(topic)
    return made


@transaction.atomic
def set_tables(
    conversation: Conversation,
    *,
    count: int,
    seats: int,
    topic: Topic | None,
    acting_person: Person,
) -> list[Table]:
    """So many more tables, numbered after those that are there."""
    conversation = held(conversation, acting_person)
    there = conversation.tables.count()
    if there + count > MOST_TABLES:
        raise UnfitConversation(
            _("A conversation has at most %(n)s tables.") % {"n": MOST_TABLES},
            remedy=_("Open another conversation for the others."),
            field="count",
        )
    made = []
    for number in range(there + 1, there + count + 1):
        table = Table.objects.create(
            conversation=conversation, number=number, seats=seats, topic=topic
        )
        record_audit(acting_person, "add-table", table, {}, {"number": number, "seats": seats})
        made.append(table)
    return made


def held(conversation: Conversation, acting_person: Person) -> Conversation:
    """The conversation under a lock; not found unless this person holds it."""
    access.conversation_for(acting_person, conversation.pk)
    return Conversation.objects.select_for_update().get(pk=conversation.pk)


def _check(values: Mapping[str, Any], city_floor: int) -> None:
    if values["floor"] < city_floor:
        raise UnfitConversation(
            _("The smallest group that is shown cannot be under the city's floor of %(n)s.")
            % {"n": city_floor},
            remedy=_("Enter %(n)s or more.") % {"n": city_floor},
            field="floor",
        )
    if not values["rules"]:
        raise UnfitConversation(
            _("No rule of moderation is chosen."),
            remedy=_("Choose those by which statements are turned down; people read them first."),
            field="rules",
        )


def _noted(conversation: Conversation) -> dict[str, Any]:
    return {name: getattr(conversation, name) for name in NOTED}
