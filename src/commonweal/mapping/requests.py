"""What organisations asked of the city, and how long an answer took (S002-3).

Read `answers` first. A venue, an activity, a consultation: asked when, answered when and how. Those
without an answer are counted with how long they wait, and the usual wait reckons with them, because
leaving them out would make silence look quick. Method: docs/methods/communities.md.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

import polars as pl

from commonweal.core.errors import CommonwealError
from commonweal.core.groups import GroupPack
from commonweal.core.intervals import Wait, median_wait
from commonweal.core.nearest import listed
from commonweal.core.short_lists import below, hidden_in_list
from commonweal.core.small_numbers import (
    DEFAULT_FLOOR,
    publishable,
    publishable_outside,
)
from commonweal.core.tables import Column, Contract

KINDS = ("venue", "activity", "consultation")
ANSWERS = ("yes", "partly", "no")

REQUESTS = Contract(
    name="requests",
    columns={
        "request_id": Column(dtype=pl.String(), meaning="the city's own number", nullable=False),
        "asked_by": Column(
            dtype=pl.String(), meaning="organisation or community, never a person", nullable=False
        ),
        "kind": Column(
            dtype=pl.String(), meaning="venue, activity or consultation", nullable=False
        ),
        "area": Column(dtype=pl.String(), meaning="area id; null: the whole city"),
        "group": Column(dtype=pl.String(), meaning="group key it speaks for; null: none, several"),
        "asked_on": Column(dtype=pl.Date(), meaning="day it was asked", nullable=False),
        "answered_on": Column(dtype=pl.Date(), meaning="day of the answer; null: none yet"),
        "answer": Column(dtype=pl.String(), meaning="yes, partly or no"),
        "withdrawn_on": Column(dtype=pl.Date(), meaning="day it was taken back"),
    },
)

type Breakdown = Literal["city", "area", "group", "area and group"]
type Key = tuple[str | None, str | None]
"""Area and group; None: not broken down by it, or none named."""

COLUMNS: Mapping[Breakdown, tuple[str, ...]] = {
    "city": (),
    "area": ("area",),
    "group": ("group",),
    "area and group": ("area", "group"),
}


_MEND = "Mend one of the two days."
FAULTS: Sequence[tuple[pl.Expr, str, str]] = (
    (pl.col("request_id").is_duplicated(), "stands in the table twice", "Keep one row."),
    (~pl.col("kind").is_in(KINDS), "asks for none of the known kinds", f"Say {listed(KINDS)}."),
    (pl.col("answered_on") < pl.col("asked_on"), "was answered before it was asked", _MEND),
    (pl.col("withdrawn_on") < pl.col("asked_on"), "was taken back before it was asked", _MEND),
    (
        pl.col("answer").is_null() != pl.col("answered_on").is_null(),
        "has an answer without a day, or a day without an answer",
        "Fill in both, or neither.",
    ),
    (
        ~pl.col("answer").is_in(ANSWERS),
        "has an answer that is none of the known ones",
        f"Say {listed(ANSWERS)}.",
    ),
)
UNKNOWN_AREA = (
    "names an area that is not known here",
    "Use an id of the outlines, or leave the area out.",
)


class InvalidRequests(CommonwealError):
    """A request contradicts itself."""

    code = "invalid-requests"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Requests of one area, group, or both; None where a number is hidden.

    `asked` = `answered` + `waiting` + `withdrawn`. `days` is the usual wait for an answer, and
    `longest` the days that the oldest open request has waited.
    """

    area: str | None
    group: str | None
    name: str
    asked: int | None
    answered: int | None
    waiting: int | None
    withdrawn: int | None
    answers: Mapping[str, int] | None
    days: Wait | None
    longest: int | None
    sentence: str

    def as_dict(self) -> dict[str, Any]:
        """The row as plain values."""
        days = self.days
        return {
            "area": self.area,
            "group": self.group,
            "name": self.name,
            "asked": self.asked,
            "answered": self.answered,
            "waiting": self.waiting,
            "withdrawn": self.withdrawn,
            "answers": None if self.answers is None else dict(self.answers),
            "median_days": None if days is None else days.days,
            "interval": None if days is None else [days.low, days.high],
            "longest_days": self.longest,
            "sentence": self.sentence,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """All requests together, then row by row as areas are named and groups are listed."""

    whole: Row
    rows: tuple[Row, ...]
    caveats: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """The view as plain values."""
        return {
            "whole": self.whole.as_dict(),
            "rows": [row.as_dict() for row in self.rows],
            "caveats": list(self.caveats),
        }


CAVEATS = (
    "A no is an answer; so a short wait says nothing of how often something was granted.",
    "Only what was written down is counted, and not what was asked at a counter and never noted.",
    "Rows stand by name and not by their figures; how long an answer takes is a property of the "
    "offices that give it.",
)
ONE_VIEW = (
    "Publish one breakdown and stay with it: two of them together can tell what one of them hides."
)


def answers(
    requests: pl.DataFrame,
    *,
    by: Breakdown,
    today: date,
    pack: GroupPack,
    areas: Mapping[str, str],
    sizes: Mapping[Key, int] | None = None,
    floor: int | None = DEFAULT_FLOOR,
) -> Answers:
    """How requests (`REQUESTS`) were answered, as on `today`.

    `areas` id → name. `sizes` are the people of each area, group, or both, under the key of the
    row: the publishing floor counts them too, and an unknown size counts as small. `floor` None is
    the desk's own view. Every area and every group has its row, whether it asked or not. Raises
    `InvalidRequests` with the request's number.
    """
    table = _checked(REQUESTS.check(requests), today, pack, areas)
    keys = _keys(by, pack, areas, table)
    rows = [
        _row(key, _part(table, by, key), today, name=_name(key, by, pack, areas)) for key in keys
    ]
    whole = _row((None, None), table, today, name="all requests")
    if floor is None:
        return Answers(whole=whole, rows=tuple(rows), caveats=CAVEATS)
    shown = _public(whole, rows, by, sizes or {}, floor)
    return replace(shown, caveats=(*CAVEATS, ONE_VIEW))


def _checked(
    table: pl.DataFrame, today: date, pack: GroupPack, areas: Mapping[str, str]
) -> pl.DataFrame:
    """The requests known on `today`; an answer after it has not come yet."""
    after = pl.col("answered_on") > today
    known = table.filter(pl.col("asked_on") <= today).with_columns(
        answered_on=pl.when(~after).then("answered_on"),
        answer=pl.when(~after | pl.col("answered_on").is_null()).then("answer"),
        withdrawn_on=pl.when(pl.col("withdrawn_on") <= today).then("withdrawn_on"),
    )
    pack.check(known["group"].drop_nulls())
    unknown = ~pl.col("area").is_in(list(areas)) if areas else pl.col("area").is_not_null()
    for wrong, what, remedy in (*FAULTS, (unknown, *UNKNOWN_AREA)):
        found = known.filter(wrong.fill_null(value=False))
        if found.height:
            number = found["request_id"][0]
            raise InvalidRequests(f"The request {number} {what}.", remedy=remedy, request=number)
    return known


def _keys(
    by: Breakdown, pack: GroupPack, areas: Mapping[str, str], table: pl.DataFrame
) -> list[Key]:
    """Every row there is to be: areas by name, groups as listed, and those that named none."""
    named: list[str | None] = [*sorted(areas, key=lambda area: (areas[area].casefold(), area))]
    told = set(table["group"].drop_nulls())
    old = [key for key in pack.groups if key not in pack.keys and key in told]
    groups: list[str | None] = [*pack.keys, *old, None]
    if by == "city":
        return []
    if by == "area":
        return [(area, None) for area in (*named, None)]
    if by == "group":
        return [(None, group) for group in groups]
    return [(area, group) for area in (*named, None) for group in groups]


def _part(table: pl.DataFrame, by: Breakdown, key: Key) -> pl.DataFrame:
    wanted = dict(zip(("area", "group"), key, strict=True))
    for column in COLUMNS[by]:
        value = pl.lit(wanted[column], dtype=pl.String)
        table = table.filter(pl.col(column).eq_missing(value))
    return table


def _with_ends(part: pl.DataFrame, today: date) -> pl.DataFrame:
    """The requests with the days until each ended, and whether that was an answer."""
    end = pl.min_horizontal("answered_on", "withdrawn_on", pl.lit(today, dtype=pl.Date))
    return part.with_columns(end=end).with_columns(
        over=pl.col("answered_on").is_not_null() & (pl.col("answered_on") == pl.col("end")),
        days=(pl.col("end") - pl.col("asked_on")).dt.total_days(),
    )


def _row(key: Key, part: pl.DataFrame, today: date, *, name: str) -> Row:
    ended = _with_ends(part, today)
    is_open = ended["answered_on"].is_null() & ended["withdrawn_on"].is_null()
    over, days = ended["over"].to_list(), ended["days"].to_list()
    longest = ended.filter(is_open)["days"].max()
    given = ended.filter("over")["answer"].to_list()
    row = Row(
        area=key[0],
        group=key[1],
        name=name,
        asked=part.height,
        answered=sum(over),
        waiting=int(is_open.sum()),
        withdrawn=part.height - sum(over) - int(is_open.sum()),
        answers={word: given.count(word) for word in ANSWERS},
        days=median_wait(days, over) if part.height else None,
        longest=longest if isinstance(longest, int) else None,
        sentence="",
    )
    return replace(row, sentence=_told(row))


def _name(key: Key, by: Breakdown, pack: GroupPack, areas: Mapping[str, str]) -> str:
    area, group = key
    words = {
        "area": "no area named" if area is None else areas[area],
        "group": "no group named" if group is None else pack.name(group),
    }
    return " · ".join(words[column] for column in COLUMNS[by])


def _told(row: Row) -> str:
    """The row in words: counts, the usual wait with its interval, and who still waits."""
    if row.asked is None:
        return HIDDEN
    if not row.asked:
        return "Nothing was asked."
    told = f"{row.asked:,} asked"
    if row.answered is None:
        return f"{told}. How they were answered is not shown."
    told += f", {row.answered:,} answered{_half(row.days)}."
    if row.withdrawn:
        told += f" {row.withdrawn:,} taken back."
    if row.waiting:
        told += f" {row.waiting:,} without an answer"
        told += "." if row.longest is None else f", the oldest for {row.longest:,} days."
    return told


def _half(days: Wait | None) -> str:
    """Within how many days half are answered, as far as that can be said."""
    if days is None:
        return ""
    if days.days is None:
        return "; too many wait to say within how many days half are answered"
    low = days.days if days.low is None else days.low
    high = "longer" if days.high is None else f"{days.high:g}"
    return f"; half within {days.days:g} days ({low:g} to {high})"


HIDDEN = "Not shown: below the publishing floor, or it would give such a number away."


def _public(
    whole: Row, rows: Sequence[Row], by: Breakdown, sizes: Mapping[Key, int], floor: int
) -> Answers:
    """What everybody may read.

    Requests are hidden row by row, with others so that the total gives none away. How many were
    answered is told row by row only where it may be told of every row; otherwise of all together,
    because the total would give away what one row hides. What kind of answer, who took a request
    back and who waits longest is told of all together, or not at all.
    """
    size = _size_of(by, sizes)
    asked = {(row.area, row.group): row.asked or 0 for row in rows}
    small = [
        key for key, n in asked.items() if not publishable_outside(n, size(key), floor).allowed
    ]
    hidden = hidden_in_list(asked, small, floor=floor)
    apart = not hidden.entries and all(_answered_shown(row, floor) for row in rows)
    shown = []
    for row in rows:
        seen = None if hidden.total or (row.area, row.group) in hidden.entries else row.asked
        shown.append(_seen(row, asked=seen, answered=apart))
    total = None if hidden.total or below(whole.asked or 0, floor) else whole.asked
    first = _seen(whole, asked=total, answered=_answered_shown(whole, floor))
    return Answers(whole=_with_kinds(first, whole, floor), rows=tuple(shown), caveats=())


def _seen(row: Row, *, asked: int | None, answered: bool) -> Row:
    """The row with what may be read of it, in numbers and in words."""
    told = answered and asked is not None
    seen = replace(
        row,
        asked=asked,
        answered=row.answered if told else None,
        days=row.days if told else None,
        waiting=None,
        withdrawn=None,
        answers=None,
        longest=None,
    )
    return replace(seen, sentence=_told(seen))


def _with_kinds(seen: Row, whole: Row, floor: int) -> Row:
    """All requests together with the kinds of answer, and who waits, where every part may be told.

    The one that waits longest is one request, and is for the desk.
    """
    if seen.answered is None:
        return seen
    if _all_reach(floor, whole.waiting, whole.withdrawn):
        seen = replace(seen, waiting=whole.waiting, withdrawn=whole.withdrawn)
    if whole.answers and _all_reach(floor, *whole.answers.values()):
        seen = replace(seen, answers=whole.answers)
    return replace(seen, sentence=_told(seen))


def _answered_shown(row: Row, floor: int) -> bool:
    """Whether the answered and the others both reach the floor."""
    return _all_reach(floor, row.answered, (row.asked or 0) - (row.answered or 0))


def _all_reach(floor: int, *counts: int | None) -> bool:
    return all(publishable(n or 0, None, floor).allowed for n in counts)


def _size_of(by: Breakdown, sizes: Mapping[Key, int]) -> Callable[[Key], int | None]:
    """How many people a row speaks of; requests that name no area or no group speak of the city."""

    def size(key: Key) -> int | None:
        named = {"area": key[0], "group": key[1]}
        if all(named[column] is None for column in COLUMNS[by]):
            return sum(n for (_, group), n in sizes.items() if group is None) or None
        return sizes.get(key)

    return size
