"""Aldermere as the tests see it: one city for the session, and its counts as arrays."""

from collections.abc import Callable
from datetime import date

import numpy as np
import numpy.typing as npt
import pytest

from commonweal.demo import Aldermere, make_aldermere

UNTIL = date(2026, 11, 15)
Counts = npt.NDArray[np.int64]


@pytest.fixture(scope="session")
def city() -> Aldermere:
    return make_aldermere(until=UNTIL)


@pytest.fixture(scope="session")
def counts_of(city: Aldermere) -> Callable[[str], Counts]:
    """Counts (groups, districts, weeks) of a source as last delivered, by the week of the event."""

    def count(source: str) -> Counts:
        return counted(city, source)

    return count


def counted(city: Aldermere, source: str) -> Counts:
    held = city.reports.join(
        city.incidents[f"aldermere-{source}"].select(id="incident_id"), on="id", how="semi"
    )
    held = held.filter(held["occurred"] >= 0)
    counts = np.zeros(city.course.plain.shape, dtype=np.int64)
    group = [city.course.groups.index(key) for key in held["group"]]
    area = [city.course.districts.index(key) for key in held["area"]]
    np.add.at(counts, (group, area, (held["occurred"] // 7).to_numpy()), 1)
    return counts
