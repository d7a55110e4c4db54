"""The file of refused objects and rows: each with its place, its reason and its remedy."""

from pathlib import Path

import polars as pl

from commonweal.files.atomic import replace_text
from commonweal.files.refused import defused

COLUMNS = ("file", "row", "path", "column", "value", "code", "reason", "remedy")


def write_refused_objects(path: Path, refused: pl.DataFrame) -> None:
    """Write refusals (REFUSED with `file` and `path`) as CSV; the file is replaced in one step.

    The objects themselves are not repeated: they may hold contacts and telephones, and a file of
    faults is mailed around more easily than the file it came from.
    """
    replace_text(path, defused(refused.select(COLUMNS)).write_csv())
