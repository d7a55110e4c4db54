"""The store of living conditions: the list, one series over time by area, and two as a pair."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonweal.core.spans import span_of
from workbench.accounts.models import Person
from workbench.core.indicator_sources import indicator_sources
from workbench.core.labels import CityNames, Pairs, choices, city_names, in_a_row
from workbench.core.numbers import short, whole
from workbench.core.pictures import SeriesPicture, WeekBar, series
from workbench.weighing.access import indicators as ai
from workbench.weighing.models import IndicatorSeries, IndicatorValue
from workbench.weighing.watch_forms import ShowForm

MOST_BARS = 60
CITY, EVERYBODY = "", ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesLine:
    """One series in the list."""

    address: str
    name: str
    source: str
    definition: str
    worse: str
    last: str
    covers: str
    breaks: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorsPage:
    """What indicators.html may use."""

    lede: str
    lines: tuple[SeriesLine, ...]
    others: tuple[tuple[str, str], ...]
    newest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueRow:
    """One period in a table."""

    period: str
    value: str
    n: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPage:
    """What series.html may use."""

    series_id: int
    line: SeriesLine
    form: ShowForm
    told: str
    picture: SeriesPicture | None
    rows: tuple[ValueRow, ...]


def indicators_page(person: Person) -> IndicatorsPage:
    """Every series of the store, and what other rooms tell."""
    rows = ai.series_for(person).annotate(first=Min("values__period"), last=Max("values__period"))
    lines = tuple(series_line(one) for one in rows)
    newest = ai.newest_file()
    lede = ngettext("%(n)s series.", "%(n)s series.", len(lines))
    told = _("The newest file is %(file)s: %(added)s new values, %(changed)s changed.")
    return IndicatorsPage(
        lede=lede % {"n": whole(len(lines))},
        lines=lines,
        others=tuple((one.name, one.definition) for one in indicator_sources().values()),
        newest=told
        % {"file": newest.name, "added": whole(newest.added), "changed": whole(newest.changed)}
        if newest
        else "",
    )


def series_line(one: IndicatorSeries) -> SeriesLine:
    """A series with what has to stand beside every figure of it."""
    span = one.values.aggregate(first=Min("period"), last=Max("period"))
    breaks = one.values.filter(is_break=True).values_list("period", flat=True)
    return SeriesLine(
        address=reverse("weighing-series", args=[one.pk]),
        name=one.name,
        source=one.source,
        definition=one.definition,
        worse=str(one.get_worse_display()),
        last=span["last"] or "",
        covers=f"{span['first']} – {span['last']}" if span["first"] else "",
        breaks=in_a_row(sorted(set(breaks))) if breaks else "",
    )


def series_page(one: IndicatorSeries, asked: Mapping[str, str]) -> SeriesPage:
    """One series, drawn for one area and one group."""
    names = city_names()
    areas, groups = _offered(one, names)
    form = ShowForm(asked if "area" in asked else None, areas=areas, groups=groups)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    area, group = chosen.get("area", areas[0][0]), chosen.get("group", groups[0][0])
    if not form.is_bound:
        form = ShowForm(areas=areas, groups=groups, initial={"area": area, "group": group})
    values = list(one.values.filter(area=area, group=group))
    told = f"{dict(areas)[area]}, {dict(groups)[group]}"
    return SeriesPage(
        series_id=one.pk,
        line=series_line(one),
        form=form,
        told=told,
        picture=_picture(one, values, told) if values else None,
        rows=tuple(_row(value, one.unit) for value in reversed(values)),
    )


def _offered(one: IndicatorSeries, names: CityNames) -> tuple[Pairs, Pairs]:
    """The areas and groups of which the series tells something; at least the whole and all."""
    areas = set(one.values.values_list("area", flat=True)) or {CITY}
    groups = set(one.values.values_list("group", flat=True)) or {EVERYBODY}
    whole_city = [(CITY, _("the whole city"))] if CITY in areas else []
    everybody = [(EVERYBODY, _("everybody"))] if EVERYBODY in groups else []
    return (
        [*whole_city, *choices((key, names.area(key)) for key in areas - {CITY})],
        [*everybody, *choices((key, names.group(key)) for key in groups - {EVERYBODY})],
    )


def _picture(one: IndicatorSeries, values: list[IndicatorValue], told: str) -> SeriesPicture:
    shown = values[-MOST_BARS:]
    bars = [
        WeekBar(week=_day(value.period), count=value.value, sentence=_sentence(value, one.unit))
        for value in shown
    ]
    breaks = [
        (place, _("%(period)s: not comparable with before") % {"period": value.period})
        for place, value in enumerate(shown)
        if value.is_break
    ]
    last = shown[-1]
    svg = series(
        bars,
        title=one.name,
        description=told,
        ticks=_ticks(shown),
        last_label="" if last.value is None else short(last.value),
        events=breaks,
        picture_id="indicator",
    )
    return SeriesPicture(
        picture_id="indicator",
        svg=svg,
        caption=_("Each bar is one period. A gap was not measured, and is no nought."),
        reading_hint=_("Read the periods with the arrow keys"),
        table_url="#values",
        beneath=tuple(said for _place, said in breaks),
    )


def _ticks(values: list[IndicatorValue]) -> list[tuple[int, str]]:
    places = sorted({0, (len(values) - 1) // 2, len(values) - 1})
    return [(place, values[place].period) for place in places]


def _day(period: str) -> date:
    span = span_of(period)
    return span.first_day if span else date.min


def _sentence(value: IndicatorValue, unit: str) -> str:
    return f"{value.period}: {_said(value.value, unit)}"


def _said(value: float | None, unit: str) -> str:
    if value is None:
        return _("not measured")
    return f"{short(value)} {unit}".strip()


def _row(value: IndicatorValue, unit: str) -> ValueRow:
    return ValueRow(
        period=value.period,
        value=_said(value.value, unit),
        n="" if value.n is None else whole(value.n),
        note=_("not comparable with before") if value.is_break else "",
    )
