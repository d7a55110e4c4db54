"""The sources of Aldermere have the traps that real ones have."""

from datetime import timedelta

import polars as pl

from commonweal.core.periods import first_day, precision
from commonweal.demo import Aldermere
from commonweal.demo.deliveries import as_incidents
from commonweal.demo.other_sources import SCHOOL_WEEKS


def days_of(city: Aldermere, source: str) -> list[int]:
    """Days from each delivery to the end of the data."""
    received = [one.received_on for one in city.deliveries if one.source == source]
    return [(city.calendar.end - day).days for day in received]


def test_the_police_deliver_every_week_to_the_end(city: Aldermere) -> None:
    assert days_of(city, "aldermere-police") == [35, 28, 21, 14, 7, 0]


def test_the_centre_delivers_at_month_ends(city: Aldermere) -> None:
    received = [one.received_on for one in city.deliveries if one.source == "aldermere-centre"]
    assert len(received) == 4
    assert {(day + timedelta(days=1)).day for day in received} == {1}


def test_the_transport_company_has_been_silent_for_four_months(city: Aldermere) -> None:
    assert min(days_of(city, "aldermere-transport")) > 3 * 31


def test_the_schools_began_seven_weeks_before_the_end(city: Aldermere) -> None:
    first = (
        city.incidents["aldermere-schools"].select(first_day(pl.col("reported_on")).min()).item()
    )
    (schools,) = [source for source in city.sources if source.key == "aldermere-schools"]
    assert schools.started_on == city.calendar.monday(-SCHOOL_WEEKS)
    assert schools.started_on <= first <= schools.started_on + timedelta(days=14)


def test_the_newest_police_delivery_adds_withdraws_and_relabels(city: Aldermere) -> None:
    end = city.calendar.end
    before = as_incidents(city.reports, "police", end - timedelta(days=7), city.calendar)
    after = city.incidents["aldermere-police"]
    assert after.join(before, on="incident_id", how="anti").height > 0
    assert before.join(after, on="incident_id", how="anti").height > 0
    both = before.join(after, on="incident_id", suffix=" now")
    assert both.filter(pl.col("groups") != pl.col("groups now")).height > 0


def test_some_reports_are_known_to_the_month_or_the_city_only(city: Aldermere) -> None:
    for source in ("aldermere-police", "aldermere-centre"):
        incidents = city.incidents[source]
        months = incidents.filter(precision(pl.col("occurred_on")) == "month").height
        unplaced = incidents.filter(pl.col("place") == "city")
        assert 0.01 < months / incidents.height < 0.2
        assert 0.005 < unplaced.height / incidents.height < 0.15
        assert unplaced["area"].null_count() == unplaced.height


def test_some_reports_name_several_groups_or_kinds_and_some_are_online(city: Aldermere) -> None:
    for source in ("aldermere-police", "aldermere-centre"):
        incidents = city.incidents[source]
        assert incidents.filter(pl.col("groups").list.len() == 2).height > 20
        assert incidents.filter(pl.col("kinds").list.len() == 2).height > 20
        assert set(incidents["setting"]) == {"online", "offline"}


def test_the_police_record_and_the_others_tell_what_was_perceived(city: Aldermere) -> None:
    said = {
        source: (incidents["recorded"].all(), incidents["perceived"].all())
        for source, incidents in city.incidents.items()
    }
    recorded = city.incidents["aldermere-police"]
    assert recorded["recorded"].all() and recorded["perceived"].null_count() == recorded.height
    perceived = city.incidents["aldermere-centre"]
    assert perceived["perceived"].all() and perceived["recorded"].null_count() == perceived.height
    assert set(said) == {"aldermere-police", "aldermere-centre", "aldermere-schools"}


def test_events_told_to_both_keep_their_group_and_their_day(city: Aldermere) -> None:
    reports = city.reports.select("id", "group", "occurred", "event")
    pairs = city.same_events.join(reports, left_on="police_id", right_on="id").join(
        reports, left_on="centre_id", right_on="id", suffix=" centre"
    )
    assert pairs.height > 100
    assert (pairs["group"] == pairs["group centre"]).all()
    assert (pairs["occurred"] == pairs["occurred centre"]).all()


def test_some_events_are_told_by_several_people(city: Aldermere) -> None:
    told = city.reports.filter(source="police").group_by("event").len()
    bursts = told.filter(pl.col("len") >= 3).height
    assert 0.005 < bursts / told.height < 0.04


def test_no_report_comes_in_before_it_happened_or_after_the_end(city: Aldermere) -> None:
    assert city.reports.filter(pl.col("reported") < pl.col("occurred")).is_empty()
    assert city.reports["reported"].max() <= 7 * city.calendar.weeks - 1


def test_reports_come_in_late_more_often_at_the_centre(city: Aldermere) -> None:
    late = city.reports.select("source", late=pl.col("reported") - pl.col("occurred") > 14)
    share = dict(late.group_by("source").agg(pl.col("late").mean()).iter_rows())
    assert share["police"] < share["centre"]
