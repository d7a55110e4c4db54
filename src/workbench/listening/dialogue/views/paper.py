"""Paper: sheets to print, and sheets that come back."""

import secrets

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from commonweal.core.errors import CommonwealError
from workbench.accounts.doors import SignedInRequest, role_required
from workbench.core.requests import FORM_METHODS, go_to, sent
from workbench.listening.dialogue import access
from workbench.listening.dialogue.actions import paper as acts
from workbench.listening.dialogue.forms.desk import OneSheetForm, SheetsForm
from workbench.listening.dialogue.models import Conversation
from workbench.listening.dialogue.pages.paper import sheets_page, sheets_pdf
from workbench.listening.dialogue.pages.showing import TalkFormPage
from workbench.listening.dialogue.views.showing import file_answer, put_fault, show, show_form

MOST_SHEETS = 400


@require_http_methods(FORM_METHODS)
@role_required(*access.HOLDS)
def sheets(request: SignedInRequest, conversation_id: int) -> HttpResponse:
    """Print sheets, and type in many of them."""
    found = access.conversation_for(request.user, conversation_id)
    form = SheetsForm(sent(request), conversation=found, initial={"key": secrets.token_hex(12)})
    if form.is_valid():
        numbers = list(access.accepted(found).order_by("number").values_list("number", flat=True))
        try:
            read = acts.read_sheets(form.cleaned_data["sheets"], numbers)
            _enter(request, found, form, read)
        except CommonwealError as refused:
            put_fault(form, refused)
        else:
            return go_to("dialogue-sheets", found.pk)
    return show(
        request, "sheets.html", sheets_page(found, form), status=400 if form.errors else 200
    )


@require_http_methods(FORM_METHODS)
@role_required(*access.HOLDS)
def one_sheet(request: SignedInRequest, conversation_id: int) -> HttpResponse:
    """Tick one sheet as it lies there."""
    found = access.conversation_for(request.user, conversation_id)
    form = OneSheetForm(
        sent(request),
        conversation=found,
        statements=list(access.accepted(found).order_by("number")),
        initial={"key": secrets.token_hex(12), "table": request.GET.get("table", "")},
    )
    if form.is_valid():
        sheet = acts.Sheet(number=form.cleaned_data["number"], votes=form.votes())
        try:
            _enter(request, found, form, [sheet])
        except CommonwealError as refused:
            put_fault(form, refused)
        else:
            return go_to("dialogue-sheet", found.pk)
    page = TalkFormPage(
        heading=_("One sheet of paper"),
        lede=_("A sheet that is entered again is corrected; it is never counted twice."),
        form=form,
        back=reverse("dialogue-sheets", args=[found.pk]),
        back_words=_("Paper"),
        submit=_("Keep it, and go on with the next"),
        is_ticked=True,
    )
    return show_form(request, page)


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
def as_pdf(request: SignedInRequest, conversation_id: int) -> HttpResponse:
    """Numbered sheets with boxes to tick, as many as are asked for."""
    found = access.conversation_for(request.user, conversation_id)
    count = min(max(_number(request.GET.get("count", ""), 1), 1), MOST_SHEETS)
    content = sheets_pdf(found, first=max(_number(request.GET.get("first", ""), 1), 1), count=count)
    return file_answer(content, name=f"sheets-{found.code}.pdf", sort="application/pdf")


def _number(typed: str, otherwise: int) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 8 else otherwise
