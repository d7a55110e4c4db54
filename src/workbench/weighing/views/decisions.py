"""The record of a decision: its page, its parts, adopting, signing, amending, paper."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.core.assessment_words import FULL, SCREENING
from commonweal.core.errors import CommonwealError
from workbench.accounts.doors import SignedInRequest, role_required
from workbench.core.requests import FORM_METHODS, go_to, sent
from workbench.weighing import access, words
from workbench.weighing.access import decisions as ad
from workbench.weighing.access.gates import NotReady
from workbench.weighing.actions import decisions as acts
from workbench.weighing.actions.watches import UnfitWatch
from workbench.weighing.decision_forms import (
    NO_NAMES,
    AmendmentForm,
    AssumptionForm,
    ConditionForm,
    DecisionForm,
    DissentForm,
    QuestionsForm,
    begun_with,
)
from workbench.weighing.models import Decision, Proposal
from workbench.weighing.pages.decision_pdf import record_pdf
from workbench.weighing.pages.decisions import decision_page
from workbench.weighing.pages.questions import questions_page
from workbench.weighing.pages.showing import FormPage
from workbench.weighing.views.showing import show, show_form

HERE = "proposals"


@require_safe
@role_required(*access.WEIGHS)
def decision(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    """The record, and what is missing before it can be adopted."""
    found = access.proposal_for(request.user, proposal_id)
    return show(request, "decision.html", decision_page(request.user, found), here=HERE)


@require_http_methods(FORM_METHODS)
@role_required(*access.WEIGHS)
def edit(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    """What was decided, why, who answers for it."""
    found = _draft_for(request, proposal_id)
    form = DecisionForm(
        sent(request),
        options=access.open_options(found),
        people=ad.responsible_people(),
        initial=begun_with(ad.decision_of(found)),
    )
    if form.is_valid():
        given = form.cleaned_data
        acts.keep_draft(
            found,
            form.values(),
            option=given["option"],
            responsible=given["responsible"],
            acting_person=request.user,
        )
        return go_to("weighing-decision", found.pk)
    return show_form(request, _form_page(found, form, _("What was decided")), here=HERE)


@require_http_methods(FORM_METHODS)
@role_required(*access.WEIGHS)
def screening(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    """A few questions that say whether more is needed."""
    return _questions(request, proposal_id, SCREENING)


@require_http_methods(FORM_METHODS)
@role_required(*access.WEIGHS)
def assessment(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    """The questions of the full assessment."""
    return _questions(request, proposal_id, FULL)


def _questions(request: SignedInRequest, proposal_id: int, part: str) -> HttpResponse:
    found = _draft_for(request, proposal_id)
    begun = ad.decision_of(found)
    given = {one.question: one for one in begun.answers.all()} if begun else {}
    asked = words.assessment_questions().of_part(part)
    form = QuestionsForm(sent(request), questions=asked, given=given)
    if form.is_valid():
        acts.answer_questions(found, form.given(), acting_person=request.user)
        return go_to("weighing-decision", found.pk)
    status = 400 if form.errors else 200
    page = questions_page(found, form, part)
    return show(request, "questions.html", page, here=HERE, status=status)


@require_http_methods(FORM_METHODS)
@role_required(*access.WEIGHS)
def new_assumption(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    """What is taken for granted."""
    found = _draft_for(request, proposal_id)
    form = AssumptionForm(sent(request))
    if form.is_valid():
        try:
            acts.add_assumption(found, form.cleaned_data, acting_person=request.user)
        except acts.UnfitRecord as refused:
            _mark(form, refused)
        else:
            return go_to("weighing-decision", found.pk)
    return show_form(request, _form_page(found, form, _("An assumption")), here=HERE)


@require_POST
@role_required(*access.WEIGHS)
def drop_assumption(request: SignedInRequest, assumption_id: int) -> HttpResponse:
    """Take it out of the draft."""
    found = ad.assumption_for(request.user, assumption_id)
    acts.drop_assumption(found, acting_person=request.user)
    return go_to("weighing-decision", found.decision.proposal_id)


@require_http_methods(FORM_METHODS)
@role_required(*access.WEIGHS)
def new_dissent(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    """Who sees it otherwise; also after the decision."""
    found = access.proposal_for(request.user, proposal_id)
    form = DissentForm(sent(request))
    if form.is_valid():
        try:
            acts.enter_dissent(
                found, form.cleaned_data, acting_person=request.user, now=timezone.now()
            )
        except acts.UnfitRecord as refused:
            _mark(form, refused)
        else:
            return go_to("weighing-decision", found.pk)
    page = _form_page(found, form, _("Somebody sees it otherwise"))
    return show_form(request, page, here=HERE)


@require_http_methods(FORM_METHODS)
@role_required(*access.WEIGHS)
def new_condition(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    """Under what it is decided."""
    found = _draft_for(request, proposal_id)
    form = ConditionForm(sent(request))
    if form.is_valid():
        acts.add_condition(found, form.cleaned_data, acting_person=request.user)
        return go_to("weighing-decision", found.pk)
    return show_form(request, _form_page(found, form, _("A condition")), here=HERE)


@require_POST
@role_required(*access.WEIGHS)
def drop_condition(request: SignedInRequest, condition_id: int) -> HttpResponse:
    """Take it out of the draft."""
    found = ad.condition_for(request.user, condition_id)
    acts.drop_condition(found, acting_person=request.user)
    return go_to("weighing-decision", found.decision.proposal_id)


@require_POST
@role_required(*access.WEIGHS)
def meet_condition(request: SignedInRequest, condition_id: int) -> HttpResponse:
    """Say that it is met."""
    found = ad.condition_for(request.user, condition_id)
    acts.meet_condition(found, acting_person=request.user, today=timezone.localdate())
    return go_to("weighing-decision", found.decision.proposal_id)


@require_POST
@role_required(*access.WEIGHS)
def adopt(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    """Adopt it; while something is missing the page says what, with links."""
    found = access.proposal_for(request.user, proposal_id)
    try:
        acts.adopt(found, acting_person=request.user, now=timezone.now())
    except (NotReady, UnfitWatch) as refused:
        if isinstance(refused, UnfitWatch):
            messages.error(request, str(refused))
        page = decision_page(request.user, found)
        return show(request, "decision.html", page, here=HERE, status=400)
    messages.success(request, _("Adopted. From now on the record stays as it is."))
    return go_to("weighing-decision", found.pk)


@require_POST
@role_required(*access.WEIGHS)
def sign(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    """The responsible person signs."""
    found = access.proposal_for(request.user, proposal_id)
    acts.sign(found, acting_person=request.user, now=timezone.now())
    return go_to("weighing-decision", found.pk)


@require_http_methods(FORM_METHODS)
@role_required(*access.WEIGHS)
def amend(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    """What changed after the decision."""
    found = access.proposal_for(request.user, proposal_id)
    ad.refuse_unless_adopted(ad.decision_of(found) or Decision(proposal=found))
    form = AmendmentForm(sent(request))
    if form.is_valid():
        acts.amend(
            found,
            words=form.cleaned_data["words"],
            acting_person=request.user,
            now=timezone.now(),
        )
        return go_to("weighing-decision", found.pk)
    return show_form(request, _form_page(found, form, _("An amendment")), here=HERE)


@require_POST
@role_required(*access.WEIGHS)
def show_in_public(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    """Show the public version to everybody, or no longer."""
    found = access.proposal_for(request.user, proposal_id)
    if request.POST.get("shown") == "yes":
        acts.publish(found, acting_person=request.user, now=timezone.now())
    else:
        acts.hide(found, acting_person=request.user)
    return go_to("weighing-decision", found.pk)


@require_safe
@role_required(*access.WEIGHS)
def as_pdf(request: SignedInRequest, proposal_id: int) -> HttpResponse:
    """The record as a tagged PDF."""
    found = access.proposal_for(request.user, proposal_id)
    page = decision_page(request.user, found)
    response = HttpResponse(record_pdf(page), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="decision-{found.pk}.pdf"'
    return response


def _draft_for(request: SignedInRequest, proposal_id: int) -> Proposal:
    """A proposal of which the record may still be written; raises otherwise."""
    found = access.proposal_for(request.user, proposal_id)
    begun = ad.decision_of(found)
    if begun is not None:
        ad.refuse_unless_draft(begun)
    access.refuse_unless_open(found)
    return found


def _mark(form: Form, refused: CommonwealError) -> None:
    form.add_error(refused.fields.get("field"), f"{refused.message} {refused.remedy}")


def _form_page(found: Proposal, form: Form, heading: str) -> FormPage:
    return FormPage(
        heading=heading,
        lede=found.question,
        form=form,
        back=reverse("weighing-decision", args=[found.pk]),
        back_words=_("Decision record"),
        submit=_("Keep it"),
        note=str(NO_NAMES),
    )
