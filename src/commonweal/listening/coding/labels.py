"""A source's words for groups and kinds, turned into sets of keys by its profile.

Each distinct cell is understood once. A set of keys is a number while rows are coded (its place in
`KeySets`), so that a million rows cost four bytes each.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

import polars as pl

from commonweal.core.errors import InvalidProfile
from commonweal.core.nearest import listed, nearest_first
from commonweal.core.raw import MASK
from commonweal.core.words import plain
from commonweal.listening.coding.refusals import Refusals, said
from commonweal.listening.profiles import LabelRule

CODE = pl.Int32()
MOST_SUGGESTIONS = 200  # distinct unknown words; beyond that the file is the wrong one
BETWEEN_COLUMNS = "\x1f"


class Pack(Protocol):
    """What groups and kinds have in common here."""

    @property
    def keys(self) -> tuple[str, ...]: ...


class KeySets:
    """Sets of keys, numbered in the order in which they are met."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, ...], int] = {}

    def code(self, keys: Iterable[str]) -> int:
        """The number of this set; keys are sorted and kept once."""
        return self._codes.setdefault(tuple(sorted(set(keys))), len(self._codes))

    @property
    def sets(self) -> tuple[tuple[str, ...], ...]:
        """The sets by number."""
        return tuple(self._codes)

    def union(self, codes: Iterable[int]) -> int:
        """The number of all keys of these sets together."""
        sets = self.sets
        return self.code(key for code in codes for key in sets[code])

    def lists(self, codes: pl.Series) -> pl.Series:
        """The sets as lists of text, one for each number."""
        every = pl.Series(values=[list(keys) for keys in self.sets], dtype=pl.List(pl.String()))
        return every.gather(codes.cast(pl.Int32()))  # of no rows, the type is not known


class Labels:
    """The words of one sort (`groups` or `kinds`) in one file."""

    def __init__(self, word: str, rule: LabelRule, pack: Pack | None, *, profile: str) -> None:
        self.word, self.sets = word, KeySets()
        self.read_as_other = self.blank = 0
        self._rule, self._pack = rule, pack
        self._codes: dict[str, int | None] = {}
        self._others: set[str] = set()
        self._suggested: dict[str, tuple[str, str]] = {}
        self._check_keys(profile)

    def _check_keys(self, profile: str) -> None:
        if self._pack is None:
            return
        known = self._pack.keys
        named = [("its rule for every row", key) for key in self._rule.always]
        named += [("other words", self._rule.other)] if self._rule.other else []
        named += [(f"“{text}”", key) for text, keys in self._rule.table.items() for key in keys]
        for what, key in named:
            if key not in known:
                raise InvalidProfile(
                    f"The profile “{profile}”, [labels.{self.word}]: {what} has the key “{key}”, "
                    "which is not in the city's list.",
                    remedy=f"The nearest keys are {listed(nearest_first(key, known)[:5])}. "
                    f"Or add “{key}” to knowledge/{self.word}.toml in the city folder.",
                    profile=profile,
                    key=key,
                )

    def add(self, table: pl.DataFrame, columns: Sequence[str], refusals: Refusals) -> pl.DataFrame:
        """`table` with the number of each row's set; rows with an unknown word are refused."""
        present = [said(column) for column in columns if said(column) in table.columns]
        if not present:
            always = pl.lit(self.sets.code(self._rule.always), dtype=CODE)
            return table.with_columns(always.alias(self.word))
        cells = (
            table[present[0]]
            if len(present) == 1
            else table.select(
                pl.concat_str(present, separator=BETWEEN_COLUMNS, ignore_nulls=True)
            ).to_series()
        )
        distinct = cells.fill_null("").unique()
        codes = pl.Series(values=[self._code(cell) for cell in distinct], dtype=CODE)
        # Of no rows, replace_strict gives back text whatever type it is asked for: hence the cast.
        found = cells.fill_null("").replace_strict(distinct, codes, return_dtype=CODE).cast(CODE)
        self.blank += int((cells.fill_null("") == "").sum())
        if self._others:
            self.read_as_other += int(cells.is_in(list(self._others)).sum())
        table = table.with_columns(found.alias(self.word))
        return refusals.take(
            table,
            pl.col(self.word).is_null(),
            column=columns[0],
            code=f"unknown-{self.word.removesuffix('s')}",
            explain=self._explainer(),
        )

    def _code(self, cell: str) -> int | None:
        if cell not in self._codes:
            keys: list[str] = []
            for label in self._labels(cell):
                of_label = self._keys(label)
                if of_label is None and self._rule.other is not None:
                    of_label = (self._rule.other,)
                    self._others.add(cell)
                if of_label is None:
                    self._codes[cell] = None
                    return None
                keys += of_label
            self._codes[cell] = self.sets.code([*self._rule.always, *keys])
        return self._codes[cell]

    def _labels(self, cell: str) -> list[str]:
        """The labels in one cell; a cell that the table knows whole is never split."""
        if self._keys(cell) is not None:
            return [cell]
        for mark in (*self._rule.split, BETWEEN_COLUMNS):
            cell = cell.replace(mark, BETWEEN_COLUMNS)
        return [label for label in map(str.strip, cell.split(BETWEEN_COLUMNS)) if label]

    def _keys(self, label: str) -> tuple[str, ...] | None:
        found = self._rule.table.get(plain(label))
        if found is None and self._rule.as_keys:
            key = label.strip().casefold()
            if self._pack is None or key in self._pack.keys:
                return (key,) if key else None
        return found

    def _explainer(self) -> Callable[[str], tuple[str, str]]:
        one = self.word.removesuffix("s")

        def explain(cell: str) -> tuple[str, str]:
            unknown = [label for label in self._labels(cell) if self._keys(label) is None]
            label = (unknown or [cell])[0][:80]
            if label == MASK:
                return (
                    f"The profile does not know this {one} label.",
                    f"Look the row up in the file, and add its label to [labels.{self.word}].",
                )
            if label not in self._suggested:
                if len(self._suggested) >= MOST_SUGGESTIONS:
                    return self._told(one, label, "")
                near = self._nearest(label)
                self._suggested[label] = self._told(one, label, near)
            return self._suggested[label]

        return explain

    def _told(self, one: str, label: str, near: str) -> tuple[str, str]:
        if self._rule.as_keys:
            return (
                f"“{label}” is not the key of a {one}.",
                f"Use a key of the city's list{near}, or add it to knowledge/{self.word}.toml.",
            )
        return (
            f"The profile does not know the {one} label “{label}”.",
            f'Add "{label}" = "key-of-the-{one}" to [labels.{self.word}] of the profile{near}.',
        )

    def _nearest(self, label: str) -> str:
        known = self._pack.keys if self._pack and self._rule.as_keys else tuple(self._rule.table)
        return f"; the nearest known is “{nearest_first(plain(label), known)[0]}”" if known else ""
