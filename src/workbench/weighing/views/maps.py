"""Causal maps at the desk: all of a proposal, one to draw on, invitations, files in and out."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.core.errors import CommonwealError
from commonweal.files.arrows_out import arrows_csv, arrows_kumu
from workbench.accounts.doors import SignedInRequest, role_required
from workbench.core.requests import FORM_METHODS, go_to, sent
from workbench.weighing import access
from workbench.weighing.actions import map_files
from workbench.weighing.actions import maps as acts
from workbench.weighing.feeds.maps import arrows_of, arrows_on
from workbench.weighing.map_forms import BringMapForm, DrawerForm, SameForm
from workbench.weighing.map_words import thing_names
from workbench.weighing.models import CausalMap, Proposal
from workbench.weighing.pages.drawing import DrawingPage
from workbench.weighing.pages.map_desk import BringPage, bring_page, desk_page, link_page
from workbench.weighing.pages.merged_maps import merged_page
from workbench.weighing.pages.showing import FormPage
from workbench.weighing.views.drawing import Desk, draw
from workbench.weighing.views.showing import show, show_form

HERE = "proposals"
FORMS_OUT = {
    "csv": ("text/csv; charset=utf-8", arrows_csv),
    "json": ("application/json", arrows_kumu),
}


@require_safe
@role_required(*access.WEIGHS)
def maps(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    """All maps of a proposal, one by one and on one another."""
    found = access.proposal_for(request.user, proposal_id)
    return show(request, "maps.html", merged_page(found), here=HERE)


@require_http_methods(FORM_METHODS)
@role_required(*access.WEIGHS)
def invite(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    """Invite a person or a table; the link is shown once."""
    found = access.proposal_for(request.user, proposal_id)
    access.refuse_unless_open(found)
    form = DrawerForm(sent(request))
    if form.is_valid():
        try:
            made, token = acts.invite_drawer(
                found, form.cleaned_data, acting_person=request.user, now=timezone.now()
            )
        except acts.UnfitMap as refused:
            form.add_error(refused.fields.get("field"), f"{refused.message} {refused.remedy}")
        else:
            return _show_link(request, made, token)
    page = FormPage(
        heading=_("Invite somebody to draw"),
        lede=_("They get a link to a page of their own, without an account."),
        form=form,
        back=reverse("weighing-maps", args=[found.pk]),
        back_words=_("Maps"),
        submit=_("Make the link"),
    )
    return show_form(request, page, here=HERE)


@require_POST
@role_required(*access.WEIGHS)
def renew(request: SignedInRequest, map_id: int) -> HttpResponse:
    """A new link for the same map."""
    found = access.map_for(request.user, map_id)
    token = acts.renew_link(found, acting_person=request.user)
    return _show_link(request, found, token)


def _show_link(request: SignedInRequest, causal_map: CausalMap, token: str) -> HttpResponse:
    address = request.build_absolute_uri(reverse("open-map", args=[token]))
    return show(request, "map_link.html", link_page(causal_map, address), here=HERE)


@require_http_methods(FORM_METHODS)
@role_required(*access.WEIGHS)
def bring(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    """A map from a file."""
    found = access.proposal_for(request.user, proposal_id)
    access.refuse_unless_open(found)
    form = BringMapForm(sent(request), request.FILES or None)
    if not form.is_valid():
        return _show_bring(request, bring_page(found, form))
    try:
        brought = _brought(request, found, form.cleaned_data)
    except CommonwealError as refused:
        form.add_error(refused.fields.get("field", "file"), f"{refused.message} {refused.remedy}")
        return _show_bring(request, bring_page(found, form))
    if not brought.maps:
        form.add_error("file", _("No arrow of this file can be used. Each row is told below."))
        return _show_bring(request, bring_page(found, form, refused=brought.refused))
    _tell(request, brought)
    if len(brought.maps) == 1:
        return go_to("weighing-map", brought.maps[0].pk)
    return go_to("weighing-maps", found.pk)


def _show_bring(request: SignedInRequest, page: BringPage) -> HttpResponse:
    status = 400 if page.form.errors else 200
    return show(request, "bring_map.html", page, here=HERE, status=status)


def _brought(
    request: SignedInRequest, proposal: Proposal, values: dict[str, Any]
) -> map_files.Brought:
    """The file put aside for as long as it is read."""
    file = values["file"]
    ending = Path(file.name).suffix.lower()
    if ending not in map_files.ENDINGS:
        raise acts.UnfitMap(
            _("“%(ending)s” is no kind of file that can be read here.") % {"ending": ending},
            remedy=_("Send a file that ends in %(endings)s.")
            % {"endings": ", ".join(map_files.ENDINGS)},
        )
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"map{ending}"
        with path.open("wb") as kept:
            kept.writelines(file.chunks())
        return map_files.bring_maps(
            proposal, path, values, acting_person=request.user, now=timezone.now()
        )


def _tell(request: SignedInRequest, brought: map_files.Brought) -> None:
    count = len(brought.maps)
    said = ngettext("%(n)s map is kept.", "%(n)s maps are kept.", count) % {"n": count}
    messages.success(request, said)
    if brought.refused:
        refused = ngettext(
            "%(n)s row could not be used; the map's page tells which and why.",
            "%(n)s rows could not be used; the map's page tells which and why.",
            len(brought.refused),
        )
        messages.warning(request, refused % {"n": len(brought.refused)})


@require_http_methods(FORM_METHODS)
@role_required(*access.WEIGHS)
def one_map(request: SignedInRequest, map_id: int) -> HttpResponse:
    """One map, to be read and drawn on."""
    found = access.map_for(request.user, map_id)

    def shown(page: DrawingPage, status: int) -> HttpResponse:
        return show(request, "map.html", desk_page(found, page), here=HERE, status=status)

    address = reverse("weighing-map", args=[found.pk])
    return draw(request, Desk(causal_map=found, person=request.user, address=address, show=shown))


@require_POST
@role_required(*access.WEIGHS)
def withdraw(request: SignedInRequest, map_id: int) -> HttpResponse:
    """Count this map no longer."""
    found = access.map_for(request.user, map_id)
    acts.withdraw_map(found, acting_person=request.user)
    return go_to("weighing-maps", found.proposal_id)


@require_POST
@role_required(*access.WEIGHS)
def settle(request: SignedInRequest, map_id: int) -> HttpResponse:
    """The refused rows have been dealt with."""
    found = access.map_for(request.user, map_id)
    acts.settle_refused(found, acting_person=request.user)
    return go_to("weighing-map", found.pk)


@require_POST
@role_required(*access.WEIGHS)
def same(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    """Read words as a factor."""
    found = access.proposal_for(request.user, proposal_id)
    form = SameForm(request.POST)
    if form.is_valid():
        factor = form.cleaned_data["factor"]
        try:
            acts.say_same(found, request.POST.get("words", ""), factor, acting_person=request.user)
        except acts.UnfitMap as refused:
            messages.warning(request, f"{refused.message} {refused.remedy}")
    return go_to("weighing-maps", found.pk)


@require_POST
@role_required(*access.WEIGHS)
def unsame(request: SignedInRequest, same_id: int) -> HttpResponse:
    """Take that back."""
    found = access.same_thing_for(request.user, same_id)
    acts.unsay_same(found, acting_person=request.user)
    return go_to("weighing-maps", found.proposal_id)


@require_safe
@role_required(*access.WEIGHS)
def maps_out(request: SignedInRequest, proposal_id: int, form: str) -> HttpResponse:
    """All maps as one file, words read as the desk reads them."""
    found = access.proposal_for(request.user, proposal_id)
    return _handed_out(arrows_of(found), form, f"maps-{found.pk}")


@require_safe
@role_required(*access.WEIGHS)
def map_out(request: SignedInRequest, map_id: int, form: str) -> HttpResponse:
    """One map as a file, as it was drawn."""
    found = access.map_for(request.user, map_id)
    return _handed_out(arrows_on(found), form, f"map-{found.pk}")


def _handed_out(arrows: pl.DataFrame, form: str, name: str) -> HttpResponse:
    if form not in FORMS_OUT:
        raise Http404
    sort, write = FORMS_OUT[form]
    response = HttpResponse(write(arrows, thing_names()), content_type=sort)
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response
