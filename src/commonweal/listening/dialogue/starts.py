"""k-means on the picture: where the search for groups begins, and Pol.is's own way of finding them.

Read `k_means` first. `by_silhouette` follows Pol.is's rule (two to five groups, the best mean
silhouette); it is here to be compared with, and can never answer “one group”.
"""

import numpy as np
from numba import njit

from commonweal.listening.dialogue.kernels import Floats, Whole

TRIES, STEPS = 10, 50


def k_means(places: Floats, k: int, rng: np.random.Generator, *, tries: int = TRIES) -> Whole:
    """The groups (0 to k − 1) with the smallest squared distances over `tries` starts."""
    places = np.ascontiguousarray(places, dtype=np.float64)
    k = min(k, len(places))
    draws = rng.random((tries, k))
    return _best_of(places, k, draws, STEPS)


def by_silhouette(
    places: Floats, rng: np.random.Generator, *, most: int = 5, tries: int = TRIES
) -> tuple[int, Whole]:
    """Pol.is's rule: k from 2 to `most` with the highest mean silhouette, and the groups."""
    tried = [k_means(places, k, rng, tries=tries) for k in range(2, most + 1)]
    labels = np.stack(tried)
    found = silhouettes(np.ascontiguousarray(places), labels)
    best = int(found.argmax())
    return best + 2, tried[best]


@njit(cache=True)
def _best_of(places: Floats, k: int, draws: Floats, steps: int) -> Whole:
    best_cost, best = np.inf, np.zeros(len(places), dtype=np.int64)
    for t in range(len(draws)):
        centres = _spread_out(places, k, draws[t])
        label, cost = _settled(places, centres, steps)
        if cost < best_cost - 1e-12:
            best_cost, best = cost, label
    return best


@njit(cache=True)
def _spread_out(places: Floats, k: int, draw: Floats) -> Floats:
    """k-means++ (Arthur and Vassilvitskii, SODA 2007): far places are likelier centres."""
    n, d = places.shape
    centres = np.empty((k, d))
    centres[0] = places[min(int(draw[0] * n), n - 1)]
    nearest = np.full(n, np.inf)
    for g in range(1, k):
        total = 0.0
        for i in range(n):
            gap = 0.0
            for a in range(d):
                gap += (places[i, a] - centres[g - 1, a]) ** 2
            nearest[i] = min(nearest[i], gap)
            total += nearest[i]
        mark, at = draw[g] * total, 0
        for i in range(n):
            mark -= nearest[i]
            at = i
            if mark <= 0 and nearest[i] > 0:
                break
        centres[g] = places[at]
    return centres


@njit(cache=True)
def _settled(places: Floats, centres: Floats, steps: int) -> tuple[Whole, float]:
    n, d = places.shape
    k = len(centres)
    label = np.full(n, -1, dtype=np.int64)
    cost = 0.0
    for _ in range(steps):
        moved, cost = False, 0.0
        sums, counts = np.zeros((k, d)), np.zeros(k)
        for i in range(n):
            best, at = np.inf, 0
            for g in range(k):
                gap = 0.0
                for a in range(d):
                    gap += (places[i, a] - centres[g, a]) ** 2
                if gap < best:
                    best, at = gap, g
            moved = moved or label[i] != at
            label[i] = at
            cost += best
            counts[at] += 1
            for a in range(d):
                sums[at, a] += places[i, a]
        if not moved:
            break
        for g in range(k):
            if counts[g] > 0:
                centres[g] = sums[g] / counts[g]
    return label, cost


@njit(cache=True)
def silhouettes(places: Floats, labels: Whole) -> Floats:
    """Mean silhouette of each row of `labels`, all from one pass over the pairs of voters."""
    tries, n = labels.shape
    d, most = places.shape[1], labels.max() + 1
    counts = np.zeros((tries, most))
    for t in range(tries):
        for i in range(n):
            counts[t, labels[t, i]] += 1
    total, sums = np.zeros(tries), np.empty((tries, most))
    for i in range(n):
        sums[:] = 0.0
        for j in range(n):
            gap = 0.0
            for a in range(d):
                gap += (places[i, a] - places[j, a]) ** 2
            gap = np.sqrt(gap)
            for t in range(tries):
                sums[t, labels[t, j]] += gap
        for t in range(tries):
            total[t] += _silhouette(sums[t], counts[t], labels[t, i])
    found: Floats = total / n
    return found


@njit(cache=True)
def _silhouette(sums: Floats, counts: Floats, own: int) -> float:
    """(b − a) ÷ max(a, b); 0 for the only member of a group."""
    if counts[own] <= 1:
        return 0.0
    a, b = sums[own] / (counts[own] - 1), np.inf
    for g in range(len(counts)):
        if g != own and counts[g] > 0:
            b = min(b, sums[g] / counts[g])
    top = max(a, b)
    return 0.0 if top == 0 or b == np.inf else float((b - a) / top)
