"""The five editions of a year: four closed quarters, then the yearly one that revises them.

A quarter is closed once its last day is over and the source has told of its last month. Counts
settle for two or three quarters after (the revisions of the New York file), so the yearly edition
waits until a further quarter is over; until then nothing that is out is changed.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from commonweal.core.errors import CommonwealError

QUARTERS = (1, 2, 3, 4)
MONTHS_A_QUARTER = 3
_WRITTEN = re.compile(r"(\d{4})(?:[-\s]?Q([1-4]))?", re.IGNORECASE)


class NotReleasable(CommonwealError):
    """An edition cannot be released now, or not again."""

    code = "not-releasable"
    status = 409


@dataclass(frozen=True, slots=True, order=True)
class Edition:
    """One quarter of a year (1 to 4), or with `quarter` 5 the year as a whole."""

    year: int
    quarter: int

    @classmethod
    def parse(cls, written: str) -> Self:
        """`2022Q1` or `2022`; raises `NotReleasable` for anything else."""
        found = _WRITTEN.fullmatch(written.strip())
        if found is None:
            raise NotReleasable(
                f"“{written}” is neither a quarter nor a year.",
                remedy="Write a quarter like 2022Q1, or a year like 2022.",
                code="invalid-edition",
            )
        return cls(int(found[1]), int(found[2] or len(QUARTERS) + 1))

    @property
    def is_year(self) -> bool:
        """Whether this is the yearly edition."""
        return self.quarter not in QUARTERS

    @property
    def first(self) -> date:
        """The first day it counts."""
        month = 1 if self.is_year else MONTHS_A_QUARTER * self.quarter - 2
        return date(self.year, month, 1)

    @property
    def last(self) -> date:
        """The last day it counts."""
        if self.is_year or self.quarter == len(QUARTERS):
            return date(self.year, 12, 31)
        return date(self.year, MONTHS_A_QUARTER * self.quarter + 1, 1) - timedelta(days=1)

    @property
    def closed_from(self) -> date:
        """The first day on which it may be released: for a year, after a further quarter."""
        return date(self.year + 1, 4, 1) if self.is_year else self.last + timedelta(days=1)

    def __str__(self) -> str:
        return str(self.year) if self.is_year else f"{self.year}Q{self.quarter}"


def editions_of(year: int) -> tuple[Edition, ...]:
    """The editions of a year in the order in which they are released."""
    return tuple(Edition(year, quarter) for quarter in (*QUARTERS, len(QUARTERS) + 1))


def check_closed(edition: Edition, *, today: date, told_until: date | None) -> None:
    """Raises `NotReleasable` unless the edition is over and the source has told of its end.

    `told_until`: the day of the source's newest record; it must reach the edition's last month.
    """
    if today < edition.closed_from:
        raise NotReleasable(
            f"{edition} is not closed on {today.isoformat()}.",
            remedy=f"Release it from {edition.closed_from.isoformat()} on"
            + ("; until then late revisions still come in." if edition.is_year else "."),
            code="not-closed",
            edition=str(edition),
        )
    needed = edition.last.replace(day=1)
    if told_until is None or told_until < needed:
        ends = "holds no dated record" if told_until is None else f"ends on {told_until}"
        raise NotReleasable(
            f"The source {ends}, before the last month of {edition}.",
            remedy="Bring in the delivery that covers the whole of it first.",
            code="not-closed",
            edition=str(edition),
        )
