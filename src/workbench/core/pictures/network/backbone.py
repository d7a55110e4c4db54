"""Which ties a drawing is shaped by, and how far apart they put two nodes.

Read `drawn_distances` first. In a city everybody is two or three steps from everybody, and a
drawing of plain steps becomes a ball of hair. So the shape follows the backbone: for each node the
ties that share most neighbours with it, and as many more as keep everything connected (after
Nocaj, Ortmann and Brandes, “Untangling the hairballs of multi-centered, small-world online social
media networks”, Journal of Graph Algorithms and Applications 19, 2015). All ties are drawn.
"""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

KEPT = 0.45
"""A node of d ties keeps d to this power of them, rounded up: 2 of 4, 3 of 9, 5 of 30."""


def backbone(tied: Bools) -> Bools:
    """The ties of one component (a symmetric matrix) that shape its drawing."""
    shared = _embedded(tied)
    kept = _strongest_of_each(tied, shared)
    return kept | kept.T | _spanning(shared)


def drawn_distances(shaping: Bools) -> Floats:
    """Steps between all nodes of one connected component along its shaping ties."""
    apart = np.where(shaping, 1.0, np.inf).astype(np.float32)
    np.fill_diagonal(apart, 0)
    for through in range(len(apart)):
        np.minimum(apart, apart[:, through, None] + apart[through], out=apart)
    return apart.astype(np.float64)


def _embedded(tied: Bools) -> Floats:
    """For each tie how much of their neighbours its two ends share; 0 where there is none."""
    ones = tied.astype(np.float64)
    degrees = np.maximum(ones.sum(axis=1), 1)
    common = ones @ ones + 0.5
    found: Floats = np.where(tied, common / np.sqrt(np.outer(degrees, degrees)), 0.0)
    return found


def _strongest_of_each(tied: Bools, shared: Floats) -> Bools:
    kept = np.zeros_like(tied)
    for node, row in enumerate(shared):
        ties = int(np.count_nonzero(tied[node]))
        strongest = np.argsort(-row, kind="stable")[: int(np.ceil(ties**KEPT))]
        kept[node, strongest] = True
    return kept


def _spanning(shared: Floats) -> Bools:
    """A tree of the most embedded ties that reaches every node (Prim)."""
    tree = np.zeros(shared.shape, dtype=np.bool_)
    best, come_from = shared[0].copy(), np.zeros(len(shared), dtype=np.int64)
    outside = np.ones(len(shared), dtype=np.bool_)
    outside[0] = False
    while outside.any():
        node = int(np.argmax(np.where(outside, best, -1.0)))
        tree[node, come_from[node]] = tree[come_from[node], node] = True
        outside[node] = False
        nearer = outside & (shared[node] > best)
        best[nearer], come_from[nearer] = shared[node, nearer], node
    return tree
