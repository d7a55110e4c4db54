"""Dates keep the precision they were given in."""

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.core import periods


def told(text: str | None, expression: pl.Expr) -> object:
    return pl.DataFrame({"d": [text]}, schema={"d": pl.String}).select(expression).item()


@pytest.mark.parametrize(
    ("text", "precision", "first", "last"),
    [
        ("2021-05-17", "day", date(2021, 5, 17), date(2021, 5, 17)),
        ("2020-02", "month", date(2020, 2, 1), date(2020, 2, 29)),
        ("2021", "year", date(2021, 1, 1), date(2021, 12, 31)),
        (None, None, None, None),
    ],
)
def test_the_text_says_which_days_it_may_mean(
    text: str | None, precision: str | None, first: date | None, last: date | None
) -> None:
    assert told(text, periods.precision(pl.col("d"))) == precision
    assert told(text, periods.first_day(pl.col("d"))) == first
    assert told(text, periods.last_day(pl.col("d"))) == last


@pytest.mark.parametrize("text", ["2021-05", "2021"])
def test_a_month_or_a_year_belongs_to_no_week(text: str) -> None:
    assert told(text, periods.week_of(pl.col("d"))) is None


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)))
def test_a_day_lies_in_the_week_of_its_monday(day: date) -> None:
    monday = told(day.isoformat(), periods.week_of(pl.col("d")))
    assert monday == periods.monday(day)
    assert timedelta(0) <= day - periods.monday(day) < timedelta(weeks=1)


def test_a_sunday_completes_its_week_and_a_saturday_does_not() -> None:
    assert periods.last_full_week(date(2022, 6, 5)) == date(2022, 5, 30)
    assert periods.last_full_week(date(2022, 6, 4)) == date(2022, 5, 23)


def test_what_is_no_date_has_no_day() -> None:
    assert told("2021-13-40", periods.first_day(pl.col("d"))) is None
