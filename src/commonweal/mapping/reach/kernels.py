"""The inner loops of reach, compiled by numba on one thread: array in, array out.

Points are unit vectors on a sphere, so one rule holds at every longitude. A pair is a demand point
and a place within the catchment of it; pairs stand row by row (`starts`, `to`, `cost`), the way a
sparse matrix does.
"""

import numpy as np
from numba import njit

EARTH_RADIUS_M = 6_371_008.8
SLACK = 1e-9  # of a latitude, so that rounding never loses a pair on the border
ALONE, BANDS, GAUSSIAN, SMOOTH, EPANECHNIKOV = 0, 1, 2, 3, 4


@njit(cache=True)
def metres_apart(one, other):  # type: ignore[no-untyped-def]
    """Great-circle distance of two unit vectors; equals the haversine formula."""
    squared = 0.0
    for axis in range(3):
        squared += (one[axis] - other[axis]) ** 2
    return 2 * EARTH_RADIUS_M * np.arcsin(min(1.0, np.sqrt(squared) / 2))


@njit(cache=True)
def pairs_within(here, here_lat, there, there_lat, order, limit):  # type: ignore[no-untyped-def]
    """All pairs at most `limit` metres apart; `there` is sorted by latitude (radians).

    `order` gives the number of each place before sorting. On a sphere two points are never nearer
    than their latitudes, so only a band of places is looked at. The first pass counts, the second
    fills: nothing grows, and nothing is held twice.
    """
    span = limit / EARTH_RADIUS_M + SLACK
    most = 4 * np.sin(min(span / 2, np.pi / 2)) ** 2
    x, y, z = there[:, 0].copy(), there[:, 1].copy(), there[:, 2].copy()
    first = np.searchsorted(there_lat, here_lat - span)
    last = np.searchsorted(there_lat, here_lat + span, side="right")
    starts = np.zeros(len(here) + 1, dtype=np.int64)
    for i in range(len(here)):
        a, b, c = here[i]
        near = 0
        for k in range(first[i], last[i]):
            near += (a - x[k]) ** 2 + (b - y[k]) ** 2 + (c - z[k]) ** 2 <= most
        starts[i + 1] = starts[i] + near
    to = np.empty(starts[-1], dtype=np.int32)
    cost = np.empty(starts[-1])
    found = 0
    for i in range(len(here)):
        a, b, c = here[i]
        for k in range(first[i], last[i]):
            squared = (a - x[k]) ** 2 + (b - y[k]) ** 2 + (c - z[k]) ** 2
            if squared <= most:
                apart = 2 * EARTH_RADIUS_M * np.arcsin(min(1.0, np.sqrt(squared) / 2))
                if apart <= limit:
                    to[found] = order[k]
                    cost[found] = apart
                    found += 1
        starts[i + 1] = found
    return starts, to[:found], cost[:found]


@njit(cache=True)
def nearest_metres(here, here_lat, there, there_lat):  # type: ignore[no-untyped-def]
    """The distance of each point to the nearest place, which may lie beyond any catchment.

    Looks outward from the point's own latitude and stops where latitude alone is farther.
    """
    found = np.full(len(here), np.inf)
    for i in range(len(here)):
        above = np.searchsorted(there_lat, here_lat[i])
        below = above - 1
        best = np.inf
        while above < len(there) or below >= 0:
            up = there_lat[above] - here_lat[i] if above < len(there) else np.inf
            down = here_lat[i] - there_lat[below] if below >= 0 else np.inf
            if min(up, down) * EARTH_RADIUS_M > best:
                break
            if up <= down:
                best = min(best, metres_apart(here[i], there[above]))
                above += 1
            else:
                best = min(best, metres_apart(here[i], there[below]))
                below -= 1
        found[i] = best
    return found


@njit(cache=True)
def weights(cost, kind, limits, values):  # type: ignore[no-untyped-def]
    """The weight of every pair by its distance or time; see `catchment.Decay` for the formulas."""
    found = np.zeros(len(cost))
    reach = limits[-1]
    for p in range(len(cost)):
        far = cost[p]
        if far > reach:
            continue
        if kind == ALONE:
            found[p] = 1.0
        elif kind == BANDS:
            for band in range(len(limits)):
                if far <= limits[band]:
                    found[p] = values[band]
                    break
        elif kind == GAUSSIAN:
            found[p] = np.exp(-(far**2) / (2 * values[0] ** 2))
        elif kind == SMOOTH:
            found[p] = (np.exp(-0.5 * (far / reach) ** 2) - np.exp(-0.5)) / (1 - np.exp(-0.5))
        else:
            found[p] = 0.75 * (1 - (far / reach) ** 2)
    return found


@njit(cache=True)
def people_asking(starts, to, weight, people, sort, places):  # type: ignore[no-untyped-def]
    """Step one: the weighted people in the catchment of each place.

    `people` (sorts, points): how many at each point may use a place of that sort; `sort` of each
    place.
    """
    found = np.zeros(places)
    for i in range(len(starts) - 1):
        for p in range(starts[i], starts[i + 1]):
            found[to[p]] += weight[p] * people[sort[to[p]], i]
    return found


@njit(cache=True)
def given(starts, to, weight, ratio, share, sort):  # type: ignore[no-untyped-def]
    """Step two: the sum of the ratios of the places that each point reaches.

    `share` (sorts, points): which share of the people there may use a place of that sort.
    """
    found = np.zeros(len(starts) - 1)
    for i in range(len(starts) - 1):
        for p in range(starts[i], starts[i + 1]):
            found[i] += weight[p] * ratio[to[p]] * share[sort[to[p]], i]
    return found


@njit(cache=True)
def reached(starts, to, counts, area, areas):  # type: ignore[no-untyped-def]
    """How many places each area reaches from any of its points, and which points reach none.

    `counts` says of each place whether it counts; the points of an area stand beside each other.
    """
    per_area = np.zeros(areas, dtype=np.int64)
    none = np.ones(len(starts) - 1, dtype=np.bool_)
    seen = np.full(len(counts), -1, dtype=np.int64)
    for i in range(len(starts) - 1):
        for p in range(starts[i], starts[i + 1]):
            if counts[to[p]]:
                none[i] = False
                if seen[to[p]] != area[i]:
                    seen[to[p]] = area[i]
                    per_area[area[i]] += 1
    return per_area, none
