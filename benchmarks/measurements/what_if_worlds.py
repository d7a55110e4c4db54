"""How often the bands of belief hold what then happens, in made-up worlds whose links are known.

Read `World` first. Nothing of the ensemble is used to make a world: its links are drawn once, its
course is followed here, factor by factor, with noise of its own each quarter, the same whether the
measure is taken or not. Raters see effects and links with an error; what the ensemble makes of
their words is held against what the measure changed, wherever it changed something.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp, tanh
from typing import Any

import numpy as np
import polars as pl

from benchmarks.record import Figure, Measurement
from commonweal.core.tables import ARROWS, RATINGS
from commonweal.weighing.ensemble import Proposal, around_one_truth, scene_of, what_if

RATERS = (5, 12, 40)
FACTORS, LINKS, QUARTERS, NOISE = 6, 10, 20, 0.02
SEEN_WITH = 0.25
DRAWS, TOUCHED = 300, 1e-3
NAMES = tuple(f"factor {n}" for n in range(FACTORS))
GROUP, AREA = "young people", "north"
BOTH = (0, 1)
SAME = "the same rule"
VIEWS, LAID = "views as they are", "one truth that all see"
READINGS = (VIEWS, LAID)
OTHERS = 4
WIDE = "views scatter around what is true, so a band of views is wider than it need be"
WIDENED = "the error of so few people's mean is widened, since it is itself hardly known"
FEW = "the error of so few people's mean is itself hardly known"
PROPOSAL = Proposal(
    name="made up",
    policy_area="housing",
    groups=(GROUP,),
    areas=(AREA,),
    size=1.0,
    starts=0,
    more_is_worse=(),
    channels=(),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Links as (source, target, delay) with their weights, and the direct effect on each factor."""

    links: tuple[tuple[int, int, int], ...]
    weights: tuple[float, ...]
    effect: tuple[float, ...]

    def end(self, rule: Callable[[float, float], float], rng: np.random.Generator) -> list[float]:
        """Each factor after twenty quarters, done and not done, as their difference."""
        noise = NOISE * rng.normal(size=(QUARTERS, FACTORS))
        done = self._course(self.effect, rule, noise)
        not_done = self._course((0.0,) * FACTORS, rule, noise)
        return [a - b for a, b in zip(done, not_done, strict=True)]

    def _course(
        self,
        effect: tuple[float, ...],
        rule: Callable[[float, float], float],
        noise: np.ndarray,
    ) -> list[float]:
        past = [[0.0] * FACTORS]
        for quarter in range(QUARTERS):
            pull = list(effect)
            for (source, target, delay), weight in zip(self.links, self.weights, strict=True):
                pull[target] += weight * past[max(quarter - delay, 0)][source]
            now = past[-1]
            after = [rule(now[n], pull[n]) + float(noise[quarter, n]) for n in range(FACTORS)]
            past.append(after)
        return past[-1]


def by_kosko(_now: float, pull: float) -> float:
    """What pulls, squashed."""
    return tanh(pull)


def by_change(now: float, pull: float) -> float:
    """What there is and what pulls, squashed."""
    return tanh(now + pull)


def by_steps(now: float, pull: float) -> float:
    """A rule that the ensemble does not know: a factor moves a third of the way each quarter."""
    return now + (2 / (1 + exp(-1.5 * pull)) - 1 - now) / 3


def made(rng: np.random.Generator) -> World:
    """Ten links between six factors; the measure touches two of them."""
    pairs = [(a, b) for a in range(FACTORS) for b in range(FACTORS) if a != b]
    chosen = [pairs[n] for n in rng.permutation(len(pairs))[:LINKS]]
    effect = np.zeros(FACTORS)
    effect[rng.permutation(FACTORS)[:2]] = rng.uniform(-1, 1, 2)
    return World(
        links=tuple((*pair, int(rng.integers(0, 3))) for pair in chosen),
        weights=tuple(float(one) for one in rng.uniform(-0.8, 0.8, LINKS)),
        effect=tuple(float(one) for one in effect),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What raters say: judgements and maps as the library's tables."""

    ratings: pl.DataFrame
    arrows: pl.DataFrame


Case = tuple[Told, list[float], tuple[int, ...]]
"""What raters say, what happens, and the rules that are drawn."""


def told_by(
    world: World,
    raters: int,
    rng: np.random.Generator,
    *,
    missing: float = 0.0,
    shared: float = 0.0,
) -> Told:
    """Each sees every effect and link with an error; `shared` is the part that all have in common.

    With `missing`, that share of the links is on nobody's map.
    """
    own, common = SEEN_WITH * (1 - shared) ** 0.5, SEEN_WITH * shared**0.5
    for_all = rng.normal(0, common, FACTORS + LINKS)
    drawn = rng.random(LINKS) >= missing
    ratings, arrows = [], []
    for rater in range(raters):
        seen = np.array([*world.effect, *world.weights]) + for_all
        seen += rng.normal(0, own, FACTORS + LINKS)
        ratings += _ratings(f"rater {rater}", world, seen[:FACTORS])
        arrows += _arrows(f"rater {rater}", world, seen[FACTORS:], drawn)
    return Told(
        ratings=pl.DataFrame(ratings, schema=RATINGS.schema),
        arrows=pl.DataFrame(arrows, schema=ARROWS.schema),
    )


def _ratings(rater: str, world: World, seen: np.ndarray) -> list[dict[str, object]]:
    return [
        {
            **dict.fromkeys(RATINGS.columns),
            "round": 1,
            "rater": rater,
            "policy_area": "housing",
            "factor": NAMES[n],
            "group": GROUP,
            "effect": int(np.clip(np.rint(3 * seen[n]), -3, 3)),
            "sureness": 4,
        }
        for n in range(FACTORS)
        if world.effect[n]
    ]


def _arrows(
    rater: str, world: World, seen: np.ndarray, drawn: np.ndarray
) -> list[dict[str, object]]:
    return [
        {
            "drawer": rater,
            "source": NAMES[source],
            "target": NAMES[target],
            "weight": float(np.clip(seen[n], -1, 1)),
            "delay_quarters": delay,
            "sureness": 4,
        }
        for n, (source, target, delay) in enumerate(world.links)
        if drawn[n]
    ]


def held(
    told: Told,
    end: list[float],
    rng: np.random.Generator,
    rules: Sequence[int],
    *,
    laid: bool = False,
) -> list[bool]:
    """For each factor that the measure changed: whether the 90 % band holds its end.

    `laid` reads the scene as one truth that all see with errors.
    """
    scene = scene_of(PROPOSAL, told.ratings, told.arrows, areas=(AREA,), neighbours={})
    scene = around_one_truth(scene) if laid else scene
    result = what_if(scene, rng, draws=DRAWS, rules=rules)
    found = []
    for n, name in enumerate(NAMES):
        if name in scene.factors and abs(end[n]) > TOUCHED:
            last = result.course(GROUP, AREA, name).quantiles[-1]
            found.append(last[0] <= end[n] <= last[4])
    return found


def covered(raters: int, worlds: int, rng: np.random.Generator) -> list[Figure]:
    """Coverage at one number of raters: as it should be, and where something is otherwise.

    Every world tries the rule that is its own; one in four tries the other cases as well.
    """
    tried: dict[tuple[str, str], list[float]] = {}
    for number in range(worlds):
        world = made(rng)
        rule = int(rng.integers(2))
        end = world.end((by_kosko, by_change)[rule], rng)
        cases: dict[str, Case] = {SAME: (told_by(world, raters, rng), end, (rule,))}
        if number % OTHERS == 0:
            cases |= _otherwise(world, raters, end, rule, rng)
        for name, (told, then, rules) in cases.items():
            for reading in READINGS:
                if found := held(told, then, rng, rules, laid=reading == LAID):
                    tried.setdefault((name, reading), []).append(float(np.mean(found)))
    return [figure for key, shares in tried.items() for figure in _shares(raters, *key, shares)]


def _otherwise(
    world: World, raters: int, end: list[float], rule: int, rng: np.random.Generator
) -> dict[str, Case]:
    """The cases in which something is not as it should be."""
    whole = told_by(world, raters, rng)
    lacking = told_by(world, raters, rng, missing=0.15)
    sharing = told_by(world, raters, rng, shared=0.5)
    return {
        "one of the rules drawn": (whole, end, BOTH),
        "a rule that is not drawn": (whole, world.end(by_steps, rng), BOTH),
        "15 % of the links on nobody's map": (lacking, end, (rule,)),
        "raters who share half of their error": (sharing, end, (rule,)),
    }


def _shares(raters: int, name: str, reading: str, shares: list[float]) -> list[Figure]:
    """One figure; where the rule is the world's own, two, for the two ends of the goal."""
    mean, n = 100 * float(np.mean(shares)), len(shares)
    half = 196 * float(np.std(shares, ddof=1)) / n**0.5 if n > 1 else 0.0
    both: dict[str, Any] = {
        "value": mean,
        "low": max(mean - half, 0),
        "high": min(mean + half, 100),
        "n": n,
        "method": "95 % interval of the mean over worlds",
        "unit": " %",
    }
    words = f"{reading}, {raters} raters, {name}"
    why = WIDENED if reading == LAID else WIDE
    if name != SAME:
        return [Figure(name=words, **both)]
    return [
        Figure(name=words, at_least=87, reason=FEW if mean < 87 else "", **both),
        Figure(name=f"{words} (most)", at_most=93, reason=why if mean > 93 else "", **both),
    ]


def run(seed: int, runs: int) -> list[Figure]:
    """Coverage at each number of raters; `runs` are worlds."""
    return [
        figure
        for raters in RATERS
        for figure in covered(raters, runs, np.random.default_rng([seed, raters]))
    ]


MEASUREMENT = Measurement(
    measures="How often 90 % bands of belief hold what happens, in worlds whose links are known.",
    run=run,
    seed=20_402,
    runs=2_000,
    short_runs=2,
    sources=(
        "src/commonweal/weighing/causal/*.py",
        *(
            f"src/commonweal/weighing/ensemble/{name}.py"
            for name in ("kernels", "one_truth", "proposal", "run", "scene")
        ),
        "benchmarks/measurements/what_if_worlds.py",
    ),
)
