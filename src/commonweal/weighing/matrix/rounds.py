"""What changed between two rounds, after raters saw the spread of the first (Delphi).

Read `moved` first. Raters who saw where the others stand come closer; that is no proof that they
came closer to what is true, so each change is told with its counts.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from commonweal.weighing.matrix.cells import KEY


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One cell in two rounds, counted on those who judged it in both.

    `nearer` and `farther` count raters who moved towards or away from the first round's middle.
    """

    policy_area: str
    factor: str
    group: str
    both: int
    median_before: float
    median_after: float
    spread_before: float
    spread_after: float
    nearer: int
    farther: int

    def as_dict(self) -> dict[str, Any]:
        """The change as `--json` tells it."""
        return {name: getattr(self, name) for name in self.__slots__}


def moved(ratings: pl.DataFrame, *, first: int, second: int) -> tuple[Moved, ...]:
    """Each cell that somebody judged in both rounds and judged anew; `ratings` fits RATINGS."""
    judged = ratings.filter(pl.col("effect").is_not_null())
    before, after = (judged.filter(pl.col("round") == one) for one in (first, second))
    pairs = before.join(after, on=["rater", *KEY], suffix="_after")
    changes = [_moved(key, rows) for key, rows in pairs.group_by(KEY, maintain_order=True)]
    told = [one for one in changes if one is not None]
    return tuple(sorted(told, key=lambda one: (one.policy_area, one.factor, one.group)))


def _moved(key: tuple[Any, ...], rows: pl.DataFrame) -> Moved | None:
    before, after = rows["effect"].to_numpy(), rows["effect_after"].to_numpy()
    if (before == after).all():
        return None
    middle = float(np.median(before))
    nearer = np.abs(after - middle) - np.abs(before - middle)
    return Moved(
        policy_area=key[0],
        factor=key[1],
        group=key[2],
        both=len(before),
        median_before=middle,
        median_after=float(np.median(after)),
        spread_before=_spread(before),
        spread_after=_spread(after),
        nearer=int((nearer < 0).sum()),
        farther=int((nearer > 0).sum()),
    )


def _spread(effects: Any) -> float:
    low, high = np.quantile(effects, [0.25, 0.75])
    return float(high - low)
