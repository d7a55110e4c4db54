"""The map of what the city has."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from workbench.accounts.doors import SignedInRequest, role_required
from workbench.mapping import access
from workbench.mapping.pages.map import map_page
from workbench.mapping.views.showing import show


@require_safe
@role_required(*access.READS)
def strength_map(request: SignedInRequest) -> HttpResponse:
    """What stands where, as far as it may be drawn."""
    page = map_page(request.user, request.GET.dict(), today=timezone.localdate())
    return show(request, "map.html", page, here="map")
