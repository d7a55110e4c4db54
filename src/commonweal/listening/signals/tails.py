"""The upper tail of scores that were simulated too rarely to be counted.

Read `fit_tail` first: a generalised Pareto law for what lies above a high score (Coles 2001, §4.2),
its shape held near that of an exponential tail, because a few dozen values cannot tell it.
"""

from dataclasses import dataclass
from math import exp, log
from typing import Self

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

Numbers = npt.NDArray[np.float64]

SHAPE, SHAPE_SD = 0.0, 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Tail:
    """P(a value exceeds x | it exceeds `above`) = (1 + shape · (x − above) / scale)^(−1/shape)."""

    above: float
    scale: float
    shape: float

    @classmethod
    def none(cls) -> Self:
        """The tail of nothing: it never speaks."""
        return cls(above=float("inf"), scale=1.0, shape=0.0)

    def beyond(self, x: float) -> float:
        """The chance to exceed `x`, for `x` at or above `above`."""
        excess = max(x - self.above, 0.0) / self.scale
        if abs(self.shape) < 1e-6:
            return exp(-excess)
        inside = 1 + self.shape * excess
        return 0.0 if inside <= 0 else inside ** (-1 / self.shape)


def fit_tail(values: Numbers, *, above: float) -> Tail:
    """The tail of the values at or above `above`, by penalised maximum likelihood."""
    excess = np.asarray(values, dtype=np.float64) - above
    excess = excess[excess >= 0]
    if len(excess) < 3 or excess.max() <= 0:
        return Tail(above=above, scale=max(float(excess.mean()) if len(excess) else 1.0, 0.5),
                    shape=0.0)  # fmt: skip

    def against(point: Numbers) -> float:
        scale, shape = exp(point[0]), point[1]
        inside = 1 + shape * excess / scale
        if (inside <= 0).any():
            return float("inf")
        told = excess / scale if abs(shape) < 1e-6 else (1 + 1 / shape) * np.log(inside)
        return float(len(excess) * point[0] + told.sum() + (shape - SHAPE) ** 2 / (2 * SHAPE_SD**2))

    start = np.array([log(excess.mean()), 0.01])
    best = minimize(against, start, method="Nelder-Mead").x
    return Tail(above=above, scale=exp(best[0]), shape=float(best[1]))
