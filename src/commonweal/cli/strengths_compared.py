"""Two readings of one source set against each other, as an audience may see it."""

from collections.abc import Iterable
from typing import Any

import polars as pl

from commonweal.mapping.strengths import Audience, Reconciled

MOST_LISTED = 200


def compared(found: Reconciled, *tables: pl.DataFrame, audience: Audience) -> dict[str, Any]:
    """What became of the entries, as plain values.

    `tables` are all that were set against each other. For the public, whatever touches an entry
    that is confidential in any of them is left out.
    """
    hidden: set[str] = set()
    if audience is Audience.PUBLIC:
        for table in tables:
            hidden |= set(table.filter(pl.col("confidential"))["strength_id"])
    matched = _open(found.matched, ("before", "after"), hidden)
    rules = matched.group_by("how", maintain_order=True).len()
    return {
        "matched": matched.height,
        "matched_by": dict(rules.iter_rows()),
        **_listed("new", _named(found.new, hidden)),
        **_listed("gone", _named(found.gone, hidden)),
        **_listed("unsure", _open(found.unsure, ("before", "after"), hidden)),
        **_listed("changed", _open(found.changed, ("strength_id",), hidden)),
        **_listed("conflicting", _open(found.conflicts, ("strength_id",), hidden)),
    }


def _open(table: pl.DataFrame, columns: Iterable[str], hidden: set[str]) -> pl.DataFrame:
    ids = pl.Series(sorted(hidden), dtype=pl.String()).implode()
    return table.filter(~pl.any_horizontal(pl.col(name).is_in(ids) for name in columns))


def _named(table: pl.DataFrame, hidden: set[str]) -> pl.DataFrame:
    return _open(table, ("strength_id",), hidden).select("strength_id", "name", "area")


def _listed(name: str, table: pl.DataFrame) -> dict[str, Any]:
    return {f"{name}_count": table.height, name: table.head(MOST_LISTED).to_dicts()}
