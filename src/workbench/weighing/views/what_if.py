"""What is believed would follow: the overview, one course, the run behind, ways beside another."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from workbench.accounts.doors import SignedInRequest, role_required
from workbench.weighing import access, tasks
from workbench.weighing.access.runs import run_for
from workbench.weighing.actions.runs import Answered, answered, start_again
from workbench.weighing.beliefs import NotYetWeighable
from workbench.weighing.models import Option, Proposal, Run
from workbench.weighing.pages.beside import beside_group_page, beside_page
from workbench.weighing.pages.courses import course_page
from workbench.weighing.pages.runs import page_of, sharper_state
from workbench.weighing.pages.what_if import NotYetPage, not_yet_page, what_if_page
from workbench.weighing.views.showing import show

HERE = "proposals"


def answer_now(proposal: Proposal, option: Option | None) -> Answered:
    """The answer that there is; what sharpens it is started. Raises `NotYetWeighable`."""
    fresh: list[int] = []
    found = answered(proposal, option, now=timezone.now(), fresh=fresh)
    for run_id in fresh:
        tasks.make_run.enqueue(run_id)
    return found


@require_safe
@role_required(*access.WEIGHS)
def what_if(request: SignedInRequest, option_id: int) -> HttpResponse:
    """The overview of one way of doing it."""
    option = access.option_for(request.user, option_id)
    try:
        found = answer_now(option.proposal, option)
    except NotYetWeighable as fault:
        return _not_yet(request, not_yet_page(option.proposal, fault))
    return show(request, "what_if.html", what_if_page(option, found), here=HERE)


@require_safe
@role_required(*access.WEIGHS)
def course(request: SignedInRequest, option_id: int, group: str, factor: str) -> HttpResponse:
    """One factor for one group, area by area."""
    option = access.option_for(request.user, option_id)
    try:
        found = answer_now(option.proposal, option)
    except NotYetWeighable as fault:
        return _not_yet(request, not_yet_page(option.proposal, fault))
    page = course_page(option, found, group=group, factor=factor)
    return show(request, "course.html", page, here=HERE)


@require_safe
@role_required(*access.WEIGHS)
def beside(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    """Every way and doing nothing, by group."""
    found = access.proposal_for(request.user, proposal_id)
    try:
        answer = answer_now(found, None)
    except NotYetWeighable as fault:
        return _not_yet(request, not_yet_page(found, fault))
    return show(request, "beside.html", beside_page(found, answer), here=HERE)


@require_safe
@role_required(*access.WEIGHS)
def beside_group(request: SignedInRequest, proposal_id: int, group: str) -> HttpResponse:
    """One group in figures."""
    found = access.proposal_for(request.user, proposal_id)
    try:
        answer = answer_now(found, None)
    except NotYetWeighable as fault:
        return _not_yet(request, not_yet_page(found, fault))
    page = beside_group_page(found, answer, group)
    return show(request, "beside_group.html", page, here=HERE)


@require_safe
@role_required(*access.WEIGHS)
def run(request: SignedInRequest, run_id: int) -> HttpResponse:
    """How far a run is: a part of the page that shows it."""
    found = run_for(request.user, run_id)
    if not getattr(request, "htmx", False):
        return redirect(page_of(found))
    response = render(request, "weighing/_run.html", {"state": sharper_state(found)})
    if found.state == Run.State.DONE:
        response["HX-Refresh"] = "true"
    return response


@require_POST
@role_required(*access.WEIGHS)
def run_again(request: SignedInRequest, run_id: int) -> HttpResponse:
    """Let a run that was not finished wait for its turn anew."""
    found = run_for(request.user, run_id)
    if start_again(found, now=timezone.now()):
        tasks.make_run.enqueue(found.pk)
    return redirect(page_of(found))


def _not_yet(request: SignedInRequest, page: NotYetPage) -> HttpResponse:
    return show(request, "not_yet.html", page, here=HERE)
