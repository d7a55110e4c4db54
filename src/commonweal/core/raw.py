"""Rows as a file holds them, before anything is understood: where files and listening meet.

`commonweal.files` yields frames of text columns with three columns in front; `commonweal.listening`
codes them. A row that could not be read whole is not dropped: it comes along with the name of its
problem, and the coding refuses it with the words below.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

ROW, PROBLEM, AT = "_row", "_problem", "_at"  # record number (header = 1), problem code, column
GUIDES = pl.Schema({ROW: pl.Int64(), PROBLEM: pl.String(), AT: pl.String()})
LONGEST_ROW_BYTES = 1_000_000
MASK = "(masked)"  # where personal text stood


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a profile says about the file itself; None means: find out, and say so."""

    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header_row: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why a row could not be read, and what to do about it.

    In a `shifted` row a cell may stand under another column than its own, so personal text may
    stand anywhere: nothing of it is shown.
    """

    reason: str
    remedy: str
    shifted: bool = False


PROBLEMS: Mapping[str, Problem] = {
    "too-few-cells": Problem(
        reason="The row has fewer cells than the header.",
        remedy="Look for a missing delimiter, or a line break inside a cell, and deliver it again.",
        shifted=True,
    ),
    "too-many-cells": Problem(
        reason="The row has more cells than the header.",
        remedy='Put a cell that holds the delimiter between double quotes ("…").',
        shifted=True,
    ),
    "unclosed-quote": Problem(
        reason="A double quote opens a cell in this line and does not close it.",
        remedy="Close the quote, or double it where it belongs to the text.",
        shifted=True,
    ),
    "row-too-long": Problem(
        reason="The row is longer than 1 MB.",
        remedy="Look for a pasted document or a lost line break in it.",
    ),
    "zero-bytes": Problem(
        reason="The row holds zero bytes, which no text has.",
        remedy="Export the file again; these bytes are left by a broken copy.",
    ),
    "formula-error": Problem(
        reason="A cell holds the error of a formula, not a value.",
        remedy="Mend the formula in the spreadsheet, or replace it with its value.",
    ),
    "not-a-point": Problem(
        reason="The feature has no point geometry with two finite coordinates.",
        remedy="Give one point in longitude and latitude for each feature.",
    ),
}


def guided(table: pl.DataFrame, *, first_row: int) -> pl.DataFrame:
    """`table` of sound rows with the three guide columns in front, counted from `first_row`."""
    rows = pl.int_range(first_row, first_row + table.height, dtype=pl.Int64, eager=True)
    return table.select(
        rows.alias(ROW),
        pl.lit(None, dtype=pl.String).alias(PROBLEM),
        pl.lit(None, dtype=pl.String).alias(AT),
        pl.all(),
    )
