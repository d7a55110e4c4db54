"""A reading is opened again as it was: nothing is overwritten, and nothing is known too early."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.mapping.process.days import first_day, last_day
from tests.factories.relations import (
    STRUCK,
    helped,
    offer,
    read,
    rules,
    said,
    state,
    talk,
    used,
    wanted,
)

ANSWERS = (*wanted(), said("C7", "not met"), said("C7", "met", on=date(2026, 5, 1)))
RECORDS = {
    "negotiations": (talk(),),
    "offers": (offer(),),
    "navigation": (used(),),
    "historic_acts": (helped("2024"),),
}


def test_the_process_is_reopened_step_by_step():
    found = {
        day: rules(read(ANSWERS, on=date.fromisoformat(day), **RECORDS))
        for day in ("2026-02-28", "2026-03-01", "2026-04-01", "2026-06-01")
    }
    assert found == {
        "2026-02-28": [],
        "2026-03-01": ["nothing-negotiated"],
        "2026-04-01": ["nobody-navigates"],
        "2026-06-01": [],
    }


def test_an_older_answer_stands_as_of_its_time():
    assert state(read(ANSWERS, on=date(2026, 4, 30)), "C7") == "not met"
    assert state(read(ANSWERS, on=date(2026, 5, 1)), "C7") == "met"


def test_what_was_entered_late_is_not_known_before_it_was_entered():
    late = said("C1", on=date(2026, 1, 1), entered_on=date(2026, 6, 1))
    assert state(read([late], on=date(2026, 5, 31)), "C1") == "unknown"
    assert state(read([late], on=date(2026, 6, 1)), "C1") == "met"


def test_an_act_known_to_the_year_is_known_from_its_last_day_unless_it_was_entered_before():
    act = helped("2025")
    told = {
        day: "first-contact-after-incident"
        in rules(
            read(
                first_incident="2024-01-01",
                historic_acts=(act, helped("2025-03-01")),
                on=date.fromisoformat(day),
            )
        )
        for day in ("2025-02-01", "2025-03-01", "2026-01-01")
    }
    assert told == {"2025-02-01": False, "2025-03-01": True, "2026-01-01": True}


def test_an_incident_to_come_blocks_nothing_as_of_before():
    acts = {"historic_acts": (helped("2026-01-10"),)}
    assert rules(read(first_incident=STRUCK, on=date(2026, 1, 15), **acts)) == []


@given(day=st.dates(date(2026, 1, 1), date(2026, 6, 30)), later=st.integers(0, 3))
def test_what_is_added_later_never_changes_an_earlier_reading(day, later):
    added = said("C4", ("met", "partly", "not met", "unknown")[later], on=date(2026, 7, 1))
    before = read(ANSWERS, on=day, **RECORDS)
    assert read((*ANSWERS, added), on=day, **RECORDS) == before


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-12", "2024-12-01", "2024-12-31"),
        ("2024-02-29", "2024-02-29", "2024-02-29"),
    ],
)
def test_a_partial_day_has_a_first_and_a_last_day(text, first, last):
    assert (first_day(text).isoformat(), last_day(text).isoformat()) == (first, last)


@pytest.mark.parametrize("text", ["", "24", "2024-13", "2024-2", "2024-02-30", "2024-02-01T00"])
def test_what_is_no_day_is_refused(text):
    with pytest.raises(ValueError):
        first_day(text)
