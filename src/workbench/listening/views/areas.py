"""The room's own address, and the map of its areas."""

from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from workbench.accounts.doors import SignedInRequest, role_required
from workbench.accounts.models import Role
from workbench.listening.pages.areas import areas_page
from workbench.listening.pages.tabs import first_tab
from workbench.listening.views.showing import show


@require_safe
@role_required(*Role.values)
def home(request: SignedInRequest) -> HttpResponse:
    """Lead to the first page of this room that the person may open."""
    return HttpResponseRedirect(first_tab(request.user))


@require_safe
@role_required(*Role.values)
def areas(request: SignedInRequest) -> HttpResponse:
    """The city's areas on a map and in a table."""
    page = areas_page(request.GET.get("level"))
    return show(request, "areas.html", page, here="areas")
