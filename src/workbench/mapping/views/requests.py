"""Requests: what was asked of the city, by whom, and how it was answered."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from workbench.accounts.doors import SignedInRequest, role_required
from workbench.core.labels import city_names
from workbench.core.requests import FORM_METHODS, go_to, sent
from workbench.mapping import access
from workbench.mapping.actions import requests as acts
from workbench.mapping.forms import AnswerForm, RequestForm
from workbench.mapping.pages.requests import request_page, request_table_page, requests_page
from workbench.mapping.pages.showing import FormPage
from workbench.mapping.views.showing import show, show_form

HERE = "requests"


@require_safe
@role_required(*access.READS)
def requests(request: SignedInRequest) -> HttpResponse:
    """What waits for an answer, and what was answered."""
    page = requests_page(request.user, asked=request.GET.get("page"), today=timezone.localdate())
    return show(request, "requests.html", page, here=HERE)


@require_safe
@role_required(*access.DESK)
def by_group_and_area(request: SignedInRequest) -> HttpResponse:
    """How many requests came from where and for whom, with the publishing floor."""
    return show(request, "request_table.html", request_table_page(request.user), here=HERE)


@require_http_methods(FORM_METHODS)
@role_required(*access.READS)
def new_request(request: SignedInRequest) -> HttpResponse:
    """Write down what a party asked for."""
    own = access.party_of_person(request.user)
    if own is None:
        access.refuse_unless_keeps(request.user)
    form = RequestForm(
        sent(request),
        names=city_names(),
        own=own,
        parties=access.parties_for(request.user),
        initial={"asked_on": timezone.localdate()},
    )
    if form.is_valid():
        values: dict[str, Any] = dict(form.cleaned_data)
        asked_by = own or values.pop("asked_by")
        made = acts.enter_request(asked_by, values, acting_person=request.user)
        messages.success(request, _("The request is kept. Its answer will stand beside it."))
        return go_to("mapping-request", made.pk)
    page = FormPage(
        heading=_("Enter a request"),
        lede=_("A place to meet, an activity, or to be consulted: what was asked of the city."),
        form=form,
        back=reverse("mapping-requests"),
        back_words=_("Requests to the city"),
        submit=_("Keep it"),
    )
    return show_form(request, page, here=HERE)


@require_http_methods(FORM_METHODS)
@role_required(*access.READS)
def one_request(request: SignedInRequest, request_id: int) -> HttpResponse:
    """One request; a coordinator answers it."""
    found = access.request_for(request.user, request_id)
    today = timezone.localdate()
    form = AnswerForm(sent(request), initial={"answered_on": today})
    if form.is_valid():
        given = form.cleaned_data
        try:
            acts.answer_request(
                found,
                answer=given["answer"],
                words=given["answer_words"],
                answered_on=given["answered_on"],
                acting_person=request.user,
            )
        except acts.UnfitAnswer as fault:
            field = fault.fields.get("field")
            form.add_error(field if field in form.fields else None, str(fault))
        else:
            messages.success(request, _("The answer stands beside the request."))
            return go_to("mapping-request", request_id)
    page = request_page(request.user, found, today=today, form=form)
    status = 400 if form.is_bound and form.errors else 200
    return show(request, "request.html", page, here=HERE, status=status)
