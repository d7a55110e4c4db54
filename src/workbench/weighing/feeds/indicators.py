"""Indicators from the store and from other rooms, as the library's tables and panels.

Read `known_indicators` first: what can be watched, by key. `panels_of` gives its values by area.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import polars as pl
from django.http import Http404

from commonweal.core.tables import INDICATORS
from commonweal.weighing.watch.panel import Panel, panel_of
from workbench.core.indicator_sources import indicator_sources
from workbench.weighing.models import IndicatorSeries, Watch

STORED = "series:"
OTHERS = "others"
"""What the library asks for where it looks at other reports of the same source."""
Panels = Callable[[str, tuple[str, ...]], Panel]


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """What can be watched; `worse` as in `IndicatorSeries`, `smallest` the least count shown."""

    key: str
    name: str
    source: str
    definition: str
    counted: bool
    worse: str
    has_others: bool = False
    smallest: int = 0


def known_indicators() -> dict[str, Indicator]:
    """Everything that can be watched: the store first, then what other rooms tell."""
    stored = {f"{STORED}{one.pk}": _stored(one) for one in IndicatorSeries.objects.all()}
    told = {
        key: Indicator(
            key=key,
            name=one.name,
            source=one.source,
            definition=one.definition,
            counted=True,
            worse=IndicatorSeries.Worse.MORE,
            has_others=True,
            smallest=one.smallest,
        )
        for key, one in indicator_sources().items()
    }
    return {**stored, **told}


def indicator_of(key: str) -> Indicator:
    """One indicator; not found otherwise."""
    try:
        return known_indicators()[key]
    except KeyError:
        raise Http404 from None


def indicator_name(watch: Watch) -> str:
    """What is watched, also where its source has gone since; the key where nothing else is left."""
    if watch.frozen:
        return str(watch.frozen["plan"]["name"])
    found = known_indicators().get(watch.indicator)
    return found.name if found else watch.indicator


def panels_of(key: str) -> Panels:
    """The values of an indicator by area, for some groups."""
    if key.startswith(STORED):
        return _stored_panels(IndicatorSeries.objects.get(pk=int(key.removeprefix(STORED))))
    source = indicator_sources()[key]

    def panel(name: str, groups: tuple[str, ...]) -> Panel:
        table = source.others(groups) if name == OTHERS else source.of_groups(groups)
        told = table["indicator"][0] if table.height else ""
        return panel_of(table, told, (), counted=True)

    return panel


def groups_not_told(key: str, groups: Iterable[str]) -> list[str]:
    """Those of these groups of which a stored series holds no value; counts of cases know all."""
    if not key.startswith(STORED):
        return []
    rows = IndicatorSeries.objects.get(pk=int(key.removeprefix(STORED))).values
    told = set(rows.values_list("group", flat=True).distinct())
    return [group for group in groups if group not in told]


def _stored_panels(series: IndicatorSeries) -> Panels:
    table = series_table(series)

    def panel(name: str, groups: tuple[str, ...]) -> Panel:  # noqa: ARG001 - a series has no others
        return panel_of(table, series.name, groups, counted=series.counted)

    return panel


def series_table(series: IndicatorSeries) -> pl.DataFrame:
    """The values of a series as `tables.INDICATORS`."""
    columns = ("area", "group", "period", "value", "n", "is_break")
    rows = [
        {
            "indicator": series.name,
            "area": area or None,
            "group": group or None,
            "period": period,
            "value": value,
            "n": n,
            "source": series.source,
            "definition": series.definition,
            "break": is_break,
        }
        for area, group, period, value, n, is_break in series.values.values_list(*columns)
    ]
    return pl.DataFrame(rows, schema=INDICATORS.schema)


def _stored(one: IndicatorSeries) -> Indicator:
    return Indicator(
        key=f"{STORED}{one.pk}",
        name=one.name,
        source=one.source,
        definition=one.definition,
        counted=one.counted,
        worse=one.worse,
    )
