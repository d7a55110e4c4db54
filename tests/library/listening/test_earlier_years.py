"""The comparison with the same weeks of earlier years: which weeks, which years, which range."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.listening.earlier_years import (
    Coverage,
    Period,
    compare,
    earlier_periods,
    range_of,
    share_outside_at_most,
)

LONG = Coverage(since=date(2018, 1, 1), until=date(2030, 12, 31))


def week(text: str) -> Period:
    return Period.holding("week", date.fromisoformat(text))


def test_the_same_week_and_its_neighbours_of_each_earlier_year_are_compared():
    found = earlier_periods(
        week("2021-06-07"), Coverage(since=date(2019, 1, 1), until=date(2021, 12, 31))
    )
    assert {year: [p.first.isoformat() for p in periods] for year, periods in found.items()} == {
        2019: ["2019-05-27", "2019-06-03", "2019-06-10"],
        2020: ["2020-05-25", "2020-06-01", "2020-06-08"],
    }


def test_the_worked_example_of_the_method_page():
    """docs/methods/earlier-years.md, "By hand": keep both the same."""
    counts = {
        date(2019, 5, 27): 6, date(2019, 6, 3): 8, date(2019, 6, 10): 4,
        date(2020, 5, 25): 1, date(2020, 6, 8): 5,
        date(2021, 6, 7): 12,
    }  # fmt: skip
    found = compare(
        week("2021-06-07"), counts, Coverage(since=date(2019, 1, 1), until=date(2021, 12, 31))
    )
    assert found.observed == 12
    assert found.years == (2019, 2020)
    assert found.earlier is not None
    assert (found.earlier.low, found.earlier.value, found.earlier.high) == (0, 4.5, 8)
    assert found.earlier.n == 6
    assert found.earlier.method == "range of the same weeks of earlier years"


def test_week_53_is_compared_with_the_last_week_of_years_that_have_none():
    found = week("2020-12-28").same_in(2019)
    assert [p.first.isoformat() for p in found] == ["2019-12-16", "2019-12-23", "2019-12-30"]


def test_week_53_is_compared_with_week_53_where_there_is_one():
    assert week("2026-12-28").same_in(2020)[1].first == date(2020, 12, 28)


def test_weeks_before_a_source_began_are_not_zeros():
    young = Coverage(since=date(2020, 6, 1), until=date(2022, 12, 31))
    found = compare(week("2022-06-06"), {}, young)
    assert found.earlier is not None
    assert found.earlier.n == 5
    assert found.years == (2020, 2021)


def test_a_source_with_one_earlier_year_has_too_little_history():
    found = compare(
        week("2020-06-08"), {}, Coverage(since=date(2019, 1, 1), until=date(2020, 12, 31))
    )
    assert found.earlier is None
    assert found.years == (2019,)


def test_a_week_that_is_covered_in_part_is_not_compared():
    found = compare(
        week("2022-06-06"),
        {date(2022, 6, 6): 3},
        Coverage(since=date(2018, 1, 1), until=date(2022, 6, 8)),
    )
    assert (found.observed, found.earlier) == (3, None)


def test_a_source_without_records_has_nothing_to_compare_with():
    found = compare(week("2022-06-06"), {}, Coverage(since=None, until=None))
    assert (found.observed, found.earlier, found.years) == (0, None, ())


def test_months_are_compared_with_the_same_month_and_its_neighbours():
    january = Period.holding("month", date(2018, 1, 20))
    assert [p.first for p in january.same_in(2017)] == [
        date(2016, 12, 1),
        date(2017, 1, 1),
        date(2017, 2, 1),
    ]


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1)))
def test_a_week_is_never_compared_with_itself(day):
    period = Period.holding("week", day)
    earlier = earlier_periods(period, Coverage(since=date(1995, 1, 1), until=date(2100, 12, 31)))
    weeks = [p for same in earlier.values() for p in same]
    assert period not in weeks
    assert len(weeks) == len(set(weeks))
    assert all(p.last < period.first for p in weeks)


@given(st.lists(st.integers(min_value=0, max_value=500), min_size=1))
def test_the_range_holds_its_median(values):
    found = range_of(values)
    assert found.low <= found.value <= found.high
    assert found.n == len(values)


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2017-12-25", "before"),
        ("2018-01-01", "covered"),
        ("2030-12-30", "part"),
        ("2031-01-06", "after"),
    ],
)
def test_a_period_is_covered_only_as_a_whole(day, state):
    assert LONG.state(week(day)) == state


def test_six_quiet_weeks_leave_two_in_seven_outside_at_most():
    assert share_outside_at_most(6) == pytest.approx(2 / 7)
