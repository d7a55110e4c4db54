"""One indicator as a table of areas and periods, for the groups of a place.

Read `panel_of` first. A period that was not measured stays missing (NaN); it is never a zero.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import polars as pl

from commonweal.core.spans import Span, span_of
from commonweal.weighing.watch.plan_keys import InvalidPlan

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """`values` (areas, periods) from the period `first` on, and `n` behind them where all told it.

    `breaks` are the areas and periods from which a series is not comparable with before.
    """

    indicator: str
    areas: tuple[str, ...]
    first: Span
    values: Numbers
    n: Numbers | None = None
    breaks: tuple[tuple[str, Span], ...] = ()

    @property
    def spans(self) -> tuple[Span, ...]:
        """The periods, oldest first."""
        return tuple(self.first.later(by) for by in range(self.values.shape[1]))

    def until(self, last: Span) -> "Panel":
        """The same panel with no period after `last`."""
        return self._part(0, max(last.number - self.first.number + 1, 0))

    def since(self, first: Span) -> "Panel":
        """The same panel with no period before `first`."""
        return self._part(max(first.number - self.first.number, 0), self.values.shape[1])

    def _part(self, since: int, until: int) -> "Panel":
        return replace(
            self,
            first=self.first.later(since),
            values=self.values[:, since:until],
            n=None if self.n is None else self.n[:, since:until],
        )


def panel_of(
    series: pl.DataFrame, indicator: str, groups: Sequence[str], *, counted: bool
) -> Panel:
    """The indicator of `tables.INDICATORS` by area, summed (counts) or averaged over the groups.

    Without groups, the rows for everybody. Raises `InvalidPlan` where there is none.
    """
    of_group = pl.col("group").is_in(list(groups)) if groups else pl.col("group").is_null()
    rows = series.filter(pl.col("indicator") == indicator, pl.col("area").is_not_null(), of_group)
    if not rows.height:
        raise _nothing(series, indicator, groups)
    spans = [span for text in rows["period"] if (span := span_of(text)) is not None]
    first, areas = min(spans), sorted(rows["area"].unique())
    at = (
        np.array([areas.index(area) for area in rows["area"]]),
        np.array([span.number - first.number for span in spans]),
    )
    shape, many = (len(areas), int(at[1].max()) + 1), max(len(groups), 1)
    values = _laid(rows["value"].to_numpy(), at, shape, many, mean=not counted)
    asked = _laid(rows["n"].cast(pl.Float64).to_numpy(), at, shape, many, mean=False)
    return Panel(
        indicator=indicator,
        areas=tuple(areas),
        first=first,
        values=values,
        n=asked if (asked[~np.isnan(values)] > 0).all() else None,
        breaks=_breaks(rows),
    )


def _breaks(rows: pl.DataFrame) -> tuple[tuple[str, Span], ...]:
    marked = rows.filter(pl.col("break")).select("area", "period").unique(maintain_order=True)
    told = ((area, span_of(text)) for area, text in marked.rows())
    return tuple((area, span) for area, span in told if span is not None)


def _laid(
    values: Numbers,
    at: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]],
    shape: tuple[int, int],
    groups: int,
    *,
    mean: bool,
) -> Numbers:
    """Sums (or means) by area and period; missing where any group's value is."""
    sums, told = np.zeros(shape), np.zeros(shape)
    good = ~np.isnan(values)
    np.add.at(sums, (at[0][good], at[1][good]), values[good])
    np.add.at(told, (at[0][good], at[1][good]), 1)
    whole = np.where(told == groups, sums, np.nan)
    return whole / groups if mean else whole


def _nothing(series: pl.DataFrame, indicator: str, groups: Sequence[str]) -> InvalidPlan:
    known = ", ".join(sorted(series["indicator"].unique())) or "none"
    of_groups = f" for {', '.join(groups)}" if groups else " for everybody (empty group)"
    return InvalidPlan(
        f"There is no series “{indicator}”{of_groups} by area.",
        remedy=f"Series that there are: {known}. Mind the group and the area of each row.",
        indicator=indicator,
    )
