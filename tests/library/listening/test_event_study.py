"""Trigger events: what followed them, by group and area, and per event of each kind."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from benchmarks.measurements import event_study as measured
from commonweal.core.tables import INCIDENTS
from commonweal.listening.signals.calendar import InvalidCalendar, TriggerEvent
from commonweal.listening.signals.event_course import WithoutEvent
from commonweal.listening.signals.event_kinds import Share, by_kind
from commonweal.listening.signals.event_reports import (
    NAMED,
    DatedReports,
    dated_reports,
    series_around,
    touched_weeks,
)
from commonweal.listening.signals.events import STATES, event_study

FIRST = date(2024, 1, 1)


def event(weeks, name="Event", kind="attack elsewhere", **changed):
    facts = {"on": FIRST + timedelta(weeks=weeks), "reach": "national", "name": name, "kind": kind}
    return TriggerEvent(**(facts | changed))


def steady(weeks=120, a_week=3, **extra):
    """Groups a and b, `a_week` reports in each of two areas; `more` = {week: more of a}."""
    counts = np.full((2, 2, weeks), a_week)
    for week, more in extra.get("more", {}).items():
        counts[0, 0, week] += more
    group, area, week = np.nonzero(counts)
    return DatedReports(
        since=FIRST,
        until=FIRST + timedelta(weeks=weeks, days=-1),
        groups=("a", "b"),
        areas=("east", "west"),
        day=7 * week,
        area=area,
        n=counts[group, area, week],
        member=group[:, None] == np.arange(2),
        basis="reported",
    )


def rows_of(told, group, window, areas=()):
    (row,) = [
        row
        for row in told.rows
        if (row.group, row.window_weeks, row.areas) == (group, window, areas)
    ]
    return row


def test_what_came_beyond_the_course_is_told_for_the_group_and_the_area():
    reports = steady(more={80: 20, 81: 10})
    (told,) = event_study(reports, [event(80, groups=("a",), areas=("east",))]).events
    row = rows_of(told, "a", 2, ("east",))
    assert (row.observed, row.expected) == (36, pytest.approx(6.0, abs=0.1))
    assert row.low < 30 < row.high
    assert row.excess == row.observed - row.expected
    assert row.ratio_low < row.ratio < row.ratio_high
    beside = rows_of(told, "b", 2)
    assert (beside.observed, beside.low < 0 < beside.high) == (12, True)
    assert rows_of(told, "", 2).observed == 54
    assert [row.named for row in (rows_of(told, "a", 2), beside)] == [True, False]


def test_the_event_s_own_weeks_do_not_raise_what_is_expected_of_them():
    calm = event_study(steady(), [event(80)]).events[0]
    moved = event_study(steady(more=dict.fromkeys(range(80, 88), 30)), [event(80)]).events[0]
    for weeks in (1, 2, 4, 8):
        assert rows_of(moved, "a", weeks).expected == rows_of(calm, "a", weeks).expected
        assert rows_of(moved, "a", weeks).high == rows_of(calm, "a", weeks).high + 30 * weeks


def test_the_weeks_of_earlier_events_do_not_raise_it_either():
    reports = steady(more=dict.fromkeys(range(60, 68), 30))
    alone = event_study(reports, [event(80)]).events[0]
    with_both = event_study(reports, [event(60, "Earlier"), event(80)]).events[1]
    assert rows_of(alone, "a", 4).expected > 28
    assert rows_of(with_both, "a", 4).expected == pytest.approx(24.0, abs=0.2)


def test_weeks_after_the_wash_out_are_used_where_there_are_any():
    first, later = event_study(steady(120), [event(60)]), event_study(steady(68), [event(60)])
    assert [one.events[0].weeks_after for one in (first, later)] == [48, 0]
    assert [one.events[0].weeks_before for one in (first, later)] == [60, 60]


def test_which_weeks_an_event_may_have_moved():
    own = event(10, groups=("a",))
    other = event(30, "Of b", groups=("b",))
    lasting = event(40, "Long", until=FIRST + timedelta(weeks=52, days=-1))
    told = touched_weeks(own, [own, other, lasting], ["a"], FIRST, 60)
    assert np.flatnonzero(told).tolist() == [*range(10, 22), *range(40, 52)]
    every = touched_weeks(own, [own, other, lasting], [], FIRST, 60)
    assert set(range(30, 38)) <= set(np.flatnonzero(every).tolist())


def test_weeks_begin_with_the_weekday_of_the_event():
    """Thursday 11 January 2024: reports of that day and the Wednesday before lie in two weeks."""
    reports = replace(
        steady(),
        day=np.array([9, 10, 16, 17]),
        area=np.array([0, 0, 0, -1]),
        n=np.array([1, 2, 4, 8]),
        member=np.ones((4, 2), dtype=bool),
    )
    told = reports.weekly(None, FIRST + timedelta(days=10))
    assert told[:, :3].tolist() == [[1, 6, 0], [0, 0, 0], [0, 0, 8]]


@pytest.mark.parametrize(
    "weeks, state", [(10, "too-early"), (26, "ready"), (-1, "outside"), (121, "outside")]
)
def test_a_short_history_says_too_early_instead_of_guessing(weeks, state):
    (told,) = event_study(steady(), [event(weeks)]).events
    assert (told.state, bool(told.rows)) == (state, state == "ready")
    assert told.as_dict()["sentence"] == STATES[state]


def test_windows_that_are_not_over_are_not_told():
    told = event_study(steady(), [event(117), event(119, "Late"), event(120, "x")]).events
    assert sorted({row.window_weeks for row in told[0].rows}) == [1, 2]
    assert [one.state for one in told] == ["ready", "ready", "outside"]
    cut = replace(steady(), until=FIRST + timedelta(weeks=120, days=-2))
    assert event_study(cut, [event(119)]).events[0].state == "not-over"


def test_a_group_that_the_source_never_recorded_is_said_to_be_that():
    (told,) = event_study(steady(), [event(80, groups=("anti-sikh",))]).events
    assert told.state == "not-recorded"


def test_an_unknown_area_is_refused():
    with pytest.raises(InvalidCalendar) as refused:
        event_study(steady(), [event(80, areas=("eest",))])
    assert str(refused.value) == (
        "“Event” names the area “eest”, which is not known. Use one of east, west."
    )


def test_events_that_share_weeks_are_named():
    events = [
        event(80, "One", groups=("a",)),
        event(84, "Two"),
        event(84, "Of b", groups=("b",)),
        event(100, "Far"),
    ]
    told = event_study(steady(), events).events
    assert [one.overlaps for one in told] == [("Two",), ("One", "Of b"), ("Two",), ()]


def test_any_of_several_named_groups_counts_once():
    reports = replace(steady(), member=np.ones((480, 2), dtype=bool))
    series = series_around(reports, event(80, groups=("a", "b")), [])
    assert series.observed(NAMED, 1, None) == 12


def share(kind, observed, mean, name="e", variance=None, course=0.0):
    without = WithoutEvent(mean=mean, by_chance=variance or mean, of_course=course)
    return Share(event=name, kind=kind, observed=observed, without=without)


def test_kinds_are_pooled_by_hand():
    """30 and 14 reports, 10 expected each; Poisson 20 has 13 to 27: (44 − 27) / 2 = 8.5."""
    shares = [share("riot", 30, 10.0), share("riot", 14, 10.0), share("election", 10, 10.0)]
    (kind, _), sentence = by_kind(shares, 4)
    assert (kind.excess, kind.low, kind.high) == (12.0, 8.5, 15.5)
    assert (kind.lowest, kind.highest) == (4.0, 20.0)
    assert kind.sentence == (
        "“riot”: +12.0 reports per event against the expected course in 4 weeks "
        "(90 % interval +8.5 to +15.5), from 2 events."
    )
    assert sentence == (
        "Events of the kind “riot” cost the city most: 12.0 reports per event beyond the expected."
    )


def test_errors_of_one_course_are_added_not_evened_out():
    """5² each, added as (5 + 5)²: negative binomial, mean 40, variance 140, has 23 to 61."""
    apart = by_kind([share("riot", 20, 20.0, course=25.0)] * 2, 4)[0][0]
    assert (apart.low, apart.high) == ((40 - 61) / 2, (40 - 23) / 2)


def test_an_order_that_is_not_sure_is_said_to_be_that():
    shares = [share("riot", 30, 10.0), share("war abroad", 28, 10.0), share("election", 9, 10.0)]
    kinds, sentence = by_kind(shares, 4)
    assert [kind.kind for kind in kinds] == ["riot", "war abroad", "election"]
    assert sentence == (
        "The most followed events of the kind “riot”: 20.0 reports per event beyond the expected, "
        "carried by one event. Its interval overlaps with “war abroad”, so the order is not "
        "certain."
    )
    assert by_kind([*shares[2:], share("march", 9, 10.0)], 4)[1] == (
        "No kind of event is clearly followed by the most reports beyond the expected."
    )
    assert by_kind(shares[:1], 4)[1] == "Only one kind of event can be told, so none is compared."
    assert by_kind([], 4) == ((), "No kind of event can be told yet.")


def test_kinds_of_event_are_ranked_and_never_groups_or_areas():
    reports = steady(more={80: 5, 100: 40})
    events = [
        event(80, "Small", "election", groups=("b",), areas=("west",)),
        event(100, "Large", "riot", groups=("a",), areas=("east",)),
    ]
    answer = event_study(reports, events).as_answer()
    assert [kind["kind"] for kind in answer["by_kind"]] == ["riot", "election"]
    for kind in answer["by_kind"]:
        assert not {"group", "groups", "area", "areas"} & set(kind)
    for one in answer["events"]:
        assert [row["group"] for row in one["groups"]] == sorted(
            (row["group"] for row in one["groups"]), key=["a", "b", ""].index
        )
    assert [one["name"] for one in answer["events"]] == ["Small", "Large"]


def test_an_answer_says_what_else_may_explain_it():
    told = " ".join(event_study(steady(), [event(80)]).as_answer()["caveats"])
    for words in ("not proof of a cause", "chosen by someone", "campaign", "more trust"):
        assert words in told


def incidents(rows):
    full = [
        dict.fromkeys(INCIDENTS.columns) | {"place": "area", "kinds": [], "n": 1} | r for r in rows
    ]
    return pl.DataFrame(full, schema=INCIDENTS.schema)


def test_incidents_become_dated_reports():
    table = incidents(
        [
            {"incident_id": "1", "reported_on": "2024-01-03", "area": "east", "groups": ["a"]},
            {"incident_id": "2", "reported_on": "2024-01-05", "area": None, "groups": ["a", "z"]},
            {"incident_id": "3", "reported_on": "2024-01", "area": "east", "groups": ["a"]},
        ]
    )
    told = dated_reports(table, groups=["b", "a"], areas=["west"])
    assert (told.since, told.until) == (date(2024, 1, 3), date(2024, 1, 5))
    assert (told.groups, told.areas) == (("a", "z"), ("west", "east"))
    assert (told.day.tolist(), told.area.tolist()) == ([0, 2], [1, -1])
    assert told.member.tolist() == [[True, False], [True, True]]
    assert (told.left_out, told.basis) == (1, "reported")


def test_a_source_dated_to_the_month_is_not_taken():
    table = incidents([{"incident_id": "3", "reported_on": "2024-01", "groups": ["a"]}])
    assert dated_reports(table, groups=["a"], areas=[]) is None


def test_the_interval_holds_the_true_excess_nine_times_in_ten():
    figures = {one.name: one for one in measured.run(7, 60)}
    enough = figures["five or more expected: interval holds the true excess"]
    few = figures["fewer than five expected: interval holds the true excess"]
    assert enough.high > 87
    assert enough.low < 93
    assert few.high > 87


@pytest.mark.slow
def test_without_an_event_nothing_is_found_on_average():
    rng = np.random.default_rng(4)
    beyond = []
    for _ in range(60):
        city = measured.one_city(rng)
        study = event_study(city.reports, city.events)
        rows = [(e, row) for e, told in enumerate(study.events) for row in told.rows]
        beyond += [
            (row.excess - city.true_excess(e, row)) / row.expected
            for e, row in rows
            if row.expected > 5
        ]
    assert abs(float(np.mean(beyond))) < 0.06
