"""Print numbered sheets of paper, and remember what stands on them."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.core.errors import CommonwealError
from workbench.accounts.models import Person
from workbench.core.audit import record_audit
from workbench.listening.dialogue import access
from workbench.listening.dialogue.actions.conversations import held
from workbench.listening.dialogue.models import Conversation, Printing
from workbench.listening.dialogue.printed import next_number

MOST_SHEETS = 400


class NothingToPrint(CommonwealError):
    """Sheets without a statement."""

    code = "nothing-to-print"


@transaction.atomic
def print_sheets(
    conversation: Conversation, *, count: int, acting_person: Person, now: datetime
) -> Printing:
    """Numbers for `count` sheets, with the statements that are voted on now."""
    conversation = held(conversation, acting_person)
    numbers = list(
        access.accepted(conversation).order_by("number").values_list("number", flat=True)
    )
    if not numbers:
        raise NothingToPrint(
            _("There is no statement to print yet."), remedy=_("Add some, then print.")
        )
    first = next_number(conversation)
    made = Printing.objects.create(
        conversation=conversation,
        first=first,
        last=first + count - 1,
        statements=numbers,
        printed_by=acting_person,
        printed_at=now,
    )
    noted = {"conversation_id": conversation.pk, "first": made.first, "last": made.last}
    record_audit(acting_person, "print-sheets", made, {}, noted)
    return made
