"""The public face: figures that were released, for everybody, without signing in or a cookie.

Nothing here reads a person, a session or the register: every page is made from the ledger. The
language is the browser's, or the one in `?lang=`.
"""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from workbench.core.city import current_city
from workbench.core.methods import method_page
from workbench.listening import public_ledger
from workbench.listening.pages.open_figures import (
    NothingReleased,
    find_release,
    ledger_as_json,
    open_page,
    release_as_json,
    table_as_csv,
)

View = Callable[..., HttpResponse]
CSV, JSON = "text/csv; charset=utf-8", "application/json"


def for_everybody(view: View) -> View:
    """Open to all, for reading only; what was not released is answered calmly, as not found."""

    @wraps(view)
    def door(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        asked = request.GET.get("lang", "")
        known = asked if asked in dict(settings.LANGUAGES) else translation.get_language() or "en"
        with translation.override(known):
            try:
                return view(request, *args, **kwargs)
            except NothingReleased:
                return _show(request, "nothing.html", None, status=404)

    return login_not_required(require_safe(door))


def _show(request: HttpRequest, template: str, page: object, *, status: int = 200) -> HttpResponse:
    asked = request.GET.get("lang", "")
    context = {
        "page": page,
        "city": current_city().name,
        "is_demonstration": current_city().demonstration,
        "languages": [
            (code, translation.get_language_info(code)["name_local"])
            for code, _name in settings.LANGUAGES
        ],
        "here": translation.get_language(),
        "query": f"?lang={asked}" if asked in dict(settings.LANGUAGES) else "",
    }
    return render(request, f"open/{template}", context, status=status)


@for_everybody
def newest(request: HttpRequest) -> HttpResponse:
    """The newest release."""
    return _show(request, "edition.html", open_page())


@for_everybody
def edition(request: HttpRequest, source: str, edition: str) -> HttpResponse:
    """One release."""
    return _show(request, "edition.html", open_page(source, edition))


@for_everybody
def how(request: HttpRequest) -> HttpResponse:
    """How the public figures are made (charter 11)."""
    find_release(public_ledger.ledger_now())
    return _show(request, "how.html", method_page("public-edition"))


@for_everybody
def as_csv(request: HttpRequest, source: str, edition: str) -> HttpResponse:  # noqa: ARG001 - Django hands it over
    """The table of one release as CSV."""
    _entry, release = find_release(public_ledger.ledger_now(), source, edition)
    return _file(table_as_csv(release), CSV, f"{source}-{edition}.csv")


@for_everybody
def as_json(request: HttpRequest, source: str, edition: str) -> HttpResponse:  # noqa: ARG001 - Django hands it over
    """One release as it was frozen, as JSON."""
    entry, _release = find_release(public_ledger.ledger_now(), source, edition)
    return _file(release_as_json(entry), JSON, f"{source}-{edition}.json")


@for_everybody
def ledger(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django hands it over
    """The whole ledger as JSON."""
    return _file(ledger_as_json(), JSON, "ledger.json")


def _file(content: str, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
