"""`commonweal weighing matrix`: what raters expect of a policy area, cell by cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import polars as pl
import typer
from rich.console import Console

from commonweal.cli.output import console, print_counts, print_json, refuse_unwritable
from commonweal.core.errors import InvalidTable
from commonweal.core.estimate import Estimate
from commonweal.core.lineage import Lineage
from commonweal.files.atomic import replace_bytes, replace_text
from commonweal.files.hashing import file_hash
from commonweal.files.ratings import rating_sheet
from commonweal.files.refused import defused, write_refused
from commonweal.files.tabular import read_raw
from commonweal.files.workbook_out import Sheet, workbook
from commonweal.weighing.matrix import (
    THIN_SENTENCES,
    Cell,
    Judged,
    Moved,
    Oddity,
    Standing,
    Thin,
    alpha_estimate,
    as_matrix,
    check_columns,
    judged,
    moved,
    oddities,
    read_rows,
    rows_of,
    thinness,
)

SCHEMA = "commonweal/matrix/1"
MOST_LINES = 30
SEED = 1
CAVEATS = (
    "These are beliefs of those who were asked, not a forecast (charter, rule 9).",
    "Agreement is no proof: raters who share an error agree.",
    "Raters who saw the spread of a first round move towards it; that alone makes nothing truer.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """All that one call tells."""

    matrix: Judged
    agreement: Estimate | None
    odd: tuple[Oddity, ...]
    thin: tuple[Thin, ...]
    moves: tuple[Moved, ...]
    refused: pl.DataFrame


def matrix(
    file: Annotated[Path, typer.Argument(help="Judgements: .csv, .xlsx or .ods, one row each.")],
    number: Annotated[
        int | None, typer.Option("--round", help="Which round to tell; the last unless given.")
    ] = None,
    write: Annotated[
        Path | None, typer.Option(help="Write every cell to this .csv for a spreadsheet.")
    ] = None,
    xlsx: Annotated[
        Path | None, typer.Option(help="Write every cell and every judgement to this workbook.")
    ] = None,
    rejects: Annotated[
        Path | None, typer.Option(help="Write every refused row with its reason to this file.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Say where raters expect a policy to help or harm, where they differ, and who cannot say."""
    refuse_unwritable(write, xlsx, rejects)
    raw = read_raw(file)
    check_columns(raw.columns, file=file.name)
    read = read_rows(rows_of(raw.batches()))
    if rejects is not None:
        write_refused(rejects, read.refused, raw, columns=raw.columns, personal=())
    answer = _answer(read.ratings, read.refused, number, file.name)
    if write is not None:
        replace_text(write, defused(_table(answer.matrix.cells)).write_csv())
    if xlsx is not None:
        replace_bytes(xlsx, _workbook(answer, read.ratings))
    lineage = Lineage(
        method="commonweal.weighing.matrix",
        version=version("commonweal"),
        inputs={file.name: file_hash(file)},
        seed=SEED,
    )
    if as_json:
        print_json(SCHEMA, lineage, _as_dict(answer))
    else:
        _tell(console(), answer)


def _answer(ratings: pl.DataFrame, refused: pl.DataFrame, number: int | None, file: str) -> Answer:
    told = judged(ratings, number=number)
    if not told.cells:
        rounds = ", ".join(str(one) for one in sorted(ratings["round"].unique())) or "none"
        raise InvalidTable(
            f"{file} holds no judgement of round {told.round} that can be used.",
            remedy=f"Rounds that it holds: {rounds}. --rejects FILE says why rows were refused.",
            file=file,
        )
    return Answer(
        matrix=told,
        agreement=alpha_estimate(
            as_matrix(ratings, number=told.round), np.random.default_rng(SEED)
        ),
        odd=oddities(ratings, number=told.round),
        thin=thinness(ratings, number=told.round),
        moves=moved(ratings, first=told.round - 1, second=told.round) if told.round > 1 else (),
        refused=refused,
    )


def _as_dict(answer: Answer) -> dict[str, Any]:
    agreed = answer.agreement
    return {
        "round": answer.matrix.round,
        "raters": len(answer.matrix.raters),
        "cells": [cell.as_dict() for cell in answer.matrix.cells],
        "further": [[c.policy_area, c.factor, c.group] for c in answer.matrix.further],
        "alpha": None
        if agreed is None
        else {"value": agreed.value, "low": agreed.low, "high": agreed.high, "n": agreed.n},
        "odd": [{"rater": one.rater, "sentence": one.sentence} for one in answer.odd],
        "thin": [THIN_SENTENCES[one] for one in answer.thin],
        "moved": [one.as_dict() for one in answer.moves],
        "refused": answer.refused.height,
        "caveats": list(CAVEATS),
    }


def _table(cells: Sequence[Cell]) -> pl.DataFrame:
    rows = [
        {**cell.as_dict(), "counts": "|".join(map(str, cell.counts)), "standing": cell.standing}
        for cell in cells
    ]
    return pl.DataFrame(rows, infer_schema_length=None).with_columns(pl.col("standing").cast(str))


def _workbook(answer: Answer, ratings: pl.DataFrame) -> bytes:
    table = _table(answer.matrix.cells)
    cells = Sheet(name="cells", columns=table.columns, rows=table.rows())
    return workbook([rating_sheet(ratings), cells])


def _tell(out: Console, answer: Answer) -> None:
    told = answer.matrix
    out.print(
        f"Round {told.round}: {len(told.raters)} raters, {len(told.cells)} cells.", style="bold"
    )
    if answer.refused.height:
        out.print(f"{answer.refused.height} rows were refused (--rejects FILE keeps them).")
    out.print(_agreement(answer.agreement), markup=False)
    out.print()
    _tell_cells(out, told)
    counts = [(str(one), str(sum(c.standing is one for c in told.cells))) for one in Standing]
    print_counts(out, "All cells", counts, "what they say", "cells")
    for sentence in (THIN_SENTENCES[one] for one in answer.thin):
        out.print(sentence)
    for oddity in answer.odd:
        out.print(oddity.sentence, markup=False)
    _tell_moves(out, answer.moves)
    for caveat in CAVEATS:
        out.print(caveat)


def _agreement(agreed: Estimate | None) -> str:
    if agreed is None:
        return "Agreement over all cells: too few cells that two judged, or no rating differs."
    return (
        f"Agreement over all cells: alpha {agreed.value:.2f} ({agreed.low:.2f} to "
        f"{agreed.high:.2f}, {agreed.n} cells; 1 all agree, 0 no more than chance)."
    )


def _tell_cells(out: Console, told: Judged) -> None:
    rows = [
        (f"{c.policy_area} · {c.factor}", c.group, str(c.standing), _middle(c), _sides(c))
        for c in told.further[:MOST_LINES]
    ]
    names = ("policy area · factor", "group", "what they say", "middle", "departm. / comm.")
    print_counts(out, "Worth a closer look", rows, *names)
    if len(told.further) > MOST_LINES:
        out.print(f"and {len(told.further) - MOST_LINES} more; --write FILE keeps all.")


def _middle(cell: Cell) -> str:
    if cell.median is None:
        return "–"
    unknown = f", {cell.unknown} don't know" if cell.unknown else ""
    return f"{cell.median:+g} ({cell.low:+g} to {cell.high:+g}; {cell.judged} judged{unknown})"


def _sides(cell: Cell) -> str:
    told = ("–" if one is None else f"{one:+g}" for one in (cell.departments, cell.communities))
    return " / ".join(told)


def _tell_moves(out: Console, moves: Sequence[Moved]) -> None:
    if not moves:
        return
    nearer, farther = sum(one.nearer for one in moves), sum(one.farther for one in moves)
    out.print(
        f"Since the round before: {len(moves)} cells changed; {nearer} judgements moved towards "
        f"the first round's middle, {farther} away from it."
    )
