"""The search on small made-up cities, through its door: what is found, and what is not claimed."""

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest
import shapely

from commonweal.core.places import Area, AreaSet
from commonweal.core.steps import InvalidStep, Step
from commonweal.core.tables import INCIDENTS
from commonweal.listening.signals.backtests import backtest
from commonweal.listening.signals.counts import InvalidSearch
from commonweal.listening.signals.search import SearchOptions, find_signals

FIRST = date(2023, 1, 2)
GROUPS = {"g0": "Group nought", "g1": "Group one", "g2": "Group two"}
FAST = SearchOptions(years_simulated=30)
WEEKS = 130


def grid(n: int = 6) -> AreaSet:
    return AreaSet(
        tuple(
            Area(
                area=f"d{i}",
                name=f"District {i}",
                geometry=shapely.box(i / 100, 0, (i + 1) / 100, 0.01),
            )
            for i in range(n)
        )
    )


def rows_of(reports: list[tuple[int, str | None, str]]) -> pl.DataFrame:
    """Incidents from (day since FIRST, area, group)."""
    rows = [
        {
            "incident_id": f"i{n}",
            "reported_on": (FIRST + timedelta(days=day)).isoformat(),
            "area": area,
            "place": "area" if area else "city",
            "groups": [group],
            "kinds": [],
            "n": 1,
        }
        for n, (day, area, group) in enumerate(reports)
    ]
    table = pl.DataFrame(rows, schema_overrides=INCIDENTS.schema)
    schema = INCIDENTS.schema
    missing = [pl.lit(None, dtype=schema[c]).alias(c) for c in schema if c not in table.columns]
    return INCIDENTS.check(table.with_columns(missing).select(list(schema)))


def quiet(weeks: int = WEEKS, rate: float = 0.35, seed: int = 1, areas: int = 6):
    """Reports without any rise: `rate` a week in each district and group."""
    rng = np.random.default_rng(seed)
    found = [
        (7 * week + int(rng.integers(7)), f"d{a}", f"g{g}")
        for week in range(weeks)
        for a in range(areas)
        for g in range(3)
        for _ in range(rng.poisson(rate))
    ]
    return [(0, "d0", "g0"), *found, (7 * weeks - 1, "d0", "g0")]


def end(weeks: int = WEEKS) -> date:
    return FIRST + timedelta(days=7 * weeks - 1)


def search(reports, *, as_of=None, areas=None, options=FAST, weeks=WEEKS):
    return find_signals(
        rows_of(reports),
        areas=areas or grid(),
        groups=GROUPS,
        as_of=as_of or end(weeks),
        options=options,
        rng=np.random.default_rng(3),
    )


def rise(day_from: int, n: int, *, area="d2", group="g1", days: int = 21):
    """`n` reports more, spread over `days` days."""
    return [(day_from + i * days // n, area, group) for i in range(n)]


def test_a_planted_rise_is_found_where_it_is():
    report = search([*quiet(), *rise(7 * WEEKS - 21, 14)])
    told = report.findings[0]
    assert (told.group, told.kind, told.detector) == ("g1", "rise", "scan")
    assert told.areas == ("d2",)
    assert told.observed >= 14
    assert told.ratio_low < told.ratio < told.ratio_high
    assert told.chance_per_year < 1
    assert told.sentence.startswith(f"Group one: {told.observed} reports in District 2 from ")
    assert told.doubts[-1].code == "more-trust"
    assert {(c.group, c.areas) for c in report.courses} >= {("g1", ("d2",)), ("g1", ()), ("", ())}


def test_a_quiet_city_and_the_same_seed_give_the_same_answer():
    one, two = (search(quiet()).as_answer() for _ in range(2))
    assert one == two
    assert one["findings"] == []


def test_every_finding_keeps_the_budget_it_was_promised():
    report = search([*quiet(), *rise(7 * WEEKS - 21, 14)])
    assert all(one.chance_per_year <= FAST.budget + 1e-6 for one in report.findings)


def test_rows_reported_after_the_day_are_not_known():
    later = rise(7 * WEEKS + 1, 40, days=14)
    earlier = search(quiet(), as_of=end())
    assert search([*quiet(), *later], as_of=end()).findings == earlier.findings


def test_under_half_a_year_it_is_too_early():
    report = search(quiet(weeks=25), weeks=25)
    assert (report.state, report.findings) == ("too-early", ())
    assert report.notices[-1].sentence == (
        "Too early: 25 full weeks of history; from 26 on there is an answer."
    )


def test_up_to_two_years_there_is_no_season_and_it_says_so():
    report = search([*quiet(weeks=60), *rise(7 * 60 - 21, 16)], weeks=60)
    assert "no-season" in {notice.code for notice in report.notices}
    assert "no-season" in {doubt.code for doubt in report.findings[0].doubts}
    assert search(quiet()).notices == ()


def test_many_reports_of_one_day_are_not_a_signal_but_one_event():
    few = [(7 * WEEKS - 9, "d4", "g2"), (7 * WEEKS - 12, "d4", "g2")]
    report = search([*quiet(), *few, *[(7 * WEEKS - 3, "d4", "g2")] * 12])
    assert [one.areas for one in report.findings if "d4" in one.areas] == []
    told = report.one_event[0]
    assert (told.group, told.kind, told.days <= 2) == ("g2", "one-event", True)
    assert "may tell of one event" in told.sentence


def test_what_all_groups_share_is_reporting_and_no_rise():
    more = [r for g in ("g0", "g1", "g2") for r in rise(7 * WEEKS - 28, 12, group=g, days=28)]
    report = search([*quiet(), *more])
    assert {one.kind for one in report.findings} == {"reporting"}
    assert report.findings[0].group == ""
    assert report.findings[0].sentence.startswith("More is being told across all groups: ")


def test_what_all_groups_share_is_told_with_the_figures_of_all():
    more = [r for g in ("g0", "g1", "g2") for r in rise(7 * WEEKS - 28, 12, group=g, days=28)]
    rows = [*quiet(), *more]
    for one in search(rows).findings:
        span = [(one.since - FIRST).days, (one.until - FIRST).days]
        inside = [
            day
            for day, area, _group in rows
            if span[0] <= day <= span[1] and (not one.areas or area in one.areas)
        ]
        assert one.observed == len(inside)


def test_a_group_that_rises_far_beyond_the_others_is_a_rise_of_its_own():
    begun = 7 * WEEKS - 28
    more = [r for g in ("g0", "g2") for r in rise(begun, 6, group=g, days=28)]
    report = search([*quiet(), *more, *rise(begun, 40, group="g1", days=28)])
    assert "g1" in {one.group for one in report.findings if one.kind == "rise"}


def test_a_dated_campaign_is_expected_and_no_rise():
    more = [r for g in ("g0", "g1", "g2") for r in rise(7 * WEEKS - 42, 20, group=g, days=42)]
    since = FIRST + timedelta(days=7 * WEEKS - 42)
    step = Step(since=since, areas=("d2",), label="Tell us")
    options = SearchOptions(years_simulated=30, steps=(step,))
    assert search([*quiet(), *more]).findings
    report = search([*quiet(), *more], options=options)
    assert report.findings == ()
    assert report.courses[0].observed == search([*quiet(), *more]).courses[0].observed


def test_a_step_that_ends_before_it_begins_is_refused():
    with pytest.raises(InvalidStep, match="ends on 2024-01-01, before it begins on 2024-02-01"):
        Step(since=date(2024, 2, 1), until=date(2024, 1, 1), label="x")


def test_a_city_of_one_area_and_a_group_with_one_report():
    reports = [*quiet(areas=1, rate=1.5), (70, "d0", "g9")]
    report = search(reports, areas=grid(1))
    assert report.state == "ready"
    assert all(one.group != "g9" for one in report.findings)


def test_islands_are_searched_as_well():
    apart = AreaSet(
        tuple(
            Area(area=f"d{i}", name=f"Island {i}", geometry=shapely.box(i, 0, i + 0.01, 0.01))
            for i in range(6)
        )
    )
    report = search([*quiet(), *rise(7 * WEEKS - 21, 14)], areas=apart)
    assert report.findings[0].areas == ("d2",)


def test_incidents_known_to_the_city_only_count_in_the_whole_city():
    more = [(day, None, "g1") for day in range(7 * WEEKS - 28, 7 * WEEKS)]
    report = search([*quiet(), *more])
    assert [one.areas for one in report.findings] == [()]


def test_a_year_without_any_record_is_not_a_year_of_zeros():
    before = [row for row in quiet(weeks=200) if not 7 * 60 <= row[0] < 7 * 112]
    report = search(before, weeks=200)
    assert report.history_since is not None
    assert report.history_since >= FIRST + timedelta(weeks=112)
    assert "hole" in {notice.code for notice in report.notices}


def test_a_file_that_ends_early_is_searched_to_its_end_and_it_says_so():
    report = search(quiet(), as_of=end() + timedelta(days=200))
    assert report.newest == FIRST + timedelta(weeks=WEEKS - 1)
    assert "silent" in {notice.code for notice in report.notices}


def test_no_record_before_the_day_is_too_early():
    assert search(quiet(), as_of=date(2020, 1, 1)).state == "too-early"


def test_an_area_that_the_outlines_lack_is_refused_by_name():
    with pytest.raises(InvalidSearch, match=r"name 1 area\(s\) that the outlines do not have: zz"):
        search([*quiet(), (50, "zz", "g1")])


def test_months_are_searched_without_days():
    reports = [*quiet(weeks=200), *[(7 * 200 - 5 - i % 20, "d2", "g1") for i in range(40)]]
    options = SearchOptions(years_simulated=30, unit="month")
    report = search(reports, options=options, as_of=date(2026, 10, 31), weeks=200)
    assert report.unit == "month"
    assert [one.areas for one in report.findings if one.kind == "rise"] == [("d2",)]


@pytest.mark.parametrize("budget", [0, 50])
def test_a_budget_that_cannot_be_kept_is_refused(budget):
    with pytest.raises(InvalidSearch, match="cannot be kept"):
        SearchOptions(budget=budget)


def past(reports, since, until, **options):
    return backtest(
        rows_of(reports),
        areas=grid(),
        groups=GROUPS,
        since=since,
        until=until,
        options=SearchOptions(years_simulated=30, **options),
        rng=np.random.default_rng(3),
    )


def test_a_backtest_lists_alarms_and_not_weeks():
    reports = [*quiet(), *rise(7 * 110, 20, days=28)]
    told = past(reports, FIRST + timedelta(weeks=106), end())
    found = [alarm for alarm in told.alarms if alarm.finding.group == "g1"]
    assert len(found) == 1
    assert FIRST + timedelta(weeks=110) <= found[0].raised_on <= FIRST + timedelta(weeks=113)
    assert found[0].last_seen > found[0].raised_on
    assert "the alarms of that day may have differed" in told.caveats[-1]


def test_a_backtest_knows_nothing_of_later_weeks():
    since = FIRST + timedelta(weeks=106)
    reports = [*quiet(), *rise(7 * 110, 20, days=28)]
    shorter = past(
        [r for r in reports if r[0] < 7 * 118], since, FIRST + timedelta(days=7 * 118 - 1)
    )
    longer = past(reports, since, end())
    known = FIRST + timedelta(weeks=118)
    assert [a.raised_on for a in shorter.alarms] == [
        a.raised_on for a in longer.alarms if a.raised_on < known
    ]


def test_what_a_quiet_city_would_have_had_goes_by_the_length_of_the_span():
    told = past(quiet(), FIRST + timedelta(weeks=WEEKS - 13), end())
    assert told.periods == 13
    assert told.quiet_alarms == pytest.approx(4 * 13 / 52.18, rel=1e-3)


def test_a_step_in_an_area_that_is_not_there_is_refused():
    options = SearchOptions(
        years_simulated=30, steps=(Step(since=FIRST, areas=("zz",), label="x"),)
    )
    with pytest.raises(InvalidSearch, match="“x” names areas that the outlines do not have: zz"):
        search(quiet(), options=options)


def test_a_span_that_is_reversed_or_too_early_is_refused():
    with pytest.raises(InvalidSearch, match="before it begins"):
        past(quiet(), end(), FIRST)
    with pytest.raises(InvalidSearch, match="too little history"):
        past(quiet(), FIRST, end())
