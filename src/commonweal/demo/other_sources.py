"""Two lesser sources of Aldermere: schools, which began lately, and a tram company's counts.

Both follow the same expected course as the police and the reporting centre, each at its own level,
with events of their own.
"""

from collections.abc import Mapping
from datetime import timedelta

import numpy as np
import polars as pl

from commonweal.demo.course import Calendar, Course, Numbers
from commonweal.demo.incidents import NEAR_GROUP, SCHOOLS

SCHOOL_WEEKS = 7
SCHOOL_SHARE, TRANSPORT_SHARE = 0.16, 0.20
SCHOOL_DELAY_DAYS = 4.0


def tell_schools(course: Course, rng: np.random.Generator) -> pl.DataFrame:
    """Reports of the schools since they began, in the columns of `incidents.happen`."""
    expected = course.told() * SCHOOL_SHARE
    expected[:, :, :-SCHOOL_WEEKS] = 0
    counts = rng.poisson(expected)
    group, area, week = (
        np.repeat(index.ravel(), counts.ravel()) for index in np.indices(counts.shape)
    )
    n = len(group)
    keys = [course.groups[index] for index in group]
    occurred = week.astype(np.int64) * 7 + rng.integers(0, 5, n)
    delay = rng.geometric(1 / (1 + SCHOOL_DELAY_DAYS), n) - 1
    return pl.DataFrame(
        {
            "source": np.full(n, SCHOOLS),
            "event": np.arange(n, dtype=np.int64) + 10_000_000,
            "copy": np.zeros(n, dtype=np.int64),
            "group": keys,
            "near_group": [NEAR_GROUP[key] for key in keys],
            "area": [course.districts[index] for index in area],
            "occurred": occurred,
            "reported": occurred + delay,
            "online": rng.random(n) < 0.15,
            "kind": np.full(n, "threats-or-harassment"),
            "month_only": rng.random(n) < 0.25,
            "city_only": np.zeros(n, dtype=bool),
            "withdrawn": pl.Series([None] * n, dtype=pl.Int64),
            "relabelled": pl.Series([None] * n, dtype=pl.Int64),
            "relabels": np.full(n, "kind"),
            "second_group": pl.Series([None] * n, dtype=pl.String),
            "second_kind": pl.Series([None] * n, dtype=pl.String),
        }
    ).with_columns(kind=pl.when("online").then(pl.lit("online-abuse")).otherwise("kind"))


def count_transport(
    course: Course, rng: np.random.Generator
) -> Mapping[tuple[int, int], pl.DataFrame]:
    """Counts by (year, month): one row per district and group, for each month that is whole."""
    daily = np.repeat(course.told() * TRANSPORT_SHARE / 7, 7, axis=2)
    return {
        month: _month(course, rng.poisson(daily[:, :, days].sum(axis=2)))
        for month, days in _whole_months(course.calendar).items()
    }


def _whole_months(calendar: Calendar) -> dict[tuple[int, int], Numbers]:
    """The day numbers of each month that lies wholly in the calendar."""
    days: dict[tuple[int, int], list[int]] = {}
    for number in range(7 * calendar.weeks):
        day = calendar.day(number)
        days.setdefault((day.year, day.month), []).append(number)
    return {
        month: np.array(numbers)
        for month, numbers in days.items()
        if calendar.day(numbers[0]).day == 1
        and (calendar.day(numbers[-1]) + timedelta(days=1)).day == 1
    }


def _month(course: Course, counts: np.ndarray) -> pl.DataFrame:
    group, area = np.indices(counts.shape)
    return pl.DataFrame(
        {
            "area": [course.districts[index] for index in area.ravel()],
            "group": [course.groups[index] for index in group.ravel()],
            "n": counts.ravel().astype(np.int64),
        }
    ).sort("area", "group")
