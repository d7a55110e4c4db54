"""Any table a city is handed: text, workbooks, GeoJSON points, Parquet. Start with `read_raw`.

The ending of the name chooses the reader; the content must agree with it. What comes out is the
same for all: a `RawTable` whose batches hold text, row numbers, and the problem of each row that
could not be read whole.
"""

from pathlib import Path

from commonweal.core.errors import UnreadableFile
from commonweal.core.nearest import listed
from commonweal.core.raw import Reading
from commonweal.files.csv_text import read_csv_text
from commonweal.files.parquet_rows import read_parquet_rows
from commonweal.files.points import read_points
from commonweal.files.raw_table import Progress, RawTable, no_progress
from commonweal.files.workbooks import read_workbook

TEXT = (".csv", ".tsv", ".txt", ".tab")
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
POINTS = (".geojson", ".json")
PARQUET = (".parquet",)

__all__ = ["Progress", "RawTable", "Reading", "no_progress", "read_raw"]


def read_raw(path: Path, *, reading: Reading | None = None) -> RawTable:
    """The table in the file; raises `UnreadableFile` with what is wrong and what to do."""
    reading = reading or Reading()
    ending = path.name.lower().removesuffix(".gz")
    if ending.endswith(TEXT):
        return read_csv_text(path, reading=reading)
    if ending.endswith(POINTS):
        return read_points(path, reading=reading)
    if ending.endswith(WORKBOOKS) and not path.name.lower().endswith(".gz"):
        return read_workbook(path, reading=reading)
    if ending.endswith(PARQUET) and not path.name.lower().endswith(".gz"):
        return read_parquet_rows(path, reading=reading)
    raise UnreadableFile(
        f"{path.name} has an ending that no reader here knows.",
        remedy=f"Files end in {listed((*TEXT, *WORKBOOKS, *POINTS, *PARQUET))}; text may be packed "
        "as .gz.",
        code="unknown-ending",
        file=path.name,
    )
