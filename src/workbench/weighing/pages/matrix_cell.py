"""One cell: how often each step was chosen by whom, and what every answer rests on."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse

from workbench.core.numbers import short, whole
from workbench.weighing import access, round_words
from workbench.weighing.models import Rating, Round
from workbench.weighing.pages.matrix import LAST_WORDS, CellKey, Told


@dataclass(frozen=True, slots=True, kw_only=True)
class StepBar:
    """One step: how many chose it, in all and by side; `width` is of 100."""

    name: str
    count: str
    sides: str
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one rater said."""

    rater: str
    side: str
    round: str
    effect: str
    sureness: str
    evidence: str
    grade: str
    comment: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixCellPage:
    """What matrix_cell.html may use."""

    back: str
    heading: str
    said: str
    counted: str
    middle: str
    agreement: str
    bars: tuple[StepBar, ...]
    answers: tuple[Answer, ...]


def matrix_cell_page(found: Round, key: CellKey, *, told_of: str) -> MatrixCellPage:
    """One cell of one round, or of the last word of everybody; not found where nobody answered."""
    told = Told(round=found, last=told_of == LAST_WORDS)
    cell = told.cells.get(key)
    if cell is None:
        raise Http404
    back = reverse("weighing-matrix", args=[found.pk]) + (
        f"?told={LAST_WORDS}" if told.last else ""
    )
    rows = _rows(told, key)
    return MatrixCellPage(
        back=back,
        heading=told.place(key),
        said=round_words.standing(cell),
        counted=round_words.counted(cell),
        middle=round_words.middle(cell),
        agreement="–" if cell.agreement is None else short(round(cell.agreement, 2)),
        bars=_bars(cell.counts, rows),
        answers=tuple(_answer(one) for one in rows),
    )


def _rows(told: Told, key: CellKey) -> list[Rating]:
    """The answers behind a cell, the last word of each rater where that is asked for."""
    rounds = access.rounds_of(told.round.proposal) if told.last else [told.round]
    by_rater = {one.rater_id: one for found in rounds for one in access.answers_to(found, key)}
    return sorted(by_rater.values(), key=lambda one: (one.rater.side, one.rater.name))


def _bars(counts: Sequence[int], rows: Sequence[Rating]) -> tuple[StepBar, ...]:
    most = max([*counts, 1])
    return tuple(
        StepBar(
            name=round_words.effect(step),
            count=whole(count),
            sides=_sides(step, rows) if count else "",
            width=round(100 * count / most),
        )
        for step, count in zip(round_words.STEPS, counts, strict=True)
    )


def _sides(step: int, rows: Sequence[Rating]) -> str:
    chosen = [one.rater.side for one in rows if one.effect == step]
    return round_words.sides(Counter(chosen))


def _answer(one: Rating) -> Answer:
    return Answer(
        rater=one.rater.name,
        side=round_words.rater_line(one.rater),
        round=round_words.round_name(one.round),
        effect=round_words.effect(one.effect),
        sureness=str(round_words.SURENESS[one.sureness]) if one.sureness else "–",
        evidence=one.evidence,
        grade=one.grade,
        comment=one.comment,
        why=one.why,
    )
