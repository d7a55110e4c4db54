"""The one place where failures become answers: a page, an htmx fragment, or JSON.

`{"code", "message", "remedy", "fields"}` is the shape in all three; the status comes from the
error's class.
"""

import logging
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from commonweal.core.errors import CommonwealError, NotAllowed
from workbench.core.audit import current_request

log = logging.getLogger("workbench")


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorPage:
    """What error.html and its fragment may use."""

    status: int
    heading: str
    message: str
    remedy: str
    request_id: str
    why_not: tuple[str, ...] = ()


def answer_error(request: HttpRequest, failure: CommonwealError) -> HttpResponse:
    """The answer to an error, in the form that the request asked for."""
    if failure.status >= 500:
        log.error("%s in request %s", failure.code, current_request.get().request_id)
    page = ErrorPage(
        status=failure.status,
        heading=heading_for(failure.status),
        message=failure.message,
        remedy=failure.remedy,
        request_id=current_request.get().request_id,
        why_not=_why_not(request) if isinstance(failure, NotAllowed) else (),
    )
    return answer(request, page=page, code=failure.code, fields=failure.fields)


def answer(
    request: HttpRequest, *, page: ErrorPage, code: str, fields: dict[str, Any]
) -> HttpResponse:
    """`page` as JSON, as a fragment for htmx, or as a whole page."""
    if _wants_json(request):
        content = {
            "code": code,
            "message": page.message,
            "remedy": page.remedy,
            "fields": fields,
        }
        return JsonResponse(content, status=page.status)
    if getattr(request, "htmx", False):
        response = render(request, "core/_error.html", {"page": page}, status=page.status)
        response["HX-Retarget"] = "#notices"
        response["HX-Reswap"] = "innerHTML"
        return response
    return render(request, "core/error.html", {"page": page}, status=page.status)


def heading_for(status: int) -> str:
    """The first line of an error page."""
    headings = {
        403: _("This is not open to you"),
        404: _("There is nothing here"),
        405: _("This page cannot do that"),
        409: _("Somebody else is at work here"),
    }
    if status >= 500:
        return _("Something broke on our side")
    return headings.get(status, _("This cannot be done as it is"))


def _wants_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def _why_not(request: HttpRequest) -> tuple[str, ...]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return ()
    return (
        _("You are signed in as %(name)s, with the role %(role)s.")
        % {"name": user, "role": user.get_role_display()},
        _("A role opens pages; some acts also need raised powers, for a short time and a reason."),
        _("An operator of your city can change a role."),
    )
