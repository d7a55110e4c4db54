"""What a city's own history says about its quiet weeks: course, shares, scatter and bursts.

Read `fit_city` first. Season and trend stand at group × city; areas take a share that is drawn
towards the share of all groups, because nearly every cell holds 0 to 4 reports (S003-55). How many
reports one event brings is fitted by maximum likelihood on the cells, for all groups together and
then for each group near that. What is not certain is drawn anew for each simulated year.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp, log

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from commonweal.listening.earlier_years import Unit
from commonweal.listening.signals import kernels
from commonweal.listening.signals.quiet import Clusters, QuietCity

Numbers = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Days = npt.NDArray[np.uint8]

TREND_SD, SEASON_SD = 0.25, 0.3
FEW, NONE_YET = 0.25, 1e-9
COMMON = np.array([log(0.3), log(0.02 / 0.98), log(1.0)])
COMMON_SD = np.array([1.5, 2.0, 0.5])
OWN_SD = np.array([0.5, 0.7, 0.3])


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """What depends on weeks or months: periods a year, windows, guard, shortest histories.

    The last `windows` periods are searched, so the course is fitted on what lies before them.
    """

    a_year: float
    windows: int
    fewest: int
    fewest_for_season: int


RHYTHMS: dict[Unit, Rhythm] = {
    "week": Rhythm(a_year=365.25 / 7, windows=12, fewest=26, fewest_for_season=104),
    "month": Rhythm(a_year=12, windows=3, fewest=6, fewest_for_season=24),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The fitted course of one group: coefficients, their covariance, and its scatter.

    `kappa` says how strongly the shares of areas are drawn towards `prior`, in reports.
    """

    coefficients: Numbers
    covariance: Numbers
    prior: Numbers
    shares: Numbers
    kappa: float
    clusters: Clusters
    uncertain: Numbers
    shock: float

    @property
    def model(self) -> Numbers:
        """Variance ÷ mean, shock and kappa, as the kernels take them."""
        return np.array([self.clusters.variance_ratio, self.shock, self.kappa])


@dataclass(frozen=True, slots=True, kw_only=True)
class FittedCity:
    """The courses of all groups over `periods` of history; `centre` is where the trend is 0."""

    courses: tuple[Course, ...]
    periods: int
    rhythm: Rhythm
    season: bool

    def design(self, periods: int) -> Numbers:
        """The terms of the course for so many periods, counted from the first of the history."""
        return design(periods, self.periods, self.rhythm, season=self.season)

    def ridge(self, course: Course) -> Numbers:
        """How strongly each term is held near zero, in the kernels' scale."""
        return ridge(course.clusters.variance_ratio, season=self.season)

    def quiet(self, periods: int, rng: np.random.Generator) -> QuietCity:
        """A quiet city like this one over so many periods, with what is uncertain drawn anew."""
        terms = self.design(periods)
        return QuietCity(
            expected=np.exp(np.array([terms @ course.coefficients for course in self.courses])),
            shares=np.array([course.shares for course in self.courses]),
            clusters=tuple(drawn(course, rng) for course in self.courses),
            shock=tuple(course.shock for course in self.courses),
        )


def design(periods: int, history: int, rhythm: Rhythm, *, season: bool) -> Numbers:
    """Intercept, trend in years from the middle of the history, and one wave a year."""
    t = np.arange(periods)
    columns = [np.ones(periods), (t - history / 2) / rhythm.a_year]
    if season:
        turn = 2 * np.pi * t / rhythm.a_year
        columns += [np.cos(turn), np.sin(turn)]
    return np.ascontiguousarray(np.column_stack(columns))


def ridge(variance_ratio: float, *, season: bool) -> Numbers:
    """Prior precisions in the scale of a Poisson likelihood that is `variance_ratio` too sharp."""
    held = [NONE_YET, variance_ratio / TREND_SD**2]
    return np.array(held + [variance_ratio / SEASON_SD**2] * 2 * season)


def fit_city(counts: Whole, days: Days, rhythm: Rhythm) -> FittedCity:
    """What is quiet in a history of counts and days, both (groups, areas, periods)."""
    groups, areas, periods = counts.shape
    season = periods > rhythm.fewest_for_season
    terms = design(periods, periods, rhythm, season=season)
    pooled = counts.sum(axis=(0, 2))
    prior = (pooled + 1.0) / (pooled.sum() + areas)
    weekly = counts.sum(axis=1).astype(np.float64)
    first = [
        _first_course(weekly[g], counts[g], terms, prior, season=season) for g in range(groups)
    ]
    first = _with_clusters(first, counts, days, terms)
    return FittedCity(courses=tuple(first), periods=periods, rhythm=rhythm, season=season)


def _first_course(
    weekly: Numbers, counts: Whole, terms: Numbers, prior: Numbers, *, season: bool
) -> Course:
    plain = Clusters(dispersion=1.2, burst_share=0.0, burst_more=1.0, same_day=0.6)
    coefficients = np.zeros(terms.shape[1])
    coefficients[0] = log(max(weekly.sum(), FEW) / len(weekly))
    covariance = kernels.fit_course(
        weekly, terms, len(weekly), ridge(1.2, season=season), coefficients, 8, 1.2
    )
    held = counts.sum(axis=1)
    kappa = concentration(held, prior)
    return Course(
        coefficients=coefficients,
        covariance=covariance,
        prior=prior,
        shares=(held + kappa * prior) / (held.sum() + kappa),
        kappa=kappa,
        clusters=plain,
        uncertain=np.zeros((3, 3)),
        shock=0.0,
    )


def concentration(held: Whole, prior: Numbers, variance_ratio: float = 1.4) -> float:
    """How many reports the prior shares are worth, from how far the areas lie from them.

    The moment estimator of a Dirichlet-multinomial law, held between half the number of areas and
    a thousand; a group with hardly any report leans on the prior alone.
    """
    n, areas = float(held.sum()), len(held)
    if areas < 2 or n < 5:
        return 50.0
    apart = float(((held - n * prior) ** 2 / (n * prior)).sum()) / (areas - 1) / variance_ratio
    return float(np.clip(n / max(apart - 1, n / 1000) - 1, areas / 2, 1000))


def _with_clusters(
    courses: Sequence[Course], counts: Whole, days: Days, terms: Numbers
) -> list[Course]:
    """The courses with their clusters and shocks, fitted on all cells."""
    cells = [
        _cells(course, counts[g], np.exp(terms @ course.coefficients))
        for g, course in enumerate(courses)
    ]
    common, _covariance = fit_clusters(cells, COMMON, COMMON_SD)
    found = []
    for g, course in enumerate(courses):
        own, covariance = fit_clusters([cells[g]], common, OWN_SD)
        clusters = as_clusters(own, same_day=0.6)
        told = replace(course, clusters=clusters, uncertain=covariance)
        found.append(told)
    same_day = _same_day(found, cells, days)
    return [
        replace(
            course,
            clusters=replace(course.clusters, same_day=same_day),
            shock=shock_of(
                counts[g].sum(axis=0), np.exp(terms @ course.coefficients), course.clusters
            ),
        )
        for g, course in enumerate(found)
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cells:
    """The cells of one group that hold a report, and what was expected in all its cells."""

    expected: Numbers
    counts: Whole
    places: tuple[Whole, Whole]
    expected_in_all: float


def _cells(course: Course, counts: Whole, weekly: Numbers) -> _Cells:
    area, week = np.nonzero(counts)
    return _Cells(
        expected=course.shares[area] * weekly[week],
        counts=counts[area, week],
        places=(area, week),
        expected_in_all=float(weekly.sum()),
    )


def as_clusters(point: Numbers, *, same_day: float) -> Clusters:
    """Clusters from log(dispersion − 1), logit(burst share) and log(more reports)."""
    return Clusters(
        dispersion=1 + exp(min(point[0], 3.0)),
        burst_share=1 / (1 + exp(-np.clip(point[1], -12, 2))),
        burst_more=exp(np.clip(point[2], -2.5, 2.0)),
        same_day=same_day,
    )


def fit_clusters(cells: Sequence[_Cells], near: Numbers, sd: Numbers) -> tuple[Numbers, Numbers]:
    """The most likely clusters, near `near` as far as `sd` allows, and their covariance."""

    def against(point: Numbers) -> float:
        clusters = as_clusters(point, same_day=0.6)
        told = sum(
            kernels.cluster_likelihood(
                clusters.pmf(), clusters.mean, one.expected, one.counts, one.expected_in_all
            )
            for one in cells
        )
        return float(((point - near) ** 2 / sd**2).sum() / 2 - told)

    start = np.vstack([near, near + np.diag(sd)])
    options = {"initial_simplex": start, "xatol": 0.02, "fatol": 0.02, "maxiter": 200}
    best = minimize(against, near, method="Nelder-Mead", options=options).x
    return best, _covariance(against, best, sd)


def _covariance(against, best: Numbers, sd: Numbers) -> Numbers:  # type: ignore[no-untyped-def]
    """The inverse of the curvature at the best point, from differences."""
    n, h = len(best), 0.15
    step = h * np.eye(n)
    here = against(best)
    curvature = np.zeros((n, n))
    for i in range(n):
        for j in range(i + 1):
            if i == j:
                bend = against(best + step[i]) - 2 * here + against(best - step[i])
            else:
                up = against(best + step[i] + step[j]) + against(best - step[i] - step[j])
                down = against(best + step[i] - step[j]) + against(best - step[i] + step[j])
                bend = (up - down) / 4
            curvature[i, j] = curvature[j, i] = bend / h**2
    values, vectors = np.linalg.eigh(curvature)
    held = np.maximum(values, 1 / sd.max() ** 2)
    return np.asarray((vectors / held) @ vectors.T)


def drawn(course: Course, rng: np.random.Generator) -> Clusters:
    """Clusters as they may be as well, given how little the history says of them."""
    clusters = course.clusters
    if not course.uncertain.any():
        return clusters
    point = np.array(
        [
            log(max(clusters.dispersion - 1, 1e-4)),
            log(max(clusters.burst_share, 1e-6) / (1 - clusters.burst_share)),
            log(clusters.burst_more),
        ]
    )
    moved = rng.multivariate_normal(point, course.uncertain, method="eigh")
    return as_clusters(moved, same_day=clusters.same_day)


def shock_of(weekly: Whole, expected: Numbers, clusters: Clusters) -> float:
    """The variance of the factor that a week brings to the whole city, by moments, at least 0."""
    beyond = (weekly - expected) ** 2 - clusters.variance_ratio * expected
    held = float((expected**2).sum())
    return float(np.clip(beyond.sum() / max(held, 1e-9), 0.0, 1.0))


def _same_day(courses: Sequence[Course], cells: Sequence[_Cells], days: Days) -> float:
    """The share of a burst's reports on its first day, from pairs in cells that look like bursts.

    Two reports of a burst fall on one day with s² + (1 − s)²/6; each cell tells how many
    different days its reports took.
    """
    different, reports = 0.0, 0.0
    for g, (_course, one) in enumerate(zip(courses, cells, strict=True)):
        likely = (one.counts >= 3) & (one.expected < 0.5)
        told = days[g][one.places[0][likely], one.places[1][likely]]
        different += float(np.bitwise_count(told).sum() - len(told))
        reports += float((one.counts[likely] - 1).sum())
    if reports < 10:
        return 0.6
    apart = min(different / reports, 1.0)
    return float(np.clip(1 - apart, 0.05, 0.95))
