"""Which statement comes before a voice next.

Read `next_statement` first. What nobody has judged comes before what many have, so that every
statement is soon known; among equals each voice has an order of its own.
"""

from collections.abc import Mapping
from hashlib import blake2b

from django.core.cache import cache
from django.db.models import Count

from workbench.listening.dialogue import access
from workbench.listening.dialogue.models import Conversation, Participant, Statement, Topic

KEPT_SECONDS = 5


def next_statement(
    conversation: Conversation, participant: Participant, topic: Topic | None = None
) -> Statement | None:
    """The statement to show now; None when this voice has seen them all."""
    seen = access.voted_on(participant)
    open_ones = [pk for pk in _of_topic(conversation, topic) if pk not in seen]
    if not open_ones:
        return None
    asked = urgency(conversation)
    first = min(open_ones, key=lambda pk: (asked.get(pk, 0), _own_order(participant.pk, pk)))
    return access.accepted_statement(first)


def left(conversation: Conversation, participant: Participant, topic: Topic | None) -> int:
    """How many statements this voice has not seen."""
    return len(set(_of_topic(conversation, topic)) - access.voted_on(participant))


def urgency(conversation: Conversation) -> Mapping[int, float]:
    """By statement, how late it comes: its votes so far. Counted every few seconds."""
    key = f"dialogue-urgency-{conversation.pk}"
    found: Mapping[int, float] | None = cache.get(key)
    if found is None:
        counted = access.accepted(conversation).order_by().annotate(n=Count("votes"))
        found = {pk: float(n) for pk, n in counted.values_list("pk", "n")}
        cache.set(key, found, KEPT_SECONDS)
    return found


def _of_topic(conversation: Conversation, topic: Topic | None) -> list[int]:
    return list(access.accepted(conversation, topic).order_by().values_list("pk", flat=True))


def _own_order(participant: int, statement: int) -> int:
    mixed = blake2b(f"{participant}-{statement}".encode(), digest_size=8)
    return int.from_bytes(mixed.digest())
