"""Signals and their answers."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonweal.core.errors import CommonwealError
from workbench.accounts.doors import SignedInRequest, role_required
from workbench.listening import tasks
from workbench.listening.signals import access
from workbench.listening.signals.actions.answering import answer_signal
from workbench.listening.signals.forms import AnswerForm
from workbench.listening.signals.pages.expected import how_sure_page
from workbench.listening.signals.pages.signals import answers_page, signal_page, signals_page
from workbench.listening.views.showing import show


@require_safe
@role_required(*access.READS_SIGNALS)
def signals(request: SignedInRequest) -> HttpResponse:
    """Every signal; those that wait for an answer first."""
    page = signals_page(request.user, asked=request.GET.get("page"))
    return show(request, "signals.html", page, here="signals")


@require_POST
@role_required(*access.STARTS_SEARCH)
def search(request: SignedInRequest) -> HttpResponse:
    """Search the newest week in the background, and freeze its brief."""
    tasks.weekly.enqueue(request.user.pk)
    messages.info(
        request,
        _("The search runs in the background and may take minutes. Load this page again then."),
    )
    return HttpResponseRedirect(reverse("listening-signals"))


@require_safe
@role_required(*access.READS_SIGNALS)
def signal(request: SignedInRequest, signal_id: int) -> HttpResponse:
    """One signal with its weeks and answers."""
    page = signal_page(request.user, access.signal_for(request.user, signal_id))
    return show(request, "signal.html", page, here="signals")


@require_POST
@role_required(*access.ANSWERS)
def answer(request: SignedInRequest, signal_id: int) -> HttpResponse:
    """Answer a signal."""
    found = access.signal_for(request.user, signal_id)
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            answer_signal(found, form.facts(), acting_person=request.user, now=timezone.now())
        except CommonwealError as fault:
            form.refused(fault)
        else:
            messages.success(request, _("The answer is kept. No figure has changed."))
            return HttpResponseRedirect(reverse("listening-signal", args=[signal_id]))
    page = signal_page(request.user, found, form)
    return show(request, "signal.html", page, here="signals", status=400)


@require_safe
@role_required(*access.READS_SIGNALS)
def answers(request: SignedInRequest) -> HttpResponse:
    """How many were answered, how soon, and what they turned out to be."""
    return show(request, "answers.html", answers_page(request.user), here="signals")


@require_safe
@role_required(*access.READS_SIGNALS)
def how_sure(request: SignedInRequest) -> HttpResponse:
    """How large a rise must be before the search finds it."""
    return show(request, "how_sure.html", how_sure_page(request.user), here="signals")
