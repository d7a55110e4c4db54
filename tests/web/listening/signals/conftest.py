"""A small city with three years of a weekly source, and a search that finds what it is told to."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from commonweal.listening.signals.findings import Finding, SignalReport
from tests.cast import signed_in
from tests.factories.findings import WEEK, finding, report
from tests.factories.incidents import row, write_file
from workbench.core.city import current_city
from workbench.listening.actions.deliver import bring_in_file
from workbench.listening.signals.actions.answering import AnswerFacts, answer_signal
from workbench.listening.signals.actions.weekly import WeekDone, run_week
from workbench.listening.signals.models import Signal
from workbench.listening.signals.searching import Asked, Curve

TODAY = date(2026, 3, 31)
CURVE = [
    {"rate": 0.5, "rise": 4.0, "caught_share": 0.55, "weeks": 6},
    {"rate": 0.5, "rise": 8.0, "caught_share": 0.86, "weeks": 6},
]


@dataclass
class Told:
    """A search that finds what a test told it, and remembers what it was asked."""

    findings: tuple[Finding, ...] = ()
    changed: dict[str, Any] = field(default_factory=dict)
    curve: Curve | None = None
    asked: list[Asked] = field(default_factory=list)

    def __call__(self, asked: Asked, /) -> tuple[SignalReport, Curve | None]:
        self.asked.append(asked)
        return report(*self.findings, as_of=asked.as_of, **self.changed), self.curve


@pytest.fixture
def city(another_city, db):
    """A small city with an empty register, on 31 March 2026."""
    with time_machine.travel("2026-03-31T09:00:00+01:00", tick=False):
        yield another_city()


@pytest.fixture
def register(city, tmp_path: Path) -> Callable[..., Any]:
    """Bring rows in as a delivery of the police: `register([row("a")])`."""

    def bring(rows: list[dict[str, str]] | None = None, *, source: str = "police") -> Any:
        count = len(list(tmp_path.glob("*.csv")))
        return bring_in_file(
            write_file(tmp_path / f"delivery-{count}.csv", rows or weekly_rows()),
            profile_name="canonical",
            source_key=source,
            acting_person=None,
            today=TODAY,
        )

    return bring


def weekly_rows() -> list[dict[str, str]]:
    """One incident on each Monday from January 2023 to 23 March 2026, in turn in each district."""
    first, areas = date(2023, 1, 2), ("NW", "NE", "SW", "SE")
    return [
        row(f"i{n}", reported_on=(first + timedelta(weeks=n)).isoformat(), area=areas[n % 4])
        for n in range(169)
    ]


@pytest.fixture
def told() -> Told:
    """A search that finds one rise in Northwest."""
    return Told(findings=(finding(),))


@pytest.fixture
def weekly(register, told) -> Callable[..., WeekDone]:
    """The week's work with the search that was told: `weekly()`, `weekly(told, week=…)`."""
    register()

    def run(search: Told | None = None, *, week: date | None = None, by: Any = None) -> WeekDone:
        at = week or WEEK
        return run_week(
            current_city(),
            search=search or told,
            week=week,
            acting_person=by,
            today=at + timedelta(days=8),
            now=timezone.now() + (at - WEEK),
        )

    return run


@pytest.fixture
def signal(weekly) -> Signal:
    """A signal that waits for its answer."""
    weekly()
    return Signal.objects.get()


@pytest.fixture
def answer(cast) -> Callable[..., Any]:
    """Answer a signal as Asha does: `answer(signal, "declined", note="why")`."""

    def say(signal: Signal, verb: str = "seen", **facts: Any) -> Any:
        return answer_signal(
            signal, AnswerFacts(verb=verb, **facts), acting_person=cast.asha, now=timezone.now()
        )

    return say


@pytest.fixture
def page(city, cast) -> Callable[..., str]:
    """A page as Asha reads it: `page("/listening/signals/")`."""

    def read(address: str = "/", status: int = 200) -> str:
        response = signed_in(cast.asha).get(address)
        assert response.status_code == status, response.content
        return response.content.decode()

    return read
