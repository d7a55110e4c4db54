"""Rows of a plain list become drafts, by a source profile and nothing else.

Read `gather_rows` first: it takes the batches of a raw table (`core.raw`).
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

import polars as pl

from commonweal.core.guarded_cells import unguarded
from commonweal.core.places import AreaSet
from commonweal.core.raw import AT, GUIDES, PROBLEM, PROBLEMS, ROW
from commonweal.core.refusal import Refusal
from commonweal.core.words import plain
from commonweal.mapping.strengths.drafts import Draft, Place, Stated
from commonweal.mapping.strengths.entries import LISTS
from commonweal.mapping.strengths.gathering import Gathered, Gatherer
from commonweal.mapping.strengths.judging import Judge, Words
from commonweal.mapping.strengths.profiles import JOINED, LABELLED, StrengthProfile

BLANK_ROW = "The row is blank."

type Cells = Mapping[str, str | None]


def gather_rows(
    batches: Iterable[pl.DataFrame],
    *,
    file: str,
    profile: StrengthProfile,
    words: Words,
    areas: AreaSet | None,
    today: date,
) -> Gathered:
    """The strengths in raw rows; raises `InvalidProfile` where profile and file do not fit."""
    judge = Judge(
        words,
        areas=areas,
        today=today,
        aliases=profile.aliases,
        refused_areas=profile.refused_areas,
    )
    gatherer = Gatherer(judge, areas=areas)
    rows = _Rows(profile, file)
    for batch in batches:
        for one in rows.drafts(batch):
            if isinstance(one, Draft):
                gatherer.add(one)
            elif isinstance(one, Refusal):
                gatherer.rows += 1
                gatherer.refuse(one)
            else:
                gatherer.rows += 1
                gatherer.skipped[one] += 1
    return gatherer.finish(caveats=profile.caveats)


class _Rows:
    """The rows of one file under its profile."""

    def __init__(self, profile: StrengthProfile, file: str) -> None:
        self._profile, self._file = profile, file
        self._columns = {name: columns[0] for name, columns in profile.columns.items()}
        self._personal = frozenset(
            name
            for name, columns in profile.columns.items()
            if set(columns) & set(profile.personal)
        )

    def drafts(self, batch: pl.DataFrame) -> Iterator[Draft | Refusal | str]:
        """Each row as a draft, as the refusal of an unreadable one, or as why it is left out."""
        columns = [name for name in batch.columns if name not in GUIDES]
        self._profile.columns_to_read(columns, file=self._file)
        for cells in batch.iter_rows(named=True):
            if cells[PROBLEM] is not None:
                yield self._unreadable(cells)
                continue
            stated = {name: self._said(cells[name]) for name in columns}
            why = self._why_left_out(stated)
            yield why or Draft(
                at=Place(file=self._file, row=cells[ROW]),
                says=self._says(stated),
                columns=self._columns,
                personal=self._personal,
            )

    def _unreadable(self, cells: Mapping[str, str]) -> Refusal:
        problem = PROBLEMS[cells[PROBLEM]]
        return Refusal(
            file=self._file,
            row=int(cells[ROW]),
            column=cells[AT],
            code=cells[PROBLEM],
            reason=problem.reason,
            remedy=problem.remedy,
            confidential="confidential" in self._columns,
        )

    def _said(self, cell: str | None) -> str | None:
        text = unguarded(cell or "").strip()
        return text if text and text.casefold() not in self._profile.blanks else None

    def _why_left_out(self, stated: Cells) -> str | None:
        if not any(stated.values()):
            return BLANK_ROW
        there = (one for one in self._profile.skip if one.column in stated)
        fits = (one.reason for one in there if one.fits(stated[one.column]))
        return next(fits, None)

    def _says(self, stated: Cells) -> dict[str, Stated]:
        """Our fields with what the row says of each."""
        profile = self._profile
        says: dict[str, Stated] = {"what": profile.what, "kind": profile.of_kind}
        says.update(profile.always)
        for name, columns in profile.columns.items():
            cells = [stated[column] for column in columns if stated.get(column)]
            if not cells:
                continue
            if name in LABELLED:
                found = self._labelled(name, str(cells[0]))
                says[name] = found if name in LISTS else found[0]
            elif name in JOINED:
                several = tuple(str(cell) for cell in cells)
                says[name] = "|".join(several) if name == "strength_id" else several
            else:
                says[name] = cells[0]
        return says

    def _labelled(self, name: str, cell: str) -> tuple[str, ...]:
        """The keys behind the words of a cell, with those of every row; an unknown word stays."""
        labels = self._profile.labels[name]
        if plain(cell) in labels:
            return (*self._profile.always.get(name, ()), *labels[plain(cell)])
        if name not in LISTS:
            return (cell,)
        for mark in self._profile.split:
            cell = cell.replace(mark, "\x1f")
        keys = list(self._profile.always.get(name, ()))
        for word in filter(None, map(str.strip, cell.split("\x1f"))):
            keys += labels.get(plain(word), (word,))
        return tuple(keys)
