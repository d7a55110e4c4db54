"""The publishing floor (charter 4)."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.core.small_numbers import (
    FloorReason,
    Hidden,
    hidden_in_list,
    publishable,
    publishable_outside,
)

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


def test_a_small_entry_takes_the_smallest_others_with_it():
    counts = {"a": 3, "b": 40, "c": 25, "d": 70}
    assert hidden_in_list(counts, {"a"}, floor=10) == Hidden(frozenset("ac"), total=False)
    assert hidden_in_list({"a": 3, "b": 40, "c": 12}, {"a"}, floor=10).entries == frozenset("abc")
    assert hidden_in_list(counts, set(), floor=10) == Hidden(frozenset(), total=False)


def test_where_hiding_everything_is_not_enough_the_total_is_hidden():
    assert hidden_in_list({"a": 3, "b": 10}, {"a"}, floor=10).total
    assert hidden_in_list({"a": 0, "b": 0}, {"a", "b"}, floor=10).total
    assert hidden_in_list({"a": 4}, {"a"}, floor=10).total


def test_an_entry_hidden_for_its_group_is_not_the_rest_of_the_others():
    found = hidden_in_list({"mosque": 40, "b": 30, "c": 90}, {"mosque"}, floor=10)
    assert found == Hidden(frozenset({"mosque", "b"}), total=False)


@pytest.mark.parametrize(("floor", "top", "entries"), [(3, 9, 4), (4, 16, 3)])
def test_who_knows_the_rule_cannot_tell_a_small_entry(floor, top, entries):
    """Every list is made and shown; lists that look alike leave all small numbers open.

    The reader guarded against knows which entries are small. One who runs the rule on every
    possible list can exclude one number more, in a few short lists.
    """
    alike = {}
    for counts in product(range(top + 1), repeat=entries):
        listed = dict(enumerate(counts))
        small = frozenset(key for key, n in listed.items() if n < floor)
        found = hidden_in_list(listed, small, floor=floor)
        shown = tuple(None if key in found.entries else n for key, n in listed.items())
        if not found.total and sum(counts) <= top:
            alike.setdefault((found, shown, sum(counts)), []).append((small, counts))
    held = [
        {other[key] for _, other in lists}
        for (found, *_), lists in alike.items()
        for small, _ in lists
        for key in small & found.entries
    ]
    assert held
    assert min(map(len, held)) >= floor - 1
    assert sum(len(numbers) < floor for numbers in held) < 0.02 * len(held)
