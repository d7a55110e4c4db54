"""`commonweal mapping representation`: who took part, beside who lives there."""

from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from commonweal.cli.output import console, print_json
from commonweal.core.lineage import Lineage
from commonweal.core.nearest import listed, nearest_first
from commonweal.core.raw import ROW
from commonweal.files.hashing import file_hash
from commonweal.files.knowledge import read_groups
from commonweal.files.tabular import read_raw
from commonweal.mapping.communities import Representation
from commonweal.mapping.communities import representation as matrix_of
from commonweal.mapping.communities.counts import NEEDED, dimensions_of
from commonweal.mapping.communities.representation import InvalidCounts

SCHEMA = "commonweal/representation/1"


def representation(
    file: Annotated[Path, typer.Argument(help="Counts: question, answer, took_part, live_there.")],
    floor: Annotated[
        int | None, typer.Option(min=3, help="Tell it as the public may see it, with this floor.")
    ] = None,
    city: Annotated[
        Path | None, typer.Option(help="City folder with a list of groups of its own.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Say who took part and who did not, beside who lives there, and what was not asked."""
    raw = read_raw(file)
    missing = [name for name in NEEDED if name not in raw.columns]
    if missing:
        raise InvalidCounts(
            f"{file.name} has no column {listed([f'“{name}”' for name in missing])}.",
            remedy=f"It has {listed(nearest_first(missing[0], raw.columns))}.",
        )
    rows = ((int(row[ROW]), row) for batch in raw.batches() for row in batch.iter_rows(named=True))
    told = matrix_of(dimensions_of(rows, file=file.name), pack=read_groups(city), floor=floor)
    if as_json:
        lineage = Lineage(
            method="commonweal.mapping.communities.representation",
            version=version("commonweal"),
            inputs={file.name: file_hash(file)},
        )
        print_json(SCHEMA, lineage, told.as_dict())
    else:
        _tell(console(), told)


def _tell(out: Console, told: Representation) -> None:
    for dimension, answered in told.answered.items():
        silent = told.silent[dimension]
        said = "not shown" if answered is None else f"{answered:,} answered"
        more = f", {silent:,} did not" if silent else ""
        out.print(f"{dimension}: {said}{more}", style="bold", markup=False)
        for cell in told.of(dimension):
            out.print(f"• {cell.sentence}", markup=False)
        out.print()
    for sentence in (*told.not_asked, *told.caveats):
        out.print(sentence, markup=False)
