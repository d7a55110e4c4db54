"""The tables of an HSDS package, read and held against what the specification asks of each.

Read `read_tables` and `sound` first. A row that cannot be used is refused once, for its first
problem: not readable, a field missing that must be filled, an id that stands twice, a reference
that leads nowhere. A reference to a refused row leads somewhere: what hangs on it stays.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import polars as pl

from commonweal.core.hsds import MAPPED, TABLES, NotMapped
from commonweal.core.raw import AT, PROBLEM, PROBLEMS, ROW
from commonweal.core.refusal import Refusal
from commonweal.files.hsds.frames import FILE, Tables, refusals_of, with_columns
from commonweal.files.raw_table import RawTable
from commonweal.files.tabular import read_raw

ORDER = (
    *("taxonomy", "taxonomy_term", "organization", "location", "service"),
    *("service_at_location", "address", "language", "attribute"),
)
"""Tables that are read, each after those it refers to."""


def read_tables(
    paths: Mapping[str, Path], *, older: bool
) -> Iterator[Refusal | NotMapped | Tables]:
    """What is told about the files on the way, and last the tables by name.

    Of a table that is not read, the rows are counted. In an `older` version every field is kept,
    since some change their names.
    """
    tables: Tables = {}
    for name, path in paths.items():
        raw = read_raw(path)
        if name in TABLES and name not in MAPPED:
            yield NotMapped(
                name=name, count=sum(part.height for part in raw.batches(raw.columns[:1]))
            )
            continue
        keep = [one for one in raw.columns if older or one in MAPPED.get(name, ())]
        table, refused, counts = _read(raw, keep)
        yield from refused
        yield from (NotMapped(name=f"{name}.{field}", count=n) for field, n in counts.items() if n)
        tables[name] = table
    yield tables


def _read(raw: RawTable, keep: Sequence[str]) -> tuple[pl.DataFrame, list[Refusal], Counter[str]]:
    """The rows with the columns to keep, the unreadable ones, and filled cells elsewhere."""
    parts, refused, counts = [], [], Counter[str]()
    for batch in raw.batches():
        batch = batch.with_columns(pl.lit(raw.file).alias(FILE))
        refused += _unreadable(batch.filter(pl.col(PROBLEM).is_not_null()))
        sound_rows = batch.filter(pl.col(PROBLEM).is_null())
        for name in raw.columns:
            if name not in keep:
                counts[name] += sound_rows[name].count()
        parts.append(sound_rows.select(FILE, ROW, *(pl.col(one).str.strip_chars() for one in keep)))
    schema = {FILE: pl.String(), ROW: pl.Int64(), **dict.fromkeys(keep, pl.String())}
    return pl.concat([pl.DataFrame(schema=schema), *parts]), refused, counts


def _unreadable(rows: pl.DataFrame) -> list[Refusal]:
    return [
        Refusal(
            file=file,
            row=row,
            column=at,
            code=code,
            reason=PROBLEMS[code].reason,
            remedy=PROBLEMS[code].remedy,
        )
        for file, row, code, at in rows.select(FILE, ROW, PROBLEM, AT).iter_rows()
    ]


def sound(tables: Mapping[str, pl.DataFrame]) -> Iterator[Refusal | Tables]:
    """The refused rows, and last the tables that are read without them."""
    known = {
        name: table["id"].drop_nulls().unique()
        for name, table in tables.items()
        if "id" in table.columns
    }
    kept: Tables = {}
    for name in ORDER:
        table = with_columns(tables.get(name, pl.DataFrame({FILE: [], ROW: []})), *MAPPED[name])
        table = table.with_columns(pl.col(*MAPPED[name]).replace("", None))
        for refused, rest in _checked(table, name, known):
            yield from refused
            table = rest
        kept[name] = table.select(FILE, ROW, *MAPPED[name])
    unlinked, kept["attribute"] = _unlinked(kept["attribute"], known)
    yield from unlinked
    yield kept


def _unlinked(
    attributes: pl.DataFrame, known: Mapping[str, pl.Series]
) -> tuple[list[Refusal], pl.DataFrame]:
    """Attributes that describe nothing in the package; those of tables not read are left alone."""
    no_table = ~pl.col("link_entity").is_in(list(TABLES))
    lost = pl.lit(False)
    for name in ("service", "organization", "location"):
        ids = known.get(name, pl.Series(dtype=pl.String()))
        here = pl.col("link_entity") == name
        lost = lost | (here & ~pl.col("link_id").is_in(ids.implode()))
    refused = refusals_of(
        attributes.filter(no_table),
        "link_entity",
        code="unknown-entity",
        reason="This is no table of HSDS.",
        remedy="Write the name of the table that link_id stands in, such as service.",
    )
    refused += refusals_of(
        attributes.filter(~no_table & lost),
        "link_id",
        code="dangling-reference",
        reason="Nothing in the package has this id.",
        remedy="Add what the attribute describes, or correct the reference.",
    )
    return refused, attributes.filter(~no_table & ~lost)


type Step = tuple[list[Refusal], pl.DataFrame]


def _checked(table: pl.DataFrame, name: str, known: Mapping[str, pl.Series]) -> Iterator[Step]:
    """The refusals of one table, one rule after the other, each with the rows that are left."""
    for field in TABLES[name].required:
        refused, table = _filled(table, name, field)
        yield refused, table
    refused, table = _once(table, name)
    yield refused, table
    for field, other in TABLES[name].refers.items():
        refused, table = _leading(table, field, other, known)
        yield refused, table


def _filled(table: pl.DataFrame, name: str, field: str) -> Step:
    bad = pl.col(field).is_null()
    refused = refusals_of(
        table.filter(bad),
        field,
        code="missing-field",
        reason=f"HSDS 3.0 requires {field} in each {_word(name)}.",
        remedy="Fill it in where the data come from.",
    )
    return refused, table.filter(~bad)


def _once(table: pl.DataFrame, name: str) -> Step:
    again = ~pl.col("id").is_first_distinct()
    refused = refusals_of(
        table.filter(again),
        "id",
        code="id-twice",
        reason=f"Another {_word(name)} before it has the same id.",
        remedy="Give each row an id of its own, or take the row out if it repeats another.",
    )
    return refused, table.filter(~again)


def _leading(table: pl.DataFrame, field: str, other: str, known: Mapping[str, pl.Series]) -> Step:
    ids = known.get(other, pl.Series(dtype=pl.String()))
    lost = pl.col(field).is_not_null() & ~pl.col(field).is_in(ids.implode())
    refused = refusals_of(
        table.filter(lost),
        field,
        code="dangling-reference",
        reason=f"No {_word(other)} in {TABLES[other].path} has this id.",
        remedy=f"Add the {_word(other)}, or correct the reference.",
    )
    return refused, table.filter(~lost)


def _word(table: str) -> str:
    return table.replace("_", " ")
