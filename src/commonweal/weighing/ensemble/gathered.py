"""All courses of some factors at once, as small whole numbers that can be kept and sent.

Read `gathered` first. Courses that are the same are kept once: areas that are meant share theirs,
and where nothing happens there is nothing to tell apart.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from commonweal.weighing.ensemble.run import LEVELS, WhatIf

Whole = npt.NDArray[np.int16]
Numbers = npt.NDArray[np.float64]
PARTS = 100
"""The bins of `what_if` are a hundredth wide, so nothing is lost."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Gathered:
    """`courses` (distinct, quarters, levels) in hundredths, above 0 better.

    `at` says which course a cell has, `better` and `worse` are shares of runs; each is (factors,
    groups, areas), in the order of the factors asked for.
    """

    factors: tuple[str, ...]
    courses: Whole
    at: npt.NDArray[np.int64]
    better: Numbers
    worse: Numbers


def gathered(result: WhatIf, factors: Sequence[str]) -> Gathered:
    """The courses and chances of these factors in every cell; ValueError for an unknown name."""
    scene = result.scene
    columns = [scene.factors.index(name) for name in factors]
    shape = (len(columns), len(scene.areas), len(scene.groups))
    quarters = len(result.counts)
    told = np.rint(result.levels[:, columns] * PARTS).astype(np.int16)
    flat = told.transpose(1, 2, 0, 3).reshape(-1, quarters * len(LEVELS))
    courses, at = np.unique(flat, axis=0, return_inverse=True)
    chances = np.stack([result.chances[:: int(scene.good[one]), one] for one in columns])
    return Gathered(
        factors=tuple(factors),
        courses=courses.reshape(-1, quarters, len(LEVELS)),
        at=_by_group(at, shape),
        better=_by_group(chances[:, 2], shape),
        worse=_by_group(chances[:, 0], shape),
    )


def _by_group[Kind: np.generic](
    flat: npt.NDArray[Kind], shape: tuple[int, int, int]
) -> npt.NDArray[Kind]:
    """Cells that stand area by area, as groups × areas."""
    return flat.reshape(shape).transpose(0, 2, 1)
