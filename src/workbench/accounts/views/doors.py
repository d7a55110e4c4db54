"""Coming in: allauth's pages with the methods they answer, invitations, the demonstration."""

from collections.abc import Callable

from allauth.account import views as account
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from workbench.accounts.access import demonstration_people, invitation_for
from workbench.accounts.actions.people import accept_invitation
from workbench.accounts.demonstration import SESSION_KEY, is_demonstration_allowed
from workbench.accounts.forms import PasswordForm
from workbench.accounts.pages import InvitationPage

View = Callable[..., HttpResponse]
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"

_asks_and_takes = require_http_methods(["GET", "HEAD", "POST"])

sign_in: View = login_not_required(_asks_and_takes(account.login))
sign_out: View = require_POST(account.logout)
inactive: View = login_not_required(require_safe(account.account_inactive))
confirm_password: View = _asks_and_takes(account.reauthenticate)
change_password: View = _asks_and_takes(account.password_change)
second_factor: View = require_safe(mfa.index)
sign_in_code: View = login_not_required(_asks_and_takes(mfa.authenticate))
confirm_code: View = _asks_and_takes(mfa.reauthenticate)
set_up_app: View = _asks_and_takes(totp.activate_totp)
remove_app: View = _asks_and_takes(totp.deactivate_totp)
show_codes: View = never_cache(require_safe(codes.view_recovery_codes))
make_codes: View = _asks_and_takes(codes.generate_recovery_codes)


@login_not_required
@never_cache
@sensitive_post_parameters()
@_asks_and_takes
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind an invitation link: set a password, then go on to the second factor."""
    now = timezone.now()
    found = invitation_for(token, now=now)
    if found is None:
        return render(request, "accounts/invitation_over.html", status=404)
    form = PasswordForm(request.POST or None, person=found.person)
    if request.method != "POST" or not form.is_valid():
        page = InvitationPage(person=found.person, form=form)
        return render(request, "accounts/invitation.html", {"page": page})
    person = accept_invitation(found, password=form.cleaned_data["password"], now=now)
    request.session.flush()
    login(request, person, backend=BACKEND)
    record_authentication(request, person, method="password", reauthenticated=True)
    return HttpResponseRedirect(reverse("mfa_activate_totp"))


@login_not_required
@require_POST
def demonstration(request: HttpRequest, person_id: int) -> HttpResponse:
    """Sign in as one of the made-up people; elsewhere than here there is no such page."""
    if not is_demonstration_allowed(request):
        raise Http404
    person = get_object_or_404(demonstration_people(), pk=person_id)
    request.session.flush()
    login(request, person, backend=BACKEND)
    request.session[SESSION_KEY] = True
    return HttpResponseRedirect("/")
