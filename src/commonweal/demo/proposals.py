"""One decision that Aldermere weighs, the closing of tram line 3: ratings, and arrows as drawn.

Read `judge_proposal` first. Ratings and arrows are beliefs of invented raters, from departments
and communities. One planted truth lives here: about a single arrow the drawers disagree in sign.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from commonweal.demo.population import GROUPS
from commonweal.demo.truths import Truth

PROPOSAL = "tram-line-3"
RATERS = tuple(f"{side}-{number}" for side in ("department", "community") for number in range(1, 7))
POLICY_AREAS = ("transport", "youth_services", "culture_sport_leisure")
# Mean effect of closing the line as its raters see it, −3 to +3, and how far they differ.
FACTORS: dict[str, tuple[float, float]] = {
    "pers.isolation": (-1.5, 0.7),
    "push.social_exclusion": (-1.2, 0.8),
    "push.relative_deprivation": (-0.8, 0.9),
    "push.marginalisation": (-0.7, 0.8),
    "push.grievance": (-1.0, 1.0),
    "push.lack_coordination": (0.1, 0.6),
}
EVIDENCE = ("A1", "B2", "C3", "D4", "F6")  # admiralty scale: source and information

# source, target, sign and weight, delay in quarters
ARROWS: tuple[tuple[str, str, float, int], ...] = (
    ("line-3-closed", "evening-travel", -0.7, 0),
    ("line-3-closed", "money-for-buses", 0.4, 1),
    ("money-for-buses", "evening-travel", 0.3, 2),
    ("evening-travel", "meeting-others", 0.5, 1),
    ("evening-travel", "training-and-clubs", 0.6, 1),
    ("training-and-clubs", "meeting-others", 0.4, 1),
    ("meeting-others", "trust-between-groups", 0.5, 2),
    ("trust-between-groups", "reports-of-hostility", -0.4, 2),
    ("empty-stops", "feeling-unsafe", 0.5, 0),
    ("line-3-closed", "empty-stops", 0.3, 1),
    ("feeling-unsafe", "evening-travel", -0.4, 1),
    ("feeling-unsafe", "trust-between-groups", -0.3, 2),
    ("training-and-clubs", "isolation", -0.4, 2),
    ("isolation", "trust-between-groups", -0.3, 3),
    ("trust-between-groups", "meeting-others", 0.3, 2),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The judgements on one proposal: `ratings` by round, `arrows` by drawer."""

    id: str
    name: str
    ratings: pl.DataFrame
    arrows: pl.DataFrame


def judge_proposal(truths: tuple[Truth, ...], rng: np.random.Generator) -> Proposal:
    """Two rounds of ratings by twelve raters, and one causal map by each of them."""
    disputed = {
        tuple(truth.more["arrow"]) for truth in truths if truth.more.get("proposal") == PROPOSAL
    }
    first = _ratings(rng)
    return Proposal(
        id=PROPOSAL,
        name="Closing of tram line 3",
        ratings=pl.concat([first, _second_round(first)]),
        arrows=_arrows(disputed, rng),
    )


def _ratings(rng: np.random.Generator) -> pl.DataFrame:
    """Round 1: every rater judges every factor for some groups; null is "don't know"."""
    rows = []
    for rater in RATERS:
        harsher = -0.5 if rater.startswith("community") else 0.2
        for policy_area in POLICY_AREAS:
            for factor, (mean, spread) in FACTORS.items():
                for group in GROUPS:
                    effect = round(float(np.clip(rng.normal(mean + harsher, spread), -3, 3)))
                    knows = rng.random() < 0.82
                    sureness = int(rng.integers(1, 6))
                    evidence = str(rng.choice(EVIDENCE))
                    rows.append(
                        (1, rater, policy_area, factor, group.key, effect, sureness, evidence)
                        if knows
                        else (1, rater, policy_area, factor, group.key, None, None, None)
                    )
    return pl.DataFrame(
        rows,
        schema={
            "round": pl.Int64(),
            "rater": pl.String(),
            "policy_area": pl.String(),
            "factor": pl.String(),
            "group": pl.String(),
            "effect": pl.Int64(),
            "sureness": pl.Int64(),
            "evidence": pl.String(),
        },
        orient="row",
    )


def _second_round(first: pl.DataFrame) -> pl.DataFrame:
    """Round 2: having seen the spread, each rater moves a third of the way to the median."""
    cell = ["policy_area", "factor", "group"]
    median = pl.col("effect").median().over(cell)
    return first.with_columns(
        round=pl.lit(2, dtype=pl.Int64),
        effect=(pl.col("effect") * 2 / 3 + median / 3).round().cast(pl.Int64),
    )


def _arrows(disputed: set[tuple[str, ...]], rng: np.random.Generator) -> pl.DataFrame:
    """One map per rater: most arrows, each with an own weight; a disputed one with both signs."""
    against = set(rng.permutation(len(RATERS))[: len(RATERS) // 2].tolist())
    rows = []
    for number, drawer in enumerate(RATERS):
        for source, target, weight, delay in ARROWS:
            is_disputed = (source, target) in disputed
            own = abs(weight) * float(np.clip(rng.normal(1, 0.25), 0.3, 1.6))
            sign = (-1 if number in against else 1) if is_disputed else np.sign(weight)
            drawn = is_disputed or rng.random() < 0.85
            later = max(0, delay + int(rng.integers(-1, 2)))
            sureness = int(rng.integers(1, 6))
            if drawn:
                weight_drawn = round(float(np.clip(sign * own, -1, 1)), 2)
                rows.append((drawer, source, target, weight_drawn, later, sureness))
    return pl.DataFrame(
        rows,
        schema={
            "drawer": pl.String(),
            "source": pl.String(),
            "target": pl.String(),
            "weight": pl.Float64(),
            "delay_quarters": pl.Int64(),
            "sureness": pl.Int64(),
        },
        orient="row",
    )
