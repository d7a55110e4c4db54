"""Coexistence at two levels, and whether the ground under it gives way.

Read `coexistence` first (S003-50): respect of another's right to be there comes before acceptance
and sharing, and neither is stable. So what is told first is a fall, not a level reached.
"""

from dataclasses import dataclass
from enum import StrEnum

from commonweal.core.estimate import Estimate
from commonweal.core.spans import Span
from commonweal.weighing.indicators.series import InvalidIndicator, Series, difference, share


class Course(StrEnum):
    """How a share moved since the period it is held against."""

    FALLING = "falling"
    RISING = "rising"
    UNCLEAR = "no change can be told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level: the newest share, how far it moved since `since`, and its course."""

    indicator: str
    now: Estimate
    period: Span
    change: Estimate
    since: Span
    course: Course


@dataclass(frozen=True, slots=True, kw_only=True)
class Coexistence:
    """Both levels for one area and group, with what is to be said first."""

    area: str | None
    group: str | None
    respect: Level
    acceptance: Level
    sentence: str


def coexistence(respect: Series, acceptance: Series, *, years: int = 1) -> Coexistence:
    """Both levels now and that many years before, from shares with the people asked.

    Only what lies behind no break is compared. Raises `InvalidIndicator` where a series has no
    value in the period asked for, rather than take a nearer one silently.
    """
    if (respect.area, respect.group) != (acceptance.area, acceptance.group):
        raise InvalidIndicator(
            "The two levels are told of different people.",
            remedy="Give both for the same area and group.",
        )
    first, second = _level(respect, years), _level(acceptance, years)
    return Coexistence(
        area=respect.area,
        group=respect.group,
        respect=first,
        acceptance=second,
        sentence=_sentence(first, second),
    )


def _level(series: Series, years: int) -> Level:
    points = {point.period: point for point in series.comparable}
    if not points:
        raise InvalidIndicator(
            f"{series.indicator} has no value since its last break.",
            remedy="Wait for a value, or look at the series before the break.",
        )
    last = max(points)
    before = last.later(-years * {"year": 1, "quarter": 4, "month": 12}[last.step])
    if before not in points:
        raise InvalidIndicator(
            f"{series.indicator} has no comparable value in {before}.",
            remedy="Ask for another number of years; what is missing is not filled in.",
        )
    now, then = (share(points[span], series.indicator) for span in (last, before))
    change = difference(then, now)
    return Level(
        indicator=series.indicator,
        now=now,
        period=last,
        change=change,
        since=before,
        course=_course(change),
    )


def _course(change: Estimate) -> Course:
    if change.high < 0:
        return Course.FALLING
    return Course.RISING if change.low > 0 else Course.UNCLEAR


def _sentence(respect: Level, acceptance: Level) -> str:
    if respect.course is Course.FALLING:
        return (
            f"Respect is falling ({respect.change.value:+.0%} since {respect.since}); acceptance "
            "rests on it. Look here first."
        )
    if acceptance.course is Course.FALLING:
        return f"Acceptance is falling ({acceptance.change.value:+.0%} since {acceptance.since})."
    if Course.RISING in (respect.course, acceptance.course):
        return "Neither level is falling, and one is rising."
    return "No change can be told at either level; that is no proof that there is none."
