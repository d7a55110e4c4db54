"""How views of every room read a form that was sent, and lead on."""

from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.urls import reverse

FORM_METHODS = ["GET", "HEAD", "POST"]


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with, were it empty; None where the form is only looked at."""
    return request.POST if request.method == "POST" else None


def go_to(name: str, *args: int | str) -> HttpResponseRedirect:
    """On to the page of that name."""
    return HttpResponseRedirect(reverse(name, args=args))
