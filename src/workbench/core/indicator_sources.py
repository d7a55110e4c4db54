"""Indicators that other rooms can tell from their own rows, such as counts of incidents.

Read `IndicatorSource` first. A room registers a function that names its sources; the room that
watches asks for tables, and neither imports the other. A table fits `core.tables.INDICATORS`, has
rows for everybody alone (the group is null), and is whole: a period in which nothing came in is a
nought, and a period that is not covered has no row.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import polars as pl

Groups = Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorSource:
    """Counts of cases by area and quarter, for some groups (none named: all cases).

    `others` gives the cases of the same source that are of none of those groups: where they move
    too, reporting may have changed. `smallest` is the least number that may be shown.
    """

    key: str
    name: str
    source: str
    definition: str
    of_groups: Callable[[Groups], pl.DataFrame]
    others: Callable[[Groups], pl.DataFrame]
    smallest: int = 0


_tellers: list[Callable[[], Sequence[IndicatorSource]]] = []


def register_indicator_sources(teller: Callable[[], Sequence[IndicatorSource]]) -> None:
    """Let `teller()` name the indicators of a room; it is asked each time."""
    if teller not in _tellers:
        _tellers.append(teller)


def indicator_sources() -> dict[str, IndicatorSource]:
    """Every indicator that other rooms can tell, by key."""
    return {one.key: one for teller in _tellers for one in teller()}
