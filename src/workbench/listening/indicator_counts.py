"""Counts of incidents by area and quarter, for the room that watches what follows a decision.

Read `indicator_sources` first. Only quarters that a source covers from their first day to their
last are told, so that a late file is no fall; an area in which nothing came in then has a nought.
"""

from collections.abc import Sequence
from functools import partial

import polars as pl
from django.utils.translation import gettext as _

from commonweal.core.spans import span_holding
from commonweal.core.tables import INDICATORS
from commonweal.listening.week import coverage_of, dating, in_periods
from workbench.core.city import current_city
from workbench.core.indicator_sources import IndicatorSource
from workbench.listening.feeds import incidents_of, shown_sources
from workbench.listening.models import Source

PREFIX = "incidents:"


def indicator_sources() -> list[IndicatorSource]:
    """One indicator a source that shows something."""
    return [_indicator(source) for source in shown_sources()]


def _indicator(source: Source) -> IndicatorSource:
    return IndicatorSource(
        key=f"{PREFIX}{source.key}",
        name=_("Incidents told by %(source)s") % {"source": source.name},
        source=source.name,
        definition=source.definition or _("Incidents as this source counts them, by quarter."),
        of_groups=partial(_table, source, others=False),
        others=partial(_table, source, others=True),
        smallest=current_city().publishing_floor,
    )


def _table(source: Source, groups: Sequence[str], *, others: bool) -> pl.DataFrame:
    """The counts of cases that touch any of these groups, or of those that touch none."""
    incidents = incidents_of(source)
    _unit, basis = dating(incidents)
    dated = in_periods(incidents, unit="month", basis=basis).with_columns(
        at=4 * pl.col("period").dt.year().cast(pl.Int64) + pl.col("period").dt.quarter() - 1
    )
    touched = pl.col("groups").list.set_intersection(pl.lit(list(groups))).list.len() > 0
    chosen = dated.filter(~touched if others else touched) if groups else dated
    counts = chosen.group_by("area", "at").agg(value=pl.col("n").sum().cast(pl.Float64))
    cells = _cells(_whole_quarters(incidents, source))
    return _as_indicators(cells.join(counts, on=["area", "at"], how="left"), source)


def _whole_quarters(incidents: pl.DataFrame, source: Source) -> list[int]:
    """The numbers of the quarters that the source covers from their first day to their last."""
    covered = coverage_of(incidents, started_on=source.started_on, ended_on=source.ended_on)
    if covered.since is None or covered.until is None:
        return []
    first, last = (span_holding(day, "quarter") for day in (covered.since, covered.until))
    begins = first.number + (first.first_day < covered.since)
    ends = last.number - (last.last_day > covered.until)
    return list(range(begins, ends + 1))


def _cells(quarters: list[int]) -> pl.DataFrame:
    """Every area of the finest level in every one of these quarters."""
    areas = current_city().areas()
    ids = [one.area for one in areas.at_level(areas.finest)]
    of_areas = pl.DataFrame({"area": ids}, schema={"area": pl.String()})
    return of_areas.join(pl.DataFrame({"at": quarters}, schema={"at": pl.Int64()}), how="cross")


def _as_indicators(whole: pl.DataFrame, source: Source) -> pl.DataFrame:
    year, quarter = pl.col("at") // 4, pl.col("at") % 4 + 1
    told = whole.with_columns(
        indicator=pl.lit(source.key),
        group=pl.lit(None, dtype=pl.String()),
        period=pl.format("{}-Q{}", year, quarter),
        value=pl.col("value").fill_null(0.0),
        n=pl.lit(None, dtype=pl.Int64()),
        source=pl.lit(source.name),
        definition=pl.lit(source.definition),
        **{"break": pl.lit(value=False)},
    )
    return INDICATORS.check(told)
