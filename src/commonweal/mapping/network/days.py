"""The network on a day, and two days side by side: which ties came, which went.

Read `standing_on` and `between` first. A tie without a first day is taken to have been there before
any day that is asked for, so a list that says few days shows few changes.
"""

from dataclasses import dataclass
from typing import Any

import polars as pl

NOW, AFTER_ALL_DAYS = "now", "9999"
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Which pairs had a tie on one of two days only; `second` may be `now`."""

    first: str
    second: str
    gained: tuple[Pair, ...]
    lost: tuple[Pair, ...]
    unchanged: int

    def as_dict(self) -> dict[str, Any]:
        """The change as `--json` tells it."""
        return {
            "from": self.first,
            "to": self.second,
            "gained": [list(pair) for pair in self.gained],
            "lost": [list(pair) for pair in self.lost],
            "unchanged": self.unchanged,
        }


def standing_on(ties: pl.DataFrame, day: str | None) -> pl.DataFrame:
    """The ties that stood on a day; without one, those that stand."""
    if day is None:
        return ties
    begun = pl.col("since").is_null() | (pl.col("since") <= day)
    lasts = pl.col("until").is_null() | (pl.col("until") > day)
    stood = pl.when(pl.col("state") == "ended").then(pl.lit("stands")).otherwise("state")
    return ties.filter(begun & lasts).with_columns(stood.alias("state"))


def between(ties: pl.DataFrame, one: str | None, other: str) -> Change:
    """Which pairs had a tie on one of two days only, the earlier day first; None is now."""
    first, second = sorted((one or AFTER_ALL_DAYS, other))
    before, after = _pairs_on(ties, first), _pairs_on(ties, second)
    return Change(
        first=first,
        second=NOW if second == AFTER_ALL_DAYS else second,
        gained=tuple(sorted(after - before)),
        lost=tuple(sorted(before - after)),
        unchanged=len(before & after),
    )


def _pairs_on(ties: pl.DataFrame, day: str) -> set[Pair]:
    standing = standing_on(ties, day).filter(pl.col("state") == "stands")
    pairs = standing.select("source", "target").rows()
    return {(min(one, other), max(one, other)) for one, other in pairs}
