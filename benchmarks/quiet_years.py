"""Made-up cities for judging the search for rises, through the same door as real incidents.

Read `searched` first. A city of 12 districts (a grid of 4 by 3) and 6 groups; the search sees its
counts by group, district and day, and nothing of how they were made.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import shapely

from commonweal.listening.earlier_years import Period
from commonweal.listening.signals.budget import rate_for
from commonweal.listening.signals.counts import Counts
from commonweal.listening.signals.quiet import QuietCity, in_weeks, plain_city
from commonweal.listening.signals.search import (
    Calibrated,
    Ground,
    SearchOptions,
    calibration,
)
from commonweal.listening.signals.zones import families, neighbourhoods

DISTRICTS, GROUPS, HISTORY, RUN_IN, YEAR = 12, 6, 156, 12, 52
FIRST = date(2020, 1, 6)
SOURCES = (
    *(
        f"src/commonweal/listening/signals/{name}.py"
        for name in ("alarms", "budget", "model", "quiet", "search", "tails", "telling", "zones")
    ),
    "src/commonweal/listening/signals/kernels/*.py",
    "benchmarks/quiet_years.py",
)

Daily = npt.NDArray[np.uint8]


def squares() -> npt.NDArray[np.object_]:
    """Twelve square districts, each about a kilometre wide."""
    made = [
        shapely.box(x / 100, y / 100, (x + 1) / 100, (y + 1) / 100)
        for y in range(3)
        for x in range(4)
    ]
    return np.array(made, dtype=object)


IDS = tuple(f"d{i}" for i in range(DISTRICTS))
ZONES = families(IDS, *neighbourhoods(squares()))


def city_of(rate: float, weeks: int, rng: np.random.Generator) -> QuietCity:
    """A quiet city with `rate` reports a week in the mean cell, each known to its district."""
    plain = plain_city(groups=GROUPS, areas=DISTRICTS, weeks=weeks, rate=rate, rng=rng)
    nowhere = np.zeros((GROUPS, 1))
    return replace(plain, shares=np.concatenate([plain.shares, nowhere], axis=1))


def searched(daily: Daily, options: SearchOptions) -> Ground:
    """What the search stands on, from reports by group, place and day."""
    counts, _days = in_weeks(daily)
    weeks = counts.shape[2]
    return Ground(
        counts=Counts(
            groups=tuple(f"g{i}" for i in range(len(counts))),
            areas=IDS,
            periods=tuple(Period("week", FIRST + timedelta(weeks=i)) for i in range(weeks)),
            unit="week",
            basis="reported",
            counts=counts,
            together=counts.sum(axis=0),
            daily=daily,
            daily_together=np.minimum(daily.sum(axis=0, dtype=np.int64), 255).astype(np.uint8),
            notices=(),
        ),
        zones=ZONES,
        areas=None,
        groups={},
        options=options,
        source="made up",
    )


def with_budgets(
    ground: Ground, budgets: Sequence[float], rng: np.random.Generator
) -> dict[float, Calibrated]:
    """One calibration on the first three years, with the threshold of each budget."""
    once = calibration(ground, HISTORY, rng=rng)
    return {one: replace(once, rate=rate_for(once.budget, one)) for one in budgets}
