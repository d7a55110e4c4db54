"""What a coded file says in figures. Read `summary` first.

Totals count incidents once. Where a source's groups overlap, figures of different groups count the
same events, so no total over groups is made: `incidents` is None and `by_year` stays empty.
Groups and kinds stand in the order of the city's lists, never by count: no table ranks communities.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from commonweal.listening.coding import Coded
from commonweal.listening.coding.dates import YEAR
from commonweal.listening.coding.labels import KeySets

MOST_REFUSED_SHOWN = 200
OVERLAP_CAVEAT = (
    "The groups of this source overlap: one offence may carry several flags. Figures of different "
    "groups are never added, so there is no total and no count by year over all groups."
)


def summary(coded: Coded) -> dict[str, Any]:
    """The figures that `commonweal listening look` shows; keys as documented there.

    Years are the publisher's own where it gives one, else those of the event, else of the report.
    """
    table = coded.narrow.table
    by_group = _by_key(table, "groups", coded.narrow.groups, coded.group_keys)
    known = {
        "rows": coded.rows,
        "incidents": _total(table),
        "duplicates": coded.duplicates,
        "incident_group_pairs": sum(by_group.values()),
        "by_year": _by_year(table, _year_of_counting(table)),
        "by_year_reported": _by_year(table, _year_reported(table)),
        "by_group": by_group,
        "by_kind": _by_key(table, "kinds", coded.narrow.kinds, coded.kind_keys),
        "by_group_year": _by_group_year(table, coded.narrow.groups, coded.group_keys),
        "refused": coded.refused.head(MOST_REFUSED_SHOWN).to_dicts(),
        "refused_count": coded.refused.height,
        "skipped": coded.skipped,
        "skipped_why": [{"reason": why, "rows": n} for why, n in coded.skipped_why],
        "notices": [
            {"code": one.code, "sentence": one.sentence, "count": one.count}
            for one in coded.notices
        ],
        "caveats": list(coded.caveats),
    }
    if not coded.overlapping:
        return known
    never_added: Mapping[str, Any] = {
        "incidents": None,
        "incident_group_pairs": None,
        "by_year": {},
        "by_year_reported": {},
        "by_kind": {},
        "caveats": [*coded.caveats, OVERLAP_CAVEAT],
    }
    return {**known, **never_added}


def _weight(table: pl.DataFrame) -> pl.Expr:
    return pl.col("n") if "n" in table.columns else pl.lit(1, dtype=pl.Int64())


def _total(table: pl.DataFrame) -> int:
    return int(table["n"].sum()) if "n" in table.columns else table.height


def _year_of_counting(table: pl.DataFrame) -> pl.Expr:
    years = [pl.col("publisher_year")] if "publisher_year" in table.columns else []
    years += [pl.col(name) // YEAR for name in ("occurred_on", "reported_on") if name in table]
    return pl.coalesce(*years) if years else pl.lit(None, dtype=pl.Int32())


def _year_reported(table: pl.DataFrame) -> pl.Expr:
    known = "reported_on" in table.columns
    return pl.col("reported_on") // YEAR if known else pl.lit(None, dtype=pl.Int32())


def _by_year(table: pl.DataFrame, year: pl.Expr) -> dict[str, int]:
    counted = (
        table.select(year.alias("year"), _weight(table).alias("n"))
        .drop_nulls("year")
        .group_by("year")
        .agg(pl.col("n").sum())
        .sort("year")
    )
    return {str(one): n for one, n in counted.iter_rows()}


def _in_list_order[T](found: Mapping[str, T], keys: Sequence[str]) -> dict[str, T]:
    """`found` in the order of `keys`; keys that are not among them follow by name."""
    known = [key for key in keys if key in found]
    return {key: found[key] for key in (*known, *sorted(found.keys() - set(known)))}


def _by_key(table: pl.DataFrame, column: str, sets: KeySets, keys: Sequence[str]) -> dict[str, int]:
    """Incidents of each key; an incident of two keys counts for both."""
    of_set = table.select(column, _weight(table).alias("n")).group_by(column).agg(pl.col("n").sum())
    found: dict[str, int] = {}
    for code, n in of_set.iter_rows():
        for key in sets.sets[code]:
            found[key] = found.get(key, 0) + n
    return _in_list_order(found, keys)


def _by_group_year(
    table: pl.DataFrame, sets: KeySets, keys: Sequence[str]
) -> dict[str, dict[str, int]]:
    counted = (
        table.select("groups", _year_of_counting(table).alias("year"), _weight(table).alias("n"))
        .drop_nulls("year")
        .group_by("groups", "year")
        .agg(pl.col("n").sum())
        .sort("year")
    )
    found: dict[str, dict[str, int]] = {}
    for code, year, n in counted.iter_rows():
        for key in sets.sets[code]:
            years = found.setdefault(key, {})
            years[str(year)] = years.get(str(year), 0) + n
    return _in_list_order(found, keys)
