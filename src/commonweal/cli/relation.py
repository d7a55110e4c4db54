"""`commonweal mapping relation`: one relation from a file, read as a process."""

from collections.abc import Iterable
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from commonweal.cli.output import console, print_json
from commonweal.core.conditions import RelationKnowledge
from commonweal.core.lineage import Lineage
from commonweal.files.hashing import file_hash
from commonweal.files.knowledge import read_relation_knowledge
from commonweal.files.relations import read_relation_file
from commonweal.mapping.process import (
    InvalidRelation,
    Question,
    Reading,
    RelationFile,
    Standing,
    questions_for,
    reading,
    relation_of,
)

SCHEMA, QUESTIONS_SCHEMA = "commonweal/relation/1", "commonweal/relation-questions/1"


def relation(
    file: Annotated[Path, typer.Argument(help="The relation: a .toml or .json file.")],
    as_of: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], help="Read it as it was known on this day; today unless given."
        ),
    ] = None,
    questions: Annotated[
        str | None,
        typer.Option(help="Show what one side is asked instead: community or provider."),
    ] = None,
    city: Annotated[
        Path | None, typer.Option(help="City folder with conditions and warnings of its own.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Say where a relation of community, provider and adversity is blocked, and who says what."""
    knowledge = read_relation_knowledge(city)
    day = _day(as_of)
    told = relation_of(
        read_relation_file(file), file=file.name, knowledge=knowledge, today=_today()
    )
    lineage = Lineage(
        method="commonweal.mapping.process",
        version=version("commonweal"),
        inputs={file.name: file_hash(file)},
    )
    if questions is not None:
        _ask(told, questions, knowledge, day, lineage, as_json=as_json)
        return
    read = reading(told.relation, told.answers, told.records, knowledge, day)
    if as_json:
        print_json(SCHEMA, lineage, read.as_answer())
    else:
        _tell(console(), read)


def _today() -> date:
    return date.today()  # noqa: DTZ011 - the reader's own calendar day


def _day(as_of: datetime | None) -> date:
    if as_of is None:
        return _today()
    if as_of.date() > _today():
        raise InvalidRelation(
            f"{as_of.date()} lies ahead: nothing is known as of that day.",
            remedy="Give --as-of a day that is over, or leave it out.",
            code="day-ahead",
        )
    return as_of.date()


def _ask(
    told: RelationFile,
    side: str,
    knowledge: RelationKnowledge,
    day: date,
    lineage: Lineage,
    *,
    as_json: bool,
) -> None:
    known = [answer for answer in told.answers if answer.known_on <= day]
    asked = questions_for(side, knowledge, known)
    if as_json:
        answer = {"side": side, "questions": [one.as_dict() for one in asked]}
        print_json(QUESTIONS_SCHEMA, lineage, answer)
    else:
        _tell_questions(console(), side, asked)


def _tell_questions(out: Console, side: str, asked: Iterable[Question]) -> None:
    out.print(f"What the {side} is asked", style="bold", markup=False)
    for one in asked:
        out.print(f"• {one.key}: {one.words}", markup=False)
        if one.evidence:
            out.print(f"    An answer rests on: {one.evidence}.", markup=False)
        if one.not_met_means:
            out.print(f"    “Not met” means: {one.not_met_means}", markup=False)
        if not one.counts:
            out.print("    Kept as your view; the community's answer counts.", markup=False)
        for voice in one.own:
            out.print(f"    So far: {voice.words}.", markup=False)


def _tell(out: Console, read: Reading) -> None:
    parties = read.relation
    head = f"{parties.community.name} × {parties.provider.name} × {parties.adversity.name}"
    out.print(f"{head}. As of {read.as_of}", style="bold", markup=False)
    out.print(read.sentence, markup=False)
    out.print()
    _tell_list(out, "What is there", [f"{one.row.key}: {one.row.name}" for one in read.there])
    _tell_blocks(out, read)
    _tell_list(out, "Where they differ", [one.sentence for one in read.disagreements])
    _tell_list(out, "What is there in part, or not", _in_part(read))
    _tell_list(out, "What nobody answered whose answer counts", _unanswered(read))
    words = [f"{one.by}, {one.on}: {one.words}" for one in read.definitions]
    _tell_list(out, "What the problem is", words)
    uses = [f"{one.what}, {one.voluntary}: {one.words}" for one in read.use]
    _tell_list(out, "Use, by how voluntary it was", uses)
    for state, heading in (("raised", "Warnings"), ("asked", "Still to be asked")):
        told = [one.sentence for one in read.warnings if one.state == state]
        _tell_list(out, heading, told)
    _tell_list(out, "How to read this", read.caveats)


def _tell_blocks(out: Console, read: Reading) -> None:
    if not read.blocks:
        return
    out.print("Where it is blocked, the earliest link first", style="bold", markup=False)
    for block in read.blocks:
        out.print(f"• {block.link} ({block.rule}): {block.sentence}", markup=False)
        for sentence in block.evidence:
            out.print(f"    {sentence}", markup=False)
        out.print(f"    What to do: {block.remedy}", markup=False)
    out.print()


def _in_part(read: Reading) -> list[str]:
    return [
        f"{one.row.key}: {one.row.name}: {'; '.join(voice.words for voice in one.voices)}"
        for link in read.links
        for one in link.standings
        if one.state not in ("met", "unknown")
    ]


def _unanswered(read: Reading) -> list[str]:
    return [
        f"{one.row.key}: {one.row.name}{_view_beside(one)}"
        for link in read.links
        for one in link.standings
        if one.state == "unknown"
    ]


def _view_beside(standing: Standing) -> str:
    """The views that are kept and do not count, where no answer does."""
    views = [voice.words for voice in standing.voices if voice.latest]
    return f": {'; '.join(views)}" if views else ""


def _tell_list(out: Console, heading: str, sentences: Iterable[str]) -> None:
    told = list(sentences)
    if not told:
        return
    out.print(heading, style="bold", markup=False)
    for sentence in told:
        out.print(f"• {sentence}", markup=False)
    out.print()
