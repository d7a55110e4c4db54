"""What an attacker can work out: by hand, and from made-up tables that were protected."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.listening.publication.attack import AttackFailed, Range, attack, model_of
from commonweal.listening.publication.editions import Edition, editions_of
from commonweal.listening.publication.plan import ALL
from commonweal.listening.publication.release import Release, rounded
from commonweal.listening.publication.suppression import (
    HiddenReason,
    protect,
    small_cells,
)
from tests.library.listening.publication.plans import YEAR, counts, plan_of_size

Q1, Q2, Q3, Q4, WHOLE = editions_of(YEAR)


def released(plan, told, hidden, edition=Q1):
    shown = {
        cell: None if cell in hidden else rounded(told[cell], plan.base) for cell in plan.cells
    }
    return Release(plan=plan, edition=edition, shown=shown)


def test_one_hidden_cell_beside_its_total_is_found_by_subtraction():
    plan = plan_of_size(2, 2, base=1)
    told = counts(plan, [[30, 4], [20, 25]])
    ranges = attack([released(plan, told, {("a0", "rest")})])
    # 34 reports in A0, 30 of them in G0: the hidden cell can only hold 4.
    assert ranges == {(Q1, ("a0", "rest")): Range(4, 4)}


def test_rounding_alone_leaves_a_range_that_is_still_narrower_than_the_floor():
    plan = plan_of_size(2, 2)
    told = counts(plan, [[30, 4], [20, 25]])
    ranges = attack([released(plan, told, {("a0", "rest")})])
    # The row: 35 is 33 to 37 and 30 is 28 to 32, so 1 to 9. The column: 30 is 28 to 32 and 25 is
    # 23 to 27, so 1 to 9 again. The city of 80 (78 to 82) lets no more of it go.
    assert ranges == {(Q1, ("a0", "rest")): Range(1, 9)}


def test_with_three_more_cells_hidden_the_range_is_as_wide_as_the_floor():
    plan = plan_of_size(2, 2, base=1)
    told = counts(plan, [[30, 4], [20, 25]])
    ranges = attack([released(plan, told, set(plan.inner))])
    # Rows 34 and 45, columns 50 and 29: the hidden cell holds 0 to 29.
    assert ranges[Q1, ("a0", "rest")] == Range(0, 29)


def test_a_hidden_cell_without_any_shown_total_has_no_upper_end():
    plan = plan_of_size(2, 2)
    told = counts(plan, [[3, 4], [2, 2]])
    assert attack([released(plan, told, set(plan.cells))])[Q1, ("a0", "g0")].width == float("inf")


def test_a_year_gives_a_quarter_away():
    plan = plan_of_size(1, 1, base=1)
    quarters = [counts(plan, [[n]]) for n in (20, 4, 30, 12)]
    (cell,) = plan.cells
    out = [
        released(plan, told, set() if told[cell] > 9 else {cell}, edition)
        for told, edition in zip(quarters, (Q1, Q2, Q3, Q4), strict=True)
    ]
    assert attack(out)[Q2, cell].width == float("inf")
    year = released(plan, counts(plan, [[66]]), set(), WHOLE)
    assert attack([*out, year]) == {(Q2, cell): Range(4, 4)}


def test_a_revised_year_is_believed_with_the_fewest_revisions():
    plan = plan_of_size(1, 2, base=1)
    quarters = [counts(plan, [[20, 30]])] * 4
    out = [
        released(plan, told, set(), edition)
        for told, edition in zip(quarters, (Q1, Q2, Q3, Q4), strict=True)
    ]
    year = released(plan, counts(plan, [[77, 120]]), {("a0", "rest")}, WHOLE)
    assert attack([*out, year])[WHOLE, ("a0", "rest")] == Range(120, 120)


def test_releases_that_no_counts_agree_with_are_refused():
    plan = plan_of_size(1, 2, base=1)
    shown = {("a0", "g0"): 20, ("a0", "rest"): None, ("a0", ALL): 12}
    with pytest.raises(AttackFailed) as refused:
        attack([Release(plan=plan, edition=Q1, shown=shown)])
    assert refused.value.code == "attack-failed"


def test_nothing_released_gives_nothing_away():
    assert attack([]) == {}


def test_protection_hides_what_would_give_the_small_cell_away():
    plan = plan_of_size(2, 2)
    told = counts(plan, [[30, 4], [20, 25]])
    release, reasons = protect(told, plan, Q1)
    assert reasons[("a0", "rest")] is HiddenReason.COUNT_BELOW_FLOOR
    assert HiddenReason.GIVES_ANOTHER_AWAY in reasons.values()
    assert min(one.width for one in attack([release]).values()) >= plan.floor


def test_a_single_hidden_cell_would_be_known_to_be_small():
    plan = plan_of_size(1, 4)
    told = counts(plan, [[8, 40, 40, 40]])
    alone = [released(plan, told, {("a0", "g0")})]
    # The row: 130 is 128 to 132, each 40 is 38 to 42. So 2 to 18; but why else is it hidden?
    assert attack(alone) == {(Q1, ("a0", "g0")): Range(2, 18)}
    assert attack(alone, knows_some_are_small=True) == {(Q1, ("a0", "g0")): Range(2, 9)}
    release, _ = protect(told, plan, Q1)
    found = attack([release], knows_some_are_small=True)
    assert min(one.width for one in found.values()) >= plan.floor


def test_protection_is_the_same_every_time():
    plan = plan_of_size(3, 3)
    told = counts(plan, [[30, 4, 8], [20, 25, 14], [9, 40, 11]])
    assert protect(told, plan, Q1) == protect(told, plan, Q1)


def test_where_every_cell_is_large_nothing_is_hidden():
    plan = plan_of_size(2, 2)
    release, reasons = protect(counts(plan, [[30, 14], [20, 25]]), plan, Q1)
    assert reasons == {}
    assert release.hidden == ()


tables = st.tuples(
    st.integers(1, 2), st.integers(1, 3), st.sampled_from([1, 3, 5]), st.sampled_from([3, 5, 10])
)


@settings(max_examples=15)
@given(data=st.data(), shape=tables)
def test_every_range_keeps_the_floor_over_a_quarter(data, shape):
    areas, bundles, base, floor = shape
    plan = plan_of_size(areas, bundles, base=min(base, floor), floor=floor)
    cells = st.lists(st.integers(0, 40), min_size=len(plan.inner), max_size=len(plan.inner))
    told = counts(plan, [data.draw(cells)])
    release, reasons = protect(told, plan, Q1)
    assert set(small_cells(told, plan)) <= set(release.hidden) == set(reasons)
    ranges = attack([release])
    assert all(one.width >= floor for one in ranges.values())
    strict = attack([release], knows_some_are_small=True)
    assert len(plan.cells) == 1 or all(one.width >= floor for one in strict.values())
    assert all(one.least <= told[cell] <= one.greatest for (_, cell), one in ranges.items())


@settings(max_examples=5)
@given(data=st.data())
def test_every_range_keeps_the_floor_over_a_year(data):
    plan = plan_of_size(2, 2)
    cells = st.lists(st.integers(0, 30), min_size=4, max_size=4)
    quarters = [counts(plan, [data.draw(cells)]) for _ in range(4)]
    moved = data.draw(st.lists(st.integers(-3, 3), min_size=4, max_size=4))
    sums = [sum(one[cell] for one in quarters) for cell in plan.inner]
    revised = [max(n + by, 0) for n, by in zip(sums, moved, strict=True)]
    out = [
        protect(told, plan, edition)[0]
        for told, edition in zip(quarters, (Q1, Q2, Q3, Q4), strict=True)
    ]
    year, _ = protect(counts(plan, [revised]), plan, WHOLE, earlier=out)
    ranges = attack([*out, year])
    assert all(one.width >= plan.floor for one in ranges.values())
    assert {edition for edition, _ in ranges} <= set(editions_of(YEAR))


def test_a_group_of_unknown_size_is_hidden_however_many_incidents_there_are():
    plan = plan_of_size(2, 2)
    nobody_said = replace(plan.bundles[0], least_people=None)
    unknown = replace(plan, bundles=(nobody_said, plan.bundles[1]))
    reasons = small_cells(counts(unknown, [[80, 70], [60, 50]]), unknown)
    assert reasons == {(area, "g0"): HiddenReason.GROUP_SIZE_UNKNOWN for area in ("a0", "a1", ALL)}


def test_an_area_of_unknown_size_hides_its_totals():
    plan = plan_of_size(1, 1)
    unknown = replace(plan, areas=(replace(plan.areas[0], people=None),))
    assert set(small_cells(counts(unknown, [[80]]), unknown)) == set(unknown.cells)


def test_editions_stand_in_the_order_of_the_year():
    assert [str(one) for one in editions_of(2025)] == [
        "2025Q1", "2025Q2", "2025Q3", "2025Q4", "2025",
    ]  # fmt: skip
    assert Edition.parse("2025q3") == Q3
    assert (Q2.first.isoformat(), Q2.last.isoformat()) == ("2025-04-01", "2025-06-30")


def test_the_quick_look_finds_a_narrow_range_exactly_where_the_whole_attack_does():
    plan = plan_of_size(2, 2)
    told = counts(plan, [[30, 4], [20, 25]])
    for hidden in ({("a0", "rest")}, {("a0", "rest"), ("a0", "g0")}, set(plan.inner)):
        release = released(plan, told, hidden)
        ranges = attack([release])
        found = model_of([release]).narrow(plan.floor)
        assert (found is None) == all(one.width >= plan.floor for one in ranges.values())
        assert found is None or ranges[found].width < plan.floor


def test_a_year_does_not_give_its_quarters_away():
    plan = plan_of_size(1, 1, base=1)
    (cell,) = plan.cells
    out = [
        protect(counts(plan, [[n]]), plan, edition)[0]
        for n, edition in zip((20, 4, 30, 12), (Q1, Q2, Q3, Q4), strict=True)
    ]
    assert [one.shown[cell] for one in out] == [20, None, 30, 12]
    # 66 for the year, less 20, 30 and 12, would leave 4. So the year is hidden as well.
    year, _ = protect(counts(plan, [[66]]), plan, WHOLE, earlier=out)
    assert year.shown[cell] is None
