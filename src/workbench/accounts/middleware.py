"""Two doors around every request: a second factor before anything else; raised powers, logged."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import NotAllowed
from workbench.accounts.access import elevated_session_of, has_second_factor
from workbench.accounts.actions.elevated import SESSION_KEY, log_request
from workbench.accounts.demonstration import is_demonstration_allowed, is_demonstration_session
from workbench.core.audit import RequestFacts, current_request
from workbench.core.errors import answer_error

Answer = Callable[[HttpRequest], HttpResponseBase]

# What a person without a second factor may open, to set one up or to leave.
BEFORE_SECOND_FACTOR = frozenset(
    {"mfa_activate_totp", "account_reauthenticate", "account_logout", "language", "health"}
)
# What makes no sense for a made-up person, who has no password and no second factor.
NOT_IN_DEMONSTRATION = frozenset(
    {
        "mfa_index",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_reauthenticate",
        "account_reauthenticate",
        "account_change_password",
    }
)


class SecondFactorRequired:
    """Sends whoever has no second factor to set one up, before any other page."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Note whether the person is let in; a demonstration that is not allowed here ends."""
        if request.user.is_authenticated:
            demonstration = is_demonstration_session(request) or request.user.is_demonstration
            if demonstration and not is_demonstration_allowed(request):
                logout(request)
                return HttpResponseRedirect(reverse("account_login"))
            request.is_let_in = demonstration or has_second_factor(request.user)  # type: ignore[attr-defined]  # our own mark
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponse | None:
        """Turn the request away when its page lies behind the second factor."""
        if not request.user.is_authenticated:
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if is_demonstration_session(request) and name in NOT_IN_DEMONSTRATION:
            return answer_error(request, _not_in_demonstration())
        if getattr(request, "is_let_in", False) or name in BEFORE_SECOND_FACTOR:
            return None
        return HttpResponseRedirect(reverse("mfa_activate_totp"))


class ElevatedSessions:
    """Knows whether powers are raised, and logs every request made with them."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request; under raised powers, note it and mark its audit rows."""
        session = None
        if request.user.is_authenticated and getattr(request, "is_let_in", False):
            raised = request.session.get(SESSION_KEY)
            session = elevated_session_of(request.user, raised, now=timezone.now())
        request.elevated_session = session  # type: ignore[attr-defined]  # read by doors
        if session is None:
            return self.get_response(request)
        facts = current_request.get()
        before = current_request.set(
            RequestFacts(request_id=facts.request_id, elevated_session_id=session.pk)
        )
        try:
            response = self.get_response(request)
        finally:
            current_request.reset(before)
        log_request(
            session,
            method=request.method or "",
            path=_path_without_token(request),
            status=response.status_code,
            request_id=facts.request_id,
        )
        return response


def _not_in_demonstration() -> NotAllowed:
    return NotAllowed(
        _("The people of the demonstration have no password and no second factor."),
        remedy=_("Sign in with an account of your own to see this page."),
    )


def _path_without_token(request: HttpRequest) -> str:
    """The path for the log; an invitation's token is a secret and stays out."""
    kwargs = request.resolver_match.kwargs if request.resolver_match else {}
    token = kwargs.get("token")
    return request.path.replace(token, "…") if token else request.path
