"""Dates with the precision they were given in, as ISO 8601 text of reduced precision.

`2021-05-17` is a day, `2021-05` a month, `2021` a year. A month stays a month: it is never
turned into its first day (S003-C12). The text carries the precision, so no second column can
contradict it. The functions below work on polars expressions, for a million rows at once.
"""

from datetime import date, timedelta
from typing import Literal

import polars as pl

Precision = Literal["day", "month", "year"]

DAY_LENGTH, MONTH_LENGTH, YEAR_LENGTH = 10, 7, 4


def precision(text: pl.Expr) -> pl.Expr:
    """`day`, `month`, `year`, or null where the text is null."""
    length = text.str.len_bytes()
    return (
        pl.when(length == DAY_LENGTH)
        .then(pl.lit("day"))
        .when(length == MONTH_LENGTH)
        .then(pl.lit("month"))
        .when(length == YEAR_LENGTH)
        .then(pl.lit("year"))
    )


def first_day(text: pl.Expr) -> pl.Expr:
    """The first day the text may mean, as a Date; null where it is no date."""
    padded = text + pl.lit("-01-01").str.slice(text.str.len_bytes().cast(pl.Int64) - YEAR_LENGTH)
    return padded.str.to_date("%Y-%m-%d", strict=False)


def last_day(text: pl.Expr) -> pl.Expr:
    """The last day the text may mean, as a Date; null where it is no date."""
    first = first_day(text)
    return (
        pl.when(precision(text) == "day")
        .then(first)
        .when(precision(text) == "month")
        .then(first.dt.month_end())
        .when(precision(text) == "year")
        .then(first.dt.offset_by("1y").dt.offset_by("-1d"))
    )


def week_of(text: pl.Expr) -> pl.Expr:
    """The Monday of the day's ISO week; null where only a month or year is known."""
    return pl.when(precision(text) == "day").then(first_day(text).dt.truncate("1w"))


def year_of(text: pl.Expr) -> pl.Expr:
    """The calendar year as an Int32; null where the text is null."""
    return text.str.slice(0, YEAR_LENGTH).cast(pl.Int32, strict=False)


def monday(day: date) -> date:
    """The Monday of the ISO week that holds `day`."""
    return day - timedelta(days=day.weekday())


def last_full_week(day: date) -> date:
    """The Monday of the last ISO week that was over by the end of `day`."""
    return monday(day + timedelta(days=1)) - timedelta(weeks=1)
