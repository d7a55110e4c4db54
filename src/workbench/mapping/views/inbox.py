"""What waits to be decided: proposals, and residents' suggestions."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from commonweal.core.errors import CommonwealError
from workbench.accounts.doors import SignedInRequest, role_required
from workbench.core.labels import city_names
from workbench.core.requests import go_to
from workbench.mapping import access
from workbench.mapping.actions import suggestions as acts
from workbench.mapping.actions.entries import accept_proposal, decline_proposal
from workbench.mapping.forms import ReasonForm, StrengthForm
from workbench.mapping.pages.inbox import proposals_page, suggestion_page, suggestions_page
from workbench.mapping.views.showing import show


@require_safe
@role_required(*access.READS)
def proposals(request: SignedInRequest) -> HttpResponse:
    """The changes that wait for this person, and what became of their own."""
    page = proposals_page(request.user, asked=request.GET.get("page"))
    return show(request, "proposals.html", page, here="proposals")


@require_POST
@role_required(*access.READS)
def accept(request: SignedInRequest, edit_id: int) -> HttpResponse:
    """Write what was proposed."""
    proposal = access.proposal_for(request.user, edit_id)
    accept_proposal(proposal, acting_person=request.user, now=timezone.now())
    messages.success(request, _("Accepted. The entry says so now."))
    return go_to("mapping-proposals")


@sensitive_post_parameters("reason")
@require_POST
@role_required(*access.READS)
def decline(request: SignedInRequest, edit_id: int) -> HttpResponse:
    """Leave the entry as it is, for a reason."""
    proposal = access.proposal_for(request.user, edit_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        page = proposals_page(request.user, asked=None, reason_form=form, refused=edit_id)
        return show(request, "proposals.html", page, here="proposals", status=400)
    decline_proposal(
        proposal,
        reason=form.cleaned_data["reason"],
        acting_person=request.user,
        now=timezone.now(),
    )
    messages.success(request, _("Declined. Whoever proposed it reads the reason."))
    return go_to("mapping-proposals")


@require_safe
@role_required(*access.DESK)
def suggestions(request: SignedInRequest) -> HttpResponse:
    """What residents suggested, without their words."""
    page = suggestions_page(request.user, asked=request.GET.get("page"))
    return show(request, "suggestions.html", page, here="suggestions")


@require_safe
@role_required(*access.DESK)
def suggestion(request: SignedInRequest, suggestion_id: int) -> HttpResponse:
    """One suggestion; its words stay sealed."""
    found = access.suggestion_for(request.user, suggestion_id)
    page = suggestion_page(request.user, found)
    return show(request, "suggestion.html", page, here="suggestions")


@never_cache
@require_POST
@role_required(*access.DESK)
def open_suggestion(request: SignedInRequest, suggestion_id: int) -> HttpResponse:
    """The words of a suggestion, opened for the desk; the log says so."""
    found = access.suggestion_for(request.user, suggestion_id)
    opened = acts.read_suggestion(found, acting_person=request.user)
    initial = {"name": opened["name"], "what": found.what, "area": found.area}
    form = StrengthForm(names=city_names(), initial=initial)
    page = suggestion_page(request.user, found, opened=opened, form=form)
    return show(request, "suggestion.html", page, here="suggestions")


@never_cache
@sensitive_post_parameters("name", "description")
@require_POST
@role_required(*access.KEEPS)
def adopt(request: SignedInRequest, suggestion_id: int) -> HttpResponse:
    """Put a suggestion on the map in the desk's words."""
    found = access.suggestion_for(request.user, suggestion_id)
    form = StrengthForm(request.POST, names=city_names())
    if form.is_valid():
        values: dict[str, Any] = form.cleaned_data
        try:
            made = acts.adopt_suggestion(
                found, values, acting_person=request.user, now=timezone.now()
            )
        except acts.SuggestionIsDecided:
            raise
        except CommonwealError as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, _("It stands on the map; the resident’s words are gone."))
            return go_to("mapping-strength", made.pk)
    page = suggestion_page(request.user, found, form=form)
    return show(request, "suggestion.html", page, here="suggestions", status=400)


@require_POST
@role_required(*access.KEEPS)
def decline_suggestion(request: SignedInRequest, suggestion_id: int) -> HttpResponse:
    """Leave a suggestion off the map, for a reason."""
    found = access.suggestion_for(request.user, suggestion_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        page = suggestion_page(request.user, found, reason_form=form)
        return show(request, "suggestion.html", page, here="suggestions", status=400)
    acts.decline_suggestion(
        found,
        reason=form.cleaned_data["reason"],
        acting_person=request.user,
        today=timezone.localdate(),
    )
    messages.success(request, _("Declined; the resident’s words are gone."))
    return go_to("mapping-suggestions")
