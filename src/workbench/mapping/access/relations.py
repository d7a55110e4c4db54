"""Who may see a relation, and who speaks in it for which side.

The desk reads all; a community's people and a provider's people read their own. Each side answers
for itself: nobody else does, and a coordinator writes down a third party's account, marked as such.
"""

from collections.abc import Collection

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from commonweal.core.errors import NotAllowed
from workbench.accounts.models import Person
from workbench.mapping.access.roles import DESK, KEEPS, one_of, party_of_person
from workbench.mapping.models import NegotiationRecord, Relation, Side
from workbench.mapping.models.keys import has_key

READ_WITH = (
    *("answers", "definitions", "negotiations", "offers", "navigations"),
    "community__acts",
)
"""What a reading of a relation looks at, fetched for a whole list at once."""


def standing_relations() -> QuerySet[Relation]:
    """The relations that are open, between parties that are on the map; for the desk's pages."""
    here = Q(closed_on=None, community__ended_on=None, provider__left_at=None)
    found = Relation.objects.filter(here).select_related("community__party", "provider__party")
    return found.prefetch_related(*READ_WITH)


def relations_for(person: Person) -> QuerySet[Relation]:
    """The relations that this person may see: the desk all, a party its own."""
    if person.role in DESK:
        return standing_relations()
    party = party_of_person(person)
    if party is None:
        return Relation.objects.none()
    own = Q(community__party=party) | Q(provider__party=party)
    return standing_relations().filter(own)


def relation_for(person: Person, relation_id: int) -> Relation:
    """The relation, if this person may see it; otherwise not found."""
    return one_of(relations_for(person).filter(pk=relation_id))


def relations_near(areas: Collection[str], group: str) -> QuerySet[Relation]:
    """The open relations of communities in these areas or of this group; for the desk's pages.

    Where neither is named the whole city is meant.
    """
    if not areas and not group:
        return standing_relations()
    near = Q(community__areas__area__in=areas)
    if group:
        near |= Q(community__groups__contains=has_key(group))
    return standing_relations().filter(near).distinct()


def side_in(person: Person, relation: Relation) -> str:
    """The side for which this person speaks, or the empty text."""
    party = party_of_person(person)
    if party is None:
        return ""
    if party.community_id == relation.community_id:
        return Side.COMMUNITY.value
    return Side.PROVIDER.value if party.organisation_id == relation.provider_id else ""


def may_answer_as(person: Person, relation: Relation) -> tuple[str, ...]:
    """In whose name this person may answer: their own side's, or a third party's."""
    own = side_in(person, relation)
    if own:
        return (own,)
    return (Side.THIRD.value,) if person.role in KEEPS else ()


def refuse_unless_answers(person: Person, relation: Relation, side: str) -> None:
    """Raises `NotAllowed` unless this person may answer as `side` (`may_answer_as`)."""
    if side in may_answer_as(person, relation):
        return
    raise NotAllowed(
        _("Nobody answers for another side."),
        remedy=_("Ask somebody of that side to answer, or write it down as a third party’s word."),
    )


def refuse_unless_records(person: Person, relation: Relation) -> None:
    """Raises `NotAllowed` unless this person may add records: either side, or a coordinator."""
    if not side_in(person, relation) and person.role not in KEEPS:
        raise NotAllowed(
            _("You may not add to this relation."),
            remedy=_("Its two sides may, and a coordinator of your city."),
        )


def refuse_unless_begins(person: Person, *, community_id: int, provider_id: int) -> None:
    """Raises `NotAllowed` unless this person is of one of the two sides, or keeps the map."""
    party = party_of_person(person)
    own = party and (party.community_id == community_id or party.organisation_id == provider_id)
    if not own and person.role not in KEEPS:
        raise NotAllowed(
            _("You may only begin a relation of your own."),
            remedy=_("Choose your own community or organisation as one of the two sides."),
        )


def talks_waiting_for(person: Person) -> QuerySet[NegotiationRecord]:
    """The records of talks of which this person's side has not said whether they are right."""
    party = party_of_person(person)
    if party is None:
        return NegotiationRecord.objects.none()
    asked = Q(relation__community__party=party, community_agreed=None) | Q(
        relation__provider__party=party, provider_agreed=None
    )
    here = NegotiationRecord.objects.filter(relation__in=relations_for(person))
    return here.filter(asked)


def negotiation_for(person: Person, relation: Relation, record_id: int) -> NegotiationRecord:
    """The record of a talk in a relation that this person may see; otherwise not found."""
    found = NegotiationRecord.objects.filter(relation=relation, pk=record_id)
    return one_of(found.filter(relation__in=relations_for(person)))
