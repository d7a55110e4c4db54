"""Which detector sees an outbreak, and when, if each raises the same number of false alarms.

Read `Cell` and `compared` first. Every detector is given the same cities. A *finding* is what one
week's look shows; an *alarm* is an episode: the first week in which a finding appears, while later
findings of that group that share an area, no more than twelve weeks after the last, belong to it.
Detectors that give each series a continuous statistic (`Judge`) get the threshold at which
they raise four alarms a year in quiet cities of the same rate. An outbreak is caught by an alarm of
its group, raised while it lasts, that shares one of its areas.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from benchmarks.peers import farrington
from benchmarks.peers.city import AREAS, GROUPS, City, Outbreak, quiet, with_outbreak

BUDGET, TOLERANCE = 4.0, 0.2
HISTORY, APART, YEAR, LASTING = farrington.FIRST_WEEK, 12, 52, 6
"""Weeks: of history (three years and the half window of Farrington), before an episode is over, of
a counted quiet year, of an outbreak."""
MISSED = LASTING + 1
SURE = {0.1: 28.6, 0.5: 8.9, 1.0: 5.6, 3.0: 3.3, 8.0: 2.3}
"""Rate a week → the smallest rise that, against a known baseline, three weeks show 4 times in 5."""
SHARES = (0.7, 1.0)
DISTRICTS = (1, 3)
ALL_AREAS = frozenset(range(AREAS))
EVERY_GROUP = -1
"""The group of a finding that all groups share: it belongs to the alarm of any, if there is one."""

Floats = NDArray[np.float64]
Judge = Callable[[NDArray[np.int64], NDArray[np.int64]], Mapping[str, Floats]]
"""Counts (series × week) and the weeks to judge → statistics by name (series × judged week); a week
is judged by what came before it and itself, and NaN is never a finding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A finding: the week in which it appears, its group (or EVERY_GROUP) and its areas."""

    week: int
    group: int
    areas: frozenset[int]


class Searcher(Protocol):
    """A detector with a budget of its own, which looks at the whole city."""

    def __call__(self, city: City, weeks: NDArray[np.int64]) -> Iterable[Found]:
        """The findings of those weeks; each week is searched by what was known in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One kind of outbreak: reports a week in a quiet series, the rise, the districts that rise."""

    rate: float
    rise: float
    districts: int

    @property
    def words(self) -> str:
        """The cell as a figure's name has it."""
        where = "one district" if self.districts == 1 else f"{self.districts} districts"
        return f"{self.rate:g} a week, × {self.rise:g}, {where}"


def cells() -> tuple[Cell, ...]:
    """All twenty kinds: rate × rise × districts."""
    return tuple(
        Cell(rate=rate, rise=round(share * sure, 2), districts=districts)
        for (rate, sure), share, districts in product(SURE.items(), SHARES, DISTRICTS)
    )


def alarms(findings: Iterable[Found]) -> list[Found]:
    """The finding that raised each episode, in the order of weeks (and, in one, as given)."""
    raised: list[Found] = []
    last: list[tuple[int, frozenset[int]]] = []
    for one in sorted(findings, key=lambda found: found.week):
        for place, (first, (week, areas)) in enumerate(zip(raised, last, strict=True)):
            same = one.group in (first.group, EVERY_GROUP)
            if same and one.week - week <= APART and one.areas & areas:
                last[place] = one.week, areas | one.areas
                break
        else:
            raised.append(one)
            last.append((one.week, one.areas))
    return raised


def delay(findings: Iterable[Found], outbreak: Outbreak, *, clean: bool = False) -> int:
    """The week of the outbreak (1 is its first) in which an alarm shows it, or MISSED.

    A finding that joins an alarm raised before the outbreak raises none: it then counts as a miss,
    which weighs on detectors whose findings hold many areas. `clean` forgets what was found before.
    """
    for one in alarms(f for f in findings if f.week >= outbreak.since or not clean):
        during = outbreak.since <= one.week < outbreak.until
        if during and one.group == outbreak.group and one.areas & set(outbreak.areas):
            return one.week - outbreak.since + 1
    return MISSED


# Quiet years, and the threshold that they give.


def quiet_year(seed: int, rate: float, number: int) -> City:
    """A quiet city with history, twelve weeks in which episodes may begin, and the counted year."""
    return quiet(generator(seed, 0, rate, number), rate, HISTORY + APART + YEAR)


def generator(seed: int, what: int, rate: float, *numbers: int) -> np.random.Generator:
    """The generator of one simulated city, the same whichever others are simulated."""
    return np.random.default_rng([seed, what, round(rate * 1000), *numbers])


def untied(scores: Floats, rng: np.random.Generator) -> Floats:
    """Scores whose ties are broken by lot: small counts give few different values."""
    return np.asarray(scores + rng.random(scores.shape) * 1e-7)


def quiet_scores(judge: Judge, seed: int, rate: float, years: int) -> dict[str, Floats]:
    """Statistic → its values in so many quiet years: year × series × week."""
    weeks = np.arange(HISTORY, HISTORY + APART + YEAR)
    kept: dict[str, list[Floats]] = {}
    for number in range(years):
        counts = quiet_year(seed, rate, number).counts.reshape(GROUPS * AREAS, -1)
        rng = generator(seed, 1, rate, number)
        for name, scores in judge(counts, weeks).items():
            kept.setdefault(name, []).append(untied(scores, rng))
    return {name: np.stack(scores) for name, scores in kept.items()}


def alarms_a_year(scores: Floats, threshold: float) -> float:
    """Alarms a quiet year (after the first twelve weeks) of findings at or above the threshold."""
    raised = 0
    for year, series in zip(*np.nonzero((scores >= threshold).any(axis=2)), strict=True):
        last = -APART - 1
        for week in np.nonzero(scores[year, series] >= threshold)[0]:
            raised += int(week >= APART and week - last > APART)
            last = week
    return raised / len(scores)


def threshold_of(scores: Floats) -> tuple[float, float]:
    """The threshold that comes closest to the budget in these years, and its alarms a year."""
    values = np.sort(scores[np.isfinite(scores)])[::-1]
    low, high = 0, 1
    # From the top: where every week is a finding, few alarms begin.
    while high < values.size - 1 and alarms_a_year(scores, values[high]) < BUDGET:
        low, high = high, min(2 * high, values.size - 1)
    while high - low > 1:
        middle = (low + high) // 2
        if alarms_a_year(scores, values[middle]) < BUDGET:
            low = middle
        else:
            high = middle
    tried = [(abs(alarms_a_year(scores, v) - BUDGET), v) for v in (values[low], values[high])]
    best = min(tried)[1]
    return float(best), alarms_a_year(scores, best)


# Outbreaks.


def outbreak_of(seed: int, cell: Cell, number: int) -> tuple[City, Outbreak]:
    """The outbreak of that number in its city: history, twelve weeks, and the rise."""
    rng = generator(seed, 2, cell.rate, round(cell.rise * 100), cell.districts, number)
    weeks = HISTORY + APART + LASTING
    return with_outbreak(
        rng, cell.rate, weeks, rise=cell.rise, districts=cell.districts, lasting=LASTING
    )


def delays(
    judge: Judge,
    thresholds: Mapping[str, float],
    seed: int,
    cell: Cell,
    n: int,
    *,
    clean: bool = False,
) -> dict[str, NDArray[np.int64]]:
    """Statistic → the delay in each of so many outbreaks.

    Each series stands for itself here, so only those that rise need to be judged.
    """
    weeks = _searched(clean)
    found: dict[str, list[int]] = {name: [] for name in thresholds}
    for number in range(n):
        city, outbreak = outbreak_of(seed, cell, number)
        judged = judge(city.counts[outbreak.group, list(outbreak.areas)], weeks)
        rng = generator(seed, 3, cell.rate, round(cell.rise * 100), cell.districts, number)
        for name, threshold in thresholds.items():
            above = untied(judged[name], rng) >= threshold
            found[name].append(delay(_as_findings(above, outbreak, weeks), outbreak, clean=clean))
    return {name: np.asarray(values) for name, values in found.items()}


def _searched(clean: bool) -> NDArray[np.int64]:
    return np.arange(HISTORY + APART * clean, HISTORY + APART + LASTING)


def _as_findings(
    above: NDArray[np.bool_], outbreak: Outbreak, weeks: NDArray[np.int64]
) -> Iterator[Found]:
    for row, column in zip(*np.nonzero(above), strict=True):
        area = outbreak.areas[row]
        yield Found(week=int(weeks[column]), group=outbreak.group, areas=frozenset([area]))


def delays_of(
    search: Searcher, seed: int, cell: Cell, n: int, *, clean: bool = False
) -> NDArray[np.int64]:
    """The delay of a detector that looks at the whole city, in the same outbreaks."""
    weeks = _searched(clean)
    drawn = (outbreak_of(seed, cell, number) for number in range(n))
    late = [delay(search(city, weeks), outbreak, clean=clean) for city, outbreak in drawn]
    return np.asarray(late, dtype=np.int64)


def quiet_alarms_of(search: Searcher, seed: int, rate: float, years: int) -> list[int]:
    """Alarms of such a detector in each of the quiet years that gave the peers' thresholds."""
    weeks = np.arange(HISTORY, HISTORY + APART + YEAR)
    return [
        sum(
            one.week >= HISTORY + APART
            for one in alarms(search(quiet_year(seed, rate, number), weeks))
        )
        for number in range(years)
    ]


# What the comparison says.


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Ours beside a peer over the same outbreaks. `difference` is of the shares caught, in points
    of a hundred, with its paired 95 % interval; the medians are in weeks, a miss counting as seven.
    """

    n: int
    ours: float
    peer: float
    difference: float
    low: float
    high: float
    median_ours: float
    median_peer: float


def compared(ours: NDArray[np.int64], peer: NDArray[np.int64]) -> Compared:
    """Detection and delay, paired outbreak by outbreak.

    The interval is Bonett and Price's (2012, doi:10.3102/1076998611411915): McNemar's with one more
    outbreak on each discordant side, so that it has a width where nobody differs.
    """
    n = len(ours)
    caught, also = ours < MISSED, peer < MISSED
    only_ours = ((caught & ~also).sum() + 1) / (n + 2)
    only_peer = ((also & ~caught).sum() + 1) / (n + 2)
    middle = only_ours - only_peer
    wide = 1.959964 * np.sqrt((only_ours + only_peer - middle**2) / (n + 2))
    return Compared(
        n=n,
        ours=float(caught.mean()),
        peer=float(also.mean()),
        difference=100 * float(caught.mean() - also.mean()),
        low=100 * float(middle - wide),
        high=100 * float(middle + wide),
        median_ours=float(np.median(ours)),
        median_peer=float(np.median(peer)),
    )


def thresholds_of(
    judge: Judge, seed: int, rates: Sequence[float], years: int
) -> dict[float, dict[str, tuple[float, float]]]:
    """Rate → statistic → threshold and the alarms a year that it gave."""
    return {
        rate: {
            name: threshold_of(scores)
            for name, scores in quiet_scores(judge, seed, rate, years).items()
        }
        for rate in rates
    }
