"""The inner loops, compiled by numba on one thread: array in, array out.

`quiet` makes and fits quiet cities, `scan` looks over zones, `walk` searches week by week.
"""

from commonweal.listening.signals.kernels.quiet import (
    by_week,
    cluster_likelihood,
    fit_course,
    scatter,
)
from commonweal.listening.signals.kernels.scan import (
    count_alarms,
    days_in,
    fullest_day,
    pick,
    scan,
    zone_areas,
)
from commonweal.listening.signals.kernels.walk import walk

__all__ = [
    "by_week",
    "cluster_likelihood",
    "count_alarms",
    "days_in",
    "fit_course",
    "fullest_day",
    "pick",
    "scan",
    "scatter",
    "walk",
    "zone_areas",
]
