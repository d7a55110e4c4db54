"""Compiled loops over zones: scores, days, and which zones to tell of.

`zones` is (orders, starts, first_size), see `commonweal.listening.signals.zones.Zones`.
"""

import numpy as np
from numba import njit


@njit(cache=True)
def days_in(days, areas, newest, window):  # type: ignore[no-untyped-def]
    """On how many different days the areas had a report in the `window` weeks up to `newest`."""
    found = 0
    for week in range(newest - window + 1, newest + 1):
        told = 0
        for area in areas:
            told |= days[area, week]
        while told:
            found += told & 1
            told >>= 1
    return found


@njit(cache=True)
def fullest_day(daily, areas, newest, window):  # type: ignore[no-untyped-def]
    """The most reports that the areas together had on one day of the `window` weeks."""
    most = 0
    for day in range(7 * (newest - window + 1), 7 * (newest + 1)):
        told = 0
        for area in areas:
            told += daily[area, day]
        most = max(most, told)
    return most


@njit(cache=True)
def spread_of(spread, w, e, shock):  # type: ignore[no-untyped-def]
    """Variance ÷ expectation of a zone that expects `e` in window `w`; see `expect`."""
    share = e / spread[w, 2]
    return (
        spread[w, 0] * (1 + spread[w, 1] * (1 - share))
        + shock * share * spread[w, 3]
        + e * spread[w, 4]
    )


@njit(cache=True)
def scan(  # type: ignore[no-untyped-def]
    observed, expected, spread, shock, fewest, zones, scores, windows
):
    """The best score of every zone over all windows.

    `observed` and `expected` (areas, windows) are sums over the last 1, 2, … weeks; a family f
    of zones is `orders[starts[f]:starts[f + 1]]`: its zones are the first `first_size[f]`, one
    more … of these areas. The score is the Poisson log-likelihood ratio of a rise (Kulldorff,
    Commun Stat 1997, 26:1481; expectation-based after Neill, Int J Forecast 2009, 25:498),
    divided by variance ÷ expectation: `spread[w, 0]` for every zone, and the other parts that
    grow with the zone's share of the city. Fills `scores` and `windows` zone by zone; returns how
    many zones there are.
    """
    orders, starts, first_size = zones
    count = observed.shape[1]
    zone = 0
    c, e = np.zeros(count), np.zeros(count)
    for family in range(len(starts) - 1):
        c[:] = 0.0
        e[:] = 0.0
        for place in range(starts[family], starts[family + 1]):
            area = orders[place]
            for w in range(count):
                c[w] += observed[area, w]
                e[w] += expected[area, w]
            if place - starts[family] + 1 < first_size[family]:
                continue
            best, of = 0.0, 0
            if c[count - 1] >= fewest:
                for w in range(count):
                    if c[w] < fewest or c[w] <= e[w]:
                        continue
                    score = (c[w] * np.log(c[w] / e[w]) - c[w] + e[w]) / spread_of(
                        spread, w, e[w], shock
                    )
                    if score > best:
                        best, of = score, w + 1
            scores[zone] = best
            windows[zone] = of
            zone += 1
    return zone


@njit(cache=True)
def pick(scores, least, zones, areas, chosen):  # type: ignore[no-untyped-def]
    """Zones that share no area, the highest score first, down to `least`; fills `chosen`."""
    orders, starts, first_size = zones
    used = np.zeros(areas, dtype=np.bool_)
    found = 0
    while found < len(chosen):
        best, of = least, -1
        best_start, best_size = 0, 0
        zone = 0
        for family in range(len(starts) - 1):
            clear = True
            for place in range(starts[family], starts[family + 1]):
                if used[orders[place]]:
                    clear = False
                size = place - starts[family] + 1
                if size < first_size[family]:
                    continue
                if clear and scores[zone] > best:
                    best, of = scores[zone], zone
                    best_start, best_size = starts[family], size
                zone += 1
        if of < 0:
            break
        for place in range(best_start, best_start + best_size):
            used[orders[place]] = True
        chosen[found] = of
        found += 1
    return found


@njit(cache=True)
def zone_areas(zone, zones):  # type: ignore[no-untyped-def]
    """The areas of a zone, by its number."""
    orders, starts, first_size = zones
    number = 0
    for family in range(len(starts) - 1):
        own = starts[family + 1] - starts[family] - first_size[family] + 1
        if zone < number + own:
            return orders[starts[family] : starts[family] + first_size[family] + zone - number]
        number += own
    return orders[:0]


@njit(cache=True)
def count_alarms(rows, threshold, members, since, together):  # type: ignore[no-untyped-def]
    """How many episodes the rows of one group raise from week `since` on; see `alarms`."""
    areas = members.shape[1]
    held = np.zeros((len(rows), areas), dtype=np.bool_)
    last = np.zeros(len(rows), dtype=np.int64)
    known, counted = 0, 0
    for i in range(len(rows)):
        if rows[i, 5] < threshold:
            continue
        week, zone = int(rows[i, 0]), int(rows[i, 1])
        of = -1
        for k in range(known):
            if week - last[k] > together:
                continue
            for a in range(areas):
                if held[k, a] and members[zone, a]:
                    of = k
                    break
            if of >= 0:
                break
        if of < 0:
            of = known
            known += 1
            if week >= since:
                counted += 1
        last[of] = week
        for a in range(areas):
            if members[zone, a]:
                held[of, a] = True
    return counted
