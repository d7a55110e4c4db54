"""Communities: find, read, add, and write down what they say of themselves."""

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.core.errors import CommonwealError
from workbench.accounts.doors import SignedInRequest, role_required
from workbench.core.labels import city_names
from workbench.core.requests import FORM_METHODS, go_to, sent
from workbench.mapping import access
from workbench.mapping.actions import communities as acts
from workbench.mapping.actions.viewing import note_use
from workbench.mapping.community_forms import (
    BondForm,
    CommunityForm,
    PrioritiesForm,
    SpeakerForm,
    SubgroupForm,
)
from workbench.mapping.forms import OfferForm
from workbench.mapping.models import Community, EntryView
from workbench.mapping.pages.communities import (
    communities_page,
    community_page,
    strengths_near,
)
from workbench.mapping.pages.showing import FormPage
from workbench.mapping.views.showing import show, show_form

HERE = "communities"


@require_safe
@role_required(*access.READS)
def communities(request: SignedInRequest) -> HttpResponse:
    """Every community, and every group of the city's list."""
    page = communities_page(request.user, today=timezone.localdate())
    return show(request, "communities.html", page, here=HERE)


@require_safe
@role_required(*access.READS)
def community(request: SignedInRequest, community_id: int) -> HttpResponse:
    """One community, its strengths first."""
    found = access.community_for(request.user, community_id)
    today = timezone.localdate()
    note_use(strengths_near(request.user, found), purpose=EntryView.Purpose.COMMUNITY, today=today)
    people = access.partners_without_party()
    keeps = request.user.role in access.KEEPS
    offer_form = OfferForm(people=people) if keeps and people.exists() else None
    page = community_page(request.user, found, today=today, offer_form=offer_form)
    return show(request, "community.html", page, here=HERE)


@require_http_methods(FORM_METHODS)
@role_required(*access.KEEPS)
def new_community(request: SignedInRequest) -> HttpResponse:
    """Put a community on the map, as it describes itself."""
    form = CommunityForm(sent(request), names=city_names())
    if form.is_valid():
        values: dict[str, Any] = dict(form.cleaned_data)
        areas = values.pop("found_in")
        made = acts.add_community(
            values, areas=areas, acting_person=request.user, now=timezone.now()
        )
        messages.success(request, _("It stands on the map."))
        return go_to("mapping-community", made.pk)
    page = FormPage(
        heading=_("Add a community"),
        lede=_("Write down what they say of themselves, not what is said of them."),
        form=form,
        back=reverse("mapping-communities"),
        back_words=_("Communities"),
        submit=_("Put it on the map"),
    )
    return show_form(request, page, here=HERE)


@require_http_methods(FORM_METHODS)
@role_required("coordinator", "partner_editor")
def edit_community(request: SignedInRequest, community_id: int) -> HttpResponse:
    """Change what stands here of a community."""
    found = access.community_for(request.user, community_id)
    access.refuse_unless_describes(request.user, found)
    names = ("name", "about", "groups", "languages", "review_on")
    initial = {name: getattr(found, name) for name in names}
    initial["found_in"] = [one.area for one in found.areas.all()]
    form = CommunityForm(sent(request), names=city_names(), known=found, initial=initial)
    if form.is_valid():
        values: dict[str, Any] = dict(form.cleaned_data)
        areas = values.pop("found_in")
        acts.keep_community(found, values, areas=areas, acting_person=request.user)
        messages.success(request, _("The change is kept."))
        return go_to("mapping-community", community_id)
    return show_form(request, _form_page(found, form, _("Change the entry")), here=HERE)


@require_http_methods(FORM_METHODS)
@role_required("coordinator", "partner_editor")
def add_part(request: SignedInRequest, community_id: int, part: str) -> HttpResponse:
    """Add what holds them together, a part of them, or somebody who speaks for them."""
    found = access.community_for(request.user, community_id)
    access.refuse_unless_describes(request.user, found)
    form, heading = _part_form(request, found, part)
    if form.is_valid():
        try:
            acts.add_part(found, part, form.cleaned_data, acting_person=request.user)
        except acts.NamedWithoutAgreeing as fault:
            form.add_error("shown_name", str(fault))
        else:
            messages.success(request, _("The change is kept."))
            return go_to("mapping-community", community_id)
    return show_form(request, _form_page(found, form, heading), here=HERE)


def _part_form(request: SignedInRequest, found: Community, part: str) -> tuple[Any, str]:
    """The form that adds a part to a community, and its heading."""
    if part == "bond":
        return BondForm(sent(request)), _("What holds them together")
    if part == "subgroup":
        return SubgroupForm(sent(request)), _("A part of this community")
    if part == "speaker":
        organisations = access.organisations_for(request.user)
        form = SpeakerForm(sent(request), community=found, organisations=organisations)
        return form, _("Who speaks for them")
    raise Http404


@require_POST
@role_required("coordinator", "partner_editor")
def take_part(request: SignedInRequest, community_id: int, part: str, part_id: int) -> HttpResponse:
    """Take a part out of a community's entry again."""
    found = access.community_for(request.user, community_id)
    if part not in acts.PARTS:
        raise Http404
    acts.take_from_community(
        found, part, part_id, acting_person=request.user, today=timezone.localdate()
    )
    messages.success(request, _("The change is kept."))
    return go_to("mapping-community", community_id)


@require_http_methods(FORM_METHODS)
@role_required("coordinator", "partner_editor")
def priorities(request: SignedInRequest, community_id: int) -> HttpResponse:
    """Take a list of what matters most."""
    found = access.community_for(request.user, community_id)
    access.refuse_unless_describes(request.user, found)
    form = PrioritiesForm(sent(request), initial={"taken_on": timezone.localdate()})
    if form.is_valid():
        given = dict(form.cleaned_data)
        lines = str(given.pop("lines")).splitlines()
        try:
            acts.take_priorities(found, lines=lines, **given, acting_person=request.user)
        except CommonwealError as fault:
            form.add_error("lines", str(fault))
        else:
            messages.success(request, _("The list is kept; the one before stays on record."))
            return go_to("mapping-community", community_id)
    heading = _("What matters most to them")
    return show_form(request, _form_page(found, form, heading), here=HERE)


def _form_page(found: Community, form: BaseForm, heading: str) -> FormPage:
    return FormPage(
        heading=heading,
        lede=found.name,
        form=form,
        back=reverse("mapping-community", args=[found.pk]),
        back_words=found.name,
        submit=_("Keep it"),
    )
