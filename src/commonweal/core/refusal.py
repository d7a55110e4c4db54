"""A row or object that cannot be used, with its place, its reason and what to do about it.

Tables of rows are refused a column at a time (`commonweal.listening.coding.refusals`); entries that
are read one by one, from files of several tables or from JSON, use `Refusal`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from commonweal.core.raw import MASK
from commonweal.core.tables import REFUSED

LONGEST_VALUE = 80
PLACES = pl.Schema(
    {
        **REFUSED.schema,
        "file": pl.String(),
        "path": pl.String(),
        "confidential": pl.Boolean(),
    }
)
"""The contract REFUSED, and with it the file, the path inside a JSON file, and whether the row is
of a confidential entry and so for partners only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One refused row or object.

    `row` is the row of a table (header = 1) or the number of a JSON object in its file; `path` says
    where in the JSON file it stands. `value` is None where nothing stood there. `confidential` says
    that the entry is, or may be, kept for partners.
    """

    file: str
    row: int
    path: str = ""
    column: str
    value: str | None = None
    code: str
    reason: str
    remedy: str
    confidential: bool = False

    @property
    def where(self) -> str:
        """The place in words."""
        inside = f", {self.path}" if self.path else ""
        row = f"object {self.row}" if self.path else f"row {self.row}"
        return f"{self.file}, {row}{inside}, “{self.column}”"


def shown(value: object, *, personal: bool = False) -> str | None:
    """A value as a refusal may show it: cut where it is long, masked where it is personal."""
    text = "" if value is None else str(value).strip().encode("utf-8", "replace").decode()
    if not text:
        return None
    if personal:
        return MASK
    return text[:LONGEST_VALUE] + "…" if len(text) > LONGEST_VALUE else text


def as_table(refusals: Iterable[Refusal]) -> pl.DataFrame:
    """The refusals as the contract REFUSED with `file` and `path` after it, in their order."""
    rows = [
        (
            *(one.row, one.column, one.value, one.code, one.reason, one.remedy),
            *(one.file, one.path or None, one.confidential),
        )
        for one in refusals
    ]
    return pl.DataFrame(rows, schema=PLACES, orient="row")
