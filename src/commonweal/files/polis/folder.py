"""The folder of an export: which files it holds, read together. Start with `read_export`.

Two dialects are about: the open data of Pol.is (`participants-votes.csv`, milliseconds) and the
report export of newer servers (`participant-votes.csv`, seconds, names with the report's id in
front). Either may be packed as `.csv.gz`. What does not fit is refused or told, with file, row and
remedy; votes on rejected statements and changed votes are kept, and left to the analysis.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from commonweal.core.errors import UnreadableFile
from commonweal.core.nearest import listed
from commonweal.core.notices import Notice
from commonweal.core.raw import ROW
from commonweal.core.tables import VOTES
from commonweal.files.hashing import file_hash
from commonweal.files.polis.rows import refused_of
from commonweal.files.polis.signs import Sign, sign_of, tally_notices, voter_notices
from commonweal.files.polis.statements import Statements, read_statements
from commonweal.files.polis.summary import read_summary, summary_notices
from commonweal.files.polis.votes import Votes, empty_votes, read_matrix, read_votes

NAMES = {
    "summary": ("summary",),
    "comments": ("comments",),
    "votes": ("votes",),
    "matrix": ("participants-votes", "participant-votes"),
}
ENDINGS = (".csv", ".csv.gz")


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """One conversation as its files hold it.

    `votes` (VOTES, agree = 1) has every vote in the order of casting, changes and votes on rejected
    statements included. `signs` says per file which sign meant agree. `refused` has the columns of
    REFUSED with the file in front. `inputs` are the files' SHA-256.
    """

    topic: str | None
    description: str | None
    summary: Mapping[str, str]
    statements: pl.DataFrame
    votes: pl.DataFrame
    signs: tuple[Sign, ...]
    refused: pl.DataFrame
    notices: tuple[Notice, ...]
    inputs: Mapping[str, str]


def read_export(folder: Path, *, agree: int | None = None) -> Export:
    """Read the folder; raises `UnreadableFile`. `agree` (1 or -1) overrides the sign found."""
    files = find_files(folder)
    told = read_statements(files["comments"])
    known = told.statements["statement_id"]
    cast = read_votes(files["votes"], known) if "votes" in files else None
    grid = read_matrix(files["matrix"], known) if "matrix" in files else None
    joined = _Joined.of(told, cast, grid, agree=agree)
    summary = read_summary(files["summary"]) if "summary" in files else {}
    tables = [told.table, *(one.table for one in (cast, grid) if one is not None)]
    return Export(
        topic=summary.get("topic"),
        description=summary.get("conversation-description"),
        summary=summary,
        statements=told.statements,
        votes=VOTES.check(joined.votes),
        signs=joined.signs,
        refused=refused_of(*tables),
        notices=(*told.notices, *joined.notices, *summary_notices(summary, told, joined.votes)),
        inputs={path.name: file_hash(path) for path in files.values()},
    )


def find_files(folder: Path) -> dict[str, Path]:
    """The files of the export by role; raises `UnreadableFile` where one is missing or doubled."""
    if not folder.is_dir():
        raise UnreadableFile(
            f"{folder.name} is no folder.",
            remedy="Name the folder that holds comments.csv and votes.csv of the conversation.",
            file=folder.name,
        )
    here = sorted(path for path in folder.iterdir() if path.name.endswith(ENDINGS))
    found = {role: path for role, names in NAMES.items() if (path := _one(here, names))}
    missing = [
        words
        for words, there in (
            ("comments.csv", "comments" in found),
            ("votes.csv (or participants-votes.csv)", "votes" in found or "matrix" in found),
        )
        if not there
    ]
    if missing:
        seen = listed([path.name for path in here]) if here else "no table at all"
        raise UnreadableFile(
            f"{folder.name} lacks {listed(missing)}.",
            remedy=f"It holds {seen}. Unpack the whole export of the conversation there.",
            file=folder.name,
        )
    return found


def _one(here: list[Path], names: tuple[str, ...]) -> Path | None:
    """The file of that name, or the only one that ends in it after a hyphen."""
    stems = {path: path.name.removesuffix(".gz").removesuffix(".csv") for path in here}
    fitting = [path for path, stem in stems.items() if stem in names]
    if not fitting:
        others = {name for group in NAMES.values() for name in group} - set(names)
        fitting = [
            path
            for path, stem in stems.items()
            if stem.endswith(tuple(f"-{name}" for name in names))
            and not stem.endswith(tuple(o for o in others if len(o) > len(names[0])))
        ]
    if len(fitting) > 1:
        raise UnreadableFile(
            f"{listed([path.name for path in fitting])} would all be {names[0]}.csv.",
            remedy="Keep the files of one conversation in the folder, each once.",
            file=fitting[0].parent.name,
        )
    return fitting[0] if fitting else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Joined:
    """Votes of both files under one sign: `votes.csv` leads, the matrix adds what it lacks."""

    votes: pl.DataFrame
    signs: tuple[Sign, ...]
    notices: tuple[Notice, ...]

    @classmethod
    def of(
        cls, told: Statements, cast: Votes | None, grid: Votes | None, *, agree: int | None
    ) -> "_Joined":
        signs: list[Sign] = []
        notices: list[Notice] = []
        parts: list[pl.DataFrame] = []
        for one, every in ((cast, True), (grid, False)):
            if one is None:
                parts.append(empty_votes())
                continue
            sign = sign_of(one.votes, told.tallies, file=one.table.file, told=agree)
            turned = one.votes.with_columns(pl.col("vote") * sign.agree)
            signs.append(sign)
            parts.append(turned)
            if every or cast is None:
                notices += tally_notices(
                    turned, told.tallies, file=one.table.file, every_vote=every
                )
            if not every:
                notices += voter_notices(turned, one.counts, file=one.table.file)
        votes, more = _merged(*parts) if cast is not None else (parts[1], [])
        return cls(votes=votes.drop(ROW), signs=tuple(signs), notices=(*notices, *more))


def _merged(cast: pl.DataFrame, grid: pl.DataFrame) -> tuple[pl.DataFrame, list[Notice]]:
    """`votes.csv`, and in front of it the cells that stand in the matrix alone."""
    pair = ["voter_id", "statement_id"]
    last = cast.unique(pair, keep="last", maintain_order=True)
    alone = grid.join(last, on=pair, how="anti")
    other = grid.join(last, on=pair, suffix="_cast").filter(pl.col("vote") != pl.col("vote_cast"))
    told = []
    if alone.height:
        told.append(_only_in_matrix(alone))
    if other.height:
        told.append(_otherwise(other))
    return pl.concat([alone, cast]), told


def _only_in_matrix(alone: pl.DataFrame) -> Notice:
    return Notice(
        code="votes-missing",
        sentence=f"{alone.height:,} votes stand in the table of voters alone (first in row "
        f"{_first(alone)}); they are kept, without a time. votes.csv may be cut short: export "
        "it again.",
        count=alone.height,
    )


def _otherwise(other: pl.DataFrame) -> Notice:
    return Notice(
        code="votes-differ",
        sentence=f"{other.height:,} votes stand otherwise in the table of voters than in votes.csv "
        f"(first in row {_first(other)}); the last vote in votes.csv counts. Export both at "
        "one moment.",
        count=other.height,
    )


def _first(rows: pl.DataFrame) -> int:
    return int(rows.select(pl.col(ROW).min()).item())
