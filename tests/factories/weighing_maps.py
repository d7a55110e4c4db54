"""Causal maps of a small city: who draws, what, and what drives what."""

from typing import Any

from django.utils import timezone

from tests.factories.weighing import a_proposal
from workbench.weighing.models import CausalMap, MapArrow, MapNode, Proposal
from workbench.weighing.tokens import new_token

USUAL = (("housing-cost", "isolation", 0.6), ("isolation", "trust", -0.6))


def a_map(proposal: Proposal | None = None, drawer: str = "Table 1", **more: Any) -> CausalMap:
    """A map with nothing on it."""
    values = {"proposal": proposal or a_proposal(), "drawer": drawer, "entered_at": timezone.now()}
    return CausalMap.objects.create(**{**values, **more})


def a_linked_map(**more: Any) -> tuple[CausalMap, str]:
    """A map and the token of the link that opens it."""
    token, kept = new_token()
    return a_map(token_sha256=kept, **more), token


def a_node(causal_map: CausalMap, thing: str, **more: Any) -> MapNode:
    """A factor by its key; anything with a space or a capital is own words."""
    own = " " in thing or thing != thing.lower()
    names = {"words": thing} if own else {"factor": thing}
    made, _made = MapNode.objects.get_or_create(map=causal_map, **names, defaults=more)
    return made


def an_arrow(
    causal_map: CausalMap, source: str, target: str, weight: float, **more: Any
) -> MapArrow:
    """An arrow between two things, which are put on the map where they are not yet."""
    ends = {"source": a_node(causal_map, source), "target": a_node(causal_map, target)}
    return MapArrow.objects.create(map=causal_map, **ends, weight=weight, **more)


def a_drawn_map(proposal: Proposal | None = None, drawer: str = "Table 1") -> CausalMap:
    """Housing drives isolation, isolation drives trust away."""
    made = a_map(proposal, drawer)
    for source, target, weight in USUAL:
        an_arrow(made, source, target, weight, delay_quarters=2, sureness=3)
    return made
