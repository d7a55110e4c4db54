"""What is fixed before adoption for one place: its comparison, its noise, and its placebos.

Read `ground_of` first. Only periods before adoption are looked at, so nothing that happens later
can choose what it is held against.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from commonweal.core.nearest import listed, nearest_first
from commonweal.weighing.watch.courses import Courses, Scale, courses_of
from commonweal.weighing.watch.noise import Noise, noise_of
from commonweal.weighing.watch.panel import Panel
from commonweal.weighing.watch.placebos import splits_of
from commonweal.weighing.watch.plan import Place, WatchPlan
from commonweal.weighing.watch.plan_keys import InvalidPlan

Numbers = npt.NDArray[np.float64]
LEAST_PERIODS, LEAST_OTHERS, LEAST_AREAS, LEAST_COUNT = 8, 3, 5, 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One place before adoption: `before` holds the panel, `own` and `others` its areas by number.

    `why_not` says why nothing can be judged here; then `noise` and the placebos are None.
    """

    place: Place
    scale: Scale
    before: Panel
    own: tuple[int, ...]
    others: tuple[int, ...]
    sizes: Numbers
    notes: tuple[str, ...]
    noise: Noise | None = None
    placebo_sets: Courses | None = None
    placebo_others: Courses | None = None
    why_not: str = ""


def ground_of(
    plan: WatchPlan, place: Place, panel: Panel, rng: np.random.Generator, *, meant: bool
) -> Ground:
    """The ground of a place; raises `InvalidPlan` where an area has no row in the series."""
    _check(plan, place, panel)
    bare = _bare(plan, place, panel)
    whole = _whole(bare.before)
    if why_not := _why_not(bare, whole):
        return replace(bare, why_not=why_not)
    pool = np.flatnonzero(whole)
    sets, others = _placebo_courses(plan, bare, pool, rng, meant=meant)
    return replace(
        bare,
        noise=noise_of(bare.before.values[pool], bare.scale, bare.sizes[pool]),
        placebo_sets=sets,
        placebo_others=others,
    )


def _bare(plan: WatchPlan, place: Place, panel: Panel) -> Ground:
    """The place and its comparison, before anything is said of noise."""
    used = _used(plan, place, panel)
    before, notes = _comparable(panel.until(plan.adopted.later(-1)), used)
    whole = _whole(before)
    wanted = [panel.areas.index(area) for area in used if area not in place.areas]
    if lost := [panel.areas[one] for one in wanted if not whole[one]]:
        notes += (f"Not compared with {listed(lost)}: periods before adoption are missing.",)
    return Ground(
        place=place,
        scale=Scale(counted=plan.counted),
        before=before,
        own=tuple(panel.areas.index(area) for area in place.areas),
        others=tuple(one for one in wanted if whole[one]),
        sizes=_sizes(before, counted=plan.counted),
        notes=notes,
    )


def _whole(before: Panel) -> npt.NDArray[np.bool_]:
    """Which areas miss no period."""
    return np.asarray(~np.isnan(before.values).any(axis=1))


def _check(plan: WatchPlan, place: Place, panel: Panel) -> None:
    for area in (*place.areas, *plan.comparison):
        if area not in panel.areas:
            raise InvalidPlan(
                f"“{area}” has no row in the series “{panel.indicator}”.",
                remedy=f"Areas that have: {listed(nearest_first(area, panel.areas))}.",
                area=area,
            )
    if panel.first.step != plan.adopted.step:
        raise InvalidPlan(
            f"“{panel.indicator}” is told by {panel.first.step}, and {plan.adopted} is none.",
            remedy=f"Write adopted as a {panel.first.step}, such as {panel.first}.",
            key="adopted",
        )
    if plan.counted and (below := np.argwhere(panel.values < 0)).size:
        area, period = below[0]
        raise InvalidPlan(
            f"“{panel.indicator}” is below 0 in {panel.areas[area]} in {panel.spans[period]}.",
            remedy='No count is. Mend the value, or write kind = "measured".',
            area=panel.areas[area],
        )


def _used(plan: WatchPlan, place: Place, panel: Panel) -> list[str]:
    """The areas of the place, and those it is compared with."""
    touched = {area for one in plan.places for area in one.areas}
    others = plan.comparison or [area for area in panel.areas if area not in touched]
    return [*place.areas, *others]


def _comparable(before: Panel, used: Sequence[str]) -> tuple[Panel, tuple[str, ...]]:
    """From the last break on, where a series that is used has one."""
    inside = set(before.spans[1:])
    breaks = [span for area, span in before.breaks if area in used and span in inside]
    if not breaks:
        return before, ()
    since = max(breaks)
    return before.since(since), (f"A break in {since}: nothing before it was used.",)


def _sizes(before: Panel, *, counted: bool) -> Numbers:
    if not before.values.shape[1] or np.isnan(before.values).all():
        return np.ones(len(before.areas))
    source = before.values if counted else before.n
    if source is None:
        return np.ones(len(before.areas))
    known = np.where(np.isnan(source), 0.0, source)
    many = np.maximum((~np.isnan(source)).sum(axis=1), 1)
    return np.asarray(np.maximum(known.sum(axis=1) / many, 0.5))


def _why_not(bare: Ground, whole: npt.NDArray[np.bool_]) -> str:
    """The first reason why this place cannot be judged; empty where it can."""
    values = bare.before.values[list(bare.own)]
    periods = int((~np.isnan(values).any(axis=0)).sum()) if values.size else 0
    if periods < LEAST_PERIODS:
        return f"{periods} periods before adoption; {LEAST_PERIODS} are needed"
    if len(bare.others) < LEAST_OTHERS or whole.sum() < LEAST_AREAS:
        return (
            f"{len(bare.others)} areas to compare with; {LEAST_OTHERS} are needed, of five in all"
        )
    few = float(np.nanmean(values.sum(axis=0)))
    if bare.scale.counted and few < LEAST_COUNT:
        return f"{few:.1f} cases a period before adoption; {LEAST_COUNT:g} are needed"
    return ""


def _placebo_courses(
    plan: WatchPlan,
    bare: Ground,
    pool: npt.NDArray[np.int64],
    rng: np.random.Generator,
    *,
    meant: bool,
) -> tuple[Courses, Courses]:
    """Courses of placebo sets, and of what each is held against, before adoption."""
    outside = len({area for one in plan.watched for area in one.areas} - set(plan.meant.areas))
    first = len(bare.own) if meant else len(plan.meant.areas)
    watched = outside if meant else len(bare.own)
    splits = splits_of(len(pool), first, watched, _beside(plan, bare.before, pool), rng)
    values, sizes = bare.before.values[pool], bare.sizes[pool]
    chosen = splits.meant if meant else splits.watched
    return (
        courses_of(values, chosen, bare.scale, sizes),
        courses_of(values, splits.others, bare.scale, sizes),
    )


def _beside(plan: WatchPlan, before: Panel, pool: npt.NDArray[np.int64]) -> dict[int, list[int]]:
    """The neighbours in the pool of each area of the pool, by their numbers in it."""
    at = {before.areas[area]: number for number, area in enumerate(pool)}
    near = {area: plan.neighbours.get(area, ()) for area in at}
    known = {at[area]: [at[one] for one in beside if one in at] for area, beside in near.items()}
    return {area: beside for area, beside in known.items() if beside}
