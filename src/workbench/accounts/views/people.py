"""Where an operator invites people, changes what they may do, and helps them back in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from workbench.accounts.access import has_second_factor, people, person_with_id
from workbench.accounts.actions.people import (
    INVITATION_HOLDS,
    change_role,
    deactivate_person,
    invite_person,
    reactivate_person,
    reset_second_factor,
)
from workbench.accounts.doors import SignedInRequest, elevated_required, role_required
from workbench.accounts.forms import InviteForm, RoleForm
from workbench.accounts.models import Person
from workbench.accounts.pages import FormPage, LinkPage, PersonPage, people_page


@require_safe
@role_required("operator")
def people_list(request: SignedInRequest) -> HttpResponse:
    """Everyone, with role and state."""
    page = people_page(list(people()))
    return render(request, "accounts/people.html", {"page": page})


@require_safe
@role_required("operator")
def person(request: SignedInRequest, person_id: int) -> HttpResponse:
    """One person, and what can be changed about them."""
    found = person_with_id(person_id)
    page = PersonPage(
        person=found,
        has_second_factor=has_second_factor(found),
        role_form=RoleForm(initial={"role": found.role}),
        is_raised=request.elevated_session is not None,
    )
    return render(request, "accounts/person.html", {"page": page})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@role_required("operator")
@elevated_required
def invite(request: SignedInRequest) -> HttpResponse:
    """Invite a person; the answer shows the link, this once."""
    form = InviteForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "accounts/invite.html", {"page": FormPage(form=form)})
    invited, token = invite_person(
        **{name: form.cleaned_data[name] for name in ("email", "name", "role", "organisation")},
        acting_person=request.user,
        now=timezone.now(),
    )
    return _link_page(request, invited, token)


@require_POST
@role_required("operator")
@elevated_required
def role(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Give a person another role."""
    found = person_with_id(person_id)
    form = RoleForm(request.POST)
    if form.is_valid():
        change_role(found, role=form.cleaned_data["role"], acting_person=request.user)
        messages.success(request, _("The role was changed."))
    else:
        messages.error(request, _("That is not a role. Nothing was changed."))
    return redirect("operator-person", person_id)


@require_POST
@role_required("operator")
@elevated_required
def deactivate(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Close the door for a person."""
    deactivate_person(person_with_id(person_id), acting_person=request.user)
    messages.success(request, _("This person can no longer sign in."))
    return redirect("operator-person", person_id)


@require_POST
@role_required("operator")
@elevated_required
def reactivate(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Open the door for a person again."""
    reactivate_person(person_with_id(person_id), acting_person=request.user)
    messages.success(request, _("This person can sign in again."))
    return redirect("operator-person", person_id)


@never_cache
@require_POST
@role_required("operator")
@elevated_required
def reset(request: SignedInRequest, person_id: int) -> HttpResponse:
    """Help a person who lost the second factor: everything anew, by a new link."""
    found = person_with_id(person_id)
    token = reset_second_factor(found, acting_person=request.user, now=timezone.now())
    return _link_page(request, found, token)


def _link_page(request: SignedInRequest, invited: Person, token: str) -> HttpResponse:
    link = request.build_absolute_uri(reverse("accounts-invitation", args=[token]))
    page = LinkPage(person=invited, link=link, days=INVITATION_HOLDS.days)
    return render(request, "accounts/invited.html", {"page": page})
