"""Sessions: the list, a new one, its gate, how it went, and what was said."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from workbench.accounts.doors import SignedInRequest, role_required
from workbench.core.labels import Pairs, city_names
from workbench.core.requests import FORM_METHODS, go_to, sent
from workbench.listening.meetings import access
from workbench.listening.meetings.actions import sessions as acts
from workbench.listening.meetings.actions.faults import NotReady
from workbench.listening.meetings.forms import GateForm, HeldForm, NoteForm, SessionForm, values_of
from workbench.listening.meetings.models import Session
from workbench.listening.meetings.pages.sessions import notes_page, session_page, sessions_page
from workbench.listening.meetings.pages.showing import FormPage
from workbench.listening.meetings.views.showing import (
    FOR_DESK,
    FOR_TALKS,
    show,
    show_form,
    went_well,
)
from workbench.listening.meetings.words import day_words, preconditions


@require_safe
@role_required(*FOR_TALKS)
def sessions(request: SignedInRequest) -> HttpResponse:
    """Every talk this person works on."""
    page = sessions_page(request.user, asked=request.GET.get("page"))
    return show(request, "sessions.html", page)


@sensitive_post_parameters()
@require_http_methods(FORM_METHODS)
@role_required(*FOR_DESK)
def new_session(request: SignedInRequest) -> HttpResponse:
    """Plan a talk."""
    form = _session_form(request, {"activation": request.GET.get("activation")})

    def act() -> None:
        acts.plan_session(form.values(), acting_person=request.user, now=timezone.now())

    if went_well(form, act):
        messages.success(request, _("The talk is planned. Answer its gate next."))
        return go_to("meetings")
    page = FormPage(
        heading=_("Plan a talk"),
        form=form,
        back=reverse("meetings"),
        back_words=_("Talks"),
        submit=_("Keep it"),
        lede=_("What is not known yet can be added later; until then the talk is not ready."),
    )
    return show_form(request, page)


@never_cache
@require_safe
@role_required(*FOR_TALKS)
def session(request: SignedInRequest, session_id: int) -> HttpResponse:
    """One talk."""
    found = access.session_for(request.user, session_id)
    return show(request, "session.html", session_page(request.user, found))


@sensitive_post_parameters()
@require_http_methods(FORM_METHODS)
@role_required(*FOR_TALKS)
def edit_session(request: SignedInRequest, session_id: int) -> HttpResponse:
    """Say it better before it is held."""
    found = access.session_for(request.user, session_id)
    form = _session_form(request, values_of(found))

    def act() -> None:
        acts.change_session(found, form.values(), acting_person=request.user)

    if went_well(form, act):
        return go_to("meetings-session", found.pk)
    return show_form(request, _form_page(found, form, _("Change the talk")))


@require_http_methods(FORM_METHODS)
@role_required(*FOR_TALKS)
def gate(request: SignedInRequest, session_id: int, key: str) -> HttpResponse:
    """Answer one precondition."""
    found = access.session_for(request.user, session_id)
    form = GateForm(sent(request))
    now = timezone.localdate()

    def act() -> None:
        acts.answer_gate(found, key, **form.cleaned_data, today=now, acting_person=request.user)

    if went_well(form, act):
        return go_to("meetings-session", found.pk)
    pack = preconditions()
    row = pack.rows.get(key)
    page = _form_page(
        found, form, row.name if row else _("A precondition"), row.what if row else ""
    )
    return show_form(request, page)


@require_POST
@role_required(*FOR_TALKS)
def ready(request: SignedInRequest, session_id: int) -> HttpResponse:
    """Call it ready, or be told what is missing."""
    found = access.session_for(request.user, session_id)
    try:
        acts.call_ready(found, acting_person=request.user)
    except NotReady as refused:
        messages.warning(request, f"{refused.message} {refused.remedy}")
    return go_to("meetings-session", found.pk)


@sensitive_post_parameters()
@require_http_methods(FORM_METHODS)
@role_required(*FOR_TALKS)
def held(request: SignedInRequest, session_id: int) -> HttpResponse:
    """Write down that it was held."""
    found = access.session_for(request.user, session_id)
    form = HeldForm(sent(request), names=city_names(), initial={"held_on": found.day})

    def act() -> None:
        given = form.cleaned_data
        told = acts.Held(
            day=given["held_on"],
            present=given["present"],
            absent=tuple(given["absent"]),
            agreed=given["agreed"],
        )
        acts.hold_session(found, told, today=timezone.localdate(), acting_person=request.user)

    if went_well(form, act):
        return go_to("meetings-session", found.pk)
    return show_form(request, _form_page(found, form, _("It was held")))


@require_POST
@role_required(*FOR_TALKS)
def cancel(request: SignedInRequest, session_id: int) -> HttpResponse:
    """It does not take place."""
    found = access.session_for(request.user, session_id)
    acts.cancel_session(found, acting_person=request.user)
    return go_to("meetings-session", found.pk)


@never_cache
@require_safe
@role_required(*FOR_TALKS)
def notes(request: SignedInRequest, session_id: int) -> HttpResponse:
    """What was said, theme by theme."""
    found = access.session_for(request.user, session_id)
    return show(request, "notes.html", notes_page(found))


@sensitive_post_parameters()
@require_http_methods(FORM_METHODS)
@role_required(*FOR_TALKS)
def new_note(request: SignedInRequest, session_id: int) -> HttpResponse:
    """Keep what was said under one theme."""
    found = access.session_for(request.user, session_id)
    form = NoteForm(sent(request))

    def act() -> None:
        acts.add_note(found, **form.cleaned_data, acting_person=request.user)

    if went_well(form, act):
        return go_to("meetings-notes", found.pk)
    return show_form(request, _form_page(found, form, _("What was said, under one theme")))


def _session_form(request: SignedInRequest, initial: dict[str, object]) -> SessionForm:
    return SessionForm(
        sent(request),
        names=city_names(),
        activations=_activations(request),
        is_desk=access.is_desk(request.user),
        initial=initial,
    )


def _activations(request: SignedInRequest) -> Pairs:
    rows = access.activations_for(request.user)
    return [(str(one.pk), f"{one.what} ({day_words(one.incident_on)})") for one in rows]


def _form_page(
    found: Session, form: SessionForm | GateForm | HeldForm | NoteForm, heading: str, lede: str = ""
) -> FormPage:
    return FormPage(
        heading=heading,
        form=form,
        back=reverse("meetings-session", args=[found.pk]),
        back_words=found.question,
        submit=_("Keep it"),
        lede=lede,
    )
