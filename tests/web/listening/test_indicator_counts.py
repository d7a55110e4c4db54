"""Counts of incidents for the room that watches: whole quarters, noughts, nothing invented."""

from datetime import date

import pytest

from commonweal.core.tables import INDICATORS
from tests.factories.incidents import row, write_file
from workbench.core.indicator_sources import indicator_sources
from workbench.listening.actions.deliver import bring_in_file

DAYS = ("2025-02-10", "2025-04-01", "2025-05-05", "2025-10-02", "2025-11-30")


@pytest.fixture
def police(own_city, cast, tmp_path):
    """A source that told five incidents over four quarters."""
    rows = [row(f"i{number}", reported_on=day) for number, day in enumerate(DAYS)]
    rows[2]["groups"] = "anti-muslim"
    file = write_file(tmp_path / "police.csv", rows)
    bring_in_file(file, profile_name="canonical", acting_person=cast.asha, today=date(2026, 1, 5))
    return next(iter(indicator_sources().values()))


def told(table):
    return {(area, period): value for area, period, value in table.rows()}


def test_only_quarters_that_are_covered_whole_are_told_with_noughts(police):
    table = INDICATORS.check(police.of_groups(()))
    counts = told(table.filter(value=2.0).select("area", "period", "value"))
    assert counts == {("NW", "2025-Q2"): 2.0}
    assert set(table["period"]) == {"2025-Q2", "2025-Q3"}
    assert table.height == 8
    assert table["value"].sum() == 2.0


def test_some_groups_and_the_others_are_told_apart(police):
    some, others = police.of_groups(("anti-muslim",)), police.others(("anti-muslim",))
    assert (some["value"].sum(), others["value"].sum()) == (1.0, 1.0)


@pytest.mark.django_db
def test_the_floor_of_the_city_goes_with_them(police, own_city):
    assert police.smallest == own_city.publishing_floor
    assert police.key.startswith("incidents:")
