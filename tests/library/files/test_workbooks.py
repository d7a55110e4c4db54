"""Workbooks: the same rows as text gives, and clear words for what hides in a sheet."""

from datetime import UTC, date, datetime

import openpyxl
import pytest

from commonweal.core.errors import UnreadableFile
from commonweal.core.raw import Reading
from commonweal.files import workbooks
from commonweal.files.tabular import read_raw
from tests.factories.tables import rows_of


@pytest.fixture
def workbook(tmp_path):
    def write(*rows, merge=(), more_sheets=None):
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = "Reports"
        for row in rows:
            sheet.append(row)
        for cells in merge:
            sheet.merge_cells(cells)
        for name, others in (more_sheets or {}).items():
            other = book.create_sheet(name)
            for row in others:
                other.append(row)
        path = tmp_path / "town.xlsx"
        book.save(path)
        return path

    return write


def test_numbers_dates_and_truths_become_text(workbook):
    path = workbook(
        ("id", "day", "moment", "share", "yes"),
        (
            5.0,
            date(2021, 5, 17),
            datetime(2021, 5, 17, 12, 3, tzinfo=UTC).replace(tzinfo=None),
            0.25,
            True,
        ),
    )
    assert rows_of(path) == [
        (2, None, None, "5", "2021-05-17", "2021-05-17T12:03:00", "0.25", "true")
    ]


def test_blank_rows_keep_the_numbers_of_those_below(workbook):
    path = workbook(("a", "b"), (None, None), (1, 2))
    assert rows_of(path) == [(3, None, None, "1", "2")]


def test_the_error_of_a_formula_refuses_its_row(workbook):
    path = workbook(("a", "b"), (1, "#REF!"), (2, "x"), (3, "#N/A"), (4, None))
    assert [row[:3] for row in rows_of(path)] == [
        (2, "formula-error", "b"),
        (3, None, None),
        (4, "formula-error", "b"),
        (5, None, None),
    ]


def test_the_error_in_a_column_that_is_not_read_does_no_harm(workbook):
    path = workbook(("a", "b"), (1, "#REF!"))
    assert rows_of(path, columns=["a"]) == [(2, None, None, "1")]


def test_a_merged_header_is_refused_with_its_cells(workbook):
    path = workbook(("Hate crimes", None, None), ("id", "day", "n"), (1, 2, 3), merge=["A1:C1"])
    with pytest.raises(UnreadableFile) as refused:
        read_raw(path)
    assert str(refused.value) == (
        "town.xlsx, row 1: the header has merged cells (A1:C1). Split them, so that each column "
        "has one name in one cell. If the column names stand in a lower row, set header_row in "
        "[reading] of the profile."
    )
    assert rows_of(path, header_row=2) == [(3, None, None, "1", "2", "3")]


def test_the_first_sheet_with_content_is_read_and_the_others_are_named(workbook):
    path = workbook(("a",), (1,), more_sheets={"Notes": [("x",)], "Empty": []})
    assert [one.sentence for one in read_raw(path).notices] == [
        "town.xlsx has 2 sheets with content. “Reports” was read, Notes not. "
        "Name another one as sheet = “…” in [reading] of the profile."
    ]
    assert rows_of(path, sheet="Notes") == []


def test_a_sheet_that_is_not_there_is_refused_with_the_names(workbook):
    with pytest.raises(UnreadableFile) as refused:
        read_raw(workbook(("a",), (1,)), reading=Reading(sheet="Report"))
    assert str(refused.value) == "town.xlsx has no sheet “Report”. Its sheets are Reports."


def test_an_empty_workbook_is_refused(workbook):
    with pytest.raises(UnreadableFile) as refused:
        read_raw(workbook())
    assert refused.value.code == "empty-file"


def test_text_with_the_ending_of_a_workbook_is_refused(tmp_path):
    path = tmp_path / "town.xlsx"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(UnreadableFile) as refused:
        read_raw(path)
    assert str(refused.value) == (
        "town.xlsx is damaged, or is no workbook. "
        "Open it in a spreadsheet program and save it again, or export it as CSV."
    )


def test_a_small_file_that_unpacks_to_a_giant_is_refused(workbook, monkeypatch):
    monkeypatch.setattr(workbooks, "LARGEST_UNPACKED_BYTES", 1000)
    with pytest.raises(UnreadableFile) as refused:
        read_raw(workbook(("a",), (1,)))
    assert refused.value.code == "too-large"


def test_a_column_beyond_z_is_named_as_a_spreadsheet_names_it():
    assert [workbooks._cell_name(0, n) for n in (0, 25, 26, 701, 702)] == [
        "A1",
        "Z1",
        "AA1",
        "ZZ1",
        "AAA1",
    ]
