"""Workbooks that go out: every program opens them, nothing runs, all comes back as it was."""

from io import BytesIO

import openpyxl
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.core.tables import RATINGS
from commonweal.files.ratings import rating_sheet, sheet_as_csv
from commonweal.files.tabular import read_raw
from commonweal.files.workbook_out import Sheet, workbook

TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="￾￿"),
    min_size=1,
    max_size=40,
)


def opened(*sheets: Sheet) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(workbook(sheets)))


def test_texts_numbers_and_gaps_stay_what_they_are():
    sheet = Sheet(name="a", columns=["x", "y"], rows=[["=1+1", -2], [None, 0.5], ["<&>", 3]])
    book = opened(sheet, Sheet(name="b", columns=["z"], rows=[]))
    assert book.sheetnames == ["a", "b"]
    told = [list(row) for row in book["a"].iter_rows(values_only=True)]
    assert told == [["x", "y"], ["=1+1", -2], [None, 0.5], ["<&>", 3]]


def test_a_text_that_begins_as_a_formula_is_a_text():
    book = opened(Sheet(name="a", columns=["x"], rows=[["=cmd|' /C calc'!A0"]]))
    cell = book["a"]["A2"]
    assert cell.data_type in {"s", "inlineStr"}


def test_names_that_a_sheet_may_not_have_are_made_fit():
    book = opened(Sheet(name="a/b:c" + "d" * 40, columns=["x"], rows=[[1]]))
    (name,) = book.sheetnames
    assert name.startswith("a b c")
    assert len(name) == 31


def test_the_same_tables_are_the_same_bytes():
    sheet = Sheet(name="a", columns=["x"], rows=[["y"]])
    assert workbook([sheet]) == workbook([sheet])


@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_our_own_reader_reads_back_every_text(tmp_path_factory, texts):
    path = tmp_path_factory.mktemp("out") / "book.xlsx"
    path.write_bytes(workbook([Sheet(name="a", columns=["x"], rows=[[one] for one in texts])]))
    read = pl.concat(list(read_raw(path).batches(["x"])))
    assert read["x"].to_list() == texts


@pytest.fixture
def judgements() -> pl.DataFrame:
    row = {
        **dict.fromkeys(RATINGS.columns),
        "round": 1,
        "rater": "Housing office",
        "policy_area": "housing",
        "factor": "trust",
        "group": "majority",
    }
    rows = [{**row, "effect": -2, "comment": "=HYPERLINK(1)"}, {**row, "factor": "isolation"}]
    return pl.DataFrame(rows, schema=RATINGS.schema)


def test_not_knowing_goes_out_as_a_question_mark(judgements):
    sheet = rating_sheet(judgements)
    at = list(sheet.columns).index("effect")
    assert [row[at] for row in sheet.rows] == [-2, "?"]


def test_a_table_for_spreadsheets_runs_nothing_and_keeps_its_numbers(judgements):
    text = sheet_as_csv(rating_sheet(judgements))
    assert "'=HYPERLINK(1)" in text
    assert ",-2," in text
