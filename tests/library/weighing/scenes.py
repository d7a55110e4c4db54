"""The scene that tests of what-if share: rent and trust, two groups, three areas in a row."""

from dataclasses import replace

import numpy as np
import polars as pl

from commonweal.core.tables import ARROWS, RATINGS
from commonweal.weighing.ensemble import Channel, Proposal, Scene, scene_of
from commonweal.weighing.ensemble.run import Drawn

PLAIN = Proposal(
    name="Larger flats",
    policy_area="housing",
    groups=("young people",),
    areas=("north",),
    size=1.0,
    starts=0,
    more_is_worse=(),
    channels=(),
)
CHANNEL = Channel(name="moving", to="areas", factor="", least=0.5, most=0.5, delay_quarters=1)


def ratings_of(*rows: tuple[str, str, str, int | None], sureness: int = 4) -> pl.DataFrame:
    """Judgements of housing as (rater, factor, group, effect)."""
    told = [
        {
            **dict.fromkeys(RATINGS.columns),
            "round": 1,
            "rater": rater,
            "policy_area": "housing",
            "factor": factor,
            "group": group,
            "effect": effect,
            "sureness": sureness,
        }
        for rater, factor, group, effect in rows
    ]
    return pl.DataFrame(told, schema=RATINGS.schema)


def arrows_of(*rows: tuple[str, str, str, float, int]) -> pl.DataFrame:
    """Arrows as (drawer, source, target, weight, delay)."""
    told = [dict(zip(ARROWS.columns, (*row, 4), strict=True)) for row in rows]
    return pl.DataFrame(told, schema=ARROWS.schema)


RATED = ratings_of(
    ("Ana", "rent", "young people", 3),
    ("Ana", "rent", "majority", 3),
)
DRAWN = arrows_of(("Ana", "rent", "trust", 0.5, 0))
NEAR = {"north": ["middle"], "middle": ["north", "south"], "south": ["middle"]}


def scene(
    proposal: Proposal = PLAIN, rated: pl.DataFrame = RATED, drawn: pl.DataFrame = DRAWN
) -> Scene:
    return scene_of(proposal, rated, drawn, areas=tuple(NEAR), neighbours=NEAR)


def taken(told: Scene, rule: int, **other: object) -> Drawn:
    """One run without chance: the first rater, the first map."""
    effect = np.nan_to_num(told.raters[0].effect)
    first = told.maps[0]
    strengths = np.array([one.most for one in told.proposal.channels])
    made = Drawn(
        effect=effect,
        ends=first.ends,
        weights=first.weights,
        rule=rule,
        strengths=strengths,
        levels=np.zeros(len(told.factors)),
    )
    return replace(made, **other)
