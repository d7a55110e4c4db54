"""The peers' continuous statistics as they can be thresholded: large where a week stands out.

Read `farrington_ways` first. `farringtonFlexible` offers three thresholds and two continuous
values; which of them serves it best is measured (benchmarks/measurements/peers_choice.py). Two are
ahead of the others and alike, each at other rates: `peers` holds both, beside EARS C2.
"""

import numba
import numpy as np
from numpy.typing import NDArray

from benchmarks.peers import ears, farrington
from benchmarks.peers.farrington import log10_tail

EARS = "EARS C2"
LEAST_CASES, LEAST_OVER = 5, 4
CHOSEN = {
    "Farrington, muan": "muan tail, five in four weeks",
    "Farrington, nbPlugin": "nbPlugin tail, five in four weeks",
}

Counts = NDArray[np.int64]
Floats = NDArray[np.float64]


def farrington_ways(counts: Counts, weeks: Counts) -> dict[str, Floats]:
    """Every way of the package to say how far a week stands out; a week without report never does.

    `score` is the exceedance (y − mu) ÷ (bound − mu) of `delta`, `z` its distance on the 2/3-power
    scale; `nbPlugin` and `muan` give minus the logarithm of the tail, at mu and at the upper 95 %
    limit of mu. With the package's own rule a series needs five reports in the last four weeks.
    """
    found = farrington.statistics(counts, weeks)
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        uncertain = np.exp(found.eta + farrington.Z_95 * found.se)
        ways = {
            "delta score": (counts[:, weeks] - found.mu) / (found.delta_upper - found.mu),
            "delta z": found.z,
            "nbPlugin tail": -found.tail,
            "muan tail": -_tails(counts[:, weeks], uncertain, found.phi),
        }
    for name in list(ways):
        ways[name] = np.where(counts[:, weeks] > 0, ways[name], np.nan)
        ways[f"{name}, five in four weeks"] = np.where(_enough(counts, weeks), ways[name], np.nan)
    return ways


def _enough(counts: Counts, weeks: Counts) -> NDArray[np.bool_]:
    recent = sum(counts[:, weeks - back] for back in range(LEAST_OVER))
    return np.asarray(recent >= LEAST_CASES)


@numba.njit(cache=True)
def _tails(y: Counts, mu: Floats, phi: Floats) -> Floats:
    found = np.full(y.shape, np.nan)
    for row in range(y.shape[0]):
        for column in range(y.shape[1]):
            if mu[row, column] < 1e6:
                found[row, column] = log10_tail(y[row, column], mu[row, column], phi[row, column])
    return found


def ears_way(counts: Counts, weeks: Counts) -> dict[str, Floats]:
    """C2: how many spreads (at least 0.5) a week lies above the mean of its baseline."""
    mean, spread = ears.statistics(counts, weeks)
    return {EARS: (counts[:, weeks] - mean) / spread}


def all_ways(counts: Counts, weeks: Counts) -> dict[str, Floats]:
    """All of them, for the choice."""
    return {**farrington_ways(counts, weeks), **ears_way(counts, weeks)}


def peers(counts: Counts, weeks: Counts) -> dict[str, Floats]:
    """Farrington in the ways that serve it best, and EARS."""
    ways = farrington_ways(counts, weeks)
    return {**{name: ways[way] for name, way in CHOSEN.items()}, **ears_way(counts, weeks)}
