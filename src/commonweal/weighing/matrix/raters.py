"""Raters whose answers ask for a word: all alike, or nothing but “don't know”.

Read `oddities` first. They are told and kept: a judgement is never taken out of the matrix.
"""

from dataclasses import dataclass

import polars as pl

MANY = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Oddity:
    """One rater, how many cells they judged, and what is odd about it."""

    rater: str
    cells: int
    sentence: str


def oddities(ratings: pl.DataFrame, *, number: int) -> tuple[Oddity, ...]:
    """Raters of one round who gave one answer to eight cells or more."""
    told = ratings.filter(pl.col("round") == number)
    found = []
    for (rater,), rows in told.group_by("rater", maintain_order=True):
        kinds = rows["effect"].n_unique()
        if rows.height >= MANY and kinds == 1:
            found.append(Oddity(rater=str(rater), cells=rows.height, sentence=_words(rater, rows)))
    return tuple(sorted(found, key=lambda one: one.rater))


def _words(rater: object, rows: pl.DataFrame) -> str:
    answer = rows["effect"][0]
    said = "“don't know”" if answer is None else f"{answer:+d}"
    return (
        f"{rater} answered {said} in all {rows.height} cells. It is kept; ask whether it was meant."
    )
