"""Cities in which nothing happens: the ground on which every alarm is counted as a false one.

Read `QuietCity` first. A quiet city has season, trend, overdispersion and *bursts*: one event that
brings many reports. All of it is a compound Poisson process: clusters fall on a group, an area and
a week by chance, and each brings one report or more. Ordinary clusters have log-series sizes, which
makes the counts negative binomial with variance ÷ mean = `dispersion` (Johnson, Kemp & Kotz,
“Univariate discrete distributions”, 2005, §5.12.5); a burst brings three reports and a geometric
number more, within days. A factor that all areas of a group share in a week (`shock`, its variance)
stands for news that touches the whole city. The same simulator judges the search from outside
(benchmarks/measurements) and, with what was fitted on a city's history, sets its threshold.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from scipy.stats import binom

from commonweal.listening.signals import kernels

Numbers = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Days = npt.NDArray[np.uint8]
Daily = npt.NDArray[np.uint8]

LARGEST_CLUSTER = 60
BURST_FROM = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Clusters:
    """How many reports one event brings.

    `dispersion` is variance ÷ mean without bursts (at least 1), `burst_share` the share of events
    that are bursts, `burst_more` the mean number of reports beyond the third, and `same_day` the
    chance that a further report of a burst comes on its first day, else on one of the six after.
    """

    dispersion: float
    burst_share: float
    burst_more: float
    same_day: float

    def sizes(self) -> tuple[Numbers, Numbers]:
        """P(size = k) of ordinary clusters and of bursts, for k from 0 to `LARGEST_CLUSTER`."""
        k = np.arange(1, LARGEST_CLUSTER + 1)
        p = 1 - 1 / max(self.dispersion, 1 + 1e-9)
        ordinary = np.zeros(LARGEST_CLUSTER + 1)
        ordinary[1:] = p**k / k
        burst = np.zeros(LARGEST_CLUSTER + 1)
        goes_on = self.burst_more / (1 + self.burst_more)
        burst[BURST_FROM:] = goes_on ** np.arange(LARGEST_CLUSTER + 1 - BURST_FROM)
        return ordinary / ordinary.sum(), burst / burst.sum()

    def pmf(self) -> Numbers:
        """P(size = k) of all clusters, for k from 0 to `LARGEST_CLUSTER`."""
        ordinary, burst = self.sizes()
        return (1 - self.burst_share) * ordinary + self.burst_share * burst

    def in_one_week(self) -> Numbers:
        """How often an event leaves k reports in one calendar week, for k from 0 on.

        The week's end cuts a burst in two, and either part counts: the sum may exceed 1.
        """
        ordinary, burst = self.sizes()
        return (1 - self.burst_share) * ordinary + self.burst_share * (_cut(self.same_day) @ burst)

    @property
    def mean(self) -> float:
        """The mean number of reports a cluster brings."""
        return float(self.pmf() @ np.arange(LARGEST_CLUSTER + 1))

    @property
    def variance_ratio(self) -> float:
        """Variance ÷ mean of counts, bursts included: E[k²] ÷ E[k]."""
        return float(self.pmf() @ np.arange(LARGEST_CLUSTER + 1) ** 2 / self.mean)

    @property
    def burst_size(self) -> float:
        """The mean number of reports of a burst."""
        return BURST_FROM + self.burst_more


@lru_cache(maxsize=64)
def _cut(same_day: float) -> Numbers:
    """(k, size) → how many parts of k reports the end of a week leaves of a burst of that size.

    A burst begins on any day alike. Of its further reports, those that do not come on the first day
    fall evenly on the six after it; those past Sunday belong to the next week.
    """
    size = np.arange(LARGEST_CLUSTER + 1)
    parts = np.zeros((LARGEST_CLUSTER + 1, LARGEST_CLUSTER + 1))
    for first in range(7):
        later = (1 - same_day) * first / 6
        for further in size[:-1]:
            past = binom.pmf(np.arange(further + 1), further, later)
            parts[1 : further + 2, further + 1] += past[::-1] / 7
            parts[: further + 1, further + 1] += past / 7
    parts[0] = 0.0
    return parts


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietCity:
    """What is expected of a quiet city, and how its counts scatter.

    `expected` has the shape (groups, weeks): reports in the whole city, bursts included. `shares`
    (groups, areas) sum to 1 in each group. `clusters` and `shock` have one entry a group.
    """

    expected: Numbers
    shares: Numbers
    clusters: tuple[Clusters, ...]
    shock: tuple[float, ...]

    def simulate(self, rng: np.random.Generator) -> Daily:
        """One history: reports a day, of shape (groups, areas, 7 × weeks)."""
        groups, weeks = self.expected.shape
        daily = np.zeros((groups, self.shares.shape[1], 7 * weeks), dtype=np.uint8)
        for g, clusters in enumerate(self.clusters):
            ordinary, burst = clusters.sizes()
            kernels.scatter(
                rng,
                self.expected[g] / clusters.mean,
                np.cumsum(self.shares[g]),
                self.shock[g],
                np.cumsum(ordinary),
                np.cumsum(burst),
                clusters.burst_share,
                clusters.same_day,
                daily[g],
            )
        return daily


def in_weeks(daily: Daily) -> tuple[Whole, Days]:
    """Counts a week and the days that had a report, one bit a day, Monday lowest."""
    groups, areas, days = daily.shape
    counts = np.zeros((groups, areas, days // 7), dtype=np.int64)
    told = np.zeros(counts.shape, dtype=np.uint8)
    for g in range(groups):
        kernels.by_week(daily[g], counts[g], told[g])
    return counts, told


def plain_city(
    *,
    groups: int,
    areas: int,
    weeks: int,
    rate: float,
    rng: np.random.Generator,
    dispersion: float = 1.5,
    bursts_a_year: float = 10.0,
    season: float = 0.2,
    trend: float = 0.05,
    unevenness: float = 0.3,
) -> QuietCity:
    """A made-up quiet city with `rate` reports a week in the mean cell of one group in one area.

    Each group has a phase of its season (amplitude `season`), a yearly trend drawn from ± `trend`,
    and shares of its areas that scatter by `unevenness` (coefficient of variation). Bursts fall
    evenly on all groups, `bursts_a_year` in the whole city.
    """
    week = np.arange(weeks)
    phase = rng.uniform(0, 2 * np.pi, groups)[:, None]
    growth = rng.uniform(-trend, trend, groups)[:, None]
    course = np.exp(growth * (week - weeks / 2) / 52.18)
    course *= 1 + season * np.cos(2 * np.pi * week / 52.18 + phase)
    level = rate * areas * course
    shares = rng.gamma(1 / unevenness**2, size=(groups, areas))
    clusters = _with_bursts(dispersion, bursts_a_year / groups / 52.18, rate * areas)
    return QuietCity(
        expected=level,
        shares=shares / shares.sum(axis=1, keepdims=True),
        clusters=(clusters,) * groups,
        shock=(0.0,) * groups,
    )


def _with_bursts(dispersion: float, bursts_a_week: float, reports_a_week: float) -> Clusters:
    """Clusters whose bursts come at this rate while the reports are this many in all."""
    plain = Clusters(dispersion=dispersion, burst_share=0.0, burst_more=1.0, same_day=0.6)
    ordinary = max(reports_a_week - bursts_a_week * plain.burst_size, 0.25 * reports_a_week)
    events = ordinary / plain.mean
    return Clusters(
        dispersion=dispersion,
        burst_share=bursts_a_week / (bursts_a_week + events),
        burst_more=plain.burst_more,
        same_day=plain.same_day,
    )
