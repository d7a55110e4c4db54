"""Wide tables of counts: one row per area and strand, one column per month, a number in each cell.

Each number becomes one record with `n`. A zero stays, because it states that nothing was recorded;
an empty cell states nothing and becomes no record.
"""

import re
from collections.abc import Sequence

import polars as pl

from commonweal.core.errors import InvalidProfile
from commonweal.core.nearest import listed
from commonweal.core.raw import ROW
from commonweal.listening.coding.dates import iso_text, read_numbers, whole_numbers
from commonweal.listening.coding.labels import KeySets
from commonweal.listening.coding.refusals import FILE, Refusals, said
from commonweal.listening.profiles import SourceProfile


def month_columns(profile: SourceProfile, columns: Sequence[str]) -> dict[str, int]:
    """The columns of counts and their months as numbers, none where the profile has no [months].

    Raises `InvalidProfile` where it has and no column fits.
    """
    if profile.months is None:
        return {}
    pattern, form = profile.months
    fitting = [column for column in columns if re.fullmatch(pattern, column)]
    numbers = read_numbers(pl.Series(fitting, dtype=pl.String()), (form,)).to_list()
    wrong = [name for name, number in zip(fitting, numbers, strict=True) if number is None]
    if not fitting or wrong:
        what = f"“{wrong[0]}” is no month of the form {form}" if wrong else "no column fits"
        raise InvalidProfile(
            f"The profile “{profile.name}” looks for month columns by “{pattern}”: {what}.",
            remedy=f"The file has the columns {listed(columns)}. Correct [months] of the profile.",
            profile=profile.name,
        )
    return dict(zip(fitting, numbers, strict=True))


def unfold(
    table: pl.DataFrame,
    months: dict[str, int],
    *,
    groups: KeySets,
    this_month: int,
    refusals: Refusals,
) -> tuple[pl.DataFrame, int]:
    """One row per cell with a number, and how many cells were blank.

    The record's id is `area|groups|month`, stable from one delivery to the next.
    """
    keep = [name for name in table.columns if not name.startswith(FILE)]
    parts: list[pl.DataFrame] = []
    blank = 0
    for column, month in months.items():
        part = table.select(*keep, pl.col(said(column)))
        part = part.with_columns(whole_numbers(part[said(column)]).alias("n"))
        part = refusals.take(
            part,
            pl.col(said(column)).is_not_null() & ~(pl.col("n") >= 0).fill_null(False),
            column=column,
            code="not-a-count",
            explain=("This is not a whole number of zero or more.", "Write the count as a figure."),
        )
        if month > this_month:
            part = refusals.take(
                part,
                pl.col("n").is_not_null(),
                column=column,
                code="future-date",
                explain=("The month has not begun yet.", "Correct the name of the column."),
            )
        counted = part.filter(pl.col("n").is_not_null())
        blank += part.height - counted.height
        parts.append(_records(counted, month, groups).drop(said(column)))
    return pl.concat(parts).sort(ROW, "reported_on", maintain_order=True), blank


def _records(part: pl.DataFrame, month: int, groups: KeySets) -> pl.DataFrame:
    names = pl.Series(values=["+".join(keys) for keys in groups.sets], dtype=pl.String())
    strand = part["groups"].replace_strict(
        pl.Series(range(len(names)), dtype=pl.Int32()), names, return_dtype=pl.String()
    )
    return part.with_columns(
        pl.concat_str("area", strand, pl.lit(iso_text(month)), separator="|").alias("incident_id"),
        pl.lit(month, dtype=pl.Int32()).alias("reported_on"),
    )
