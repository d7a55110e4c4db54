"""Before against after, a set of areas against others: difference in differences with its error.

Read `contrasts` first. It takes many sets at once, so that the sets which were meant and thousands
of placebos are judged by one and the same rule.
"""

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
    """`change` of each set beside its comparison, its `error`, and the comparison's part in it."""

    change: Numbers
    error: Numbers
    shared: Numbers

    @property
    def ratio(self) -> Numbers:
        """Each change in units of its error."""
        return self.change / self.error


def contrasts(sets: Courses, others: Courses, window: Window, noise: Noise) -> Contrasts:
    """Every set beside its own comparison: (sets) changes from before to after."""
    weights = window.weights
    change = (sets.lines - others.lines) @ weights
    own, shared = (_variance(one, weights, window, noise) for one in (sets, others))
    return Contrasts(change=change, error=np.sqrt(own + shared), shared=shared)


def drifts(sets: Courses, others: Courses, before: Flags, noise: Noise) -> Numbers:
    """How far each set drifted from its comparison before adoption, in units of its error."""
    at = np.flatnonzero(before).astype(float)
    weights = np.zeros(len(before))
    weights[before] = (at - at.mean()) / ((at - at.mean()) ** 2).sum()
    window = Window(before=before, after=np.zeros_like(before))
    variance = sum(_variance(one, weights, window, noise) for one in (sets, others))
    return np.asarray((sets.lines - others.lines) @ weights / np.sqrt(variance))


def _variance(courses: Courses, weights: Numbers, window: Window, noise: Noise) -> Numbers:
    """Scatter by the size of each set before and after, and what carries over."""
    thin = np.zeros_like(courses.thin)
    for part in (window.before, window.after):
        if part.any():
            thin[:, part] = 1 / np.mean(1 / courses.thin[:, part], axis=1, keepdims=True)
    carried = float(weights @ carry(len(weights)) @ weights)
    return np.asarray(noise.scatter * thin @ weights**2 + noise.carried * courses.share * carried)
