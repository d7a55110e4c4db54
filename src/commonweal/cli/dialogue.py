"""`commonweal listening dialogue`: what a room of voters shares, and where it divides.

Nothing here speaks of one voter: groups are told by size, flags by number (charter 1).
"""

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer

from commonweal.cli.dialogue_told import tell
from commonweal.cli.dialogue_who import Beside, beside, check_both, tell_beside
from commonweal.cli.output import console, print_json, refuse_unwritable
from commonweal.core.errors import CommonwealError
from commonweal.core.lineage import Lineage
from commonweal.core.notices import Notice
from commonweal.files.atomic import replace_text
from commonweal.files.polis import Dialect, Export, read_export, write_export
from commonweal.files.refused import defused
from commonweal.listening.dialogue import Analysis, Answer, analyse
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
    who: Annotated[
        Path | None, typer.Option(help="Table voter_id, group of those who chose to say.")
    ] = None,
    population: Annotated[
        Path | None, typer.Option(help="Table group, population of those who live there.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Seed of what is drawn by chance.")] = DEFAULT_SEED,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Say what a conversation agrees on, what bridges and divides it, and whether it has groups."""
    if agree not in (None, 1, -1):
        raise CommonwealError(
            f"“{agree}” is no vote that could mean agree.", remedy="Say 1 or -1.", code="agree"
        )
    check_both(who, population)
    refuse_unwritable(rejects)
    export = read_export(folder, agree=agree)
    if rejects is not None:
        replace_text(rejects, defused(export.refused).write_csv())
    if write is not None:
        _write(write, export, form)
    shown = floor if public else None
    found = _analysed(export, groups, seed)
    answer = found.answer if shown is None else _in_public(found, shown)
    missing = None
    if who is not None and population is not None:
        voters = [str(one) for one in found.room.voter_ids]
        missing = beside(who, population, voters=voters, floor=shown)
    if as_json:
        print_json(
            SCHEMA, _lineage(answer, missing, public), _told(export, answer, missing, public)
        )
    else:
        tell(console(), answer, topic=export.topic, public=public)
        if missing:
            tell_beside(console(), missing)


def _told(export: Export, answer: Answer, missing: Beside | None, public: bool) -> dict[str, Any]:
    told = {"topic": export.topic, "public": public, **answer.as_answer()}
    return {**told, "missing": missing.as_dict()} if missing else told


def _lineage(answer: Answer, missing: Beside | None, public: bool) -> Lineage:
    """Of what it was made; in public no hash of a file that holds what people said."""
    made = answer.lineage
    if missing is None or public:
        return made
    return replace(made, inputs={**made.inputs, **missing.inputs})


def _analysed(export: Export, groups: int | None, seed: int) -> Analysis:
    return analyse(
        export.votes,
        export.statements,
        rng=np.random.default_rng(seed),
        k=groups,
        notices=(*_signs(export), *export.notices, *_refused(export)),
        inputs=export.inputs,
        seed=seed,
    )


def _in_public(found: Analysis, floor: int) -> Answer:
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
