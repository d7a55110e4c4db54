"""The weekly search over one series, compiled: the budget needs it hundreds of times.

Read `walk` last; the functions before it are its steps.
"""

import numpy as np
from numba import njit

from commonweal.listening.signals.kernels.quiet import fit_course
from commonweal.listening.signals.kernels.scan import (
    days_in,
    fullest_day,
    pick,
    scan,
    spread_of,
    zone_areas,
)

MOST_AT_ONCE = 8
FIRST_ROUNDS, NEXT_ROUNDS = 6, 2


@njit(cache=True)
def expect(fit, newest, spread, weekly):  # type: ignore[no-untyped-def]
    """Expected city counts of the last weeks into `weekly`, their sums' spread into `spread`.

    Columns of `spread`, one row a window: variance ÷ mean of a count; the part that a zone's
    uncertain share adds; the expected city count; its weekly mean (for the shock); the relative
    variance of the course itself.
    """
    design, coefficients, covariance, variance, history, kappa = fit
    terms = design.shape[1]
    total, squares = 0.0, 0.0
    for w in range(len(weekly)):
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
def sum_windows(counts, factor, held, prior, kappa, weekly, newest, observed, expected):  # type: ignore[no-untyped-def]
    """Observed and expected sums over the last 1, 2, … weeks of each area."""
    history = held.sum()
    for a in range(counts.shape[0]):
        share = (held[a] + kappa * prior[a]) / (history + kappa)
        c, e = 0.0, 0.0
        for w in range(len(weekly)):
            c += counts[a, newest - w]
            e += share * weekly[w] * (factor[a, newest - w] if factor.size else 1.0)
            observed[a, w] = c
            expected[a, w] = e


@njit(cache=True)
def doubt_days(days, daily, newest, observed, expected, rules, zones, scores, windows):  # type: ignore[no-untyped-def]
    """Take from the scores what stands on too few days.

    Where half of a zone's reports came on one day, that day counts as one report: it may be one
    event told many times.
    """
    fewest, fewest_days, least = rules
    for zone in range(len(scores)):
        if scores[zone] <= least:
            continue
        inside = zone_areas(zone, zones)
        w = windows[zone] - 1
        if days_in(days, inside, newest, w + 1) < fewest_days:
            scores[zone] = 0.0
            continue
        c, e = observed[inside, w].sum(), expected[inside, w].sum()
        fullest = fullest_day(daily, inside, newest, w + 1)
        if 2 * fullest < c:
            continue
        once = c - fullest + 1
        if once < fewest or once <= e:
            scores[zone] = 0.0
        else:
            said = once * np.log(once / e) - once + e
            scores[zone] *= said / (c * np.log(c / e) - c + e)


@njit(cache=True)
def write_rows(picked, newest, observed, expected, spread, shock, zones, scores, windows, out, at):  # type: ignore[no-untyped-def]
    """Write the picked zones as rows of `out` from row `at` on; returns the next free row."""
    for zone in picked:
        if at == len(out):
            break
        inside = zone_areas(zone, zones)
        w = windows[zone] - 1
        c, e = observed[inside, w].sum(), expected[inside, w].sum()
        out[at, 0], out[at, 1], out[at, 2] = newest, zone, w + 1
        out[at, 3], out[at, 4], out[at, 5] = c, e, scores[zone]
        out[at, 6] = spread_of(spread, w, e, shock)
        at += 1
    return at


@njit(cache=True)
def count_zones(zones):  # type: ignore[no-untyped-def]
    """How many zones the families hold."""
    _orders, starts, first_size = zones
    n = 0
    for family in range(len(first_size)):
        n += starts[family + 1] - starts[family] - first_size[family] + 1
    return n


@njit(cache=True)
def walk(reports, steps, first, windows, course, rules, zones, out):  # type: ignore[no-untyped-def]
    """Search one series week by week from `first` on, each week with what was known by then.

    `reports`: counts and days with a report (areas, weeks), reports by day (areas, 7 × weeks).
    `steps`: what dated steps make of each cell (areas, weeks; of size 0 where there are none), and
    of the city, in logs. `course`: design, ridge, (variance ÷ mean, shock, kappa), prior shares.
    `rules`: fewest reports, fewest days, least score. The course is fitted on the weeks before the
    last `windows`. A row of `out` is one finding: week, zone, window, observed, expected, score,
    and the variance ÷ expectation its score was divided by. Returns how many were filled.
    """
    counts, days, daily = reports
    factor, offset = steps
    design, ridge, model, prior = course
    fewest, fewest_days, least = rules
    areas, weeks = counts.shape
    variance, shock, kappa = model
    scores = np.zeros(count_zones(zones))
    of_window = np.zeros(len(scores), dtype=np.int64)
    city, held = np.zeros(weeks), np.zeros(areas)
    for a in range(areas):
        for t in range(weeks):
            city[t] += counts[a, t]
            if t <= first - windows:
                held[a] += counts[a, t] / (factor[a, t] if factor.size else 1.0)
    coefficients = np.zeros(design.shape[1])
    upto = first - windows + 1
    coefficients[0] = np.log(max(city[:upto].sum(), 0.5) / upto)
    observed, expected = np.zeros((areas, windows)), np.zeros((areas, windows))
    spread, weekly = np.zeros((windows, 5)), np.zeros(windows)
    chosen = np.zeros(MOST_AT_ONCE, dtype=np.int64)
    found, rounds = 0, FIRST_ROUNDS
    for t in range(first, weeks):
        upto = t - windows + 1
        if t > first:
            for a in range(areas):
                held[a] += counts[a, upto - 1] / (factor[a, upto - 1] if factor.size else 1.0)
        if city[upto : t + 1].sum() < fewest:
            continue
        covariance = fit_course(
            city, offset, design, upto, ridge, coefficients, rounds, variance, True
        )
        rounds = NEXT_ROUNDS
        fit = (design, coefficients, covariance, variance, held.sum(), kappa)
        expect(fit, t, spread, weekly)
        sum_windows(counts, factor, held, prior, kappa, weekly, t, observed, expected)
        scan(observed, expected, spread, shock, fewest, zones, scores, of_window)
        if fewest_days > 1:
            doubt_days(days, daily, t, observed, expected, rules, zones, scores, of_window)
        n = pick(scores, least, zones, areas, chosen)
        found = write_rows(
            chosen[:n], t, observed, expected, spread, shock, zones, scores, of_window, out, found
        )
    return found
