"""Source health: rhythm, silence, beginnings and ends; and incidents two sources may both tell."""

from datetime import date, timedelta

import polars as pl

from commonweal.core.tables import INCIDENTS
from commonweal.listening.health import covered_until, same_event_candidates, source_health


def incidents(*rows, **same):
    filled = [
        dict.fromkeys(INCIDENTS.columns)
        | {"incident_id": f"i{n}", "groups": ["anti-jewish"], "kinds": [], "n": 1}
        | {"place": "area", "area": "1"}
        | same
        | row
        for n, row in enumerate(rows)
    ]
    return pl.DataFrame(filled, schema=INCIDENTS.schema)


def days(start, *gaps):
    day, found = date.fromisoformat(start), []
    for gap in (0, *gaps):
        day += timedelta(days=gap)
        found.append(day)
    return found


def records(*dates):
    return incidents(*({"reported_on": day.isoformat()} for day in dates))


def health(deliveries, table, today, **options):
    return source_health(
        deliveries, table, source="Desk", today=date.fromisoformat(today), **options
    )


def test_a_source_that_keeps_its_rhythm_is_not_silent():
    found = health(days("2026-01-05", 7, 7, 7), records(*days("2025-01-06", 7)), "2026-02-02")
    assert (found.rhythm.days, found.rhythm.spread, found.rhythm.of) == (7, 0, "deliveries")
    assert not found.silent
    assert found.sentence == "Desk comes in as usual; next expected by 2026-02-02."


def test_a_source_is_silent_after_twice_its_rhythm_and_spread():
    weekly = days("2026-01-05", 7, 7, 7)
    assert not health(weekly, records(*weekly), "2026-02-09").silent
    found = health(weekly, records(*weekly), "2026-02-10")
    assert found.silent_since == date(2026, 2, 2)
    assert found.sentence == "Desk is silent: last heard on 2026-01-26, expected by 2026-02-02."


def test_an_irregular_source_is_given_more_time():
    uneven = days("2026-01-05", 3, 7, 14, 7, 21)
    found = health(uneven, records(*uneven), "2026-03-24")
    assert (found.rhythm.days, found.rhythm.spread) == (7, 7)
    assert found.expected_by == uneven[-1] + timedelta(days=14)


def test_with_one_delivery_the_records_themselves_give_the_rhythm():
    told = days("2019-01-01", *[3] * 40)
    found = health([date(2026, 1, 5)], records(*told), "2026-01-05")
    assert found.rhythm.of == "records"
    assert found.sentence == "Desk is silent: last heard on 2019-05-01, expected by 2019-05-04."


def test_a_quiet_no_longer_than_earlier_ones_is_not_silence():
    told = days("2025-12-01", 1, 1, 1, 20, 1, 1)
    assert not health([date(2025, 12, 27)], records(*told), "2026-01-14").silent
    assert health([date(2025, 12, 27)], records(*told), "2026-01-16").silent


def test_a_source_is_new_for_its_first_eight_weeks():
    told = days("2026-01-05", 7, 7)
    assert health(told, records(*told), "2026-01-20").new
    assert not health(told, records(*told), "2026-03-02").new
    assert health(told, records(*told), "2026-01-20").sentence == (
        "Desk is new since 2026-01-05: more reports may only mean that people can now be heard."
    )


def test_old_records_brought_in_today_do_not_make_a_source_new():
    told = days("2019-01-01", *[3] * 40)
    assert not health([date(2026, 1, 5)], records(*told), "2026-01-05").new


def test_a_weekly_source_misses_the_weeks_in_which_it_did_not_deliver():
    came = days("2025-10-06", 7, 7, 7, 14, 7, 7, 21, 7)
    found = health(came, records(*came), "2026-01-05")
    assert [str(week) for week in found.missed] == ["2025-12-01", "2025-12-08", "2025-12-29"]


def test_a_monthly_source_misses_no_week():
    came = days("2025-06-02", 30, 31, 30, 31)
    assert health(came, records(*came), "2025-10-20").missed == ()


def test_a_source_that_ended_is_not_silent():
    weekly = days("2025-01-06", 7, 7, 7)
    found = health(weekly, records(*weekly), "2026-02-10", ended_on=date(2025, 2, 1))
    assert (found.ended, found.live, found.silent, found.expected_by) == (True, False, False, None)
    assert found.sentence == "Desk ended on 2025-02-01; nothing more is expected."


def test_two_deliveries_and_two_records_are_no_rhythm():
    two = days("2025-01-06", 7)
    found = health(two, records(*two), "2026-02-10")
    assert found.rhythm is None
    assert found.sentence == "Desk has come in too seldom to know its rhythm."


def test_a_source_that_never_delivered_says_so():
    found = health([], INCIDENTS.empty(), "2026-02-10")
    assert found.sentence == "Desk has not delivered anything yet."


def test_a_delivery_speaks_for_the_quiet_days_before_it_came_in():
    table = records(*days("2026-01-05", 7, 10, 7))
    assert covered_until([date(2026, 2, 5)], table) == date(2026, 2, 4)


def test_a_delivery_does_not_speak_for_a_quiet_longer_than_any_inside_it():
    table = records(*days("2026-01-05", 7, 10, 7))
    assert covered_until([date(2026, 3, 5)], table) == date(2026, 1, 29)


def test_one_event_told_twice_is_a_candidate():
    a = incidents({"occurred_on": "2022-06-07"})
    b = incidents({"occurred_on": "2022-06-08", "groups": ["anti-jewish", "anti-muslim"]})
    assert same_event_candidates(a, b).to_dicts() == [
        {
            "incident_a": "i0",
            "incident_b": "i0",
            "area": "1",
            "groups": ["anti-jewish"],
            "days_apart": 1,
            "precision": "day",
            "why": "The same area, one day apart, and one group in common.",
        }
    ]


def test_incidents_of_other_areas_groups_or_settings_are_no_candidates():
    a = incidents({"occurred_on": "2022-06-07", "setting": "offline"})
    for other in (
        {"area": "2"},
        {"area": None, "place": "city"},
        {"groups": ["anti-muslim"]},
        {"setting": "online"},
        {"occurred_on": "2022-06-11"},
        {"occurred_on": "2022"},
        {"n": 4},
    ):
        b = incidents({"occurred_on": "2022-06-07"} | other)
        assert same_event_candidates(a, b).is_empty(), other


def test_days_on_both_sides_of_a_new_month_are_joined():
    a, b = incidents({"occurred_on": "2022-05-31"}), incidents({"occurred_on": "2022-06-02"})
    assert same_event_candidates(a, b)["days_apart"].to_list() == [2]


def test_a_month_meets_the_days_it_may_mean_and_says_so():
    a, b = incidents({"occurred_on": "2022-05"}), incidents({"occurred_on": "2022-05-20"})
    found = same_event_candidates(a, b)
    assert found["precision"].to_list() == ["month"]
    assert found["why"].to_list() == [
        "The same area, dates that may meet (a month only), and one group in common."
    ]


def test_two_shared_groups_make_one_candidate():
    both = {"occurred_on": "2022-06-07", "groups": ["anti-jewish", "anti-muslim"]}
    found = same_event_candidates(incidents(both), incidents(both))
    assert found["groups"].to_list() == [["anti-jewish", "anti-muslim"]]


def test_two_sources_without_incidents_have_no_candidates():
    assert same_event_candidates(INCIDENTS.empty(), INCIDENTS.empty()).is_empty()
