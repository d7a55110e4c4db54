"""Observed against expected and against comparison areas: what a watch says on a day.

Read `watch` first.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import polars as pl

from commonweal.core.nearest import listed
from commonweal.core.spans import Span, span_holding
from commonweal.weighing.watch.breaks import LEAST_AFTER, broken_in, silent_in
from commonweal.weighing.watch.changes import Change, Later, change_of, later
from commonweal.weighing.watch.expectation import Expectation, Expected
from commonweal.weighing.watch.ground import LEAST_OTHERS, Ground
from commonweal.weighing.watch.panel import Panel, panel_of
from commonweal.weighing.watch.verdicts import WORSE_ELSEWHERE, Facts, Judged, Verdict, judged

CAVEATS = (
    "The areas compared with are taken to have gone on as these would have: what befell only one "
    "side of them in the same periods is told as the measure's work.",
    "Only what is named in the plan is watched; a problem may move where nobody looks (S003-54).",
    "An interval speaks of chance between areas and periods, not of what is never reported.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """One period of one place beside what was expected before adoption."""

    place: str
    period: Span
    observed: float | None
    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What a watch says, and all it rests on; `until` is the last period that was looked at."""

    name: str
    verdict: Verdict
    judged: Judged
    until: Span
    changes: tuple[Change, ...]
    companions: tuple[Change, ...]
    observed: tuple[Observed, ...]
    notes: tuple[str, ...]
    caveats: tuple[str, ...] = CAVEATS


def watch(expectation: Expectation, series: pl.DataFrame, *, as_of: date | None = None) -> Watch:
    """The verdict by the series, with periods that were over by the end of `as_of`."""
    plan = expectation.plan
    return watch_from(
        expectation,
        lambda name, groups: panel_of(series, name, groups, counted=plan.counted),
        as_of=as_of,
    )


def watch_from(
    expectation: Expectation,
    panel: Callable[[str, tuple[str, ...]], Panel],
    *,
    as_of: date | None = None,
) -> Watch:
    """The same from panels by indicator and groups."""
    plan, step = expectation.plan, expectation.plan.adopted.step
    panels = [panel(plan.indicator, one.place.groups) for one in expectation.grounds]
    last = min(one.spans[-1] for one in panels)
    if as_of is not None:
        holding = span_holding(as_of, step)
        last = min(last, holding if holding.last_day == as_of else holding.later(-1))
    laid = [
        later(ground, one, plan, last)
        for ground, one in zip(expectation.grounds, panels, strict=True)
    ]
    changes = _changes(expectation.grounds, laid)
    beside = [panel(plan.companion or "", one.place.groups) for one in expectation.companions]
    laid_beside = [
        later(ground, one, plan, last)
        for ground, one in zip(expectation.companions, beside, strict=True)
    ]
    companions = _changes(expectation.companions, laid_beside)
    broken = broken_in(expectation, panels, last) or silent_in(expectation, laid)
    facts = _facts(expectation, changes, companions, last, broken)
    found = judged(facts)
    return Watch(
        name=plan.name,
        verdict=found.verdict,
        judged=found,
        until=last,
        changes=tuple(one for one in changes if one is not None),
        companions=tuple(one for one in companions if one is not None),
        observed=_observed(expectation, laid, last),
        notes=_notes(expectation, laid, changes, panels),
    )


def _changes(grounds: tuple[Ground, ...], laid: list[Later]) -> list[Change | None]:
    """The change of each place; None where it cannot be judged, or not yet."""
    return [
        None
        if ground.why_not
        or since.window.after.sum() < LEAST_AFTER
        or len(since.others) < LEAST_OTHERS
        else change_of(ground, since)
        for ground, since in zip(grounds, laid, strict=True)
    ]


def _facts(
    expectation: Expectation,
    changes: list[Change | None],
    companions: list[Change | None],
    last: Span,
    broken: str,
) -> Facts:
    plan = expectation.plan
    over = last >= plan.judged_until
    lacking = [one for one in expectation.grounds if one.why_not]
    why_not = f"{lacking[0].place.name}: {lacking[0].why_not}" if lacking else ""
    missing = not why_not and any(one is None for one in changes)
    if missing and over:
        why_not = "too many periods since adoption are missing, here or in the areas compared with"
    found = [one for one in changes if one is not None]
    level = WORSE_ELSEWHERE / max(len(plan.watched), 1)
    if found and 1 / (1 + min(one.placebos for one in found)) > level:
        why_not = (
            f"{min(one.placebos for one in found)} placebos in time and space are too few; a "
            "longer time before adoption, or more areas, would give more"
        )
    return Facts(
        meant=None if missing or why_not else changes[0],
        elsewhere=tuple(found[1:]),
        companions={one.name: one for one in companions if one is not None},
        more_is_worse=plan.more_is_worse,
        material=plan.material,
        over=over,
        told_after=plan.told_after,
        why_not=why_not,
        broken=broken,
    )


def _observed(expectation: Expectation, laid: list[Later], last: Span) -> tuple[Observed, ...]:
    by_place = {one.place.name: one for one in expectation.expected}
    rows: list[Observed] = []
    for ground, since in zip(expectation.grounds, laid, strict=True):
        if (expected := by_place.get(ground.place.name)) is not None:
            rows += _rows(ground, since, expected, last)
    return tuple(rows)


def _rows(ground: Ground, since: Later, expected: Expected, last: Span) -> list[Observed]:
    own = since.values[list(since.own), ground.before.values.shape[1] :]
    totals = own.sum(axis=0) if ground.scale.counted else own.mean(axis=0)
    return [
        Observed(
            place=ground.place.name,
            period=one.period,
            observed=None if np.isnan(total) else float(total),
            low=one.low,
            middle=one.middle,
            high=one.high,
        )
        for one, total in zip(expected.course, _padded(totals, len(expected.course)), strict=True)
        if one.period <= last
    ]


def _padded(totals: npt.NDArray[np.float64], length: int) -> npt.NDArray[np.float64]:
    return np.concatenate([totals, np.full(max(length - len(totals), 0), np.nan)])[:length]


def _notes(
    expectation: Expectation, laid: list[Later], changes: list[Change | None], panels: list[Panel]
) -> tuple[str, ...]:
    notes = [note for ground in expectation.grounds for note in ground.notes]
    for ground, since, change, panel in zip(
        expectation.grounds, laid, changes, panels, strict=True
    ):
        if since.lost:
            notes.append(
                f"{ground.place.name}: no longer compared with {listed(since.lost)}, where periods "
                "are missing or the series has a break."
            )
        if change is not None and change.drifting:
            notes.append(
                f"{ground.place.name} had drifted from the others before adoption; the drift is "
                "carried on, and the interval is wider for it."
            )
        if _revised(ground, panel):
            notes.append(f"{ground.place.name}: values before adoption were revised since; kept.")
    return tuple(dict.fromkeys(notes))


def _revised(ground: Ground, panel: Panel) -> bool:
    kept = ground.before
    now = panel.until(kept.first.later(kept.values.shape[1] - 1)).since(kept.first)
    same = now.values.shape == kept.values.shape
    return not (same and np.array_equal(now.values, kept.values, equal_nan=True))
