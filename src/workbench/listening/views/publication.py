"""The desk's side of the public edition: propose, change, fix, look, release."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commonweal.core.errors import CommonwealError
from workbench.accounts.doors import SignedInRequest, role_required
from workbench.core.requests import sent
from workbench.listening import access
from workbench.listening.actions import publication as act
from workbench.listening.forms import PlanForm, ProposeForm, ReleaseForm
from workbench.listening.pages.publication import editions_page, plan_page, upcoming_page
from workbench.listening.pages.sources import today_here
from workbench.listening.views.showing import show

HERE = "publication"


@require_http_methods(["GET", "HEAD", "POST"])
@role_required("coordinator", "analyst")
def editions(request: SignedInRequest) -> HttpResponse:
    """Every plan and the ledger; a coordinator has the plan of another year proposed."""
    sources = [one for one in access.sources_for(request.user) if one.shown_delivery_id]
    form = ProposeForm(sent(request), sources=sources, initial={"year": today_here().year})
    if request.method == "POST":
        access.refuse_unless_may_publish(request.user)
        if form.is_valid():
            source = access.source_for(request.user, form.cleaned_data["source"])
            try:
                made = act.propose_publication_plan(
                    source,
                    year=form.cleaned_data["year"],
                    acting_person=request.user,
                    now=timezone.now(),
                )
            except CommonwealError as fault:
                form.add_error(None, str(fault))
            else:
                messages.success(request, _("The plan is proposed. Read it and change it."))
                return HttpResponseRedirect(reverse("listening-plan", args=[made.pk]))
    return show(
        request,
        "publication.html",
        editions_page(request.user, form),
        here=HERE,
        status=400 if form.is_bound and form.errors else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@role_required("coordinator", "analyst")
def plan(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """One plan; a coordinator changes the draft."""
    row = access.plan_for(request.user, plan_id)
    form = PlanForm(request.POST) if request.method == "POST" else None
    if form is not None:
        access.refuse_unless_may_publish(request.user)
        if form.is_valid():
            try:
                act.change_publication_plan(
                    row, text=form.cleaned_data["text"], acting_person=request.user
                )
            except act.PlanIsFixed:
                raise
            except CommonwealError as fault:
                form.add_error(None, str(fault))
            else:
                messages.success(request, _("The change is kept."))
                return HttpResponseRedirect(reverse("listening-plan", args=[row.pk]))
    status = 400 if form is not None and form.errors else 200
    return show(request, "plan.html", plan_page(request.user, row, form), here=HERE, status=status)


@require_POST
@role_required("coordinator")
def fix(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """Fix a plan for its year."""
    row = access.plan_for(request.user, plan_id)
    act.fix_publication_plan(row, acting_person=request.user, today=today_here())
    messages.success(request, _("The plan is fixed and stands in the ledger."))
    return HttpResponseRedirect(reverse("listening-plan", args=[row.pk]))


@require_http_methods(["GET", "HEAD", "POST"])
@role_required("coordinator", "analyst")
def upcoming(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """What would go out next; a coordinator releases it after a second look."""
    row = access.plan_for(request.user, plan_id)
    if request.method == "POST":
        access.refuse_unless_may_publish(request.user)
        form = ReleaseForm(request.POST)
        if form.is_valid():
            entry = act.release_edition(
                row,
                seen=form.cleaned_data["seen"],
                acting_person=request.user,
                today=today_here(),
            )
            messages.success(request, _("%(edition)s is released.") % {"edition": entry.edition})
            return HttpResponseRedirect(reverse("listening-publication"))
        messages.warning(request, _("Nothing was released. Look at the table, then tick the box."))
    page = upcoming_page(request.user, row, today=today_here())
    status = 400 if request.method == "POST" else 200
    return show(request, "release.html", page, here=HERE, status=status)
