"""Living conditions in Aldermere by district and quarter, with the by-law's effect in one.

Read `measure_conditions` first. Twenty full quarters end with the last one that was over. The
series `late-calls` carries the displacement of `truths.toml`; the others carry nothing planted.
"""

from datetime import date

import numpy as np
import numpy.typing as npt
import polars as pl

from commonweal.core.tables import INDICATORS
from commonweal.demo.course import Calendar
from commonweal.demo.geography import SITES
from commonweal.demo.truths import Truth

QUARTERS_BACK = 20
LATE_CALLS_MEAN = 200.0
CARRIED_OVER = 0.4  # autocorrelation from one quarter to the next
COMMON_SHOCK, OWN_SHOCK = 0.06, 0.04

Numbers = npt.NDArray[np.float64]

# indicator: mean, spread between districts, movement within one, people asked, definition
SURVEYED: dict[str, tuple[float, float, float, int, str]] = {
    "knows-neighbours": (
        0.58,
        0.06,
        0.015,
        240,
        "Share who say they know three neighbours by name; city survey",
    ),
    "feels-alone": (0.14, 0.03, 0.010, 240, "Share who often feel alone; city survey"),
    "talks-across": (
        0.41,
        0.07,
        0.015,
        240,
        "Share who talked with someone of another background last week; city survey",
    ),
}


def quarters_until(end: date) -> list[tuple[int, int]]:
    """The last twenty quarters (year, 1–4) that were over by the end of `end`, oldest first."""
    next_day_month = end.month + (1 if _is_month_end(end) else 0)
    full = end.year * 4 + (next_day_month - 1) // 3
    return [(number // 4, number % 4 + 1) for number in range(full - QUARTERS_BACK, full)]


def measure_conditions(
    calendar: Calendar, truths: tuple[Truth, ...], rng: np.random.Generator
) -> pl.DataFrame:
    """Indicator series in the columns of the design: one row per indicator, area and quarter."""
    quarters = quarters_until(calendar.end)
    periods = [f"{year}-Q{quarter}" for year, quarter in quarters]
    calls = rng.poisson(expected_calls(quarters, calendar, truths, rng)).astype(float)
    frames = [
        _rows(
            "late-calls",
            periods,
            calls,
            n=None,
            source="Neighbourhood police",
            definition="Calls about disturbance in the street between 20:00 and 04:00",
        )
    ]
    for indicator, (mean, between, within, asked, definition) in SURVEYED.items():
        level = rng.normal(mean, between, (len(SITES), 1))
        course = level + within * _carried(rng, (len(SITES), len(periods)))
        said = rng.binomial(asked, np.clip(course, 0.01, 0.99)) / asked
        frames.append(
            _rows(indicator, periods, said, n=asked, source="City survey", definition=definition)
        )
    return pl.concat(frames)


def expected_calls(
    quarters: list[tuple[int, int]],
    calendar: Calendar,
    truths: tuple[Truth, ...],
    rng: np.random.Generator,
) -> Numbers:
    """Expected late calls (districts, quarters): level, shocks, and what was displaced."""
    level = LATE_CALLS_MEAN * rng.gamma(40, 1 / 40, (len(SITES), 1))
    common = COMMON_SHOCK * _carried(rng, (1, len(quarters)))
    own = OWN_SHOCK * _carried(rng, (len(SITES), len(quarters)))
    calls: Numbers = level * np.exp(common + own)
    for truth in truths:
        if truth.kind == "displacement":
            calls = _displaced(calls, quarters, calendar, truth)
    return calls


def _displaced(
    calls: Numbers, quarters: list[tuple[int, int]], calendar: Calendar, truth: Truth
) -> Numbers:
    """The same calls with the effect in, from the first full quarter after it began."""
    starts = calendar.monday(calendar.weeks - truth.begins)
    after = np.array([date(year, 3 * quarter - 2, 1) >= starts for year, quarter in quarters])
    rows = [list(SITES).index(area) for area in truth.areas]
    moved = calls.copy()
    lost = (1 - truth.size) * calls[rows] * after
    moved[rows] -= lost
    for area in truth.to_areas:
        share = truth.reappearing * lost.sum(axis=0) / len(truth.to_areas)
        moved[list(SITES).index(area)] += share
    return moved


def _carried(rng: np.random.Generator, shape: tuple[int, int]) -> Numbers:
    """Standard noise with autocorrelation along the quarters."""
    noise = rng.normal(size=shape)
    for column in range(1, shape[1]):
        noise[:, column] = (
            CARRIED_OVER * noise[:, column - 1] + np.sqrt(1 - CARRIED_OVER**2) * noise[:, column]
        )
    return noise


def _rows(
    indicator: str,
    periods: list[str],
    values: Numbers,
    *,
    n: int | None,
    source: str,
    definition: str,
) -> pl.DataFrame:
    rows = [
        (indicator, area, None, period, round(float(value), 4), n, source, definition, False)
        for area, series in zip(SITES, values, strict=True)
        for period, value in zip(periods, series, strict=True)
    ]
    return pl.DataFrame(rows, schema=INDICATORS.schema, orient="row")


def _is_month_end(day: date) -> bool:
    return (day.month, day.day) in {(3, 31), (6, 30), (9, 30), (12, 31)}
