"""Cells that a spreadsheet would run are guarded, and read back as they were."""

import math

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.core.guarded_cells import guarded, unguarded
from commonweal.files.refused import defused

RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")
texts = st.one_of(
    st.text(max_size=20), st.text(alphabet="'=+-@\t\r5a", max_size=6), st.floats().map(str)
)


@given(texts)
def test_what_is_guarded_is_read_as_it_was(text):
    assert unguarded(guarded(text)) == text


@given(texts)
def test_nothing_that_is_no_number_begins_as_a_formula(text):
    shown = guarded(text)
    assert not shown.startswith(RUN_BY_SPREADSHEETS) or math.isfinite(float(shown)) or "e" in shown


@pytest.mark.parametrize("text", ["-5", "+3.5", "-1e3", "library", "", "it's", "a=b"])
def test_numbers_and_plain_words_stay(text):
    assert guarded(text) == text


@given(st.lists(st.text(alphabet="'=+-@5_a.e\n", max_size=6), max_size=8))
def test_a_table_is_guarded_as_its_cells_are(cells):
    table = defused(pl.DataFrame({"cell": cells}, schema={"cell": pl.String()}))
    assert table["cell"].to_list() == [guarded(cell) for cell in cells]
