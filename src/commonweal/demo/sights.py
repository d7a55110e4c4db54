"""Whether a planted effect on incidents stands out: expected reports, extra ones, and the spread.

Read `sight_of` first. The spread is that of the generator itself: chance, weekly swings that all
districts share, and bursts, with the reports that have not come in yet left out.
"""

import numpy as np

from commonweal.demo.course import Course, Numbers
from commonweal.demo.deliveries import last_day_covered
from commonweal.demo.incidents import (
    CENTRE,
    REVISED_AFTER_DAYS,
    SHARE_CENTRE,
    SHARE_POLICE,
    WEEKLY_SPREAD,
    WITHDRAWN,
    reports_per_event,
    told_within,
)
from commonweal.demo.truths import Sight, Truth


def expected_reports(
    course: Course, source: str, *, without: str | None = None, campaign: bool = True
) -> Numbers:
    """Expected reports (groups, districts, weeks) that the last delivery holds."""
    share = SHARE_CENTRE if source == CENTRE else SHARE_POLICE
    told = course.told(without=without) * share
    if source == CENTRE and campaign:
        told = told + course.campaigned(told)
    mean, _ = reports_per_event()
    return told * mean * _held(course, source)


def spread_of(expected: Numbers) -> float:
    """The standard deviation of the sum of these cells, shape (groups, districts, weeks)."""
    mean, square = reports_per_event()
    chance = float(expected.sum()) * square / mean
    swings = WEEKLY_SPREAD * float((expected.sum(axis=1) ** 2).sum())
    return float(np.sqrt(chance + swings))


def sight_of(course: Course, truth: Truth) -> Sight:
    """The effect of a truth in the source that it is `seen_in`."""
    inside = course.where(truth)
    planted_by = truth.part_of or truth.id
    campaign = truth.kind != "campaign"
    before = expected_reports(course, truth.seen_in, without=planted_by, campaign=campaign)
    after = expected_reports(course, truth.seen_in)
    ordinary = np.where(inside, before, 0)
    return Sight(
        expected=float(ordinary.sum()),
        extra=float(np.where(inside, after - before, 0).sum()),
        spread=spread_of(ordinary),
    )


def _held(course: Course, source: str) -> Numbers:
    """The share of each week's reports that the last delivery holds, mean over its days."""
    covered = (last_day_covered(source, course.calendar.end) - course.calendar.first).days
    days_left = (covered - np.arange(7 * course.calendar.weeks)).astype(float)
    gone = WITHDRAWN[source] * (1 - np.exp(-np.maximum(days_left, 0) / REVISED_AFTER_DAYS))
    held = told_within(source, days_left) * (1 - gone)
    by_week: Numbers = held.reshape(course.calendar.weeks, 7).mean(axis=1)
    return by_week
