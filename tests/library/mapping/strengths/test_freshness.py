"""How old an entry is: stale ones ask to be confirmed, and ending funds are told."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.mapping.strengths import freshness, freshness_table
from commonweal.mapping.strengths.freshness import Age, Funding, months_later
from tests.factories.strengths import TODAY, entry, strengths


@pytest.mark.parametrize(
    ("confirmed_on", "months", "age", "due_on"),
    [
        (None, 12, Age.NEVER_CONFIRMED, None),
        ("2025-03-03", 12, Age.FRESH, date(2026, 3, 3)),
        ("2025-03-02", 12, Age.STALE, date(2026, 3, 2)),
        ("2025-12-02", 3, Age.STALE, date(2026, 3, 2)),
        ("2026-01-31", 1, Age.STALE, date(2026, 2, 28)),
        ("2026-03-02", 12, Age.FRESH, date(2027, 3, 2)),
    ],
)
def test_an_entry_asks_to_be_confirmed_so_many_months_after_the_last_time(
    confirmed_on, months, age, due_on
):
    found = freshness(entry(confirmed_on=confirmed_on), today=TODAY, months=months)
    assert (found.age, found.due_on) == (age, due_on)
    assert found.needs_confirming == (age is not Age.FRESH) == bool(found.asks)


def test_what_a_stale_entry_asks():
    assert freshness(entry(confirmed_on="2024-01-01"), today=TODAY).asks == (
        "Last confirmed on 2024-01-01, 12 months ago or more. Is it still right?"
    )
    assert freshness(entry(), today=TODAY).asks == (
        "Nobody has confirmed this entry yet. Is it right?"
    )


@pytest.mark.parametrize(
    ("funded_until", "funding", "says"),
    [
        (None, Funding.NOT_SAID, ""),
        ("2026-03-01", Funding.ENDED, "Its funding ended on 2026-03-01. Does it still exist?"),
        ("2026-03-02", Funding.ENDS_SOON, "Its funding ends on 2026-03-02."),
        ("2026-09-02", Funding.ENDS_SOON, "Its funding ends on 2026-09-02."),
        ("2026-09-03", Funding.RUNS, ""),
    ],
)
def test_funding_that_ends_is_told_before_it_has_ended(funded_until, funding, says):
    found = freshness(entry(funded_until=funded_until), today=TODAY)
    assert (found.funding, found.funding_says) == (funding, says)


def test_a_table_holds_the_freshness_of_each_entry_in_its_order():
    table = strengths(entry(2, confirmed_on="2026-01-01"), entry(1, funded_until="2026-01-01"))
    assert freshness_table(table, today=TODAY).rows() == [
        ("s2", "fresh", "2027-01-01", "not-said"),
        ("s1", "never-confirmed", None, "ended"),
    ]


def test_less_than_a_month_is_no_length():
    with pytest.raises(ValueError, match="at least one month"):
        freshness(entry(), today=TODAY, months=0)


@given(day=st.dates(date(1900, 1, 1), date(2100, 1, 1)), months=st.integers(0, 120))
def test_so_many_months_later_is_the_same_day_or_the_last_of_a_shorter_month(day, months):
    later = months_later(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and later.day >= 28)
