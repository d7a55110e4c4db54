"""Maps: those who weigh see all of them; a drawer sees the one behind the own link."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from workbench.accounts.models import Person
from workbench.weighing.access.proposals import proposals_for
from workbench.weighing.models import CausalMap, MapNode, Proposal, SameThing
from workbench.weighing.tokens import behind


def standing_maps(proposal: Proposal) -> QuerySet[CausalMap]:
    """The maps that count: those that nobody has withdrawn."""
    return proposal.maps.exclude(state=CausalMap.State.WITHDRAWN)


def drawn_anew(causal_map: CausalMap) -> CausalMap:
    """The map as it stands now."""
    return CausalMap.objects.select_related("proposal").get(pk=causal_map.pk)


def words_drawn(proposal: Proposal) -> QuerySet[MapNode]:
    """The things on its maps that drawers said in their own words."""
    nodes = MapNode.objects.filter(map__in=standing_maps(proposal)).exclude(words="")
    return nodes.select_related("map").order_by("words")


def map_for(person: Person, map_id: int) -> CausalMap:
    """One map; not found otherwise."""
    rows = CausalMap.objects.select_related("proposal").exclude(state=CausalMap.State.WITHDRAWN)
    return get_object_or_404(rows.filter(proposal__in=proposals_for(person)), pk=map_id)


def map_behind(token: str) -> CausalMap | None:
    """The map that a link opens, while its proposal is weighed."""
    rows = CausalMap.objects.select_related("proposal").exclude(state=CausalMap.State.WITHDRAWN)
    return behind(rows.filter(proposal__state=Proposal.State.OPEN), token)


def same_thing_for(person: Person, same_id: int) -> SameThing:
    """What the desk said of a drawer's words; not found otherwise."""
    rows = SameThing.objects.select_related("proposal")
    return get_object_or_404(rows.filter(proposal__in=proposals_for(person)), pk=same_id)
