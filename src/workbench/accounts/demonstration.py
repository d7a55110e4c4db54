"""The demonstration sign-in: only in a made-up city, only on this machine, and marked as such."""

from django.http import HttpRequest

from workbench.core.city import current_city
from workbench.options import is_loopback

SESSION_KEY = "demonstration"
# Any of these says that the request came through something that stands between.
FORWARDING_HEADERS = (
    "HTTP_FORWARDED",
    "HTTP_VIA",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_REAL_IP",
)


def is_demonstration_allowed(request: HttpRequest) -> bool:
    """Whether this request may use the demonstration sign-in."""
    return (
        current_city().demonstration
        and is_loopback(request.META.get("REMOTE_ADDR", ""))
        and is_loopback(request.get_host().rsplit(":", 1)[0].strip("[]"))
        and not any(header in request.META for header in FORWARDING_HEADERS)
    )


def is_demonstration_session(request: HttpRequest) -> bool:
    """Whether the person signed in without a second factor, as one of the made-up people."""
    return bool(request.session.get(SESSION_KEY))
