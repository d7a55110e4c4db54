"""On which arrow the answer hangs: global sensitivity of one answer to each link of the maps.

Read `hinges` first. Here each link takes its arrow from any of those who saw both its nodes, one by
one and apart from all others, so that each can be asked alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from commonweal.weighing.causal import Link
from commonweal.weighing.ensemble import kernels
from commonweal.weighing.ensemble.run import QUARTERS, RULES, SIGMOIDS
from commonweal.weighing.ensemble.scene import Numbers, Scene

SAMPLES = 256
ABREAST = 256
CLEAR, MATTERS = 0.9, 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Hinge:
    """One link: `total` is its share of the answer's variance, alone and with others (Sobol').

    `sure_now` is the larger of the chances of better and worse; `sure_then` the smallest of it over
    all that could be agreed on for this link.
    """

    link: Link
    total: float
    sure_now: float
    sure_then: float

    @property
    def sentence(self) -> str:
        """What would make the answer clear, in words."""
        names = _names([*(one.drawer for one in self.link.drawn), *self.link.left_out])
        arrow = f"{self.link.source} → {self.link.target}"
        if self.sure_then >= CLEAR:
            return f"If {names} agreed on {arrow}, the answer would be clear."
        if self.sure_then > self.sure_now:
            return (
                f"If {names} agreed on {arrow}, the answer would be at least "
                f"{self.sure_then:.0%} sure in place of {self.sure_now:.0%}."
            )
        return f"Agreeing on {arrow} alone would not make the answer surer; {names} see it apart."


def _names(names: Sequence[str]) -> str:
    if len(names) > 4:
        return f"{', '.join(names[:3])} and {len(names) - 3} others"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def hinges(
    scene: Scene,
    rng: np.random.Generator,
    *,
    group: str,
    factor: str,
    samples: int = SAMPLES,
    most: int = 5,
) -> tuple[Hinge, ...]:
    """The links on which the end of one factor for one group hangs most, in an area that is meant.

    See `hinges_of`, which asks for several factors at once.
    """
    told = hinges_of(scene, rng, group=group, factors=(factor,), samples=samples, most=most)
    return told[factor]


def hinges_of(
    scene: Scene,
    rng: np.random.Generator,
    *,
    group: str,
    factors: Sequence[str],
    samples: int = SAMPLES,
    most: int = 5,
) -> dict[str, tuple[Hinge, ...]]:
    """The hinges of several factors for one group, from the same runs.

    Total indices after Jansen (Comput Phys Commun 1999, 117:35) on two independent samples. Empty
    where the answer does not vary or no link has a twentieth of it. Channels play no part here.
    """
    links = [link for link in scene.merged.links if len(link.drawn) + len(link.left_out) > 1]
    one, other = rng.random((2, samples, len(links) + 2))
    columns = [scene.factors.index(factor) for factor in factors]
    answers = _Answers(scene, links, scene.groups.index(group), columns)
    told = answers.of(one)
    totals = _totals(answers, one, other, told, len(links))
    now = _sure(told)
    return {
        factor: tuple(
            Hinge(
                link=links[n],
                total=float(totals[n, at]),
                sure_now=float(now[at]),
                sure_then=float(answers.surest(one, int(n))[at]),
            )
            for n in np.argsort(-totals[:, at], kind="stable")[:most]
            if totals[n, at] >= MATTERS
        )
        for at, factor in enumerate(factors)
    }


def _totals(
    answers: "_Answers", one: Numbers, other: Numbers, told: Numbers, links: int
) -> Numbers:
    """The total index of each link (rows) for each factor; 0 where the answer does not vary."""
    variance = np.var(np.concatenate([told, answers.of(other)]), axis=0)
    totals = np.zeros((links, told.shape[1]))
    for number in range(links):
        mixed = answers.of(one, number, other[:, number])
        totals[number] = ((told - mixed) ** 2).mean(axis=0)
    varies = variance > 0
    return np.where(varies, totals / (2 * np.where(varies, variance, 1.0)), 0.0)


def _sure(answers: Numbers) -> Numbers:
    """The larger of the shares of better and worse, a factor each."""
    return np.maximum((answers > 0).mean(axis=0), (answers < 0).mean(axis=0))


class _Answers:
    """The ends of some factors for one group, as the numbers of `inputs` choose arrows."""

    def __init__(
        self, scene: Scene, links: Sequence[Link], row: int, columns: Sequence[int]
    ) -> None:
        self.scene, self.row, self.columns = scene, row, list(columns)
        at = {name: n for n, name in enumerate(scene.factors)}
        self.pairs = [(at[link.source], at[link.target]) for link in links]
        self.choices = [
            [(one.weight, one.delay_quarters) for one in link.drawn]
            + [(0.0, 0)] * len(link.left_out)
            for link in links
        ]
        fixed = [
            (at[link.source], at[link.target], one.delay_quarters, one.weight)
            for link in scene.merged.links
            if len(link.drawn) + len(link.left_out) == 1
            for one in link.drawn
        ]
        self.known: dict[int, Numbers] = {}
        self.seen: tuple[Numbers, npt.NDArray[np.float32]] | None = None
        self._lay_out(fixed)

    def of(self, inputs: Numbers, number: int = -1, other: Numbers | None = None) -> Numbers:
        """Answers (rows of inputs, factors); a row holds a number for each link, rater and rule.

        With `other`, link `number` takes its arrows from there in place of `inputs`.
        """
        weights = self._weights(inputs)
        if other is not None:
            weights = weights.copy()
            weights[self.rows[number]] = self._of_link(number, other)
        raters = (inputs[:, -2] * len(self.scene.raters)).astype(int)
        told = np.array([one.effect[self.row] for one in self.scene.raters])
        effects = np.nan_to_num(told[raters]).T * self.scene.proposal.size
        rules = (inputs[:, -1] * len(RULES)).astype(int)
        answers = np.empty((len(inputs), len(self.columns)))
        for rule in np.unique(rules):
            at = np.flatnonzero(rules == rule)
            for some in np.array_split(at, len(at) // ABREAST + 1):
                answers[some] = self._ends(weights[:, some], int(rule), effects[:, some])
        return answers

    def surest(self, inputs: Numbers, number: int) -> Numbers:
        """How sure each answer is at least, whichever arrow were agreed on for one link."""
        if number not in self.known:
            count = len(self.choices[number])
            agreed = (np.full(len(inputs), (chosen + 0.5) / count) for chosen in range(count))
            sure = [_sure(self.of(inputs, number, one)) for one in agreed]
            self.known[number] = np.min(sure, axis=0)
        return self.known[number]

    def _lay_out(self, fixed: Sequence[tuple[int, int, int, float]]) -> None:
        """A row for each arrow that is drawn alike by all, then for each link and delay."""
        ends = [one[:3] for one in fixed]
        self.rows = []
        for pair, choices in zip(self.pairs, self.choices, strict=True):
            delays = sorted({delay for weight, delay in choices if weight})
            self.rows.append(slice(len(ends), len(ends) + len(delays)))
            ends += [(*pair, delay) for delay in delays]
        self.ends = np.array(ends, dtype=np.int64).reshape(-1, 3)
        self.fixed = np.array([one[3] for one in fixed]).reshape(-1, 1)

    def _weights(self, inputs: Numbers) -> npt.NDArray[np.float32]:
        """The weight of every arrow (rows) in each run; the inputs seen last are remembered."""
        if self.seen is None or self.seen[0] is not inputs:
            weights = np.zeros((len(self.ends), len(inputs)), dtype=np.float32)
            weights[: len(self.fixed)] = self.fixed
            for number, rows in enumerate(self.rows):
                weights[rows] = self._of_link(number, inputs[:, number])
            self.seen = inputs, weights
        return self.seen[1]

    def _of_link(self, number: int, inputs: Numbers) -> npt.NDArray[np.float64]:
        """The weights of one link's arrows, one a delay; 0 where another is taken."""
        choices = np.array(self.choices[number])
        taken = choices[(inputs * len(choices)).astype(int)]
        delays = self.ends[self.rows[number], 2]
        return np.where(taken[:, 1] == delays[:, None], taken[:, 0], 0.0)

    def _ends(self, weights: npt.NDArray[np.float32], rule: int, effects: Numbers) -> Numbers:
        """The differences at the last quarter (runs, factors) from a cell that is left alone."""
        done = self._last(weights, rule, effects)
        if rule not in SIGMOIDS:
            return done  # what is left alone stays in the middle, at 0
        return 2.0 * (done - self._last(weights, rule, np.zeros_like(effects)))

    def _last(self, weights: npt.NDArray[np.float32], rule: int, push: Numbers) -> Numbers:
        start = 0.5 if rule in SIGMOIDS else 0.0
        course = np.full((QUARTERS + 1, *push.shape), start, dtype=np.float32)
        pushed = push.astype(np.float32)
        begins = self.scene.proposal.starts
        kernels.side_by_side(course, self.ends, weights, rule, pushed, begins)
        return course[-1, self.columns].T.astype(np.float64)
