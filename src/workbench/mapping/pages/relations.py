"""Relations: the list by community, each with where it is blocked first; and the parts of a panel.

Read `relations_page` first. Communities stand by name, relations in the order in which they began;
nothing is counted and nothing is put before another.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _

from commonweal.core.conditions import RelationKnowledge
from commonweal.mapping.process import Reading
from workbench.accounts.models import Person
from workbench.core.knowledge import relations_in_words
from workbench.core.labels import date_words
from workbench.mapping import access
from workbench.mapping.models import Relation
from workbench.mapping.relation_words import block_sentence
from workbench.mapping.relations_told import read_relation, relation_knowledge


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationLine:
    """One relation in a list: whose it is, what they face, where it is blocked first."""

    community: str
    community_address: str
    provider: str
    adversity: str
    address: str
    stands: str
    is_blocked: bool
    since: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfCommunity:
    """The relations of one community."""

    name: str
    address: str
    lines: tuple[RelationLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationsPage:
    """What relations.html may use."""

    communities: tuple[OfCommunity, ...]
    may_begin: bool


def knowledge_in_words() -> RelationKnowledge:
    """The conditions and warnings of this city as the reader reads them."""
    return relations_in_words(relation_knowledge())


def relations_page(person: Person, *, today: date) -> RelationsPage:
    """The relations that this person may see, community by community."""
    lines = relation_lines(access.relations_for(person), today=today)
    by_community = groupby(lines, key=lambda line: (line.community, line.community_address))
    return RelationsPage(
        communities=tuple(
            OfCommunity(name=name, address=address, lines=tuple(own))
            for (name, address), own in by_community
        ),
        may_begin=person.role in access.KEEPS or access.party_of_person(person) is not None,
    )


def relation_lines(relations: Iterable[Relation], *, today: date) -> list[RelationLine]:
    """Relations with where each is blocked first, as known today."""
    knowledge = knowledge_in_words()
    return [_line(one, read_relation(one, knowledge, today=today)) for one in relations]


def _line(one: Relation, read: Reading) -> RelationLine:
    return RelationLine(
        community=one.community.name,
        community_address=reverse("mapping-community", args=[one.community_id]),
        provider=one.provider.name,
        adversity=one.adversity,
        address=reverse("mapping-relation", args=[one.pk]),
        stands=where_blocked(read),
        is_blocked=bool(read.blocks),
        since=date_words(one.since.isoformat()),
    )


def where_blocked(read: Reading) -> str:
    """Where a relation is blocked first, in one sentence; or that nothing on record blocks it."""
    if read.blocks:
        return block_sentence(read.blocks[0])
    return _("Nothing on record blocks it so far.")
