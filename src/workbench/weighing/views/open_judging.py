"""A rater's own page: it needs no account and sets no cookie; the link is all that is asked.

Every answer is kept when its screen is sent, and can be changed until the round is closed.
"""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from workbench.core.open_face import for_everybody, for_everybody_to_send, show_open
from workbench.weighing.actions.judging import RoundIsClosed, TooMuchToday, keep_judgements
from workbench.weighing.models import Round
from workbench.weighing.pages.judging import (
    Seat,
    forms_for,
    kept_page,
    screen_page,
    screens_of,
    seat_of,
    welcome_page,
)


@never_cache
@for_everybody
def judge(request: HttpRequest, token: str) -> HttpResponse:
    """What it is about, and where the rater went on last."""
    seat = seat_of(token)
    if seat is None or seat.round is None or not seat.takes(timezone.localdate()):
        return _not_now(request, seat)
    return show_open(request, "open/judge.html", welcome_page(seat, seat.round))


@never_cache
@sensitive_post_parameters()
@for_everybody_to_send
def screen(request: HttpRequest, token: str, number: int) -> HttpResponse:
    """One thing that may change, for every group; sent, it is kept and leads to the next."""
    seat = seat_of(token)
    if seat is None or seat.round is None or not seat.takes(timezone.localdate()):
        return _not_now(request, seat)
    if not 1 <= number <= len(screens_of(seat.round)):
        return HttpResponseRedirect(_address(request, "open-judge", token))
    if request.method != "POST":
        forms = forms_for(seat, seat.round, screens_of(seat.round)[number - 1], None)
        page = screen_page(seat, seat.round, number, forms)
        return show_open(request, "open/judge_screen.html", page)
    return _sent(request, seat, seat.round, number)


@never_cache
@for_everybody
def done(request: HttpRequest, token: str) -> HttpResponse:
    """What was kept, and until when it can be changed."""
    seat = seat_of(token)
    if seat is None or seat.round is None or not seat.takes(timezone.localdate()):
        return _not_now(request, seat)
    page = kept_page(seat, seat.round, shows_all=False)
    return show_open(request, "open/judge_done.html", page)


def _sent(request: HttpRequest, seat: Seat, found: Round, number: int) -> HttpResponse:
    """Keep a screen; where something is to be mended, it comes back with all that was typed."""
    area, factor = screens_of(found)[number - 1]
    forms = forms_for(seat, found, (area, factor), request.POST)
    status, fault = 400, ""
    if all(form.is_valid() for _group, form in forms):
        said = [form.judgement(area, factor, group) for group, form in forms]
        told = [one for one in said if one is not None]
        try:
            keep_judgements(seat.rater, found, told, now=timezone.now(), today=timezone.localdate())
        except TooMuchToday as refused:
            status, fault = refused.status, f"{refused.message} {refused.remedy}"
        except RoundIsClosed:
            return _not_now(request, seat_of(seat.token))
        else:
            return _onwards(request, seat.token, number, len(screens_of(found)))
    page = screen_page(seat, found, number, forms, fault=fault)
    return show_open(request, "open/judge_screen.html", page, status=status)


def _onwards(request: HttpRequest, token: str, number: int, last: int) -> HttpResponse:
    """The next screen; what was kept, after the last one or where the rater stops."""
    if number == last or "stop" in request.POST:
        return HttpResponseRedirect(_address(request, "open-judge-done", token))
    return HttpResponseRedirect(_address(request, "open-judge-screen", token, number + 1))


def _not_now(request: HttpRequest, seat: Seat | None) -> HttpResponse:
    """A link that leads nowhere, or a rater who can say nothing now."""
    if seat is None:
        return show_open(request, "open/judge_gone.html", None, status=404)
    if seat.round is None:
        return show_open(request, "open/judge_early.html", seat.rater.proposal)
    page = kept_page(seat, seat.round, shows_all=seat.round.closed_at is not None)
    return show_open(request, "open/judge_closed.html", page)


def _address(request: HttpRequest, name: str, *args: str | int) -> str:
    asked = request.GET.urlencode()
    return reverse(name, args=args) + (f"?{asked}" if asked else "")
