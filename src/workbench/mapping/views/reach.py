"""Who can get to what, and for whom there is nothing near."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from workbench.accounts.doors import SignedInRequest, role_required
from workbench.mapping import access
from workbench.mapping.pages.reach import reach_page
from workbench.mapping.views.showing import show


@require_safe
@role_required(*access.READS)
def reach(request: SignedInRequest) -> HttpResponse:
    """By need, kind, language and group, and how far people go."""
    return show(request, "reach.html", reach_page(request.GET.dict()), here="reach")
