"""Aldermere as the tests see it: one city for the session, and its counts as arrays."""

from collections.abc import Callable
from datetime import date

import numpy as np
import numpy.typing as npt
import polars as pl
import pytest

from commonweal.demo import Aldermere, make_aldermere
from commonweal.demo.deliveries import as_known_on, last_day_covered

UNTIL = date(2026, 11, 15)
Counts = npt.NDArray[np.int64]


@pytest.fixture(scope="session")
def city() -> Aldermere:
    return make_aldermere(until=UNTIL)


@pytest.fixture(scope="session")
def counts_of(city: Aldermere) -> Callable[[str], Counts]:
    """Counts (groups, districts, weeks) of a source as last delivered, by the week of the event."""

    def count(source: str) -> Counts:
        return counted(city, city.reports, source)

    return count


def counted(city: Aldermere, reports: pl.DataFrame, source: str) -> Counts:
    """The same from a frame of reports, true labels, as the source's last delivery holds them."""
    day = last_day_covered(source, city.calendar.end)
    held = as_known_on(reports, source, day, city.calendar).filter(pl.col("occurred") >= 0)
    counts = np.zeros(city.course.plain.shape, dtype=np.int64)
    group = [city.course.groups.index(key) for key in held["group"]]
    area = [city.course.districts.index(key) for key in held["area"]]
    np.add.at(counts, (group, area, (held["occurred"] // 7).to_numpy()), 1)
    return counts
