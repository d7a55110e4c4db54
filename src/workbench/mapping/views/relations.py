"""Relations: the list, one relation, a new one, and what each side says in it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonweal.core.errors import CommonwealError
from workbench.accounts.doors import SignedInRequest, role_required
from workbench.core.requests import FORM_METHODS, go_to, sent
from workbench.mapping import access
from workbench.mapping.actions import relations as acts
from workbench.mapping.models import Relation, Side
from workbench.mapping.pages.relation import relation_page
from workbench.mapping.pages.relation_answers import (
    first_open,
    neighbours,
    question_page,
    questions_of,
)
from workbench.mapping.pages.relations import knowledge_in_words, relations_page
from workbench.mapping.pages.showing import FormPage
from workbench.mapping.relation_forms import AnswerOneForm, RelationForm, ThirdPartyForm
from workbench.mapping.relations_told import relation_knowledge
from workbench.mapping.views.showing import show, show_form

HERE = "relations"


@require_safe
@role_required(*access.READS)
def relations(request: SignedInRequest) -> HttpResponse:
    """The relations that this person may see."""
    page = relations_page(request.user, today=timezone.localdate())
    return show(request, "relations.html", page, here=HERE)


@require_safe
@role_required(*access.READS)
def relation(request: SignedInRequest, relation_id: int) -> HttpResponse:
    """One relation: what there is first, then where it is blocked."""
    found = access.relation_for(request.user, relation_id)
    page = relation_page(request.user, found, today=timezone.localdate())
    return show(request, "relation.html", page, here=HERE)


@require_http_methods(FORM_METHODS)
@role_required("coordinator", "partner_editor")
def new_relation(request: SignedInRequest) -> HttpResponse:
    """Put a relation on record."""
    own = access.party_of_person(request.user)
    if own is None:
        access.refuse_unless_keeps(request.user)
    form = RelationForm(
        sent(request),
        own=own,
        communities=access.communities_for(request.user),
        organisations=access.organisations_for(request.user),
    )
    if form.is_valid():
        try:
            begun = _begun(request, form)
        except CommonwealError as fault:
            _marked(form, fault)
        else:
            messages.success(request, _("It is on record. Each side answers for itself."))
            return go_to("mapping-relation", begun.pk)
    page = FormPage(
        heading=_("Begin a relation"),
        lede=_("A community, somebody who offers help, and what the community faces."),
        form=form,
        back=reverse("mapping-relations"),
        back_words=_("Relations"),
        submit=_("Put it on record"),
        note=_("It is read by the two sides and the city desk, and by nobody else."),
    )
    return show_form(request, page, here=HERE)


def _begun(request: SignedInRequest, form: RelationForm) -> Relation:
    """The relation that a form tells of, with the words of the side that began it."""
    said = form.cleaned_data.get("words", "")
    now, today = timezone.now(), timezone.localdate()
    begun = acts.begin_relation(
        *form.sides(), **form.facts(), acting_person=request.user, today=today
    )
    if said:
        acts.say_what_it_is(
            begun,
            side=access.side_in(request.user, begun),
            words=said,
            said_on=today,
            acting_person=request.user,
            now=now,
        )
    return begun


def _marked(form: Any, fault: CommonwealError) -> None:
    """Show a refusal at its field, or above the form."""
    field = fault.fields.get("field")
    form.add_error(field if field in form.fields else None, str(fault))


@require_POST
@role_required("coordinator", "partner_editor")
def close(request: SignedInRequest, relation_id: int) -> HttpResponse:
    """Say that a relation is over."""
    found = access.relation_for(request.user, relation_id)
    acts.close_relation(found, acting_person=request.user, today=timezone.localdate())
    messages.success(request, _("The relation is closed. What was said in it stays on record."))
    return go_to("mapping-relations")


def _own_side(request: SignedInRequest, relation_id: int) -> tuple[Relation, str]:
    """The relation, and the side that this person speaks for; refused where for neither."""
    found = access.relation_for(request.user, relation_id)
    side = access.side_in(request.user, found)
    access.refuse_unless_answers(request.user, found, side or Side.COMMUNITY)
    return found, side


@require_safe
@role_required("coordinator", "partner_editor")
def questions(request: SignedInRequest, relation_id: int) -> HttpResponse:
    """On to the first question that this side has not answered."""
    found, side = _own_side(request, relation_id)
    return go_to("mapping-question", relation_id, first_open(questions_of(found, side)))


@require_http_methods(FORM_METHODS)
@role_required("coordinator", "partner_editor")
def question(request: SignedInRequest, relation_id: int, key: str) -> HttpResponse:
    """One question to one side, and its answer."""
    found, side = _own_side(request, relation_id)
    asked = questions_of(found, side)
    this = next((one for one in asked if one.key == key), None)
    if this is None:
        raise Http404
    form = AnswerOneForm(sent(request), initial={"said_on": timezone.localdate()})
    if form.is_valid():
        try:
            acts.answer_condition(
                found,
                key,
                acts.Said(**form.cleaned_data),
                side=side,
                knowledge=relation_knowledge(),
                acting_person=request.user,
                now=timezone.now(),
            )
        except acts.LiesAhead as fault:
            _marked(form, fault)
        else:
            return _onward(request, relation_id, neighbours(asked, key)[1])
    page = question_page(found, asked, this, form, side=side)
    status = 400 if form.errors else 200
    return show(request, "relation_question.html", page, here=HERE, status=status)


def _onward(request: SignedInRequest, relation_id: int, key: str) -> HttpResponse:
    """On to the next question, or back to the relation after the last."""
    if key:
        messages.success(request, _("Your answer is kept."))
        return go_to("mapping-question", relation_id, key)
    messages.success(request, _("That was the last question. Your answers are kept."))
    return go_to("mapping-relation", relation_id)


@require_http_methods(FORM_METHODS)
@role_required("coordinator")
def third_party(request: SignedInRequest, relation_id: int) -> HttpResponse:
    """Write down what somebody outside both sides says, marked as such."""
    found = access.relation_for(request.user, relation_id)
    form = ThirdPartyForm(
        sent(request),
        knowledge=knowledge_in_words(),
        initial={"said_on": timezone.localdate()},
    )
    if form.is_valid():
        given = dict(form.cleaned_data)
        try:
            acts.answer_condition(
                found,
                given.pop("condition"),
                acts.Said(**given),
                side=Side.THIRD,
                knowledge=relation_knowledge(),
                acting_person=request.user,
                now=timezone.now(),
            )
        except acts.LiesAhead as fault:
            _marked(form, fault)
        else:
            messages.success(request, _("It is kept as a third party’s word."))
            return go_to("mapping-relation", relation_id)
    page = FormPage(
        heading=_("A third party’s word"),
        lede=_("It answers for neither side, and stands beside what they say themselves."),
        form=form,
        back=reverse("mapping-relation", args=[relation_id]),
        back_words=str(found.community.name),
        submit=_("Keep it"),
    )
    return show_form(request, page, here=HERE)
