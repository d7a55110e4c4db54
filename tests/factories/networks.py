"""Networks to draw: the made-up city's, and larger ones from a seed.

Read `aldermere` and `made_up` first. They give plain facts of the picture module, and
`aldermere_strengths` the city's places and areas.
"""

from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import polars as pl

from commonweal.core.places import Area, AreaSet
from commonweal.demo.aldermere import PARTS, SEED
from commonweal.demo.geography import SITES, Geography, draw_city
from commonweal.demo.strengths import gather_strengths
from commonweal.demo.ties import tie_together
from commonweal.demo.truths import planted_truths
from workbench.core.pictures import Kind
from workbench.core.pictures.network import (
    Gathering,
    MissingThread,
    Network,
    NetworkNode,
    NetworkTie,
    TieFamily,
)
from workbench.core.pictures.strengths import StrengthPlace

TODAY = date(2026, 11, 22)
KINDS = {
    "youth": "young people",
    "school": "schools",
    "library": "libraries",
    "tenants": "tenants",
    "faith": "faith",
    "advice": "advice",
    "women": "women",
    "authority": "city offices",
    "other": "others",
}
GROUPS = tuple(Kind(key=key, words=words) for key, words in KINDS.items())
FAMILIES = (
    TieFamily(key="light", words="contact and exchange"),
    TieFamily(key="trust", words="trust and dialogue", line="dashes"),
    TieFamily(key="work", words="referral and joint work", line="dots"),
    TieFamily(key="money", words="funding", line="dash-dot"),
)
FAMILY_OF = {
    "contact": "light",
    "knowledge exchange": "light",
    "dialogue": "trust",
    "trust": "trust",
    "referral": "work",
    "joint work": "work",
    "funding": "money",
}
MENDING_CIRCLE = "org-mending-circle"


@cache
def _city() -> tuple[Geography, pl.DataFrame, pl.DataFrame]:
    """Aldermere's outlines, strengths and ties, as the demonstration draws them."""
    children = np.random.SeedSequence(SEED).spawn(len(PARTS))
    rng = {part: np.random.default_rng(child) for part, child in zip(PARTS, children, strict=True)}
    geography, truths = draw_city(rng["geography"]), planted_truths()
    strengths = gather_strengths(geography.districts, truths, TODAY, rng["strengths"])
    return geography, strengths, tie_together(strengths, truths, TODAY, rng["ties"])


def aldermere(*, gathered: bool = True) -> Network:
    """Who is tied to whom in the made-up city; one strength stands in no tie."""
    _geography, strengths, ties = _city()
    holders = strengths.unique("organisation_id", maintain_order=True)
    nodes = tuple(
        NetworkNode(
            node_id=row["organisation_id"],
            name=row["organisation"],
            group=_kind(row["kind"]),
            gathering=row["area"] if gathered and row["kind"] != "authority" else "",
            sentence=f"{row['organisation']}: {row['service']}.",
        )
        for row in holders.iter_rows(named=True)
    )
    return Network(
        nodes=nodes,
        ties=tuple(_tie(row) for row in ties.iter_rows(named=True)),
        groups=GROUPS,
        families=FAMILIES,
        gatherings=_gatherings() if gathered else (),
        missing=(MissingThread(source=MENDING_CIRCLE, target="org-orchard-library"),),
    )


def _kind(kind: str) -> str:
    return kind if kind in KINDS else "other"


def _tie(row: dict[str, object]) -> NetworkTie:
    kind = str(row["kind"])
    return NetworkTie(
        source=str(row["source"]),
        target=str(row["target"]),
        family=FAMILY_OF[kind],
        strength=float(str(row["strength"])),
        directed=kind == "funding",
    )


def _gatherings() -> tuple[Gathering, ...]:
    return tuple(
        Gathering(key=key, words=site.name, east=site.east, south=-site.north)
        for key, site in SITES.items()
    )


def made_up(nodes: int, ties: int, *, gathered: bool = False, seed: int = 7) -> Network:
    """A city with hubs and quarters; one node in twenty stands in no tie."""
    rng = np.random.default_rng(seed)
    quarter = rng.integers(0, max(4, nodes // 22), nodes)
    busy = rng.pareto(2.2, nodes) + 0.4
    busy[nodes - nodes // 20 :] = 0
    near = np.where(quarter[:, None] == quarter, 14.0, 0.6)
    one, other = np.triu_indices(nodes, 1)
    chances = (np.outer(busy, busy) * near)[one, other]
    drawn = rng.choice(len(chances), ties, replace=False, p=chances / chances.sum())
    kinds, families = list(KINDS), [family.key for family in FAMILIES]
    return Network(
        nodes=tuple(
            NetworkNode(
                node_id=f"n{at:04}",
                name=f"{kinds[at % len(kinds)].capitalize()} house of quarter {at}",
                group=kinds[at % len(kinds)],
                gathering=f"q{quarter[at]}" if gathered else "",
            )
            for at in range(nodes)
        ),
        ties=tuple(
            NetworkTie(
                source=f"n{one[at]:04}",
                target=f"n{other[at]:04}",
                family=families[at % 3],
                strength=float(at % 5 + 1),
            )
            for at in drawn.tolist()
        ),
        groups=GROUPS,
        families=FAMILIES,
        gatherings=tuple(
            Gathering(key=f"q{at}", words=f"Quarter {at}") for at in range(quarter.max() + 1)
        )
        if gathered
        else (),
    )


def with_a_newcomer(network: Network) -> Network:
    """The same network with one node more, tied to three that were there."""
    tied = [key for key, others in network.neighbours.items() if others]
    newcomer = NetworkNode(
        node_id="zz-newcomer",
        name="The newcomers’ house",
        group=network.groups[0].key,
        gathering=network.by_id[tied[20]].gathering,
    )
    ties = tuple(
        NetworkTie(source=newcomer.node_id, target=tied[at], family=network.families[0].key)
        for at in (20, 21, 60)
    )
    return replace(network, nodes=(*network.nodes, newcomer), ties=(*network.ties, *ties))


def aldermere_areas() -> AreaSet:
    """The districts of the made-up city."""
    geography, _strengths, _ties = _city()
    return AreaSet(
        tuple(
            Area(area=key, name=site.name, geometry=geography.districts[key])
            for key, site in SITES.items()
        )
    )


def aldermere_strengths() -> tuple[StrengthPlace, ...]:
    """What the made-up city has; some places are confidential."""
    _geography, strengths, _ties = _city()
    return tuple(
        StrengthPlace(
            place_id=row["service_id"],
            name=row["organisation"],
            kind=_kind(row["kind"]),
            lon=row["lon"],
            lat=row["lat"],
            area=row["area"],
            sentence=f"{row['organisation']}: {row['service']}.",
            confidential=row["confidential"],
        )
        for row in strengths.iter_rows(named=True)
    )
