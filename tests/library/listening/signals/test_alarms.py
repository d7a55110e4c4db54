"""What counts as one alarm, by hand and against the compiled counter."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.listening.signals.alarms import count_episodes, episodes
from commonweal.listening.signals.findings import Finding

START = date(2026, 1, 5)


def finding(group: str = "a", areas: tuple[str, ...] = ("x",), chance: float = 1.0) -> Finding:
    """A finding of which only group, areas and chance matter."""
    return Finding(
        group=group,
        areas=areas,
        since=START,
        until=START,
        observed=6,
        expected=1.0,
        ratio=6.0,
        ratio_low=2.0,
        ratio_high=9.0,
        chance_per_year=chance,
        detector="scan",
        kind="rise",
        days=4,
        sentence="",
    )


def week(number: int) -> date:
    return START + timedelta(weeks=number)


def raised(*weeks: tuple[int, Finding]) -> list[tuple[date, date]]:
    told = episodes([(week(number), [one]) for number, one in weeks])
    return [(alarm.raised_on, alarm.last_seen) for alarm in told]


def test_findings_of_following_weeks_are_one_alarm():
    told = raised((0, finding()), (1, finding(areas=("x", "y"))), (2, finding(areas=("y",))))
    assert told == [(week(0), week(2))]


@pytest.mark.parametrize(("gap", "alarms"), [(12, 1), (13, 2)])
def test_twelve_quiet_weeks_end_an_alarm(gap, alarms):
    assert len(raised((0, finding()), (gap, finding()))) == alarms


def test_other_areas_and_other_groups_are_other_alarms():
    assert len(raised((0, finding()), (1, finding(areas=("z",))))) == 2
    assert len(raised((0, finding()), (1, finding(group="b")))) == 2


def test_the_whole_city_shares_every_area():
    assert len(raised((0, finding(areas=())), (1, finding()))) == 1
    assert len(raised((0, finding()), (1, finding(areas=())))) == 1


def test_what_all_groups_share_belongs_to_the_alarm_of_one_of_them():
    assert len(raised((0, finding()), (1, finding(group="")))) == 1


def test_a_group_that_stands_out_after_all_rose_is_news():
    assert len(raised((0, finding(group="")), (1, finding()))) == 2


def test_the_most_striking_finding_of_a_week_raises_the_alarm():
    told = episodes([(START, [finding(chance=2.0), finding(areas=("x", "y"), chance=0.1)])])
    assert [alarm.finding.chance_per_year for alarm in told] == [0.1]


ZONES = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [0, 1, 1], [1, 1, 1]], dtype=bool)
NAMES = [tuple(f"a{i}" for i in range(3) if zone[i]) for zone in ZONES[:-1]] + [()]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 60), st.integers(0, 5), st.integers(1, 9)),
        max_size=25,
        unique=True,
    ),
    st.integers(1, 9),
    st.integers(0, 30),
)
def test_the_compiled_counter_counts_as_the_rule_does(found, threshold, since):
    """Rows in the order of the kernels: by week, the highest score first."""
    found = sorted(found, key=lambda row: (row[0], -row[2], row[1]))
    rows = np.array([[w, z, 1, 6, 1.0, s, 1.0] for w, z, s in found], dtype=float).reshape(-1, 7)
    by_week: dict[int, list[Finding]] = {}
    for w, z, s in found:
        if s >= threshold:
            by_week.setdefault(w, []).append(finding(areas=NAMES[z], chance=-s))
    told = episodes([(week(w), by_week[w]) for w in sorted(by_week)])
    counted = count_episodes(rows, float(threshold), ZONES, since)
    assert counted == sum(alarm.raised_on >= week(since) for alarm in told)
