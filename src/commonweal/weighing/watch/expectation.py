"""The course that is expected, written down before anything is known of what follows.

Read `expect` first. It looks at nothing from the period of adoption on. Kept with the decision, it
says later what was expected then, whatever was revised since.
"""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy.special import stdtrit

from commonweal.core.spans import STEPS, Span
from commonweal.weighing.watch.courses import courses_of
from commonweal.weighing.watch.ground import Ground, ground_of
from commonweal.weighing.watch.panel import Panel, panel_of
from commonweal.weighing.watch.plan import Place, WatchPlan

Numbers = npt.NDArray[np.float64]
BAND = 0.9
YEARS_FOR_A_SEASON = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedPeriod:
    """What a place would have had in a period, were it as before: middle and 90 % band."""

    period: Span
    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """The expected course of one place, and on how many periods before adoption it rests."""

    place: Place
    course: tuple[ExpectedPeriod, ...]
    periods: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """All that is fixed before adoption. `fingerprint` names the values that it rests on."""

    plan: WatchPlan
    grounds: tuple[Ground, ...]
    companions: tuple[Ground, ...]
    expected: tuple[Expected, ...]
    fingerprint: str


def expect(plan: WatchPlan, series: pl.DataFrame, rng: np.random.Generator) -> Expectation:
    """What is expected by the series (`tables.INDICATORS`) before adoption."""
    return expect_from(
        plan,
        lambda name, groups: panel_of(series, name, groups, counted=plan.counted),
        rng,
    )


def expect_from(
    plan: WatchPlan,
    panel: Callable[[str, tuple[str, ...]], Panel],
    rng: np.random.Generator,
) -> Expectation:
    """The same from panels by indicator and groups."""

    def grounds(indicator: str) -> tuple[Ground, ...]:
        return tuple(
            ground_of(plan, place, panel(indicator, place.groups), rng, meant=place is plan.meant)
            for place in plan.places
        )

    of_indicator = grounds(plan.indicator)
    digest = sha256()
    for ground in of_indicator:
        digest.update(repr((ground.before.areas, str(ground.before.first))).encode())
        digest.update(np.ascontiguousarray(ground.before.values).tobytes())
    return Expectation(
        plan=plan,
        grounds=of_indicator,
        companions=grounds(plan.companion) if plan.companion else (),
        expected=tuple(_expected(plan, ground) for ground in of_indicator if not ground.why_not),
        fingerprint=digest.hexdigest()[:16],
    )


def _expected(plan: WatchPlan, ground: Ground) -> Expected:
    """Level and season before adoption, with a band by how far periods lay from them."""
    members = np.zeros((1, len(ground.before.areas)))
    members[0, list(ground.own)] = 1
    values = ground.before.values
    told = ~np.isnan(values[list(ground.own)]).any(axis=0)
    line = courses_of(np.nan_to_num(values), members, ground.scale, ground.sizes).lines[0, told]
    within = np.array([span.within for span in ground.before.spans])[told]
    season, spent = _season(line, within, STEPS[plan.adopted.step])
    rest = line - season[within]
    free = max(len(line) - spent, 1)
    half = float(stdtrit(free, (1 + BAND) / 2)) * float(
        np.sqrt(((rest - rest.mean()) ** 2).sum() / free * (1 + 1 / len(line)))
    )
    last = plan.judged_until.number - plan.adopted.number + 1
    spans = [plan.adopted.later(by) for by in range(last)]
    course = tuple(
        _period(span, float(rest.mean() + season[span.within]), half, counted=plan.counted)
        for span in spans
    )
    return Expected(place=ground.place, course=course, periods=len(line))


def _season(line: Numbers, within: npt.NDArray[np.int64], many: int) -> tuple[Numbers, int]:
    """What each season adds, where three years tell it; and how much freedom it takes."""
    season = np.zeros(many)
    if many == 1 or np.bincount(within, minlength=many).min() < YEARS_FOR_A_SEASON:
        return season, 1
    for part in range(many):
        season[part] = line[within == part].mean()
    return season - season.mean(), many


def _period(span: Span, middle: float, half: float, *, counted: bool) -> ExpectedPeriod:
    low, mid, high = middle - half, middle, middle + half
    if counted:
        low, mid, high = (max(float(np.exp(one)) - 0.5, 0.0) for one in (low, mid, high))
    return ExpectedPeriod(period=span, low=low, middle=mid, high=high)
