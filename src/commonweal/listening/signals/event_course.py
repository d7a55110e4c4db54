"""What would have been reported without the event: the course around it, and how sure it is.

Read `fit_courses` first, then `QuietCourse.without_event`. Counts are sums of seven days that begin
with the event's weekday. The course of the whole city (level, trend, one wave a year) is fitted on
the weeks that no event touches; an area has a share of it. What the counts scatter beyond that is
measured on sums as long as the window itself, so that weeks which hang together, a level that
wanders and bursts all widen the interval. Method page: docs/methods/event-study.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.special import betainc, gammaincc

from commonweal.listening.signals.model import SEASON_SD, TREND_SD, concentration

Numbers = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

WINDOWS = (1, 2, 4, 8)
A_YEAR = 365.25 / 7
CHANCE = 0.9
HALF = 0.5
OWN_SCATTER_FROM = 50.0
USUAL_RATIO = 1.4
ROUNDS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Scatter:
    """How sums over one window scatter: `ratio` is variance ÷ mean of a small part of the city.

    `shock` is the variance of the factor that a window brings to the whole city; `weight` the
    reports that the figures rest on.
    """

    ratio: float
    shock: float
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietCourse:
    """One series without the event: expected reports of the whole city, and what is not certain.

    `expected` has one value a week from the first week of the event on; `terms` are the terms of
    the course in these weeks and `covariance` that of its logarithm. `held` are the reports of each
    area in the weeks fitted, `prior` and `kappa` what its share is drawn towards.
    """

    expected: Numbers
    terms: Numbers
    covariance: Numbers
    held: Whole
    prior: Numbers
    kappa: float
    scatter: tuple[Scatter, ...]

    def without_event(self, window: int, areas: Sequence[int] | None) -> "WithoutEvent":
        """Mean and variance of what the window would have held; `areas` None: the whole city."""
        weekly = self.expected[: WINDOWS[window]]
        in_city = float(weekly.sum())
        slope = weekly @ self.terms[: len(weekly)] / in_city
        scatter = self.scatter[window]
        share, of_share = (1.0, 0.0) if areas is None else self.share(areas, scatter.ratio)
        mean = share * in_city
        return WithoutEvent(
            mean=mean,
            by_chance=scatter.ratio * mean + scatter.shock * mean**2,
            of_course=mean**2 * float(slope @ self.covariance @ slope + of_share),
        )

    def share(self, areas: Sequence[int], ratio: float) -> tuple[float, float]:
        """The share of these areas together, and the relative variance of that share."""
        whole = float(self.held.sum()) + self.kappa
        places = list(areas)
        share = float(self.held[places].sum() + self.kappa * self.prior[places].sum()) / whole
        return share, ratio * (1 - share) / (share * (whole + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class WithoutEvent:
    """What would have come without the event: its mean, and the two parts of its variance.

    `by_chance` is the scatter of the counts themselves, `of_course` comes from not knowing the
    course and the share. Both together: the variance of a negative binomial law.
    """

    mean: float
    by_chance: float
    of_course: float

    @property
    def variance(self) -> float:
        """Variance of the number of reports that would have come."""
        return self.by_chance + self.of_course

    def range(self, chance: float = CHANCE) -> tuple[int, int]:
        """The fewest and the most reports that would have come (`count_range`)."""
        return count_range(self.mean, self.variance, chance)


def count_range(mean: float, variance: float, chance: float = CHANCE) -> tuple[int, int]:
    """The counts whose mid-P tails are both above (1 − chance) / 2.

    The law is negative binomial with this mean and variance, Poisson where the variance is no
    larger. The mid-P value takes half of the chance of the count itself (Lancaster, J Am Stat Assoc
    1961, 56:223), because whole counts would otherwise be covered too often. Nothing is drawn.
    """
    most = int(mean + 12 * variance**0.5 + 12)
    upto = cumulative(mean, variance, most)
    middle = upto - np.diff(upto, prepend=0.0) / 2
    beyond = (1 - chance) / 2
    inside = np.flatnonzero((middle > beyond) & (middle < 1 - beyond))
    if len(inside):
        return int(inside[0]), int(inside[-1])
    likeliest = int(np.argmax(np.diff(upto, prepend=0.0)))
    return likeliest, likeliest


def cumulative(mean: float, variance: float, most: int) -> Numbers:
    """P(count ≤ k) for k from 0 to `most`."""
    k = np.arange(most + 1)
    if variance <= mean * (1 + 1e-9):
        return np.asarray(gammaincc(k + 1.0, mean))
    return np.asarray(betainc(mean**2 / (variance - mean), k + 1.0, mean / variance))


def fit_courses(
    counts: Sequence[Whole], kept: Sequence[Mask], together: Whole, begins: int, ahead: int
) -> list[QuietCourse]:
    """The courses of several series of one city around one event.

    A series has the shape (areas, weeks). `kept` says which weeks are fitted, `begins` is the week
    in which the event begins and `ahead` the number of weeks told from there on. `together` holds
    all reports: the shares of each series are drawn towards the rest of them.
    """
    weeks = np.arange(counts[0].shape[1]) - begins
    terms = terms_of(weeks)
    first = [
        _fitted(one[:, held], terms[held], USUAL_RATIO)
        for one, held in zip(counts, kept, strict=True)
    ]
    own = [
        scatter_of(one, held, terms, fit)
        for one, held, fit in zip(counts, kept, first, strict=True)
    ]
    usual = [_pooled([scatter[w] for scatter in own]) for w in range(len(WINDOWS))]
    courses = []
    for one, held, fit, scatter in zip(counts, kept, first, own, strict=True):
        near = tuple(_near(mine, theirs) for mine, theirs in zip(scatter, usual, strict=True))
        a_block = WINDOWS[-1] * float(fit.weekly.mean())
        fit = _fitted(one[:, held], terms[held], near[-1].ratio + near[-1].shock * a_block)
        reports = one[:, held].sum(axis=1)
        rest = np.maximum(together[:, held].sum(axis=1) - reports, 0)
        prior = (rest + 1.0) / (rest.sum() + len(rest))
        told = terms[begins : begins + ahead]
        courses.append(
            QuietCourse(
                expected=np.exp(told @ fit.coefficients),
                terms=told,
                covariance=fit.covariance,
                held=reports,
                prior=prior,
                kappa=concentration(reports.astype(np.float64), prior, near[-1].ratio),
                scatter=near,
            )
        )
    return courses


def terms_of(weeks: Whole) -> Numbers:
    """Level, trend in years and one wave a year, for weeks counted from the event."""
    turn = 2 * np.pi * weeks / A_YEAR
    return np.column_stack([np.ones(len(weeks)), weeks / A_YEAR, np.cos(turn), np.sin(turn)])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fit:
    """A fitted course: coefficients, their covariance, expected reports of the weeks fitted."""

    coefficients: Numbers
    covariance: Numbers
    weekly: Numbers


def _fitted(counts: Whole, terms: Numbers, ratio: float) -> _Fit:
    """Penalised quasi-Poisson regression of the city's weekly counts; `ratio`: variance ÷ mean.

    Trend and season are held near none (normal, with the spreads of `model`), so that a history too
    short to tell them says so in the covariance. Half a report is spread over all weeks, so that a
    group without any has an expectation too (Firth, Biometrika 1993, 80:27).
    """
    y = counts.sum(axis=0) + HALF / counts.shape[1]
    held = np.diag([0.0, 1 / TREND_SD**2, 1 / SEASON_SD**2, 1 / SEASON_SD**2])
    coefficients = np.array([np.log(y.mean()), 0.0, 0.0, 0.0])
    for _ in range(ROUNDS):
        mu = np.exp(terms @ coefficients)
        information = (terms.T * mu) @ terms / ratio + held
        gradient = terms.T @ (y - mu) / ratio - held @ coefficients
        step = np.clip(np.linalg.solve(information, gradient), -2.0, 2.0)
        coefficients = coefficients + step
        if np.abs(step).max() < 1e-8:
            break
    mu = np.exp(terms @ coefficients)
    information = (terms.T * mu) @ terms / ratio + held
    return _Fit(coefficients=coefficients, covariance=np.linalg.inv(information), weekly=mu)


def scatter_of(counts: Whole, kept: Mask, terms: Numbers, fit: _Fit) -> tuple[Scatter, ...]:
    """The scatter of sums over each window, by moments, from the weeks that are fitted.

    Two sums of squares tell two unknowns: that of the areas (ratio × expected) and that of the
    whole city (ratio × expected + shock × expected²). What the fit itself takes out of the
    residuals is put back.
    """
    mu = np.exp(terms @ fit.coefficients)
    reports = counts[:, kept].sum(axis=1)
    share = (reports + HALF) / (reports.sum() + HALF * len(reports))
    apart = np.where(kept, counts - share[:, None] * mu, 0.0)
    steps = np.where(kept[:, None], terms * mu[:, None], 0.0)
    found: list[Scatter] = []
    for window in WINDOWS:
        whole = _sums(kept.astype(np.float64), window) == window
        if whole.sum() < 2 and found:
            found.append(found[-1])
            continue
        expected = _sums(np.where(kept, mu, 0.0), window)[whole]
        blocks = _sums(apart, window)[:, whole]
        slopes = _sums(steps.T, window)[:, whole]
        taken = np.einsum("ib,ij,jb->b", slopes, fit.covariance, slopes)
        city = float((blocks.sum(axis=0) ** 2 + taken).sum())
        squares, weight = float((share**2).sum()), float(expected.sum())
        by_share = USUAL_RATIO * (1 - squares) / (float(reports.sum()) + HALF)
        parts = float(((blocks**2).sum(axis=0) + squares * taken + by_share * expected**2).sum())
        found.append(_solved(city, parts, expected, squares, weight / window))
    return tuple(found)


def _solved(city: float, parts: float, expected: Numbers, squares: float, weight: float) -> Scatter:
    """Ratio and shock from the two sums of squares; one area alone tells the ratio only."""
    whole, of_shock = float(expected.sum()), float((expected**2).sum())
    if squares > 1 - 1e-9:
        return Scatter(ratio=max(city / whole, 1.0), shock=0.0, weight=weight)
    shock = max((city - parts) / (of_shock * (1 - squares)), 0.0)
    ratio = (parts - shock * squares * of_shock) / whole
    return Scatter(ratio=max(ratio, 1.0), shock=shock, weight=weight)


def _sums(values: Numbers, window: int) -> Numbers:
    """The sums over each run of `window` weeks, along the last axis."""
    upto = np.cumsum(values, axis=-1)
    earlier = np.zeros_like(upto[..., : upto.shape[-1] - window + 1])
    earlier[..., 1:] = upto[..., : upto.shape[-1] - window]
    return np.asarray(upto[..., window - 1 :] - earlier)


def _pooled(scatters: Sequence[Scatter]) -> Scatter:
    """The scatter of all series together, each by the reports it rests on."""
    weights = np.array([one.weight for one in scatters])
    ratio, shock = (
        float(np.average([getattr(one, name) for one in scatters], weights=weights))
        for name in ("ratio", "shock")
    )
    return Scatter(ratio=ratio, shock=shock, weight=float(weights.sum()))


def _near(own: Scatter, usual: Scatter) -> Scatter:
    """A series' own scatter as far as its reports tell it, otherwise the usual one."""
    trust = own.weight / (own.weight + OWN_SCATTER_FROM)
    return replace(
        own,
        ratio=trust * own.ratio + (1 - trust) * usual.ratio,
        shock=trust * own.shock + (1 - trust) * usual.shock,
    )
