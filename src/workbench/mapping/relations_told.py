"""The bridge between the rows of a relation and the library that reads them.

Read `read_relation` first. The library knows days; the rows know moments as well, so of two answers
that one voice entered on one day only the later one is told. A relation may be read as it was known
on an earlier day: what was entered since, and what a side agreed to since, is then left out.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from commonweal.core.conditions import RelationKnowledge
from commonweal.files.knowledge import read_relation_knowledge
from commonweal.mapping import process
from commonweal.mapping.process.records import Keeper, Outcome
from workbench.core.city import current_city
from workbench.mapping.models import (
    ConditionAnswer,
    HistoricAct,
    NavigationRecord,
    NegotiationRecord,
    Relation,
    Side,
)


def relation_knowledge() -> RelationKnowledge:
    """The conditions and warnings of the city that is served."""
    return read_relation_knowledge(current_city().folder)


def read_relation(
    relation: Relation, knowledge: RelationKnowledge, *, today: date
) -> process.Reading:
    """The relation as it was known at the end of `today`."""
    return process.reading(
        _parties(relation),
        answers_of(relation, knowledge),
        _records(relation, as_of=today),
        knowledge,
        today,
        floor=current_city().publishing_floor,
    )


def answers_of(relation: Relation, knowledge: RelationKnowledge) -> tuple[process.Answer, ...]:
    """What was answered, each voice's last word of a day; keys that the city dropped are passed."""
    last: dict[tuple[Any, ...], ConditionAnswer] = {}
    for one in sorted(relation.answers.all(), key=lambda one: (one.entered_at, one.pk)):
        if one.condition in knowledge.conditions or one.condition in knowledge.warnings:
            said = one.condition, one.side, one.voice, one.said_on
            last[(*said, timezone.localdate(one.entered_at))] = one
    return tuple(_answer(one) for one in last.values())


def _answer(one: ConditionAnswer) -> process.Answer:
    return process.Answer(
        condition=one.condition,
        value=one.answer,  # type: ignore[arg-type]  # the codes of the library
        judged_by=one.side,  # type: ignore[arg-type]
        on=one.said_on,
        evidence=one.evidence,
        voice=one.voice,
        entered_on=timezone.localdate(one.entered_at),
    )


def _parties(relation: Relation) -> process.Relation:
    community, provider = relation.community, relation.provider
    return process.Relation(
        id=str(relation.pk),
        community=process.Community(id=community.key, name=community.name),
        provider=process.Provider(id=provider.key, name=provider.name, kind=provider.kind),
        adversity=process.Adversity(
            name=relation.adversity,
            beyond_own_means=relation.beyond_own_means,
            first_incident=relation.first_incident,
        ),
    )


def acts_of(relation: Relation) -> Sequence[HistoricAct]:
    """What the provider did for the community, whatever they face together."""
    return [one for one in relation.community.acts.all() if one.provider_id == relation.provider_id]


def _records(relation: Relation, *, as_of: date) -> process.Records:
    talks = [one for one in relation.negotiations.all() if _entered_on(one) <= as_of]
    return process.Records(
        definitions=tuple(
            process.Definition(
                by=one.side,  # type: ignore[arg-type]
                on=one.said_on,
                words=one.words,
                entered_on=_entered_on(one),
            )
            for one in relation.definitions.all()
            if one.side != Side.THIRD
        ),
        negotiations=tuple(_negotiation(one, as_of) for one in talks),
        offers=tuple(
            process.Offer(on=one.on, what=one.what, place=one.place, language=one.language)
            for one in relation.offers.all()
        ),
        navigation=tuple(navigation_of(one) for one in relation.navigations.all()),
        historic_acts=tuple(_act(one) for one in acts_of(relation)),
    )


def _entered_on(one: Any) -> date:
    return timezone.localdate(one.entered_at)


def _negotiation(one: NegotiationRecord, as_of: date) -> process.Negotiation:
    return process.Negotiation(
        on=one.on,
        subject=one.subject,
        outcome=_result(one),
        minutes_by=kept_by(one, as_of),
        agenda_by=one.agenda_by,  # type: ignore[arg-type]
        changed=one.changed,
        dissent=one.dissent,
        entered_on=_entered_on(one),
    )


def _result(one: NegotiationRecord) -> Outcome:
    return one.result  # type: ignore[return-value]  # the codes of the library


def kept_by(one: NegotiationRecord, as_of: date) -> Keeper:
    """Which sides have said, by that day, that the record of a talk is right."""
    community = _agreed(one.community_agreed, one.community_said_on, as_of)
    provider = _agreed(one.provider_agreed, one.provider_said_on, as_of)
    if community and provider:
        return "both"
    return "community" if community else "provider" if provider else "nobody"


def _agreed(agreed: bool | None, said_on: date | None, as_of: date) -> bool:
    return bool(agreed and said_on and said_on <= as_of)


def navigation_of(one: NavigationRecord) -> process.Navigation:
    """A record of use as the library knows it."""
    return process.Navigation(
        since=one.since,
        until=one.until,
        what=one.resource,
        uses=one.people,
        voluntary=one.voluntary,  # type: ignore[arg-type]
        learned_from=one.learned,  # type: ignore[arg-type]
        barrier=one.barrier,
        entered_on=_entered_on(one),
    )


def _act(one: HistoricAct) -> process.HistoricAct:
    return process.HistoricAct(
        on=one.on,
        what=one.what,
        apart=one.unrelated,
        asked_by=one.asked_by,  # type: ignore[arg-type]
        received=one.received,  # type: ignore[arg-type]
        entered_on=_entered_on(one),
    )
