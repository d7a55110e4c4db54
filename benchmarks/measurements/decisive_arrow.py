"""How often the arrow on which an answer hangs is named first, where one arrow is decisive.

Read `World` first. Several drawers draw the same links and differ a little everywhere and much on
one. How much of the answer's variance goes with each link is worked out here, by code of its own
and on a large sample (Jansen 1999); a world counts where the first link's total index is at least
twice the next one's. Then the library is asked, with the sample that a page takes.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from benchmarks.record import Figure, Measurement
from commonweal.core.intervals import wilson
from commonweal.core.tables import ARROWS, RATINGS
from commonweal.weighing.ensemble import Proposal, Scene, hinges, scene_of

FACTORS, LINKS, DRAWERS, RATERS, QUARTERS = 6, 8, 5, 4, 20
LARGE = 8192
TWICE, LEAST = 2.0, 0.05
NAMES = tuple(f"factor {n}" for n in range(FACTORS))
GROUP, AREA = "young people", "north"
ASKED = FACTORS - 1
SIGMOID_FROM, RULES = 2, 5
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
Numbers = np.ndarray


@dataclass(frozen=True, eq=False, kw_only=True)
class World:
    """Links as (source, target, delay), each drawer's weights (drawers, links), raters' effects.

    `effects` (raters, factors) are in thirds, as raters say them.
    """

    links: tuple[tuple[int, int, int], ...]
    weights: Numbers
    effects: Numbers


def made(rng: np.random.Generator) -> World:
    """Eight links from what is touched to what is asked; on one of them drawers differ much."""
    links = _links(rng)
    weights = rng.uniform(0.3, 0.9, LINKS) * rng.choice([-1, 1], LINKS)
    drawn = np.clip(weights + rng.normal(0, 0.12, (DRAWERS, LINKS)), -1, 1)
    planted = int(rng.integers(LINKS))
    drawn[:, planted] = rng.uniform(0.5, 1.0, DRAWERS) * rng.permutation([1, 1, 1, -1, -1])
    effects = np.zeros((RATERS, FACTORS))
    effects[:, :2] = np.clip(np.rint(rng.normal([2, 1.5], 0.5, (RATERS, 2))), -3, 3)
    return World(links=links, weights=drawn, effects=effects)


def _links(rng: np.random.Generator) -> tuple[tuple[int, int, int], ...]:
    """A chain through all factors, so that something arrives, and three further links."""
    chain = [(n, n + 1) for n in range(FACTORS - 1)]
    others = [(a, b) for a in range(FACTORS) for b in range(FACTORS) if a != b]
    free = [pair for pair in others if pair not in chain]
    more = [free[n] for n in rng.permutation(len(free))[: LINKS - len(chain)]]
    return tuple((*pair, int(rng.integers(0, 2))) for pair in (*chain, *more))


def answers(world: World, inputs: Numbers) -> Numbers:
    """The end of what is asked, done beside not done; a row of inputs is links, rater, rule."""
    rows = np.arange(LINKS)
    weights = world.weights[(inputs[:, :LINKS] * DRAWERS).astype(int), rows]
    effects = world.effects[(inputs[:, LINKS] * RATERS).astype(int)] / 3
    rules = (inputs[:, LINKS + 1] * RULES).astype(int)
    told = np.empty(len(inputs))
    for rule in range(RULES):
        at = rules == rule
        done = _end(world, weights[at], effects[at], rule)
        not_done = _end(world, weights[at], np.zeros_like(effects[at]), rule)
        told[at] = (done - not_done) * (2 if rule >= SIGMOID_FROM else 1)
    return told


def _end(world: World, weights: Numbers, effects: Numbers, rule: int) -> Numbers:
    """What is asked after twenty quarters, one value a row, by the published rules."""
    middle = 0.5 if rule >= SIGMOID_FROM else 0.0
    past = [np.full_like(effects, middle)]
    for quarter in range(QUARTERS):
        pull = effects.copy()
        for n, (source, target, delay) in enumerate(world.links):
            level = past[max(quarter - delay, 0)][:, source]
            pull[:, target] += weights[:, n] * (2 * level - 1 if rule == RULES - 1 else level)
        now = past[-1]
        own = {1: now, 3: now, 4: 2 * now - 1}.get(rule, 0.0)
        x = pull + own
        past.append(1 / (1 + np.exp(-x)) if rule >= SIGMOID_FROM else np.tanh(x))
    return past[-1][:, ASKED]


def totals(world: World, rng: np.random.Generator) -> Numbers:
    """The total index of each link, on two large independent samples."""
    one, other = rng.random((2, LARGE, LINKS + 2))
    told = answers(world, one)
    variance = np.concatenate([told, answers(world, other)]).var()
    found = []
    for link in range(LINKS):
        mixed = one.copy()
        mixed[:, link] = other[:, link]
        found.append(float(((told - answers(world, mixed)) ** 2).mean() / (2 * variance)))
    return np.array(found)


def named_first(world: World, rng: np.random.Generator) -> tuple[str, str] | None:
    """The link that the library names first; None where it names none."""
    found = hinges(scene_from(world), rng, group=GROUP, factor=NAMES[ASKED], most=1)
    return (found[0].link.source, found[0].link.target) if found else None


def scene_from(world: World) -> Scene:
    """What drawers and raters of a world say, as the library takes it."""
    return scene_of(PROPOSAL, _ratings(world), _arrows(world), areas=(AREA,), neighbours={})


def _ratings(world: World) -> pl.DataFrame:
    told = [
        {
            **dict.fromkeys(RATINGS.columns),
            "round": 1,
            "rater": f"rater {rater}",
            "policy_area": "housing",
            "factor": NAMES[factor],
            "group": GROUP,
            "effect": int(world.effects[rater, factor]),
            "sureness": 4,
        }
        for rater in range(RATERS)
        for factor in range(FACTORS)
    ]
    return pl.DataFrame(told, schema=RATINGS.schema)


def _arrows(world: World) -> pl.DataFrame:
    told = [
        {
            "drawer": f"drawer {drawer}",
            "source": NAMES[source],
            "target": NAMES[target],
            "weight": float(world.weights[drawer, n]),
            "delay_quarters": delay,
            "sureness": 4,
        }
        for drawer in range(DRAWERS)
        for n, (source, target, delay) in enumerate(world.links)
    ]
    return pl.DataFrame(told, schema=ARROWS.schema)


def tried(worlds: int, seed: int) -> Iterator[tuple[float, bool]]:
    """For each world how many times the next index the first one is, and whether it was named.

    Worlds are left out in which no link has a twentieth of the variance: nothing is to be named.
    """
    for number in range(worlds):
        rng = np.random.default_rng([seed, number])
        world = made(rng)
        found = totals(world, rng)
        first, second = np.sort(found)[::-1][:2]
        if first < LEAST:
            continue
        source, target, _ = world.links[int(found.argmax())]
        ours = named_first(world, rng)
        yield float(first / max(second, 1e-9)), ours == (NAMES[source], NAMES[target])


def run(seed: int, runs: int) -> list[Figure]:
    """How often the decisive arrow is named first; `runs` are worlds that are made."""
    every = list(tried(runs, seed))
    decisive = [hit for times, hit in every if times >= TWICE]
    close = [hit for times, hit in every if times < TWICE]
    return [
        _share("at least twice the next one's index: named first", decisive, at_least=80),
        _share("less than twice the next one's index: named first", close),
    ]


def _share(name: str, hits: list[bool], *, at_least: float | None = None) -> Figure:
    told = wilson(sum(hits), len(hits))
    return Figure(
        name=name,
        value=100 * told.value,
        low=100 * told.low,
        high=100 * told.high,
        n=len(hits),
        method="95 % Wilson interval",
        at_least=at_least,
        unit=" %",
    )


MEASUREMENT = Measurement(
    measures="How often the arrow on which an answer hangs is named first.",
    run=run,
    seed=20_405,
    runs=400,
    short_runs=8,
    sources=(
        "src/commonweal/weighing/causal/*.py",
        *(
            f"src/commonweal/weighing/ensemble/{name}.py"
            for name in ("hinges", "kernels", "proposal", "run", "scene")
        ),
        "benchmarks/measurements/decisive_arrow.py",
    ),
)
