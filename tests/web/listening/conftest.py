"""The city desk of a small city: facts of an entry, and a register with two deliveries."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from commonweal.files.city import City
from commonweal.listening.entries import EntryFacts
from tests.cast import Cast
from tests.factories.incidents import row, write_file
from workbench.core.city import current_city
from workbench.listening.actions.deliver import bring_in_file
from workbench.listening.actions.entries import enter_incident, send_for_check
from workbench.listening.models import Delivery, HandEntry

TODAY = date(2026, 11, 21)
WORDS = "A man shouted at me at the tram stop on Ferry Lane."
FACTS = EntryFacts(
    occurred_on="2026-11",
    reported_on="2026-11-20",
    area="NW",
    place="area",
    groups=("anti-jewish",),
    kinds=("assault",),
    setting="offline",
    perceived=True,
    perceived_on="2026-11-20",
    definition="ODIHR",
)


@pytest.fixture
def own_city(another_city: Callable[..., City]) -> Iterator[City]:
    """A city of this test alone, so that files it writes trouble no other."""
    yield another_city()


@pytest.fixture
def entered(own_city: City, cast: Cast) -> Callable[..., HandEntry]:
    """Enter an incident: `entered(by=cast.asha, sent=True, area="SE")`."""

    def enter(by: Any, *, sent: bool = False, words: str = WORDS, **changes: Any) -> HandEntry:
        entry = enter_incident(replace(FACTS, **changes), words=words, acting_person=by)
        return send_for_check(entry, acting_person=by, today=TODAY) if sent else entry

    return enter


@pytest.fixture
def two_deliveries(own_city: City, cast: Cast, tmp_path: Path) -> tuple[Delivery, Delivery]:
    """A source that told three incidents, then changed one, left one out and added one."""
    first = [row("a"), row("b", area="SE"), row("c", reported_on="2026-03")]
    second = [row("a"), row("b", area="SW", status="closed"), row("d", groups="anti-muslim")]
    return _bring_in(tmp_path, "first", first, cast), _bring_in(tmp_path, "second", second, cast)


def _bring_in(folder: Path, name: str, rows: list[dict[str, str]], cast: Cast) -> Delivery:
    return bring_in_file(
        write_file(folder / f"{name}.csv", rows),
        profile_name="canonical",
        acting_person=cast.asha,
        today=TODAY,
    )


@pytest.fixture
def city() -> City:
    """The city that is served."""
    return current_city()
