"""Rows of a rating file as judgements: what each must hold, and why a row cannot be used.

Read `read_rows` first. A row that cannot be used is refused with its place and remedy; the rest
counts, and nothing is mended silently.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

from commonweal.core.bad_cell import BadCell, Row, check_readable, refused_row
from commonweal.core.errors import InvalidTable
from commonweal.core.nearest import listed, nearest_first
from commonweal.core.raw import ROW
from commonweal.core.tables import RATINGS, REFUSED
from commonweal.weighing.matrix.cells import COMMUNITY, DEPARTMENT, HIGHEST, LOWEST

NEEDED = ("rater", "policy_area", "factor", "group", "effect")
TEXTS = ("evidence", "comment")
DONT_KNOW = frozenset({"", "?", "don't know", "dont know", "don’t know", "unknown", "dk"})
SIDES = {DEPARTMENT, COMMUNITY}
GRADE = re.compile(r"[A-F][1-6]")
WHOLE = re.compile(r"[+\-−]?\d+(\.0+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingsRead:
    """What a file held: `ratings` fits RATINGS, `refused` fits REFUSED."""

    ratings: pl.DataFrame
    refused: pl.DataFrame


def check_columns(columns: Sequence[str], *, file: str) -> None:
    """Raise `InvalidTable` where a file lacks what every judgement needs."""
    missing = [name for name in NEEDED if name not in columns]
    if missing:
        raise InvalidTable(
            f"{file} has no column {listed([f'“{name}”' for name in missing])}.",
            remedy=f"It has {listed(nearest_first(missing[0], columns))}. A rating file needs "
            f"{', '.join(NEEDED)}; round, side, sureness, evidence, grade and comment may follow.",
            file=file,
        )


def read_rows(rows: Sequence[tuple[int, Row]]) -> RatingsRead:
    """Judgements from (row in the file, its cells).

    The first answer of a rater to a cell in a round is kept and a further one refused, so that
    nobody counts twice; a changed mind belongs into the next round.
    """
    good: list[dict[str, object]] = []
    bad: list[dict[str, object]] = []
    seen: dict[tuple[object, ...], int] = {}
    for number, row in rows:
        try:
            rating = _rating(row)
            _once(rating, number, seen)
        except BadCell as fault:
            bad.append(refused_row(number, row, fault.fault))
        else:
            good.append(rating)
    return RatingsRead(
        ratings=pl.DataFrame(good, schema=RATINGS.schema),
        refused=pl.DataFrame(bad, schema=REFUSED.schema),
    )


def _once(rating: dict[str, object], number: int, seen: dict[tuple[object, ...], int]) -> None:
    key = tuple(rating[name] for name in ("round", "rater", "policy_area", "factor", "group"))
    if key in seen:
        raise BadCell(
            "rater",
            "judged-twice",
            f"{rating['rater']} judged this cell in row {seen[key]} already.",
            "Keep one of the two; a changed mind belongs into the next round.",
        )
    seen[key] = number


def _rating(row: Row) -> dict[str, object]:
    check_readable(row, first="rater")
    told: dict[str, object] = {"round": _round(row), "side": _side(row), "effect": _effect(row)}
    told |= {name: _named(row, name) for name in NEEDED if name != "effect"}
    told |= {"sureness": _sureness(row), "grade": _grade(row)}
    told |= {name: _text(row, name) or None for name in TEXTS}
    return {name: told[name] for name in RATINGS.columns}


def _text(row: Row, name: str) -> str:
    return (row.get(name) or "").strip()


def _named(row: Row, name: str) -> str:
    if not (text := _text(row, name)):
        raise BadCell(name, "empty", f"The row says no {name}.", "Fill it in.")
    return text


def _number(row: Row, name: str, lowest: int, highest: int, meaning: str) -> int:
    text = _text(row, name)
    value = int(float(text.replace("−", "-"))) if WHOLE.fullmatch(text) else None
    if value is None or not lowest <= value <= highest:
        raise BadCell(
            name,
            f"bad-{name}",
            f"“{text}” is no whole number from {lowest} to {highest}.",
            f"Write {meaning}.",
        )
    return value


def _effect(row: Row) -> int | None:
    if _text(row, "effect").lower() in DONT_KNOW:
        return None
    meaning = "-3 (much worse) to 3 (much better), or don't know"
    return _number(row, "effect", LOWEST, HIGHEST, meaning)


def _sureness(row: Row) -> int | None:
    if not _text(row, "sureness"):
        return None
    return _number(row, "sureness", 1, 4, "1 (a guess) to 4 (certain)")


def _round(row: Row) -> int:
    return _number(row, "round", 1, 9, "1 for the first round") if _text(row, "round") else 1


def _side(row: Row) -> str | None:
    text = _text(row, "side").lower()
    if text and text not in SIDES:
        raise BadCell("side", "bad-side", f"“{text}” is no side.", "Write department or community.")
    return text or None


def _grade(row: Row) -> str | None:
    text = _text(row, "grade").upper()
    if text and not GRADE.fullmatch(text):
        raise BadCell(
            "grade",
            "bad-grade",
            f"“{text}” is no grade of evidence.",
            "Write the source from A (reliable) to F (cannot be judged) and the content from 1 "
            "(confirmed) to 6 (cannot be judged), such as B2.",
        )
    return text or None


def rows_of(frames: Iterable[pl.DataFrame]) -> list[tuple[int, Row]]:
    """Rows of a raw table's batches, as `read_rows` takes them."""
    return [(int(row[ROW]), row) for frame in frames for row in frame.iter_rows(named=True)]
