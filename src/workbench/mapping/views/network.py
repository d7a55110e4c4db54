"""The network and its missing threads."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from workbench.accounts.doors import SignedInRequest, role_required
from workbench.mapping import access
from workbench.mapping.actions.placing import keep_places
from workbench.mapping.pages.network import network_page
from workbench.mapping.pages.threads import threads_page
from workbench.mapping.views.showing import show

HERE = "network"


@require_safe
@role_required(*access.READS)
def network(request: SignedInRequest) -> HttpResponse:
    """Who is tied to whom; the desk's whole drawing is kept, so that nobody moves by next time."""
    desk = request.user.role in access.DESK
    previous = access.places_of(access.DESK_DRAWING) if desk else None
    page = network_page(request.user, request.GET.dict(), previous=previous)
    if desk and page.picture and not page.is_filtered:
        keep_places(access.DESK_DRAWING, page.picture.placement)
    return show(request, "network.html", page, here=HERE)


@require_safe
@role_required(*access.DESK)
def threads(request: SignedInRequest) -> HttpResponse:
    """Where a thread is missing, and which ties are worth making."""
    page = threads_page(request.user, request.GET.dict())
    return show(request, "threads.html", page, here=HERE)
