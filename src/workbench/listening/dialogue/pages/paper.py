"""Sheets of paper: what is printed, and the page on which they are typed in again."""

from dataclasses import dataclass
from importlib import resources
from typing import Any

from django.forms import BaseForm
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from workbench.core.city import current_city
from workbench.core.numbers import whole
from workbench.core.paper import tagged_pdf
from workbench.core.pictures.qr import qr_picture
from workbench.listening.dialogue import access
from workbench.listening.dialogue.models import Conversation
from workbench.listening.dialogue.pages.desk import public_address
from workbench.listening.dialogue.pages.open import ShownStatement, shown


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetsPage:
    """What dialogue/sheets.html may use."""

    conversation_id: int
    title: str
    statements: tuple[ShownStatement, ...]
    next_sheet: int
    entered: tuple[tuple[str, str], ...]
    form: BaseForm


def sheets_page(conversation: Conversation, form: BaseForm) -> SheetsPage:
    """The order of the statements, the sheets entered so far, and the form."""
    papers = conversation.participants.filter(paper__isnull=False).order_by("-paper")
    last = papers.first()
    return SheetsPage(
        conversation_id=conversation.pk,
        title=conversation.title,
        statements=tuple(shown(one) for one in access.accepted(conversation).order_by("number")),
        next_sheet=(last.paper or 0) + 1 if last else 1,
        entered=tuple(
            (str(one.entered_by), whole(one.sheets))
            for one in conversation.batches.select_related("entered_by")[:20]
        ),
        form=form,
    )


def sheets_pdf(conversation: Conversation, *, first: int, count: int) -> bytes:
    """Numbered sheets as a tagged PDF."""
    template = resources.files("workbench.listening.dialogue") / "sheets.typ"
    told = sheets_told(conversation, first=first, count=count)
    return tagged_pdf(template.read_bytes(), told, name="sheets", notes="notes")


def sheets_told(conversation: Conversation, *, first: int, count: int) -> dict[str, Any]:
    """What the template shows, as plain values."""
    address = public_address(conversation)
    return {
        "lang": get_language() or "en",
        "city": current_city().name,
        "title": conversation.title,
        "question": conversation.question,
        "numbers": list(range(first, first + count)),
        "statements": [
            {"number": one.number, "text": one.text, "lang": one.lang or "en"}
            for one in access.accepted(conversation).order_by("number")
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
