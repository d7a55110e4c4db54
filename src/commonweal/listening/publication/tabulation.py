"""Counting a source's incidents into the cells of a plan.

Read `tabulate`. An incident of groups of one bundle counts in that bundle; of several bundles, of
groups that the plan does not name, or of none, it counts in the remainder. So each incident is
counted once, and the cells add up to the margins. Where the groups of the source overlap, each
group is a table of its own: an incident counts in each of its groups, and nothing is added.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from commonweal.core.periods import first_day, last_day, precision
from commonweal.core.tables import INCIDENTS
from commonweal.listening.publication.editions import Edition
from commonweal.listening.publication.plan import Basis, Cell, TablePlan


@dataclass(frozen=True, slots=True, kw_only=True)
class Tabulated:
    """The counts of every cell of an edition, margins included; never published as they stand.

    `undated` incidents of the source carry no month, and `elsewhere` incidents of the edition lie
    in no area of the plan; neither is in any cell. `told_until` is the newest record's day.
    """

    edition: Edition
    counts: Mapping[Cell, int]
    undated: int
    elsewhere: int
    told_until: date | None


def tabulate(incidents: pl.DataFrame, plan: TablePlan, edition: Edition) -> Tabulated:
    """Count `incidents` (`tables.INCIDENTS`, one source) into the cells of `plan`.

    Records dated to a month or a day count; a year alone is too coarse for a quarter.
    """
    dated = _dated(INCIDENTS.check(incidents), plan.basis)
    here = dated.filter(pl.col("first").is_between(edition.first, edition.last))
    placed = here.with_columns(area=_area_key(plan)).filter(pl.col("area").is_not_null())
    counted = _by_bundle(placed, plan).group_by("area", "bundle").agg(pl.col("n").sum())
    inner = {(area, bundle): int(n) for area, bundle, n in counted.iter_rows()}
    return Tabulated(
        edition=edition,
        counts=counts_of(inner, plan),
        undated=int(dated.filter(pl.col("first").is_null())["n"].sum()),
        elsewhere=int(here["n"].sum()) - int(placed["n"].sum()),
        told_until=dated["last"].max(),  # type: ignore[arg-type]  # a column of dates
    )


def _dated(incidents: pl.DataFrame, basis: Basis) -> pl.DataFrame:
    """With the first and last day that the date of the basis may mean; null for a bare year."""
    text = pl.col("reported_on" if basis == "reported" else "occurred_on")
    fine = precision(text).is_in(["day", "month"])
    return incidents.with_columns(
        first=pl.when(fine).then(first_day(text)), last=pl.when(fine).then(last_day(text))
    )


def _area_key(plan: TablePlan) -> pl.Expr:
    keys = {area: one.key for one in plan.areas for area in one.areas}
    rest = next((one.key for one in plan.areas if one.remainder), None)
    return pl.col("area").replace_strict(keys, default=rest, return_dtype=pl.String)


def _by_bundle(placed: pl.DataFrame, plan: TablePlan) -> pl.DataFrame:
    """One row an incident (or, where groups overlap, one row an incident and group)."""
    keys = {group: bundle.key for bundle in plan.bundles for group in bundle.groups}
    if plan.overlapping:
        rows = placed.select("area", "n", bundle="groups").explode("bundle")
        named = pl.col("bundle").replace_strict(keys, default=None, return_dtype=pl.String)
        return rows.with_columns(bundle=named).filter(pl.col("bundle").is_not_null())
    rest = next(bundle.key for bundle in plan.bundles if bundle.remainder)
    bundles = [_one_bundle(groups, keys, rest) for groups in placed["groups"].to_list()]
    return placed.select("area", "n").with_columns(bundle=pl.Series(bundles, dtype=pl.String))


def _one_bundle(groups: list[str], keys: Mapping[str, str], rest: str) -> str:
    found = {keys.get(group, rest) for group in groups}
    return found.pop() if len(found) == 1 else rest


def counts_of(inner: Mapping[Cell, int], plan: TablePlan) -> dict[Cell, int]:
    """The counts of every cell of the plan, margins added up from the inner ones."""
    return {cell: sum(inner.get(one, 0) for one in plan.within(cell)) for cell in plan.cells}
