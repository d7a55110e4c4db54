"""The inner loops, compiled by numba on one thread. Everything here is array in, array out.

Read `walk` last: it is the weekly search over one group, as the budget needs it a hundred times.
"""

import numpy as np
from numba import njit


@njit(cache=True)
def _drawn(u, cumulative):  # type: ignore[no-untyped-def]
    """The first index whose cumulative share is above `u`."""
    low, high = 0, len(cumulative) - 1
    while low < high:
        middle = (low + high) // 2
        if cumulative[middle] <= u:
            low = middle + 1
        else:
            high = middle
    return low


@njit(cache=True)
def scatter(  # type: ignore[no-untyped-def]
    rng, events, shares, shock, ordinary, burst, burst_share, same_day, daily
):
    """Let chance fill `daily` (areas, 7 × weeks) from expected events a week.

    `shares`, `ordinary` and `burst` are cumulative; see `quiet.Clusters` for the others.
    """
    weeks = len(events)
    for week in range(weeks):
        rate = events[week]
        if shock > 0:
            rate *= rng.gamma(1 / shock, shock)
        for _ in range(rng.poisson(rate)):
            area = _drawn(rng.random(), shares)
            if rng.random() < burst_share:
                first = week * 7 + int(rng.random() * 7)
                for report in range(_drawn(rng.random(), burst)):
                    day = first
                    if report > 0 and rng.random() >= same_day:
                        day += 1 + int(rng.random() * 6)
                    if day < 7 * weeks:
                        daily[area, day] += 1
            else:
                for _ in range(_drawn(rng.random(), ordinary)):
                    daily[area, week * 7 + int(rng.random() * 7)] += 1


@njit(cache=True)
def by_week(daily, counts, days):  # type: ignore[no-untyped-def]
    """Sum days into weeks; a cell of `days` holds one bit for each day with a report."""
    for area in range(daily.shape[0]):
        for week in range(counts.shape[1]):
            for day in range(7):
                n = daily[area, 7 * week + day]
                if n:
                    counts[area, week] += n
                    days[area, week] |= np.uint8(1 << day)


@njit(cache=True)
def cluster_likelihood(sizes, mean_size, expected, counts, expected_in_all):  # type: ignore[no-untyped-def]
    """Log-likelihood of cells under a compound Poisson law (Panjer 1981), up to a constant.

    `sizes[k]` is how often an event leaves k reports in one cell, `mean_size` how many it leaves in
    all. `expected` and `counts` are those of the cells with a report; `expected_in_all` sums over
    every cell.
    """
    told = -expected_in_all / mean_size * sizes.sum()
    longest = 0
    for one in counts:
        longest = max(longest, one)
    p = np.empty(longest + 1)
    for i in range(len(counts)):
        rate = expected[i] / mean_size
        p[0] = 1.0
        for n in range(1, counts[i] + 1):
            total = 0.0
            for k in range(1, min(n, len(sizes) - 1) + 1):
                total += k * sizes[k] * p[n - k]
            p[n] = rate * total / n
        told += np.log(max(p[counts[i]], 1e-300))
    return told


@njit(cache=True)
def fit_course(y, offset, design, upto, ridge, coefficients, rounds, dispersion, robust):  # type: ignore[no-untyped-def]
    """Fit log-expected weekly counts by penalised Poisson regression on the first `upto` weeks.

    `offset` is added to the log expectation: what dated campaigns and channels make of a week.

    With `robust`, weeks that lie far above their expectation count less, as in Noufaily et al.
    (Stat Med 2013, 32:1206): weight (2.58 / residual)² where the Anscombe residual is above 2.58.
    Changes `coefficients` in place and returns the inverse information matrix × dispersion.
    """
    terms = design.shape[1]
    weights = np.ones(upto)
    information = np.zeros((terms, terms))
    for turn in range(rounds):
        gradient = np.zeros(terms)
        information[:, :] = 0.0
        for j in range(terms):
            information[j, j] = ridge[j]
            gradient[j] = -ridge[j] * coefficients[j]
        for t in range(upto):
            linear = offset[t]
            for j in range(terms):
                linear += design[t, j] * coefficients[j]
            mu = np.exp(min(max(linear, -30.0), 20.0))
            if robust and turn > 0:
                residual = 1.5 * (y[t] ** (2 / 3) - mu ** (2 / 3)) / mu ** (1 / 6)
                residual /= np.sqrt(dispersion)
                weights[t] = (2.58 / residual) ** 2 if residual > 2.58 else 1.0
            for j in range(terms):
                gradient[j] += weights[t] * (y[t] - mu) * design[t, j]
                for k in range(j + 1):
                    information[j, k] += weights[t] * mu * design[t, j] * design[t, k]
        for j in range(terms):
            for k in range(j):
                information[k, j] = information[j, k]
        step = np.linalg.solve(information, gradient)
        for j in range(terms):
            coefficients[j] += min(max(step[j], -2.0), 2.0)
    return np.linalg.inv(information) * dispersion


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
def scan(  # type: ignore[no-untyped-def]
    observed, expected, spread, shock, fewest, orders, starts, first_size, scores, windows
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
                    share = e[w] / spread[w, 2]
                    ratio = (
                        spread[w, 0] * (1 + spread[w, 1] * (1 - share))
                        + shock * share * spread[w, 3]
                        + e[w] * spread[w, 4]
                    )
                    score = (c[w] * np.log(c[w] / e[w]) - c[w] + e[w]) / ratio
                    if score > best:
                        best, of = score, w + 1
            scores[zone] = best
            windows[zone] = of
            zone += 1
    return zone


@njit(cache=True)
def expect(  # type: ignore[no-untyped-def]
    design, coefficients, covariance, newest, windows, variance, history, kappa, spread, weekly
):
    """Expected city counts of the last weeks into `weekly`, their sums' spread into `spread`.

    Columns of `spread`, one row a window: variance ÷ mean of a count; the part that a zone's
    uncertain share adds; the expected city count; its weekly mean (for the shock); the relative
    variance of the course itself.
    """
    terms = design.shape[1]
    total, squares = 0.0, 0.0
    for w in range(windows):
        t = newest - w
        linear, uncertain = 0.0, 0.0
        for j in range(terms):
            linear += design[t, j] * coefficients[j]
            for k in range(terms):
                uncertain += design[t, j] * covariance[j, k] * design[t, k]
        mu = np.exp(min(max(linear, -20.0), 20.0))
        weekly[w] = mu
        total += mu
        squares += mu * mu
        spread[w, 0] = variance
        spread[w, 1] = total / (history + kappa)
        spread[w, 2] = total
        spread[w, 3] = squares / total
        spread[w, 4] = min(uncertain, 4.0)


@njit(cache=True)
def pick(scores, least, orders, starts, first_size, areas, chosen):  # type: ignore[no-untyped-def]
    """Zones that share no area, the highest score first, down to `least`; fills `chosen`."""
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
def zone_areas(zone, orders, starts, first_size):  # type: ignore[no-untyped-def]
    """The areas of a zone, by its number."""
    number = 0
    for family in range(len(starts) - 1):
        zones = starts[family + 1] - starts[family] - first_size[family] + 1
        if zone < number + zones:
            return orders[starts[family] : starts[family] + first_size[family] + zone - number]
        number += zones
    return orders[:0]


@njit(cache=True)
def walk(  # type: ignore[no-untyped-def]
    counts,
    days,
    factor,
    offset,
    first,
    guard,
    windows,
    design,
    ridge,
    model,
    prior,
    fewest,
    fewest_days,
    least,
    orders,
    starts,
    first_size,
    out,
):
    """Search one group week by week from `first` on, each week with what was known by then.

    `factor` (areas, weeks) is what dated steps make of each cell, or of size 0 where there are
    none; `offset` the same for the city, in logs. `model` holds variance ÷ mean, shock and kappa.
    A row of `out` is one finding: week, zone, window, observed, expected, score, and the variance ÷
    expectation its score was divided by. Returns how many rows were filled.
    """
    areas, weeks = counts.shape
    stepped = factor.size > 0
    variance, shock, kappa = model
    zones = 0
    for family in range(len(starts) - 1):
        zones += starts[family + 1] - starts[family] - first_size[family] + 1
    scores, of_window = np.zeros(zones), np.zeros(zones, dtype=np.int64)
    city = np.zeros(weeks)
    held = np.zeros(areas)
    for t in range(weeks):
        for a in range(areas):
            city[t] += counts[a, t]
    upto = first - guard + 1
    for a in range(areas):
        for t in range(upto):
            held[a] += counts[a, t] / (factor[a, t] if stepped else 1.0)
    coefficients = np.zeros(design.shape[1])
    coefficients[0] = np.log(max(city[:upto].sum(), 0.5) / upto)
    observed, expected = np.zeros((areas, windows)), np.zeros((areas, windows))
    spread, weekly = np.zeros((windows, 5)), np.zeros(windows)
    chosen = np.zeros(8, dtype=np.int64)
    found, rounds = 0, 6
    for t in range(first, weeks):
        upto = t - guard + 1
        if t > first:
            for a in range(areas):
                held[a] += counts[a, upto - 1] / (factor[a, upto - 1] if stepped else 1.0)
        if city[t - windows + 1 : t + 1].sum() < fewest:
            continue
        covariance = fit_course(
            city, offset, design, upto, ridge, coefficients, rounds, variance, True
        )
        rounds = 2
        history = held.sum()
        expect(
            design, coefficients, covariance, t, windows, variance, history, kappa, spread, weekly
        )
        for a in range(areas):
            share = (held[a] + kappa * prior[a]) / (history + kappa)
            c, e = 0.0, 0.0
            for w in range(windows):
                c += counts[a, t - w]
                e += share * weekly[w] * (factor[a, t - w] if stepped else 1.0)
                observed[a, w] = c
                expected[a, w] = e
        scan(
            observed, expected, spread, shock, fewest, orders, starts, first_size, scores, of_window
        )
        for zone in range(zones):
            if scores[zone] > least:
                inside = zone_areas(zone, orders, starts, first_size)
                if days_in(days, inside, t, of_window[zone]) < fewest_days:
                    scores[zone] = 0.0
        picked = pick(scores, least, orders, starts, first_size, areas, chosen)
        for i in range(picked):
            if found == len(out):
                return found
            zone = chosen[i]
            inside = zone_areas(zone, orders, starts, first_size)
            w = of_window[zone] - 1
            out[found, 0] = t
            out[found, 1] = zone
            out[found, 2] = w + 1
            out[found, 3] = 0.0
            out[found, 4] = 0.0
            for a in inside:
                out[found, 3] += observed[a, w]
                out[found, 4] += expected[a, w]
            c, e = out[found, 3], out[found, 4]
            out[found, 5] = scores[zone]
            out[found, 6] = (c * np.log(c / e) - c + e) / scores[zone]
            found += 1
    return found


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
