"""Flexible Farrington as R's `surveillance` 1.20.3 computes it, in numba and on one thread.

Read `statistics` first. The quasi-Poisson model of `farringtonFlexible` has a level for each of ten
seasonal periods and one trend. Weighted least squares with those levels profiled out leaves one
number to solve for, so a step of the fit is one pass over 133 weeks. The steps, their start and
their stopping rule are those of R's `glm`, because where a period holds no report at all the fit
has no end, and its result is where `glm` happens to stop. Settings: farrington_and_ears.R.

A. Noufaily et al. (2013), doi:10.1002/sim.5595; M. Salmon et al. (2016), doi:10.18637/jss.v070.i10.
"""

from math import exp, lgamma, log, sqrt
from typing import NamedTuple

import numba
import numpy as np
from numpy.typing import NDArray

YEARS, HALF_WINDOW, PERIODS, LEFT_OUT, WEEKS_A_YEAR = 3, 3, 10, 26, 52
FIRST_WEEK = YEARS * WEEKS_A_YEAR + HALF_WINDOW
"""The first week (from 0) that can be judged: so many weeks of history are needed."""

USED = FIRST_WEEK - LEFT_OUT
WEIGHTS_ABOVE = 2.58
Z_95 = 1.6448536269514722
_SMALLEST = 2.220446049250313e-16

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]


class Statistics(NamedTuple):
    """What the model says of each series (rows) in each week asked for (columns).

    `eta` is the logarithm of the expected count, `phi` the dispersion, `se` the standard error of
    `eta` as the package has it, `tail` the logarithm (base 10) of P(Y ≥ y) under the negative
    binomial with expectation exp(`eta`) and dispersion `phi` (`nbPlugin`), `z` the distance on the
    2/3-power scale in standard errors (`delta`).
    NaN where the fit did not converge: the package gives no result there either.
    """

    eta: Floats
    phi: Floats
    se: Floats
    tail: Floats
    z: Floats

    @property
    def mu(self) -> Floats:
        """The expected count, which `glm` holds above the smallest step between numbers."""
        return expectation(self.eta)

    @property
    def delta_upper(self) -> Floats:
        """The upper bound of `delta` at alpha 0.05."""
        spread = Z_95 * np.sqrt(delta_variance(self.mu, self.phi, self.se))
        return np.asarray((self.mu ** (2 / 3) + spread) ** 1.5)


def expectation(eta: Floats) -> Floats:
    """The inverse of the logarithmic link as R's `glm` has it."""
    return np.maximum(np.exp(eta), _SMALLEST)


def delta_variance(mu: Floats, phi: Floats, se: Floats) -> Floats:
    """Variance of a count to the power 2/3 around its expectation to that power."""
    return np.asarray(4 / 9 * mu ** (1 / 3) * (phi + mu * se**2))


def periods() -> Counts:
    """The seasonal period (0 … 9; 9 holds the judged week) of each week used, oldest first."""
    place = np.arange(USED) % WEEKS_A_YEAR - (2 * HALF_WINDOW + 1)
    length = (WEEKS_A_YEAR - 2 * HALF_WINDOW - 1) // (PERIODS - 1)
    return np.where(place < 0, PERIODS - 1, place // length).astype(np.int64)


def statistics(counts: NDArray[np.integer], weeks: NDArray[np.integer]) -> Statistics:
    """The statistics of every series (rows of `counts`, weekly) in the weeks (from 0) asked for."""
    if weeks.min() < FIRST_WEEK or weeks.max() >= counts.shape[1]:
        raise ValueError(f"Farrington judges weeks {FIRST_WEEK} to {counts.shape[1] - 1} of these.")
    whole = np.ascontiguousarray(counts, dtype=np.int64)
    found = _all(whole, np.asarray(weeks, dtype=np.int64), periods())
    eta, phi, se, tail = found
    mu = expectation(eta)
    observed = whole[:, weeks]
    with np.errstate(invalid="ignore"):
        distance = observed ** (2 / 3) - mu ** (2 / 3)
        z = distance / np.sqrt(delta_variance(mu, phi, se))
    return Statistics(eta, phi, se, tail, np.asarray(z))


@numba.njit(cache=True)
def _all(counts: Counts, weeks: Counts, period: Counts) -> Floats:
    found = np.empty((4, counts.shape[0], weeks.size))
    for row in range(counts.shape[0]):
        for column in range(weeks.size):
            week = weeks[column]
            start = week - FIRST_WEEK
            eta, phi, se = _judged(counts[row, start : start + USED], period)
            found[0, row, column], found[1, row, column], found[2, row, column] = eta, phi, se
            found[3, row, column] = log10_tail(counts[row, week], exp(eta), phi)
    return found


@numba.njit(cache=True)
def _judged(y: Counts, period: Counts) -> tuple[float, float, float]:
    """Log expectation, dispersion and standard error of the judged week; with trend if allowed."""
    trended = True
    fitted = _fit(y, period, np.ones(y.size), True)
    if not fitted[0]:
        trended = False
        fitted = _fit(y, period, np.ones(y.size), False)
    if not fitted[0]:
        return np.nan, np.nan, np.nan
    eta, phi, se = _reweighted(y, period, fitted, trended)
    if trended and not max(exp(eta), _SMALLEST) <= y.max():
        fitted = _fit(y, period, np.ones(y.size), False)
        if not fitted[0]:
            return np.nan, np.nan, np.nan
        eta, phi, se = _reweighted(y, period, fitted, False)
    return eta, phi, se


@numba.njit(cache=True)
def _fit(
    y: Counts, period: Counts, prior: Floats, trended: bool
) -> tuple[bool, float, Floats, Floats, Floats, Floats, float]:
    """Iterated weighted least squares as R's `glm` does it.

    Gives: converged, log expectation of the judged week, expectations, last working weights, sum of
    weights and weighted mean time of each period, and the weighted square of time within periods.
    """
    n = y.size
    eta, mu, weight = np.empty(n), np.empty(n), np.empty(n)
    total, time, level = np.empty(PERIODS), np.empty(PERIODS), np.empty(PERIODS)
    slope, squares = 0.0, 1.0
    most = 0.0
    for i in range(n):
        mu[i] = y[i] + 0.1
        eta[i] = log(mu[i])
        most += prior[i] * y[i] * (log(y[i]) - 1.0) if y[i] > 0 else 0.0
    before = 2.0 * (most + _shortfall(y, mu, eta, prior))
    converged = False
    for _ in range(25):
        total[:], time[:], level[:] = 0.0, 0.0, 0.0
        for i in range(n):
            weight[i] = prior[i] * mu[i]
            working = eta[i] + (y[i] - mu[i]) / mu[i]
            total[period[i]] += weight[i]
            time[period[i]] += weight[i] * (i - FIRST_WEEK)
            level[period[i]] += weight[i] * working
        for g in range(PERIODS):
            time[g] /= total[g]
            level[g] /= total[g]
        if trended:
            squares, product = 0.0, 0.0
            for i in range(n):
                apart = i - FIRST_WEEK - time[period[i]]
                working = eta[i] + (y[i] - mu[i]) / mu[i]
                squares += weight[i] * apart * apart
                product += weight[i] * apart * (working - level[period[i]])
            slope = product / squares
        for i in range(n):
            eta[i] = level[period[i]] + slope * (i - FIRST_WEEK - time[period[i]])
            mu[i] = max(exp(eta[i]), _SMALLEST)
        deviance = 2.0 * (most + _shortfall(y, mu, eta, prior))
        if abs(deviance - before) / (abs(deviance) + 0.1) < 1e-8:
            converged = True
            break
        before = deviance
    now = level[PERIODS - 1] - slope * time[PERIODS - 1]
    return converged, now, mu, weight, total, time, squares


@numba.njit(cache=True)
def _shortfall(y: Counts, mu: Floats, eta: Floats, prior: Floats) -> float:
    """Half the Poisson deviance, but for the part that the counts alone make."""
    total = 0.0
    for i in range(y.size):
        total += prior[i] * (mu[i] - y[i] * eta[i])
    return total


@numba.njit(cache=True)
def _reweighted(
    y: Counts,
    period: Counts,
    fitted: tuple[bool, float, Floats, Floats, Floats, Floats, float],
    trended: bool,
) -> tuple[float, float, float]:
    """Log expectation, dispersion and standard error, once weeks far above it count less."""
    freedom = y.size - PERIODS - trended
    _, _, mu, weight, total, time, squares = fitted
    prior = _weights(y, period, mu, weight, total, time, squares, trended, freedom)
    _, now, mu, weight, total, time, squares = _fit(y, period, prior, trended)
    dispersion = _dispersion(y, mu, weight, freedom)
    # The package takes the prior weights for the working ones where it asks for a standard error.
    scale = _dispersion(y, mu, prior, freedom)
    last = PERIODS - 1
    lever = 1.0 / total[last] + (time[last] ** 2 / squares if trended else 0.0)
    return now, max(dispersion, 1.0), sqrt(scale * lever)


@numba.njit(cache=True)
def _dispersion(y: Counts, mu: Floats, weight: Floats, freedom: int) -> float:
    total = 0.0
    for i in range(y.size):
        total += weight[i] * ((y[i] - mu[i]) / mu[i]) ** 2
    return total / freedom


@numba.njit(cache=True)
def _weights(
    y: Counts,
    period: Counts,
    mu: Floats,
    weight: Floats,
    total: Floats,
    time: Floats,
    squares: float,
    trended: bool,
    freedom: int,
) -> Floats:
    """One for a usual week, less for one whose Anscombe residual lies above the threshold."""
    phi = max(_dispersion(y, mu, weight, freedom), 1.0)
    prior = np.ones(y.size)
    for i in range(y.size):
        apart = i - FIRST_WEEK - time[period[i]]
        lever = 1.0 / total[period[i]] + (apart * apart / squares if trended else 0.0)
        residual = 1.5 * (y[i] ** (2 / 3) * mu[i] ** (-1 / 6) - sqrt(mu[i]))
        residual /= sqrt(phi * (1.0 - weight[i] * lever))
        if residual > WEIGHTS_ABOVE:
            prior[i] = residual**-2
    return prior * (y.size / prior.sum())


@numba.njit(cache=True)
def log10_tail(y: int, mu: float, phi: float) -> float:
    """Log of P(Y ≥ y): negative binomial with variance phi × mu, or Poisson where phi is 1."""
    if np.isnan(mu):
        return np.nan
    if y <= 0:
        return 0.0
    if mu == 0.0:
        return -np.inf
    if phi > 1.0:
        size, share = mu / (phi - 1.0), 1.0 - 1.0 / phi
        first = lgamma(y + size) - lgamma(size) - lgamma(y + 1.0) + y * log(share) - size * log(phi)
    else:
        size, share = 0.0, 0.0
        first = y * log(mu) - mu - lgamma(y + 1.0)
    total, term, k = 1.0, 1.0, float(y)
    while term > 1e-13 * total or k < mu:
        term *= (k + size) * share / (k + 1.0) if phi > 1.0 else mu / (k + 1.0)
        total += term
        k += 1.0
    return min((first + log(total)) / log(10.0), 0.0)
