"""A relation begun, and what each side says in it: words for the problem, answers, agreement.

Read `answer_condition` first. Each side answers for itself; a coordinator writes down a third
party's account. Nothing that was said is written over: a later answer stands beside the earlier.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.conditions import RelationKnowledge, words_to
from commonweal.core.errors import CommonwealError, NotAllowed
from commonweal.mapping.process.days import first_day
from workbench.accounts.models import Person
from workbench.core.audit import record_audit
from workbench.mapping import access
from workbench.mapping.models import (
    Community,
    ConditionAnswer,
    Definition,
    NegotiationRecord,
    Organisation,
    Relation,
    Side,
)


class RelationStands(CommonwealError):
    """The same two face the same thing on record already."""

    code = "relation-stands"
    status = 409


class LiesAhead(CommonwealError):
    """Something would be put on record that has not happened yet."""

    code = "lies-ahead"


class NotAsked(CommonwealError):
    """A side would answer what it is not asked."""

    code = "not-asked"


class SaidAlready(CommonwealError):
    """A side has said already whether the record of a talk is right."""

    code = "said-already"
    status = 409


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One answer as it was given: what, on which evidence, when, and by which part of a side."""

    answer: str
    said_on: date
    evidence: str = ""
    voice: str = ""


@transaction.atomic
def begin_relation(
    community: Community,
    provider: Organisation,
    *,
    adversity: str,
    beyond_own_means: str = "",
    first_incident: str = "",
    since: date | None = None,
    acting_person: Person,
    today: date,
) -> Relation:
    """Put a relation on record: who faces what, and who offers to help; `since` today if none."""
    access.refuse_unless_begins(acting_person, community_id=community.pk, provider_id=provider.pk)
    refuse_what_lies_ahead(first_incident, today=today, field="first_incident")
    if Relation.objects.filter(community=community, provider=provider, adversity=adversity):
        raise RelationStands(
            _("These two are on record with this already."), remedy=_("Open that relation.")
        )
    begun = Relation.objects.create(
        community=community,
        provider=provider,
        adversity=adversity,
        beyond_own_means=beyond_own_means,
        first_incident=first_incident,
        since=since or today,
    )
    noted = {"community_id": community.pk, "provider_id": provider.pk, "since": begun.since}
    record_audit(acting_person, "begin-relation", begun, {}, noted)
    return begun


@transaction.atomic
def close_relation(relation: Relation, *, acting_person: Person, today: date) -> Relation:
    """Say that a relation is over; what was said in it stays on record."""
    access.refuse_unless_records(acting_person, relation)
    relation = Relation.objects.select_for_update().get(pk=relation.pk)
    relation.closed_on = today
    relation.save(update_fields=["closed_on"])
    record_audit(acting_person, "close-relation", relation, {}, {"closed_on": today})
    return relation


@transaction.atomic
def say_what_it_is(
    relation: Relation,
    *,
    side: str,
    words: str,
    said_on: date,
    acting_person: Person,
    now: datetime,
) -> Definition:
    """What the problem is, in the words of one side; earlier words stay on record."""
    access.refuse_unless_answers(acting_person, relation, side)
    refuse_what_lies_ahead(said_on.isoformat(), today=timezone.localdate(now), field="said_on")
    made = Definition.objects.create(
        relation=relation,
        side=side,
        words=words,
        said_on=said_on,
        entered_by=acting_person,
        entered_at=now,
    )
    noted = {"relation_id": relation.pk, "side": side, "said_on": said_on}
    record_audit(acting_person, "say-what-it-is", made, {}, noted)
    return made


@transaction.atomic
def answer_condition(
    relation: Relation,
    key: str,
    said: Said,
    *,
    side: str,
    knowledge: RelationKnowledge,
    acting_person: Person,
    now: datetime,
) -> ConditionAnswer:
    """Keep what one side answers; its earlier answers stay on record."""
    access.refuse_unless_answers(acting_person, relation, side)
    _refuse_unless_asked(key, side, knowledge)
    refuse_what_lies_ahead(said.said_on.isoformat(), today=timezone.localdate(now), field="said_on")
    made = ConditionAnswer.objects.create(
        relation=relation,
        condition=key,
        side=side,
        voice=said.voice,
        answer=said.answer,
        evidence=said.evidence,
        said_on=said.said_on,
        entered_by=acting_person,
        entered_at=now,
    )
    noted = {"relation_id": relation.pk, "condition": key, "side": side, "answer": said.answer}
    record_audit(acting_person, "answer-condition", made, {}, noted)
    return made


def _refuse_unless_asked(key: str, side: str, knowledge: RelationKnowledge) -> None:
    """A side answers what it is asked; a third party may add its view to anything."""
    row = knowledge.asked(key)
    if side != Side.THIRD and not words_to(side, row):
        raise NotAsked(
            _("This is not asked of your side."), remedy=_("Answer the questions of your own side.")
        )


@transaction.atomic
def say_of_record(
    record: NegotiationRecord, *, is_right: bool, acting_person: Person, today: date
) -> NegotiationRecord:
    """One side says, once and for itself, whether the record of a talk is right."""
    record = NegotiationRecord.objects.select_for_update().get(pk=record.pk)
    side = access.side_in(acting_person, record.relation)
    if not side:
        raise NotAllowed(
            _("Only the two sides say whether the record is right."),
            remedy=_("Ask somebody of that side."),
        )
    if getattr(record, f"{side}_agreed") is not None:
        raise SaidAlready(
            _("Your side has said so already."),
            remedy=_("Enter a new talk if something has changed since."),
        )
    setattr(record, f"{side}_agreed", is_right)
    setattr(record, f"{side}_said_on", today)
    record.save(update_fields=[f"{side}_agreed", f"{side}_said_on"])
    noted = {"relation_id": record.relation_id, f"{side}_agreed": is_right}
    record_audit(acting_person, "say-of-record", record, {}, noted)
    return record


def refuse_what_lies_ahead(day: str, *, today: date, field: str) -> None:
    """Raises `LiesAhead` for a day, month or year that begins after today."""
    if day and first_day(day) > today:
        raise LiesAhead(
            _("This day has not come yet."),
            remedy=_("Enter what has happened, not what is planned."),
            field=field,
        )
