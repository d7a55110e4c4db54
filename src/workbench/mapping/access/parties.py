"""Who may see and change what stands between parties: ties, communities, requests.

The desk reads all. A party reads its own ties, and those that both sides confirmed and agreed to
show; each side of a tie speaks for itself.
"""

from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from commonweal.core.errors import NotAllowed
from workbench.accounts.models import Person, Role
from workbench.mapping.access.roles import (
    DESK,
    KEEPS,
    READS,
    has_people_here,
    one_of,
    party_of_person,
)
from workbench.mapping.models import Community, Party, Request, Strength, Tie


def parties_for(person: Person) -> QuerySet[Party]:
    """The parties on the map that this person may see."""
    return parties_on_the_map() if person.role in READS else Party.objects.none()


def parties_on_the_map() -> QuerySet[Party]:
    """The parties that stand on the map."""
    here = Q(organisation__left_at=None, organisation__isnull=False) | Q(
        community__ended_on=None, community__isnull=False
    )
    return Party.objects.filter(here).select_related("organisation", "community")


def party_for(person: Person, party_id: int) -> Party:
    """The party, if this person may see it; otherwise not found."""
    return one_of(parties_for(person).filter(pk=party_id))


_SHOWN = Q(
    source_confirmed_on__isnull=False,
    target_confirmed_on__isnull=False,
    source_shows=True,
    target_shows=True,
    state=Tie.State.STANDS,
)


def ties_for(person: Person) -> QuerySet[Tie]:
    """The ties that this person may see: the desk all, a party its own and what is shown."""
    ends = ("organisation", "community")
    ties = Tie.objects.select_related(
        *(f"{side}__{end}" for side in ("source", "target") for end in ends), "declined_by"
    )
    if person.role in DESK:
        return ties
    if person.role != Role.PARTNER_EDITOR:
        return ties.none()
    party = party_of_person(person)
    return ties.filter(_own(party) | _SHOWN) if party else ties.filter(_SHOWN)


def _own(party: Party) -> Q:
    """A party's own ties; not one that the other side declined before this side spoke of it."""
    declined = Q(state=Tie.State.DECLINED) & ~Q(declined_by=party)
    as_source = Q(source=party) & ~(declined & Q(source_confirmed_on=None))
    return as_source | (Q(target=party) & ~(declined & Q(target_confirmed_on=None)))


def tie_for(person: Person, tie_id: int) -> Tie:
    """The tie, if this person may see it; otherwise not found."""
    return one_of(ties_for(person).filter(pk=tie_id))


def side_of(person: Person, tie: Tie) -> str:
    """The side of a tie that this person speaks for: `source`, `target`, or the empty text."""
    party = party_of_person(person)
    if party is None:
        return ""
    return {tie.source_id: "source", tie.target_id: "target"}.get(party.pk, "")


def sides_spoken_for(person: Person, tie: Tie) -> tuple[str, ...]:
    """The sides for which this person may act: their own; the desk's keeper for absent ones."""
    own = side_of(person, tie)
    if own or person.role not in KEEPS:
        return (own,) if own else ()
    ends = (("source", tie.source), ("target", tie.target))
    return tuple(side for side, party in ends if not has_people_here(party))


def ties_waiting_for(person: Person) -> QuerySet[Tie]:
    """The ties that this person's party has neither confirmed nor declined."""
    party = party_of_person(person)
    if party is None:
        return Tie.objects.none()
    asked = Q(source=party, source_confirmed_on=None) | Q(target=party, target_confirmed_on=None)
    return ties_for(person).filter(asked, state=Tie.State.STANDS)


def communities_for(person: Person) -> QuerySet[Community]:
    """The communities that this person may see."""
    if person.role not in READS:
        return Community.objects.none()
    return Community.objects.filter(ended_on=None).prefetch_related("bonds", "areas")


def community_for(person: Person, community_id: int) -> Community:
    """The community, if this person may see it; otherwise not found."""
    return one_of(communities_for(person).filter(pk=community_id))


def speaks_for_community(person: Person, community: Community) -> bool:
    """Whether this person is one of the community's own."""
    party = party_of_person(person)
    return bool(party and party.community_id == community.pk)


def refuse_unless_describes(person: Person, community: Community | None) -> None:
    """Raises `NotAllowed` unless this person may write down what a community says of itself."""
    if person.role in KEEPS or (community and speaks_for_community(person, community)):
        return
    raise NotAllowed(
        _("You may not change what stands here of this community."),
        remedy=_("Its own people may, and a coordinator who writes down what they said."),
    )


def requests_for(person: Person) -> QuerySet[Request]:
    """The requests that this person may see: the desk all, a party its own."""
    requests = Request.objects.select_related("asked_by__organisation", "asked_by__community")
    if person.role in DESK:
        return requests
    party = party_of_person(person)
    return requests.filter(asked_by=party) if party else requests.none()


def request_for(person: Person, request_id: int) -> Request:
    """The request, if this person may see it; otherwise not found."""
    return one_of(requests_for(person).filter(pk=request_id))


def unanswered_for(person: Person) -> QuerySet[Request]:
    """The requests without an answer that this person may see, longest waiting first."""
    waiting = requests_for(person).filter(answered_on=None, taken_back_on=None)
    return waiting.order_by("asked_on", "pk")


def standing_links(among: Q) -> Iterable[tuple[int, int]]:
    """The two ends, by number, of every standing tie that fits; for the desk's pages."""
    standing = Tie.objects.filter(among, state=Tie.State.STANDS)
    return standing.values_list("source_id", "target_id")


def parties_of(organisations: Collection[int | None]) -> dict[int, Party]:
    """The parties of these organisations, by their number."""
    found = Party.objects.select_related("organisation").filter(organisation__in=organisations)
    return {party.pk: party for party in found}


def parties_numbered(numbers: Collection[int]) -> list[Party]:
    """The parties with these numbers."""
    found = Party.objects.select_related("organisation", "community").filter(pk__in=numbers)
    return list(found)


def parties_without_tie() -> list[Party]:
    """The organisations that hold a strength and stand in no standing tie, by name."""
    tied = {end for link in standing_links(Q()) for end in link}
    holding = Party.objects.select_related("organisation").filter(
        organisation__left_at=None,
        organisation__strengths__withdrawn_on=None,
        organisation__strengths__confidential=False,
        organisation__strengths__isnull=False,
    )
    alone = {party.pk: party for party in holding if party.pk not in tied}
    return sorted(alone.values(), key=lambda party: party.named.name.casefold())


def holders_on_the_map() -> int:
    """How many organisations hold a strength that may be counted."""
    held = Strength.objects.filter(withdrawn_on=None, confidential=False)
    return held.exclude(organisation=None).values("organisation").distinct().count()


def party_with_key(key: str) -> Party | None:
    """The organisation with this key as a party; None where there is none."""
    return Party.objects.select_related("organisation").filter(organisation__key=key).first()


def community_with_key(key: str) -> Community | None:
    """The community with this key; None where there is none."""
    return Community.objects.select_related("party").filter(key=key).first()
