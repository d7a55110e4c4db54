"""Inviting somebody to speak for an organisation or a community: by a link, or by an offer."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from workbench.accounts.actions.people import INVITATION_HOLDS
from workbench.accounts.doors import SignedInRequest, elevated_required, role_required
from workbench.accounts.pages import LinkPage
from workbench.core.requests import FORM_METHODS, sent
from workbench.mapping import access
from workbench.mapping.actions import organisations as acts
from workbench.mapping.forms import InviteForm, OfferForm
from workbench.mapping.models import Party
from workbench.mapping.pages.showing import FormPage
from workbench.mapping.pages.ties import party_address
from workbench.mapping.views.showing import show, show_form


def invite_to(request: SignedInRequest, party: Party, *, lede: str, here: str) -> HttpResponse:
    """Invite somebody to take over the entry of a party; the link is shown this once."""
    name = party.named.name
    form = InviteForm(sent(request))
    if form.is_valid():
        person, token = acts.invite_member(
            party, **form.cleaned_data, acting_person=request.user, now=timezone.now()
        )
        link = request.build_absolute_uri(reverse("accounts-invitation", args=[token]))
        page = LinkPage(person=person, link=link, days=INVITATION_HOLDS.days)
        return show(request, "invited.html", page, here=here)
    form_page = FormPage(
        heading=_("Invite somebody of %(name)s") % {"name": name},
        lede=lede,
        form=form,
        back=party_address(party),
        back_words=name,
        submit=_("Make the link"),
    )
    return show_form(request, form_page, here=here)


def offer_to(request: SignedInRequest, party: Party) -> HttpResponse:
    """Offer the entry of a party to a partner editor who is here already."""
    form = OfferForm(request.POST, people=access.partners_without_party())
    if form.is_valid():
        acts.offer_entry(
            party,
            person=form.cleaned_data["person"],
            acting_person=request.user,
            now=timezone.now(),
        )
        messages.success(request, _("The entry is offered. They are asked when they next come in."))
    else:
        messages.warning(request, _("Nobody was chosen, so nothing was offered."))
    return HttpResponseRedirect(party_address(party))


@never_cache
@require_http_methods(FORM_METHODS)
@role_required(*access.KEEPS)
@elevated_required
def invite_community(request: SignedInRequest, community_id: int) -> HttpResponse:
    """Invite somebody to speak for a community."""
    found = access.community_for(request.user, community_id)
    lede = _(
        "They speak for the community here: they say what it is, what it puts first, and answer "
        "for it. Ask the community first whom it sends. You get a link to hand over; it works "
        "once, for seven days."
    )
    return invite_to(request, found.party, lede=lede, here="communities")


@require_POST
@role_required(*access.KEEPS)
def offer_community(request: SignedInRequest, community_id: int) -> HttpResponse:
    """Offer a community's entry to a partner editor who is here already."""
    return offer_to(request, access.community_for(request.user, community_id).party)
