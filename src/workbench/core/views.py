"""The pages that belong to no room: health, and the answers to what cannot be answered."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from workbench.core.audit import current_request
from workbench.core.errors import ErrorPage, answer, heading_for
from workbench.core.methods import method_page


@login_not_required
@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - Django hands it over
    """Whether the workbench and its database answer; says nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


@require_safe
def method(request: HttpRequest, name: str) -> HttpResponse:
    """How a figure is made, in plain words (charter 11)."""
    return render(request, "core/method.html", {"page": method_page(name)})


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django hands it over
    """A request that no page of ours makes."""
    return _plain_answer(
        request,
        status=400,
        code="bad-request",
        message=_("The request could not be read."),
        remedy=_("Go back and try again."),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django hands it over
    """A page that this person may not open."""
    return _plain_answer(
        request,
        status=403,
        code="not-allowed",
        message=_("This page is not open to you."),
        remedy=_("If you need it for your work, ask an operator of your city."),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django hands it over
    """A form that was sent from an old or foreign page."""
    return _plain_answer(
        request,
        status=403,
        code="stale-form",
        message=_("This form was open for too long, or came from another site. Nothing was done."),
        remedy=_("Go back, load the page again and send it once more."),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django hands it over
    """No page, or nothing there that this person may see."""
    return _plain_answer(
        request,
        status=404,
        code="not-found",
        message=_("There is no such page, or it is not yours to see."),
        remedy=_("Check the address, or start again from the first page."),
    )


def broken(request: HttpRequest) -> HttpResponse:
    """A fault of ours."""
    return _plain_answer(
        request,
        status=500,
        code="broken",
        message=_("The workbench met a fault. What you sent was not stored."),
        remedy=_("Try again. If it stays, give your operator the number below."),
    )


def _plain_answer(
    request: HttpRequest, *, status: int, code: str, message: str, remedy: str
) -> HttpResponse:
    page = ErrorPage(
        status=status,
        heading=heading_for(status),
        message=message,
        remedy=remedy,
        request_id=current_request.get().request_id,
    )
    return answer(request, page=page, code=code, fields={})
