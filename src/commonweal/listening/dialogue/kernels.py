"""The inner loops: voters as members of groups, and voters as places in a continuum.

Read `member_scores` and `sweep` first. Votes lie as compressed rows (`starts`, `statements`,
`votes`); a pass takes no side and is skipped in both. Everything else is elsewhere.
"""

import numpy as np
import numpy.typing as npt
from numba import njit

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Small = npt.NDArray[np.int32]
Bytes = npt.NDArray[np.int8]


@njit(cache=True)
def member_scores(
    starts: Whole, statements: Small, votes: Bytes, log_agree: Floats, log_against: Floats
) -> Floats:
    """Log chance of each voter's sides under each group: (voters, groups)."""
    k = log_agree.shape[1]
    out = np.zeros((len(starts) - 1, k))
    for i in range(len(starts) - 1):
        for at in range(starts[i], starts[i + 1]):
            s = statements[at]
            if votes[at] > 0:
                for g in range(k):
                    out[i, g] += log_agree[s, g]
            elif votes[at] < 0:
                for g in range(k):
                    out[i, g] += log_against[s, g]
    return out


@njit(cache=True)
def side_counts(
    starts: Whole, statements: Small, votes: Bytes, weight: Floats, m: int
) -> tuple[Floats, Floats]:
    """Weighted agreements and disagreements of each statement in each group: (statements, k)."""
    k = weight.shape[1]
    agree, against = np.zeros((m, k)), np.zeros((m, k))
    for i in range(len(starts) - 1):
        for at in range(starts[i], starts[i + 1]):
            s = statements[at]
            if votes[at] > 0:
                for g in range(k):
                    agree[s, g] += weight[i, g]
            elif votes[at] < 0:
                for g in range(k):
                    against[s, g] += weight[i, g]
    return agree, against


@njit(cache=True)
def sweep(
    starts: Whole,
    statements: Small,
    votes: Bytes,
    weight: Floats,
    loads: Floats,
    places: Floats,
    spreads: Floats,
    prior: Floats,
) -> Floats:
    """One round of expectation and maximisation of a continuum; gives the statements' new loads.

    `loads` (m, 1 + d) holds each statement's level and slopes, `places` (n, d) and `spreads`
    (n, d, d) where voters are, which is brought up to date in place; `prior` are precisions. The
    logistic function is bounded by a parabola at the expected square of its argument (Jaakkola and
    Jordan, Stat Comput 2000, 10:25), so that every step has a closed form.
    """
    m, width = loads.shape
    d = width - 1
    square, pull = np.zeros((m, width, width)), np.zeros((m, width))
    bends, x = np.empty(m), np.ones(width)
    for i in range(len(starts) - 1):
        precision, side = np.eye(d), np.zeros(d)
        for at in range(starts[i], starts[i + 1]):
            if votes[at] == 0:
                continue
            s = statements[at]
            w = _bend(loads, places, spreads, s, i, d)
            bends[s] = w
            off = 0.5 * votes[at] - w * loads[s, 0]
            for a in range(d):
                side[a] += off * loads[s, 1 + a]
                for b in range(d):
                    precision[a, b] += w * loads[s, 1 + a] * loads[s, 1 + b]
        spreads[i] = np.linalg.inv(precision)
        places[i] = spreads[i] @ side
        if weight[i] == 0.0:
            continue
        x[1:] = places[i]
        for at in range(starts[i], starts[i + 1]):
            if votes[at] == 0:
                continue
            s = statements[at]
            for a in range(width):
                pull[s, a] += weight[i] * 0.5 * votes[at] * x[a]
                for b in range(width):
                    more = spreads[i, a - 1, b - 1] if a > 0 and b > 0 else 0.0
                    square[s, a, b] += weight[i] * bends[s] * (x[a] * x[b] + more)
    return _solved(square, pull, prior)


@njit(cache=True)
def _solved(square: Floats, pull: Floats, prior: Floats) -> Floats:
    out = np.empty_like(pull)
    for s in range(len(pull)):
        for a in range(len(prior)):
            square[s, a, a] += prior[a]
        out[s] = np.linalg.solve(square[s], pull[s])
    return out


@njit(cache=True)
def _bend(loads: Floats, places: Floats, spreads: Floats, s: int, i: int, d: int) -> float:
    """The curvature of the parabola for statement s and voter i."""
    mean, spread = loads[s, 0], 0.0
    for a in range(d):
        mean += loads[s, 1 + a] * places[i, a]
        for b in range(d):
            spread += loads[s, 1 + a] * loads[s, 1 + b] * spreads[i, a, b]
    xi = np.sqrt(mean * mean + spread)
    return 0.25 if xi < 1e-6 else float(np.tanh(0.5 * xi) / (2.0 * xi))


@njit(cache=True)
def place_scores(
    starts: Whole, statements: Small, votes: Bytes, loads: Floats, steps: int
) -> Floats:
    """Log chance of each voter's sides, places averaged over a standard normal by Laplace."""
    d = loads.shape[1] - 1
    out = np.empty(len(starts) - 1)
    for i in range(len(starts) - 1):
        z = np.zeros(d)
        for _ in range(steps):
            slope, bend, _fit = _at_place(starts, statements, votes, loads, i, z)
            z = z + np.linalg.solve(bend, slope)
        _slope, bend, fit = _at_place(starts, statements, votes, loads, i, z)
        out[i] = fit - 0.5 * np.log(np.linalg.det(bend))
    return out


@njit(cache=True)
def _at_place(
    starts: Whole, statements: Small, votes: Bytes, loads: Floats, i: int, z: Floats
) -> tuple[Floats, Floats, float]:
    """Slope, negative curvature and value of a voter's log posterior at place z."""
    d = len(z)
    slope, bend, fit = -z.copy(), np.eye(d), 0.0
    for a in range(d):
        fit -= 0.5 * z[a] * z[a]
    for at in range(starts[i], starts[i + 1]):
        if votes[at] == 0:
            continue
        s = statements[at]
        odds = loads[s, 0]
        for a in range(d):
            odds += loads[s, 1 + a] * z[a]
        fit -= np.log1p(np.exp(-votes[at] * odds)) if votes[at] * odds > -30 else -votes[at] * odds
        p = 1.0 / (1.0 + np.exp(-odds))
        side = (1.0 if votes[at] > 0 else 0.0) - p
        for a in range(d):
            slope[a] += side * loads[s, 1 + a]
            for b in range(d):
                bend[a, b] += p * (1 - p) * loads[s, 1 + a] * loads[s, 1 + b]
    return slope, bend, fit
