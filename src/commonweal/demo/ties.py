"""Who knows whom in Aldermere: ties between organisations, with kind, strength and evidence.

Read `tie_together` first. Two planted truths live here: one strength that stands in no tie, and
one quarter whose organisations know somebody elsewhere in the city but nobody beside them.
"""

from datetime import date, timedelta

import numpy as np
import polars as pl

from commonweal.demo.geography import SITES
from commonweal.demo.truths import Truth

TIE_KINDS = {
    "contact": 0.30,
    "dialogue": 0.16,
    "trust": 0.14,
    "referral": 0.14,
    "joint work": 0.14,
    "knowledge exchange": 0.08,
    "funding": 0.04,
}
EVIDENCE = (
    "both named it in the yearly conversation",
    "minutes of the district table",
    "a joint evening last year",
    "named by one side only",
)
SAME_DISTRICT, SAME_QUARTER, SAME_KIND, ELSEWHERE, AUTHORITY = 0.34, 0.07, 0.06, 0.008, 0.10
SCHEMA = pl.Schema(
    {
        "source": pl.String(),
        "target": pl.String(),
        "kind": pl.String(),
        "strength": pl.Int64(),
        "since": pl.String(),
        "evidence": pl.String(),
        "confirmed_by": pl.String(),
    }
)


def tie_together(
    strengths: pl.DataFrame, truths: tuple[Truth, ...], today: date, rng: np.random.Generator
) -> pl.DataFrame:
    """Edges `source, target, kind, strength (1–5), since, evidence, confirmed_by`."""
    people = strengths.unique("organisation_id", maintain_order=True).sort("organisation_id")
    ids = people["organisation_id"].to_list()
    chances = _chances(people, truths)
    drawn = np.argwhere(np.triu(rng.random(chances.shape) < chances, 1)).tolist()
    pairs = sorted({tuple(pair) for pair in [*drawn, *_rescued(chances, drawn, rng)]})
    rows = [
        (ids[one], ids[other], *_told_about(ids[one], ids[other], today, rng))
        for one, other in pairs
    ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _chances(people: pl.DataFrame, truths: tuple[Truth, ...]) -> np.ndarray:
    """The chance of a tie for each pair of organisations, symmetric, with a zero diagonal."""
    area, kind = people["area"].to_numpy(), people["kind"].to_numpy()
    quarter = np.array([SITES[place].quarter for place in area])
    chances = np.full((len(area), len(area)), ELSEWHERE)
    chances[kind[:, None] == kind] += SAME_KIND
    chances[quarter[:, None] == quarter] += SAME_QUARTER
    chances[area[:, None] == area] += SAME_DISTRICT
    authority = kind == "authority"
    chances[authority[:, None] | authority] = AUTHORITY
    for truth in truths:
        if truth.kind == "unwoven-quarter":
            inside = np.isin(area, truth.areas)
            chances[inside[:, None] & inside] = 0
        if truth.kind == "isolated-strength":
            alone = people["organisation_id"].to_numpy() == truth.more["organisation"]
            chances[alone[:, None] | alone] = 0
    np.fill_diagonal(chances, 0)
    return chances


def _rescued(
    chances: np.ndarray, drawn: list[list[int]], rng: np.random.Generator
) -> list[tuple[int, int]]:
    """One tie for each organisation that chance left alone although it may have one."""
    tied = {end for pair in drawn for end in pair}
    rescued = []
    for one in range(len(chances)):
        if one not in tied and chances[one].sum() > 0:
            other = int(rng.choice(len(chances), p=chances[one] / chances[one].sum()))
            rescued.append((min(one, other), max(one, other)))
    return rescued


def _told_about(
    one: str, other: str, today: date, rng: np.random.Generator
) -> tuple[str, int, str, str, str]:
    kind = str(rng.choice(list(TIE_KINDS), p=list(TIE_KINDS.values())))
    strength = int(rng.choice([1, 2, 3, 4, 5], p=[0.15, 0.3, 0.3, 0.17, 0.08]))
    since = today - timedelta(days=int(rng.integers(60, 3500)))
    confirmed = str(rng.choice(["both", one, other], p=[0.6, 0.2, 0.2]))
    evidence = EVIDENCE[3] if confirmed != "both" else str(rng.choice(EVIDENCE[:3]))
    return kind, strength, since.isoformat(), evidence, confirmed
