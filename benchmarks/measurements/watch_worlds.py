"""How often each verdict of a watch is given in made-up cities where the truth is known.

Read `verdicts_of` first. Cities come from `benchmarks.watched_cities`; the watch is asked at the
end of each quarter, as a city would ask it, and the table tells the eighth. "Ever" counts a verdict
of harm at any of the eight, since a city that looks every quarter is alarmed by the first one.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

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
SOURCES = (
    "src/commonweal/weighing/watch/*.py",
    "src/commonweal/core/spans.py",
    "benchmarks/watched_cities.py",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One kind of city, in what part of the runs, and what the watch knows of it.

    `lone`: one area is meant and not two. `companion`: the source's other reports are given.
    """

    kind: str
    part: float
    lone: bool = False
    companion: bool = True

    @property
    def words(self) -> str:
        """The kind with what is special about it."""
        lone = ", one area instead of two" if self.lone else ""
        return f"{self.kind}{lone}{'' if self.companion else ', no other reports known'}"


ASKED = (
    Asked(kind=made_up.NO_EFFECT, part=1.0),
    Asked(kind=made_up.NO_EFFECT, part=0.3, lone=True),
    Asked(kind=made_up.MOVED, part=1.0),
    Asked(kind=made_up.MOVED, part=0.3, lone=True),
    Asked(kind=made_up.LATE, part=0.3),
    Asked(kind=made_up.SOLVED, part=0.3),
    Asked(kind=made_up.WORSE, part=0.3),
    Asked(kind=made_up.HIDDEN, part=0.3),
    Asked(kind=made_up.HIDDEN, part=0.3, companion=False),
    Asked(kind=made_up.EVERYWHERE, part=0.3),
    Asked(kind=made_up.APART, part=0.3),
    Asked(kind=made_up.LASTING, part=0.3),
    Asked(kind=made_up.RESTLESS, part=0.3),
)


def plan_for(world: made_up.World, *, companion: bool) -> WatchPlan:
    """The plan that a city would have written."""
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
        neighbours=NEAR,
    )


def verdicts_of(
    world: made_up.World, plan: WatchPlan, rng: np.random.Generator, quarters: Sequence[int]
) -> list[Verdict]:
    """The verdict at the end of each of the quarters after adoption (1: the first)."""
    panels = {
        name: Panel(
            indicator=name, areas=NAMES, first=ADOPTED.later(-made_up.BEFORE), values=values
        )
        for name, values in (("counts", world.counts), ("others", world.others))
    }
    fixed = expect_from(plan, lambda name, _groups: panels[name], rng)
    return [
        watch_from(
            fixed, lambda name, _groups: panels[name], as_of=ADOPTED.later(quarter - 1).last_day
        ).verdict
        for quarter in quarters
    ]


def asked(
    one: Asked, level: int, worlds: int, rng: np.random.Generator, quarters: Sequence[int]
) -> list[list[Verdict]]:
    """The verdicts in each of so many worlds."""
    found = []
    for _ in range(worlds):
        world = made_up.made(rng, level, one.kind, lone=one.lone)
        found.append(verdicts_of(world, plan_for(world, companion=one.companion), rng, quarters))
    return found


def share(words: str, found: int, of: int, **goal: Any) -> Figure:
    """A share of worlds, in percent."""
    low, high = wilson(found, of)
    value = 100 * found / of
    return Figure(
        name=words,
        value=value,
        low=low,
        high=high,
        n=of,
        method="95 % Wilson interval",
        unit=" %",
        **goal,
    )


def figures_of(one: Asked, level: int, found: list[list[Verdict]]) -> Iterator[Figure]:
    """The goal of that kind of city where it has one, then each verdict at the eighth quarter."""
    start, of = f"{level} a quarter, {one.words}", len(found)
    last = [verdicts[-1] for verdicts in found]
    if one.kind == made_up.NO_EFFECT and not one.lone:
        harmed = sum(verdict in HARM for verdict in last)
        yield share(f"{start}: moved or worse", harmed, of, at_most=10)
        ever = sum(any(verdict in HARM for verdict in verdicts) for verdicts in found)
        yield share(f"{start}: moved or worse, ever in eight quarters", ever, of)
    if one.kind == made_up.MOVED and not one.lone and level == max(LEVELS):
        yield share(f"{start}: moved, goal", last.count(Verdict.MOVED), of, at_least=70)
    for verdict, times in Counter(last).most_common():
        yield share(f"{start}: {verdict}", times, of)


def run(seed: int, runs: int) -> list[Figure]:
    """Every verdict at the eighth quarter; `runs` are worlds without effect, at each level."""
    figures: list[Figure] = []
    for level in LEVELS:
        for number, one in enumerate(ASKED):
            rng = np.random.default_rng([seed, level, number])
            every = one.kind == made_up.NO_EFFECT and not one.lone
            quarters = range(1, 9) if every else (8,)
            worlds = max(round(one.part * runs), 2)
            figures += figures_of(one, level, asked(one, level, worlds, rng, quarters))
    return figures


MEASUREMENT = Measurement(
    measures="Verdicts of a watch eight quarters after adoption, where the truth is known.",
    run=run,
    seed=20_410,
    runs=1000,
    short_runs=4,
    sources=SOURCES,
)
