"""Living conditions over time: what was measured where, for whom, by whom, and where it breaks.

Read `series_of` first. Nothing is filled in: a period without a value is a gap, a break ends what
can be compared, and a change of source or definition that nobody marked is told.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

import polars as pl

from commonweal.core.errors import CommonwealError
from commonweal.core.estimate import Estimate
from commonweal.core.intervals import Z_95, wilson
from commonweal.core.spans import Span, span_of

SHARE, COUNT = "share", "count"
NEWCOMBE = "95 % interval of a difference of two shares (Newcombe 1998, method 10)"
POISSON = "95 % interval of a count by its square root (Byar)"


class InvalidIndicator(CommonwealError):
    """A series that cannot be used as asked; the remedy says what would."""

    code = "invalid-indicator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One period; `value` None: not measured. `n`: people asked or cases behind it."""

    period: Span
    value: float | None
    n: int | None
    breaks: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One indicator for one area (None: the city) and group (None: everybody), oldest first."""

    indicator: str
    area: str | None
    group: str | None
    points: tuple[Point, ...]
    sources: tuple[str, ...]
    definitions: tuple[str, ...]

    @property
    def gaps(self) -> tuple[Span, ...]:
        """Periods between the first and the last in which nothing was measured."""
        known = {point.period for point in self.points if point.value is not None}
        first, last = self.points[0].period, self.points[-1].period
        every = (first.later(by) for by in range(last.number - first.number + 1))
        return tuple(span for span in every if span not in known)

    @property
    def comparable(self) -> tuple[Point, ...]:
        """The measured points since the last break."""
        since = max((n for n, point in enumerate(self.points) if point.breaks), default=0)
        return tuple(point for point in self.points[since:] if point.value is not None)

    @property
    def unmarked(self) -> str:
        """Words on a change of source or definition that no break marks; empty where none is."""
        marked = sum(point.breaks for point in self.points[1:])
        for what, told in (("source", self.sources), ("definition", self.definitions)):
            if len(told) - 1 > marked:
                return (
                    f"The {what} changes and no break is marked ({'; then '.join(told)}): compare "
                    "before and after only if they count the same."
                )
        return ""


def series_of(table: pl.DataFrame, indicator: str | None = None) -> tuple[Series, ...]:
    """Every series of a table (`tables.INDICATORS`), or those of one indicator.

    Raises `InvalidIndicator` where there is none of that name.
    """
    rows = table if indicator is None else table.filter(pl.col("indicator") == indicator)
    if not rows.height:
        known = ", ".join(sorted(table["indicator"].unique())) or "none"
        raise InvalidIndicator(
            f"There is no indicator “{indicator}”.", remedy=f"Indicators that there are: {known}."
        )
    parts = rows.partition_by("indicator", "area", "group", maintain_order=True)
    return tuple(_one(part) for part in parts)


def _one(part: pl.DataFrame) -> Series:
    told = [(span_of(row["period"]), row) for row in part.iter_rows(named=True)]
    rows = sorted(((span, row) for span, row in told if span is not None), key=lambda one: one[0])
    head = rows[0][1]
    return Series(
        indicator=head["indicator"],
        area=head["area"],
        group=head["group"],
        points=tuple(
            Point(period=span, value=row["value"], n=row["n"], breaks=row["break"])
            for span, row in rows
        ),
        sources=_in_turn(row["source"] for _, row in rows),
        definitions=_in_turn(row["definition"] for _, row in rows),
    )


def _in_turn(texts: Iterable[str]) -> tuple[str, ...]:
    """Texts one after another, without repeats that follow each other."""
    turns: list[str] = []
    for text in texts:
        if not turns or turns[-1] != text:
            turns.append(text)
    return tuple(turns)


def share(point: Point, indicator: str) -> Estimate:
    """A share with its Wilson interval; needs a value from 0 to 1 and the people asked."""
    if point.value is None or point.n is None or point.n < 1 or not 0 <= point.value <= 1:
        raise InvalidIndicator(
            f"{indicator} in {point.period} is no share with its number of people asked.",
            remedy="Give value from 0 to 1 and n; without n no interval can be told.",
        )
    near = wilson(min(round(point.value * point.n), point.n), point.n)
    return Estimate(
        value=point.value,
        low=min(near.low, point.value),
        high=max(near.high, point.value),
        n=point.n,
        method=near.method,
    )


def difference(earlier: Estimate, later: Estimate) -> Estimate:
    """How far a share rose: later minus earlier, for two samples that do not share people."""
    rise = later.value - earlier.value
    down = sqrt((later.value - later.low) ** 2 + (earlier.high - earlier.value) ** 2)
    up = sqrt((later.high - later.value) ** 2 + (earlier.value - earlier.low) ** 2)
    return Estimate(
        value=rise, low=rise - down, high=rise + up, n=earlier.n + later.n, method=NEWCOMBE
    )


def count(cases: float, n: int = 1) -> Estimate:
    """A count with its interval, were it chance alone (Byar's approximation to Poisson)."""
    more = cases + 1
    low = cases * (1 - 1 / (9 * cases) - Z_95 / (3 * sqrt(cases))) ** 3 if cases else 0.0
    high = more * (1 - 1 / (9 * more) + Z_95 / (3 * sqrt(more))) ** 3
    return Estimate(value=cases, low=max(low, 0.0), high=high, n=n, method=POISSON)
