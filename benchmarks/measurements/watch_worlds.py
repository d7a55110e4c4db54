"""How often each verdict of a watch is given in made-up cities where the truth is known.

Read `verdicts_of` first. Cities come from `benchmarks.watched_cities`; at the end of each of eight
quarters the watch is asked, as a city would ask it. "Ever" counts a verdict of harm at any of the
eight, since a city that looks every quarter is alarmed by the first one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from multiprocessing import get_context

import numpy as np

from benchmarks import watched_cities as made_up
from benchmarks.measurements.earlier_years import wilson
from benchmarks.record import Figure, Measurement
from commonweal.core.spans import Span
from commonweal.weighing.watch.expectation import expect_from
from commonweal.weighing.watch.panel import Panel
from commonweal.weighing.watch.plan import Place, WatchPlan
from commonweal.weighing.watch.verdicts import Verdict
from commonweal.weighing.watch.watching import watch_from

LEVELS = (20, 60, 200)
ADOPTED = Span("quarter", 4 * 2025)
NAMES = tuple(f"area {n:02}" for n in range(made_up.AREAS))
NEAR = {NAMES[one]: tuple(NAMES[n] for n in near) for one, near in enumerate(made_up.NEXT_TO)}
HARM = (Verdict.MOVED, Verdict.WORSE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One kind of world: how many of the runs, and whether the watch gets the companion series."""

    kind: str
    part: float
    companion: bool = True
    lone: bool = False


def plan_for(world: made_up.World, *, companion: bool, lone: bool) -> WatchPlan:
    """The plan that a city would have written; `lone`: one of the two areas alone is known of."""
    return WatchPlan(
        name="made up",
        indicator="counts",
        counted=True,
        more_is_worse=True,
        adopted=ADOPTED,
        lag=0,
        follow_up=made_up.AFTER,
        meant=Place(name="meant", areas=tuple(NAMES[n] for n in world.treated)),
        watched=(Place(name="next door", areas=tuple(NAMES[n] for n in world.next_door)),),
        comparison=(),
        companion="others" if companion else None,
        material=0.2,
        neighbours={} if lone else NEAR,
    )


def verdicts_of(world: made_up.World, plan: WatchPlan, rng: np.random.Generator) -> list[Verdict]:
    """The verdict at the end of each quarter after adoption."""
    first = ADOPTED.later(-made_up.BEFORE)
    tables = {"counts": world.counts, "others": world.others}
    panels = {
        name: Panel(indicator=name, areas=NAMES, first=first, values=values)
        for name, values in tables.items()
    }
    fixed = expect_from(plan, lambda name, _groups: panels[name], rng)
    return [
        watch_from(
            fixed,
            lambda name, _groups: panels[name],
            as_of=ADOPTED.later(quarter).last_day,
        ).verdict
        for quarter in range(made_up.AFTER)
    ]


