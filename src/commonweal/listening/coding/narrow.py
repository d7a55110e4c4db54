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
from commonweal.core.words import counted
from commonweal.listening.coding.dates import text_of
from commonweal.listening.coding.labels import KeySets
from commonweal.listening.coding.refusals import Refusals
from commonweal.listening.profiles import DATE_FIELDS

SLICE_ROWS = 100_000
FIRST = " of the first row"
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
        dates = _date_texts(part)
        for name, column in INCIDENTS.columns.items():
            if name in ("groups", "kinds"):
                sets = self.groups if name == "groups" else self.kinds
                series = sets.lists(part[name])
            elif name in dates:
                series = dates[name]
            elif name in part.columns:
                series = part[name].cast(column.dtype)
            else:
                value = 1 if name == "n" else self.constants.get(name)
                series = pl.repeat(value, part.height, dtype=column.dtype, eager=True)
            columns.append(series.alias(name))
        return pl.DataFrame(columns)


def _date_texts(part: pl.DataFrame) -> dict[str, pl.Series]:
    """The dates as ISO text; columns of equal dates (filed and recorded) are written once."""
    texts: dict[str, pl.Series] = {}
    for name in DATE_FIELDS:
        if name in part.columns:
            twin = next((known for known in texts if part[known].equals(part[name])), None)
            texts[name] = text_of(part[name]) if twin is None else texts[twin]
    return texts


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
    kept, later = table.filter(first), table.filter(~first)
    facts = [name for name in table.columns if name in INCIDENTS.columns]
    pairs = later.select(facts).join(kept.select(facts), on="incident_id", suffix=FIRST)
    others = [name for name in facts if name not in ("incident_id", "groups", "kinds")]
    unlike = pl.any_horizontal(False, *(pl.col(name) != pl.col(name + FIRST) for name in others))
    differing = pairs.filter(unlike)["incident_id"].n_unique()
    for name, sets in (("groups", groups), ("kinds", kinds)):
        kept = _with_all_keys(kept, pairs, name, sets)
    return kept, later.height, _merge_notices(later.height, differing)


def _with_all_keys(
    kept: pl.DataFrame, pairs: pl.DataFrame, name: str, sets: KeySets
) -> pl.DataFrame:
    """`kept` with the union of the sets `name` over all rows of each id."""
    own = pl.col(name + FIRST)
    several = (
        pairs.filter(pl.col(name) != own)
        .group_by("incident_id")
        .agg(pl.concat_list(pl.col(name).implode(), own.implode()).first().alias(name))
        .with_columns(pl.col(name).list.unique().list.sort())
    )
    families = [tuple(codes) for codes in several[name].to_list()]
    union_of = {family: sets.union(family) for family in dict.fromkeys(families)}
    codes = pl.Series("together", [union_of[family] for family in families], dtype=pl.Int32())
    return (
        kept.join(
            several.select("incident_id", codes),
            on="incident_id",
            how="left",
            maintain_order="left",
        )
        .with_columns(pl.coalesce("together", name).alias(name))
        .drop("together")
    )


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
