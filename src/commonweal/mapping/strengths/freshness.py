"""How old an entry is, and whether its funding ends: stale entries ask to be confirmed.

Read `freshness` first. An entry that nobody confirmed in a year is a rumour with an address. The
length is the city's to set. Funding that ends is told before it has ended, since safe spaces are
lost when it does (S002-1), and short funding is a complaint of its own (S002-9).
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import polars as pl

from commonweal.mapping.strengths.entries import Entry, entries_of

CONFIRM_AFTER_MONTHS = 12
FUNDING_WARNING_MONTHS = 6


class Age(StrEnum):
    """How an entry stands with its confirmation."""

    FRESH = "fresh"
    STALE = "stale"
    NEVER_CONFIRMED = "never-confirmed"


class Funding(StrEnum):
    """How an entry stands with its funding."""

    NOT_SAID = "not-said"
    RUNS = "runs"
    ENDS_SOON = "ends-soon"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """The age of one entry and of its funding, with a sentence for each; empty where all is well.

    `due_on` is the day from which it asks to be confirmed; None where it never was.
    """

    strength_id: str
    age: Age
    due_on: date | None
    funding: Funding
    asks: str = ""
    funding_says: str = ""

    @property
    def needs_confirming(self) -> bool:
        """Whether somebody should be asked."""
        return self.age is not Age.FRESH


def freshness(
    entry: Entry,
    *,
    today: date,
    months: int = CONFIRM_AFTER_MONTHS,
    funding_months: int = FUNDING_WARNING_MONTHS,
) -> Freshness:
    """How fresh an entry is on `today`; it asks to be confirmed `months` after the last time.

    Raises ValueError for fewer than one month.
    """
    if months < 1 or funding_months < 0:
        raise ValueError("Entries are confirmed after at least one month.")
    due_on, age, asks = _age(entry, today, months)
    funding, funding_says = _funding(entry, today, funding_months)
    return Freshness(
        strength_id=entry.strength_id,
        age=age,
        due_on=due_on,
        funding=funding,
        asks=asks,
        funding_says=funding_says,
    )


def _age(entry: Entry, today: date, months: int) -> tuple[date | None, Age, str]:
    if entry.confirmed_on is None:
        return None, Age.NEVER_CONFIRMED, "Nobody has confirmed this entry yet. Is it right?"
    due_on = months_later(date.fromisoformat(entry.confirmed_on), months)
    if due_on > today:
        return due_on, Age.FRESH, ""
    asks = (
        f"Last confirmed on {entry.confirmed_on}, {months} months ago or more. Is it still right?"
    )
    return due_on, Age.STALE, asks


def _funding(entry: Entry, today: date, months: int) -> tuple[Funding, str]:
    if entry.funded_until is None:
        return Funding.NOT_SAID, ""
    until = date.fromisoformat(entry.funded_until)
    if until < today:
        return Funding.ENDED, f"Its funding ended on {entry.funded_until}. Does it still exist?"
    if until <= months_later(today, months):
        return Funding.ENDS_SOON, f"Its funding ends on {entry.funded_until}."
    return Funding.RUNS, ""


def months_later(day: date, months: int) -> date:
    """The same day of the month so many months later; the last day where the month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


AGES = pl.Schema(
    {
        "strength_id": pl.String(),
        "age": pl.String(),
        "due_on": pl.String(),
        "funding": pl.String(),
    }
)


def freshness_table(
    strengths: pl.DataFrame,
    *,
    today: date,
    months: int = CONFIRM_AFTER_MONTHS,
    funding_months: int = FUNDING_WARNING_MONTHS,
) -> pl.DataFrame:
    """The freshness of every entry: strength_id, age, due_on, funding, in the order of entries."""
    found = freshness_of(
        entries_of(strengths), today=today, months=months, funding_months=funding_months
    )
    rows = [
        (one.strength_id, one.age, one.due_on.isoformat() if one.due_on else None, one.funding)
        for one in found
    ]
    return pl.DataFrame(rows, schema=AGES, orient="row")


def freshness_of(
    entries: Iterable[Entry], *, today: date, months: int, funding_months: int
) -> list[Freshness]:
    """The freshness of several entries."""
    return [
        freshness(entry, today=today, months=months, funding_months=funding_months)
        for entry in entries
    ]
