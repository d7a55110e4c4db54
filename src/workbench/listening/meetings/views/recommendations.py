"""Recommendations: written, published, answered in words and in deeds."""

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from workbench.accounts.doors import SignedInRequest, role_required
from workbench.core.requests import FORM_METHODS, go_to, sent
from workbench.listening.meetings import access
from workbench.listening.meetings.actions import recommendations as acts
from workbench.listening.meetings.actions.faults import UnfitTalk
from workbench.listening.meetings.forms import AnswerForm, DeedForm, ReasonForm, RecommendationForm
from workbench.listening.meetings.models import Recommendation, Session
from workbench.listening.meetings.pages.recommendations import (
    recommendation_page,
    recommendations_page,
)
from workbench.listening.meetings.pages.showing import FormPage
from workbench.listening.meetings.views.showing import (
    FOR_DESK,
    FOR_TALKS,
    show,
    show_form,
    went_well,
)


@require_safe
@role_required(*FOR_TALKS)
def recommendations(request: SignedInRequest) -> HttpResponse:
    """Every recommendation this person may see, and where it stands."""
    page = recommendations_page(
        request.user, today=timezone.localdate(), asked=request.GET.get("page")
    )
    return show(request, "recommendations.html", page)


@require_http_methods(FORM_METHODS)
@role_required(*FOR_DESK)
def new_recommendation(request: SignedInRequest) -> HttpResponse:
    """Write one down that came from no talk in a room."""
    return _write(request, None, back=reverse("meetings-recommendations"))


@require_http_methods(FORM_METHODS)
@role_required(*FOR_TALKS)
def from_session(request: SignedInRequest, session_id: int) -> HttpResponse:
    """Write one down that came from a talk."""
    found = access.session_for(request.user, session_id)
    return _write(request, found, back=reverse("meetings-session", args=[found.pk]))


@require_safe
@role_required(*FOR_TALKS)
def recommendation(request: SignedInRequest, recommendation_id: int) -> HttpResponse:
    """One recommendation with everything that was answered."""
    found = access.recommendation_for(request.user, recommendation_id)
    page = recommendation_page(request.user, found, today=timezone.localdate())
    return show(request, "recommendation.html", page)


@require_http_methods(FORM_METHODS)
@role_required(*FOR_TALKS)
def edit(request: SignedInRequest, recommendation_id: int) -> HttpResponse:
    """Say a draft better."""
    found = access.recommendation_for(request.user, recommendation_id)
    told = {name: getattr(found, name) for name in ("words", "office", "made_on", "heard_from")}
    form = RecommendationForm(sent(request), initial=told, asks_where=_is_from_elsewhere(found))

    def act() -> None:
        acts.change_recommendation(found, form.cleaned_data, acting_person=request.user)

    if went_well(form, act):
        return go_to("meetings-recommendation", found.pk)
    return show_form(request, _form_page(found, form, _("Change the draft")))


@require_POST
@role_required(*FOR_TALKS)
def drop(request: SignedInRequest, recommendation_id: int) -> HttpResponse:
    """Take a draft away."""
    found = access.recommendation_for(request.user, recommendation_id)
    acts.drop_recommendation(found, acting_person=request.user)
    return go_to("meetings-recommendations")


@require_POST
@role_required(*FOR_DESK)
def publish(request: SignedInRequest, recommendation_id: int) -> HttpResponse:
    """Show it to everybody."""
    found = access.recommendation_for(request.user, recommendation_id)
    try:
        acts.publish(found, today=timezone.localdate(), acting_person=request.user)
    except UnfitTalk as refused:
        messages.error(request, f"{refused.message} {refused.remedy}")
        return go_to("meetings-recommendation-edit", found.pk)
    messages.success(request, _("Everybody can read it now, and how long it waits."))
    return go_to("meetings-recommendation", found.pk)


@require_http_methods(FORM_METHODS)
@role_required(*FOR_DESK)
def withdraw(request: SignedInRequest, recommendation_id: int) -> HttpResponse:
    """Stop following it, with a reason that everybody reads."""
    found = access.recommendation_for(request.user, recommendation_id)
    form = ReasonForm(sent(request))

    def act() -> None:
        acts.withdraw(
            found,
            reason=form.cleaned_data["reason"],
            today=timezone.localdate(),
            acting_person=request.user,
        )

    if went_well(form, act):
        return go_to("meetings-recommendation", found.pk)
    lede = _("It stays in the public list, with this reason.")
    return show_form(request, _form_page(found, form, _("Stop following it"), lede))


@require_http_methods(FORM_METHODS)
@role_required(*FOR_DESK)
def answer(request: SignedInRequest, recommendation_id: int) -> HttpResponse:
    """What the office answers in words."""
    found = access.recommendation_for(request.user, recommendation_id)
    form = AnswerForm(sent(request), initial={"answered_on": timezone.localdate()})

    def act() -> None:
        acts.answer_in_words(found, form.cleaned_data, acting_person=request.user)

    if went_well(form, act):
        return go_to("meetings-recommendation", found.pk)
    return show_form(request, _form_page(found, form, _("The city’s answer in words")))


@require_http_methods(FORM_METHODS)
@role_required(*FOR_DESK)
def deed(request: SignedInRequest, recommendation_id: int) -> HttpResponse:
    """What was done."""
    found = access.recommendation_for(request.user, recommendation_id)
    form = DeedForm(sent(request), initial={"done_on": timezone.localdate()})

    def act() -> None:
        acts.tell_deed(found, form.cleaned_data, acting_person=request.user)

    if went_well(form, act):
        return go_to("meetings-recommendation", found.pk)
    return show_form(request, _form_page(found, form, _("The city’s answer in deeds")))


def _write(request: SignedInRequest, session: Session | None, *, back: str) -> HttpResponse:
    told = {"made_on": session.day if session else None}
    form = RecommendationForm(sent(request), initial=told, asks_where=session is None)
    origin = acts.Origin(session=session)

    def act() -> None:
        acts.write_recommendation(form.cleaned_data, origin=origin, acting_person=request.user)

    if went_well(form, act):
        return go_to("meetings-recommendations")
    page = FormPage(
        heading=_("What people recommend"),
        form=form,
        back=back,
        back_words=session.question if session else _("Recommendations"),
        submit=_("Keep the draft"),
        lede=_("Once it is published, its words stay, and it stays in the public list."),
    )
    return show_form(request, page)


def _is_from_elsewhere(found: Recommendation) -> bool:
    return found.session_id is None and found.conversation_id is None


def _form_page(found: Recommendation, form: BaseForm, heading: str, lede: str = "") -> FormPage:
    return FormPage(
        heading=heading,
        form=form,
        back=reverse("meetings-recommendation", args=[found.pk]),
        back_words=_("The recommendation"),
        submit=_("Keep it"),
        lede=lede or found.words,
    )
