"""How far areas wander from one another when nothing is done, learnt from before adoption only.

Read `noise_of` first. An area's course beside the others' is taken as a part that carries over from
one period to the next and a part that does not. Both are found from all areas at once, since two or
three treated areas alone could not tell them (few treated units: Conley & Taber 2011).
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from commonweal.weighing.watch.courses import Scale

CARRIES_OVER = 0.5
"""What is left of a deviation after one period. One value for all: too few periods tell it."""

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """`carried` is the variance of what carries over, `scatter` that of the rest for a size of one.

    `cells` counts the values that it rests on and `degrees` the freedom left for its interval:
    neighbouring periods tell nearly the same, so four count as one.
    """

    carried: float
    scatter: float
    cells: int
    degrees: float


def noise_of(before: Numbers, scale: Scale, sizes: Numbers) -> Noise:
    """From values (areas, periods) before adoption, without gaps, and sizes as `Scale` takes them.

    Residuals of area and period effects; their variance and their product from one period to the
    next, both corrected for what the effects take away; counts never scatter less than by chance.
    """
    lines = scale.line(before)
    areas, periods = lines.shape
    rest = lines - lines.mean(axis=1, keepdims=True) - lines.mean(axis=0) + lines.mean()
    few = areas / (areas - 1)
    carried, whole = _parts(
        few * float((rest**2).mean()), few * float((rest[:, 1:] * rest[:, :-1]).mean()), periods
    )
    least = 1.0 if scale.counted else 1e-12
    return Noise(
        carried=carried,
        scatter=max(max(whole - carried, 0.0) / float(np.mean(1 / sizes)), least),
        cells=before.size,
        degrees=max(3.0, (areas - 1) * (periods - 1) / 4),
    )


def _parts(now: float, next_one: float, periods: int) -> tuple[float, float]:
    """What carries over, and the whole variance, once what the area's mean took is given back."""
    lost, carried = 0.0, 0.0
    for _ in range(8):
        carried = max(next_one + lost, 0.0) / CARRIES_OVER
        whole = now + lost
        lost = mean_variance(periods, carried=carried, scatter=max(whole - carried, 0.0))
    return carried, now + lost


def mean_variance(periods: int, *, carried: float, scatter: float) -> float:
    """The variance of a mean over that many periods in a row."""
    weights = np.full(periods, 1 / periods)
    return float(scatter / periods + carried * weights @ carry(periods) @ weights)


@lru_cache(maxsize=64)
def carry(periods: int) -> Numbers:
    """How alike the carried part of any two periods is: (periods, periods)."""
    at = np.arange(periods)
    return np.asarray(CARRIES_OVER ** np.abs(at[:, None] - at[None, :]), dtype=np.float64)
