"""Strengths from a plain table: the columns of the contract, whatever the kind of file.

Read `read_strengths` first. A list of places with a name, a latitude and a longitude is enough;
what a file does not say stays unsaid. Files with columns of their own are for source profiles.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from commonweal.core.errors import UnreadableFile
from commonweal.core.guarded_cells import GUARDED
from commonweal.core.nearest import listed
from commonweal.core.raw import PROBLEM, PROBLEMS, ROW, guided
from commonweal.core.tables import REFUSED, STRENGTHS
from commonweal.files.raw_table import RawTable
from commonweal.files.survey import sha256_of
from commonweal.files.tabular import read_raw

NAMES: Mapping[str, tuple[str, ...]] = {
    "strength_id": ("strength_id", "service_id", "id"),
    "name": ("name", "organisation", "organization"),
    "lat": ("lat", "latitude"),
    "lon": ("lon", "lng", "long", "longitude"),
    "url": ("url", "website"),
}
PARQUET = ".parquet"
BETWEEN = r"\s*[|;,]\s*"
NUMBER = r"^-?\d+([.,]\d+)?([eE]-?\d+)?$"
YES, NO = ("true", "yes", "1"), ("false", "no", "0", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class StrengthsRead:
    """The strengths of a file (`STRENGTHS`), the row of each, and the rows that were refused.

    `columns`: what the file calls ours, where that differs; `seen`: its columns that were read.
    """

    table: pl.DataFrame
    rows: tuple[int, ...]
    columns: Mapping[str, str]
    refused: pl.DataFrame
    raw: RawTable
    seen: tuple[str, ...]


def read_strengths(path: Path) -> StrengthsRead:
    """The strengths in a .csv, .xlsx, .ods, .geojson or .parquet file.

    Raises `UnreadableFile` for a file that is no such table; single rows that cannot be read are
    refused with their reason.
    """
    raw = _parquet(path) if path.suffix.lower() == PARQUET else read_raw(path)
    columns = _columns(raw)
    text = _text(raw, columns)
    refused = _refused(text)
    sound = text.filter(~pl.col(ROW).is_in(refused["row"].implode()))
    named = {ours: theirs for ours, theirs in columns.items() if ours != theirs}
    return StrengthsRead(
        table=_typed(sound, Path(path.name.removesuffix(".gz")).stem),
        rows=tuple(sound[ROW]),
        columns=named,
        refused=refused.with_columns(pl.col("column").replace(named)),
        raw=raw,
        seen=tuple(dict.fromkeys(columns.values())),
    )


def _text(raw: RawTable, columns: Mapping[str, str]) -> pl.DataFrame:
    """The rows under our names, as text."""
    wanted = list(dict.fromkeys(columns.values()))
    schema = {ROW: pl.Int64(), PROBLEM: pl.String(), **dict.fromkeys(wanted, pl.String())}
    parts = [batch.select(ROW, PROBLEM, *wanted) for batch in raw.batches(wanted)]
    rows = pl.concat([pl.DataFrame(schema=schema), *parts])
    ours = (_said(pl.col(theirs)).alias(name) for name, theirs in columns.items())
    return rows.select(ROW, PROBLEM, *ours)


def _said(cell: pl.Expr) -> pl.Expr:
    """What a cell says, without the guard before what a spreadsheet would run."""
    said = pl.when(cell.str.contains(GUARDED)).then(cell.str.slice(1)).otherwise(cell)
    return said.str.strip_chars()


def _parquet(path: Path) -> RawTable:
    """A Parquet file as rows of text, lists joined; it is held whole."""
    sha256 = sha256_of(path)
    try:
        table = pl.read_parquet(path)
    except (pl.exceptions.PolarsError, OSError) as fault:
        raise UnreadableFile(
            f"{path.name} is no Parquet file that can be read.",
            remedy="Write it again, or deliver it as CSV.",
            file=path.name,
        ) from fault
    lists = [name for name, dtype in table.schema.items() if dtype == pl.List(pl.String)]
    flat = table.with_columns(pl.col(lists).list.join("|") if lists else [])
    text = flat.with_columns(pl.all().cast(pl.String, strict=False))
    return RawTable(
        file=path.name,
        columns=tuple(text.columns),
        sha256=sha256,
        notices=(),
        read=lambda wanted, _progress: iter([guided(text.select(list(wanted)), first_row=2)]),
    )


def _columns(raw: RawTable) -> dict[str, str]:
    """Our column → the file's, for those that it has."""
    there = {name.strip().casefold(): name for name in reversed(raw.columns)}
    found = {}
    for ours in STRENGTHS.columns:
        known = next((there[one] for one in NAMES.get(ours, (ours,)) if one in there), None)
        if known is not None:
            found[ours] = known
    if "name" not in found and "strength_id" not in found:
        raise UnreadableFile(
            f"{raw.file} has no column with the names of strengths; its columns are "
            f"{listed(raw.columns)}.",
            remedy="Call the column “name”, or read the file through a source profile.",
            code="no-names",
            file=raw.file,
        )
    return found


def _refused(text: pl.DataFrame) -> pl.DataFrame:
    """The rows that cannot be read, each with its first reason."""
    faults = [text.filter(pl.col(PROBLEM).is_not_null()).select(*_reason_of_problem())]
    for column in ("lat", "lon", "capacity"):
        if column in text.columns:
            wrong = (pl.col(column) != "") & ~pl.col(column).str.contains(NUMBER)
            faults.append(
                _fault(text, wrong, column, "no-number", "This is no number.",
                       "Write a number with a decimal point, or leave the cell empty.")
            )  # fmt: skip
    for column in ("confidential", "neutral_place", "credible_people", "rules_agreed"):
        if column in text.columns:
            wrong = ~pl.col(column).str.to_lowercase().is_in([*YES, *NO])
            faults.append(
                _fault(text, wrong, column, "no-yes-or-no", "This is neither yes nor no.",
                       "Write yes or no.")
            )  # fmt: skip
    return pl.concat(faults).unique("row", keep="first", maintain_order=True).sort("row")


def _reason_of_problem() -> list[pl.Expr]:
    code = pl.col(PROBLEM)
    reasons = {name: one.reason for name, one in PROBLEMS.items()}
    remedies = {name: one.remedy for name, one in PROBLEMS.items()}
    return [
        pl.col(ROW).alias("row"),
        pl.lit("").alias("column"),
        pl.lit(None, dtype=pl.String).alias("value"),
        code.alias("code"),
        code.replace_strict(reasons, default="", return_dtype=pl.String).alias("reason"),
        code.replace_strict(remedies, default="", return_dtype=pl.String).alias("remedy"),
    ]


def _fault(
    text: pl.DataFrame, wrong: pl.Expr, column: str, code: str, reason: str, remedy: str
) -> pl.DataFrame:
    found = text.filter(wrong.fill_null(value=False))
    return found.select(
        pl.col(ROW).alias("row"),
        pl.lit(column).alias("column"),
        pl.col(column).str.slice(0, 40).alias("value"),
        pl.lit(code).alias("code"),
        pl.lit(reason).alias("reason"),
        pl.lit(remedy).alias("remedy"),
    ).cast(REFUSED.schema)


def _typed(text: pl.DataFrame, stem: str) -> pl.DataFrame:
    """The rows of text as `STRENGTHS`; a row without an id is called by file and row."""
    own = pl.format(re.sub(r"[{}]", "", stem) + "-{}", pl.col(ROW))
    given = {name: _cell(name, dtype, text) for name, dtype in STRENGTHS.schema.items()}
    given["strength_id"] = pl.coalesce(given["strength_id"], own)
    given["name"] = pl.coalesce(given["name"], given["strength_id"])
    given["what"] = given["what"].fill_null("place")
    given["kind"] = given["kind"].fill_null(stem)
    given["confidential"] = given["confidential"].fill_null(value=False)
    return STRENGTHS.check(text.select(cell.alias(name) for name, cell in given.items()))


def _cell(name: str, dtype: pl.DataType, text: pl.DataFrame) -> pl.Expr:
    """One column in its type; null, or an empty list, where the file says nothing."""
    there = name in text.columns
    cell = pl.col(name) if there else pl.lit(None, dtype=pl.String)
    said = pl.when(cell != "").then(cell)
    if dtype == pl.List(pl.String):
        parts = said.fill_null("").str.replace_all(BETWEEN, "|").str.split("|")
        return parts.list.eval(pl.element().filter(pl.element() != "")).list.unique().list.sort()
    if dtype == pl.Float64:
        return said.str.replace(",", ".", literal=True).cast(pl.Float64)
    if dtype == pl.Boolean:
        return said.str.to_lowercase().is_in(YES)
    return said
