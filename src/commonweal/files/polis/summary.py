"""`summary.csv`: key and value a line, without a header."""

from collections.abc import Mapping
from csv import reader
from pathlib import Path

import polars as pl

from commonweal.core.errors import UnreadableFile
from commonweal.core.guarded_cells import unguarded
from commonweal.core.notices import Notice
from commonweal.files.polis.statements import Statements
from commonweal.files.survey import unpacked

LARGEST_BYTES = 1_000_000


def read_summary(path: Path) -> dict[str, str]:
    """The keys and their values as text; a description may run over several lines."""
    with unpacked(path) as stream:
        content = stream.read(LARGEST_BYTES + 1)
    if len(content) > LARGEST_BYTES:
        raise UnreadableFile(
            f"{path.name} is longer than 1 MB, which no summary is.",
            remedy="Check that it is the summary of the conversation.",
            file=path.name,
        )
    text = content.decode("utf-8-sig", "replace").replace("\0", "")
    rows = reader(text.splitlines(keepends=True))
    return {row[0].strip(): unguarded(row[1]) for row in rows if len(row) > 1}


def summary_notices(
    summary: Mapping[str, str], told: Statements, votes: pl.DataFrame
) -> tuple[Notice, ...]:
    """Where the summary counts otherwise than the files beside it."""
    accepted = told.statements.filter(pl.col("standing") != "rejected").height
    held = {
        "voters": (votes["voter_id"].n_unique(),),
        "comments": (told.statements.height, accepted),
    }
    return tuple(
        Notice(
            code="summary-differs",
            sentence=f"summary.csv tells {summary[key]} {key}; the files hold {numbers[0]:,}. The "
            "files count; export them at one moment if you need them to agree.",
        )
        for key, numbers in held.items()
        if summary.get(key, "").isdigit() and int(summary[key]) not in numbers
    )
