"""Compiled passes over a graph in compressed rows: structural holes, and shortest paths.

`starts` and `ends` are the rows: the neighbours of node u are `ends[starts[u]:starts[u + 1]]`, with
`weights` beside them.
"""

import numpy as np
from numba import njit


@njit(cache=True)
def structural_holes(starts, ends, weights, totals, largest, weighted, constraint, effective):  # type: ignore[no-untyped-def]
    """Burt's constraint and effective size of every node; NaN for one without a neighbour.

    `weights` are the same in both directions; `totals` and `largest` are each node's sum and
    largest. Unweighted, the effective size is Borgatti's (Connections 1997, 20:35): the neighbours
    less twice the ties among them over the neighbours. One pass: a tie from a neighbour v to
    another neighbour w adds to what is put into w by way of v.
    """
    n = len(starts) - 1
    put = np.zeros(n)
    seen = np.full(n, -1, dtype=np.int64)
    for u in range(n):
        first, last = starts[u], starts[u + 1]
        if first == last:
            constraint[u] = effective[u] = np.nan
            continue
        for place in range(first, last):
            put[ends[place]] = weights[place] / totals[u]
            seen[ends[place]] = u
        redundant, among = 0.0, 0
        for place in range(first, last):
            v, straight = ends[place], weights[place] / totals[u]
            for further in range(starts[v], starts[v + 1]):
                w = ends[further]
                if seen[w] == u:
                    among += 1
                    put[w] += straight * weights[further] / totals[v]
                    redundant += straight * weights[further] / largest[w]
        held = 0.0
        for place in range(first, last):
            held += put[ends[place]] ** 2
        degree = last - first
        constraint[u] = held
        effective[u] = degree - redundant if weighted else degree - among / degree


@njit(cache=True)
def path_shares(starts, ends, sources, shares, squares):  # type: ignore[no-untyped-def]
    """What each source adds to every node's betweenness (Brandes, J Math Sociol 2001, 25:163).

    Fills `shares` with the sums over the sources and `squares` with the sums of squares.
    """
    n = len(starts) - 1
    far = np.empty(n, dtype=np.int64)
    paths, depends = np.empty(n), np.empty(n)
    order = np.empty(n, dtype=np.int64)
    for source in sources:
        far[:] = -1
        paths[:] = 0.0
        depends[:] = 0.0
        far[source], paths[source], order[0] = 0, 1.0, source
        at, found = 0, 1
        while at < found:
            v = order[at]
            at += 1
            for place in range(starts[v], starts[v + 1]):
                w = ends[place]
                if far[w] < 0:
                    far[w] = far[v] + 1
                    order[found] = w
                    found += 1
                if far[w] == far[v] + 1:
                    paths[w] += paths[v]
        for i in range(found - 1, 0, -1):
            w = order[i]
            # Every path that goes on through w hands its share back; directed rows are not
            # walked backwards, so a node asks its successors.
            for place in range(starts[w], starts[w + 1]):
                x = ends[place]
                if far[x] == far[w] + 1:
                    depends[w] += paths[w] / paths[x] * (1 + depends[x])
            shares[w] += depends[w]
            squares[w] += depends[w] ** 2
