"""One strength as an entry: what a community has, in the words of those who hold it.

Read `Entry` first; its fields are those of `core.tables.STRENGTHS`, in which all rooms meet. What
is mapped are places, groups, people's roles, skills and funds (S000-30), never private persons.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from typing import Any

import polars as pl

from commonweal.core.tables import STRENGTHS

WHATS = ("place", "group", "role", "skill", "fund")
"""What a strength can be (S000-30)."""

LISTS = ("serves", "needs", "languages", "protective")
YES_NO = ("neutral_place", "credible_people", "rules_agreed", "confidential")
SAFE_SPACE = ("neutral_place", "credible_people", "rules_agreed")
"""The three forms of a safe space: neutral place, credible people, rules (S002-12)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A strength; see `core.tables.STRENGTHS` for the meaning of each field.

    None and empty lists mean “not said”, never “no”. Dates are ISO days.
    """

    strength_id: str
    name: str
    what: str
    organisation_id: str | None = None
    organisation: str | None = None
    kind: str | None = None
    description: str | None = None
    area: str | None = None
    lat: float | None = None
    lon: float | None = None
    address: str | None = None
    url: str | None = None
    serves: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    protective: tuple[str, ...] = ()
    neutral_place: bool | None = None
    credible_people: bool | None = None
    rules_agreed: bool | None = None
    confidential: bool = False
    funded_until: str | None = None
    vouched_by: str | None = None
    confirmed_on: str | None = None
    capacity: float | None = None


FIELDS = tuple(field.name for field in fields(Entry))


def table_of(entries: Iterable[Entry]) -> pl.DataFrame:
    """The entries as the contract STRENGTHS, in their order."""
    every = list(entries)
    columns = {name: _column(name, [getattr(one, name) for one in every]) for name in FIELDS}
    return STRENGTHS.check(pl.DataFrame(columns, schema=STRENGTHS.schema))


def _column(name: str, values: list[Any]) -> pl.Series | list[Any]:
    """The values of one field; lists of keys are few, so each different one is made once."""
    if name not in LISTS or not values:
        return values
    codes = {keys: code for code, keys in enumerate(dict.fromkeys(values))}
    different = pl.Series([list(keys) for keys in codes], dtype=pl.List(pl.String()))
    return different.gather(pl.Series([codes[keys] for keys in values], dtype=pl.UInt32()))


def entries_of(strengths: pl.DataFrame) -> Iterator[Entry]:
    """The rows of a table of strengths as entries, in their order."""
    for row in STRENGTHS.check(strengths).iter_rows(named=True):
        yield entry_of(row)


def entry_of(row: dict[str, Any]) -> Entry:
    """One row of a table of strengths as an entry."""
    facts: dict[str, Any] = {name: row[name] for name in FIELDS}
    return Entry(**facts | {name: tuple(row[name]) for name in LISTS})
