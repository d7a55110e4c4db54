"""What followed the housing policy, quarter by quarter: crowded homes, and how people live.

Read `measure_housing` first. Seven years of quarters end with the last that was over. Notices of
crowded homes carry the displacement of `truths.toml`; isolation rises where they reappear. Other
notices of the same office carry nothing. One survey is missing, and one question was changed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from commonweal.core.spans import Span, span_holding
from commonweal.core.tables import INDICATORS
from commonweal.demo.geography import SITES
from commonweal.demo.truths import Truth

QUARTERS, AFTER, LAG = 28, 10, 1
CARRIED, OWN, COMMON, SEASON, SCATTER = 0.4, 0.05, 0.06, 0.05, 1.25
NOTICES, OTHER_NOTICES = 200.0, 340.0
MORE_ISOLATED, MORE_BURDEN = 0.06, 0.12
GAP_AT, NEW_QUESTION_AT = 9, 5
CHANGED = "Share who say that other groups make life here worse; asked in writing"

# indicator: mean, spread between districts, movement, definition, groups and how many are asked
SURVEYED: dict[str, tuple[float, float, float, str, dict[str | None, int]]] = {
    "isolation": (
        0.16,
        0.03,
        0.008,
        "Share who see nobody outside their household in a week; city survey",
        {None: 400, "majority": 260, "anti-muslim": 90, "anti-roma": 60},
    ),
    "polarisation": (
        0.22,
        0.04,
        0.008,
        "Share who say that other groups make life here worse; asked at the door",
        {None: 400, "majority": 260, "anti-muslim": 90, "anti-roma": 60},
    ),
    "rent-burden": (
        0.31,
        0.04,
        0.008,
        "Share of households that pay two fifths of their income or more for rent",
        {None: 400, "anti-roma": 60},
    ),
}

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The quarters of the series, and the one in which the policy was adopted."""

    first: Span

    @property
    def spans(self) -> tuple[Span, ...]:
        """Every quarter, oldest first."""
        return tuple(self.first.later(by) for by in range(QUARTERS))

    @property
    def adopted(self) -> Span:
        """The quarter of adoption; what it does begins one quarter later."""
        return self.first.later(QUARTERS - AFTER)

    @property
    def acting(self) -> npt.NDArray[np.bool_]:
        """In which quarters the policy acts."""
        return np.arange(QUARTERS) >= QUARTERS - AFTER + LAG


def clock_until(end: date) -> Clock:
    """Seven years that end with the last quarter that was over by the end of `end`."""
    last = span_holding(end + timedelta(days=1), "quarter").later(-1)
    return Clock(first=last.later(1 - QUARTERS))


def measure_housing(clock: Clock, policy: Truth, rng: np.random.Generator) -> pl.DataFrame:
    """The series in the columns of `tables.INDICATORS`."""
    notices = displaced(NOTICES * _course(rng), clock, policy)
    rows = [
        *_counts(
            "crowded-homes", "Notices of homes with more than two people a room", notices, rng
        ),
        *_counts(
            "other-notices",
            "Notices of damp, heating and repair",
            OTHER_NOTICES * _course(rng),
            rng,
        ),
    ]
    for indicator, (mean, between, within, definition, groups) in SURVEYED.items():
        for group, asked in groups.items():
            level = rng.normal(mean, between, (len(SITES), 1))
            course = level + within * _carried(rng, len(SITES))
            course += _felt(indicator, group, clock, policy)
            rows += _survey(indicator, group, asked, definition, np.clip(course, 0.01, 0.99), rng)
    spans = clock.spans
    return pl.DataFrame(
        [{**row, "period": str(spans[row["period"]])} for row in rows], schema=INDICATORS.schema
    )


def displaced(expected: Numbers, clock: Clock, policy: Truth) -> Numbers:
    """Expected notices (districts, quarters) with what left, and with what of it came elsewhere."""
    moved = expected.copy()
    rows = [list(SITES).index(area) for area in policy.areas]
    gone = (1 - policy.size) * expected[rows] * clock.acting
    moved[rows] -= gone
    back = policy.reappearing * gone.sum(axis=0) / len(policy.to_areas)
    for area in policy.to_areas:
        moved[list(SITES).index(area)] += back
    return moved


def _felt(indicator: str, group: str | None, clock: Clock, policy: Truth) -> Numbers:
    """What people feel of it: isolation where homes fill up; rent for those not meant."""
    felt = np.zeros((len(SITES), QUARTERS))
    if indicator == "isolation":
        felt[[list(SITES).index(area) for area in policy.to_areas]] = MORE_ISOLATED * clock.acting
    if indicator == "rent-burden" and group in policy.more["groups_not_meant"]:
        felt[[list(SITES).index(area) for area in policy.areas]] = MORE_BURDEN * clock.acting
    return felt


def _course(rng: np.random.Generator) -> Numbers:
    """The course of counts without the policy, relative to their mean."""
    level = rng.gamma(40, 1 / 40, (len(SITES), 1))
    season = SEASON * np.cos(2 * np.pi * np.arange(QUARTERS) / 4)
    moved = OWN * _carried(rng, len(SITES)) + COMMON * _carried(rng, 1) + season
    return np.asarray(level * np.exp(moved))


def _carried(rng: np.random.Generator, rows: int) -> Numbers:
    noise = rng.normal(size=(rows, QUARTERS))
    for column in range(1, QUARTERS):
        noise[:, column] *= (1 - CARRIED**2) ** 0.5
        noise[:, column] += CARRIED * noise[:, column - 1]
    return noise


def _counts(
    indicator: str, definition: str, expected: Numbers, rng: np.random.Generator
) -> Iterator[dict[str, Any]]:
    counts = rng.poisson(rng.gamma(expected / (SCATTER - 1), SCATTER - 1))
    for area, row in zip(SITES, counts, strict=True):
        for at, value in enumerate(row):
            yield _row(indicator, area, None, at, float(value), None, "Housing office", definition)


def _survey(
    indicator: str,
    group: str | None,
    asked: int,
    definition: str,
    course: Numbers,
    rng: np.random.Generator,
) -> Iterator[dict[str, Any]]:
    said = rng.binomial(asked, course)
    changes = indicator == "polarisation"
    for area, row in zip(SITES, said, strict=True):
        for at, number in enumerate(row):
            missing = area == "orchard" and at == GAP_AT
            words = CHANGED if changes and at >= NEW_QUESTION_AT else definition
            value = None if missing else round(float(number) / asked, 4)
            told = _row(indicator, area, group, at, value, asked, "City survey", words)
            yield told | {
                "n": None if missing else asked,
                "break": changes and at == NEW_QUESTION_AT,
            }


def _row(
    indicator: str,
    area: str,
    group: str | None,
    at: int,
    value: float | None,
    n: int | None,
    source: str,
    definition: str,
) -> dict[str, Any]:
    return {
        "indicator": indicator,
        "area": area,
        "group": group,
        "period": at,
        "value": value,
        "n": n,
        "source": source,
        "definition": definition,
        "break": False,
    }
