"""A city's own travel times, and the points its people start from: two small tables of numbers.

Read `read_travel_times` first. Rows that cannot be read are refused with their reason, and the rest
is used.
"""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from commonweal.core.errors import UnreadableFile
from commonweal.core.nearest import listed
from commonweal.core.raw import PROBLEM, PROBLEMS, ROW
from commonweal.core.tables import AREA_POINTS, REFUSED, TRAVEL_TIMES, Contract
from commonweal.files.populations import area_id_text
from commonweal.files.raw_table import RawTable
from commonweal.files.tabular import read_raw

LEAST = {"minutes": 0.0, "lat": -90.0, "lon": -180.0, "weight": 0.0}
MOST = {"minutes": 1e6, "lat": 90.0, "lon": 180.0, "weight": 1e12}


@dataclass(frozen=True, slots=True, kw_only=True)
class NumbersRead:
    """The rows that could be used, those that could not, and the file as it is."""

    table: pl.DataFrame
    refused: pl.DataFrame
    raw: RawTable


def read_travel_times(path: Path) -> NumbersRead:
    """Travel times (`TRAVEL_TIMES`) from a table with origin, destination and minutes.

    Raises `UnreadableFile` where a column is missing. A pair that stands twice keeps its shorter
    time.
    """
    read = _read(path, TRAVEL_TIMES, {})
    shortest = read.table.group_by("origin", "destination", maintain_order=True).agg(
        pl.col("minutes").min()
    )
    return NumbersRead(table=shortest, refused=read.refused, raw=read.raw)


def read_area_points(path: Path) -> NumbersRead:
    """Points of areas (`AREA_POINTS`): area, lat, lon, and a weight, or each the same."""
    return _read(path, AREA_POINTS, {"weight": "1"})


def _read(path: Path, contract: Contract, otherwise: dict[str, str]) -> NumbersRead:
    raw = read_raw(path)
    missing = [n for n in contract.columns if n not in raw.columns and n not in otherwise]
    if missing:
        raise UnreadableFile(
            f"{path.name} lacks the column{'s' * (len(missing) > 1)} {listed(missing)}; it has "
            f"{listed(raw.columns)}.",
            remedy=f"Call its columns {listed(contract.columns)}.",
            code="missing-column",
            file=path.name,
        )
    there = [name for name in contract.columns if name in raw.columns]
    schema = {ROW: pl.Int64(), PROBLEM: pl.String(), **dict.fromkeys(there, pl.String())}
    parts = [batch.select(ROW, PROBLEM, *there) for batch in raw.batches(there)]
    text = pl.concat([pl.DataFrame(schema=schema), *parts]).with_columns(
        pl.lit(value).alias(name) for name, value in otherwise.items() if name not in there
    )
    typed = text.with_columns(_typed(name) for name in contract.columns)
    refused = pl.concat([_broken(text), *(_wrong(name, text, typed) for name in contract.columns)])
    refused = refused.unique("row", keep="first", maintain_order=True).sort("row")
    kept = typed.filter(~pl.col(ROW).is_in(refused["row"].implode()))
    return NumbersRead(table=contract.check(kept), refused=refused, raw=raw)


def _typed(name: str) -> pl.Expr:
    """An id, or a number within what it can be; null for anything else."""
    if name not in LEAST:
        return pl.col(name).map_elements(area_id_text, return_dtype=pl.String)
    number = pl.col(name).str.strip_chars().str.replace(",", ".", literal=True)
    found = number.cast(pl.Float64, strict=False)
    return pl.when(found.is_between(LEAST[name], MOST[name])).then(found).alias(name)


def _broken(text: pl.DataFrame) -> pl.DataFrame:
    rows = [
        (row, "", None, code, PROBLEMS[code].reason, PROBLEMS[code].remedy)
        for row, code in text.select(ROW, PROBLEM).drop_nulls().iter_rows()
    ]
    return pl.DataFrame(rows, schema=REFUSED.schema, orient="row")


def _wrong(name: str, text: pl.DataFrame, typed: pl.DataFrame) -> pl.DataFrame:
    reason, remedy = "The cell is empty.", "Write the id, or take the row out."
    if name in LEAST:
        reason = f"This is no number from {LEAST[name]:g} to {MOST[name]:,.0f}."
        remedy = "Mend the cell, or take the row out."
    rows = [
        (row, name, value, "no-number" if name in LEAST else "no-id", reason, remedy)
        for row, value in text.filter(typed[name].is_null()).select(ROW, name).iter_rows()
    ]
    return pl.DataFrame(rows, schema=REFUSED.schema, orient="row")
