"""What is counted: only what had come in by the day asked for, and whole weeks alone."""

from datetime import date, timedelta

import polars as pl

from commonweal.core.tables import INCIDENTS
from commonweal.listening.signals.counts import count
from tests.library.listening.signals.test_search import FIRST, GROUPS, rows_of

FOUR_WEEKS = [(day, "d0", "g0") for day in range(28)]


def by_events(late: str):
    """Reports dated by the event, filed in the month; the last one filed in `late`."""
    rows = rows_of(FOUR_WEEKS).to_dicts()
    for row in rows:
        row["occurred_on"], row["reported_on"] = row["reported_on"], "2023-01"
    rows[-1]["reported_on"] = late
    return INCIDENTS.check(pl.DataFrame(rows, schema=INCIDENTS.schema))


def counted(table, as_of: date) -> int:
    found = count(table, areas=("d0",), groups=GROUPS, as_of=as_of)
    assert (found.basis, found.unit) == ("occurred", "week")
    return int(found.counts.sum())


def test_what_was_filed_later_was_not_known_on_the_day():
    as_of = FIRST + timedelta(days=30)
    assert counted(by_events("2023-01"), as_of) == 28
    assert counted(by_events("2023-02"), as_of) == 27


def test_a_week_that_is_not_over_does_not_count():
    found = count(
        rows_of(FOUR_WEEKS), areas=("d0",), groups=GROUPS, as_of=FIRST + timedelta(days=25)
    )
    assert len(found.periods) == 3
    assert int(found.counts.sum()) == 21


def test_the_week_in_which_a_source_began_is_left_out():
    found = count(
        rows_of(FOUR_WEEKS[3:]), areas=("d0",), groups=GROUPS, as_of=FIRST + timedelta(days=27)
    )
    assert found.firsts[0] == FIRST + timedelta(days=7)
