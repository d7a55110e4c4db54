"""The public face: pages for everybody, without signing in and without a cookie.

Read `for_everybody` first. The language is the browser's, or the one in `?lang=`. Nothing here
reads a person or a session, so nothing can be set in a visitor's browser. Each room puts its word
into the row of public pages through `core.rooms.register_open_page`.
"""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from workbench.core.city import current_city
from workbench.core.rooms import open_pages

View = Callable[..., HttpResponse]


def for_everybody(view: View) -> View:
    """Open to all, for reading only."""
    return login_not_required(require_safe(_in_their_language(view)))


def for_everybody_to_send(view: View) -> View:
    """Open to all, for reading and for sending one form.

    Who sends has no session that another site could misuse, and a token against that would need
    the cookie that this face does not set.
    """
    sending = require_http_methods(["GET", "HEAD", "POST"])
    return csrf_exempt(login_not_required(sending(_in_their_language(view))))


def _in_their_language(view: View) -> View:
    @wraps(view)
    def door(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        with translation.override(_asked(request) or translation.get_language() or "en"):
            return view(request, *args, **kwargs)

    return door


def show_open(
    request: HttpRequest, template: str, page: object, *, status: int = 200
) -> HttpResponse:
    """A public page with its object as `page`; `query` keeps the language in its links."""
    asked = _asked(request)
    context = {
        "page": page,
        "city": current_city().name,
        "is_demonstration": current_city().demonstration,
        "languages": [
            (code, translation.get_language_info(code)["name_local"])
            for code, _name in settings.LANGUAGES
        ],
        "here": translation.get_language(),
        "query": f"?lang={asked}" if asked else "",
        "open_pages": open_pages(request.path),
    }
    return render(request, template, context, status=status)


def _asked(request: HttpRequest) -> str:
    asked = request.GET.get("lang", "")
    return asked if asked in dict(settings.LANGUAGES) else ""
