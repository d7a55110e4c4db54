"""What the search would not see: how often a rise of a given size is caught in this very city.

Read `power_curve` first. The city's own quiet weeks are simulated, one group rises in one area for
six weeks, and the search with the city's own threshold looks for it (charter 11: what a page does
not show is said as well).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from commonweal.listening.signals.budget import LONGEST_HISTORY, search_rows
from commonweal.listening.signals.quiet import in_weeks
from commonweal.listening.signals.search import Calibrated, Ground

Daily = npt.NDArray[np.uint8]

LASTS = 6
WITHIN = (3, 6)
RISES = (2.0, 3.0, 5.0, 10.0, 20.0, 40.0)
QUANTILES = (0.3, 0.7, 0.9, 0.98)
MOST_A_DAY = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class Caught:
    """The share of rises caught within `weeks`, of `trials` simulated ones.

    `rate` reports a week in the area rise to `rise` times as many.
    """

    rate: float
    rise: float
    weeks: int
    share: float
    trials: int

    def as_dict(self) -> dict[str, float]:
        """The point as it is stored beside a search."""
        return {
            "rate": round(self.rate, 3),
            "rise": self.rise,
            "weeks": self.weeks,
            "caught_share": round(self.share, 3),
            "trials": self.trials,
        }


def power_curve(
    ground: Ground,
    calibrated: Calibrated,
    *,
    rng: np.random.Generator,
    rises: Sequence[float] = RISES,
    trials: int = 40,
) -> list[Caught]:
    """How often rises are caught, for areas and groups from sparse to dense, by simulation.

    Only weeks are judged; a city searched by the month has no curve and gets an empty list.
    """
    if ground.daily is None:
        return []
    return [
        one
        for series, place, rate in _typical_cells(ground, calibrated)
        for one in _curve(ground, calibrated, (series, place, rate), rises, trials, rng)
    ]


def _typical_cells(ground: Ground) -> list[tuple[int, int, float]]:
    """Series, place and weekly rate of cells at some quantiles of all cells with any reports."""
    groups, places = len(ground.counts.groups), len(ground.zones.ids) or 1
    year = slice(-int(ground.rhythm.a_year), None)
    level = ground.series[:groups, :places, year].mean(axis=2)
    told = np.argwhere(level > 0)
    if not len(told):
        return []
    rates = level[tuple(told.T)]
    order = np.argsort(rates)
    chosen = {int(order[int(q * (len(order) - 1))]) for q in QUANTILES}
    distinct: dict[float, tuple[int, int, float]] = {}
    for i in sorted(chosen, key=lambda i: rates[i]):
        rate = float(rates[i])
        distinct[round(rate, 3)] = (int(told[i, 0]), int(told[i, 1]), rate)
    return list(distinct.values())


def _curve(
    ground: Ground,
    calibrated: Calibrated,
    cell: tuple[int, int, float],
    rises: Sequence[float],
    trials: int,
    rng: np.random.Generator,
) -> list[Caught]:
    series, place, rate = cell
    city = calibrated.city
    alone = replace(city, courses=city.courses[series : series + 1], together=False)
    history = min(city.periods, LONGEST_HISTORY)
    skipped = city.periods - history
    seen = np.zeros((len(rises), len(WITHIN)))
    for _ in range(trials):
        quiet = alone.quiet(city.periods + LASTS, rng).simulate(rng)[:, :, 7 * skipped :]
        for i, rise in enumerate(rises):
            changed = risen(quiet, place, (rise - 1) * rate, rng)
            rows = search_rows(
                alone,
                ground.zones,
                ground.rules,
                in_weeks(changed)[0],
                changed,
                first=history,
                skipped=skipped,
            )[0]
            after = _first_week(ground, calibrated, series, place, rows) - history + 1
            seen[i] += [0 < after <= within for within in WITHIN]
    return [
        Caught(rate=rate, rise=rise, weeks=within, share=float(seen[i, j]) / trials, trials=trials)
        for i, rise in enumerate(rises)
        for j, within in enumerate(WITHIN)
    ]


def risen(daily: Daily, place: int, extra: float, rng: np.random.Generator) -> Daily:
    """The same days with `extra` reports a week more in one place, for the last six weeks."""
    changed = np.ascontiguousarray(daily).copy()
    days = changed.shape[2] - 7 * LASTS + rng.integers(7 * LASTS, size=rng.poisson(extra * LASTS))
    for day in days:
        changed[0, place, day] = min(int(changed[0, place, day]) + 1, MOST_A_DAY)
    return changed


def _first_week(
    ground: Ground,
    calibrated: Calibrated,
    series: int,
    place: int,
    rows: npt.NDArray[np.float64],
) -> int:
    """The first week in which a finding touches the place; -1 where none does."""
    rate = calibrated.budget.groups[series]
    for row in rows:
        inside = ground.zones.members[int(row[1])]
        if place in inside and rate.at(row[5]) <= calibrated.rate:
            return int(row[0])
    return -1
