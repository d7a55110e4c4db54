"""Dates as numbers while rows are coded: 20210517 is a day, 20210500 a month, 20210000 a year.

The zeros keep the precision, and numbers of this form compare like dates; `text_of` gives the ISO
text that the incident table holds. Each distinct text of a column is read once.
"""

from datetime import date, datetime
from functools import lru_cache

import numpy as np
import polars as pl

from commonweal.listening.coding.refusals import Refusals, said, some_unread
from commonweal.listening.profiles import DateRule, SourceProfile

NUMBER = pl.Int32()
MONTH, YEAR = 100, 10_000


def packed(day: date) -> int:
    """A day as a number."""
    return day.year * YEAR + day.month * MONTH + day.day


def latest(number: pl.Expr) -> pl.Expr:
    """A number above which no day of the same month or year lies."""
    return (
        pl.when(number % YEAR == 0)
        .then(number + YEAR - 1)
        .when(number % MONTH == 0)
        .then(number + MONTH - 1)
        .otherwise(number)
    )


def text_of(numbers: pl.Series) -> pl.Series:
    """ISO text of the numbers' own precision."""
    distinct = numbers.drop_nulls().unique().to_numpy()
    if not distinct.size:
        return pl.repeat(None, len(numbers), dtype=pl.String(), eager=True)
    texts = pl.Series(values=[iso_text(number) for number in distinct.tolist()], dtype=pl.String())
    first = int(distinct.min())
    place_of = np.zeros(int(distinct.max()) - first + 1, dtype=np.uint32)
    place_of[distinct - first] = np.arange(distinct.size, dtype=np.uint32)
    found = texts.gather(place_of[numbers.fill_null(first).to_numpy() - first])
    return found if not numbers.null_count() else found.set(numbers.is_null(), None)


@lru_cache(maxsize=50_000)
def iso_text(number: int) -> str:
    """ISO text of one number."""
    year, month, day = number // YEAR, number // MONTH % 100, number % MONTH
    return f"{year:04}" + f"-{month:02}" * (month > 0) + f"-{day:02}" * (day > 0)


def read_numbers(values: pl.Series, formats: tuple[str, ...]) -> pl.Series:
    """The dates in `values`: the formats in order, then ISO; null where none fits."""
    distinct = values.drop_nulls().unique()
    text = distinct.str.strip_chars()
    found = pl.repeat(None, len(text), dtype=NUMBER, eager=True)
    for pattern in (*formats, None):
        if found.null_count():
            more = _iso(text) if pattern is None else _formatted(text, pattern)
            found = found.zip_with(found.is_not_null(), more)
    return values.replace_strict(distinct, found, default=None, return_dtype=NUMBER)


def _iso(text: pl.Series) -> pl.Series:
    day = text.str.extract(r"^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}.*)?$")
    month = text.str.extract(r"^(\d{4}-\d{2})$")
    year = text.str.extract(r"^(\d{4})(?:\.0)?$")
    days = _number(day.str.to_date("%Y-%m-%d", strict=False), to="day")
    months = _number((month + "-01").str.to_date("%Y-%m-%d", strict=False), to="month")
    years = _number((year + "-01-01").str.to_date("%Y-%m-%d", strict=False), to="year")
    days = days.zip_with(days.is_not_null(), months)
    return days.zip_with(days.is_not_null(), years)


def _formatted(text: pl.Series, pattern: str) -> pl.Series:
    if "%d" in pattern:
        if any(part in pattern for part in ("%H", "%M", "%S", "%f")):
            moments = text.str.to_datetime(pattern, strict=False, time_unit="us")
            return _number(moments.dt.date(), to="day")
        return _number(text.str.to_date(pattern, strict=False), to="day")
    if "%m" in pattern or "%b" in pattern or "%B" in pattern:
        return _number((text + " 01").str.to_date(pattern + " %d", strict=False), to="month")
    return _number((text + " 01 01").str.to_date(pattern + " %m %d", strict=False), to="year")


def _number(days: pl.Series, *, to: str) -> pl.Series:
    number = days.dt.year().cast(NUMBER) * YEAR
    if to != "year":
        number = number + days.dt.month().cast(NUMBER) * MONTH
    return number + days.dt.day().cast(NUMBER) if to == "day" else number


def whole_numbers(values: pl.Series) -> pl.Series:
    """Whole numbers written as text, `5.0` among them; null where the text is no such number."""
    distinct = values.drop_nulls().unique()
    numbers = distinct.str.strip_chars().str.replace(r"\.0+$", "").cast(pl.Int64(), strict=False)
    return values.replace_strict(distinct, numbers, default=None, return_dtype=pl.Int64())


def refuse_unless_between(
    table: pl.DataFrame,
    name: str,
    bounds: tuple[int, int],
    *,
    column: str,
    code: str,
    explain: tuple[str, str],
    refusals: Refusals,
) -> pl.DataFrame:
    """Refuse the rows whose number `name` was not read or lies outside `bounds`; blanks stay."""
    numbers = table[name]
    least, most = numbers.min(), numbers.max()
    inside = least is None or (least >= bounds[0] and most <= bounds[1])  # type: ignore[operator]
    if inside and not some_unread(table, name, column):
        return table
    fits = pl.col(name).is_between(*bounds).fill_null(False)
    return refusals.take(
        table,
        pl.col(said(column)).is_not_null() & ~fits,
        column=column,
        code=code,
        explain=explain,
    )


def add_date(
    table: pl.DataFrame,
    name: str,
    rule: DateRule,
    refusals: Refusals,
    *,
    twin: str | None = None,
) -> pl.DataFrame:
    """`table` with the date `name` as numbers; rows whose date cannot be read are refused.

    `twin` is a date that was read by the same rule before.
    """
    if twin is not None and twin in table.columns:
        return table.with_columns(pl.col(twin).alias(name))
    if rule.column is not None:
        if said(rule.column) not in table.columns:
            return table
        table = table.with_columns(read_numbers(table[said(rule.column)], rule.formats).alias(name))
        if not some_unread(table, name, rule.column):
            return table
        unread = pl.col(said(rule.column)).str.strip_chars().str.len_bytes() > 0
        return refusals.take(
            table,
            unread & pl.col(name).is_null(),
            column=rule.column,
            code="unreadable-date",
            explain=lambda value: _why_unreadable(value, rule),
        )
    return _add_year_and_month(table, name, rule, refusals)


def _add_year_and_month(
    table: pl.DataFrame, name: str, rule: DateRule, refusals: Refusals
) -> pl.DataFrame:
    bounds = {}
    if rule.year is not None:
        bounds[rule.year] = (1000, 9999, "a year of four figures")
    if rule.month is not None:
        bounds[rule.month] = (1, 12, "a month from 1 to 12")
    for column, (least, most, what) in bounds.items():
        if said(column) not in table.columns:
            return table
        numbers = whole_numbers(table[said(column)])
        table = table.with_columns(numbers.alias(f"part {column}"))
        table = refuse_unless_between(
            table,
            f"part {column}",
            (least, most),
            column=column,
            code="unreadable-date",
            explain=(f"This is not {what}.", f"Write {what}."),
            refusals=refusals,
        )
    month = pl.col(f"part {rule.month}").fill_null(0) if rule.month else pl.lit(0)
    number = pl.col(f"part {rule.year}") * YEAR + month * MONTH
    return table.with_columns(number.cast(NUMBER).alias(name)).drop(f"part {c}" for c in bounds)


def _why_unreadable(value: str, rule: DateRule) -> tuple[str, str]:
    formats = " or ".join(rule.formats) or "ISO (2021-05-17)"
    reason = f"This is not a date of the form {formats}."
    for pattern in rule.formats:
        swapped = pattern.replace("%d", "%_").replace("%m", "%d").replace("%_", "%m")
        if swapped != pattern and _fits(value, swapped):
            return reason, (
                f"It would fit with day and month exchanged: if the file writes them so, "
                f'set formats = ["{swapped}"] for this date in the profile.'
            )
    if value.strip().isdigit() and 20_000 < int(value) < 80_000:
        return reason, "It looks like a spreadsheet's serial number: format the column as a date."
    return reason, "Correct the date, or add its format to [dates] of the profile."


def _fits(value: str, pattern: str) -> bool:
    try:
        datetime.strptime(value.strip(), pattern)  # noqa: DTZ007 - only asks whether it parses
    except ValueError:
        return False
    return True


def settle_dates(
    table: pl.DataFrame, profile: SourceProfile, *, today: date, refusals: Refusals
) -> tuple[pl.DataFrame, int]:
    """Hold the dates against each other and against `today`.

    Returns the table and the number of rows whose year was set one back, because their date would
    have followed the report (`not_after`).
    """
    moved = 0
    present = {name: rule for name, rule in profile.dates.items() if name in table.columns}
    for name, rule in present.items():
        if rule.not_after in table.columns:
            late = pl.col(name) > latest(pl.col(rule.not_after))
            moved += table.select(late.sum()).item()
            back = pl.when(late).then(pl.col(name) - YEAR).otherwise(pl.col(name))
            table = table.with_columns(back.alias(name))
    for name, rule in present.items():
        column = rule.column or rule.month or rule.year or name
        table = _refuse_out_of_time(table, name, column, profile, today=today, refusals=refusals)
    return _refuse_reversed(table, profile, refusals), moved


def _refuse_out_of_time(
    table: pl.DataFrame,
    name: str,
    column: str,
    profile: SourceProfile,
    *,
    today: date,
    refusals: Refusals,
) -> pl.DataFrame:
    table = refusals.take(
        table,
        pl.col(name) > packed(today),
        column=column,
        code="future-date",
        explain=(
            f"The date lies after today, {today.isoformat()}.",
            "Correct the date; if the clock of this computer is wrong, mend that.",
        ),
    )
    return refusals.take(
        table,
        latest(pl.col(name)) < packed(profile.earliest),
        column=column,
        code="date-too-early",
        explain=(
            f"The date lies before {profile.earliest.isoformat()}, the earliest of the source.",
            "Correct the date, or set `earliest` in [dates] of the profile.",
        ),
    )


def _refuse_reversed(
    table: pl.DataFrame, profile: SourceProfile, refusals: Refusals
) -> pl.DataFrame:
    if not {"occurred_on", "reported_on"} <= set(table.columns):
        return table
    rule = profile.dates["occurred_on"]
    return refusals.take(
        table,
        pl.col("occurred_on") > latest(pl.col("reported_on")),
        column=rule.column or rule.month or "occurred_on",
        code="dates-reversed",
        explain=(
            "The event lies after its own report.",
            "Exchange the two dates if they are reversed, or correct the wrong one.",
        ),
    )
