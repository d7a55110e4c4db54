"""Reporting delay: by hand, by simulation, and how later versions revise."""

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from benchmarks.measurements import reporting_delay as measured
from commonweal.core.errors import UnreadableFile
from commonweal.files.vintages import read_vintages
from commonweal.listening.signals import delay
from commonweal.listening.signals.delay import (
    LATER_REVISION,
    Delays,
    UnknownWeek,
    delays_of,
    expected_known,
    known_by,
    reverse_hazard,
    revision_caveat,
    revision_range,
    triangle,
)

SUNDAY = date(2024, 6, 30)


def delays(hazard=(1.0, 0.2, 0.1), at_risk=(100.0, 100.0, 100.0), dispersion=1.0):
    return Delays(
        as_of=SUNDAY,
        hazard=np.array(hazard),
        at_risk=np.array(at_risk),
        dispersion=dispersion,
        reports=100,
        undated=0,
        impossible=0,
    )


def test_completeness_by_hand():
    """Of reports at most 2 weeks late, 0.1 were 2 late; of those at most 1 late, 0.2 were 1 late.

    A week just over: (1 − 0.2)(1 − 0.1) = 0.72; one week older: 0.9; then all of it.
    """
    told = [delays().completeness(SUNDAY, SUNDAY - timedelta(weeks=age)) for age in range(5)]
    assert [one.value for one in told] == pytest.approx([0.72, 0.9, 1.0, 1.0, 1.0])
    assert all(one.low <= one.value <= one.high for one in told)
    assert told[0].low < 0.72 < told[0].high < 1


def test_the_interval_by_hand():
    """Variance of the logarithm: (0.25 + 0.1111) / 100; error 0.0601, over −log 0.72: 0.1829.

    exp(1.645 × 0.1829) = 1.351: 0.72 ^ 1.351 = 0.642 and 0.72 ^ (1 / 1.351) = 0.784.
    """
    told = delays().completeness(SUNDAY, SUNDAY)
    assert (told.low, told.high) == (
        pytest.approx(0.642, abs=0.001),
        pytest.approx(0.784, abs=0.001),
    )
    wider = delays(dispersion=4.0).completeness(SUNDAY, SUNDAY)
    assert wider.low < told.low < told.high < wider.high


def test_a_day_in_the_middle_of_a_week_means_the_last_full_week():
    wednesday = SUNDAY + timedelta(days=3)
    assert delays().completeness(wednesday, SUNDAY) == delays().completeness(SUNDAY, SUNDAY)


def test_a_week_that_was_not_over_is_refused():
    with pytest.raises(UnknownWeek) as refused:
        delays().completeness(SUNDAY, SUNDAY + timedelta(days=1))
    assert str(refused.value) == (
        "The week of 2024-07-01 was not over on 2024-06-30. Ask for weeks up to that of 2024-06-24."
    )


def test_what_should_be_known_of_what_is_expected():
    weeks = [SUNDAY - timedelta(weeks=2), SUNDAY - timedelta(weeks=1), SUNDAY]
    told = expected_known(np.array([[10.0, 10, 10], [1, 2, 3]]), weeks, SUNDAY, delays())
    assert told == pytest.approx(np.array([[10, 9, 7.2], [1, 1.8, 2.16]]))


def table(*rows):
    return pl.DataFrame(
        [(happened, filed, 1) for happened, filed in rows],
        schema={"occurred_on": pl.String, "reported_on": pl.String, "n": pl.Int64},
        orient="row",
    )


def test_only_what_was_filed_by_the_last_full_week_was_known():
    rows = table(
        ("2024-06-24", "2024-06-30"), ("2024-06-24", "2024-07-01"), ("2024-06-24", "2024-06"),
    )  # fmt: skip
    assert known_by(rows, SUNDAY + timedelta(days=2)).height == 1
    assert known_by(rows, SUNDAY + timedelta(days=7)).height == 2


def test_the_triangle_by_hand():
    sound = pl.DataFrame(
        {
            "happened": [date(2024, 6, 3), date(2024, 6, 9), date(2024, 6, 18)],
            "filed": [date(2024, 6, 9), date(2024, 6, 10), date(2024, 6, 24)],
            "n": [1, 2, 4],
        }
    )
    told = triangle(sound, newest=date(2024, 6, 24))
    assert told.tolist() == [[1, 2, 0, 0], [0, 0, 0, 0], [0, 4, 0, 0], [0, 0, 0, 0]]


def test_the_hazard_is_drawn_towards_that_of_all_weeks(monkeypatch):
    """Weeks of 8 at once and 2 a week late; only the last two, of 6 and 4, count as recent."""
    counts = np.array([[8, 2]] * 8 + [[6, 4]] * 2 + [[9, 0]])
    monkeypatch.setattr(delay, "RECENT_WEEKS", 2)
    hazard, at_risk, _ = reverse_hazard(counts)
    usual = (24 + 0.5 / 100) / (100 + 1)
    assert hazard[1] == pytest.approx((8 + 20 * usual) / (20 + 20))
    assert (hazard[0], at_risk[1]) == (1.0, 40.0)


def many(n=80, late=0):
    first = date(2023, 1, 2)
    days = [first + timedelta(weeks=w) for w in range(n)]
    return [(str(day), str(day + timedelta(days=late))) for day in days]


def test_delays_are_told_only_where_they_can_be():
    enough = many()
    as_of = date(2024, 7, 14)
    assert delays_of(table(*enough), as_of).reports == 80
    assert delays_of(table(*enough[:49]), as_of) is None
    assert delays_of(table(*(enough[:20] * 3)), date(2023, 5, 21)) is None
    assert delays_of(table(*enough, *[("2023-05", "2023-06-01")] * 81), as_of) is None


def test_what_was_filed_before_it_happened_is_left_out_and_counted():
    told = delays_of(table(*many(), ("2023-06-02", "2023-06-01")), date(2024, 7, 14))
    assert (told.reports, told.impossible, told.undated) == (80, 1, 0)


def test_what_is_told_late_is_missing_from_the_newest_week():
    told = delays_of(table(*many(late=0), *many(late=7)), date(2024, 7, 14))
    newest = told.completeness(date(2024, 7, 14), date(2024, 7, 8))
    assert newest.value == pytest.approx(0.5, abs=0.02)
    assert told.completeness(date(2024, 7, 14), date(2024, 7, 1)).value > 0.95


def test_the_share_known_is_right_on_average_and_its_interval_holds_it():
    figures = {figure.name: figure for figure in measured.run(5, 60)}
    for name, figure in figures.items():
        if "changed" in name:
            continue
        if name.endswith("interval"):
            assert figure.high >= 87, name
        else:
            assert figure.low <= 1.5, name


def versions(*rows):
    return pl.DataFrame(
        [(date.fromisoformat(end), date.fromisoformat(f"{month}-01"), n) for end, month, n in rows],
        schema={"vintage_end": pl.Date, "month": pl.Date, "n": pl.Int64},
        orient="row",
    )


def test_the_range_of_revision_by_hand():
    told = revision_range(
        versions(
            ("2021-06-30", "2021-06", 70), ("2021-06-30", "2021-06", 4),
            ("2021-12-29", "2021-06", 61), ("2022-12-31", "2021-06", 62),
            ("2021-12-29", "2021-11", 36), ("2022-12-31", "2021-11", 40),
            ("2021-06-30", "2021-07", 1), ("2022-12-31", "2019-01", 40),
            ("2021-12-29", "2021-10", 36), ("2022-03-31", "2021-10", 90),
        )
    )  # fmt: skip
    assert (told.low, told.high) == (62 / 74 - 1, 40 / 36 - 1)
    assert (told.n, told.value) == (2, pytest.approx((62 / 74 + 40 / 36) / 2 - 1))


def test_one_version_tells_nothing_of_revision():
    assert revision_range(versions(("2021-06-30", "2021-06", 74))) is None
    assert revision_caveat(None) == LATER_REVISION


@pytest.mark.shared_data
def test_new_york_revised_between_minus_16_and_plus_11_percent(shared_data):
    path = shared_data / "incidents/nypd_vintages_monthly_by_bias.csv"
    told = revision_range(read_vintages(path, count="n_complaints"))
    assert (round(100 * told.low), round(100 * told.high), told.n) == (-16, 11, 14)
    assert revision_caveat(told).endswith(
        "In 14 months published more than once, counts moved by -16 % to +11 % (median -1 %) until "
        "they settled."
    )


HEADER = "vintage_end,month,n\n"


@pytest.mark.parametrize(
    "text, message",
    [
        (
            "vintage_end,month\n2021-06-30,2021-06\n",
            " has no column “n”. Its columns are month, vintage_end.",
        ),
        (
            f"{HEADER}June,2021-06,4\n",
            ", row 2, column vintage_end: there is not a day. Write it as 2021-06-30.",
        ),
        (
            f"{HEADER}2021-06-30,June,4\n",
            ", row 2, column month: there is not a month. Write it as 2021-06.",
        ),
        (
            f"{HEADER}2021-06-30,2021-06,-4\n",
            ", row 2, column n: there is no count. Write a whole number, such as 12.",
        ),
    ],
)
def test_a_bad_table_of_versions_is_refused(tmp_path, text, message):
    path = tmp_path / "v.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFile) as refused:
        read_vintages(path)
    assert str(refused.value) == f"v.csv{message}"
