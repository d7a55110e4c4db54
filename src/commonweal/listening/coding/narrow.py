"""The coded rows of one file in few bytes, and the incident table that is made of them.

A million incidents stay small as numbers; `Narrow.slices` writes them out as the INCIDENTS
contract, a piece at a time.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from commonweal.core.notices import Notice
from commonweal.core.raw import ROW
from commonweal.core.tables import INCIDENTS
from commonweal.listening.coding.dates import text_of
from commonweal.listening.coding.labels import KeySets
from commonweal.listening.coding.refusals import Refusals
from commonweal.listening.coding.words import counted
from commonweal.listening.profiles import DATE_FIELDS

SLICE_ROWS = 100_000
FIELDS = (*INCIDENTS.columns, ROW, "stated place")


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrow:
    """One row per incident: dates and key sets as numbers, the rest as in INCIDENTS.

    Columns that the source does not give are absent; `constants` hold what is the same everywhere.
    """

    table: pl.DataFrame
    groups: KeySets
    kinds: KeySets
    constants: Mapping[str, bool | str]

    def slices(self, rows: int = SLICE_ROWS) -> Iterator[pl.DataFrame]:
        """The incidents as INCIDENTS tables of at most `rows` rows, in the order of the file."""
        for start in range(0, max(self.table.height, 1), rows):
            yield self._wide(self.table.slice(start, rows))

    def _wide(self, part: pl.DataFrame) -> pl.DataFrame:
        columns: list[pl.Series] = []
        for name, column in INCIDENTS.columns.items():
            if name in ("groups", "kinds"):
                sets = self.groups if name == "groups" else self.kinds
                series = sets.lists(part[name])
            elif name in DATE_FIELDS and name in part.columns:
                series = text_of(part[name])
            elif name in part.columns:
                series = part[name].cast(column.dtype)
            else:
                value = 1 if name == "n" else self.constants.get(name)
                series = pl.repeat(value, part.height, dtype=column.dtype, eager=True)
            columns.append(series.alias(name))
        return pl.DataFrame(columns)


def one_row_each(
    table: pl.DataFrame,
    repeats: str,
    *,
    id_column: str,
    groups: KeySets,
    kinds: KeySets,
    refusals: Refusals,
) -> tuple[pl.DataFrame, int, list[Notice]]:
    """One row per incident id, the number of rows merged away, and what was noticed."""
    if repeats == "number":
        nth = pl.int_range(pl.len()).over("incident_id")
        numbered = pl.concat_str("incident_id", pl.lit("|"), nth + 1)
        table = table.with_columns(
            pl.when(nth > 0).then(numbered).otherwise("incident_id").alias("incident_id")
        )
    first = table["incident_id"].is_first_distinct()
    if first.all():
        return table, 0, []
    if repeats == "merge":
        return _merged(table, first, groups, kinds)
    again = refusals.take(
        table.with_columns((~first).alias("again")),
        pl.col("again"),
        column=id_column,
        code="id-twice",
        explain=(
            "An earlier row of the file has the same identifier.",
            "Give each incident its own identifier; if the source repeats rows on purpose, set "
            'rows_of_one_id = "merge" in [duplicates] of the profile.',
        ),
    )
    return again.drop("again"), 0, []


def _merged(
    table: pl.DataFrame, first: pl.Series, groups: KeySets, kinds: KeySets
) -> tuple[pl.DataFrame, int, list[Notice]]:
    """Groups and kinds of all rows of one id together; the first row speaks for the rest."""
    repeated = table.filter(~first).select("incident_id").unique()
    family = table.join(repeated, on="incident_id", how="semi")
    others = [name for name in family.columns if name in INCIDENTS.columns]
    others = [name for name in others if name not in ("incident_id", "groups", "kinds")]
    joined = family.group_by("incident_id").agg(
        pl.col("groups").unique(),
        pl.col("kinds").unique(),
        pl.any_horizontal(
            False, *(pl.col(name).drop_nulls().n_unique() > 1 for name in others)
        ).alias("differ"),
    )
    kept = table.filter(first)
    for name, sets in (("groups", groups), ("kinds", kinds)):
        several = joined.filter(pl.col(name).list.len() > 1).select("incident_id", name)
        families = [tuple(codes) for codes in several[name].list.sort().to_list()]
        union_of = {family: sets.union(family) for family in dict.fromkeys(families)}
        codes = [union_of[family] for family in families]
        together = several.select("incident_id", pl.Series("together", codes, dtype=pl.Int32()))
        kept = (
            kept.join(together, on="incident_id", how="left", maintain_order="left")
            .with_columns(pl.coalesce("together", name).alias(name))
            .drop("together")
        )
    merged = table.height - kept.height
    return kept, merged, _merge_notices(merged, int(joined["differ"].sum()))


def _merge_notices(merged: int, differing: int) -> list[Notice]:
    notices = [
        Notice(
            code="rows-merged",
            sentence=f"{counted(merged, 'row')} repeated an incident that an earlier row holds; "
            "each incident is counted once, with the groups and kinds of all its rows.",
            count=merged,
        )
    ]
    if differing:
        sentence = (
            f"The rows of {counted(differing, 'incident')} differ in date or area; "
            "the first row counts."
        )
        notices.append(Notice(code="rows-differ", sentence=sentence, count=differing))
    return notices
