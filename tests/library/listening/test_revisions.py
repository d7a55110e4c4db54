"""What a source changed between two deliveries."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.core.tables import INCIDENTS
from commonweal.listening.revisions import compare
from tests.factories.tables import coded, incidents, shipped


def test_added_vanished_and_relabelled_are_told_with_both_values():
    before = incidents(
        {"incident_id": "a", "groups": ["anti-asian"], "area": "1", "place": "area"},
        {"incident_id": "b"},
    )
    after = incidents(
        {"incident_id": "c"},
        {"incident_id": "a", "groups": ["anti-asian", "anti-black"], "recorded": True},
    )
    found = compare(before, after)
    assert found.added["incident_id"].to_list() == ["c"]
    assert found.vanished["incident_id"].to_list() == ["b"]
    assert found.relabelled.rows() == [
        ("a", "area", "1", None),
        ("a", "place", "area", "city"),
        ("a", "groups", "anti-asian", "anti-asian, anti-black"),
        ("a", "recorded", None, "yes"),
    ]
    assert found.incidents_relabelled == 1
    assert found


def test_the_order_of_rows_and_of_groups_says_nothing():
    one = incidents({"incident_id": "a", "groups": ["x", "y"]}, {"incident_id": "b"})
    other = incidents({"incident_id": "b"}, {"incident_id": "a", "groups": ["y", "x"]})
    assert not compare(one, other)


def test_a_first_delivery_is_all_new():
    found = compare(INCIDENTS.empty(), incidents({"incident_id": "a"}))
    assert (found.added.height, found.vanished.height, found.relabelled.height) == (1, 0, 0)


IDS = st.lists(st.sampled_from("abcdef"), unique=True)


@given(before=IDS, after=IDS, changed=st.sets(st.sampled_from("abcdef")))
def test_every_incident_is_in_one_place(before, after, changed):
    old = incidents(*({"incident_id": one} for one in before)) if before else INCIDENTS.empty()
    new = [{"incident_id": one, "n": 2 if one in changed else 1} for one in after]
    found = compare(old, incidents(*new) if new else INCIDENTS.empty())
    assert set(found.added["incident_id"]) == set(after) - set(before)
    assert set(found.vanished["incident_id"]) == set(before) - set(after)
    assert set(found.relabelled["incident_id"]) == set(before) & set(after) & changed
    assert set(found.relabelled["column"]) <= {"n"}


@pytest.mark.shared_data
def test_a_file_compared_with_itself_has_no_revisions_and_a_cut_one_has(shared_data):
    path = shared_data / "incidents/nypd_hate_crimes_2019-01_2022-12.csv"
    whole = coded(path, shipped("nypd")).incidents
    assert not compare(whole, whole)
    earlier = whole.filter(pl.col("reported_on") < "2022-10-01")
    found = compare(earlier, whole)
    assert found.added.height == whole.height - earlier.height
    assert found.vanished.height == found.relabelled.height == 0
