"""Counts of who took part, row by row, as the questions of a representation matrix.

Read `dimensions_of` first. A row is one answer to one question: how many gave it, and how many live
there of whom it is true.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from commonweal.core.raw import PROBLEM, PROBLEMS
from commonweal.mapping.communities.representation import Dimension, InvalidCounts

NEEDED = ("question", "answer", "took_part")
LIVING = "live_there"
SILENT = frozenset({"", "no answer"})
EVERYBODY = "everybody"

Row = Mapping[str, str | None]


@dataclass(slots=True)
class _Question:
    took_part: dict[str, int] = field(default_factory=dict)
    living: dict[str, int] = field(default_factory=dict)
    answered: int | None = None
    residents: int | None = None
    silent: int = 0


def dimensions_of(rows: Iterable[tuple[int, Row]], *, file: str) -> tuple[Dimension, ...]:
    """The questions in the order in which they come; raises `InvalidCounts` naming the row.

    The answer “everybody” says how many answered at all, and how many live there: without it both
    are the sums of the answers, which must then not overlap. “no answer” counts who was silent.
    """
    found: dict[str, _Question] = {}
    for number, row in rows:
        if problem := row.get(PROBLEM):
            raise _bad(file, number, PROBLEMS[problem].reason, PROBLEMS[problem].remedy)
        _take(found, number, row, file)
    if not found:
        raise InvalidCounts(
            f"{file} holds no count.", remedy=f"Write a row for each answer: {', '.join(NEEDED)}."
        )
    return tuple(_dimension(key, one) for key, one in found.items())


def _take(found: dict[str, _Question], number: int, row: Row, file: str) -> None:
    key, answer = (" ".join((row.get(name) or "").split()) for name in ("question", "answer"))
    if not key:
        raise _bad(file, number, "No question is named.", "Write income, geography, group …")
    question = found.setdefault(key, _Question())
    n, living = _count(row, "took_part", file, number), _count(row, LIVING, file, number)
    if n is None:
        raise _bad(file, number, "“took_part” is empty.", "Write a whole number, 0 for nobody.")
    if answer.lower() in SILENT:
        question.silent += n
    elif answer.lower() == EVERYBODY:
        question.answered, question.residents = n, living
    elif answer in question.took_part:
        raise _bad(file, number, f"“{answer}” comes twice.", "Keep one row for each answer.")
    else:
        question.took_part[answer] = n
        if living is not None:
            question.living[answer] = living


def _count(row: Row, name: str, file: str, number: int) -> int | None:
    text = (row.get(name) or "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit()):
        raise _bad(file, number, f"“{text}” is no whole number.", "Write a number such as 12.")
    return int(text)


def _bad(file: str, number: int, wrong: str, remedy: str) -> InvalidCounts:
    return InvalidCounts(f"{file}, row {number}: {wrong}", remedy=remedy, row=number)


def _dimension(key: str, one: _Question) -> Dimension:
    every = sum(one.living.values()) if len(one.living) == len(one.took_part) else None
    return Dimension(
        key=key,
        name=key,
        answered=sum(one.took_part.values()) if one.answered is None else one.answered,
        took_part=one.took_part,
        living=one.living,
        residents=one.residents if one.residents is not None else every or None,
        silent=one.silent,
    )
