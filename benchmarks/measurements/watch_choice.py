"""The rule of the watch beside others that could have been chosen, on the same made-up cities.

Read `RULES` first. Each rule answers twice: how often would as large a change, up or down, come
where it was meant, and how often as large a rise next door. Where nothing happens, or where all
that left is gone, one answer in ten lies below .10; where half of it came next door, a rise should
be found.
"""

from collections.abc import Callable
from itertools import combinations

import numpy as np
import numpy.typing as npt
from scipy.special import stdtr

from benchmarks import watched_cities as made_up
from benchmarks.measurements import watch_worlds as worlds
from benchmarks.record import Figure, Measurement
from benchmarks.watched_cities import AREAS, BEFORE, MOVED, NO_EFFECT, SOLVED, World
from commonweal.weighing.watch import Change, Panel
from commonweal.weighing.watch.expectation import expect_from
from commonweal.weighing.watch.watching import watch_from

Numbers = npt.NDArray[np.float64]
Answer = tuple[float, float]
ALL_PAIRS = np.array(
    [np.isin(np.arange(AREAS), pair) for pair in combinations(range(AREAS), 2)], dtype=float
)


def changes(world: World, rng: np.random.Generator) -> tuple[Change, ...]:
    """What the watch finds where it was meant, and next door."""
    panel = Panel(
        indicator="counts",
        areas=worlds.NAMES,
        first=worlds.ADOPTED.later(-BEFORE),
        values=world.counts,
    )
    plan = worlds.plan_for(world, companion=False)
    return watch_from(expect_from(plan, lambda *_: panel, rng), lambda *_: panel).changes


def by_both(found: tuple[Change, ...], _world: World) -> Answer:
    """Interval and placebos: the larger of the two, which is what has to fall below a level."""
    one, two = by_interval(found, _world), by_placebos(found, _world)
    return max(one[0], two[0]), max(one[1], two[1])


def by_interval(found: tuple[Change, ...], _world: World) -> Answer:
    """The interval alone."""
    meant, beside = found
    return 2 * min(meant.lower, meant.higher), beside.higher


def by_placebos(found: tuple[Change, ...], _world: World) -> Answer:
    """Placebos in time and space alone."""
    meant, beside = found
    return 2 * min(meant.placebo_lower, meant.placebo_higher), beside.placebo_higher


def by_space(_found: tuple[Change, ...], world: World) -> Answer:
    """Every other pair of areas at the date of adoption; next door: every other set as large."""
    meant = _in_space(world, ALL_PAIRS, world.treated)
    rng = np.random.default_rng(len(world.next_door))
    sets = np.zeros((90, AREAS))
    for row in sets:
        row[rng.permutation(AREAS)[: len(world.next_door)]] = 1
    beside = _in_space(world, sets, world.next_door)
    return 2 * min(meant), beside[1]


def _in_space(world: World, sets: Numbers, own: tuple[int, ...]) -> tuple[float, float]:
    mine = np.isin(np.arange(AREAS), own)[None].astype(float)
    lines = [
        np.log((members @ world.counts + 0.5) / ((1 - members) @ world.counts + 0.5))
        for members in (mine, sets)
    ]
    here, there = (one[:, BEFORE:].mean(axis=1) - one[:, :BEFORE].mean(axis=1) for one in lines)
    return (
        (1 + int((there <= here).sum())) / (1 + there.size),
        (1 + int((there >= here).sum())) / (1 + there.size),
    )


def by_ols(_found: tuple[Change, ...], world: World) -> Answer:
    """Two-way fixed effects by ordinary least squares, each cell as if independent."""
    lines = np.log(world.counts + 0.5)
    touched = []
    for areas in (world.treated, world.next_door):
        flag = np.zeros_like(lines)
        flag[list(areas), BEFORE:] = 1
        touched.append(_demeaned(flag).ravel())
    x, y = np.column_stack(touched), _demeaned(lines).ravel()
    inverse = np.linalg.inv(x.T @ x)
    effect = inverse @ x.T @ y
    free = lines.size - sum(lines.shape) + 1 - 2
    error = np.sqrt(((y - x @ effect) ** 2).sum() / free * np.diag(inverse))
    meant, beside = effect / error
    return 2 * float(stdtr(free, -abs(meant))), float(stdtr(free, -beside))


def _demeaned(table: Numbers) -> Numbers:
    return np.asarray(table - table.mean(axis=1, keepdims=True) - table.mean(axis=0) + table.mean())


def by_before_and_after(_found: tuple[Change, ...], world: World) -> Answer:
    """Before against after in the same areas, without any comparison (Welch's t)."""
    meant, beside = (_welch(world.counts[list(one)]) for one in (world.treated, world.next_door))
    return 2 * min(meant, 1 - meant), 1 - beside


def _welch(counts: Numbers) -> float:
    line = np.log(counts.sum(axis=0) + 0.5)
    parts = [line[:BEFORE], line[BEFORE:]]
    spread = [part.var(ddof=1) / part.size for part in parts]
    free = sum(spread) ** 2 / sum(s**2 / (p.size - 1) for s, p in zip(spread, parts, strict=True))
    return float(stdtr(free, (parts[1].mean() - parts[0].mean()) / np.sqrt(sum(spread))))


RULES: dict[str, Callable[[tuple[Change, ...], World], Answer]] = {
    "interval and placebos (the rule)": by_both,
    "the interval alone": by_interval,
    "placebos in time and space alone": by_placebos,
    "permutation in space alone": by_space,
    "two-way fixed effects, ordinary least squares": by_ols,
    "before and after, no comparison": by_before_and_after,
}

ROWS = {
    NO_EFFECT: "a rise where nothing happens (10 %)",
    SOLVED: "a rise where all that left is gone (10 %)",
    MOVED: "the rise next door found",
}


def run(seed: int, runs: int) -> list[Figure]:
    """False changes and rises found by each rule; `runs` are worlds of each kind and level."""
    figures = []
    for level in worlds.LEVELS:
        rng = np.random.default_rng([seed, level])
        found = {
            kind: [_answers(made_up.made(rng, level, kind), rng) for _ in range(runs)]
            for kind in (NO_EFFECT, SOLVED, MOVED)
        }
        for rule in RULES:
            start = f"{level} a quarter, {rule}"
            false = sum(one[rule][0] <= 0.05 for one in found[NO_EFFECT])
            figures.append(worlds.share(f"{start}: a change where none is (5 %)", false, runs))
            for kind, words in ROWS.items():
                risen = sum(one[rule][1] <= 0.1 for one in found[kind])
                figures.append(worlds.share(f"{start}: {words}", risen, runs))
    return figures


def _answers(world: World, rng: np.random.Generator) -> dict[str, Answer]:
    found = changes(world, rng)
    return {name: rule(found, world) for name, rule in RULES.items()}


MEASUREMENT = Measurement(
    measures="Rules that a watch could go by, where the truth is known.",
    run=run,
    seed=20_412,
    runs=1000,
    short_runs=5,
    sources=(*worlds.SOURCES, "benchmarks/measurements/watch_worlds.py"),
)
