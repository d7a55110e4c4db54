"""`commonweal listening dialogue`: what a room of voters shares, and where it divides.

Nothing here speaks of one voter: groups are told by size, flags by number (charter 1).
"""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from commonweal.cli.dialogue_told import tell
from commonweal.cli.output import console, print_json, refuse_unwritable
from commonweal.core.errors import CommonwealError
from commonweal.core.notices import Notice
from commonweal.files.atomic import replace_text
from commonweal.files.polis import Dialect, Export, read_export, write_export
from commonweal.files.refused import defused
from commonweal.listening.dialogue import Answer, analyse
from commonweal.listening.dialogue.public import DEFAULT_FLOOR, public_answer

SCHEMA = "commonweal/dialogue/1"
DEFAULT_SEED = 1


def dialogue(
    folder: Annotated[Path, typer.Argument(help="Folder of a Pol.is export, of either form.")],
    groups: Annotated[
        int | None, typer.Option(min=1, max=5, help="Fix the number of groups; found unless given.")
    ] = None,
    public: Annotated[
        bool, typer.Option("--public", help="Tell it as the public may see it.")
    ] = False,
    floor: Annotated[
        int, typer.Option(min=3, help="Fewest people behind a public figure.")
    ] = DEFAULT_FLOOR,
    agree: Annotated[
        int | None, typer.Option(help="Which vote means agree, 1 or -1; found unless given.")
    ] = None,
    write: Annotated[
        Path | None, typer.Option(help="Folder to write the conversation to, as an export.")
    ] = None,
    form: Annotated[Dialect, typer.Option(help="Form of the export written.")] = Dialect.OPEN_DATA,
    rejects: Annotated[Path | None, typer.Option(help="CSV for the rows refused.")] = None,
    seed: Annotated[int, typer.Option(help="Seed of the simulated rooms.")] = DEFAULT_SEED,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Say what a conversation agrees on, what bridges and divides it, and whether it has groups."""
    if agree not in (None, 1, -1):
        raise CommonwealError(
            f"“{agree}” is no vote that could mean agree.", remedy="Say 1 or -1.", code="agree"
        )
    refuse_unwritable(rejects)
    export = read_export(folder, agree=agree)
    if rejects is not None:
        replace_text(rejects, defused(export.refused).write_csv())
    if write is not None:
        _write(write, export, form)
    answer = _answer(export, groups, seed, floor=floor if public else None)
    if as_json:
        topic = {"topic": export.topic, "public": public}
        print_json(SCHEMA, answer.lineage, {**topic, **answer.as_answer()})
    else:
        tell(console(), answer, topic=export.topic, public=public)


def _answer(export: Export, groups: int | None, seed: int, *, floor: int | None) -> Answer:
    found = analyse(
        export.votes,
        export.statements,
        rng=np.random.default_rng(seed),
        k=groups,
        notices=(*_signs(export), *export.notices, *_refused(export)),
        inputs=export.inputs,
        seed=seed,
    )
    if floor is None:
        return found.answer
    told = public_answer(found, floor=floor)
    return replace(told, lineage=replace(told.lineage, inputs={}))


def _signs(export: Export) -> tuple[Notice, ...]:
    return tuple(Notice(code="sign-of-votes", sentence=one.sentence) for one in export.signs)


def _refused(export: Export) -> tuple[Notice, ...]:
    """Each reason with how often it was met, and where first."""
    told = []
    for (file, code), rows in export.refused.group_by("file", "code", maintain_order=True):
        first = rows.row(0, named=True)
        told.append(
            Notice(
                code=str(code),
                sentence=f"{file}: {rows.height:,} refused, first in row {first['row']}: "
                f"{first['reason']} {first['remedy']}",
                count=rows.height,
            )
        )
    return tuple(told)


def _write(folder: Path, export: Export, form: Dialect) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CommonwealError(
            f"{folder} is there already, and not empty.",
            remedy="Name a new folder, so that no file of another export stays in it.",
            code="cannot-write",
        )
    folder.mkdir(parents=True, exist_ok=True)
    write_export(folder, export.statements, export.votes, summary=export.summary, dialect=form)
