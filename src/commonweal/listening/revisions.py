"""What a source changed between two deliveries: incidents added, vanished, relabelled.

Sources revise: New York's counts settle after two or three quarters, and go down as well as up.
Read `compare`. Incidents are matched by the source's own identifier.
"""

from dataclasses import dataclass

import polars as pl

from commonweal.core.tables import INCIDENTS

CHANGES = pl.Schema(
    {
        "incident_id": pl.String(),
        "column": pl.String(),
        "before": pl.String(),
        "after": pl.String(),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Revisions:
    """`added` and `vanished` hold incidents as INCIDENTS; `relabelled` one row for each value.

    `relabelled` has the columns incident_id, column, before, after, all text (null: not stated),
    in the order of the incidents after, then of the columns of INCIDENTS.
    """

    added: pl.DataFrame
    vanished: pl.DataFrame
    relabelled: pl.DataFrame

    @property
    def incidents_relabelled(self) -> int:
        """How many incidents changed in at least one column."""
        return self.relabelled["incident_id"].n_unique()

    def __bool__(self) -> bool:
        return bool(self.added.height or self.vanished.height or self.relabelled.height)


def compare(before: pl.DataFrame, after: pl.DataFrame) -> Revisions:
    """The revisions from one INCIDENTS table to the next, value by value.

    Each table holds an identifier once. The order of rows does not matter; neither does the order
    of groups and kinds inside an incident.
    """
    columns = [name for name in INCIDENTS.columns if name != "incident_id"]
    both = after.select(list(INCIDENTS.columns)).join(
        before.select(list(INCIDENTS.columns)),
        on="incident_id",
        how="inner",
        suffix=" before",
        maintain_order="left",
    )
    changed = [_changes(both, name) for name in columns]
    order = both.select("incident_id").with_row_index("place")
    relabelled = (
        pl.concat([pl.DataFrame(schema=CHANGES), *changed])
        .join(order, on="incident_id", how="left", maintain_order="left")
        .sort("place", maintain_order=True)
        .drop("place")
    )
    return Revisions(
        added=after.join(before, on="incident_id", how="anti", maintain_order="left"),
        vanished=before.join(after, on="incident_id", how="anti", maintain_order="left"),
        relabelled=relabelled,
    )


def _changes(both: pl.DataFrame, name: str) -> pl.DataFrame:
    now, then = pl.col(name), pl.col(f"{name} before")
    if isinstance(both.schema[name], pl.List):
        now, then = now.list.sort(), then.list.sort()
    return both.filter(now.ne_missing(then)).select(
        "incident_id",
        pl.lit(name).alias("column"),
        _text(both.schema[name], then).alias("before"),
        _text(both.schema[name], now).alias("after"),
    )


def _text(dtype: pl.DataType, value: pl.Expr) -> pl.Expr:
    if isinstance(dtype, pl.List):
        return value.list.join(", ")
    if dtype == pl.Boolean:
        return pl.when(value).then(pl.lit("yes")).when(~value).then(pl.lit("no"))
    return value.cast(pl.String())
