"""Paper: sheets to print, and sheets that come back."""

import secrets
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.core.errors import CommonwealError
from workbench.accounts.doors import SignedInRequest, role_required
from workbench.core.requests import FORM_METHODS, go_to, sent
from workbench.listening.dialogue import access
from workbench.listening.dialogue.actions import paper as acts
from workbench.listening.dialogue.actions.printing import print_sheets
from workbench.listening.dialogue.forms.desk import OneSheetForm, PrintForm, SheetsForm
from workbench.listening.dialogue.models import Conversation
from workbench.listening.dialogue.pages.paper import sheet_page, sheets_page, sheets_pdf
from workbench.listening.dialogue.printed import next_open_sheet, printed
from workbench.listening.dialogue.views.showing import file_answer, put_fault, show


@require_http_methods(FORM_METHODS)
@role_required(*access.HOLDS)
def sheets(request: SignedInRequest, conversation_id: int) -> HttpResponse:
    """Print sheets, and type in many of them."""
    found = access.conversation_for(request.user, conversation_id)
    form = SheetsForm(sent(request), conversation=found, initial={"key": secrets.token_hex(12)})
    if form.is_valid():
        try:
            read = acts.read_sheets(form.cleaned_data["sheets"], printed(found).on)
            _enter(request, found, form, read)
        except CommonwealError as refused:
            put_fault(form, refused)
        else:
            return go_to("dialogue-sheets", found.pk)
    return _sheets(request, found, form, PrintForm())


@require_POST
@role_required(*access.HOLDS)
def new_printing(request: SignedInRequest, conversation_id: int) -> HttpResponse:
    """Number sheets to print, with the statements that are voted on now."""
    found = access.conversation_for(request.user, conversation_id)
    form = PrintForm(sent(request))
    if form.is_valid():
        try:
            count = form.cleaned_data["count"]
            print_sheets(found, count=count, acting_person=request.user, now=timezone.now())
        except CommonwealError as refused:
            put_fault(form, refused)
        else:
            return go_to("dialogue-sheets", found.pk)
    typed = SheetsForm(conversation=found, initial={"key": secrets.token_hex(12)})
    return _sheets(request, found, typed, form)


def _sheets(
    request: SignedInRequest, found: Conversation, typed: SheetsForm, print_form: PrintForm
) -> HttpResponse:
    status = 400 if typed.errors or print_form.errors else 200
    return show(request, "sheets.html", sheets_page(found, typed, print_form), status=status)


@require_http_methods(FORM_METHODS)
@role_required(*access.HOLDS)
def one_sheet(request: SignedInRequest, conversation_id: int) -> HttpResponse:
    """Tick one sheet as it lies there; its number says which statements stand on it."""
    found = access.conversation_for(request.user, conversation_id)
    number = _number(request.POST.get("number") or request.GET.get("sheet", ""))
    if number is None:
        number = next_open_sheet(found) or 1
    form = OneSheetForm(
        sent(request),
        conversation=found,
        statements=printed(found).statements_on(number),
        initial={
            "key": secrets.token_hex(12),
            "table": request.GET.get("table", ""),
            "number": number,
        },
    )
    if form.is_valid():
        sheet = acts.Sheet(number=form.cleaned_data["number"], votes=form.votes())
        try:
            _enter(request, found, form, [sheet])
        except CommonwealError as refused:
            put_fault(form, refused)
        else:
            return _on_to_the_next(found, number, form.cleaned_data.get("table", ""))
    status = 400 if form.errors else 200
    return show(request, "sheet.html", sheet_page(found, form, number), status=status)


def _on_to_the_next(found: Conversation, number: int, table: str) -> HttpResponse:
    """The next printed sheet that has not come back, at the same table."""
    following = next_open_sheet(found, after=number)
    if following is None:
        return go_to("dialogue-sheets", found.pk)
    query = urlencode({"sheet": following, **({"table": table} if table else {})})
    return HttpResponseRedirect(f"{reverse('dialogue-sheet', args=[found.pk])}?{query}")


def _enter(
    request: SignedInRequest, found: Conversation, form: SheetsForm, read: list[acts.Sheet]
) -> None:
    typed = form.cleaned_data.get("table", "")
    table = access.table_of(found, typed)
    if typed and table is None:
        raise acts.UnfitSheets(
            _("There is no table %(n)s.") % {"n": typed},
            remedy=_("Enter the number of a table of this conversation, or leave it empty."),
            field="table",
        )
    entered = acts.enter_sheets(
        found,
        read,
        table=table,
        texts=form.cleaned_data["texts"],
        lang=form.cleaned_data["lang"],
        key=form.cleaned_data["key"],
        acting_person=request.user,
        now=timezone.now(),
    )
    said = ngettext("%(n)s sheet is entered", "%(n)s sheets are entered", entered.sheets)
    more = ngettext("%(n)s vote", "%(n)s votes", entered.votes)
    messages.success(request, f"{said % {'n': entered.sheets}}: {more % {'n': entered.votes}}.")


@require_safe
@role_required(*access.HOLDS)
def as_pdf(request: SignedInRequest, conversation_id: int, first: int) -> HttpResponse:
    """The numbered sheets of one printing, with boxes to tick."""
    found = access.conversation_for(request.user, conversation_id)
    printing = get_object_or_404(found.printings, first=first)
    name = f"sheets-{found.code}-{printing.first}-{printing.last}.pdf"
    return file_answer(sheets_pdf(printing), name=name, sort="application/pdf")


def _number(typed: str) -> int | None:
    return int(typed) if typed.isascii() and typed.isdigit() and 0 < len(typed) < 8 else None
