"""Frozen briefs: the list of them, and one as it was on its day, as a page and on paper."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from workbench.accounts.doors import SignedInRequest, role_required
from workbench.accounts.models import Person
from workbench.core.paging import Paging, paging, part
from workbench.listening.brief import words
from workbench.listening.signals import access
from workbench.listening.signals.actions.freezing import opened
from workbench.listening.signals.models import FrozenBrief


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenLine:
    """One frozen brief of the list."""

    title: str
    address: str
    pdf_address: str
    made: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenList:
    """What frozen_briefs.html may use."""

    lines: tuple[FrozenLine, ...]
    shown: Paging


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenPage:
    """What frozen.html may use; `body` is what was frozen, byte for byte."""

    title: str
    told: str
    language: str
    body: SafeString
    today_address: str
    pdf_address: str
    inputs: tuple[tuple[str, str], ...]
    sha256: str


@require_safe
@role_required(*access.READS_SIGNALS)
def frozen_briefs(request: SignedInRequest) -> HttpResponse:
    """Every frozen brief in the reader's language, or in the one it was frozen in."""
    page = _list(request.user, asked=request.GET.get("page"))
    return render(request, "listening/frozen_briefs.html", {"page": page})


@require_safe
@role_required(*access.READS_SIGNALS)
def frozen(request: SignedInRequest, week: date) -> HttpResponse:
    """One brief as it was frozen."""
    page = _page(opened(access.frozen_brief_for(request.user, week, get_language() or "en")))
    return render(request, "listening/frozen.html", {"page": page})


@require_safe
@role_required(*access.READS_SIGNALS)
def frozen_as_pdf(request: SignedInRequest, week: date) -> HttpResponse:
    """The PDF that was frozen."""
    found = opened(access.frozen_brief_for(request.user, week, get_language() or "en"))
    response = HttpResponse(bytes(found.pdf), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="brief-{week.isoformat()}.pdf"'
    return response


def _list(person: Person, *, asked: str | None) -> FrozenList:
    language = get_language() or "en"
    by_week: dict[date, FrozenBrief] = {}
    for one in access.frozen_for(person):
        if one.week not in by_week or one.language == language:
            by_week[one.week] = one
    lines = list(by_week.values())
    shown = paging(len(lines), asked=asked, query={})
    return FrozenList(lines=tuple(_line(one) for one in part(lines, shown)), shown=shown)


def _line(one: FrozenBrief) -> FrozenLine:
    return FrozenLine(
        title=words.week_name(one.week),
        address=reverse("listening-frozen", args=[one.week]),
        pdf_address=reverse("listening-frozen-pdf", args=[one.week]),
        made=date_format(timezone.localtime(one.made_at), "DATETIME_FORMAT"),
        sha256=one.sha256,
    )


def _page(one: FrozenBrief) -> FrozenPage:
    return FrozenPage(
        title=words.week_name(one.week),
        told=_("This is the brief as it was frozen on %(moment)s. It does not change.")
        % {"moment": date_format(timezone.localtime(one.made_at), "DATETIME_FORMAT")},
        language=one.language,
        body=SafeString(one.page),
        today_address=f"{reverse('listening-brief')}?week={one.week.isoformat()}",
        pdf_address=reverse("listening-frozen-pdf", args=[one.week]),
        inputs=tuple(one.inputs.items()),
        sha256=one.sha256,
    )
