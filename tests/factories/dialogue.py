"""Conversations of a small city: the least that each thing needs."""

from typing import Any

from django.utils import timezone

from workbench.listening.dialogue.codes import fingerprint, new_conversation_code
from workbench.listening.dialogue.models import (
    Conversation,
    Participant,
    Printing,
    Statement,
    Table,
    Topic,
    Vote,
)
from workbench.listening.dialogue.words import RULES

SAID = ("Lamps in the park, please.", "Close the bridge to cars.", "More benches.")
VOICE = "abcdefghjkmnpqrs"


def a_conversation(*, state: str = "open", seeds: tuple[str, ...] = SAID, **more: Any) -> Any:
    """A conversation about the park, with three statements that are voted on."""
    values: dict[str, Any] = {
        "code": new_conversation_code(),
        "title": "The park",
        "question": "What should the park be?",
        "languages": ["en", "de", "ar"],
        "rules": list(RULES),
        "floor": 10,
        "state": state,
        "entered_at": timezone.now(),
        "opened_at": timezone.now(),
    }
    made = Conversation.objects.create(**{**values, **more})
    for number, text in enumerate(seeds, start=1):
        a_statement(made, text, number=number, origin="seed")
    return made


def a_statement(conversation: Conversation, text: str = "A fountain.", **more: Any) -> Statement:
    """A statement that is voted on, unless said otherwise."""
    values: dict[str, Any] = {
        "number": conversation.statements.count() + 1,
        "lang": "en",
        "state": "accepted",
        "added_on": timezone.localdate(),
    }
    return Statement.objects.create(conversation=conversation, text=text, **{**values, **more})


def a_voice(conversation: Conversation, code: str = VOICE, **more: Any) -> Participant:
    """A participant who comes back with `code`."""
    return Participant.objects.create(
        conversation=conversation, code_hash=fingerprint(code), **more
    )


def votes(conversation: Conversation, rows: list[list[int | None]], **more: Any) -> None:
    """A voter a row, with what is said to each statement in order; None: not seen."""
    statements = list(conversation.statements.filter(state="accepted").order_by("number"))
    begin = Participant.objects.filter(conversation=conversation).count()
    for at, row in enumerate(rows, start=begin):
        voter = a_voice(conversation, f"{at:x}".translate(str.maketrans("01", "yz")) * 3, **more)
        Vote.objects.bulk_create(
            Vote(participant=voter, statement=one, value=value, key=f"k{one.pk}", at=timezone.now())
            for one, value in zip(statements, row, strict=True)
            if value is not None
        )


def two_camps(conversation: Conversation, *, each: int = 15) -> None:
    """Voters of two points of view who share the last statement; needs statements."""
    count = conversation.statements.filter(state="accepted").count()
    half = (count - 1) // 2
    one = [*([1] * half), *([-1] * (count - 1 - half)), 1]
    other = [*([-1] * half), *([1] * (count - 1 - half)), 1]
    votes(conversation, [list(one) for _ in range(each)] + [list(other) for _ in range(each)])


def a_table(conversation: Conversation, **more: Any) -> Table:
    """A table with eight seats and a topic."""
    topic = Topic.objects.create(
        conversation=conversation, number=conversation.topics.count() + 1, name="Light"
    )
    number = conversation.tables.count() + 1
    return Table.objects.create(conversation=conversation, number=number, topic=topic, **more)


def a_printing(conversation: Conversation, by: Any, *, first: int = 1, last: int = 2) -> Printing:
    """Sheets with the statements that are voted on now."""
    numbers = conversation.statements.filter(state="accepted").order_by("number")
    return Printing.objects.create(
        conversation=conversation,
        first=first,
        last=last,
        statements=list(numbers.values_list("number", flat=True)),
        printed_by=by,
        printed_at=timezone.now(),
    )
