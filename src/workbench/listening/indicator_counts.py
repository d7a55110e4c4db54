"""Counts of incidents by area and quarter, for the room that watches what follows a decision.

Read `indicator_sources` first. Only whole quarters that a source covers are told: from the first
whole one to the last one before its newest incident, so that a late file is no fall.
"""

from collections.abc import Sequence
from functools import partial

import polars as pl
from django.utils.translation import gettext as _

from commonweal.core.tables import INDICATORS
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
    placed = incidents_of(source).filter(
        pl.col("area").is_not_null(), pl.col("occurred_on").str.len_chars() >= 7
    )
    dated = placed.with_columns(at=_quarter_number("occurred_on"))
    touched = pl.col("groups").list.set_intersection(pl.lit(list(groups))).list.len() > 0
    chosen = dated.filter(~touched if others else touched) if groups else dated
    counts = chosen.group_by("area", "at").agg(value=pl.col("n").sum().cast(pl.Float64))
    whole = _whole_quarters(dated).join(counts, on=["area", "at"], how="left")
    return _as_indicators(whole, source)


def _quarter_number(column: str) -> pl.Expr:
    year = pl.col(column).str.slice(0, 4).cast(pl.Int64)
    return 4 * year + (pl.col(column).str.slice(5, 2).cast(pl.Int64) - 1) // 3


def _whole_quarters(dated: pl.DataFrame) -> pl.DataFrame:
    """Every area of the finest level in every quarter between the first and the last one told."""
    areas = current_city().areas()
    ids = [one.area for one in areas.at_level(areas.finest)]
    first, last = dated["at"].min(), dated["at"].max()
    inside = range(int(first) + 1, int(last)) if dated.height else range(0)  # type: ignore[arg-type]  # integers
    quarters = pl.DataFrame({"at": list(inside)}, schema={"at": pl.Int64()})
    return pl.DataFrame({"area": ids}, schema={"area": pl.String()}).join(quarters, how="cross")


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
