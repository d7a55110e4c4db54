"""Years, quarters and months as numbered spans: what comes next, how far apart, when it is over.

Read `span_of` first. A series of living conditions is told in one of the three; `2024-Q1` is a
quarter, `2024-03` a month, `2024` a year, and a quarter is never turned into a month.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

STEPS = {"year": 1, "quarter": 4, "month": 12}
_TEXT = re.compile(r"(\d{4})(?:[- ]?[Qq]([1-4])|-(0[1-9]|1[0-2]))?")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """One year, quarter or month: `number` counts them from the year 0 on."""

    step: str
    number: int

    @property
    def year(self) -> int:
        """The calendar year it lies in."""
        return self.number // STEPS[self.step]

    @property
    def within(self) -> int:
        """Which of its year's spans it is, from 0."""
        return self.number % STEPS[self.step]

    @property
    def first_day(self) -> date:
        """The day it begins."""
        return date(self.year, 1 + self.within * (12 // STEPS[self.step]), 1)

    @property
    def last_day(self) -> date:
        """The day after which it is over."""
        return self.later(1).first_day - timedelta(days=1)

    def later(self, by: int) -> "Span":
        """The span that many spans later; before, where `by` is below 0."""
        return Span(self.step, self.number + by)

    def __str__(self) -> str:
        if self.step == "quarter":
            return f"{self.year:04}-Q{self.within + 1}"
        return f"{self.year:04}-{self.within + 1:02}" if self.step == "month" else f"{self.year:04}"


def span_of(text: str) -> Span | None:
    """The span that a text such as 2024, 2024-Q1 or 2024-03 names; None where it names none."""
    found = _TEXT.fullmatch(text.strip())
    if found is None:
        return None
    year, quarter, month = found.groups()
    if quarter:
        return Span("quarter", 4 * int(year) + int(quarter) - 1)
    return Span("month", 12 * int(year) + int(month) - 1) if month else Span("year", int(year))


def span_holding(day: date, step: str) -> Span:
    """The span of that step in which the day lies."""
    return Span(step, day.year * STEPS[step] + (day.month - 1) * STEPS[step] // 12)
