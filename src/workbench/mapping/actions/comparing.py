"""A source's new list set against what stands here, by the library's `reconcile`.

Read `compare` first; it changes nothing. What the source said last is kept with every entry, so
three things meet: that, what people here have made of it, and what the source says now.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import chain

import polars as pl

from commonweal.mapping.strengths import Reconciled, reconcile
from workbench.mapping.feeds import BY_HAND, said_row, strength_row, table_of
from workbench.mapping.models import Doubt, Strength, StrengthSource

type Pairs = Collection[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What the library found, and the entries that stand here by the identifiers it used.

    `hidden` are the identifiers of entries that are confidential in any of the three.
    """

    found: Reconciled
    stands: dict[str, Strength]
    hidden: frozenset[str]

    @property
    def counts(self) -> dict[str, int]:
        """How many entries came out how; confidential ones are in no count."""
        found = self.found
        return {
            "matched": self._many(found.matched["after"]),
            "added": self._many(found.new["strength_id"]),
            "changed": self._many(found.changed["strength_id"].unique()),
            "gone": self._many(key for key in found.gone["strength_id"] if self._is_news(key)),
            "conflicting": self._many(found.conflicts["strength_id"].unique()),
            "unsure": self._many(found.unsure["after"].unique()),
        }

    def _many(self, keys: Iterable[str]) -> int:
        return sum(key not in self.hidden for key in keys)

    def _is_news(self, key: str) -> bool:
        """Whether the entry was on the map and in its source until now."""
        one = self.stands[key]
        return one.withdrawn_on is None and one.gone_on is None


def compare(source: StrengthSource | None, now: pl.DataFrame, *, same: Pairs = ()) -> Compared:
    """Set a table of STRENGTHS against what stands here of that source, and what people added."""
    of_source = list(_strengths(source)) if source else []
    by_hand = list(_by_hand())
    return compared_with(of_source, by_hand, now, same=same, different=_told_apart(source))


def compared_with(
    of_source: Collection[Strength],
    by_hand: Collection[Strength],
    now: pl.DataFrame,
    *,
    same: Pairs = (),
    different: Pairs = (),
) -> Compared:
    """The same for entries that were chosen already."""
    stands = {key_of(one): one for one in chain(of_source, by_hand)}
    before = table_of(said_row(one) for one in of_source)
    edited = table_of(_edited(one) for one in stands.values())
    tables = (before, edited, now)
    return Compared(
        found=reconcile(before, now, edited, same=same, different=different),
        stands=stands,
        hidden=frozenset(
            key for table in tables for key in table.filter("confidential")["strength_id"]
        ),
    )


def key_of(strength: Strength) -> str:
    """The identifier of an entry in a comparison: its source's, or one of our own."""
    return strength.source_key if strength.source_id else f"{BY_HAND}{strength.pk}"


def _strengths(source: StrengthSource) -> Iterable[Strength]:
    return Strength.objects.filter(source=source).select_related("organisation")


def _by_hand() -> Iterable[Strength]:
    entered = Strength.objects.filter(source=None, withdrawn_on=None)
    return entered.select_related("organisation")


def _edited(one: Strength) -> dict[str, object]:
    """The entry as it stands. A day of confirmation is no edit: the later of two holds."""
    row = strength_row(one, key_of(one))
    said = said_row(one)["confirmed_on"] if one.source_id else row["confirmed_on"]
    return row | {"confirmed_on": said}


def _told_apart(source: StrengthSource | None) -> list[tuple[str, str]]:
    """The pairs of which somebody has said that they are two."""
    if source is None:
        return []
    answered = Doubt.objects.filter(source=source, state=Doubt.State.DIFFERENT)
    return [(key_of(one.strength), one.source_key) for one in answered.select_related("strength")]
