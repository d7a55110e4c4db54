"""The network that a person may see, and the threads that are missing in it."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from workbench.accounts.doors import SignedInRequest, role_required
from workbench.core.requests import go_to
from workbench.mapping import access
from workbench.mapping.actions.drawing import keep_placement
from workbench.mapping.actions.ties import decline_suggested
from workbench.mapping.network_forms import DeclineForm
from workbench.mapping.pages.network import network_page
from workbench.mapping.pages.threads import threads_page
from workbench.mapping.views.showing import show


@require_safe
@role_required(*access.READS)
def network(request: SignedInRequest) -> HttpResponse:
    """Who is tied to whom; where everybody stands is kept until the next visit."""
    before = access.kept_placement(request.user)
    page = network_page(request.user, request.GET.dict(), previous=before)
    if page.placement is not None:
        keep_placement(page.placement, viewer=request.user, before=before)
    return show(request, "network.html", page, here="network")


@require_safe
@role_required(*access.READS)
def threads(request: SignedInRequest) -> HttpResponse:
    """Where a thread is missing, and which few ties are worth making."""
    page = threads_page(request.user, request.GET.dict())
    return show(request, "threads.html", page, here="network")


@sensitive_post_parameters("reason")
@require_POST
@role_required("partner_editor")
def not_wanted(request: SignedInRequest, party_id: int) -> HttpResponse:
    """One's own party does not want a tie that was suggested; nobody suggests it again."""
    other = access.party_for(request.user, party_id)
    form = DeclineForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("The reason is too long, so nothing was declined."))
        return go_to("mapping-threads")
    reason = form.cleaned_data["reason"]
    decline_suggested(other, reason=reason, acting_person=request.user, now=timezone.now())
    messages.success(
        request, _("It is not suggested to anybody again. The other side reads nothing of it.")
    )
    return go_to("mapping-threads")
