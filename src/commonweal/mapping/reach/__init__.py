"""Reach: who can get to which strengths, and for whom there is nothing near.

Read `reach` first; `two_step` is the bare method on points and capacities. Gaps are sentences, not
places in a ranking. Method: docs/methods/reach.md.
"""

from commonweal.mapping.reach.catchment import (
    Decay,
    Pairs,
    Points,
    banded,
    decay_named,
    epanechnikov,
    gaussian,
    plain,
    smooth,
    straight_pairs,
    table_pairs,
    two_step,
)
from commonweal.mapping.reach.places import Wanted
from commonweal.mapping.reach.report import ReachReport, reach

__all__ = [
    "Decay",
    "Pairs",
    "Points",
    "ReachReport",
    "Wanted",
    "banded",
    "decay_named",
    "epanechnikov",
    "gaussian",
    "plain",
    "reach",
    "smooth",
    "straight_pairs",
    "table_pairs",
    "two_step",
]
