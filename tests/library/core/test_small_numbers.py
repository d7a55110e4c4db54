"""The publishing floor (charter 4)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.core.small_numbers import FloorReason, publishable, publishable_outside

FLOORS = st.integers(3, 50)
COUNTS = st.integers(0, 200)


def test_a_count_below_the_floor_stays_in_the_house():
    decision = publishable(9, 5_000, 10)
    assert not decision.allowed
    assert decision.reason is FloorReason.COUNT_BELOW_FLOOR
    assert decision.sentence == "Fewer than 10: below the publishing floor."


def test_a_count_at_the_floor_may_be_published():
    decision = publishable(10, 5_000, 10)
    assert decision.allowed
    assert decision.reason is FloorReason.ENOUGH
    assert decision.sentence == "At or above the publishing floor of 10."


def test_none_is_a_count_too():
    assert publishable(0, 5_000, 10).reason is FloorReason.COUNT_BELOW_FLOOR


def test_a_group_below_the_floor_is_never_counted_in_public():
    decision = publishable(40, 9, 10)
    assert not decision.allowed
    assert decision.reason is FloorReason.GROUP_BELOW_FLOOR
    assert decision.sentence == (
        "The group has fewer than 10 people here: any count would point at them."
    )


def test_a_group_of_unknown_size_is_decided_on_the_count_and_says_so():
    decision = publishable(12, None, 10)
    assert decision.allowed
    assert decision.reason is FloorReason.ENOUGH_SIZE_UNKNOWN
    assert decision.sentence == (
        "At or above the publishing floor of 10; the size of the group is not known."
    )


@pytest.mark.parametrize("count, size, floor", [(-1, None, 10), (1, -1, 10), (12, None, 2)])
def test_a_negative_number_or_a_floor_below_three_is_a_mistake(count, size, floor):
    with pytest.raises(ValueError, match=r"never negative|at least 3, not 2"):
        publishable(count, size, floor)


@given(count=COUNTS, size=COUNTS, floor=FLOORS)
def test_what_may_be_published_is_never_below_the_floor(count, size, floor):
    if publishable(count, size, floor).allowed:
        assert min(count, size) >= floor


@given(count=COUNTS, size=COUNTS, floor=FLOORS)
def test_a_higher_floor_never_publishes_more(count, size, floor):
    if publishable(count, size, floor + 1).allowed:
        assert publishable(count, size, floor).allowed


def test_outside_a_group_of_unknown_size_counts_as_below_the_floor():
    decision = publishable_outside(500, None, 10)
    assert not decision.allowed
    assert decision.reason is FloorReason.GROUP_SIZE_UNKNOWN
    assert decision.sentence == (
        "How many people the group has here is not known, so the group counts as below the floor."
    )


@given(count=COUNTS, size=COUNTS, floor=FLOORS)
def test_outside_the_rule_is_the_same_where_the_size_is_known(count, size, floor):
    assert publishable_outside(count, size, floor) == publishable(count, size, floor)
