"""Ties: find, read, tell, confirm, agree to show, decline, end."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.core.errors import CommonwealError
from workbench.accounts.doors import SignedInRequest, role_required
from workbench.core.requests import FORM_METHODS, go_to, sent
from workbench.mapping import access
from workbench.mapping.actions import ties as acts
from workbench.mapping.forms import TieForm
from workbench.mapping.models import Tie
from workbench.mapping.pages.showing import FormPage
from workbench.mapping.pages.ties import tie_page, ties_page
from workbench.mapping.views.showing import show, show_form

HERE = "ties"


@require_safe
@role_required(*access.READS)
def ties(request: SignedInRequest) -> HttpResponse:
    """The ties that this person may see and that fit."""
    return show(request, "ties.html", ties_page(request.user, request.GET.dict()), here=HERE)


@require_safe
@role_required(*access.READS)
def tie(request: SignedInRequest, tie_id: int) -> HttpResponse:
    """One tie with both its sides."""
    found = access.tie_for(request.user, tie_id)
    return show(request, "tie.html", tie_page(request.user, found), here=HERE)


@require_http_methods(FORM_METHODS)
@role_required(*access.READS)
def new_tie(request: SignedInRequest) -> HttpResponse:
    """Tell of a tie."""
    own = access.party_of_person(request.user)
    if own is None:
        access.refuse_unless_keeps(request.user)
    asked = {name: request.GET.get(name, "") for name in ("source", "target")}
    others = access.parties_for(request.user)
    form = TieForm(sent(request), own=own, others=others, initial=asked)
    if form.is_valid():
        try:
            made = acts.tell_tie(
                *form.ends(), form.facts(), acting_person=request.user, now=timezone.now()
            )
        except CommonwealError as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, _("It stands on the map. Each side confirms for itself."))
            return go_to("mapping-tie", made.pk)
    page = FormPage(
        heading=_("Tell of a tie"),
        lede=_("Who is in touch with whom, and how. Never what is said between them."),
        form=form,
        back=reverse("mapping-ties"),
        back_words=_("Ties"),
        submit=_("Put it on the map"),
        note=_("Of a tie about information on persons only that it exists is kept, nothing else."),
    )
    return show_form(request, page, here=HERE)


@require_POST
@role_required(*access.READS)
def confirm(request: SignedInRequest, tie_id: int, side: str) -> HttpResponse:
    """One side says that the tie is there."""
    return _act(
        request,
        tie_id,
        lambda found: acts.confirm_tie(
            found, side=side, acting_person=request.user, today=timezone.localdate()
        ),
        _("The tie is confirmed."),
    )


@require_POST
@role_required(*access.READS)
def show_or_hide(request: SignedInRequest, tie_id: int, side: str) -> HttpResponse:
    """One side agrees that others see the tie, or no longer does."""
    shows = "show" in request.POST
    return _act(
        request,
        tie_id,
        lambda found: acts.show_tie(found, side=side, shows=shows, acting_person=request.user),
        _("It is shown once the other side agrees too.") if shows else _("It is no longer shown."),
    )


@require_POST
@role_required(*access.READS)
def decline(request: SignedInRequest, tie_id: int, side: str) -> HttpResponse:
    """One side declines the tie; that stays so."""
    return _act(
        request,
        tie_id,
        lambda found: acts.decline_tie(
            found, side=side, acting_person=request.user, today=timezone.localdate()
        ),
        _("Declined. It is not asked for again."),
    )


@require_POST
@role_required(*access.READS)
def end(request: SignedInRequest, tie_id: int, side: str) -> HttpResponse:
    """One side says that the tie is over."""
    return _act(
        request,
        tie_id,
        lambda found: acts.end_tie(
            found, side=side, acting_person=request.user, today=timezone.localdate()
        ),
        _("The tie has ended as of today."),
    )


def _act(
    request: SignedInRequest, tie_id: int, act: Callable[[Tie], Tie], done: str
) -> HttpResponse:
    act(access.tie_for(request.user, tie_id))
    messages.success(request, done)
    return go_to("mapping-tie", tie_id)
