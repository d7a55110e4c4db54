"""One cell of the matrix: what raters said of a policy area, a factor and a group.

Read `judged` first. What a cell is called rests on simple rules that can be said aloud; no test of
significance is made on a handful of opinions.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import polars as pl

from commonweal.core.tables import RATINGS
from commonweal.weighing.matrix.agreement import Numbers, consensus

LOWEST, HIGHEST = -3, 3
FEW = 3
APART = 2.0
MOST, HALF = 0.75, 0.5
CAMP, BETWEEN, VOICES, STRONG = 0.3, 0.2, 2, 2
KEY = ("policy_area", "factor", "group")
DEPARTMENT, COMMUNITY = "department", "community"


class Standing(StrEnum):
    """What a cell says, in the order in which it is asked."""

    NOBODY = "nobody could judge"
    FEW = "too few judged"
    DIVIDED = "two camps"
    SIDES = "departments and communities differ"
    HELPS = "likely better"
    HARMS = "likely worse"
    NONE = "no effect expected"
    OPEN = "open"


FURTHER = (Standing.DIVIDED, Standing.SIDES, Standing.HELPS, Standing.HARMS)
"""Where a closer look is worth its time: an effect is likely, or people see it differently."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """All judgements of one cell. `low` and `high` are the quartiles; `agreement` is -1 to 1.

    `judged` counts those with an effect, `unknown` those who said that they do not know.
    `departments` and `communities` are the middles of each side, None where none of it judged.
    """

    policy_area: str
    factor: str
    group: str
    judged: int
    unknown: int
    counts: tuple[int, ...]
    median: float | None
    low: float | None
    high: float | None
    agreement: float | None
    departments: float | None
    communities: float | None
    standing: Standing

    def as_dict(self) -> dict[str, Any]:
        """The cell as `--json` tells it."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The matrix of one round: its cells in the order of names, and who judged."""

    round: int
    cells: tuple[Cell, ...]
    raters: tuple[str, ...]

    @property
    def further(self) -> tuple[Cell, ...]:
        """The cells that are worth a closer look."""
        return tuple(cell for cell in self.cells if cell.standing in FURTHER)


def judged(ratings: pl.DataFrame, *, number: int | None = None) -> Judged:
    """The cells of one round, by default the last; `ratings` fits RATINGS.

    Who took part in an earlier round only is not in a later one: nobody's word is carried on.
    Raises `InvalidTable` where the table does not fit.
    """
    table = RATINGS.check(ratings)
    chosen = number if number is not None else int(str(table["round"].max() or 1))
    told = table.filter(pl.col("round") == chosen)
    cells = [_cell(key, rows) for key, rows in told.group_by(KEY, maintain_order=True)]
    return Judged(
        round=chosen,
        cells=tuple(sorted(cells, key=lambda one: (one.policy_area, one.factor, one.group))),
        raters=tuple(sorted(told["rater"].unique())),
    )


def _cell(key: tuple[Any, ...], rows: pl.DataFrame) -> Cell:
    effects = rows["effect"].drop_nulls().to_numpy()
    counts = tuple(int((effects == step).sum()) for step in range(LOWEST, HIGHEST + 1))
    quartiles = np.quantile(effects, [0.25, 0.5, 0.75]).tolist() if len(effects) else [None] * 3
    sides = [_middle(rows, side) for side in (DEPARTMENT, COMMUNITY)]
    return Cell(
        policy_area=key[0],
        factor=key[1],
        group=key[2],
        judged=len(effects),
        unknown=rows.height - len(effects),
        counts=counts,
        low=quartiles[0],
        median=quartiles[1],
        high=quartiles[2],
        agreement=consensus(counts),
        departments=sides[0],
        communities=sides[1],
        standing=_standing(counts, quartiles[1], sides),
    )


def _middle(rows: pl.DataFrame, side: str) -> float | None:
    effects = rows.filter(pl.col("side") == side)["effect"].drop_nulls().to_numpy()
    return float(np.median(effects)) if len(effects) else None


def _standing(
    counts: Sequence[int], median: float | None, sides: Sequence[float | None]
) -> Standing:
    if median is None:
        return Standing.NOBODY
    if sum(counts) < FEW:
        return Standing.FEW
    return next(_told(counts, median, sides), Standing.OPEN)


def _told(
    counts: Sequence[int], median: float, sides: Sequence[float | None]
) -> Iterator[Standing]:
    worse, same, better = _ways(counts)
    most = MOST * sum(counts)
    if _camps(counts):
        yield Standing.DIVIDED
    departments, communities = sides
    if departments is not None and communities is not None and _differ(departments, communities):
        yield Standing.SIDES
    if median >= 1 and better >= most:
        yield Standing.HELPS
    if median <= -1 and worse >= most:
        yield Standing.HARMS
    if median == 0 and same >= HALF * sum(counts):
        yield Standing.NONE


def _ways(counts: Sequence[int]) -> tuple[int, int, int]:
    """How many expect worse, nothing, and better."""
    worse, same = sum(counts[:-LOWEST]), counts[-LOWEST]
    return worse, same, sum(counts) - worse - same


def _camps(counts: Sequence[int]) -> bool:
    """Three in ten on either side, few in between, and a strong expectation on both.

    One voice apart from all others is a voice and no camp. The rule was chosen by simulation: van
    der Eijk's A below 0 finds hardly half of the camps that are there (docs/methods).
    """
    worse, same, better = _ways(counts)
    smaller = min(worse, better)
    strong = sum(counts[: 1 - LOWEST - STRONG]) > 0 and sum(counts[STRONG - LOWEST :]) > 0
    enough = smaller >= VOICES and smaller >= CAMP * sum(counts)
    return enough and same <= BETWEEN * sum(counts) and strong


def _differ(departments: float, communities: float) -> bool:
    return departments * communities < 0 or abs(departments - communities) >= APART


def as_matrix(ratings: pl.DataFrame, *, number: int) -> Numbers:
    """The effects of one round (raters, cells), NaN where a rater did not judge a cell."""
    told = ratings.filter(pl.col("round") == number)
    wide = told.pivot("rater", index=list(KEY), values="effect", aggregate_function="last")
    return wide.drop(KEY).cast(pl.Float64).fill_null(float("nan")).to_numpy().T
