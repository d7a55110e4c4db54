"""Raising and lowering one's powers, and the list of who did."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from workbench.accounts.access import (
    MAY_RAISE_POWERS,
    elevated_session_with_id,
    elevated_sessions,
    may_raise_powers,
)
from workbench.accounts.actions.elevated import (
    SESSION_KEY,
    end_elevated_session,
    start_elevated_session,
)
from workbench.accounts.doors import SignedInRequest, role_required
from workbench.accounts.forms import RaiseForm
from workbench.accounts.pages import OneRaisedPage, RaisedPage, all_raised_page

SHOWN = 10
ON_A_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@role_required(*sorted(MAY_RAISE_POWERS))
def elevated(request: SignedInRequest) -> HttpResponse:
    """One's own raised powers: what holds now, what was, and the form to raise them."""
    back = _back(request)
    form = RaiseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        session = start_elevated_session(
            reason=form.cleaned_data["reason"], acting_person=request.user, now=timezone.now()
        )
        request.session[SESSION_KEY] = session.pk
        return redirect(back or "accounts-elevated")
    page = RaisedPage(
        session=request.elevated_session,
        form=form,
        back=back,
        earlier=tuple(elevated_sessions(request.user)[:SHOWN]),
        may_raise=may_raise_powers(request.user.role),
    )
    return render(request, "accounts/elevated.html", {"page": page})


@require_POST
@role_required(*sorted(MAY_RAISE_POWERS))
def lower(request: SignedInRequest) -> HttpResponse:
    """Lower one's powers."""
    if request.elevated_session is not None:
        end_elevated_session(
            request.elevated_session, acting_person=request.user, now=timezone.now()
        )
        messages.success(request, _("Your powers are as usual again."))
    request.session.pop(SESSION_KEY, None)
    return redirect("accounts-elevated")


@require_safe
@role_required("operator")
def everyone(request: SignedInRequest) -> HttpResponse:
    """Who raised their powers, when and why."""
    paged = Paginator(elevated_sessions(), ON_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/elevated_all.html", {"page": all_raised_page(paged)})


@require_safe
@role_required("operator")
def one(request: SignedInRequest, session_id: int) -> HttpResponse:
    """Every request made in one elevated session."""
    page = OneRaisedPage(session=elevated_session_with_id(session_id))
    return render(request, "accounts/elevated_one.html", {"page": page})


def _back(request: SignedInRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else ""
