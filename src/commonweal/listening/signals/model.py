"""What a city's own history says about its quiet weeks: course, shares, scatter and bursts.

Read `fit_city` first. Season and trend stand at group × city; areas take a share that is drawn
towards the share of all groups, because nearly every cell holds 0 to 4 reports (S003-55). How many
reports one event brings is fitted by maximum likelihood on the cells, for all groups together and
then for each group near that. The course is drawn anew for each simulated year.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp, log

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from commonweal.listening.earlier_years import Unit
from commonweal.listening.signals import kernels
from commonweal.listening.signals.quiet import BURST_FROM, Clusters, QuietCity, in_weeks

Numbers = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Daily = npt.NDArray[np.uint8]

TREND_SD, SEASON_SD = 0.25, 0.3
FEW, NONE_YET = 0.25, 1e-9
BURSTS_A_YEAR, MOST_BURSTS = 10.0, 0.25
COMMON_SD = np.array([1.5, 1.5, 0.5])
OWN_SD = np.array([0.5, 0.7, 0.3])
SHOCK_SD = 0.1
PLAIN_RATIO, MOST_UNSURE = 1.2, 0.5
SAME_DAY, LIKELY_BURST, FEWEST_FURTHER = 0.4, 0.5, 10
TRIED, TRIES = (0.1, 0.35, 0.6, 0.85), 8


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
    shock: float

    @property
    def drawn_within(self) -> Numbers:
        """The covariance of simulated courses: the fitted one, held to a sd of the log level."""
        held = min(1.0, MOST_UNSURE**2 / max(float(self.covariance[0, 0]), 1e-12))
        return np.asarray(self.covariance * held)

    @property
    def model(self) -> Numbers:
        """Variance ÷ mean, shock and kappa, as the kernels take them."""
        return np.array([self.clusters.variance_ratio, self.shock, self.kappa])


@dataclass(frozen=True, slots=True, kw_only=True)
class FittedCity:
    """The courses of all groups over `periods` of history.

    With `together`, the last course is that of all groups together; it is searched like a group
    and, in simulated years, is the sum of the others.
    """

    courses: tuple[Course, ...]
    together: bool
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
        """A quiet city like this one over so many periods, its course drawn anew.

        A few dozen reports leave level, trend and season uncertain, and a course that goes on
        differently than it was fitted makes alarms. The other parts are taken as fitted. A group
        with hardly a report could be anything: its level is drawn within `MOST_UNSURE`.
        """
        terms = self.design(periods)
        own = self.courses[:-1] if self.together else self.courses
        drawn = [
            rng.multivariate_normal(one.coefficients, one.drawn_within, method="eigh")
            for one in own
        ]
        return QuietCity(
            expected=np.exp(np.array([terms @ coefficients for coefficients in drawn])),
            shares=np.array([course.shares for course in own]),
            clusters=tuple(course.clusters for course in own),
            shock=tuple(course.shock for course in own),
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


def fit_city(
    counts: Whole,
    rhythm: Rhythm,
    daily: Daily | None = None,
    *,
    rng: np.random.Generator,
    together: bool = False,
    factors: Numbers | None = None,
) -> FittedCity:
    """What is quiet in a history of counts (series, places, periods).

    `daily` (series, places, 7 × weeks) are the same reports by day, where days are known. With
    `together` the last series is that of all groups together. `factors`, of the shape of `counts`,
    is what dated steps make of each cell.
    """
    series, places, periods = counts.shape
    season = periods > rhythm.fewest_for_season
    terms = design(periods, periods, rhythm, season=season)
    level = counts.astype(np.float64) if factors is None else counts / factors
    pooled = level[: series - together].sum(axis=(0, 2))
    prior = (pooled + 1.0) / (pooled.sum() + places)
    first = [_first_course(level[g], terms, prior, season=season) for g in range(series)]
    cells = [
        _cells(course, counts[g], None if daily is None else daily[g], terms)
        for g, course in enumerate(first)
    ]
    events_a_year = level[: series - together].sum() / periods * rhythm.a_year
    clustered = _with_clusters(first, cells, SAME_DAY, float(events_a_year))
    if daily is not None:
        own = series - together
        same_day = _same_day(clustered[:own], cells[:own], terms, rng)
        clustered = _with_clusters(first, cells, same_day, float(events_a_year))
    courses = _with_shocks(clustered, level.sum(axis=1), terms)
    return FittedCity(
        courses=tuple(courses), together=together, periods=periods, rhythm=rhythm, season=season
    )


def _first_course(counts: Numbers, terms: Numbers, prior: Numbers, *, season: bool) -> Course:
    weekly = counts.sum(axis=0)
    plain = Clusters(dispersion=PLAIN_RATIO, burst_share=0.0, burst_more=1.0, same_day=SAME_DAY)
    coefficients = np.zeros(terms.shape[1])
    coefficients[0] = log(max(weekly.sum(), FEW) / len(weekly))
    none = np.zeros(len(weekly))
    covariance = kernels.fit_course(
        weekly,
        none,
        terms,
        len(weekly),
        ridge(PLAIN_RATIO, season=season),
        coefficients,
        8,
        PLAIN_RATIO,
        False,
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
        shock=0.0,
    )


def concentration(held: Numbers, prior: Numbers, variance_ratio: float = 1.4) -> float:
    """How many reports the prior shares are worth, from how far the areas lie from them.

    The moment estimator of a Dirichlet-multinomial law, held between half the number of areas and
    a thousand; a group with hardly any report leans on the prior alone.
    """
    n, areas = float(held.sum()), len(held)
    if areas < 2 or n < 5:
        return 50.0
    apart = float(((held - n * prior) ** 2 / (n * prior)).sum()) / (areas - 1) / variance_ratio
    return float(np.clip(n / max(apart - 1, n / 1000) - 1, areas / 2, 1000))


def before_seeing(events_a_year: float) -> Numbers:
    """Where the fit of clusters begins: ten bursts a year in the whole city, as in New York.

    A city with many reports cannot tell a burst from chance, and one burst does not matter there;
    what is held before seeing must then not invent more of them.
    """
    share = min(BURSTS_A_YEAR / max(events_a_year, 1.0), MOST_BURSTS)
    return np.array([log(0.3), log(share / (1 - share)), log(1.0)])


def _with_clusters(
    courses: Sequence[Course],
    cells: Sequence["_Cells"],
    same_day: float,
    events_a_year: float,
) -> list[Course]:
    """The courses with their clusters, fitted for all groups and then for each near that."""
    common = fit_clusters(cells, before_seeing(events_a_year), COMMON_SD, same_day)
    found = []
    for course, own in zip(courses, cells, strict=True):
        best = fit_clusters([own], common, OWN_SD, same_day)
        clusters = as_clusters(best, same_day=same_day)
        covariance = course.covariance * (clusters.variance_ratio / PLAIN_RATIO)
        found.append(replace(course, clusters=clusters, covariance=covariance))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cells:
    """The cells of one series that hold a report, and what was expected in all its cells."""

    expected: Numbers
    counts: Whole
    fullest: Whole
    expected_in_all: float

    def likelihood(self, clusters: Clusters) -> float:
        """The log-likelihood of these reports, up to a constant."""
        told = kernels.cluster_likelihood(
            clusters.in_one_week(),
            clusters.mean,
            self.expected,
            self.counts,
            self.expected_in_all,
        )
        return float(told)


def _cells(course: Course, counts: Whole, daily: Daily | None, terms: Numbers) -> _Cells:
    weekly = np.exp(terms @ course.coefficients)
    area, week = np.nonzero(counts)
    by_day = None if daily is None else daily.reshape(*counts.shape, 7)
    return _Cells(
        expected=course.shares[area] * weekly[week],
        counts=counts[area, week],
        fullest=np.zeros(len(area), dtype=np.int64)
        if by_day is None
        else by_day[area, week].max(axis=1).astype(np.int64),
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


def fit_clusters(cells: Sequence[_Cells], near: Numbers, sd: Numbers, same_day: float) -> Numbers:
    """The most likely clusters, near `near` as far as `sd` allows."""

    def against(point: Numbers) -> float:
        clusters = as_clusters(point, same_day=same_day)
        told = sum(one.likelihood(clusters) for one in cells)
        return float(((point - near) ** 2 / sd**2).sum() / 2 - told)

    start = np.vstack([near, near + np.diag(sd)])
    options = {"initial_simplex": start, "xatol": 0.02, "fatol": 0.02, "maxiter": 200}
    return np.asarray(minimize(against, near, method="Nelder-Mead", options=options).x)


def _with_shocks(courses: Sequence[Course], weekly: Numbers, terms: Numbers) -> list[Course]:
    """The courses with the variance of the factor that a week brings to the whole city.

    By moments, drawn towards the common value of all groups, and that towards none: in a sparse
    group hardly anything can be told of it.
    """
    found, sure = np.zeros(len(courses)), np.zeros(len(courses))
    for g, course in enumerate(courses):
        expected = np.exp(terms @ course.coefficients)
        ratio = course.clusters.variance_ratio
        held = float((expected**2).sum())
        found[g] = ((weekly[g] - expected) ** 2 - ratio * expected).sum() / held
        sure[g] = held / (2 * ratio**2)
    common = float((found * sure).sum() / (sure.sum() + 1 / SHOCK_SD**2))
    own = common + (found - common) * sure / (sure + 1 / SHOCK_SD**2)
    return [
        replace(course, shock=float(np.clip(one, 0.0, 1.0)))
        for course, one in zip(courses, own, strict=True)
    ]


def _same_day(
    courses: Sequence[Course], cells: Sequence[_Cells], terms: Numbers, rng: np.random.Generator
) -> float:
    """The chance that a further report of a burst comes on its first day.

    Cells that look like bursts hold other reports too, and the end of the week cuts bursts in two:
    so what is seen there is set beside cities simulated with a few chances, and the chance that
    would show as much is taken. Where hardly any cell looks like a burst, what New York's file
    shows. Rounded, so that what is computed from it is computed once.
    """
    seen = _on_the_fullest_day(cells)
    if seen is None:
        return SAME_DAY
    shown = [
        np.mean([_shown_with(chance, courses, terms, rng) for _ in range(TRIES)])
        for chance in TRIED
    ]
    slope, start = np.polyfit(TRIED, shown, 1)
    return round(float(np.clip((seen - start) / max(slope, 0.1), 0.05, 0.95)), 2)


def _shown_with(
    chance: float, courses: Sequence[Course], terms: Numbers, rng: np.random.Generator
) -> float:
    """What a simulated city shows on the fullest days of its bursts, at this chance."""
    city = QuietCity(
        expected=np.exp(np.array([terms @ course.coefficients for course in courses])),
        shares=np.array([course.shares for course in courses]),
        clusters=tuple(replace(course.clusters, same_day=chance) for course in courses),
        shock=tuple(course.shock for course in courses),
    )
    daily = city.simulate(rng)
    counts, _days = in_weeks(daily)
    told = [_cells(course, counts[g], daily[g], terms) for g, course in enumerate(courses)]
    shown = _on_the_fullest_day(told)
    return chance if shown is None else shown


def _on_the_fullest_day(cells: Sequence[_Cells]) -> float | None:
    """Of cells that look like bursts: reports on the fullest day beyond the first, of all beyond
    the first; None where these are fewer than ten."""
    full, further = 0, 0
    for one in cells:
        likely = (one.counts >= BURST_FROM) & (one.expected < LIKELY_BURST) & (one.fullest > 0)
        full += int((one.fullest - 1)[likely].sum())
        further += int((one.counts - 1)[likely].sum())
    return None if further < FEWEST_FURTHER else full / further
