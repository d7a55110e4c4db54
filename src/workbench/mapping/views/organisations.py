"""Organisations: find, read, add, change or propose, invite, claim, leave."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from workbench.accounts.doors import SignedInRequest, elevated_required, role_required
from workbench.core.labels import city_names
from workbench.core.requests import FORM_METHODS, go_to, sent
from workbench.mapping import access
from workbench.mapping.access import Right
from workbench.mapping.actions import organisations as acts
from workbench.mapping.actions.entries import ORGANISATION_FIELDS, change_entry
from workbench.mapping.actions.viewing import note_views
from workbench.mapping.forms import OfferForm, OrganisationForm
from workbench.mapping.models import EntryView
from workbench.mapping.pages.organisations import organisation_page, organisations_page
from workbench.mapping.pages.showing import FormPage
from workbench.mapping.views.inviting import invite_to, offer_to
from workbench.mapping.views.showing import show, show_form
from workbench.mapping.views.strengths import tell_changed

HERE = "organisations"


@require_safe
@role_required(*access.READS)
def organisations(request: SignedInRequest) -> HttpResponse:
    """Every organisation on the map, by name."""
    page = organisations_page(request.user, request.GET.dict())
    return show(request, "organisations.html", page, here=HERE)


@require_safe
@role_required(*access.READS)
def organisation(request: SignedInRequest, organisation_id: int) -> HttpResponse:
    """One organisation; its own people learn that it was read."""
    found = access.organisation_for(request.user, organisation_id)
    today = timezone.localdate()
    note_views([found], purpose=EntryView.Purpose.READ, viewer=request.user, today=today)
    people = access.partners_without_party()
    keeps = request.user.role in access.KEEPS
    offer_form = OfferForm(people=people) if keeps and people.exists() else None
    page = organisation_page(request.user, found, today=today, offer_form=offer_form)
    return show(request, "organisation.html", page, here=HERE)


@require_http_methods(FORM_METHODS)
@role_required(*access.KEEPS)
def new_organisation(request: SignedInRequest) -> HttpResponse:
    """Put an organisation on the map."""
    form = OrganisationForm(sent(request), names=city_names())
    if form.is_valid():
        given = form.cleaned_data
        made = acts.add_organisation(
            **{name: given[name] for name in ("name", "kind", "area", "level")},
            acting_person=request.user,
            now=timezone.now(),
        )
        rest = {name: given[name] for name in ("about", "url", "languages")}
        change_entry(made, rest, acting_person=request.user, now=timezone.now())
        messages.success(request, _("It stands on the map."))
        return go_to("mapping-organisation", made.pk)
    page = FormPage(
        heading=_("Add an organisation"),
        lede=_("Its own people can claim the entry later; from then on they decide what it says."),
        form=form,
        back=reverse("mapping-organisations"),
        back_words=_("Organisations"),
        submit=_("Put it on the map"),
    )
    return show_form(request, page, here=HERE)


@require_http_methods(FORM_METHODS)
@role_required(*access.READS)
def edit_organisation(request: SignedInRequest, organisation_id: int) -> HttpResponse:
    """Change an organisation's entry where one may, or propose the change to its people."""
    found = access.organisation_for(request.user, organisation_id)
    initial = {name: getattr(found, name) for name in ORGANISATION_FIELDS}
    form = OrganisationForm(sent(request), names=city_names(), known=found, initial=initial)
    if form.is_valid():
        done = change_entry(
            found, form.cleaned_data, acting_person=request.user, now=timezone.now()
        )
        tell_changed(request, done)
        return go_to("mapping-organisation", organisation_id)
    edits = access.right_over(request.user, found) is Right.EDIT
    page = FormPage(
        heading=_("Change the entry") if edits else _("Propose a change"),
        lede=found.name,
        form=form,
        back=reverse("mapping-organisation", args=[organisation_id]),
        back_words=found.name,
        submit=_("Keep the change") if edits else _("Propose it"),
        note="" if edits else _("Whoever holds the entry decides, and reads that you proposed it."),
    )
    return show_form(request, page, here=HERE)


@never_cache
@require_http_methods(FORM_METHODS)
@role_required(*access.KEEPS)
@elevated_required
def invite(request: SignedInRequest, organisation_id: int) -> HttpResponse:
    """Invite somebody of the organisation to claim its entry; the link is shown this once."""
    found = access.organisation_for(request.user, organisation_id)
    lede = _(
        "They become partner editor, choose a password, and are asked whether this entry is "
        "theirs. You get a link to hand over; it works once, for seven days."
    )
    return invite_to(request, found.party, lede=lede, here=HERE)


@require_POST
@role_required(*access.KEEPS)
def offer(request: SignedInRequest, organisation_id: int) -> HttpResponse:
    """Offer the entry to a partner editor who is here already."""
    return offer_to(request, access.organisation_for(request.user, organisation_id).party)


@require_POST
@role_required("partner_editor")
def claim(request: SignedInRequest) -> HttpResponse:
    """Take over the entry that was offered."""
    acts.claim_entry(acting_person=request.user, now=timezone.now())
    messages.success(request, _("The entry is yours: from now on you decide what it says."))
    return go_to("mapping")


@require_POST
@role_required("partner_editor")
def refuse(request: SignedInRequest) -> HttpResponse:
    """Say that the entry that was offered is not one's own."""
    acts.refuse_entry(acting_person=request.user, now=timezone.now())
    messages.success(request, _("Thank you. The desk will offer it to somebody else."))
    return go_to("mapping")


@require_http_methods(FORM_METHODS)
@role_required("partner_editor")
def leave(request: SignedInRequest, organisation_id: int) -> HttpResponse:
    """Take one's organisation off the map, after reading what that means."""
    found = access.organisation_for(request.user, organisation_id)
    if request.method == "POST":
        acts.leave_map(
            found, acting_person=request.user, now=timezone.now(), today=timezone.localdate()
        )
        messages.success(request, _("%(name)s is off the map.") % {"name": found.name})
        return go_to("mapping")
    access.refuse_unless_may_edit(request.user, found)
    page = organisation_page(request.user, found, today=timezone.localdate())
    return show(request, "leave.html", page, here=HERE)
