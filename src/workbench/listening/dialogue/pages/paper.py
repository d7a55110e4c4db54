"""Sheets of paper: what is printed, and the page on which they are typed in again."""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from typing import Any

from django.forms import BaseForm
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from workbench.core.city import current_city
from workbench.core.numbers import whole
from workbench.core.paper import tagged_pdf
from workbench.core.pictures.qr import qr_picture
from workbench.listening.dialogue.models import Conversation, Printing
from workbench.listening.dialogue.pages.desk import public_address
from workbench.listening.dialogue.pages.open import ShownStatement, shown
from workbench.listening.dialogue.printed import Printed, next_open_sheet, printed


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintingPart:
    """One printing: which sheets, what stands on them, how many came back."""

    first: int
    name: str
    about: str
    statements: tuple[ShownStatement, ...]
    is_newest: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetsPage:
    """What dialogue/sheets.html may use; `by_hand` is the order for sheets not printed here."""

    conversation_id: int
    title: str
    printings: tuple[PrintingPart, ...]
    by_hand: tuple[ShownStatement, ...]
    came_since: str
    next_open: int | None
    entered: tuple[tuple[str, str], ...]
    form: BaseForm
    print_form: BaseForm


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPage:
    """What dialogue/sheet.html may use."""

    conversation_id: int
    number: int
    note: str
    form: BaseForm


def sheets_page(conversation: Conversation, form: BaseForm, print_form: BaseForm) -> SheetsPage:
    """What was printed and in which order it is typed in, what came back, and the forms."""
    there = printed(conversation)
    papers = conversation.participants.values_list("paper", flat=True)
    back = {number for number in papers if number}
    return SheetsPage(
        conversation_id=conversation.pk,
        title=conversation.title,
        printings=tuple(_printing_part(one, there, back) for one in there.printings),
        by_hand=() if there.printings else _shown(there, there.now),
        came_since=_came_since(there),
        next_open=next_open_sheet(conversation),
        entered=tuple(
            (str(one.entered_by), whole(one.sheets))
            for one in conversation.batches.select_related("entered_by")[:20]
        ),
        form=form,
        print_form=print_form,
    )


def sheet_page(conversation: Conversation, form: BaseForm, number: int) -> SheetPage:
    """One sheet to tick; where it was entered already, that is said."""
    entered = conversation.participants.filter(paper=number).exists()
    return SheetPage(
        conversation_id=conversation.pk,
        number=number,
        note=_("This sheet was entered already. What you enter now corrects it.")
        if entered
        else "",
        form=form,
    )


def _printing_part(one: Printing, there: Printed, back: set[int]) -> PrintingPart:
    sheets = range(one.first, one.last + 1)
    statements = ngettext("%(n)s statement", "%(n)s statements", len(one.statements))
    return PrintingPart(
        first=one.first,
        name=_("Sheets %(first)s to %(last)s") % {"first": one.first, "last": one.last},
        about=" · ".join(
            (
                statements % {"n": whole(len(one.statements))},
                date_format(localtime(one.printed_at), "DATETIME_FORMAT"),
                _("%(n)s of %(all)s came back")
                % {"n": whole(len(back.intersection(sheets))), "all": whole(len(sheets))},
            )
        ),
        statements=_shown(there, one.statements),
        is_newest=one == there.printings[0],
    )


def _shown(there: Printed, numbers: Iterable[int]) -> tuple[ShownStatement, ...]:
    return tuple(shown(there.by_number[number]) for number in numbers)


def _came_since(there: Printed) -> str:
    """How many statements stand on no sheet of the newest printing."""
    if not there.printings:
        return ""
    new = len(set(there.now) - set(there.printings[0].statements))
    said = ngettext(
        "%(n)s statement came after the newest printing. It stands on the phones; sheets that are "
        "printed now have it too.",
        "%(n)s statements came after the newest printing. They stand on the phones; sheets that "
        "are printed now have them too.",
        new,
    )
    return said % {"n": whole(new)} if new else ""


def sheets_pdf(printing: Printing) -> bytes:
    """Numbered sheets as a tagged PDF."""
    template = resources.files("workbench.listening.dialogue") / "sheets.typ"
    return tagged_pdf(template.read_bytes(), sheets_told(printing), name="sheets", notes="notes")


def sheets_told(printing: Printing) -> dict[str, Any]:
    """What the template shows, as plain values."""
    conversation = printing.conversation
    address = public_address(conversation)
    return {
        "lang": get_language() or "en",
        "city": current_city().name,
        "title": conversation.title,
        "question": conversation.question,
        "numbers": list(range(printing.first, printing.last + 1)),
        "statements": [
            {"number": one.number, "text": one.text, "lang": one.lang or "en"}
            for one in printed(conversation).statements_on(printing.first)
        ],
        "takes_statements": conversation.takes_statements,
        "address": address,
        "qr": str(qr_picture(address, alt=_("The address of this conversation, for a phone"))),
        "labels": {
            "sheet": _("Sheet"),
            "statement": _("Statement"),
            "agree": _("Agree"),
            "disagree": _("Disagree"),
            "pass": _("Pass"),
            "how": _(
                "Tick one box in each row, or none. Please write no name on this sheet. Answer on "
                "paper or on a phone, not on both."
            ),
            "missing": _("Something is missing? One statement, which others can agree with:"),
            "phone": _("By phone instead:"),
        },
        "notes": [],
    }
