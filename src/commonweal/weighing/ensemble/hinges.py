"""On which arrow the answer hangs: global sensitivity of one answer to each link of the maps.

Read `hinges` first. Here each link takes its arrow from any of those who saw both its nodes, one by
one and apart from all others, so that each can be asked alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from commonweal.weighing.causal import Link
from commonweal.weighing.ensemble import kernels
from commonweal.weighing.ensemble.run import QUARTERS, RULES, SIGMOIDS
from commonweal.weighing.ensemble.scene import Numbers, Scene, Whole

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

    Total indices after Jansen (Comput Phys Commun 1999, 117:35) on two independent samples. Empty
    where the answer does not vary or no link has a twentieth of it. Channels play no part here.
    """
    row, column = scene.groups.index(group), scene.factors.index(factor)
    links = [link for link in scene.merged.links if len(link.drawn) + len(link.left_out) > 1]
    inputs = len(links) + 2
    one, other = rng.random((2, samples, inputs))
    answer = _Answers(scene, links, row, column)
    told = answer.of(one)
    variance = float(np.var(np.concatenate([told, answer.of(other)])))
    if variance == 0:
        return ()
    totals = []
    for number in range(len(links)):
        mixed = one.copy()
        mixed[:, number] = other[:, number]
        totals.append(float(((told - answer.of(mixed)) ** 2).mean() / (2 * variance)))
    order = np.argsort(-np.array(totals), kind="stable")[:most]
    now = _sure(told)
    return tuple(
        Hinge(
            link=links[n],
            total=totals[n],
            sure_now=now,
            sure_then=answer.surest(one, int(n)),
        )
        for n in order
        if totals[n] >= MATTERS
    )


def _sure(answers: Numbers) -> float:
    """The larger of the shares of better and worse."""
    return float(max((answers > 0).mean(), (answers < 0).mean()))


class _Answers:
    """The end of one factor for one group, as the numbers of `inputs` choose arrows."""

    def __init__(self, scene: Scene, links: Sequence[Link], row: int, column: int) -> None:
        self.scene, self.links, self.row, self.column = scene, links, row, column
        at = {name: n for n, name in enumerate(scene.factors)}
        self.pairs = [(at[link.source], at[link.target]) for link in links]
        self.choices = [
            [(one.weight, one.delay_quarters) for one in link.drawn]
            + [(0.0, 0)] * len(link.left_out)
            for link in links
        ]
        self.fixed = [
            (at[link.source], at[link.target], one.delay_quarters, one.weight)
            for link in scene.merged.links
            if len(link.drawn) + len(link.left_out) == 1
            for one in link.drawn
        ]

    def of(self, inputs: Numbers) -> Numbers:
        """One answer a row of inputs: a link each, then the rater, then the rule."""
        ends, weights = self._arrows(inputs)
        raters = (inputs[:, -2] * len(self.scene.raters)).astype(int)
        told = np.array([one.effect[self.row] for one in self.scene.raters])
        effects = np.nan_to_num(told[raters]).T * self.scene.proposal.size
        rules = (inputs[:, -1] * len(RULES)).astype(int)
        answers = np.empty(len(inputs))
        for rule in np.unique(rules):
            at = np.flatnonzero(rules == rule)
            for some in np.array_split(at, len(at) // ABREAST + 1):
                answers[some] = self._ends(ends, weights[:, some], int(rule), effects[:, some])
        return answers

    def surest(self, inputs: Numbers, number: int) -> float:
        """How sure the answer is at least, whichever arrow were agreed on for one link."""
        sure = []
        count = len(self.choices[number])
        for chosen in range(count):
            agreed = inputs.copy()
            agreed[:, number] = (chosen + 0.5) / count
            sure.append(_sure(self.of(agreed)))
        return min(sure)

    def _arrows(self, inputs: Numbers) -> tuple[Whole, Numbers]:
        """Every arrow of a link and delay, with its weight in each row; 0 where it is not taken."""
        ends, weights = (
            [one[:3] for one in self.fixed],
            [np.full(len(inputs), one[3]) for one in self.fixed],
        )
        for number, (pair, choices) in enumerate(zip(self.pairs, self.choices, strict=True)):
            taken = (inputs[:, number] * len(choices)).astype(int)
            weight, delay = (np.array([one[n] for one in choices])[taken] for n in (0, 1))
            for told in sorted({one[1] for one in choices if one[0]}):
                ends.append((*pair, told))
                weights.append(np.where(delay == told, weight, 0.0))
        return np.array(ends, dtype=np.int64).reshape(-1, 3), np.array(weights)

    def _ends(self, ends: Whole, weights: Numbers, rule: int, effects: Numbers) -> Numbers:
        """The difference at the last quarter in one cell beside an untouched one, a run each."""
        start, scale = (0.5, 2.0) if rule in SIGMOIDS else (0.0, 1.0)
        last = []
        for push in (effects, np.zeros_like(effects)):
            course = np.full((QUARTERS + 1, *effects.shape), start, dtype=np.float32)
            kernels.side_by_side(
                course,
                ends,
                weights.astype(np.float32),
                rule,
                push.astype(np.float32),
                self.scene.proposal.starts,
            )
            last.append(course[-1, self.column].astype(np.float64))
        return scale * (last[0] - last[1])
