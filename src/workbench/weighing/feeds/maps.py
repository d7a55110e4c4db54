"""The causal maps of a proposal as the library's table.

Nodes are keys of factors where they are factors, or where the desk said that words mean one; else
they are the drawer's own words.
"""

from collections.abc import Mapping
from typing import Any

import polars as pl
from django.db.models import QuerySet

from commonweal.core.tables import ARROWS
from workbench.weighing.models import CausalMap, MapArrow, MapNode, Proposal


def arrows_of(proposal: Proposal) -> pl.DataFrame:
    """Every arrow of every map that stands (ARROWS); empty while nobody has drawn one."""
    return pl.DataFrame(list(_laid(proposal)[0].values()), schema=ARROWS.schema)


def folded_in(proposal: Proposal) -> list[MapArrow]:
    """Arrows that the table leaves out, because words that are read as one made two of them one.

    The first that a drawer drew between two things stands.
    """
    return _laid(proposal)[1]


def arrows_on(causal_map: CausalMap) -> pl.DataFrame:
    """The arrows of one map, as they were drawn."""
    rows = [_row(one, thing(one.source, {}), thing(one.target, {})) for one in _drawn(causal_map)]
    return pl.DataFrame(rows, schema=ARROWS.schema)


def meanings_of(proposal: Proposal) -> dict[str, str]:
    """The factor that each of these words, in small letters, was said to mean."""
    return dict(proposal.same_things.values_list("words", "factor"))


def thing(node: MapNode, same: Mapping[str, str]) -> str:
    """What a node is for the library."""
    return node.factor or same.get(node.words.casefold(), node.words)


def _laid(
    proposal: Proposal,
) -> tuple[dict[tuple[int, str, str], dict[str, Any]], list[MapArrow]]:
    same = meanings_of(proposal)
    kept: dict[tuple[int, str, str], dict[str, Any]] = {}
    folded: list[MapArrow] = []
    for arrow in _drawn(*proposal.maps.exclude(state=CausalMap.State.WITHDRAWN)):
        source, target = thing(arrow.source, same), thing(arrow.target, same)
        link = (arrow.map_id, source.casefold(), target.casefold())
        if link in kept or link[1] == link[2]:
            folded.append(arrow)
        else:
            kept[link] = _row(arrow, source, target)
    return kept, folded


def _drawn(*maps: CausalMap) -> QuerySet[MapArrow]:
    rows = MapArrow.objects.filter(map__in=maps).select_related("map", "source", "target")
    return rows.order_by("map_id", "pk")


def _row(arrow: MapArrow, source: str, target: str) -> dict[str, Any]:
    return {
        "drawer": arrow.map.drawer,
        "source": source,
        "target": target,
        "weight": arrow.weight,
        "delay_quarters": arrow.delay_quarters,
        "sureness": arrow.sureness,
    }
