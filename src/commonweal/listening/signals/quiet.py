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

import numpy as np
import numpy.typing as npt

from commonweal.listening.signals import kernels

Numbers = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Days = npt.NDArray[np.uint8]

LARGEST_CLUSTER = 60
BURST_FROM = 3
DAYS_OF_BURST = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Clusters:
    """How many reports one event brings.

    `dispersion` is variance ÷ mean without bursts (at least 1), `burst_share` the share of events
    that are bursts, `burst_more` the mean number of reports beyond the third, and `same_day` the
    share of a burst's reports that come on its first day; the others fall on the six after it.
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

    def simulate(self, rng: np.random.Generator) -> tuple[Whole, Days]:
        """One history: counts and days of reports, both of shape (groups, areas, weeks).

        A cell of the second holds one bit for each day of the week with a report, Monday lowest.
        """
        groups, weeks = self.expected.shape
        counts = np.zeros((groups, self.shares.shape[1], weeks), dtype=np.int64)
        days = np.zeros(counts.shape, dtype=np.uint8)
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
                counts[g],
                days[g],
            )
        return counts, days


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
