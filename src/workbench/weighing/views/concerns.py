"""Concerns at the desk: the list, the words of one behind a logged step, the answer."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from workbench.accounts.doors import SignedInRequest, role_required
from workbench.core.requests import go_to
from workbench.weighing.access import concerns as ac
from workbench.weighing.actions import concerns as acts
from workbench.weighing.concern_forms import AnswerForm
from workbench.weighing.pages.concerns import concern_page, concerns_page
from workbench.weighing.views.showing import show

HERE = "concerns"


@require_safe
@role_required(*ac.CONCERN_DESK)
def concerns(request: SignedInRequest) -> HttpResponse:
    """What waits, and what was answered."""
    page = concerns_page(request.user, asked=request.GET.get("page"))
    return show(request, "concerns.html", page, here=HERE)


@require_safe
@role_required(*ac.CONCERN_DESK)
def concern(request: SignedInRequest, concern_id: int) -> HttpResponse:
    """One concern; its words stay sealed."""
    found = ac.concern_for(request.user, concern_id)
    return show(request, "concern.html", concern_page(found), here=HERE)


@never_cache
@require_POST
@role_required(*ac.CONCERN_DESK)
def open_concern(request: SignedInRequest, concern_id: int) -> HttpResponse:
    """Its words, opened deliberately; the log says so."""
    found = ac.concern_for(request.user, concern_id)
    opened = acts.read_concern(found, acting_person=request.user)
    page = concern_page(found, opened=opened, form=AnswerForm())
    return show(request, "concern.html", page, here=HERE)


@require_POST
@role_required(*ac.CONCERN_DESK)
def answer_concern(request: SignedInRequest, concern_id: int) -> HttpResponse:
    """Answer it."""
    found = ac.concern_for(request.user, concern_id)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        page = concern_page(found, form=form)
        return show(request, "concern.html", page, here=HERE, status=400)
    acts.answer_concern(
        found,
        answer=form.cleaned_data["answer"],
        acting_person=request.user,
        today=timezone.localdate(),
    )
    messages.success(request, _("Answered. Whoever holds the receipt can read it."))
    return go_to("weighing-concerns")
