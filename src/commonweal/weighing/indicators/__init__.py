"""The store of living conditions: series with source, definition and breaks; read `series` first.

Isolation and polarisation as a pair (`pairs`, S003-16), inequality between areas or groups
(`inequality`, S003-37), coexistence at two levels (`coexistence`, S003-50).
"""

from commonweal.weighing.indicators.coexistence import Coexistence, Course, Level, coexistence
from commonweal.weighing.indicators.inequality import Inequality, inequality, ratio, theil
from commonweal.weighing.indicators.pairs import Quadrant, Standing, quadrants
from commonweal.weighing.indicators.series import (
    InvalidIndicator,
    Point,
    Series,
    count,
    difference,
    series_of,
    share,
)

__all__ = [
    "Coexistence",
    "Course",
    "Inequality",
    "InvalidIndicator",
    "Level",
    "Point",
    "Quadrant",
    "Series",
    "Standing",
    "coexistence",
    "count",
    "difference",
    "inequality",
    "quadrants",
    "ratio",
    "series_of",
    "share",
    "theil",
]
