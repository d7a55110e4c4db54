"""What is expected (steps), and the calendar of events."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.core.errors import CommonwealError
from workbench.accounts.doors import SignedInRequest, role_required
from workbench.core.requests import FORM_METHODS, sent
from workbench.listening.access import sources_for
from workbench.listening.pages.labels import city_labels
from workbench.listening.signals import access
from workbench.listening.signals.actions import calendar as acts
from workbench.listening.signals.actions.steps import add_step, end_step, withdraw_step
from workbench.listening.signals.forms import EndForm, EventForm, StepForm
from workbench.listening.signals.pages.expected import (
    calendar_page,
    event_form_page,
    step_form_page,
    steps_page,
)
from workbench.listening.views.showing import show


@require_safe
@role_required(*access.READS_SIGNALS)
def steps(request: SignedInRequest) -> HttpResponse:
    """Every campaign and channel that is expected."""
    return show(request, "steps.html", steps_page(request.user), here="signals")


@require_http_methods(FORM_METHODS)
@role_required(*access.ANSWERS)
def new_step(request: SignedInRequest) -> HttpResponse:
    """Add a campaign or a channel."""
    form = StepForm(sent(request), labels=city_labels(), sources=sources_for(request.user))
    if form.is_valid():
        try:
            add_step(form.facts(), acting_person=request.user, now=timezone.now())
        except CommonwealError as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, _("It is expected from the next search on."))
            return HttpResponseRedirect(reverse("listening-steps"))
    status = 400 if form.errors else 200
    return show(request, "desk_form.html", step_form_page(form), here="signals", status=status)


@require_http_methods(FORM_METHODS)
@role_required(*access.ANSWERS)
def end(request: SignedInRequest, step_id: int) -> HttpResponse:
    """Say when a step ended."""
    step = access.step_for(request.user, step_id)
    form = EndForm(sent(request))
    if form.is_valid():
        try:
            end_step(step, until=form.cleaned_data["until"], acting_person=request.user)
        except CommonwealError as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, _("The change is kept."))
            return HttpResponseRedirect(reverse("listening-steps"))
    status = 400 if form.errors else 200
    page = step_form_page(form, ending=step)
    return show(request, "desk_form.html", page, here="signals", status=status)


@require_POST
@role_required(*access.ANSWERS)
def withdraw(request: SignedInRequest, step_id: int) -> HttpResponse:
    """Take a step out of what is expected."""
    step = access.step_for(request.user, step_id)
    withdraw_step(step, acting_person=request.user, now=timezone.now())
    messages.success(request, _("It is withdrawn. No later search takes it in."))
    return HttpResponseRedirect(reverse("listening-steps"))


@require_safe
@role_required(*access.READS_SIGNALS)
def calendar(request: SignedInRequest) -> HttpResponse:
    """The calendar of dated events."""
    page = calendar_page(request.user, asked=request.GET.get("page"))
    return show(request, "calendar.html", page, here="signals")


@require_http_methods(FORM_METHODS)
@role_required(*access.KEEPS_CALENDAR)
def new_event(request: SignedInRequest) -> HttpResponse:
    """Put an event into the calendar."""
    form = EventForm(sent(request))
    if form.is_valid():
        try:
            acts.add_event(form.facts(), acting_person=request.user)
        except CommonwealError as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, _("The event stands in the calendar."))
            return HttpResponseRedirect(reverse("listening-calendar"))
    status = 400 if form.errors else 200
    return show(request, "desk_form.html", event_form_page(form), here="signals", status=status)


@require_http_methods(FORM_METHODS)
@role_required(*access.KEEPS_CALENDAR)
def event(request: SignedInRequest, event_id: int) -> HttpResponse:
    """Change what the calendar says of an event."""
    known = access.event_for(request.user, event_id)
    form = EventForm(sent(request), instance=access.event_for(request.user, event_id))
    if form.is_valid():
        try:
            acts.change_event(known, form.facts(), acting_person=request.user)
        except CommonwealError as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, _("The change is kept."))
            return HttpResponseRedirect(reverse("listening-calendar"))
    status = 400 if form.errors else 200
    page = event_form_page(form, known)
    return show(request, "desk_form.html", page, here="signals", status=status)


@require_POST
@role_required(*access.KEEPS_CALENDAR)
def remove_event(request: SignedInRequest, event_id: int) -> HttpResponse:
    """Take an event out of the calendar."""
    acts.remove_event(access.event_for(request.user, event_id), acting_person=request.user)
    messages.success(request, _("The event is out of the calendar."))
    return HttpResponseRedirect(reverse("listening-calendar"))
