"""Opinion groups by Pol.is's rule, as quick as we could write it. Start with `at_the_limit`.

The picture comes from an exact solver on mask · (vote − mean), which stays sparse; k-means then
begins from the same starts as ours. Silhouettes are exact, for every k from one pass over the
pairs of voters: who stands with whom in every grouping makes a cell, and distances to cells are
added up before they are told to groups. Nothing is checked, and no interval or test is made.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numba import njit
from scipy.linalg import eigh
from scipy.sparse import csr_array
from scipy.sparse.linalg import LinearOperator, eigsh

from commonweal.listening.dialogue.room import Room

KS, TRIES, STEPS, SMALL = (2, 3, 4, 5), 10, 50, 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """k, the label of each voter, the silhouettes by k, and the consensus of each statement."""

    k: int
    label: Any
    silhouettes: Any
    consensus: Any


def at_the_limit(room: Room, rng: np.random.Generator) -> Grouped:
    """All of it, from compressed rows."""
    x, y = places(room)
    labels = np.stack([best_of(x, y, k, rng.random((TRIES, k)), STEPS) for k in KS])
    told = silhouettes(x, y, labels)
    best = int(told.argmax())
    k, label = KS[best], labels[best]
    agree, seen = counted(room.starts, room.statements, room.votes, label, k, room.m)
    consensus = ((agree + 1) / (seen + 2)).prod(axis=0)
    return Grouped(k=k, label=label, silhouettes=told, consensus=consensus)


def places(room: Room) -> tuple[Any, Any]:
    """Where voters stand on the two leading directions."""
    m = room.m
    count = np.bincount(room.statements, minlength=m)
    mean = np.bincount(room.statements, room.votes, minlength=m) / np.maximum(count, 1)
    centred = csr_array(
        (room.votes - mean[room.statements], room.statements, room.starts), shape=(room.n, m)
    )
    if min(room.n, m) <= SMALL:
        dense = centred.toarray()
        tall = room.n >= m
        gram = dense.T @ dense if tall else dense @ dense.T
        side = len(gram)
        vectors = eigh(gram, subset_by_index=[side - 2, side - 1])[1][:, ::-1]
        found = dense @ vectors if tall else vectors * np.linalg.norm(vectors.T @ dense, axis=1)
    else:
        turned = centred.T.tocsr()
        gram = LinearOperator((m, m), matvec=lambda v: turned @ (centred @ v), dtype=np.float64)
        vectors = eigsh(gram, k=2, which="LA", v0=np.cos(np.arange(m) + 1.0), tol=0)[1]
        found = centred @ vectors[:, ::-1]
    found = found * np.sqrt(m / room.seen)[:, None]
    return np.ascontiguousarray(found[:, 0]), np.ascontiguousarray(found[:, 1])


@njit(cache=True, fastmath=True)
def best_of(x: Any, y: Any, k: int, draws: Any, steps: int) -> Any:
    """k-means in the plane: the best of several starts, far places likelier to be centres."""
    n = len(x)
    best_cost, best = np.inf, np.zeros(n, dtype=np.int64)
    for t in range(len(draws)):
        cx, cy = np.empty(k), np.empty(k)
        first = min(int(draws[t, 0] * n), n - 1)
        cx[0], cy[0] = x[first], y[first]
        nearest = np.full(n, np.inf)
        for g in range(1, k):
            total = 0.0
            for i in range(n):
                gap = (x[i] - cx[g - 1]) ** 2 + (y[i] - cy[g - 1]) ** 2
                nearest[i] = min(nearest[i], gap)
                total += nearest[i]
            mark, at = draws[t, g] * total, 0
            for i in range(n):
                mark -= nearest[i]
                at = i
                if mark <= 0 and nearest[i] > 0:
                    break
            cx[g], cy[g] = x[at], y[at]
        label, cost = _settled(x, y, cx, cy, steps)
        if cost < best_cost - 1e-12:
            best_cost, best = cost, label
    return best


@njit(cache=True, fastmath=True)
def _settled(x: Any, y: Any, cx: Any, cy: Any, steps: int) -> Any:
    n, k = len(x), len(cx)
    label, cost = np.full(n, -1, dtype=np.int64), 0.0
    for _ in range(steps):
        moved, cost = 0, 0.0
        sx, sy, count = np.zeros(k), np.zeros(k), np.zeros(k)
        for i in range(n):
            best, at = np.inf, 0
            for g in range(k):
                gap = (x[i] - cx[g]) ** 2 + (y[i] - cy[g]) ** 2
                at = g if gap < best else at
                best = min(best, gap)
            moved += label[i] != at
            label[i] = at
            cost += best
            sx[at] += x[i]
            sy[at] += y[i]
            count[at] += 1
        if moved == 0:
            break
        for g in range(k):
            if count[g] > 0:
                cx[g], cy[g] = sx[g] / count[g], sy[g] / count[g]
    return label, cost


def silhouettes(x: Any, y: Any, labels: Any) -> Any:
    """The mean silhouette of each row of `labels`, exact."""
    cell = np.zeros(len(x), dtype=np.int64)
    for one, k in zip(labels, KS, strict=True):
        cell = cell * k + one
    names, cell = np.unique(cell, return_inverse=True)
    order = np.argsort(cell, kind="stable")
    ends = np.searchsorted(cell[order], np.arange(len(names) + 1))
    sums = _to_cells(x[order], y[order], ends)
    of_cell = labels[:, order[ends[:-1]]]
    found = np.empty(len(labels))
    rows = np.arange(len(x))
    for t, k in enumerate(KS):
        own, size = labels[t, order], np.bincount(labels[t], minlength=k)
        to_group = np.zeros((len(x), k))
        for g in range(k):
            to_group[:, g] = sums[:, of_cell[t] == g].sum(axis=1)
        inside = to_group[rows, own] / np.maximum(size[own] - 1, 1)
        apart = to_group / np.maximum(size, 1)
        apart[rows, own] = np.inf
        apart[:, size == 0] = np.inf
        other = apart.min(axis=1)
        told = (other - inside) / np.maximum(np.maximum(inside, other), 1e-300)
        found[t] = np.where(size[own] > 1, told, 0.0).mean()
    return found


@njit(cache=True, fastmath=True)
def _to_cells(x: Any, y: Any, ends: Any) -> Any:
    """The distance of each voter to all of each cell; `x` and `y` lie cell by cell."""
    n, cells = len(x), len(ends) - 1
    sums = np.zeros((n, cells))
    for i in range(n):
        for c in range(cells):
            total = 0.0
            for j in range(ends[c], ends[c + 1]):
                total += np.sqrt((x[i] - x[j]) ** 2 + (y[i] - y[j]) ** 2)
            sums[i, c] = total
    return sums


@njit(cache=True)
def counted(starts: Any, statements: Any, votes: Any, label: Any, k: int, m: int) -> Any:
    """Agreements and votes of each group on each statement."""
    agree, seen = np.zeros((k, m)), np.zeros((k, m))
    for i in range(len(starts) - 1):
        g = label[i]
        for at in range(starts[i], starts[i + 1]):
            seen[g, statements[at]] += 1
            agree[g, statements[at]] += votes[at] > 0
    return agree, seen
