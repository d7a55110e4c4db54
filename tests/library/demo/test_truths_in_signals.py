"""The search finds what was planted in Aldermere, and calls the campaign no rise."""

from datetime import date, timedelta

import numpy as np
import pytest

from commonweal.core.steps import Step
from commonweal.demo import Aldermere
from commonweal.demo.truths import Truth
from commonweal.listening.signals.backtests import Backtest, backtest
from commonweal.listening.signals.findings import Alarm
from commonweal.listening.signals.search import SearchOptions

pytestmark = pytest.mark.slow


def past(city: Aldermere, source: str, weeks: int, **options: object) -> Backtest:
    return backtest(
        city.incidents[f"aldermere-{source}"],
        areas=city.areas,
        groups={group: group for group in city.course.groups},
        since=city.calendar.monday(-weeks),
        until=city.calendar.end,
        options=SearchOptions(years_simulated=120, **options),  # type: ignore[arg-type]
        rng=np.random.default_rng(1),
    )


@pytest.fixture(scope="module")
def police(city: Aldermere) -> Backtest:
    return past(city, "police", 88)


def planted(city: Aldermere, name: str) -> Truth:
    return next(truth for truth in city.truths if truth.id == name)


def begins(city: Aldermere, truth: Truth) -> date:
    return city.calendar.monday(-truth.begins)


def touching(told: Backtest, truth: Truth) -> list[Alarm]:
    return [
        alarm
        for alarm in told.alarms
        if alarm.finding.group in truth.groups
        and (not truth.areas or not alarm.areas or set(alarm.areas) & set(truth.areas))
    ]


def test_the_national_event_is_raised_within_three_weeks_and_grows_to_the_whole_city(city, police):
    truth = planted(city, "national-event")
    soon = begins(city, truth) + timedelta(weeks=3)
    raised = [a for a in touching(police, truth) if begins(city, truth) <= a.raised_on <= soon]
    assert len(raised) == 1
    assert len(raised[0].areas) >= 5 or raised[0].areas == ()


def test_the_rise_at_the_waterfront_is_seen_to_the_end(city, police):
    truth = planted(city, "waterfront")
    assert any(
        alarm.last_seen >= begins(city, truth) and set(alarm.latest.areas) & set(truth.areas)
        for alarm in touching(police, truth)
    )


def test_the_slow_drift_in_the_north_is_found(city, police):
    truth = planted(city, "north-drift")
    assert touching(police, truth)


def test_the_campaign_is_found_and_not_called_a_rise(city):
    """What it brings is spread over all groups: more is told, and no group is said to rise."""
    truth = planted(city, "tell-us")
    since, until = begins(city, truth), begins(city, truth) + timedelta(weeks=truth.weeks)
    told = past(city, "centre", truth.begins + 4)
    during = [one for one in told.alarms if since <= one.raised_on <= until]
    there = [one for one in during if one.areas and set(one.areas) <= set(truth.areas)]
    assert [(one.finding.kind, set(one.areas)) for one in there] == [
        ("reporting", set(truth.areas))
    ]


def test_once_dated_the_campaign_is_expected_and_stays_quiet(city):
    truth = planted(city, "tell-us")
    since, until = begins(city, truth), begins(city, truth) + timedelta(weeks=truth.weeks)
    step = Step(since=since, until=until, areas=truth.areas, label="Tell us")
    told = past(city, "centre", truth.begins + 4, steps=(step,))
    during = [one for one in told.alarms if since <= one.raised_on <= until]
    assert [one for one in during if one.areas and set(one.areas) <= set(truth.areas)] == []
