"""The strengths that `commonweal mapping reach` is asked about, from lists of any kind.

Read `read_all`. A list comes with the columns of our own table, or through a profile, as HSDS does;
either way every refused row is told under its own file, row and column.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from commonweal.cli.strengths_reading import ReadList, ground_of, read_list
from commonweal.core.errors import CommonwealError
from commonweal.core.notices import Notice
from commonweal.core.tables import REFUSED
from commonweal.files.raw_table import RawTable
from commonweal.files.strength_rows import read_strengths
from commonweal.mapping.strengths import Audience
from commonweal.mapping.strengths.public import refused_seen_by

PLACED_BY_REACH = "no-outlines"
"""Points are held against the city by reach itself, which knows how far people come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedOf:
    """The refused rows of one file, and which of its columns were read."""

    raw: RawTable
    rows: pl.DataFrame
    columns: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """The strengths of one file, the row of each, and what the file calls our columns."""

    table: pl.DataFrame
    rows: Sequence[int]
    named: Mapping[str, str]
    refused: RefusedOf
    notices: Sequence[Notice]


@dataclass(frozen=True, slots=True, kw_only=True)
class Strengths:
    """All strengths together, part by part; `origin` says of each its part and row."""

    parts: Sequence[_Part]

    @property
    def table(self) -> pl.DataFrame:
        """One table of STRENGTHS."""
        return pl.concat([one.table for one in self.parts])

    @property
    def origin(self) -> list[tuple[int, int]]:
        """Part and row of each strength."""
        return [(at, row) for at, one in enumerate(self.parts) for row in one.rows]

    @property
    def inputs(self) -> dict[str, str]:
        """File → hash."""
        return {one.refused.raw.file: one.refused.raw.sha256 for one in self.parts}

    @property
    def notices(self) -> list[Notice]:
        """What was noticed while reading."""
        return [notice for one in self.parts for notice in one.notices]

    def with_reasons(self, refused: pl.DataFrame) -> list[RefusedOf]:
        """The refused rows of each file: those of the reading, and those of reach."""
        origin = self.origin
        return [
            RefusedOf(
                raw=part.refused.raw,
                rows=self._both(at, refused, origin),
                columns=part.refused.columns,
            )
            for at, part in enumerate(self.parts)
        ]

    def _both(
        self, at: int, refused: pl.DataFrame, origin: Sequence[tuple[int, int]]
    ) -> pl.DataFrame:
        """The refused rows of the file with the number `at`, under its own rows and columns."""
        named, read = self.parts[at].named, self.parts[at].refused.rows
        own = [
            (origin[row][1], named.get(column, column), *why)
            for row, column, *why in refused.iter_rows()
            if origin[row][0] == at
        ]
        return pl.concat([read, pl.DataFrame(own, schema=read.schema, orient="row")]).sort("row")


def read_all(paths: Sequence[Path], profiles: Sequence[str]) -> Strengths:
    """The one place where strengths are read for reach: one profile for all, or one for each."""
    if not profiles:
        return Strengths(parts=[_plain(path) for path in paths])
    if len(profiles) not in {1, len(paths)}:
        raise CommonwealError(
            f"There are {len(paths)} lists and {len(profiles)} profiles.",
            remedy="Name one profile for all of them, or one for each in their order.",
            code="profiles-and-lists",
        )
    several = profiles if len(profiles) == len(paths) else [profiles[0]] * len(paths)
    return Strengths(parts=_told_apart([_read(*pair) for pair in zip(paths, several, strict=True)]))


def _told_apart(parts: Sequence[_Part]) -> list[_Part]:
    """The parts, with the file before identifiers that another list has given out as well."""
    often = Counter(key for one in parts for key in one.table["strength_id"].unique())
    shared = pl.Series([key for key, n in often.items() if n > 1], dtype=pl.String())
    key = pl.col("strength_id")
    return [
        replace(
            one,
            table=one.table.with_columns(
                pl.when(key.is_in(shared.implode()))
                .then(pl.lit(f"{one.refused.raw.file}: ") + key)
                .otherwise(key)
                .alias("strength_id")
            ),
        )
        for one in parts
    ]


def _plain(path: Path) -> _Part:
    read = read_strengths(path)
    return _Part(
        table=read.table,
        rows=read.rows,
        named=read.columns,
        refused=RefusedOf(raw=read.raw, rows=read.refused, columns=read.seen),
        notices=read.raw.notices,
    )


def _read(path: Path, profile: str) -> _Part:
    found = read_list(path, profile, ground_of(None, None, None), None)
    refused = refused_seen_by(Audience.PUBLIC, found.gathered.refused)
    where = pl.concat_str(["path", "column"], separator=" ", ignore_nulls=True)
    rows = refused.with_columns(column=where).select(list(REFUSED.columns))
    return _Part(
        table=found.gathered.strengths,
        rows=[one.row for one in found.gathered.places],
        named={name: columns[0] for name, columns in found.profile.columns.items()},
        refused=RefusedOf(raw=_raw(path, found), rows=rows, columns=_cells_shown(found)),
        notices=[one for one in found.notices if one.code != PLACED_BY_REACH],
    )


def _cells_shown(found: ReadList) -> Sequence[str]:
    """The columns whose cells stand beside a refused row; none of a list with personal ones."""
    if found.raw is None or found.profile.personal:
        return ()
    return found.profile.columns_to_read(found.raw.columns, file=found.raw.file)


def _raw(path: Path, found: ReadList) -> RawTable:
    """The table of a plain list; of HSDS one without rows, as its objects are never repeated."""
    if found.raw is not None:
        return found.raw
    return RawTable(
        file=path.name,
        columns=(),
        sha256=found.inputs[path.name],
        notices=(),
        read=lambda _wanted, _progress: iter(()),
    )
