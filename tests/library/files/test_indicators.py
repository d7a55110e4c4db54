"""Indicator series from files: what is read, and how each bad row is told."""

import polars as pl
import pytest

from commonweal.core.errors import InvalidTable
from commonweal.core.tables import INDICATORS
from commonweal.files.indicators import of_rows, read_indicators

GOOD = {
    "indicator": "feels-alone",
    "area": "north",
    "group": "",
    "period": "2024-Q1",
    "value": "0.14",
    "n": "240",
    "source": "City survey",
    "definition": "Share who often feel alone",
    "break": "",
}


def one(**changed):
    return of_rows([(2, {**GOOD, **changed})])


def test_a_row_is_read_with_all_it_says():
    (row,) = one().series.rows(named=True)
    assert row == GOOD | {"group": None, "value": 0.14, "n": 240, "break": False}
    assert INDICATORS.check(one().series).height == 1


@pytest.mark.parametrize(
    ("text", "kept"), [("2024q3", "2024-Q3"), ("2024", "2024"), ("2024-07",) * 2]
)
def test_periods_are_years_quarters_or_months(text, kept):
    assert one(period=text).series["period"].item() == kept


@pytest.mark.parametrize("text", ["", "n/a", "–", "missing"])
def test_what_was_not_measured_stays_missing_and_is_not_zero(text):
    assert one(value=text).series["value"].to_list() == [None]


@pytest.mark.parametrize(
    ("column", "text", "code", "reason"),
    [
        ("period", "spring", "bad-period", "“spring” is no year, quarter or month."),
        ("period", "2024-13", "bad-period", "“2024-13” is no year, quarter or month."),
        ("value", "0,14", "bad-value", "“0,14” is no number."),
        ("value", "inf", "bad-value", "“inf” is no number."),
        ("n", "-3", "bad-n", "“-3” is no number of people or cases."),
        ("source", " ", "empty", "The row says no source."),
        ("break", "maybe", "bad-break", "“maybe” is neither yes nor no."),
    ],
)
def test_a_bad_cell_is_told_with_its_place(column, text, code, reason):
    told = one(**{column: text})
    assert told.series.height == 0
    (row,) = told.refused.rows(named=True)
    assert (row["row"], row["column"], row["value"], row["code"]) == (2, column, text, code)
    assert row["reason"] == reason
    assert row["remedy"]


def test_a_second_value_for_one_period_is_refused_and_the_first_kept():
    told = of_rows([(2, GOOD), (3, {**GOOD, "value": "0.2"})])
    assert told.series["value"].to_list() == [0.14]
    assert told.refused["reason"].item() == (
        "This indicator, area, group and period stand in row 2 already."
    )


def test_one_indicator_keeps_to_one_step():
    told = of_rows([(2, GOOD), (3, {**GOOD, "period": "2024"})])
    assert told.refused["reason"].item() == "feels-alone is told by quarter, this row by year."


def test_a_file_is_read_and_nothing_of_it_is_lost(tmp_path):
    path = tmp_path / "indicators.csv"
    rows = [GOOD, {**GOOD, "period": "2024-Q2", "value": "x"}, {**GOOD, "period": "2024-Q3"}]
    path.write_text(pl.DataFrame(rows).write_csv())
    told = read_indicators(path)
    assert told.series.height + told.refused.height == len(rows)
    assert told.refused["row"].to_list() == [3]


def test_a_file_without_a_needed_column_is_told_what_it_has(tmp_path):
    path = tmp_path / "indicators.csv"
    path.write_text("indicator,area,periods,value,source,definition\na,b,2024,1,c,d\n")
    with pytest.raises(InvalidTable) as told:
        read_indicators(path)
    assert told.value.message == "indicators.csv has no column “period”."
    assert told.value.remedy.startswith("It has periods,")
