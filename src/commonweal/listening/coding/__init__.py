"""Foreign rows become incidents, by a source profile and nothing else.

Read `code_rows` first: it takes the batches of a raw table (`core.raw`) and returns `Coded`. Every
row of the file ends in one of four places, and the four add up: an incident, a repetition of one
(`duplicates`), left out by a rule of the profile (`skipped`), or refused with reason and remedy.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import polars as pl

from commonweal.core.groups import GroupPack
from commonweal.core.kinds import KindPack
from commonweal.core.notices import Notice
from commonweal.core.places import AreaSet
from commonweal.core.tables import INCIDENTS
from commonweal.listening.coding.coder import Coder, columns_to_read
from commonweal.listening.coding.narrow import Narrow
from commonweal.listening.profiles import SourceProfile

__all__ = ["Coded", "code_rows", "columns_to_read"]


@dataclass(frozen=True, kw_only=True)
class Coded:
    """What a file holds, row by row accounted for.

    `rows` counts the records of the file, `duplicates` those that repeat an incident, `skipped`
    those the profile leaves out (`skipped_why` by reason). `overlapping` says that figures of
    different groups count the same events and are never added. `group_keys` and `kind_keys` are
    the city's lists, in the order in which every table shows them. `caveats` are the profile's own.
    """

    narrow: Narrow
    refused: pl.DataFrame
    notices: tuple[Notice, ...]
    rows: int
    duplicates: int
    skipped: int
    skipped_why: tuple[tuple[str, int], ...]
    overlapping: bool
    group_keys: tuple[str, ...]
    kind_keys: tuple[str, ...]
    caveats: tuple[str, ...]

    @cached_property
    def incidents(self) -> pl.DataFrame:
        """All incidents as the contract `tables.INCIDENTS`; for many, `slices` needs less room."""
        return INCIDENTS.check(pl.concat(self.narrow.slices()))

    def slices(self, rows: int = 100_000) -> Iterator[pl.DataFrame]:
        """The incidents as INCIDENTS tables of at most `rows` rows."""
        return self.narrow.slices(rows)


def code_rows(
    batches: Iterable[pl.DataFrame],
    *,
    profile: SourceProfile,
    groups: GroupPack,
    areas: AreaSet | None,
    today: date,
    kinds: KindPack | None = None,
) -> Coded:
    """Code the raw rows; raises `InvalidProfile` where profile and file do not fit.

    Without `areas` the area names are taken as they stand. Rows dated after `today` are refused.
    Without `kinds` the keys of kinds are not held against a list.
    """
    coder = Coder(profile=profile, groups=groups, kinds=kinds, areas=areas, today=today)
    for batch in batches:
        coder.add(batch)
    narrow, duplicates, notices = coder.finish()
    return Coded(
        narrow=narrow,
        refused=coder.refusals.table,
        notices=tuple(notices),
        rows=coder.rows,
        duplicates=duplicates,
        skipped=sum(coder.skipped.values()),
        skipped_why=tuple(coder.skipped.items()),
        overlapping=profile.overlapping,
        group_keys=tuple(groups.groups),
        kind_keys=tuple(kinds.kinds) if kinds else (),
        caveats=profile.caveats,
    )
