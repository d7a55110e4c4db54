"""Years, quarters and months as numbered spans."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.core.spans import STEPS, Span, span_holding, span_of


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-Q1", date(2024, 1, 1), date(2024, 3, 31)),
        ("2024-Q4", date(2024, 10, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
    ],
)
def test_a_span_knows_its_days(text, first, last):
    span = span_of(text)
    assert (span.first_day, span.last_day) == (first, last)
    assert str(span) == text
    assert span_holding(last, span.step) == span


@pytest.mark.parametrize("text", ["", "24", "2024-Q5", "2024-00", "2024-1", "Q1 2024"])
def test_other_texts_name_no_span(text):
    assert span_of(text) is None


@given(st.sampled_from(sorted(STEPS)), st.integers(1900, 2100), st.integers(-40, 40))
def test_spans_follow_one_another_without_a_gap(step, year, by):
    span = Span(step, year * STEPS[step]).later(by)
    assert (span.later(1).first_day - span.last_day).days == 1
    assert span_of(str(span)) == span
