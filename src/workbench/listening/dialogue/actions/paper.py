"""Votes and statements that come back on paper, entered by whoever holds the conversation.

Read `enter_sheets` first. A sheet is a participant with a number instead of a code. A sheet that is
entered again is corrected: its last votes count, and nothing is counted twice.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import CommonwealError
from workbench.accounts.models import Person
from workbench.core.audit import record_audit
from workbench.listening.dialogue import access
from workbench.listening.dialogue.actions.conversations import held
from workbench.listening.dialogue.actions.moderation import put, same_words
from workbench.listening.dialogue.models import (
    Batch,
    Conversation,
    Participant,
    Statement,
    Table,
    Vote,
)
from workbench.listening.dialogue.printed import Printed, printed

SIGNS: Mapping[str, int | None] = {"+": 1, "-": -1, "0": 0, ".": None}


class UnfitSheets(CommonwealError):
    """Sheets that cannot be entered as they were typed; none of them is."""

    code = "unfit-sheets"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: its number, and by the number of each statement what was ticked."""

    number: int
    votes: Mapping[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What became of a batch."""

    sheets: int
    votes: int
    statements: int


def read_sheets(typed: str, numbers_on: Callable[[int], Sequence[int]]) -> list[Sheet]:
    """Sheets as they are typed: `17 ++-0.`, a line each, a sign for each statement on it."""
    lines = [(at, line.strip()) for at, line in enumerate(typed.splitlines(), start=1)]
    sheets = [_read_line(at, line, numbers_on) for at, line in lines if line]
    seen: set[int] = set()
    for sheet in sheets:
        if sheet.number in seen:
            raise UnfitSheets(
                _("Sheet %(n)s stands here twice.") % {"n": sheet.number},
                remedy=_("Keep the line that is right."),
                field="sheets",
            )
        seen.add(sheet.number)
    return sheets


def _read_line(at: int, line: str, numbers_on: Callable[[int], Sequence[int]]) -> Sheet:
    head, _space, rest = line.partition(" ")
    signs = rest.replace(" ", "").replace("−", "-").replace("–", "-")
    if not (head.isascii() and head.isdigit() and 0 < int(head[:9]) == int(head)):
        raise _unreadable(at, _("it does not begin with the number of a sheet"))
    numbers = numbers_on(int(head))
    if len(signs) != len(numbers):
        said = _("it has %(found)s signs, and there are %(wanted)s statements on sheet %(sheet)s")
        told = {"found": len(signs), "wanted": len(numbers), "sheet": int(head)}
        raise _unreadable(at, said % told)
    if set(signs) - set(SIGNS):
        raise _unreadable(at, _("it has signs other than + - 0 and ."))
    pairs = zip(numbers, (SIGNS[sign] for sign in signs), strict=True)
    votes = {number: value for number, value in pairs if value is not None}
    return Sheet(number=int(head), votes=votes)


def _unreadable(at: int, why: str) -> UnfitSheets:
    return UnfitSheets(
        _("Line %(at)s cannot be read: %(why)s.") % {"at": at, "why": why},
        remedy=_("Write the number, a space, and a sign for each statement, such as 17 ++-0."),
        field="sheets",
    )


@transaction.atomic
def enter_sheets(
    conversation: Conversation,
    sheets: Sequence[Sheet],
    *,
    table: Table | None,
    texts: Sequence[str],
    lang: str,
    key: str,
    acting_person: Person,
    now: datetime,
) -> Entered:
    """Keep the sheets and the statements written on them; the same form sent twice counts once."""
    conversation = held(conversation, acting_person)
    if conversation.state == Conversation.State.DRAFT:
        access.refuse_unless_open(conversation)
    batch, new = Batch.objects.get_or_create(
        conversation=conversation,
        key=key,
        defaults={"table": table, "entered_by": acting_person, "entered_at": now},
    )
    if not new:
        return Entered(sheets=batch.sheets, votes=0, statements=0)
    there = printed(conversation)
    votes = [vote for sheet in sheets for vote in _votes_of(there, sheet, batch, now)]
    Vote.objects.bulk_create(votes, batch_size=500)
    said = _statements_of(conversation, texts, lang, now)
    batch.sheets = len(sheets)
    batch.save(update_fields=["sheets"])
    noted = {"sheets": batch.sheets, "table_id": batch.table_id}
    record_audit(acting_person, "enter-sheets", batch, {}, noted)
    return Entered(sheets=len(sheets), votes=len(votes), statements=said)


def _votes_of(there: Printed, sheet: Sheet, batch: Batch, now: datetime) -> list[Vote]:
    """The votes of one sheet; raises where it ticks a statement that does not stand on it.

    A vote on a printed statement that was turned down since is kept, as others' votes on it are.
    """
    strange = sorted(set(sheet.votes) - set(there.on(sheet.number)))
    if strange:
        raise UnfitSheets(
            _("Sheet %(sheet)s has a vote on statement %(n)s, which does not stand on it.")
            % {"sheet": sheet.number, "n": strange[0]},
            remedy=_("Look at the number of the sheet, and enter what stands on it."),
            field="sheets",
        )
    participant, _new = Participant.objects.update_or_create(
        conversation=batch.conversation, paper=sheet.number, defaults={"table": batch.table}
    )
    return [
        Vote(
            participant=participant,
            statement=there.by_number[number],
            value=value,
            key=f"paper-{batch.pk}-{number}",
            at=now,
        )
        for number, value in sheet.votes.items()
    ]


def _statements_of(
    conversation: Conversation, texts: Sequence[str], lang: str, now: datetime
) -> int:
    """How many of the statements were new; they wait for moderation as all others do."""
    new = 0
    day = timezone.localdate(now)
    for text in texts:
        if same_words(conversation, text) is None:
            put(conversation, text, lang=lang, origin=Statement.Origin.PAPER, today=day)
            new += 1
    return new
