"""Runs of a scene: what each takes from people's judgements and maps, and the bands of all.

Read `what_if` first. A difference of 1 is the whole range of a factor; sigmoid rules move within
half of it, so theirs are doubled.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from commonweal.weighing.ensemble import kernels
from commonweal.weighing.ensemble.scene import Numbers, Scene, Whole

QUARTERS, DRAWS = 20, 10_000
BINS, REACH, AT_ONCE = 401, 2.0, 24
LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
NOTICED, LEVEL = 0.02, 0.2
RULES = ("kosko, tanh", "modified, tanh", "kosko, sigmoid", "modified, sigmoid", "rescale, sigmoid")
SIGMOIDS = frozenset({kernels.KOSKO_SIGMOID, kernels.CHANGE_SIGMOID, kernels.RESCALE})


@dataclass(frozen=True, eq=False, kw_only=True)
class Drawn:
    """What one run takes: direct effects (groups, factors), arrows, a rule, channels' strengths.

    `levels` is where each factor stands at the start, -1 to 1: nobody knows, so it is drawn, and it
    is the same with the proposal and without.
    """

    effect: Numbers
    ends: Whole
    weights: Numbers
    rule: int
    strengths: Numbers
    levels: Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """One factor for one group in one area: its quantiles by quarter, and its chances.

    `quantiles` are those of `LEVELS`; above 0 is better for that group. `better`, `worse` and
    `same` are the shares of runs at the last quarter; `same` is within two hundredths of the range.
    """

    group: str
    area: str
    factor: str
    meant: bool
    quantiles: tuple[tuple[float, ...], ...]
    better: float
    worse: float
    same: float


@dataclass(frozen=True, eq=False, kw_only=True)
class WhatIf:
    """The bands of all runs; `unsettled` is the share that still moved at the end."""

    scene: Scene
    counts: npt.NDArray[np.uint16]
    draws: int
    unsettled: float

    @cached_property
    def chances(self) -> Numbers:
        """Shares of runs that end lower, about the same, and higher (3, factors, cells)."""
        last = self.counts[-1].astype(np.float64) / self.draws
        half = (BINS - 1) // 2
        edge = round(NOTICED / REACH * half)
        parts = (last[..., : half - edge], last[..., half - edge : half + edge + 1])
        lower, same = (part.sum(axis=-1) for part in parts)
        return np.stack([lower, same, 1 - lower - same])

    @cached_property
    def levels(self) -> Numbers:
        """The quantiles of LEVELS (quarters, factors, cells, levels), above 0 better."""
        half = (BINS - 1) // 2
        found = kernels.levels_of(self.counts, np.array(LEVELS), self.scene.good > 0)
        return np.asarray(found / half * REACH)

    def course(self, group: str, area: str, factor: str) -> Course:
        """One course by names; raises ValueError for a name that is not in the scene."""
        scene = self.scene
        row, column = scene.groups.index(group), scene.areas.index(area)
        cell, at = column * len(scene.groups) + row, scene.factors.index(factor)
        good = int(scene.good[at])
        worse, same, better = (float(one) for one in self.chances[::good, at, cell])
        return Course(
            group=group,
            area=area,
            factor=factor,
            meant=bool(scene.meant[row, column]),
            quantiles=tuple(tuple(row) for row in self.levels[:, at, cell].tolist()),
            better=better,
            worse=worse,
            same=same,
        )


def what_if(
    scene: Scene,
    rng: np.random.Generator,
    *,
    draws: int = DRAWS,
    quarters: int = QUARTERS,
    rules: Sequence[int] = tuple(range(len(RULES))),
    progress: Callable[[int, int], None] | None = None,
    ended: Callable[[kernels.Numbers, float], None] | None = None,
) -> WhatIf:
    """Run the scene `draws` times (at most 60,000) and gather every course into bands.

    Each run takes one of `rules`, numbers in RULES. `ended` is told how each run ended (factors,
    cells + 1), with the reach of its rule.
    """
    cells = len(scene.groups) * len(scene.areas)
    counts = np.zeros((quarters, len(scene.factors), cells, BINS), dtype=np.uint16)
    shape = (min(draws, AT_ONCE), quarters + 1, len(scene.factors), cells + 1)
    courses, reaches = np.empty(shape, dtype=np.float32), np.empty(shape[0], dtype=np.float32)
    moving = 0
    for first in range(0, draws, AT_ONCE):
        held = min(AT_ONCE, draws - first)
        for number in range(held):
            drawn = draw(scene, rng, rules=rules)
            course = run(scene, drawn, quarters=quarters, into=courses[number])
            reaches[number] = REACH / 2 if drawn.rule in SIGMOIDS else REACH
            moving += bool(np.abs(course[-1] - course[-2]).max() > kernels.SETTLED)
            if ended is not None:
                ended(course[-1], float(reaches[number]))
        kernels.count_into(courses, held, reaches, counts)
        if progress is not None:
            progress(first + held, draws)
    return WhatIf(scene=scene, counts=counts, draws=draws, unsettled=moving / draws)


def draw(
    scene: Scene,
    rng: np.random.Generator,
    *,
    rules: Sequence[int] = tuple(range(len(RULES))),
) -> Drawn:
    """One rater, one drawer, one rule, and where each channel lies between its ends."""
    chosen = scene.maps[rng.integers(len(scene.maps))]
    weights = np.clip(chosen.weights + rng.normal(0, chosen.scatter), -1, 1)
    kept = chosen.may_turn or np.sign(weights) == np.sign(chosen.weights)
    channels = scene.proposal.channels
    return Drawn(
        effect=_effect(scene, rng),
        ends=chosen.ends,
        weights=np.where(kept, weights, 0.0),
        rule=rules[int(rng.integers(len(rules)))],
        strengths=np.array([rng.uniform(one.least, one.most) for one in channels]),
        levels=np.clip(rng.normal(0, LEVEL, len(scene.factors)), -1, 1),
    )


def _effect(scene: Scene, rng: np.random.Generator) -> Numbers:
    """One rater's judgements; where they gave none, another's who did, and 0 where nobody did."""
    order = rng.permutation(len(scene.raters))
    effect = np.full_like(scene.raters[0].effect, np.nan)
    scatter = np.zeros_like(effect)
    for rater in (scene.raters[n] for n in order):
        missing = np.isnan(effect) & ~np.isnan(rater.effect)
        effect = np.where(missing, rater.effect, effect)
        scatter = np.where(missing, rater.scatter, scatter)
    told = np.clip(effect + rng.normal(0, 1, effect.shape) * scatter, -1, 1)
    return np.nan_to_num(told) * scene.proposal.size


def run(
    scene: Scene, drawn: Drawn, *, quarters: int = QUARTERS, into: kernels.Numbers | None = None
) -> kernels.Numbers:
    """One course of every factor in every cell (quarters + 1, factors, cells + 1).

    It is written `into` an array of that shape, where one is given.
    """
    groups, areas = len(scene.groups), len(scene.areas)
    start = 0.5 if drawn.rule in SIGMOIDS else 0.0
    shape = (quarters + 1, len(scene.factors), groups * areas + 1)
    course = np.empty(shape, dtype=np.float32) if into is None else into
    course[0] = (start + drawn.levels * (0.5 if start else 1.0))[:, None]
    push = np.zeros(shape[1:], dtype=np.float32)
    push[:, :-1] = (scene.meant.T[:, :, None] * drawn.effect[None]).reshape(-1, shape[1]).T
    kernels.all_quarters(
        course,
        drawn.ends,
        drawn.weights.astype(np.float32),
        drawn.rule,
        push,
        scene.proposal.starts,
        groups,
        *scene.rows,
        *scene.channels,
        drawn.strengths.astype(np.float32),
        scene.passes,
        scene.open_to,
    )
    return course
