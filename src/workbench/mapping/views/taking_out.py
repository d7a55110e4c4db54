"""Lists and networks as files. Whoever's entry is in one reads that it was taken out."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from workbench.accounts.doors import SignedInRequest, role_required
from workbench.mapping import access
from workbench.mapping.actions.viewing import note_views
from workbench.mapping.files_out import (
    NETWORK_FORMS,
    STRENGTH_FORMS,
    FileOut,
    network_file,
    strengths_file,
)
from workbench.mapping.models import EntryView
from workbench.mapping.pages.taking_out import take_out_page
from workbench.mapping.views.showing import show


@require_safe
@role_required(*access.READS)
def take_out(request: SignedInRequest) -> HttpResponse:
    """Which files there are."""
    return show(request, "take_out.html", take_out_page(request.user), here="strengths")


@require_safe
@role_required(*access.READS)
def strengths(request: SignedInRequest, form: str) -> HttpResponse:
    """The strengths that this person may see; confidential ones only where asked for."""
    if form not in STRENGTH_FORMS:
        raise Http404
    asked = request.GET
    found = access.strengths_to_take(
        request.user,
        source=asked.get("source", ""),
        confidential=asked.get("confidential") == "yes",
    )
    note_views(
        found, purpose=EntryView.Purpose.FILE, viewer=request.user, today=timezone.localdate()
    )
    return handed_out(strengths_file(found, form))


@require_safe
@role_required(*access.READS)
def ties(request: SignedInRequest, form: str) -> HttpResponse:
    """The network that this person may see."""
    if form not in NETWORK_FORMS:
        raise Http404
    parties, links = access.parties_for(request.user), access.ties_for(request.user)
    return handed_out(network_file(parties, links, form))


def handed_out(file: FileOut) -> HttpResponse:
    """A file for the reader's own disk."""
    response = HttpResponse(file.content, content_type=file.sort)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    return response
