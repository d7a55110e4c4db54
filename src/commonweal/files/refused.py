"""The file of refused rows: each with its reason and remedy, and with its own cells to mend.

Only columns that the profile reads are written, and the text of personal ones is masked, as are all
cells of a row in which they may have shifted: a file of faults is mailed around more easily than
the file it came from.
"""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from commonweal.core.guarded_cells import GUARD, NUMBER, RUNS
from commonweal.core.raw import MASK, PROBLEM, PROBLEMS, ROW
from commonweal.core.tables import REFUSED
from commonweal.files.atomic import replace_text
from commonweal.files.raw_table import RawTable


def write_refused(
    path: Path,
    refused: pl.DataFrame,
    raw: RawTable,
    *,
    columns: Sequence[str],
    personal: Sequence[str],
) -> None:
    """Write `refused` (the contract REFUSED) as CSV, with the cells of `columns` after it.

    The file is replaced in one step. A column of the same name as one of ours is written as
    `file: name`. Nothing is held in memory but the refused rows.
    """
    cells = _cells(raw, columns, set(refused["row"]))
    shifted = pl.col(PROBLEM).is_in([code for code, one in PROBLEMS.items() if one.shifted])
    hidden = {name: pl.lit(name in personal) | shifted.fill_null(False) for name in columns}
    masked = [
        pl.when(pl.col(name).is_not_null() & hide).then(pl.lit(MASK)).otherwise(name).alias(name)
        for name, hide in hidden.items()
    ]
    shown = cells.select(ROW, *masked).rename(
        {name: f"file: {name}" for name in columns if name in REFUSED.columns}
    )
    joined = refused.join(
        shown, left_on="row", right_on=ROW, how="left", maintain_order="left", coalesce=True
    )
    replace_text(path, defused(joined).write_csv())


def write_refused_of(
    path: Path, parts: Sequence[tuple[RawTable, pl.DataFrame, Sequence[str]]]
) -> None:
    """The refused rows of several files in one: `file` in front, then as `write_refused` does.

    Each part is a file, its refused rows and those of its columns that were read.
    """
    tables = [
        refused.join(
            _cells(
                raw, [name for name in columns if name not in REFUSED.columns], set(refused["row"])
            ),
            left_on="row",
            right_on=ROW,
            how="left",
            maintain_order="left",
        ).select(pl.lit(raw.file).alias("file"), pl.exclude(PROBLEM))
        for raw, refused, columns in parts
    ]
    empty = pl.DataFrame(schema={"file": pl.String(), **REFUSED.schema})
    replace_text(path, defused(pl.concat([empty, *tables], how="diagonal")).write_csv())


def _cells(raw: RawTable, columns: Sequence[str], rows: set[int]) -> pl.DataFrame:
    schema = {ROW: pl.Int64(), PROBLEM: pl.String(), **dict.fromkeys(columns, pl.String())}
    batches = raw.batches(columns) if rows else ()
    wanted = pl.col(ROW).is_in(list(rows))
    parts = [batch.filter(wanted).select(ROW, PROBLEM, *columns) for batch in batches]
    return pl.concat([pl.DataFrame(schema=schema), *parts]).unique(ROW, maintain_order=True)


def defused(table: pl.DataFrame) -> pl.DataFrame:
    """Every cell as `core.guarded_cells.guarded` has it."""
    return table.with_columns(
        pl.when(text.str.contains(RUNS) & ~text.str.contains(NUMBER))
        .then(pl.lit(GUARD) + text)
        .otherwise(text)
        .alias(name)
        for name, text in ((name, pl.col(name)) for name in table.columns)
        if table.schema[name] == pl.String
    )
