"""A signal's pictures: its series with the expected band, and the map of its areas."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commonweal.listening.signals.findings import Course, Finding
from workbench.core.pictures import (
    MapPicture,
    Palette,
    SeriesPicture,
    Shade,
    WeekBar,
    area_map,
    series,
)
from workbench.listening.brief.figures import Ground
from workbench.listening.brief.words import day
from workbench.listening.pages.labels import Labels
from workbench.listening.signals import words
from workbench.listening.signals.marks import marked_sentences, marks_of
from workbench.listening.signals.models import CalendarEvent

MOST_PERIODS = 52


def course_series(
    course: Course,
    finding: Finding,
    *,
    key: str,
    labels: Labels,
    by_month: bool,
    events: Sequence[CalendarEvent],
    palette: Palette,
) -> SeriesPicture:
    """The weeks (or months) of a finding's group and place against what was expected of them."""
    rows = course_rows(course)
    bars = [
        WeekBar(
            week=first,
            count=observed,
            sentence=row_sentence(first, observed, expected, low, high),
            low=low,
            middle=expected,
            high=high,
        )
        for first, observed, expected, low, high in rows
    ]
    firsts = [bar.week for bar in bars]
    picture_id = f"series-{key}"
    heading = words.heading(finding, labels)
    marks = marks_of(events, firsts, by_month=by_month)
    svg = series(
        bars,
        title=_("%(signal)s: what came in and what was expected") % {"signal": heading},
        description=words.sentence(finding, labels),
        ticks=_ticks(firsts),
        last_label=str(rows[-1][1]) if rows else "",
        middle_label=_expected_label(rows[-1][2]) if rows else "",
        marked=sum(1 for first in firsts if first >= _first_spoken_of(finding, by_month=by_month)),
        events=marks,
        picture_id=picture_id,
        palette=palette,
    )
    return SeriesPicture(
        picture_id=picture_id,
        svg=svg,
        caption=_caption(by_month=by_month),
        reading_hint=_("Read the weeks with the arrow keys"),
        table_url=f"#{picture_id}-table",
        method_url=reverse("methods-page", args=["signals"]),
        beneath=marked_sentences(marks),
    )


def course_rows(course: Course) -> list[tuple[date, int, float, float, float]]:
    """First day, observed, expected, low and high of the last year."""
    rows = zip(
        course.firsts, course.observed, course.expected, course.low, course.high, strict=True
    )
    return list(rows)[-MOST_PERIODS:]


def row_sentence(first: date, observed: int, expected: float, low: float, high: float) -> str:
    """One week of a course, as it is read aloud."""
    return _(
        "%(day)s: %(n)s; expected %(expected)s, nine quiet weeks in ten %(low)s to %(high)s"
    ) % {
        "day": day(first),
        "n": observed,
        "expected": words.figure(expected),
        "low": round(low),
        "high": round(high),
    }


def finding_map(
    finding: Finding, *, key: str, labels: Labels, ground: Ground, href: str, palette: Palette
) -> MapPicture | None:
    """The areas of a finding among all others; none where it is of the whole city."""
    if not finding.areas:
        return None
    picture_id = f"map-{key}"
    finest = ground.areas.at_level(ground.areas.finest)
    here, elsewhere = _("in this signal"), _("not in it")
    inside = set(finding.areas)
    svg = area_map(
        ground.areas,
        water=ground.water,
        shades={one.area: "above-1" if one.area in inside else "within" for one in finest},
        sentences={
            one.area: f"{one.name}: {here if one.area in inside else elsewhere}" for one in finest
        },
        links={one.area: href for one in finest},
        title=_("Where: %(signal)s") % {"signal": words.heading(finding, labels)},
        description=map_alt(finding, labels),
        marked=finding.areas,
        picture_id=picture_id,
        palette=palette,
    )
    return MapPicture(
        picture_id=picture_id,
        svg=svg,
        key=(Shade(key="above-1", words=here), Shade(key="within", words=elsewhere)),
        no_data=False,
        caption=_("Where the reports come from; a signal speaks of reports, not of a place."),
        method_url=reverse("methods-page", args=["signals"]),
    )


def map_alt(finding: Finding, labels: Labels) -> str:
    """What the map shows, for those who do not see it."""
    return _("Map of the areas of this signal: %(areas)s.") % {
        "areas": words.where(finding.areas, labels)
    }


def _expected_label(expected: float) -> str:
    """The words at the end of the dashed line; none where it runs along the axis."""
    if expected < words.LEAST_FIGURE:
        return ""
    return _("expected %(n)s") % {"n": words.figure(expected)}


def _first_spoken_of(finding: Finding, *, by_month: bool) -> date:
    if by_month:
        return finding.since.replace(day=1)
    return finding.since - timedelta(days=finding.since.weekday())


def _ticks(firsts: Sequence[date]) -> list[tuple[int, str]]:
    last = len(firsts) - 1
    places = sorted({0, last // 2, last}) if firsts else []
    return [(place, date_format(firsts[place], "M Y")) for place in places]


def _caption(*, by_month: bool) -> str:
    if by_month:
        return _(
            "Bars: reports a month. Shaded: nine quiet months in ten fall there. Dashed: what was "
            "expected, from the season and the trend so far."
        )
    return _(
        "Bars: reports a week. Shaded: nine quiet weeks in ten fall there. Dashed: what was "
        "expected, from the season and the trend so far."
    )
