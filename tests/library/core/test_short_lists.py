"""Lists whose total gives no small entry away (charter 4)."""

from itertools import product

import pytest

from commonweal.core.short_lists import Hidden, below, hidden_in_list


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


def test_a_number_that_stands_alone_is_hidden_below_the_floor():
    assert [below(n, 10) for n in (0, 9, 10)] == [True, True, False]
    assert not below(0, None)
