"""What the new list of a source says, and what people decide about it."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from workbench.accounts.doors import SignedInRequest, role_required
from workbench.core.city import current_city
from workbench.core.requests import go_to
from workbench.mapping import access
from workbench.mapping.actions.doubts import answer_doubt
from workbench.mapping.actions.entries import accept_proposal, decline_proposal
from workbench.mapping.actions.strengths import confirm_strength, withdraw_strength
from workbench.mapping.actions.taking_in import refused_file
from workbench.mapping.models import StrengthSource
from workbench.mapping.pages.lists import list_page
from workbench.mapping.views.showing import show

HERE = "bring-in"


@require_safe
@role_required(*access.DESK)
def said(request: SignedInRequest, list_id: int) -> HttpResponse:
    """What a list said: matched, new, gone, and what is against what stands here."""
    brought = access.bring_in_for(request.user, list_id)
    page = list_page(request.user, brought, asked=request.GET.get("page"))
    return show(request, "list.html", page, here=HERE)


@require_safe
@role_required(*access.DESK)
def refused(request: SignedInRequest, list_id: int) -> FileResponse:
    """All refused rows of a list as a file, personal text masked."""
    brought = access.bring_in_for(request.user, list_id)
    path = refused_file(current_city().folder, brought.pk)
    if not path.exists():
        raise Http404
    name = f"{brought.source.key}-{brought.pk}-refused.csv"
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=name, content_type="text/csv; charset=utf-8"
    )


@require_POST
@role_required(*access.KEEPS)
def decide_value(request: SignedInRequest, edit_id: int) -> HttpResponse:
    """Take the value of the source, or keep ours."""
    proposal = access.proposal_for(request.user, edit_id)
    if request.POST.get("answer") == "theirs":
        accept_proposal(proposal, acting_person=request.user, now=timezone.now())
        messages.success(request, _("Theirs is taken. The entry says so now."))
    else:
        decline_proposal(proposal, reason="", acting_person=request.user, now=timezone.now())
        messages.success(request, _("Ours is kept. The same is not asked again."))
    return _back(proposal.source)


@require_POST
@role_required(*access.KEEPS)
def decide_gone(request: SignedInRequest, strength_id: int) -> HttpResponse:
    """Say that an entry is still there, or take it off the map."""
    found = access.strength_for(request.user, strength_id)
    today = timezone.localdate()
    if request.POST.get("answer") == "still":
        confirm_strength(found, acting_person=request.user, today=today)
        messages.success(request, _("%(name)s is confirmed as of today.") % {"name": found.name})
    else:
        withdraw_strength(found, acting_person=request.user, today=today)
        messages.success(request, _("%(name)s is off the map.") % {"name": found.name})
    return _back(found.source)


@require_POST
@role_required(*access.KEEPS)
def decide_doubt(request: SignedInRequest, doubt_id: int) -> HttpResponse:
    """Say whether two entries are one."""
    doubt = access.doubt_for(request.user, doubt_id)
    is_same = request.POST.get("answer") == "same"
    answer_doubt(doubt, is_same=is_same, acting_person=request.user, now=timezone.now())
    words = _("They are one entry now.") if is_same else _("They are two entries.")
    messages.success(request, words)
    return _back(doubt.source)


def _back(source: StrengthSource | None) -> HttpResponse:
    """To the newest list of that source."""
    newest = source.bring_ins.first() if source else None
    return go_to("mapping-list", newest.pk) if newest else go_to("mapping")
