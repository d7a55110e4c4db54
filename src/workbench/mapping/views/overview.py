"""The room's first page."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from workbench.accounts.doors import SignedInRequest, role_required
from workbench.mapping import access
from workbench.mapping.pages.overview import overview_page
from workbench.mapping.views.showing import show


@require_safe
@role_required(*access.READS)
def overview(request: SignedInRequest) -> HttpResponse:
    """What the city has, what asks for somebody, what changed."""
    page = overview_page(request.user, today=timezone.localdate())
    return show(request, "overview.html", page, here="overview")
