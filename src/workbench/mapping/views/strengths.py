"""Strengths: find, read, add, change or propose, confirm, take off the map."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.core.errors import CommonwealError
from workbench.accounts.doors import SignedInRequest, role_required
from workbench.core.labels import city_names
from workbench.core.requests import FORM_METHODS, go_to, sent
from workbench.mapping import access
from workbench.mapping.access import Right
from workbench.mapping.actions import strengths as acts
from workbench.mapping.actions.entries import Changed, change_entry
from workbench.mapping.actions.viewing import note_views
from workbench.mapping.forms import NewStrengthForm, StrengthForm, strength_initial
from workbench.mapping.models import EntryView
from workbench.mapping.pages.showing import FormPage
from workbench.mapping.pages.strengths import strength_page, strengths_page
from workbench.mapping.views.showing import show, show_form

HERE = "strengths"


@require_safe
@role_required(*access.READS)
def strengths(request: SignedInRequest) -> HttpResponse:
    """Every strength that this person may see and that fits."""
    page = strengths_page(request.user, request.GET.dict(), today=timezone.localdate())
    return show(request, "strengths.html", page, here=HERE)


@require_safe
@role_required(*access.READS)
def strength(request: SignedInRequest, strength_id: int) -> HttpResponse:
    """One entry; its holder learns that it was read."""
    found = access.strength_for(request.user, strength_id)
    today = timezone.localdate()
    note_views([found], purpose=EntryView.Purpose.READ, viewer=request.user, today=today)
    return show(
        request, "strength.html", strength_page(request.user, found, today=today), here=HERE
    )


@require_http_methods(FORM_METHODS)
@role_required(*access.READS)
def new_strength(request: SignedInRequest) -> HttpResponse:
    """Add a strength: a coordinator any, a partner one of their own organisation."""
    party = access.party_of_person(request.user)
    own = party.organisation if party else None
    if own is None:
        access.refuse_unless_keeps(request.user)
    holders = access.organisations_for(request.user)
    form = NewStrengthForm(sent(request), names=city_names(), own=own, holders=holders)
    if form.is_valid():
        values, holder = form.facts()
        try:
            made = acts.add_strength(
                values, organisation=holder, acting_person=request.user, now=timezone.now()
            )
        except CommonwealError as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, _("It stands on the map."))
            return go_to("mapping-strength", made.pk)
    page = FormPage(
        heading=_("Add a strength"),
        lede=_("A place, a group, a role, a skill or a fund. Never a private person."),
        form=form,
        back=reverse("mapping-strengths"),
        back_words=_("Strengths"),
        submit=_("Put it on the map"),
    )
    return show_form(request, page, here=HERE)


@require_http_methods(FORM_METHODS)
@role_required(*access.READS)
def edit_strength(request: SignedInRequest, strength_id: int) -> HttpResponse:
    """Change an entry where one may, or propose the change to its holder."""
    found = access.strength_for(request.user, strength_id)
    form = StrengthForm(
        sent(request), names=city_names(), known=found, initial=strength_initial(found)
    )
    if form.is_valid():
        done = change_entry(
            found, form.cleaned_data, acting_person=request.user, now=timezone.now()
        )
        tell_changed(request, done)
        return go_to("mapping-strength", strength_id)
    edits = access.right_over(request.user, found) is Right.EDIT
    page = FormPage(
        heading=_("Change the entry") if edits else _("Propose a change"),
        lede=found.name,
        form=form,
        back=reverse("mapping-strength", args=[strength_id]),
        back_words=found.name,
        submit=_("Keep the change") if edits else _("Propose it"),
        note="" if edits else _("Whoever holds the entry decides, and reads that you proposed it."),
    )
    return show_form(request, page, here=HERE)


def tell_changed(request: SignedInRequest, done: Changed) -> None:
    """Say what became of a change."""
    if done.made:
        messages.success(request, _("The change is kept."))
    if done.proposed:
        messages.success(request, _("The change is proposed. Whoever holds the entry decides."))
    if done.declined_before:
        messages.info(request, _("Some of it was declined before, and is not asked again."))
    if not (done.made or done.proposed or done.declined_before):
        messages.info(request, _("Nothing was changed."))


@require_POST
@role_required(*access.READS)
def confirm(request: SignedInRequest, strength_id: int) -> HttpResponse:
    """Say that an entry still holds as it stands."""
    found = access.strength_for(request.user, strength_id)
    acts.confirm_strength(found, acting_person=request.user, today=timezone.localdate())
    messages.success(request, _("%(name)s is confirmed as of today.") % {"name": found.name})
    return go_to("mapping-strength", strength_id)


@require_POST
@role_required(*access.READS)
def withdraw(request: SignedInRequest, strength_id: int) -> HttpResponse:
    """Take an entry off the map."""
    found = access.strength_for(request.user, strength_id)
    acts.withdraw_strength(found, acting_person=request.user, today=timezone.localdate())
    messages.success(request, _("%(name)s is off the map.") % {"name": found.name})
    return go_to("mapping-strengths")
