"""The course of what is watched in one place: what was expected, what came, as picture and table.

Counts of incidents below the city's floor are not shown, since those who weigh see no incidents.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.core.spans import span_of
from commonweal.weighing import watch as library
from commonweal.weighing.watch.ground import Ground
from workbench.core.labels import CityNames, in_a_row
from workbench.core.numbers import short, whole
from workbench.core.pictures import SeriesPicture, WeekBar, series
from workbench.weighing.watch_forms import NEXT_DOOR, OTHER_GROUPS
from workbench.weighing.watching import MEANT

MOST_BEFORE = 12
PLACES = {
    MEANT: gettext_lazy("where it is meant"),
    NEXT_DOOR: gettext_lazy("in other areas"),
    OTHER_GROUPS: gettext_lazy("in other groups"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseRow:
    """One period of one place."""

    period: str
    observed: str
    expected: str
    mark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacePart:
    """One place: its course as a picture and a table."""

    key: str
    name: str
    where: str
    rows: tuple[CourseRow, ...]
    picture: SeriesPicture | None


def place_parts(
    expectation: library.Expectation | None,
    found: library.Watch | None,
    names: CityNames,
    *,
    smallest: int,
) -> tuple[PlacePart, ...]:
    """Every place that can be judged, with its time before adoption."""
    if expectation is None:
        return ()
    observed: dict[tuple[str, str], float | None] = {
        (one.place, str(one.period)): one.observed for one in (found.observed if found else ())
    }
    grounds = [ground for ground in expectation.grounds if not ground.why_not]
    return tuple(
        _place(_course(one, ground, observed), names, key=f"place-{number}", smallest=smallest)
        for number, (one, ground) in enumerate(zip(expectation.expected, grounds, strict=True))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Course:
    """One place: what came before adoption, then what was expected and what came."""

    place: library.Place
    before: tuple[tuple[str, float | None], ...]
    after: tuple[tuple[library.ExpectedPeriod, float | None], ...]


def _course(
    one: library.Expected, ground: Ground, observed: Mapping[tuple[str, str], float | None]
) -> _Course:
    own = ground.before.values[list(ground.own)]
    totals = own.sum(axis=0) if ground.scale.counted else own.mean(axis=0)
    before = [
        (str(span), None if np.isnan(total) else float(total))
        for span, total in zip(ground.before.spans, totals, strict=True)
    ]
    last, begins = ground.before.spans[-1], one.course[0].period
    not_told = [(str(last.later(by)), None) for by in range(1, begins.number - last.number)]
    return _Course(
        place=one.place,
        before=tuple([*before, *not_told][-MOST_BEFORE:]),
        after=tuple(
            (period, observed.get((one.place.name, str(period.period)))) for period in one.course
        ),
    )


def _place(course: _Course, names: CityNames, *, key: str, smallest: int) -> PlacePart:
    name = str(PLACES.get(course.place.name, course.place.name))
    areas, groups = list(course.place.areas), list(course.place.groups)
    return PlacePart(
        key=key,
        name=name[:1].upper() + name[1:],
        where=f"{areas_in_words(areas, names)} · {groups_in_words(groups, names)}",
        rows=tuple(_course_row(period, value, smallest) for period, value in course.after),
        picture=_picture(key, name, course, smallest),
    )


def _course_row(period: library.ExpectedPeriod, value: float | None, smallest: int) -> CourseRow:
    outside = "" if value is None or period.low <= value <= period.high else _("outside")
    return CourseRow(
        period=str(period.period),
        observed=count_in_words(value, smallest),
        expected=_band(period, smallest),
        mark=outside if not _is_small(value, smallest) else "",
    )


def _band(period: library.ExpectedPeriod, smallest: int) -> str:
    if _is_small(period.middle, smallest):
        return count_in_words(period.middle, smallest)
    return _("%(middle)s (%(low)s to %(high)s)") % {
        "middle": _rounded(period.middle),
        "low": _rounded(period.low),
        "high": _rounded(period.high),
    }


def _picture(key: str, name: str, course: _Course, smallest: int) -> SeriesPicture | None:
    """None where what is expected is too small to be shown."""
    if not course.after or any(_is_small(one.middle, smallest) for one, _value in course.after):
        return None
    bars = _bars(course, smallest)
    periods = [
        *(text for text, _value in course.before),
        *(str(one.period) for one, _ in course.after),
    ]
    places = sorted({0, len(course.before), len(bars) - 1})
    picture_id = f"{key}-picture"
    svg = series(
        bars,
        title=name,
        description=_("Observed beside what was expected before adoption"),
        ticks=[(place, periods[place]) for place in places],
        last_label="",
        middle_label=_rounded(course.after[-1][0].middle),
        picture_id=picture_id,
    )
    return SeriesPicture(
        picture_id=picture_id,
        svg=svg,
        caption=_(
            "Bars: what was observed. Shaded: what was expected before adoption, in nine cases of "
            "ten. Dashed: its middle."
        ),
        reading_hint=_("Read the periods with the arrow keys"),
        table_url=f"#{key}",
    )


def _bars(course: _Course, smallest: int) -> list[WeekBar]:
    before = [_bar(text, value, smallest) for text, value in course.before]
    after = [
        replace(
            _bar(str(period.period), value, smallest),
            low=max(period.low, 0.0),
            middle=period.middle,
            high=period.high,
        )
        for period, value in course.after
    ]
    return [*before, *after]


def _bar(period: str, value: float | None, smallest: int) -> WeekBar:
    return WeekBar(
        week=_first_day(period),
        count=None if _is_small(value, smallest) else value,
        sentence=f"{period}: {count_in_words(value, smallest)}",
    )


def areas_in_words(keys: list[str], names: CityNames) -> str:
    return in_a_row([names.area(key) for key in keys]) if keys else _("the whole city")


def groups_in_words(keys: list[str], names: CityNames) -> str:
    return in_a_row([names.group(key) for key in keys]) if keys else _("everybody")


def count_in_words(value: float | None, smallest: int) -> str:
    if value is None:
        return _("not yet told")
    if _is_small(value, smallest):
        return _("fewer than %(n)s") % {"n": whole(smallest)}
    return _rounded(value)


def _rounded(value: float | None) -> str:
    return "" if value is None else short(float(f"{value:.3g}"))


def _is_small(value: float | None, smallest: int) -> bool:
    return value is not None and smallest > 0 and value < smallest


def _first_day(period: str) -> date:
    span = span_of(period)
    return span.first_day if span else date.min
