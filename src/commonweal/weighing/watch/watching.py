"""Observed against expected and against comparison areas: what a watch says on a day.

Read `watch` first.
"""

from collections.abc import Callable, Sequence
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
from commonweal.weighing.watch.plan import WatchPlan
from commonweal.weighing.watch.verdicts import WORSE_ELSEWHERE, Facts, Judged, Verdict, judged

type PanelOf = Callable[[str, tuple[str, ...]], Panel]

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


def watch_from(expectation: Expectation, panel: PanelOf, *, as_of: date | None = None) -> Watch:
    """The same from panels by indicator and groups."""
    plan = expectation.plan
    panels = [panel(plan.indicator, one.place.groups) for one in expectation.grounds]
    last = _last(panels, as_of)
    laid = _laid(plan, expectation.grounds, panels, last)
    changes = _changes(expectation.grounds, laid)
    companions = _companions(expectation, panel, last)
    broken = broken_in(expectation, panels, last) or silent_in(expectation, laid)
    found = judged(_facts(expectation, changes, companions, last, broken))
    return Watch(
        name=plan.name,
        verdict=found.verdict,
        judged=found,
        until=last,
        changes=tuple(one for one in changes if one is not None),
        companions=companions,
        observed=_observed(expectation, laid, last),
        notes=_notes(expectation, laid, changes, panels),
    )


def _last(panels: Sequence[Panel], as_of: date | None) -> Span:
    """The last period that all of them hold and that was over by the end of the day."""
    last = min(one.spans[-1] for one in panels)
    if as_of is None:
        return last
    holding = span_holding(as_of, last.step)
    return min(last, holding if holding.last_day == as_of else holding.later(-1))


def _laid(
    plan: WatchPlan, grounds: Sequence[Ground], panels: Sequence[Panel], last: Span
) -> list[Later]:
    both = zip(grounds, panels, strict=True)
    return [later(ground, panel, plan, last) for ground, panel in both]


def _companions(expectation: Expectation, panel: PanelOf, last: Span) -> tuple[Change, ...]:
    """What the source's other reports did in each place."""
    name, grounds = expectation.plan.companion, expectation.companions
    panels = [panel(name, one.place.groups) for one in grounds if name is not None]
    found = _changes(grounds, _laid(expectation.plan, grounds, panels, last))
    return tuple(one for one in found if one is not None)


def _changes(grounds: Sequence[Ground], laid: Sequence[Later]) -> list[Change | None]:
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
    changes: Sequence[Change | None],
    companions: Sequence[Change],
    last: Span,
    broken: str,
) -> Facts:
    plan, over = expectation.plan, last >= expectation.plan.judged_until
    found = [one for one in changes if one is not None]
    whole = len(found) == len(changes)
    return Facts(
        meant=changes[0] if whole else None,
        elsewhere=tuple(found[1:]),
        companions={one.name: one for one in companions},
        more_is_worse=plan.more_is_worse,
        material=plan.material,
        over=over,
        told_after=plan.told_after,
        why_not=_why_not(expectation, found, whole=whole, over=over),
        broken=broken,
    )


def _why_not(expectation: Expectation, found: Sequence[Change], *, whole: bool, over: bool) -> str:
    """Why nothing can be judged; empty where something can, now or later."""
    for ground in expectation.grounds:
        if ground.why_not:
            return f"{ground.place.name}: {ground.why_not}"
    if not whole:
        lacking = "too many periods since adoption are missing, here or in the areas compared with"
        return lacking if over else ""
    few = min(one.placebos for one in found)
    if 1 / (1 + few) <= WORSE_ELSEWHERE / max(len(expectation.plan.watched), 1):
        return ""
    return (
        f"{few} placebos in time and space are too few; a longer time before adoption, or more "
        "areas, would give more"
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
