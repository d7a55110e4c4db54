"""The network of parties as one person may see it: the library's graph, figures and findings.

Read `Woven` first. Figures rest on ties between parties on the map; a tie that a person may not see
is in no figure and no drawing of theirs.
"""

from dataclasses import dataclass
from hashlib import sha256

import numpy as np
import polars as pl
from django.db.models import QuerySet

from commonweal.mapping.network.bands import Bands, bands
from commonweal.mapping.network.gaps import SideBySide, isolates, side_by_side, single_threads
from commonweal.mapping.network.graph import Graph, graph_of
from commonweal.mapping.network.measures import Position, Shape, positions, whole
from commonweal.mapping.network.worth import LARGEST, Worth, ties_worth_making
from workbench.accounts.models import Person
from workbench.mapping import access, feeds
from workbench.mapping.models import Party, Tie

RATE, SEED = 0.2, 1
RESAMPLES = 100
KEPT = 16


@dataclass(frozen=True, eq=False, kw_only=True)
class Woven:
    """Parties by key, the ties among them that stand and may be seen, and the graph of both."""

    parties: dict[str, Party]
    ties: tuple[Tie, ...]
    graph: Graph
    declined: tuple[tuple[str, str], ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class Read:
    """What the library reads from a graph; `bands` are those of one tie in five."""

    shape: Shape
    bands: Bands
    positions: dict[str, Position]
    alone: tuple[str, ...]
    side_by_side: tuple[SideBySide, ...]
    single_threads: tuple[tuple[str, str], ...]


def woven_for(person: Person, *, kinds: tuple[str, ...] = (), area: str = "") -> Woven:
    """The network that this person may see, or the part of it that was asked for.

    With `area`, those who work there and whoever they are tied to.
    """
    ends = ("organisation", "community")
    related = [f"{side}__{end}" for side in ("source", "target") for end in ends]
    seen = access.ties_for(person).select_related(*related)
    asked = seen.filter(kind__in=kinds) if kinds else seen
    standing = asked.filter(state=Tie.State.STANDS)
    parties = {party.key: party for party in access.parties_for(person)}
    ties = [one for one in standing if {one.source.key, one.target.key} <= parties.keys()]
    if area:
        parties, ties = _around(parties, ties, area)
    graph = graph_of(_nodes(parties), feeds.ties_frame(ties))
    return Woven(parties=parties, ties=tuple(ties), graph=graph, declined=_declined(seen, parties))


def _around(
    parties: dict[str, Party], ties: list[Tie], area: str
) -> tuple[dict[str, Party], list[Tie]]:
    here = {key for key, party in parties.items() if getattr(party.named, "area", "") == area}
    near = [one for one in ties if {one.source.key, one.target.key} & here]
    keys = here | {end.key for one in near for end in (one.source, one.target)}
    return {key: parties[key] for key in parties if key in keys}, near


def _nodes(parties: dict[str, Party]) -> pl.DataFrame:
    rows = [feeds.node_row(party.named) for party in parties.values()]
    return pl.DataFrame(rows, schema=feeds.NODES, orient="row")


def _declined(seen: QuerySet[Tie], parties: dict[str, Party]) -> tuple[tuple[str, str], ...]:
    said = seen.filter(state=Tie.State.DECLINED)
    pairs = ((one.source.key, one.target.key) for one in said)
    return tuple(pair for pair in pairs if set(pair) <= parties.keys())


def read(graph: Graph) -> Read:
    """Figures and findings of a graph, kept for the graphs that were asked for last."""
    key = _digest(graph)
    if key not in _kept:
        while len(_kept) >= KEPT:
            _kept.pop(next(iter(_kept)), None)
        _kept[key] = _read(graph)
    return _kept[key]


_kept: dict[str, Read] = {}


def _digest(graph: Graph) -> str:
    told = repr((graph.ids, graph.names, graph.groups, graph.areas, graph.levels))
    return sha256(told.encode() + graph.pairs.tobytes()).hexdigest()


def _read(graph: Graph) -> Read:
    rng = np.random.default_rng(SEED)
    return Read(
        shape=whole(graph),
        bands=bands(graph, rng, resamples=RESAMPLES, rates=(RATE,)),
        positions={one.id: one for one in positions(graph, rng)},
        alone=tuple(graph.ids[n] for n in isolates(graph)),
        side_by_side=side_by_side(graph),
        single_threads=single_threads(graph),
    )


def worth_making(woven: Woven, *, most: int) -> tuple[Worth, ...]:
    """Ties worth making, none that a party declined; none where there are too many pairs."""
    if woven.graph.size > LARGEST:
        return ()
    return ties_worth_making(woven.graph, declined=woven.declined, most=most)
