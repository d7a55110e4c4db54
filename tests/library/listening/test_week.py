"""The week in review: what is counted, what is set beside it, and what is never done."""

from datetime import date, timedelta

import polars as pl
import pytest

from commonweal.core.tables import INCIDENTS
from commonweal.listening.earlier_years import Coverage
from commonweal.listening.week import (
    MORE_TRUST,
    InvalidWeek,
    check_week,
    coverage_of,
    dating,
    newest_week,
    review_week,
    years_text,
)

AREAS = {"1": "Harbour", "2": "Quayside", "3": "Oldgate"}
GROUPS = {"anti-jewish": "Anti-Jewish", "anti-muslim": "Anti-Muslim", "anti-white": "Anti-white"}


def incidents(*rows):
    """An INCIDENTS table of (reported_on, groups, area) rows, or of whole dictionaries."""
    filled = []
    for number, row in enumerate(rows):
        given = (
            row
            if isinstance(row, dict)
            else {"reported_on": row[0], "groups": row[1], "area": row[2]}
        )
        area = given.get("area")
        base = dict.fromkeys(INCIDENTS.columns) | {
            "incident_id": str(number), "groups": [], "kinds": [], "n": 1,
            "place": "area" if area else "city",
        }  # fmt: skip
        filled.append(base | given)
    return pl.DataFrame(filled, schema=INCIDENTS.schema)


def weekly(start: str, weeks: int, *, group="anti-jewish", area="1"):
    """One incident a week from `start` on, on each Monday."""
    first = date.fromisoformat(start)
    return [((first + timedelta(weeks=n)).isoformat(), [group], area) for n in range(weeks)]


def review(table, week="2022-06-06", **options):
    return review_week(
        table,
        **{"source": "Desk", "areas": AREAS, "groups": GROUPS, "week": date.fromisoformat(week)}
        | options,
    )


def counts(rows):
    return {row.key: row.comparison.observed for row in rows}


def test_an_incident_of_two_groups_counts_once_in_the_total():
    found = review(incidents(("2022-06-07", ["anti-jewish", "anti-muslim"], "1")))
    assert found.total.observed == 1
    assert counts(found.groups) == {"anti-jewish": 1, "anti-muslim": 1, "anti-white": 0}


def test_every_group_has_a_row_the_majority_and_zeros_included():
    found = review(incidents(("2022-06-07", ["anti-jewish"], "1")))
    assert [row.key for row in found.groups] == list(GROUPS)


def test_areas_stand_in_the_order_of_the_map_and_not_by_count():
    table = incidents(*[("2022-06-07", [], "3")] * 4, ("2022-06-08", [], "1"))
    found = review(table)
    assert [(row.key, row.comparison.observed) for row in found.areas] == [
        ("1", 1),
        ("2", 0),
        ("3", 4),
    ]


def test_the_sentence_says_the_count_the_range_and_what_it_rests_on():
    table = incidents(*weekly("2019-01-07", 200))
    assert review(table).sentence == (
        "1 incident was recorded this week; the same weeks of 2019–2021 held 1 each (9 weeks)."
    )


def test_a_quiet_week_inside_the_coverage_is_a_zero():
    rows = [row for row in weekly("2019-01-07", 200) if row[0] != "2022-06-06"]
    found = review(incidents(*rows))
    assert found.sentence.startswith("0 incidents were recorded this week; ")


def test_a_week_after_the_last_record_is_not_a_zero():
    found = review(incidents(*weekly("2019-01-07", 20)))
    assert found.sentence == (
        "No record reaches this week yet: the source is covered up to 2019-05-20."
    )
    assert not found.series[-1].covered


def test_a_week_before_the_first_record_is_not_a_zero():
    found = review(incidents(*weekly("2022-09-05", 20)))
    assert found.sentence == (
        "This source begins on 2022-09-05: it could record nothing this week."
    )


def test_three_weeks_of_history_are_too_little_to_compare():
    found = review(incidents(*weekly("2022-05-30", 3)))
    assert found.sentence == (
        "1 incident was recorded this week. "
        "There is too little history to compare: two earlier years are needed."
    )


def test_a_week_that_is_covered_in_part_says_so():
    found = review(incidents(*weekly("2019-01-07", 20)), week="2019-05-20")
    assert found.sentence == (
        "1 incident was recorded this week, of which the source covers only a part."
    )


def test_no_records_at_all_make_a_review_without_numbers():
    found = review(INCIDENTS.empty())
    assert found.sentence == "This source holds no dated record yet."
    assert found.total.observed == 0
    assert found.series[0].covered is False


def test_all_reports_on_one_day_are_one_full_bar_in_a_week_covered_in_part():
    found = review(incidents(*[("2022-06-08", ["anti-jewish"], "1")] * 300))
    assert found.total.observed == 300
    assert found.total.earlier is None
    assert [point.comparison.observed for point in found.series[-2:]] == [0, 300]


def test_a_city_of_one_area_is_told_like_any_other():
    found = review(incidents(*weekly("2019-01-07", 200)), areas={"1": "Harbour"})
    assert counts(found.areas) == {"1": 1}


def test_month_only_occurrence_is_counted_by_the_day_of_filing():
    rows = [
        {"reported_on": day, "occurred_on": day[:7], "groups": ["anti-jewish"], "area": "1"}
        for day, *_ in weekly("2019-01-07", 200)
    ]
    found = review(incidents(*rows))
    assert found.period.unit == "week"
    assert found.basis == "reported"
    assert found.total.observed == 1


def test_a_source_dated_to_months_is_reviewed_by_the_month():
    rows = [
        {"reported_on": f"{year}-{month:02}", "groups": ["anti-jewish"], "area": "1", "n": month}
        for year in range(2019, 2023)
        for month in range(1, 13)
    ]
    found = review(incidents(*rows))
    assert found.period.unit == "month"
    assert found.period.first == date(2022, 6, 1)
    assert found.sentence == (
        "6 incidents were recorded this month; the same months of 2019–2021 held 5 to 7 (9 months)."
    )


def test_a_month_without_a_day_is_never_put_into_a_week():
    rows = [*weekly("2022-05-02", 12), ("2022-06", ["anti-jewish"], "1")]
    found = review(incidents(*rows))
    assert found.total.observed == 1
    assert found.undated == 1


def test_groups_that_overlap_form_no_total():
    rows = [
        {"reported_on": f"2022-{m:02}", "groups": [g], "area": "1", "n": 5}
        for m in range(1, 13)
        for g in ("anti-jewish", "anti-muslim")
    ]
    found = review(incidents(*rows), overlapping=True)
    assert found.total is None
    assert (found.areas, found.series, found.kinds) == ((), (), ())
    assert [strand.total.observed for strand in found.strands] == [5, 5]
    assert (
        found.sentence == "The groups of this source overlap, so each stands alone for this month."
    )


def test_place_online_and_offline_are_counted_with_what_is_not_known():
    rows = [
        {"reported_on": "2022-06-07", "area": "1", "setting": "offline"},
        {"reported_on": "2022-06-07", "setting": "online", "place": "city"},
        {"reported_on": "2022-06-08", "place": "unknown"},
    ]
    found = review(incidents(*rows))
    assert found.place == {"area": 1, "city": 1, "unknown": 1}
    assert counts(found.settings) == {"offline": 1, "online": 1, "": 1}


def test_every_review_says_that_more_reports_may_mean_more_trust():
    found = review(incidents(*weekly("2019-01-07", 200)))
    assert MORE_TRUST in found.caveats


@pytest.mark.parametrize("word", ["alarm", "significant", "unusual", "worst", "guilt", "blame"])
def test_no_sentence_alarms_or_blames(word):
    found = review(incidents(*weekly("2019-01-07", 200), *[("2022-06-08", [], "1")] * 50))
    assert word not in " ".join([found.sentence, *found.caveats]).lower()


def test_the_series_holds_a_year_of_weeks_up_to_the_one_reviewed():
    found = review(incidents(*weekly("2019-01-07", 200)))
    assert len(found.series) == 52
    assert found.series[-1].first == date(2022, 6, 6)
    assert all(point.comparison.earlier is not None for point in found.series)


def test_the_newest_week_is_the_last_one_that_a_source_covers_in_full():
    young = Coverage(since=date(2019, 1, 1), until=date(2022, 12, 31))
    old = Coverage(since=date(2019, 1, 1), until=date(2020, 3, 3))
    found = newest_week({"nypd": young, "desk": old}, today=date(2024, 1, 1))
    assert (found.week, found.source, found.until) == (
        date(2022, 12, 19),
        "nypd",
        date(2022, 12, 31),
    )


def test_records_of_a_single_day_are_told_in_their_week_once_it_is_over():
    one_day = Coverage(since=date(2026, 3, 4), until=date(2026, 3, 4))
    assert newest_week({"desk": one_day}, today=date(2026, 3, 7)) is None
    assert newest_week({"desk": one_day}, today=date(2026, 3, 8)).week == date(2026, 3, 2)


def test_of_two_sources_that_reach_as_far_the_first_by_key_is_named():
    far = Coverage(since=date(2019, 1, 1), until=date(2022, 12, 31))
    assert newest_week({"b": far, "a": far}, today=date(2024, 1, 1)).source == "a"


def test_records_dated_after_today_do_not_move_the_newest_week():
    ahead = Coverage(since=date(2019, 1, 1), until=date(2030, 12, 31))
    assert newest_week({"desk": ahead}, today=date(2024, 1, 9)).week == date(2024, 1, 1)


def test_without_a_full_week_there_is_no_newest_week():
    assert newest_week({}, today=date(2024, 1, 1)) is None
    never = Coverage(since=None, until=None)
    assert newest_week({"desk": never}, today=date(2024, 1, 1)) is None


def test_a_week_that_is_not_over_is_refused():
    with pytest.raises(InvalidWeek) as refused:
        check_week(date(2030, 1, 9), today=date(2026, 11, 21))
    assert str(refused.value) == (
        "The week of 2030-01-07 is not over on 2026-11-21. Choose a week up to that of 2026-11-09."
    )


def test_any_day_of_a_week_means_its_monday():
    assert check_week(date(2022, 6, 9), today=date(2026, 11, 21)) == date(2022, 6, 6)


def test_a_declared_start_makes_quiet_weeks_before_the_first_record_count():
    table = incidents(*weekly("2022-05-30", 3))
    assert coverage_of(table, started_on=date(2020, 1, 1)).since == date(2020, 1, 1)


def test_a_source_without_filing_dates_is_dated_by_occurrence():
    table = incidents({"occurred_on": "2016-03-04"}, {"occurred_on": "2016-03-09"})
    assert dating(table) == ("week", "occurred")


def test_years_are_named_one_by_one_where_a_year_is_missing():
    assert years_text((2018, 2020, 2021)) == "2018, 2020 and 2021"
    assert years_text((2019, 2020, 2021)) == "2019–2021"
