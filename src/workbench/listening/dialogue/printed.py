"""What stands on a sheet of paper. Start with `printed`.

A printed sheet keeps its statements, whatever was accepted or turned down since. A sheet that was
made by hand has those that are voted on now, in the order of their numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max

from workbench.listening.dialogue import access
from workbench.listening.dialogue.models import Conversation, Printing, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """The printings of a conversation, the newest first, and what is voted on now."""

    printings: tuple[Printing, ...]
    by_number: dict[int, Statement]
    now: tuple[int, ...]

    def of_sheet(self, sheet: int) -> Printing | None:
        """The printing to which a sheet belongs."""
        return next((one for one in self.printings if one.first <= sheet <= one.last), None)

    def on(self, sheet: int) -> Sequence[int]:
        """The numbers of the statements on a sheet, in its order."""
        found = self.of_sheet(sheet)
        return self.now if found is None else tuple(found.statements)

    def statements_on(self, sheet: int) -> list[Statement]:
        """The statements themselves."""
        return [self.by_number[number] for number in self.on(sheet)]


def printed(conversation: Conversation) -> Printed:
    """What stands on the sheets of this conversation."""
    now = access.accepted(conversation).order_by("number").values_list("number", flat=True)
    return Printed(
        printings=tuple(conversation.printings.all()),
        by_number={one.number: one for one in conversation.statements.all()},
        now=tuple(now),
    )


def next_number(conversation: Conversation) -> int:
    """The first number that no sheet has yet, printed or entered."""
    printed_so_far = conversation.printings.aggregate(last=Max("last"))["last"] or 0
    entered = conversation.participants.aggregate(last=Max("paper"))["last"] or 0
    return 1 + max(printed_so_far, entered)


def next_open_sheet(conversation: Conversation, after: int = 0) -> int | None:
    """The next printed sheet that has not come back yet; None where all have."""
    entered = set(
        conversation.participants.filter(paper__isnull=False).values_list("paper", flat=True)
    )
    ranges = conversation.printings.order_by("first").values_list("first", "last")
    open_ones = [n for first, last in ranges for n in range(first, last + 1) if n not in entered]
    return next((n for n in open_ones if n > after), open_ones[0] if open_ones else None)
