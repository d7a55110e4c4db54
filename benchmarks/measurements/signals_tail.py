"""Whether the fitted tail tells how rare a rare score is, where 200 quiet years cannot count it.

Read `beside_truth` first. One group in one quiet city that is known: what was fitted on a made-up
history is taken for the truth, and every year is drawn and searched by `budget.one_year`, as for a
real city. Each 200 years make one calibration, of the size that a city uses; the truth is counted
over all years with the same counter of alarms. So a calibration's own years are a small part of its
truth, and the interval allows for it. How well a city is fitted is another question: signals_budget
asks it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks import quiet_years as made
from benchmarks.record import Figure, Measurement
from commonweal.listening.signals.alarms import TOGETHER_WEEKS, count_episodes
from commonweal.listening.signals.budget import (
    GroupRate,
    Rules,
    _peaks,
    group_rate,
    members_of,
    one_year,
)
from commonweal.listening.signals.model import FittedCity, fit_city
from commonweal.listening.signals.search import SearchOptions
from commonweal.listening.signals.tails import fit_tail

Numbers = npt.NDArray[np.float64]
Alarms = npt.NDArray[np.int64]

RATES = (3.0, 0.3)
P_A_WEEK = 1e-4
YEARS = SearchOptions().years_simulated
SINCE = made.HISTORY + TOGETHER_WEEKS
MEMBERS = members_of(made.ZONES)
NEVER = 1e-6
"""A tail that ends below the score says never; a mean of logarithms needs a number for that."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Calibration:
    """The findings of 200 quiet years of one group, and the rate of alarms fitted to them."""

    years: Sequence[Numbers]
    rate: GroupRate

    def alarms(self, score: float) -> int:
        """The alarms that were counted in these years at this score."""
        return sum(count_episodes(rows, score, MEMBERS, SINCE) for rows in self.years)

    def peaks(self, above: float) -> Numbers:
        """The highest scores of the episodes above a score, as `group_rate` takes them."""
        return np.concatenate([_peaks(rows[rows[:, 0] >= SINCE], above) for rows in self.years])

    @cached_property
    def weekly(self) -> Numbers:
        """The highest score of each week that had a finding."""
        return np.concatenate([highest(rows[rows[:, 0] >= SINCE]) for rows in self.years])


def highest(rows: Numbers) -> Numbers:
    """The highest score of each week among these findings, which stand week by week."""
    if not len(rows):
        return np.zeros(0)
    return np.maximum.reduceat(rows[:, 5], np.flatnonzero(np.diff(rows[:, 0], prepend=-1)))


def known_city(rate: float, rng: np.random.Generator) -> FittedCity:
    """One group of a quiet city, as it was fitted on three made-up years."""
    daily = made.city_of(rate, made.HISTORY, rng).simulate(rng)
    ground = made.searched(daily, SearchOptions())
    city = fit_city(ground.series, ground.rhythm, ground.daily, rng=rng, together=True)
    return replace(city, courses=city.courses[:1], together=False)


def calibrated(city: FittedCity, rng: np.random.Generator) -> Calibration:
    """One calibration as a city makes it."""
    years = [
        one_year(city, made.ZONES, Rules(), history=made.HISTORY, rng=rng)[0] for _ in range(YEARS)
    ]
    return Calibration(years=years, rate=group_rate(years, MEMBERS, since=SINCE))


def beside_truth(rate: float, runs: int, rng: np.random.Generator) -> list[Figure]:
    """What the calibrations of one city say of a score that one week in 10,000 reaches."""
    city = known_city(rate, rng)
    told = [calibrated(city, rng) for _ in range(max(runs // YEARS, 2))]
    weekly = np.sort(np.concatenate([one.weekly for one in told]))[::-1]
    at = max(round(P_A_WEEK * len(told) * YEARS * made.YEAR), 1)
    score = float(weekly[at - 1])
    alarms = np.array([one.alarms(score) for one in told])
    fitted = np.array([max(one.rate.at(score), NEVER) for one in told])
    name = f"{rate:g} a cell and week"
    return [
        score_reached(name, weekly, at, alarms),
        true_rate(name, alarms),
        *mean_ratio(name, fitted, alarms),
        *single(name, fitted, alarms),
        *tail_of_all(name, told, score, alarms),
    ]


def score_reached(name: str, weekly: Numbers, at: int, alarms: Alarms) -> Figure:
    """The score itself; weeks of one alarm come together, so alarms say how sure it is."""
    error = min(1.96 / alarms.sum() ** 0.5, 1.0)
    last = len(weekly) - 1
    low, high = (weekly[min(max(round(at * by) - 1, 0), last)] for by in (1 + error, 1 - error))
    return Figure(
        name=f"{name}: score that one week in 10,000 reaches",
        value=float(weekly[at - 1]),
        low=float(low),
        high=float(high),
        n=len(alarms) * YEARS * made.YEAR,
        method="95 % interval from order statistics",
    )


def true_rate(name: str, alarms: Alarms) -> Figure:
    """Alarms in a thousand years at that score, as they were counted over all years."""
    a_calibration = 1000 / YEARS
    mean, half = alarms.mean(), 1.96 * alarms.std(ddof=1) / len(alarms) ** 0.5
    return Figure(
        name=f"{name}: alarms in 1,000 quiet years there, counted",
        value=float(mean * a_calibration),
        low=float(max(mean - half, 0) * a_calibration),
        high=float((mean + half) * a_calibration),
        n=int(alarms.sum()),
        method="95 % interval of the mean",
    )


def mean_ratio(name: str, fitted: Numbers, alarms: Alarms) -> list[Figure]:
    """Fitted ÷ true over calibrations, as a plain mean and as a geometric one: goal 0.8 to 1.2.

    What a city is told is an expected number of alarms, so the plain mean is the fair one; a
    geometric mean asks more, as one tail that ends too soon pulls it far down.
    """
    true = alarms.mean() / YEARS
    plain = fitted / true
    mean = float(plain.mean())
    pulls = plain / mean - alarms / alarms.mean()
    half = mean * 1.96 * float(pulls.std(ddof=1)) / len(fitted) ** 0.5
    value = float(np.log(plain).mean())
    log_pulls = np.log(fitted) - alarms / alarms.mean()
    log_half = 1.96 * float(log_pulls.std(ddof=1)) / len(fitted) ** 0.5
    ratio, low, high = np.exp([value, value - log_half, value + log_half]).tolist()
    what = f"{name}: alarms fitted ÷ true"
    return [
        *within_a_fifth(
            f"{what}, mean of calibrations", mean, mean - half, mean + half, len(plain)
        ),
        *within_a_fifth(f"{what}, geometric mean", ratio, low, high, len(plain)),
    ]


def within_a_fifth(name: str, value: float, low: float, high: float, n: int) -> list[Figure]:
    """One figure with two goals, as two."""
    method = "95 % interval of the mean, the truth's own error included"
    both: dict[str, Any] = {"value": value, "low": low, "high": high, "n": n, "method": method}
    return [
        Figure(name=name, at_most=1.2, reason=missed(value > 1.2), **both),
        Figure(name=f"{name} (least)", at_least=0.8, reason=missed(value < 0.8), **both),
    ]


def missed(so: bool) -> str:
    """Where the reason of a miss stands."""
    return "a tail that ends below the score says never; see below the table" if so else ""


def single(name: str, fitted: Numbers, alarms: Alarms) -> list[Figure]:
    """How far one calibration may be out, and what it would say without a tail."""
    ratios = fitted / (alarms.mean() / YEARS)
    low, middle, high = np.quantile(ratios, [0.05, 0.5, 0.95]).tolist()
    none = float((alarms == 0).mean())
    half = 1.96 * (none * (1 - none) / len(alarms)) ** 0.5
    return [
        Figure(
            name=f"{name}: alarms fitted ÷ true, single calibrations",
            value=middle,
            low=low,
            high=high,
            n=len(fitted),
            method="median, with the middle 90 %",
        ),
        Figure(
            name=f"{name}: calibrations in which counting alone finds no alarm there",
            value=100 * none,
            low=100 * max(none - half, 0),
            high=100 * min(none + half, 1),
            n=len(alarms),
            method="95 % interval of a share",
            unit=" %",
        ),
    ]


def tail_of_all(
    name: str, told: Sequence[Calibration], score: float, alarms: Alarms
) -> list[Figure]:
    """One tail fitted to the peaks of all years: whether the law suits, apart from its scatter."""
    above = float(np.median([one.rate.tail.above for one in told]))
    peaks = np.concatenate([one.peaks(above) for one in told])
    reach = sum(one.alarms(above) for one in told)
    ratio = reach * fit_tail(peaks, above=above).beyond(score) / int(alarms.sum())
    factor = float(np.exp(1.96 / alarms.sum() ** 0.5))
    what = f"{name}: alarms fitted ÷ true, one tail for all years"
    return within_a_fifth(what, ratio, ratio / factor, ratio * factor, len(peaks))


def run(seed: int, runs: int) -> list[Figure]:
    """Fitted beside true at each rate; `runs` are simulated years of each."""
    return [
        figure
        for rate in RATES
        for figure in beside_truth(rate, runs, np.random.default_rng([seed, int(rate * 100)]))
    ]


MEASUREMENT = Measurement(
    measures="The fitted tail of scores beside many quiet years, where one week in 10,000 lies.",
    run=run,
    seed=20275,
    runs=34_000,
    short_runs=400,
    sources=made.SOURCES,
)
