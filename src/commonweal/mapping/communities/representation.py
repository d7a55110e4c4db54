"""Who takes part beside who lives there: a representation matrix (S003-R1).

Read `representation` first. By geography, profession, household, income, and what else was asked;
every group of the city's list has its row, the majority too. A difference that chance alone may
make is told as that. The public sees no number below the floor, nor one that gives it away.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from commonweal.core.errors import CommonwealError
from commonweal.core.estimate import Estimate
from commonweal.core.groups import GroupPack
from commonweal.core.intervals import wilson
from commonweal.core.nearest import listed
from commonweal.core.short_lists import Hidden, below, hidden_in_list
from commonweal.core.small_numbers import (
    DEFAULT_FLOOR,
    publishable,
    publishable_outside,
)

ASKED_FOR: Mapping[str, str] = {
    "geography": "where people live",
    "profession": "what they work as",
    "household": "how many live together",
    "income": "what they live on",
}
GROUP = "group"
REST = ""
LIKELY = 0.05

type Reading = Literal["more", "fewer", "alike", "nobody", "not-known", "hidden"]


class InvalidCounts(CommonwealError):
    """The counts of those who took part contradict each other."""

    code = "invalid-counts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """One question: how many took part of each answer, and how many live there of each.

    `answered` people answered it, `silent` did not; categories may overlap (one person may belong
    to several groups), so they need not add up. `living` holds residents by category where they
    are known and `residents` all of them; `names` the plain names. Raises `InvalidCounts`.
    """

    key: str
    name: str
    answered: int
    took_part: Mapping[str, int]
    living: Mapping[str, int] = field(default_factory=dict)
    residents: int | None = None
    silent: int = 0
    names: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        wrong = [key for key, n in self.took_part.items() if not 0 <= n <= self.answered]
        if wrong or self.answered < 0 or self.silent < 0:
            what = f"“{wrong[0]}” {self.took_part[wrong[0]]}" if wrong else "a number below zero"
            raise InvalidCounts(
                f"“{self.name}” counts {what} of {self.answered} people who answered.",
                remedy="A category holds from none to all of those who answered.",
                dimension=self.key,
            )
        more = [
            k for k, n in self.living.items() if self.residents is not None and n > self.residents
        ]
        if more:
            raise InvalidCounts(
                f"“{self.name}” counts {self.living[more[0]]} residents in “{more[0]}”, but "
                f"{self.residents} live there.",
                remedy="Give both numbers for the same place.",
                dimension=self.key,
            )

    @property
    def categories(self) -> list[str]:
        """Every category, as the residents are listed and then as the answers are."""
        return list(dict.fromkeys((*self.living, *self.took_part)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One category: `n` took part, their share with its interval, and who lives there.

    `n` and `share` are None in the public view where they are hidden. `reading` says what the
    interval says of the difference, and `sentence` the same in words.
    """

    dimension: str
    category: str
    name: str
    n: int | None
    share: Estimate | None
    living: int | None
    living_share: float | None
    reading: Reading
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Representation:
    """All cells, dimension by dimension; who answered and who was silent, None where hidden."""

    cells: tuple[Cell, ...]
    answered: Mapping[str, int | None]
    silent: Mapping[str, int | None]
    not_asked: tuple[str, ...]
    caveats: tuple[str, ...]

    @property
    def nobody(self) -> tuple[str, ...]:
        """The sentences about categories of which nobody took part; empty in the public view."""
        return tuple(cell.sentence for cell in self.cells if cell.reading == "nobody")

    def of(self, dimension: str) -> tuple[Cell, ...]:
        """The cells of one dimension."""
        return tuple(cell for cell in self.cells if cell.dimension == dimension)

    def as_dict(self) -> dict[str, Any]:
        """The matrix as plain values."""
        return {
            "answered": dict(self.answered),
            "silent": dict(self.silent),
            "cells": [_plain(cell) for cell in self.cells],
            "nobody": list(self.nobody),
            "not_asked": list(self.not_asked),
            "caveats": list(self.caveats),
        }


def _plain(cell: Cell) -> dict[str, Any]:
    share = cell.share
    return {
        "dimension": cell.dimension,
        "category": cell.category,
        "name": cell.name,
        "n": cell.n,
        "share": None if share is None else [share.low, share.value, share.high],
        "living": cell.living,
        "living_share": cell.living_share,
        "reading": cell.reading,
        "sentence": cell.sentence,
    }


CAVEATS = (
    "People who take part are not drawn by lot: an interval says what chance alone would do, and "
    "not why somebody stays away. Time, place, language, children and trust are other reasons.",
    "Of twenty categories that take part as they live there, about one will still look otherwise.",
)
HIDDEN_SENTENCE = "Not shown: below the publishing floor, or it would give such a number away."


def representation(
    dimensions: Sequence[Dimension], *, pack: GroupPack, floor: int | None = DEFAULT_FLOOR
) -> Representation:
    """The matrix of `dimensions`, in their order; categories stand as listed, never by size.

    The dimension `group` gets a row for every group of the `pack`. `floor` None is the desk's own
    view. What S003-R1 asks for and nobody asked people is told in `not_asked`.
    """
    whole = [_with_everyone(one, pack) for one in dimensions]
    asked = {one.key for one in whole}
    hidden = {one.key: _hidden(one, floor) for one in whole}
    missing = [f"Nobody was asked {words}." for key, words in ASKED_FOR.items() if key not in asked]
    return Representation(
        cells=tuple(cell for one in whole for cell in _cells(one, hidden[one.key], floor)),
        answered={one.key: None if hidden[one.key].total else one.answered for one in whole},
        silent={one.key: None if below(one.silent, floor) else one.silent for one in whole},
        not_asked=tuple(missing),
        caveats=CAVEATS,
    )


def _with_everyone(dimension: Dimension, pack: GroupPack) -> Dimension:
    """The dimension of groups with every group in it, in the order of the city's list."""
    if dimension.key != GROUP:
        return dimension
    pack.check(dimension.categories)
    order = [*pack.keys, *(key for key in dimension.categories if key not in pack.keys)]
    return replace(
        dimension,
        took_part={key: dimension.took_part.get(key, 0) for key in order},
        living={key: dimension.living[key] for key in order if key in dimension.living},
        names={key: pack.name(key) for key in order},
    )


def _hidden(dimension: Dimension, floor: int | None) -> Hidden[str]:
    """Which categories the public does not see; the answers of no category count as one."""
    if floor is None:
        return Hidden(frozenset(), total=False)
    counts = {key: dimension.took_part.get(key, 0) for key in dimension.categories}
    small = {
        key
        for key, n in counts.items()
        if not publishable_outside(n, dimension.living.get(key), floor).allowed
    }
    rest = dimension.answered - sum(counts.values())
    if rest > 0:
        counts[REST] = rest
        small |= set() if publishable(rest, None, floor).allowed else {REST}
    if below(dimension.answered, floor):
        return Hidden(frozenset(counts), total=True)
    return hidden_in_list(counts, small, floor=floor)


def _living(dimension: Dimension, floor: int | None) -> Mapping[str, int]:
    """The residents that may be shown, by category."""
    small = {key for key, n in dimension.living.items() if below(n, floor)}
    if small and floor is not None and sum(dimension.living.values()) == dimension.residents:
        small = set(hidden_in_list(dimension.living, small, floor=floor).entries)
    return {key: n for key, n in dimension.living.items() if key not in small}


def _cells(dimension: Dimension, hidden: Hidden[str], floor: int | None) -> Iterator[Cell]:
    order = list(dimension.took_part) if dimension.key == GROUP else dimension.categories
    shown, residents = _living(dimension, floor), dimension.residents
    for key in order:
        living = shown.get(key)
        cell = Cell(
            dimension=dimension.key,
            category=key,
            name=dimension.names.get(key, key),
            n=dimension.took_part.get(key, 0),
            share=None,
            living=living,
            living_share=living / residents if living is not None and residents else None,
            reading="hidden",
            sentence=HIDDEN_SENTENCE,
        )
        if hidden.total or key in hidden.entries:
            yield replace(cell, n=None)
        else:
            yield _read(cell, dimension.answered)


def _read(cell: Cell, answered: int) -> Cell:
    """The cell with its share, and what the interval says of the difference."""
    if cell.n is None or not answered:
        return replace(cell, reading="not-known", sentence=f"{cell.name}: nobody answered.")
    share = wilson(cell.n, answered)
    told = replace(cell, share=share)
    if cell.n == 0:
        return replace(told, reading="nobody", sentence=_nobody(cell, answered))
    part = f"{cell.n:,} of {answered:,} who answered"
    if cell.living_share is None:
        sentence = f"{cell.name}: {part}; how many live there is not known."
        return replace(told, reading="not-known", sentence=sentence)
    reading, words = _difference(share, cell.living_share)
    lives = f"{100 * cell.living_share:.3g} % of those who live there"
    interval = f"{100 * share.low:.3g} to {100 * share.high:.3g} %"
    sentence = f"{cell.name}: {part} ({interval}), {lives}: {words}."
    return replace(told, reading=reading, sentence=sentence)


def _difference(share: Estimate, living: float) -> tuple[Reading, str]:
    if living > share.high:
        return "fewer", "fewer than chance alone would leave out"
    if living < share.low:
        return "more", "more than chance alone would bring"
    return "alike", "no more of a difference than chance alone may make"


def _nobody(cell: Cell, answered: int) -> str:
    """“Nobody of …”, and whether so few took part that this may be chance."""
    among = f"“{cell.name}” among {answered:,} who answered"
    if cell.living is None or cell.living_share is None:
        return f"Nobody of {among}; how many live there is not known."
    likely = (1 - cell.living_share) ** answered >= LIKELY
    chance = (
        "So few answered that this may be chance." if likely else "Chance alone rarely does it."
    )
    return f"Nobody of the {cell.living:,} people of {among}. {chance}"


def not_heard(matrix: Representation) -> str:
    """The categories of which nobody took part, in one sentence for a page's first line."""
    names = [cell.name for cell in matrix.cells if cell.reading == "nobody"]
    return f"Nobody took part of: {listed(names)}." if names else ""
