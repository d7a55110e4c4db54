"""Concerns: raised, sorted with those who raised them, answered."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from workbench.accounts.doors import SignedInRequest, role_required
from workbench.core.labels import city_names
from workbench.core.requests import FORM_METHODS, go_to, sent
from workbench.listening.meetings import access
from workbench.listening.meetings.actions import concerns as acts
from workbench.listening.meetings.forms import ConcernAnswerForm, ConcernForm, SortForm
from workbench.listening.meetings.models import Concern
from workbench.listening.meetings.pages.concerns import concern_page
from workbench.listening.meetings.pages.showing import FormPage
from workbench.listening.meetings.sorting import fitting_answers, sorted_as
from workbench.listening.meetings.views.showing import FOR_TALKS, show, show_form, went_well


@sensitive_post_parameters()
@require_http_methods(FORM_METHODS)
@role_required(*FOR_TALKS)
def new_concern(request: SignedInRequest, session_id: int) -> HttpResponse:
    """Keep a concern in their words."""
    found = access.session_for(request.user, session_id)
    form = ConcernForm(sent(request), names=city_names())

    def act() -> None:
        acts.raise_concern(found, **form.cleaned_data, acting_person=request.user)

    if went_well(form, act):
        return go_to("meetings-session", found.pk)
    page = FormPage(
        heading=_("A concern that was raised"),
        form=form,
        back=reverse("meetings-session", args=[found.pk]),
        back_words=found.question,
        submit=_("Keep it"),
        lede=_("What it is, a false perception or a real misalignment, is asked of them next."),
    )
    return show_form(request, page)


@never_cache
@require_safe
@role_required(*FOR_TALKS)
def concern(request: SignedInRequest, concern_id: int) -> HttpResponse:
    """One concern."""
    found = access.concern_for(request.user, concern_id)
    return show(request, "concern.html", concern_page(found))


@require_http_methods(FORM_METHODS)
@role_required(*FOR_TALKS)
def sort(request: SignedInRequest, concern_id: int) -> HttpResponse:
    """Write down as what one side sees it."""
    found = access.concern_for(request.user, concern_id)
    form = SortForm(
        sent(request),
        is_desk=access.is_desk(request.user),
        initial={"said_on": timezone.localdate()},
    )

    def act() -> None:
        acts.sort_concern(found, **form.cleaned_data, acting_person=request.user)

    if went_well(form, act):
        return go_to("meetings-concern", found.pk)
    lede = _("It is sorted when the people who raised it have said what it is.")
    return show_form(request, _form_page(found, form, _("What is it?"), lede))


@require_http_methods(FORM_METHODS)
@role_required(*FOR_TALKS)
def answer(request: SignedInRequest, concern_id: int) -> HttpResponse:
    """Give back what fits."""
    found = access.concern_for(request.user, concern_id)
    fitting = fitting_answers(sorted_as(found.sortings.all()))
    form = ConcernAnswerForm(
        sent(request), fitting=fitting, initial={"said_on": timezone.localdate()}
    )

    def act() -> None:
        given = dict(form.cleaned_data)
        day = given.pop("said_on")
        acts.answer_concern(found, **given, on=day, acting_person=request.user)

    if went_well(form, act):
        return go_to("meetings-concern", found.pk)
    lede = "" if fitting else _("Nothing can be answered before the people have said what it is.")
    return show_form(request, _form_page(found, form, _("What they get back"), lede))


def _form_page(
    found: Concern, form: SortForm | ConcernAnswerForm, heading: str, lede: str
) -> FormPage:
    return FormPage(
        heading=heading,
        form=form,
        back=reverse("meetings-concern", args=[found.pk]),
        back_words=_("The concern"),
        submit=_("Keep it"),
        lede=lede,
    )
