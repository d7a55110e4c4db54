"""Relations on a small city's map: rows made without a door, for tests to stand on."""

from datetime import UTC, date, datetime
from typing import Any

from django.utils import timezone

from tests.factories import mapping as made
from workbench.accounts.models import Person
from workbench.mapping.models import (
    Community,
    ConditionAnswer,
    Definition,
    HistoricAct,
    Membership,
    NavigationRecord,
    NegotiationRecord,
    Offer,
    Organisation,
    Party,
    Relation,
)

EARLY = datetime(2026, 1, 5, 9, tzinfo=UTC)
DAY = date(2026, 1, 5)


def a_relation(
    community: Community | None = None, provider: Organisation | None = None, **more: Any
) -> Relation:
    """The river walkers with the kitchen, facing hostility at the mill; nothing said yet."""
    values = {"adversity": "Town", "since": DAY}
    return Relation.objects.create(
        community=community or made.a_community(),
        provider=provider or made.an_organisation(),
        **{**values, **more},
    )


def a_speaker(person: Person, community: Community, *, claimed: bool = True) -> Party:
    """The community's party; this person speaks for it."""
    now = timezone.now()
    Membership.objects.create(
        party=community.party, person=person, invited_at=now, claimed_at=now if claimed else None
    )
    return community.party


def an_answer(relation: Relation, condition: str, answer: str = "met", **more: Any) -> Any:
    """What the community answered, unless said otherwise, on an early day."""
    values = {"side": "community", "evidence": "Town gazette", "said_on": DAY, "entered_at": EARLY}
    return ConditionAnswer.objects.create(
        relation=relation, condition=condition, answer=answer, **{**values, **more}
    )


def words(relation: Relation, side: str, said: str) -> Definition:
    """What the problem is, in the words of one side."""
    return Definition.objects.create(
        relation=relation, side=side, words=said, said_on=DAY, entered_at=EARLY
    )


def a_talk(relation: Relation, **more: Any) -> NegotiationRecord:
    """A talk that ended in an agreement which neither side has spoken of yet."""
    values = {"on": DAY, "subject": "Town", "result": "agreed", "entered_at": EARLY}
    return NegotiationRecord.objects.create(relation=relation, **{**values, **more})


def an_agreement(relation: Relation) -> NegotiationRecord:
    """A talk of which both sides keep the record."""
    sides = {"community_agreed": True, "provider_agreed": True}
    return a_talk(relation, **sides, community_said_on=DAY, provider_said_on=DAY)


def an_offer(relation: Relation) -> Offer:
    """Something that is offered."""
    return Offer.objects.create(relation=relation, on=DAY, what="Town", entered_at=EARLY)


def use(relation: Relation, people: int | None, **more: Any) -> NavigationRecord:
    """Use of the evenings, of people's own will, in so many people."""
    values = {"since": DAY, "until": date(2026, 2, 5), "voluntary": "voluntary"}
    return NavigationRecord.objects.create(
        relation=relation,
        resource="Town",
        people=people,
        entered_at=EARLY,
        **{**values, **more},
    )


def an_act(relation: Relation, on: str = "2019") -> HistoricAct:
    """Something the provider did for the community in that year."""
    return HistoricAct.objects.create(
        community=relation.community,
        provider=relation.provider,
        on=on,
        what="Town",
        unrelated=True,
        entered_at=EARLY,
    )
