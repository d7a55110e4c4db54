"""Write the record of a decision, adopt it, sign it, show it to everybody, and amend it.

Read `adopt` first: it refuses while anything is missing (`access.gates`), then freezes the record.
Afterwards only rows of their own come to stand beside it.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.core.errors import CommonwealError
from workbench.accounts.models import Person
from workbench.core.audit import record_audit
from workbench.weighing import access
from workbench.weighing.access import decisions as ad
from workbench.weighing.access.gates import refuse_unless_ready
from workbench.weighing.actions.drafts import adopted_of, draft_of, locked
from workbench.weighing.actions.watches import fix_watches
from workbench.weighing.models import (
    Amendment,
    AssessmentAnswer,
    Assumption,
    Condition,
    Decision,
    Dissent,
    Option,
    Proposal,
    Signature,
)
from workbench.weighing.record import live_content, sum_of

AUDITED = ("option_id", "outcome", "responsible_id", "review_on", "wants_full")
MOST_DISSENTS = 200


class UnfitRecord(CommonwealError):
    """Something about a record that cannot be kept as it was sent."""

    code = "unfit-record"


@transaction.atomic
def keep_draft(
    proposal: Proposal,
    values: Mapping[str, Any],
    *,
    option: Option | None,
    responsible: Person | None,
    acting_person: Person,
) -> Decision:
    """Say what is to be decided, why, and who answers for it; nothing has to be complete."""
    decision = draft_of(proposal, acting_person=acting_person)
    before = {name: getattr(decision, name) for name in AUDITED}
    decision.option, decision.responsible = _option_of(proposal, option), responsible
    for name, value in values.items():
        setattr(decision, name, value)
    decision.save()
    after = {name: getattr(decision, name) for name in AUDITED}
    record_audit(acting_person, "keep-decision", decision, before, after)
    return decision


@transaction.atomic
def answer_questions(
    proposal: Proposal, given: Mapping[str, tuple[str, str]], *, acting_person: Person
) -> Decision:
    """Keep answers with their words by question; a question without an answer loses its row."""
    decision = draft_of(proposal, acting_person=acting_person)
    before = ad.answers_of(decision)
    for question, (answer, words) in given.items():
        if answer:
            values = {"answer": answer, "words": words}
            decision.answers.update_or_create(question=question, defaults=values)
        else:
            decision.answers.filter(question=question).delete()
    for one in decision.answers.filter(question__in=given):
        if before.get(one.question) != one.answer:
            _note_answer(acting_person, one, before.get(one.question))
    return decision


@transaction.atomic
def add_assumption(
    proposal: Proposal, values: Mapping[str, Any], *, acting_person: Person
) -> Assumption:
    """What is taken for granted; a disputed one says what the evidence is (S003-72)."""
    decision = draft_of(proposal, acting_person=acting_person)
    if values["disputed"] and not values["evidence"].strip():
        raise UnfitRecord(
            _("It is disputed, and nothing is said of the evidence."),
            remedy=_("Say in a sentence what the evidence says, and whose it is."),
            field="evidence",
        )
    made = Assumption.objects.create(decision=decision, **values)
    noted = {"decision_id": decision.pk, "disputed": made.disputed}
    record_audit(acting_person, "add-assumption", made, {}, noted)
    return made


@transaction.atomic
def drop_assumption(assumption: Assumption, *, acting_person: Person) -> None:
    """Take an assumption out of a draft."""
    draft_of(assumption.decision.proposal, acting_person=acting_person)
    record_audit(acting_person, "drop-assumption", assumption, {"disputed": assumption.disputed})
    assumption.delete()


@transaction.atomic
def enter_dissent(
    proposal: Proposal, values: Mapping[str, Any], *, acting_person: Person, now: datetime
) -> Dissent:
    """Keep who sees it otherwise, in their words, before or after the decision; for good."""
    access.refuse_unless_weighs(acting_person)
    decision = locked(proposal) or draft_of(proposal, acting_person=acting_person)
    if decision.dissents.count() >= MOST_DISSENTS:
        raise UnfitRecord(
            _("This record holds as much dissent as it can show."),
            remedy=_("Enter what several say as one, and name them together."),
        )
    if values["of"] == Dissent.Of.RATER and values["in_public"] == Dissent.InPublic.NAMED:
        raise UnfitRecord(
            _("Who was asked for a judgement is never named in public."),
            remedy=_("Show the words without the name, or nothing."),
            field="in_public",
        )
    made = Dissent.objects.create(
        decision=decision, entered_by=acting_person, entered_at=now, **values
    )
    noted = {"decision_id": decision.pk, "of": made.of, "in_public": made.in_public}
    record_audit(acting_person, "enter-dissent", made, {}, noted)
    return made


@transaction.atomic
def add_condition(
    proposal: Proposal, values: Mapping[str, Any], *, acting_person: Person
) -> Condition:
    """Under what it is decided."""
    decision = draft_of(proposal, acting_person=acting_person)
    made = Condition.objects.create(decision=decision, **values)
    noted = {"decision_id": decision.pk, "until": made.until}
    record_audit(acting_person, "add-condition", made, {}, noted)
    return made


@transaction.atomic
def drop_condition(condition: Condition, *, acting_person: Person) -> None:
    """Take a condition out of a draft."""
    draft_of(condition.decision.proposal, acting_person=acting_person)
    record_audit(acting_person, "drop-condition", condition, {"until": condition.until})
    condition.delete()


@transaction.atomic
def meet_condition(condition: Condition, *, acting_person: Person, today: date) -> None:
    """Say that a condition of an adopted decision is met; the record itself stays as it is."""
    decision = adopted_of(condition.decision.proposal, acting_person=acting_person)
    Condition.objects.filter(pk=condition.pk, decision=decision, met_on=None).update(met_on=today)
    record_audit(acting_person, "meet-condition", condition, {"met_on": None}, {"met_on": today})


@transaction.atomic
def adopt(proposal: Proposal, *, acting_person: Person, now: datetime) -> Decision:
    """Adopt the decision: everything is there, the record is frozen, the proposal is closed.

    Raises `NotReady` with what is missing.
    """
    decision = draft_of(proposal, acting_person=acting_person)
    refuse_unless_ready(decision.proposal, decision.option)
    fix_watches(decision, acting_person=acting_person, now=now)
    decision.frozen = live_content(decision)
    decision.sha256 = sum_of(decision.frozen)
    decision.adopted_at, decision.adopted_by = now, acting_person
    decision.state = Decision.State.ADOPTED
    decision.save()
    decision.proposal.state = Proposal.State.DECIDED
    decision.proposal.save(update_fields=["state"])
    after = {"state": decision.state, "outcome": decision.outcome, "sha256": decision.sha256}
    record_audit(
        acting_person, "adopt-decision", decision, {"state": Decision.State.DRAFT.value}, after
    )
    return decision


@transaction.atomic
def sign(proposal: Proposal, *, acting_person: Person, now: datetime) -> Signature:
    """The responsible person signs the record as it was adopted, once."""
    decision = adopted_of(proposal, acting_person=acting_person)
    ad.refuse_unless_responsible(acting_person, decision)
    found = Signature.objects.filter(decision=decision).first()
    if found is not None:
        return found
    made = Signature.objects.create(
        decision=decision, person=acting_person, signed_at=now, sha256=decision.sha256
    )
    noted = {"decision_id": decision.pk, "sha256": made.sha256}
    record_audit(acting_person, "sign-decision", made, {}, noted)
    return made


@transaction.atomic
def amend(proposal: Proposal, *, words: str, acting_person: Person, now: datetime) -> Amendment:
    """Say what changed after the decision; the record itself is not touched."""
    decision = adopted_of(proposal, acting_person=acting_person)
    made = Amendment.objects.create(
        decision=decision, words=words, entered_by=acting_person, entered_at=now
    )
    record_audit(acting_person, "amend-decision", made, {}, {"decision_id": decision.pk})
    return made


@transaction.atomic
def publish(proposal: Proposal, *, acting_person: Person, now: datetime) -> Decision:
    """Show the public version to everybody."""
    decision = adopted_of(proposal, acting_person=acting_person)
    before = {"published_at": decision.published_at}
    decision.published_at, decision.published_by = now, acting_person
    decision.save(update_fields=["published_at", "published_by"])
    record_audit(acting_person, "publish-decision", decision, before, {"published_at": now})
    return decision


@transaction.atomic
def hide(proposal: Proposal, *, acting_person: Person) -> Decision:
    """Show it to everybody no longer."""
    decision = adopted_of(proposal, acting_person=acting_person)
    before = {"published_at": decision.published_at}
    decision.published_at, decision.published_by = None, None
    decision.save(update_fields=["published_at", "published_by"])
    record_audit(acting_person, "hide-decision", decision, before, {"published_at": None})
    return decision


def _option_of(proposal: Proposal, option: Option | None) -> Option | None:
    if option is not None and (option.proposal_id != proposal.pk or option.withdrawn):
        raise UnfitRecord(
            _("This way of doing it does not stand among those of the proposal."),
            remedy=_("Choose one of those that stand."),
            field="option",
        )
    return option


def _note_answer(acting_person: Person, answer: AssessmentAnswer, before: str | None) -> None:
    after = {"question": answer.question, "answer": answer.answer}
    record_audit(acting_person, "answer-question", answer, {"answer": before}, after)
