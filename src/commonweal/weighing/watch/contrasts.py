"""Before against after, a set of areas against others: difference in differences with its error.

Read `contrasts` first. It takes many sets and dates at once, so that the areas which were meant and
hundreds of placebos are judged by one and the same rule.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from commonweal.weighing.watch.courses import Courses
from commonweal.weighing.watch.noise import Noise, carry

Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Which periods count as `before` and `after` (flags), and whether a drift is carried on."""

    before: Flags
    after: Flags
    drifting: bool = False

    @property
    def weights(self) -> Numbers:
        """What each period counts in the difference, 0 where it counts in neither."""
        used = self.before | self.after
        weights = np.zeros(len(used))
        if not self.drifting:
            weights[self.before] = -1 / self.before.sum()
            weights[self.after] = 1 / self.after.sum()
            return weights
        at = np.flatnonzero(used).astype(float)
        design = np.column_stack([np.ones_like(at), at - at.mean(), self.after[used]])
        weights[used] = np.linalg.pinv(design)[2]
        return weights


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrasts:
    """`change` of each set beside its comparison, its `error`, and the comparison's part in it.

    All of them (sets, windows); `shared` is a variance.
    """

    change: Numbers
    error: Numbers
    shared: Numbers

    @property
    def ratio(self) -> Numbers:
        """Each change in units of its error."""
        return self.change / self.error


def contrasts(sets: Courses, others: Courses, windows: Sequence[Window], noise: Noise) -> Contrasts:
    """Every set beside its own comparison, from before to after, in every window."""
    weights = np.array([window.weights for window in windows])
    parts = [np.array([w.before for w in windows]), np.array([w.after for w in windows])]
    change = (sets.lines - others.lines) @ weights.T
    own, shared = (_variance(one, weights, parts, noise) for one in (sets, others))
    return Contrasts(change=change, error=np.sqrt(own + shared), shared=shared)


def drifts(sets: Courses, others: Courses, before: Flags, noise: Noise) -> Numbers:
    """How far each set drifted from its comparison before adoption, in units of its error."""
    at = np.flatnonzero(before).astype(float)
    weights = np.zeros((1, len(before)))
    weights[0, before] = (at - at.mean()) / ((at - at.mean()) ** 2).sum()
    variance = sum(_variance(one, weights, [before[None]], noise) for one in (sets, others))
    return np.asarray(((sets.lines - others.lines) @ weights.T / np.sqrt(variance))[:, 0])


def _variance(courses: Courses, weights: Numbers, parts: Sequence[Flags], noise: Noise) -> Numbers:
    """Scatter by the mean size of each set in each part, and what carries over: (sets, windows)."""
    carried = ((weights @ carry(weights.shape[1])) * weights).sum(axis=1)
    whole = noise.carried * courses.share[:, None] * carried
    for part in parts:
        size = courses.sizes @ (part / part.sum(axis=1, keepdims=True)).T
        whole = whole + noise.scatter * ((weights * part) ** 2).sum(axis=1) / size
    return np.asarray(whole)
