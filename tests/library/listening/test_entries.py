"""What an entry by hand must say before it is counted, and who may check it."""

from dataclasses import replace
from datetime import date

import pytest

from commonweal.core.tables import INCIDENTS
from commonweal.listening.entries import (
    CheckReason,
    EntryFacts,
    as_incident,
    faults,
    may_check,
    precision_of,
)

COMPLETE = EntryFacts(
    occurred_on="2025-03",
    reported_on="2025-03-14",
    area="harbour",
    place="area",
    groups=("anti-muslim", "anti-women"),
    kinds=("threat",),
    setting="offline",
    perceived=True,
    perceived_on="2025-03-14",
    definition="ODIHR",
)


def found(**changes):
    given = replace(COMPLETE, **changes)
    return [
        (fault.field, fault.code)
        for fault in faults(
            given,
            today=date(2025, 3, 20),
            groups={"anti-muslim", "anti-women"},
            kinds={"threat"},
            areas={"harbour"},
        )
    ]


def test_a_complete_entry_has_no_fault():
    assert found() == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"occurred_on": ""}, ("occurred_on", "missing")),
        ({"reported_on": ""}, ("reported_on", "missing")),
        ({"occurred_on": "2025-13"}, ("occurred_on", "no-date")),
        ({"occurred_on": "14/03/2025"}, ("occurred_on", "no-date")),
        ({"reported_on": "2025-03-21"}, ("reported_on", "future")),
        ({"occurred_on": "2026"}, ("occurred_on", "future")),
        (
            {"occurred_on": "2025-03-15", "reported_on": "2025-03-14"},
            ("reported_on", "before-it-happened"),
        ),
        ({"area": "atlantis"}, ("area", "unknown-area")),
        ({"area": ""}, ("area", "unknown-area")),
        ({"place": "moon"}, ("area", "missing")),
        ({"groups": ()}, ("groups", "missing")),
        ({"groups": ("anti-elves",)}, ("groups", "not-offered")),
        ({"kinds": ()}, ("kinds", "missing")),
        ({"setting": "dream"}, ("setting", "not-offered")),
        ({"definition": " "}, ("definition", "missing")),
        ({"recorded_on": "2025-03-15"}, ("recorded", "missing")),
        ({"perceived": False, "perceived_on": ""}, ("perceived", "nobody-saw-bias")),
    ],
)
def test_what_is_missing_or_wrong_is_named_with_its_field(changes, fault):
    assert found(**changes) == [fault]


def test_a_month_that_is_not_over_is_not_the_future():
    assert found(occurred_on="2025-03") == []


def test_something_told_in_the_month_it_happened_is_in_order():
    assert found(occurred_on="2025-03", reported_on="2025-03-01") == []


def test_the_city_may_be_known_and_the_area_not():
    assert found(place="city", area="") == []


def test_what_a_body_recorded_counts_where_nobody_was_asked():
    assert found(perceived=None, perceived_on="", recorded=True) == []


def test_nobody_checks_their_own_entry():
    decision = may_check(entered_by=7, checked_by=7, waiting=True)
    assert (decision.allowed, decision.reason) == (False, CheckReason.OWN_ENTRY)
    assert decision.sentence == "You entered this yourself; a second person has to check it."


def test_a_second_person_may_check():
    decision = may_check(entered_by=7, checked_by=8, waiting=True)
    assert (decision.allowed, decision.reason) == (True, CheckReason.SECOND_PERSON)


def test_only_what_waits_is_checked():
    decision = may_check(entered_by=7, checked_by=8, waiting=False)
    assert (decision.allowed, decision.reason) == (False, CheckReason.NOT_WAITING)


def test_an_accepted_entry_is_one_incident_with_the_date_of_its_check():
    table = as_incident(COMPLETE, incident_id="desk-5", verified_on=date(2025, 3, 20))
    row = table.row(0, named=True)
    assert table.schema == INCIDENTS.schema
    assert (row["incident_id"], row["occurred_on"], row["n"]) == ("desk-5", "2025-03", 1)
    assert (row["verified"], row["verified_on"]) == (True, "2025-03-20")
    assert (row["recorded"], row["recorded_on"]) == (None, None)
    assert row["groups"] == ["anti-muslim", "anti-women"]


def test_the_precision_of_a_date_is_read_off_its_text():
    assert [precision_of(text) for text in ("2025-03-14", "2025-03", "2025", "")] == [
        "day",
        "month",
        "year",
        "",
    ]
