"""Rounds at the desk: opened, moved, closed; raters invited, given a new link, withdrawn."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from workbench.accounts.doors import SignedInRequest, role_required
from workbench.core.labels import city_names
from workbench.core.requests import FORM_METHODS, go_to, sent
from workbench.weighing import access
from workbench.weighing.actions import rounds as acts
from workbench.weighing.models import Proposal, Rater
from workbench.weighing.pages.matrix import differing_factors
from workbench.weighing.pages.rounds import first_round, link_page, rounds_page
from workbench.weighing.pages.showing import FormPage
from workbench.weighing.round_forms import (
    InviteForm,
    LastDayForm,
    OpenRoundForm,
    SecondRoundForm,
)
from workbench.weighing.views.showing import show, show_form

HERE = "proposals"
USUAL_TIME = timedelta(days=14)


@require_safe
@role_required(*access.WEIGHS)
def rounds(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    """The rounds of a proposal, and who was asked."""
    found = access.proposal_for(request.user, proposal_id)
    return show(request, "rounds.html", rounds_page(found, today=timezone.localdate()), here=HERE)


@require_http_methods(FORM_METHODS)
@role_required(*access.WEIGHS)
def open_first(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    """Say what is judged, and until when."""
    found = access.proposal_for(request.user, proposal_id)
    access.refuse_unless_open(found)
    initial = first_round(found, closes_on=timezone.localdate() + USUAL_TIME)
    form = OpenRoundForm(sent(request), proposal=found, names=city_names(), initial=initial)
    opens = partial(acts.open_round, found, **_by(request))
    if _went(form, lambda: opens(asked=form.asked())):
        messages.success(request, _("The round is open. Ask raters to it."))
        return go_to("weighing-rounds", found.pk)
    lede = _(
        "Raters say, cell by cell, what they expect for whom if it were done at full strength. "
        "What is asked stays as it is once the round is open."
    )
    return _form(request, found, form, _("Open a round"), lede=lede)


@require_http_methods(FORM_METHODS)
@role_required(*access.WEIGHS)
def open_second(request: SignedInRequest, round_id: int) -> HttpResponse:
    """Ask again, with the spread of the first round before everybody's eyes."""
    first = access.round_for(request.user, round_id)
    access.refuse_unless_open(first.proposal)
    initial = {"factors": first.factors, "closes_on": timezone.localdate() + USUAL_TIME}
    form = SecondRoundForm(sent(request), factors=differing_factors(first), initial=initial)
    opens = partial(acts.open_second_round, first, **_by(request))
    if _went(form, lambda: opens(**form.cleaned_data)):
        messages.success(request, _("The second round is open. The links stay the same."))
        return go_to("weighing-rounds", first.proposal_id)
    lede = _(
        "Every rater sees its own first answer beside the answers of all, counted and without "
        "names, and says again what it expects."
    )
    return _form(request, first.proposal, form, _("Open the second round"), lede=lede)


@require_http_methods(FORM_METHODS)
@role_required(*access.WEIGHS)
def move(request: SignedInRequest, round_id: int) -> HttpResponse:
    """Give raters more or less time."""
    found = access.round_for(request.user, round_id)
    access.refuse_unless_open(found.proposal)
    form = LastDayForm(sent(request), initial={"closes_on": found.closes_on})
    moves = partial(
        acts.move_last_day, found, acting_person=request.user, today=timezone.localdate()
    )
    if _went(form, lambda: moves(**form.cleaned_data)):
        return go_to("weighing-rounds", found.proposal_id)
    return _form(request, found.proposal, form, _("Move the last day"))


@require_POST
@role_required(*access.WEIGHS)
def close(request: SignedInRequest, round_id: int) -> HttpResponse:
    """End it."""
    found = access.round_for(request.user, round_id)
    acts.close_round(found, acting_person=request.user, now=timezone.now())
    messages.success(request, _("The round is closed. What was said stays as it is."))
    return go_to("weighing-rounds", found.proposal_id)


@never_cache
@require_http_methods(FORM_METHODS)
@role_required(*access.WEIGHS)
def invite(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    """Ask a department or a community; its link is shown once."""
    found = access.proposal_for(request.user, proposal_id)
    access.refuse_unless_open(found)
    form = InviteForm(sent(request))
    made: list[tuple[Rater, str]] = []
    asks = partial(acts.invite_rater, found, acting_person=request.user, now=timezone.now())
    if _went(form, lambda: made.append(asks(**form.cleaned_data))):
        return _link(request, *made[0])
    return _form(request, found, form, _("Ask a rater"), submit=_("Make its link"))


@never_cache
@require_POST
@role_required(*access.WEIGHS)
def new_link(request: SignedInRequest, rater_id: int) -> HttpResponse:
    """A link in place of the one before."""
    rater = access.rater_for(request.user, rater_id)
    return _link(request, rater, acts.new_link(rater, acting_person=request.user))


@require_POST
@role_required(*access.WEIGHS)
def withdraw(request: SignedInRequest, rater_id: int) -> HttpResponse:
    """End a rater's link; what it said is kept and does not count."""
    rater = access.rater_for(request.user, rater_id)
    acts.withdraw_rater(rater, acting_person=request.user, now=timezone.now())
    return go_to("weighing-rounds", rater.proposal_id)


def _link(request: SignedInRequest, rater: Rater, token: str) -> HttpResponse:
    link = request.build_absolute_uri(reverse("open-judge", args=[token]))
    return show(request, "rater_link.html", link_page(rater, link), here=HERE)


def _by(request: SignedInRequest) -> dict[str, Any]:
    """Who does it, and when."""
    today = timezone.localdate()
    return {"acting_person": request.user, "now": timezone.now(), "today": today}


def _went(form: Form, act: Callable[[], object]) -> bool:
    """Whether the form was sent and its act was done; why it was refused stands on the form."""
    if not form.is_valid():
        return False
    try:
        act()
    except (acts.UnfitRound, acts.UnfitRater) as fault:
        field = fault.fields.get("field")
        form.add_error(field if field in form.fields else None, f"{fault.message} {fault.remedy}")
        return False
    return True


def _form(
    request: SignedInRequest,
    proposal: Proposal,
    form: Form,
    heading: str,
    *,
    lede: str = "",
    submit: str = "",
) -> HttpResponse:
    page = FormPage(
        heading=heading,
        form=form,
        lede=lede,
        submit=submit or _("Keep it"),
        back=reverse("weighing-rounds", args=[proposal.pk]),
        back_words=_("Judgements"),
    )
    return show_form(request, page, here=HERE)
