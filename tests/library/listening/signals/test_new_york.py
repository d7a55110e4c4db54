"""The search on New York's published complaints: what is known to have risen is raised, in time."""

from datetime import date

import numpy as np
import pytest

from commonweal.files.areas import read_areas
from commonweal.files.knowledge import shipped_groups
from commonweal.listening.signals.backtests import backtest
from commonweal.listening.signals.search import SearchOptions
from tests.factories.tables import coded, shipped

pytestmark = [pytest.mark.shared_data, pytest.mark.slow]
FILE = "incidents/nypd_hate_crimes_2019-01_2022-12.csv"
MOST_ALARMS = 15


@pytest.fixture(scope="module")
def told(shared_data):
    """The eighteen months from January 2021 on, at a budget of four alarms a year."""
    outlines = read_areas(shared_data / "incidents/nypd_precincts.geojson", id_field="precinct")
    return backtest(
        coded(shared_data / FILE, shipped("nypd")).incidents,
        areas=outlines.areas,
        groups={group.key: group.name for group in shipped_groups()},
        since=date(2021, 1, 1),
        until=date(2022, 6, 30),
        options=SearchOptions(budget=4, years_simulated=100),
        rng=np.random.default_rng(1),
    )


def test_the_anti_asian_rise_of_2021_is_raised_by_the_week_of_15_march(told):
    raised = [one.raised_on for one in told.alarms if one.finding.group == "anti-asian"]
    assert min(raised) <= date(2021, 3, 15)


def test_there_are_at_most_fifteen_alarms_in_eighteen_months(told):
    assert 1 <= len(told.alarms) <= MOST_ALARMS
    assert told.periods == 77


def test_every_alarm_keeps_the_budget_and_says_what_else_it_could_be(told):
    assert all(one.finding.chance_per_year <= 4 + 1e-6 for one in told.alarms)
    assert all(one.finding.doubts for one in told.alarms)
