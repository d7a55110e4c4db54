"""A city of its own for each test, and the way to bring rows in."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from tests.factories.incidents import write_file
from workbench.listening import feeds
from workbench.listening.actions import writing
from workbench.listening.actions.deliver import bring_in_file
from workbench.listening.models import Delivery, Source

TODAY = date(2026, 3, 31)
SOURCE = "police"


@pytest.fixture
def city(another_city, db):
    """A small city with an empty register."""
    return another_city()


@pytest.fixture
def bring_in(city, tmp_path: Path) -> Callable[..., Delivery]:
    """Bring rows in as a delivery of the police: `bring_in([row("a")])`."""

    def bring(rows, **more) -> Delivery:
        count = len(list(tmp_path.glob("*.csv")))
        file = write_file(tmp_path / f"delivery-{count}.csv", rows)
        asked = {"profile_name": "canonical", "source_key": SOURCE, "acting_person": None}
        return bring_in_file(file, **{**asked, "today": TODAY, **more})

    return bring


@pytest.fixture
def few_at_a_time(monkeypatch):
    """Write three changes in a chunk, so that an import of ten rows has four."""
    monkeypatch.setattr(
        writing, "Pace", partial(writing.Pace, chunk=3, smallest=3, largest=3, rest_share=0)
    )


def police() -> Source:
    """The source that the tests deliver to."""
    return Source.objects.get(key=SOURCE)


def seen(as_of: Delivery | None = None) -> dict[str, str]:
    """What readers see of the police: identifier → area."""
    table = feeds.incidents_of(police(), as_of_delivery=as_of)
    return dict(table.select("incident_id", "area").sort("incident_id").iter_rows())


class Stopped(BaseException):
    """The process was stopped here."""


def stop_after(changes: int):
    """A progress that stops the import once so many changes are written."""

    def progress(step: str, done: int, _of: int) -> None:
        if step == "write" and done >= changes:
            raise Stopped

    return progress
