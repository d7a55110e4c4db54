"""A source whose files speak only about the days that they cover."""

import pytest

from tests.factories.incidents import row
from tests.web.listening.register.conftest import police, seen
from workbench.listening import feeds

PROFILE = """
[source]
name = "A list by the month"
publisher = "an association"
licence = "as agreed"
definition = "what its members saw"
channel = "association"
kind = "rows"
coverage = "window"

[columns]
incident_id = "incident_id"
area = "area"
groups = "groups"
status = "status"

[dates.reported_on]
column = "reported_on"

[labels]
groups_are_keys = true
"""


@pytest.fixture
def bring_in_month(bring_in, tmp_path):
    profile = tmp_path / "monthly.toml"
    profile.write_text(PROFILE)
    return lambda rows: bring_in(rows, profile_name=str(profile))


@pytest.fixture
def january(bring_in_month):
    days = {"a": "2026-01-05", "b": "2026-01-20", "c": "2026-01"}
    return bring_in_month([row(key, reported_on=day) for key, day in days.items()])


def test_records_outside_the_days_of_the_file_stay(january, bring_in_month):
    february = bring_in_month([row("d", reported_on="2026-02-10")])
    assert (february.added, february.vanished) == (1, 0)
    assert sorted(seen()) == ["a", "b", "c", "d"]


def test_records_inside_the_days_of_the_file_vanish_when_it_lacks_them(january, bring_in_month):
    again = [row("a", reported_on="2026-01-05"), row("e", reported_on="2026-01-25")]
    assert bring_in_month(again).vanished == 1
    assert sorted(seen()) == ["a", "c", "e"]


def test_a_record_that_moves_out_of_its_days_is_relabelled_not_doubled(january, bring_in_month):
    moved = bring_in_month([row("a", reported_on="2026-02-01")])
    assert (moved.added, moved.vanished, moved.relabelled) == (0, 0, 1)
    assert sorted(seen()) == ["a", "b", "c"]


def test_the_hash_covers_what_stays_and_what_came(january, bring_in_month):
    february = bring_in_month([row("d", reported_on="2026-02-10")])
    assert february.content_hash == feeds.content_hash(police())
