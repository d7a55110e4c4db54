"""EARS C2 as R's `surveillance` 1.20.3 computes it, in numba and on one thread.

C2 sets a week beside the seven that end three weeks before it: (y − mean) ÷ max(sd, 0.5). `earsC`
reports the bound mean + 3.09 × max(sd, minSigma); the distance itself is the continuous statistic.
L. Hutwagner et al. (2003), doi:10.1093/jurban/jtg049; settings: farrington_and_ears.R.
"""

import numba
import numpy as np
from numpy.typing import NDArray

BASELINE, GUARD, LEAST_SD = 7, 3, 0.5
FIRST_WEEK = BASELINE + GUARD - 1


def statistics(
    counts: NDArray[np.integer], weeks: NDArray[np.integer]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Mean and spread (at least 0.5) of the baseline: series in rows, weeks (from 0) in columns."""
    if weeks.min() < FIRST_WEEK or weeks.max() >= counts.shape[1]:
        raise ValueError(f"EARS C2 judges weeks {FIRST_WEEK} to {counts.shape[1] - 1} of these.")
    found = _all(np.ascontiguousarray(counts, dtype=np.int64), np.asarray(weeks, dtype=np.int64))
    return found[0], found[1]


@numba.njit(cache=True)
def _all(counts: NDArray[np.int64], weeks: NDArray[np.int64]) -> NDArray[np.float64]:
    found = np.empty((2, counts.shape[0], weeks.size))
    for row in range(counts.shape[0]):
        for column in range(weeks.size):
            end = weeks[column] - GUARD + 1
            total, squares = 0, 0
            for week in range(end - BASELINE, end):
                total += counts[row, week]
                squares += counts[row, week] ** 2
            apart = BASELINE * squares - total * total
            found[0, row, column] = total / BASELINE
            found[1, row, column] = max((apart / (BASELINE * (BASELINE - 1))) ** 0.5, LEAST_SD)
    return found
