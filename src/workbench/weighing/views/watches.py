"""What is watched after a decision, and what is due for review."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from workbench.accounts.doors import SignedInRequest, role_required
from workbench.core.labels import city_names
from workbench.core.requests import FORM_METHODS, go_to, sent
from workbench.weighing import access
from workbench.weighing.access import indicators as ai
from workbench.weighing.actions import watches as acts
from workbench.weighing.feeds.indicators import known_indicators
from workbench.weighing.models import Option, Proposal
from workbench.weighing.pages.reviews import reviews_page
from workbench.weighing.pages.showing import FormPage
from workbench.weighing.pages.watches import watch_page, watches_page
from workbench.weighing.views.showing import show, show_form
from workbench.weighing.watch_forms import WatchForm, next_quarter

HERE = "proposals"


@require_safe
@role_required(*access.WEIGHS)
def watches(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    """What is watched for one proposal."""
    found = access.proposal_for(request.user, proposal_id)
    page = watches_page(found, today=timezone.localdate())
    return show(request, "watches.html", page, here=HERE)


@require_http_methods(FORM_METHODS)
@role_required(*access.WEIGHS)
def new_watch(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    """Watch one indicator, where it is meant and elsewhere."""
    found = access.proposal_for(request.user, proposal_id)
    access.refuse_unless_open(found)
    form = WatchForm(
        sent(request), names=city_names(), indicators=known_indicators(), initial=_begun(found)
    )
    if form.is_valid():
        try:
            made = acts.set_watch(found, form.values(), acting_person=request.user)
        except acts.UnfitWatch as refused:
            form.add_error(refused.fields.get("field"), f"{refused.message} {refused.remedy}")
        else:
            return go_to("weighing-watch", made.pk)
    page = FormPage(
        heading=_("Watch an indicator"),
        lede=_("Harm may show late, and elsewhere. What is expected is fixed before adoption."),
        form=form,
        back=reverse("weighing-watches", args=[found.pk]),
        back_words=_("Watch"),
        submit=_("Keep it"),
    )
    return show_form(request, page, here=HERE)


@require_safe
@role_required(*access.WEIGHS)
def watch(request: SignedInRequest, watch_id: int) -> HttpResponse:
    """One watch, with what was expected and what came."""
    found = ai.watch_for(request.user, watch_id)
    page = watch_page(request.user, found, today=timezone.localdate())
    return show(request, "watch.html", page, here=HERE)


@require_POST
@role_required(*access.WEIGHS)
def drop_watch(request: SignedInRequest, watch_id: int) -> HttpResponse:
    """Take it out of the draft."""
    found = ai.watch_for(request.user, watch_id)
    acts.drop_watch(found, acting_person=request.user)
    return go_to("weighing-watches", found.decision.proposal_id)


@require_safe
@role_required(*access.WEIGHS)
def reviews(request: SignedInRequest) -> HttpResponse:
    """What is due."""
    page = reviews_page(request.user, today=timezone.localdate())
    return show(request, "reviews.html", page, here="reviews")


def _begun(proposal: Proposal) -> dict[str, object]:
    """What the form begins with: what the first way of doing it says."""
    option: Option | None = access.open_options(proposal).first()
    others = [key for key in proposal.groups if option and option.groups]
    return {
        "areas": option.areas if option else [],
        "groups": option.groups if option else [],
        "other_groups": [key for key in others if option and key not in option.groups],
        "adopted": next_quarter(timezone.localdate()),
    }
