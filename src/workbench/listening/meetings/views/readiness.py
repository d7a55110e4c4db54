"""What stands ready, and the checklist that is started when something happened."""

from datetime import timedelta

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from workbench.accounts.doors import SignedInRequest, role_required
from workbench.accounts.models import Person
from workbench.core.labels import city_names
from workbench.core.requests import FORM_METHODS, go_to, sent
from workbench.listening.meetings import access
from workbench.listening.meetings.actions import readiness as acts
from workbench.listening.meetings.forms import (
    ActivationForm,
    ConfirmForm,
    StandingForm,
    StepForm,
)
from workbench.listening.meetings.models import Activation
from workbench.listening.meetings.pages.openings import (
    Begun,
    begun_by_hand,
    begun_from_incident,
    begun_from_signal,
)
from workbench.listening.meetings.pages.readiness import activation_page, readiness_page
from workbench.listening.meetings.pages.showing import FormPage
from workbench.listening.meetings.views.showing import FOR_DESK, show, show_form, went_well
from workbench.listening.signals.access import signal_for

HOLDS = timedelta(days=183)


@require_safe
@role_required(*FOR_DESK)
def readiness(request: SignedInRequest) -> HttpResponse:
    """What stands ready today."""
    page = readiness_page(request.user, today=timezone.localdate())
    return show(request, "readiness.html", page)


@require_http_methods(FORM_METHODS)
@role_required(*FOR_DESK)
def new_standing(request: SignedInRequest) -> HttpResponse:
    """A place, a facilitator or rules; a place of the map may come with its name."""
    told = {name: request.GET.get(name, "") for name in ("kind", "name", "area")}
    form = StandingForm(sent(request), names=city_names(), initial=told)

    def act() -> None:
        acts.add_standing(form.cleaned_data, acting_person=request.user)

    if went_well(form, act):
        return go_to("meetings-readiness")
    return show_form(request, _form_page(form, _("Add to the standing list")))


@require_http_methods(FORM_METHODS)
@role_required(*FOR_DESK)
def confirm(request: SignedInRequest, standing_id: int) -> HttpResponse:
    """Somebody asked, and it stands."""
    found = access.standing_one(request.user, standing_id)
    today = timezone.localdate()
    told = {"confirmed_on": today, "holds_until": today + HOLDS}
    form = ConfirmForm(sent(request), initial=told)

    def act() -> None:
        given = form.cleaned_data
        acts.confirm_standing(
            found,
            on=given["confirmed_on"],
            until=given["holds_until"],
            acting_person=request.user,
        )

    if went_well(form, act):
        return go_to("meetings-readiness")
    return show_form(request, _form_page(form, _("Confirm: %(name)s") % {"name": found.name}))


@require_POST
@role_required(*FOR_DESK)
def retire(request: SignedInRequest, standing_id: int) -> HttpResponse:
    """It is no longer offered."""
    found = access.standing_one(request.user, standing_id)
    acts.retire_standing(found, acting_person=request.user)
    return go_to("meetings-readiness")


@require_http_methods(FORM_METHODS)
@role_required(*FOR_DESK)
def new_activation(request: SignedInRequest) -> HttpResponse:
    """Start the checklist: by hand, from `?signal=` or from `?source=&incident=`."""
    begun = _begun_from(request.user, request.GET.dict())
    form = ActivationForm(sent(request), names=city_names(), initial=begun.told)
    made: list[Activation] = []

    def act() -> None:
        said = {"begun_from": begun.begun_from, "reference": begun.reference}
        values = {**form.cleaned_data, **said}
        made.append(acts.start_activation(values, acting_person=request.user, now=timezone.now()))

    if went_well(form, act):
        return go_to("meetings-activation", made[0].pk)
    page = FormPage(
        heading=_("Something happened: start the checklist"),
        form=form,
        back=begun.back,
        back_words=begun.back_words,
        submit=_("Start the checklist"),
        lede=_("It says what to do, step by step, and counts the days to the first open talk."),
    )
    return show_form(request, page)


@require_safe
@role_required(*FOR_DESK)
def activation(request: SignedInRequest, activation_id: int) -> HttpResponse:
    """One activation with its steps."""
    found = access.activation_for(request.user, activation_id)
    return show(request, "activation.html", activation_page(request.user, found))


@require_http_methods(FORM_METHODS)
@role_required(*FOR_DESK)
def step(request: SignedInRequest, activation_id: int, key: str) -> HttpResponse:
    """A step was done, now."""
    found = access.activation_for(request.user, activation_id)
    form = StepForm(sent(request))

    def act() -> None:
        acts.do_step(
            found,
            key,
            words=form.cleaned_data["words"],
            acting_person=request.user,
            now=timezone.now(),
        )

    if went_well(form, act):
        return go_to("meetings-activation", found.pk)
    return show_form(request, _form_page(form, _("A step was done")))


@require_POST
@role_required(*FOR_DESK)
def close(request: SignedInRequest, activation_id: int) -> HttpResponse:
    """Nothing more is done about it."""
    found = access.activation_for(request.user, activation_id)
    acts.close_activation(found, on=timezone.localdate(), acting_person=request.user)
    return go_to("meetings-activation", found.pk)


def _begun_from(person: Person, asked: dict[str, str]) -> Begun:
    """What the checklist is started from, and what is known of it already."""
    if asked.get("signal", "").isdigit():
        return begun_from_signal(signal_for(person, int(asked["signal"])))
    if asked.get("source") and asked.get("incident"):
        record = access.incident_for(person, asked["source"], asked["incident"])
        return begun_from_incident(asked["source"], record)
    return begun_by_hand()


def _form_page(form: StandingForm | ConfirmForm | StepForm, heading: str) -> FormPage:
    return FormPage(
        heading=heading,
        form=form,
        back=reverse("meetings-readiness"),
        back_words=_("Readiness"),
        submit=_("Keep it"),
    )
