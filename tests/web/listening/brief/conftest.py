"""A small city with three years of a weekly source, and the brief as a coordinator sees it."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
import time_machine

from tests.cast import signed_in
from tests.factories.incidents import row, write_file
from workbench.listening.actions.deliver import bring_in_file
from workbench.listening.models import Delivery

TODAY = date(2026, 3, 31)


@pytest.fixture
def city(another_city, db):
    """A small city with an empty register, on 31 March 2026."""
    with time_machine.travel("2026-03-31T09:00:00+01:00", tick=False):
        yield another_city()


@pytest.fixture
def bring_in(city, tmp_path: Path) -> Callable[..., Delivery]:
    """Bring rows in as a delivery of a source: `bring_in([row("a")], source="police")`."""

    def bring(rows, *, source="police", received_on=None) -> Delivery:
        count = len(list(tmp_path.glob("*.csv")))
        return bring_in_file(
            write_file(tmp_path / f"delivery-{count}.csv", rows),
            profile_name="canonical",
            source_key=source,
            acting_person=None,
            today=TODAY,
            received_on=received_on,
        )

    return bring


@pytest.fixture
def weekly() -> list[dict[str, str]]:
    """One incident on each Monday from January 2023 to 23 March 2026, in turn in each district."""
    first, areas = date(2023, 1, 2), ("NW", "NE", "SW", "SE")
    return [
        row(
            f"i{n}",
            reported_on=(first + timedelta(weeks=n)).isoformat(),
            area=areas[n % 4],
        )
        for n in range(169)
    ]


@pytest.fixture
def page(city, cast) -> Callable[[str], str]:
    """The brief's page as Asha reads it: `page("?week=2026-03-09")`."""

    def read(query: str = "") -> str:
        response = signed_in(cast.asha).get(f"/{query}")
        assert response.status_code == 200, response.content
        return response.content.decode()

    return read
