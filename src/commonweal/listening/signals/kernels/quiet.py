"""Compiled loops of quiet cities: chance, days into weeks, likelihood, and the fitted course."""

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
