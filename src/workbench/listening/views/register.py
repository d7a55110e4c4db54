"""The register of incidents: one source at a time, and one incident with its versions."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from workbench.accounts.doors import SignedInRequest, role_required
from workbench.listening.pages.register import incident_page, register_page
from workbench.listening.views.showing import show


@require_safe
@role_required("coordinator", "analyst")
def register(request: SignedInRequest) -> HttpResponse:
    """The records of a source, filtered."""
    page = register_page(request.user, request.GET.dict())
    return show(request, "register.html", page, here="register")


@require_safe
@role_required("coordinator", "analyst")
def incident(request: SignedInRequest, source: str, key: str) -> HttpResponse:
    """One incident, what is known of it, and every version of it."""
    page = incident_page(request.user, source, key)
    return show(request, "incident.html", page, here="register")
