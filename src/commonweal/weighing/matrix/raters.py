"""Raters whose answers ask for a word, and rounds that say less than they seem to.

Read `oddities` and `thinness` first. They are told and kept: a judgement is never taken out of the
matrix.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from commonweal.weighing.matrix.cells import COMMUNITY, DEPARTMENT, KEY, STRONG

MANY = 8
CERTAIN = 4
DOUBTFUL = r"^(E|F).$|^.(5|6)$"
"""A source that is unreliable or cannot be judged, or a content improbable or not judged."""


class Odd(StrEnum):
    """What asks for a word with a rater."""

    ALIKE = "one answer to all"
    CERTAIN_UNKNOWN = "certain of an answer that was not given"
    CERTAIN_DOUBTFUL = "certain on doubtful evidence"
    TURNED = "turned round between the rounds"


class Thin(StrEnum):
    """Why a whole round says less than it seems to."""

    ONE_RATER = "one rater"
    ONE_SIDE = "one side"
    NO_SPREAD = "no rating differs"


SENTENCES = {
    Odd.ALIKE: "answered {answer} in all {cells} cells",
    Odd.CERTAIN_UNKNOWN: "is certain and does not know, in {cells} cells",
    Odd.CERTAIN_DOUBTFUL: "is certain on evidence graded as doubtful, in {cells} cells",
    Odd.TURNED: "turned from a strong expectation to the opposite one in {cells} cells",
}
THIN_SENTENCES = {
    Thin.ONE_RATER: "One rater alone judged: this is one opinion, and no round.",
    Thin.ONE_SIDE: "Only one side judged: departments and communities cannot be compared.",
    Thin.NO_SPREAD: "No rating differs from another: agreement is not told apart from habit.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Oddity:
    """One rater, in how many cells, and what is odd about it; `answer` where all are alike."""

    rater: str
    cells: int
    kind: Odd
    answer: int | None = None

    @property
    def sentence(self) -> str:
        """What is odd, in words."""
        answer = "“don't know”" if self.answer is None else f"{self.answer:+d}"
        said = SENTENCES[self.kind].format(answer=answer, cells=self.cells)
        return f"{self.rater} {said}. It is kept; ask whether it was meant."


def oddities(ratings: pl.DataFrame, *, number: int) -> tuple[Oddity, ...]:
    """Raters of one round who gave one answer to eight cells or more, or contradict themselves.

    `ratings` fits RATINGS; the round before is looked at for turns.
    """
    told = ratings.filter(pl.col("round") == number)
    before = ratings.filter(pl.col("round") == number - 1)
    found = [*_alike(told), *_certain(told), *_turned(before, told)]
    return tuple(sorted(found, key=lambda one: (one.rater, one.kind)))


def thinness(ratings: pl.DataFrame, *, number: int) -> tuple[Thin, ...]:
    """Why one round says less than it seems to; empty where nothing speaks against it."""
    told = ratings.filter((pl.col("round") == number) & pl.col("effect").is_not_null())
    sides = set(told["side"].drop_nulls())
    says = {
        Thin.ONE_RATER: told["rater"].n_unique() == 1,
        Thin.ONE_SIDE: told["rater"].n_unique() > 1 and len(sides & {DEPARTMENT, COMMUNITY}) == 1,
        Thin.NO_SPREAD: told.height > 1 and told["effect"].n_unique() == 1,
    }
    return tuple(one for one, holds in says.items() if holds)


def _alike(told: pl.DataFrame) -> Iterator[Oddity]:
    for (rater,), rows in told.group_by("rater", maintain_order=True):
        if rows.height >= MANY and rows["effect"].n_unique() == 1:
            answer = rows["effect"][0]
            yield Oddity(rater=str(rater), cells=rows.height, kind=Odd.ALIKE, answer=answer)


def _certain(told: pl.DataFrame) -> Iterator[Oddity]:
    certain = told.filter(pl.col("sureness") == CERTAIN)
    given = pl.col("effect").is_not_null()
    yield from _counted(certain.filter(~given), Odd.CERTAIN_UNKNOWN)
    doubtful = certain.filter(given & pl.col("grade").str.contains(DOUBTFUL))
    yield from _counted(doubtful, Odd.CERTAIN_DOUBTFUL)


def _turned(before: pl.DataFrame, told: pl.DataFrame) -> Iterator[Oddity]:
    pairs = before.join(told, on=["rater", *KEY], suffix="_after")
    strong = (pl.col("effect").abs() >= STRONG) & (pl.col("effect_after").abs() >= STRONG)
    opposite = pl.col("effect") * pl.col("effect_after") < 0
    yield from _counted(pairs.filter(strong & opposite), Odd.TURNED)


def _counted(rows: pl.DataFrame, kind: Odd) -> Iterator[Oddity]:
    for rater, cells in rows["rater"].value_counts().iter_rows():
        yield Oddity(rater=rater, cells=cells, kind=kind)
