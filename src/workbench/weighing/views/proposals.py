"""Proposals: the list, a new one, one with its steps, its ways and channels."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from workbench.accounts.doors import SignedInRequest, role_required
from workbench.core.labels import city_names
from workbench.core.requests import FORM_METHODS, go_to, sent
from workbench.weighing import access, words
from workbench.weighing.actions import proposals as acts
from workbench.weighing.forms import (
    USUAL_FACTORS,
    ChannelForm,
    OptionForm,
    ProposalForm,
    values_of,
)
from workbench.weighing.models import Proposal
from workbench.weighing.pages.proposals import options_page, proposal_page, proposals_page
from workbench.weighing.pages.showing import FormPage
from workbench.weighing.views.showing import show, show_form

HERE = "proposals"


@require_safe
@role_required(*access.WEIGHS)
def proposals(request: SignedInRequest) -> HttpResponse:
    """Everything that is or was weighed."""
    page = proposals_page(request.user, asked=request.GET.get("page"))
    return show(request, "proposals.html", page, here=HERE)


@require_http_methods(FORM_METHODS)
@role_required(*access.WEIGHS)
def new_proposal(request: SignedInRequest) -> HttpResponse:
    """Bring a question, with a first way of doing it."""
    names = city_names()
    given = sent(request)
    form = ProposalForm(
        given,
        names=names,
        initial={"factors": USUAL_FACTORS, "looked_at": names.groups.outermost},
    )
    option = OptionForm(given, names=names, prefix="way", initial={"name": _("As proposed")})
    if form.is_valid() and option.is_valid():
        try:
            made = acts.enter_proposal(
                form.values(), option.lever(), acting_person=request.user, now=timezone.now()
            )
        except acts.UnfitProposal as refused:
            form.add_error(refused.fields.get("field"), f"{refused.message} {refused.remedy}")
        else:
            messages.success(request, _("The proposal is kept. Below is what comes next."))
            return go_to("weighing-proposal", made.pk)
    page = FormPage(
        heading=_("Bring a proposal"),
        lede=_("What is to be decided, a first way of doing it, and what is looked at for whom."),
        form=form,
        more=(option,),
        back=reverse("weighing"),
        back_words=_("City proposals"),
        submit=_("Keep it"),
    )
    return show_form(request, page, here=HERE)


@require_safe
@role_required(*access.WEIGHS)
def proposal(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    """One proposal with its steps."""
    found = access.proposal_for(request.user, proposal_id)
    return show(request, "proposal.html", proposal_page(request.user, found), here=HERE)


@require_http_methods(FORM_METHODS)
@role_required(*access.WEIGHS)
def edit_proposal(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    """Say it better."""
    found = access.proposal_for(request.user, proposal_id)
    access.refuse_unless_open(found)
    form = ProposalForm(sent(request), names=city_names(), initial=values_of(found))
    if form.is_valid():
        try:
            acts.change_proposal(found, form.values(), acting_person=request.user)
        except acts.UnfitProposal as refused:
            form.add_error(refused.fields.get("field"), f"{refused.message} {refused.remedy}")
        else:
            return go_to("weighing-proposal", found.pk)
    return show_form(request, _form_page(found, form, _("Change the proposal")), here=HERE)


@require_POST
@role_required(*access.WEIGHS)
def withdraw_proposal(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    """Leave it."""
    found = access.proposal_for(request.user, proposal_id)
    acts.withdraw_proposal(found, acting_person=request.user)
    return go_to("weighing")


@require_safe
@role_required(*access.WEIGHS)
def options(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    """The ways of doing it, and the ways in which the problem may move."""
    found = access.proposal_for(request.user, proposal_id)
    return show(request, "options.html", options_page(found), here=HERE)


@require_http_methods(FORM_METHODS)
@role_required(*access.WEIGHS)
def new_option(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    """One more way of doing it."""
    found = access.proposal_for(request.user, proposal_id)
    access.refuse_unless_open(found)
    initial = {"policy_area": found.policy_area}
    form = OptionForm(sent(request), names=city_names(), initial=initial)
    if form.is_valid():
        try:
            acts.add_option(found, form.lever(), acting_person=request.user)
        except acts.UnfitProposal as refused:
            form.add_error(refused.fields.get("field"), f"{refused.message} {refused.remedy}")
        else:
            return go_to("weighing-options", found.pk)
    return show_form(request, _form_page(found, form, _("Another way of doing it")), here=HERE)


@require_POST
@role_required(*access.WEIGHS)
def withdraw_option(request: SignedInRequest, option_id: int) -> HttpResponse:
    """Take one way away."""
    found = access.option_for(request.user, option_id)
    acts.withdraw_option(found, acting_person=request.user)
    return go_to("weighing-options", found.proposal_id)


@require_http_methods(FORM_METHODS)
@role_required(*access.WEIGHS)
def new_channel(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    """A way in which the problem may move."""
    found = access.proposal_for(request.user, proposal_id)
    access.refuse_unless_open(found)
    form = ChannelForm(sent(request), proposal=found)
    if form.is_valid():
        try:
            acts.add_channel(found, form.cleaned_data, acting_person=request.user)
        except acts.UnfitProposal as refused:
            form.add_error(refused.fields.get("field"), f"{refused.message} {refused.remedy}")
        else:
            return go_to("weighing-options", found.pk)
    return show_form(request, _form_page(found, form, _("How the problem may move")), here=HERE)


@require_POST
@role_required(*access.WEIGHS)
def usual_channels(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    """Add a way in which a problem often moves, or all of them."""
    found = access.proposal_for(request.user, proposal_id)
    key = request.POST.get("key", "")
    rows = [row for row in words.usual_channels() if key in ("", row.key)]
    acts.add_usual_channels(found, rows, acting_person=request.user)
    return HttpResponseRedirect(reverse("weighing-options", args=[found.pk]) + "#channels")


@require_POST
@role_required(*access.WEIGHS)
def drop_channel(request: SignedInRequest, channel_id: int) -> HttpResponse:
    """Take it away again."""
    found = access.channel_for(request.user, channel_id)
    acts.drop_channel(found, acting_person=request.user)
    return go_to("weighing-options", found.proposal_id)


def _form_page(
    found: Proposal, form: ProposalForm | OptionForm | ChannelForm, heading: str
) -> FormPage:
    return FormPage(
        heading=heading,
        form=form,
        back=reverse("weighing-proposal", args=[found.pk]),
        back_words=found.title,
        submit=_("Keep it"),
    )
