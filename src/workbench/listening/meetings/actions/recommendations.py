"""Recommendations: written down, published, answered in words and in deeds, never taken away.

Read `publish` and `withdraw` first. What was published keeps its words and its place in the public
list; a withdrawal is one more line there, with its reason.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from workbench.accounts.models import Person
from workbench.core.audit import record_audit
from workbench.listening.dialogue.models import Conversation, Statement
from workbench.listening.meetings import access
from workbench.listening.meetings.actions.faults import StaysPublished, UnfitTalk
from workbench.listening.meetings.models import (
    Deed,
    Recommendation,
    RecommendationAnswer,
    Session,
    StateChange,
)

State, Answered = Recommendation.State, RecommendationAnswer.Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """From which talk, or from which conversation and statement; from neither, the desk's own."""

    session: Session | None = None
    conversation: Conversation | None = None
    statement: Statement | None = None


@transaction.atomic
def write_recommendation(
    values: Mapping[str, Any], *, origin: Origin, acting_person: Person
) -> Recommendation:
    """Write down what people recommend, and to which office; nobody outside sees it yet."""
    _refuse_unless_there(origin, acting_person)
    if origin.session:
        _refuse_before(values["made_on"], origin.session.day, _("the session"), "made_on")
    made = Recommendation.objects.create(
        **values,
        session=origin.session,
        conversation=origin.conversation,
        statement=origin.statement,
        entered_by=acting_person,
    )
    record_audit(acting_person, "write-recommendation", made, {}, _noted(made))
    return made


@transaction.atomic
def recommend_statement(
    statement: Statement, *, today: date, acting_person: Person
) -> Recommendation:
    """A draft in the words of a statement; the one that rests on it already, where there is one."""
    conversation = Conversation.objects.select_for_update().get(pk=statement.conversation_id)
    access.refuse_unless_holds(acting_person, conversation)
    there = Recommendation.objects.filter(statement=statement).first()
    if there:
        return there
    return write_recommendation(
        {"words": statement.text, "made_on": today},
        origin=Origin(conversation=conversation, statement=statement),
        acting_person=acting_person,
    )


@transaction.atomic
def change_recommendation(
    one: Recommendation, values: Mapping[str, Any], *, acting_person: Person
) -> None:
    """Say a draft better; raises `StaysPublished` once it was published."""
    one = _locked(one)
    access.refuse_unless_theirs(acting_person, one)
    _refuse_published(one)
    before = {"made_on": one.made_on}
    for name in values:
        setattr(one, name, values[name])
    one.save()
    record_audit(acting_person, "change-recommendation", one, before, {"made_on": one.made_on})


@transaction.atomic
def drop_recommendation(one: Recommendation, *, acting_person: Person) -> None:
    """Take a draft away; raises `StaysPublished` once it was published."""
    one = _locked(one)
    access.refuse_unless_theirs(acting_person, one)
    _refuse_published(one)
    record_audit(acting_person, "drop-recommendation", one, {"state": one.state}, {})
    one.delete()


@transaction.atomic
def publish(one: Recommendation, *, today: date, acting_person: Person) -> None:
    """Show it to everybody; from now on it waits for the city."""
    access.refuse_unless_desk(acting_person)
    one = _locked(one)
    _refuse_published(one)
    if not one.office:
        raise UnfitTalk(
            _("It is not said to which office this goes."),
            remedy=_("Change the draft and name the office; it is the one that has to answer."),
        )
    one.published_on = today
    _move(one, State.PUBLISHED, "", today, acting_person)


@transaction.atomic
def withdraw(one: Recommendation, *, reason: str, today: date, acting_person: Person) -> None:
    """Stop following it, for a reason that everybody reads; it stays in the list."""
    access.refuse_unless_desk(acting_person)
    one = _followed(one)
    if not reason.strip():
        raise UnfitTalk(
            _("No reason is given."),
            remedy=_("Say why it is no longer followed; everybody reads it."),
            field="reason",
        )
    _move(one, State.WITHDRAWN, reason.strip(), today, acting_person)


@transaction.atomic
def answer_in_words(
    one: Recommendation, values: Mapping[str, Any], *, acting_person: Person
) -> RecommendationAnswer:
    """What the office answers, with reasons, and by when; earlier answers stay beside it."""
    access.refuse_unless_desk(acting_person)
    one = _followed(one)
    _check_answer(one, values)
    made = RecommendationAnswer.objects.create(
        recommendation=one, **values, entered_by=acting_person
    )
    noted = {name: values[name] for name in ("answer", "by_when", "answered_on")}
    record_audit(
        acting_person, "answer-recommendation", made, {}, {"recommendation_id": one.pk, **noted}
    )
    return made


@transaction.atomic
def tell_deed(one: Recommendation, values: Mapping[str, Any], *, acting_person: Person) -> Deed:
    """What was done, and what shows it; only what was answered in words is answered in deeds."""
    access.refuse_unless_desk(acting_person)
    one = _followed(one)
    first = one.answers.order_by("answered_on").first()
    if first is None:
        raise UnfitTalk(
            _("The city has not answered in words yet."),
            remedy=_("Write down the answer first."),
        )
    _refuse_before(values["done_on"], one.made_on, _("the recommendation"), "done_on")
    made = Deed.objects.create(recommendation=one, **values)
    noted = {"done_on": made.done_on, "is_whole": made.is_whole, "recommendation_id": one.pk}
    record_audit(acting_person, "tell-deed", made, {}, noted)
    return made


def _check_answer(one: Recommendation, values: Mapping[str, Any]) -> None:
    """An answer has reasons, and a day for what is promised, and comes after what it answers."""
    _refuse_before(values["answered_on"], one.made_on, _("the recommendation"), "answered_on")
    if not values["reasons"].strip():
        raise UnfitTalk(
            _("No reasons are given."), remedy=_("Say why; everybody reads it."), field="reasons"
        )
    if values["answer"] != Answered.NOT and values["by_when"] is None:
        raise UnfitTalk(
            _("It is not said by when."),
            remedy=_("Name the day by which it is to be done; it is asked about then."),
            field="by_when",
        )


def _refuse_before(day: date, first: date, what: str, field: str) -> None:
    if day < first:
        raise UnfitTalk(
            _("This is before %(what)s.") % {"what": what},
            remedy=_("Change the day."),
            field=field,
        )


def _refuse_unless_there(origin: Origin, acting_person: Person) -> None:
    """Who was there writes it down; what came from neither is written by the desk."""
    if origin.conversation:
        access.refuse_unless_holds(acting_person, origin.conversation)
    elif origin.session:
        access.refuse_unless_facilitates(acting_person, origin.session)
    else:
        access.refuse_unless_desk(acting_person)


def _refuse_published(one: Recommendation) -> None:
    if one.state != State.DRAFT:
        raise StaysPublished(
            _("This recommendation was published, and stays as it is."),
            remedy=_("Withdraw it with a reason; it stays in the public list with that reason."),
        )


def _followed(one: Recommendation) -> Recommendation:
    """It, under a lock; raises unless it is published and was not withdrawn."""
    one = _locked(one)
    if one.state != State.PUBLISHED:
        raise UnfitTalk(
            _("This recommendation is not followed: it is a draft, or was withdrawn."),
            remedy=_("Publish it first, or write a new one."),
        )
    return one


def _locked(one: Recommendation) -> Recommendation:
    return Recommendation.objects.select_for_update().get(pk=one.pk)


def _move(one: Recommendation, state: str, reason: str, today: date, acting_person: Person) -> None:
    before = {"state": one.state}
    one.state = state
    one.save()
    StateChange.objects.create(recommendation=one, state=state, reason=reason, changed_on=today)
    record_audit(
        acting_person,
        "publish-recommendation" if state == State.PUBLISHED else "withdraw-recommendation",
        one,
        before,
        {"state": state},
    )


def _noted(one: Recommendation) -> dict[str, Any]:
    names = ("session_id", "conversation_id", "statement_id", "made_on", "state")
    return {name: getattr(one, name) for name in names}
