"""Communities, requests and relations from files that the library has read: a first file.

Read `take_in_relation` first. What a file tells of two sides stands as they said it there; the day
on which it came onto the record is the file's, so that a past reading can be opened.
"""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from commonweal.mapping.process import Answer, Negotiation, RelationFile
from workbench.accounts.models import Person
from workbench.core.audit import record_audit
from workbench.mapping import access
from workbench.mapping.actions.relations import begin_relation
from workbench.mapping.models import (
    Community,
    ConditionAnswer,
    Definition,
    HistoricAct,
    NavigationRecord,
    NegotiationRecord,
    Offer,
    Organisation,
    Relation,
)


@transaction.atomic
def take_in_relation(
    told: RelationFile,
    *,
    community: Community,
    provider: Organisation,
    acting_person: Person,
    today: date,
) -> Relation:
    """A relation with its answers and records, as its file tells them."""
    access.refuse_unless_keeps(acting_person)
    facing = told.relation.adversity
    begun = begin_relation(
        community,
        provider,
        adversity=facing.name,
        beyond_own_means=facing.beyond_own_means,
        first_incident=facing.first_incident,
        since=_first_word(told),
        acting_person=acting_person,
        today=today,
    )
    for made in _rows(told, begun):
        made.save()
    record_audit(acting_person, "take-in-relation", begun, {}, {"since": begun.since})
    return begun


def _first_word(told: RelationFile) -> date | None:
    """The day on which something of it was first said or talked about."""
    days = [one.on for one in told.answers]
    days += [one.on for one in told.records.negotiations]
    days += [one.on for one in told.records.definitions]
    return min(days, default=None)


def _rows(told: RelationFile, relation: Relation) -> Iterator[models.Model]:
    records = told.records
    yield from (_answer(one, relation) for one in told.answers)
    yield from (_talk(one, relation) for one in records.negotiations)
    for said in records.definitions:
        yield Definition(
            relation=relation, side=said.by, words=said.words, said_on=said.on, **_known(said)
        )
    for one in records.offers:
        kept = {name: getattr(one, name) for name in ("on", "what", "place", "language")}
        yield Offer(relation=relation, **kept, **_known(one))
    for use in records.navigation:
        yield NavigationRecord(
            relation=relation,
            since=use.since,
            until=use.until,
            resource=use.what,
            people=use.uses,
            learned=use.learned_from,
            voluntary=use.voluntary,
            barrier=use.barrier,
            **_known(use),
        )
    for act in records.historic_acts:
        yield HistoricAct(
            community=relation.community,
            provider=relation.provider,
            on=act.on,
            what=act.what,
            unrelated=act.apart,
            asked_by=act.asked_by,
            received=act.received,
            **_known(act),
        )


def _answer(one: Answer, relation: Relation) -> ConditionAnswer:
    return ConditionAnswer(
        relation=relation,
        condition=one.condition,
        side=one.judged_by,
        voice=one.voice,
        answer=one.value,
        evidence=one.evidence,
        said_on=one.on,
        **_known(one),
    )


def _talk(one: Negotiation, relation: Relation) -> NegotiationRecord:
    kept = {name: getattr(one, name) for name in ("on", "subject", "changed", "dissent")}
    sides = {side: one.minutes_by in (side, "both") or None for side in ("community", "provider")}
    return NegotiationRecord(
        relation=relation,
        result=one.outcome,
        agenda_by=one.agenda_by,
        **kept,
        **{f"{side}_agreed": agreed for side, agreed in sides.items()},
        **{f"{side}_said_on": one.known_on if agreed else None for side, agreed in sides.items()},
        **_known(one),
    )


def _known(one: Any) -> dict[str, datetime]:
    """When it came onto the record: the beginning of the day that the file gives."""
    return {"entered_at": timezone.make_aware(datetime.combine(one.known_on, time.min))}
