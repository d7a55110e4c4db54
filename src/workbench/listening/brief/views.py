"""The brief's pages: the first page of the city desk, its PDF, and how it is made."""

from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonweal.listening.week import InvalidWeek
from workbench.accounts.doors import SignedInRequest, role_required
from workbench.accounts.models import Role
from workbench.core.city import current_city
from workbench.core.pictures import Palette
from workbench.core.rooms import rooms_for
from workbench.listening.access import SEES_RECORDS
from workbench.listening.brief.gathering import gather
from workbench.listening.brief.pages import BriefPage, brief_page, method_page
from workbench.listening.brief.pdf import brief_pdf


@require_safe
def brief(request: SignedInRequest) -> HttpResponse:
    """The week for coordinators and analysts; others begin where their work is."""
    if request.user.role not in SEES_RECORDS:
        return HttpResponseRedirect(_first_page_of(request.user.role))
    return render(request, "listening/brief.html", {"page": _page(request, palette="page")})


@require_safe
@role_required(*SEES_RECORDS)
def brief_as_pdf(request: SignedInRequest) -> HttpResponse:
    """The same week as a tagged PDF."""
    page = _page(request, palette="print")
    response = HttpResponse(brief_pdf(page), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="brief-{page.week or "empty"}.pdf"'
    return response


@require_safe
@role_required(*SEES_RECORDS)
def method(request: SignedInRequest) -> HttpResponse:
    """How every figure of the brief is made."""
    return render(request, "listening/brief_method.html", {"page": method_page()})


def _page(request: HttpRequest, *, palette: Palette) -> BriefPage:
    facts = gather(
        current_city(),
        week=_asked_week(request.GET.get("week", "")),
        today=timezone.localdate(),
        now=timezone.now(),
    )
    return brief_page(facts, palette=palette)


def _asked_week(text: str) -> date | None:
    """The day asked for; None where none was. Reads `2022-06-06` and `2022-W23`."""
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise InvalidWeek(
            _("“%(text)s” is not a day.") % {"text": text[:40]},
            remedy=_("Write the day as year-month-day, such as 2022-06-06."),
        ) from None


def _first_page_of(role: str) -> str:
    rooms = [room for room in rooms_for(role) if room.word != "brief"]
    if rooms:
        return reverse(rooms[0].url_name)
    return reverse("operator-people" if role == Role.OPERATOR else "accounts-elevated")
