"""A housing policy that displaces: what was believed of it, what was decided, and what followed.

Read `decide_housing` first. Larger homes in Tanners and Westway were meant to ease crowding there
for the majority and for people with a disability. Those who cannot pay them double up, and crowd
the districts next door. Twelve invented raters judged it, two of them against all others; five maps
were drawn. `housing_files` gives all of it as files, for the commands and for the pages of a
made-up city.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import polars as pl
import tomli_w

from commonweal.core.tables import ARROWS, RATINGS
from commonweal.demo.housing_series import AFTER, LAG, Clock, clock_until, measure_housing
from commonweal.demo.truths import Truth

POLICY = "larger-homes"
NAME = "Larger homes in Tanners and Westway"
CROWDED, RENT, ISOLATION = "crowded homes", "rent", "isolation"
MEETING, TRUST = "meeting neighbours", "trust between groups"
DISSENTERS = ("department-3", "community-6")
RATERS = tuple(f"{side}-{number}" for side in ("department", "community") for number in range(1, 7))

# (factor, group): middle of what raters expect for that group, -3 to 3
EXPECTED: dict[tuple[str, str], float] = {
    (CROWDED, "majority"): 2.2,
    (CROWDED, "disability"): 1.9,
    (CROWDED, "anti-muslim"): 0.4,
    (CROWDED, "anti-roma"): -1.4,
    (RENT, "majority"): -0.6,
    (RENT, "disability"): -0.9,
    (RENT, "anti-muslim"): -1.3,
    (RENT, "anti-roma"): -2.3,
    (ISOLATION, "majority"): 0.9,
    (ISOLATION, "disability"): 1.1,
    (ISOLATION, "anti-muslim"): 0.0,
    (ISOLATION, "anti-roma"): -1.6,
}
COMMENTS = {
    (DISSENTERS[0], CROWDED): "Fewer homes will be built, so more people will share one.",
    (DISSENTERS[1], CROWDED): "Nobody here can pay them; crowding gets worse for all of us.",
}
DISSENT = -2.0

# source, target, weight, delay in quarters: what most of those who drew have in common
ARROWS_DRAWN: tuple[tuple[str, str, float, int], ...] = (
    (CROWDED, ISOLATION, 0.5, 1),
    (CROWDED, MEETING, -0.4, 1),
    (RENT, CROWDED, 0.4, 2),
    (RENT, ISOLATION, 0.3, 2),
    (MEETING, TRUST, 0.5, 2),
    (ISOLATION, MEETING, -0.4, 1),
    (ISOLATION, TRUST, -0.3, 2),
    (TRUST, MEETING, 0.3, 2),
)
DRAWERS = ("department-1", "department-4", "community-1", "community-2", "community-table")


@dataclass(frozen=True, slots=True, kw_only=True)
class HousingPolicy:
    """The judgements (RATINGS), the maps by drawer (ARROWS), the two plans, and the series."""

    clock: Clock
    proposal: Mapping[str, Any]
    watch: Mapping[str, Any]
    ratings: pl.DataFrame
    maps: Mapping[str, pl.DataFrame]
    indicators: pl.DataFrame


def decide_housing(end: date, truths: tuple[Truth, ...], rng: np.random.Generator) -> HousingPolicy:
    """The policy of `truths.toml`, with series that end with the last quarter over by `end`."""
    (policy,) = (truth for truth in truths if truth.kind == "housing-displacement")
    clock = clock_until(end)
    return HousingPolicy(
        clock=clock,
        proposal=_proposal(policy),
        watch=_watch(policy, clock),
        ratings=_ratings(rng),
        maps={drawer: _map(drawer, rng) for drawer in DRAWERS},
        indicators=measure_housing(clock, policy, rng),
    )


def housing_files(policy: HousingPolicy) -> dict[str, str]:
    """The text of every file by its path: two plans, judgements, maps and series."""
    return {
        "proposal.toml": tomli_w.dumps(policy.proposal),
        "watch.toml": tomli_w.dumps(policy.watch),
        "ratings.csv": policy.ratings.write_csv(),
        "indicators.csv": policy.indicators.write_csv(),
        **{f"maps/{name}.csv": arrows.write_csv() for name, arrows in policy.maps.items()},
    }


def _proposal(policy: Truth) -> dict[str, Any]:
    return {
        "name": NAME,
        "policy_area": "housing",
        "groups": ["disability", "majority"],
        "areas": list(policy.areas),
        "size": 1.0,
        "starts": LAG,
        "more_is_worse": [CROWDED, RENT, ISOLATION],
        "channels": [
            {
                "name": "households move next door",
                "to": "areas",
                "factor": CROWDED,
                "least": -0.9,
                "most": -0.5,
                "delay_quarters": 1,
            },
            {
                "name": "those who cannot pay a larger home double up",
                "to": "groups",
                "factor": CROWDED,
                "least": -0.9,
                "most": -0.5,
                "delay_quarters": 1,
            },
        ],
    }


def _watch(policy: Truth, clock: Clock) -> dict[str, Any]:
    return {
        "name": NAME,
        "indicator": str(policy.more["indicator"]),
        "companion": "other-notices",
        "kind": "counts",
        "more_is_worse": True,
        "adopted": str(clock.adopted),
        "lag": LAG,
        "follow_up": AFTER - LAG - 1,
        "areas": list(policy.areas),
        "watch": [{"name": "next door", "areas": list(policy.to_areas)}],
    }


def _ratings(rng: np.random.Generator) -> pl.DataFrame:
    """Two rounds; in the second all but the dissenters move a third of the way to the middle."""
    first = [_rating(rater, *cell, rng) for rater in RATERS for cell in EXPECTED]
    middle = {
        cell: float(
            np.median([row["effect"] for row in first if _at(row) == cell and row["known"]])
        )
        for cell in EXPECTED
    }
    second = [row | {"round": 2, "effect": _nearer(row, middle[_at(row)])} for row in first]
    rows = [{**row, "effect": row["effect"] if row["known"] else None} for row in (*first, *second)]
    return pl.DataFrame(
        [{name: row[name] for name in RATINGS.columns} for row in rows], schema=RATINGS.schema
    )


def _at(row: Mapping[str, Any]) -> tuple[str, str]:
    return row["factor"], row["group"]


def _nearer(row: Mapping[str, Any], middle: float) -> int:
    effect: int = row["effect"]
    return effect if row["rater"] in DISSENTERS else round(effect * 2 / 3 + middle / 3)


def _rating(rater: str, factor: str, group: str, rng: np.random.Generator) -> dict[str, Any]:
    """One judgement; `known` False is an honest “don't know”, never of a dissenter."""
    dissents = rater in DISSENTERS
    middle = DISSENT if dissents and factor == CROWDED else EXPECTED[factor, group]
    effect = round(float(np.clip(rng.normal(middle, 0.6), -3, 3)))
    return {
        "round": 1,
        "rater": rater,
        "side": rater.split("-")[0],
        "policy_area": "housing",
        "factor": factor,
        "group": group,
        "effect": effect,
        "sureness": int(rng.integers(2, 5)),
        "evidence": None,
        "grade": str(rng.choice(["B2", "C3", "D4"])),
        "comment": COMMENTS.get((rater, factor)) if group == "majority" else None,
        "known": bool(rng.random() > 0.1) or dissents,
    }


def _map(drawer: str, rng: np.random.Generator) -> pl.DataFrame:
    """Most of the arrows, each with a weight of one's own and the sign that all give it."""
    rows = []
    for source, target, weight, delay in ARROWS_DRAWN:
        drawn = rng.random() < 0.9 or (source, target) == (CROWDED, ISOLATION)
        own = round(float(np.clip(weight * rng.normal(1, 0.2), -1, 1)), 2)
        sureness = int(rng.integers(2, 5))
        if drawn:
            rows.append((drawer, source, target, own, delay, sureness))
    return pl.DataFrame(rows, schema=ARROWS.schema, orient="row")
