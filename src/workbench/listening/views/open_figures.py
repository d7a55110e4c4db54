"""The public face: figures that were released, for everybody, without signing in or a cookie.

Nothing here reads a person, a session or the register: every page is made from the ledger.
"""

from functools import wraps

from django.http import HttpRequest, HttpResponse

from workbench.core.methods import method_page
from workbench.core.open_face import View, for_everybody, show_open
from workbench.listening import public_ledger
from workbench.listening.pages.open_figures import (
    NothingReleased,
    find_release,
    ledger_as_json,
    open_page,
    release_as_json,
    table_as_csv,
)

CSV, JSON = "text/csv; charset=utf-8", "application/json"


def of_the_ledger(view: View) -> View:
    """Open to all, for reading only; what was not released is answered calmly, as not found."""

    @wraps(view)
    def door(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except NothingReleased:
            return show_open(request, "open/nothing.html", None, status=404)

    return for_everybody(door)


@of_the_ledger
def newest(request: HttpRequest) -> HttpResponse:
    """The newest release."""
    return show_open(request, "open/edition.html", open_page())


@of_the_ledger
def edition(request: HttpRequest, source: str, edition: str) -> HttpResponse:
    """One release."""
    return show_open(request, "open/edition.html", open_page(source, edition))


@of_the_ledger
def how(request: HttpRequest) -> HttpResponse:
    """How the public figures are made (charter 11)."""
    find_release(public_ledger.ledger_now())
    return show_open(request, "open/how.html", method_page("public-edition"))


@of_the_ledger
def as_csv(request: HttpRequest, source: str, edition: str) -> HttpResponse:  # noqa: ARG001 - Django hands it over
    """The table of one release as CSV."""
    _entry, release = find_release(public_ledger.ledger_now(), source, edition)
    return _file(table_as_csv(release), CSV, f"{source}-{edition}.csv")


@of_the_ledger
def as_json(request: HttpRequest, source: str, edition: str) -> HttpResponse:  # noqa: ARG001 - Django hands it over
    """One release as it was frozen, as JSON."""
    entry, _release = find_release(public_ledger.ledger_now(), source, edition)
    return _file(release_as_json(entry), JSON, f"{source}-{edition}.json")


@of_the_ledger
def ledger(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django hands it over
    """The whole ledger as JSON."""
    return _file(ledger_as_json(), JSON, "ledger.json")


def _file(content: str, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
