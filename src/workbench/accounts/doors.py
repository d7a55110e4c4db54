"""What stands before a view: `role_required` and `elevated_required`.

Everything is closed by Django's LoginRequiredMiddleware and by `SecondFactorRequired`; these two
decorators say which of the people inside may come in, and for which acts powers must be raised.
Objects that a person may not see are not found (404); pages that a role may not open are refused
with the reason (403).
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.core.errors import NotAllowed
from workbench.accounts.access import may_enter
from workbench.accounts.models import ElevatedSession, Person, Role

View = Callable[..., HttpResponseBase]


class SignedInRequest(HttpRequest):
    """A request of a person who has passed every door."""

    user: Person
    elevated_session: ElevatedSession | None


def role_required(*roles: str) -> Callable[[View], View]:
    """Let only these roles into the view; others are told which roles may."""
    unknown = set(roles) - set(Role.values)
    if unknown or not roles:
        raise ValueError(f"Not roles of this house: {sorted(unknown)}.")

    def close(view: View) -> View:
        @wraps(view)
        def door(request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not may_enter(request.user.role, roles):
                raise _closed_to(roles)
            return view(request, *args, **kwargs)

        return door

    return close


def elevated_required(view: View) -> View:
    """Let in only those whose powers are raised; others are led to where they raise them."""

    @wraps(view)
    def door(request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.elevated_session is None:
            back = request.get_full_path() if request.method == "GET" else "/"
            address = reverse("accounts-elevated") + "?" + urlencode({"next": back})
            return HttpResponseRedirect(address)
        return view(request, *args, **kwargs)

    return door


def _closed_to(roles: tuple[str, ...]) -> NotAllowed:
    names = ", ".join(str(Role(role).label) for role in roles)
    return NotAllowed(
        _("This page is open to: %(roles)s.") % {"roles": names},
        remedy=_("If you need it for your work, ask an operator of your city."),
        roles=list(roles),
    )
