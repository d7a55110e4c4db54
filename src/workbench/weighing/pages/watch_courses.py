"""The course of what is watched in one place: what was expected, what came, as picture and table.

Counts of incidents below the city's floor are not shown, since those who weigh see no incidents.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonweal.core.spans import span_of
from commonweal.weighing import watch as library
from workbench.core.labels import CityNames, in_a_row
from workbench.core.numbers import short, whole
from workbench.core.pictures import SeriesPicture, WeekBar, series
from workbench.weighing.watch_forms import NEXT_DOOR, OTHER_GROUPS
from workbench.weighing.watching import MEANT

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
    expected: tuple[library.Expected, ...],
    found: library.Watch | None,
    names: CityNames,
    *,
    smallest: int,
) -> tuple[PlacePart, ...]:
    observed: dict[tuple[str, str], float | None] = {
        (one.place, str(one.period)): one.observed for one in (found.observed if found else ())
    }
    return tuple(
        _place(one, observed, names, number=number, smallest=smallest)
        for number, one in enumerate(expected)
    )


def _place(
    one: library.Expected,
    observed: dict[tuple[str, str], float | None],
    names: CityNames,
    *,
    number: int,
    smallest: int,
) -> PlacePart:
    name = str(PLACES.get(one.place.name, one.place.name))
    periods = [
        (period, observed.get((one.place.name, str(period.period)))) for period in one.course
    ]
    areas, groups = list(one.place.areas), list(one.place.groups)
    where = f"{areas_in_words(areas, names)} · {groups_in_words(groups, names)}"
    return PlacePart(
        key=f"place-{number}",
        name=name[:1].upper() + name[1:],
        where=where,
        rows=tuple(_course_row(period, value, smallest) for period, value in periods),
        picture=_picture(f"watch-{number}", name, periods, smallest),
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


def _picture(
    picture_id: str,
    name: str,
    periods: list[tuple[library.ExpectedPeriod, float | None]],
    smallest: int,
) -> SeriesPicture | None:
    if not periods or any(_is_small(period.middle, smallest) for period, _value in periods):
        return None
    bars = [
        WeekBar(
            week=_first_day(str(period.period)),
            count=None if _is_small(value, smallest) else value,
            sentence=f"{period.period}: {count_in_words(value, smallest)}",
            low=max(period.low, 0.0),
            middle=period.middle,
            high=period.high,
        )
        for period, value in periods
    ]
    places = sorted({0, (len(bars) - 1) // 2, len(bars) - 1})
    svg = series(
        bars,
        title=name,
        description=_("Observed beside what was expected before adoption"),
        ticks=[(place, str(periods[place][0].period)) for place in places],
        last_label=_rounded(periods[-1][1]) if _shows(periods[-1][1], smallest) else "",
        middle_label=_("expected %(n)s") % {"n": _rounded(periods[-1][0].middle)},
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
        table_url=f"#{picture_id.replace('watch', 'place')}",
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


def _shows(value: float | None, smallest: int) -> bool:
    return value is not None and not _is_small(value, smallest)


def _first_day(period: str) -> date:
    span = span_of(period)
    return span.first_day if span else date.min
