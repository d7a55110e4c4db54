"""The calendar of trigger events: what happened when, and whom or where a city sees it touching.

Read `parse_calendar` first. A city writes the calendar by hand: a table with `on`, `name`, `kind`
and `reach`, and where it wants `until`, `areas` and `groups`. A row that cannot be read stops the
reading with file, row, column and remedy; a calendar read in part would compare in part. A kind
says what happened and never to whom, because kinds are ranked (charter 2).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

import polars as pl

from commonweal.core.errors import CommonwealError
from commonweal.core.nearest import listed, nearest_first
from commonweal.core.raw import PROBLEM, PROBLEMS, ROW

Reach = Literal["local", "national", "international"]
REACHES: tuple[Reach, ...] = get_args(Reach)
NEEDED = ("on", "name", "kind", "reach")
COLUMNS = (*NEEDED, "until", "areas", "groups")


class InvalidCalendar(CommonwealError):
    """A row of the calendar of events cannot be read."""

    code = "invalid-calendar"


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerEvent:
    """Something that may have moved reports from `on` on (to `until`, where it lasted).

    `areas` and `groups` are ids and keys that whoever wrote the calendar sees touched; empty: the
    whole city, all groups. `kind` is the city's own word for what happened.
    """

    on: date
    name: str
    kind: str
    reach: Reach
    areas: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    until: date | None = None

    def as_dict(self) -> dict[str, Any]:
        """The event as it stands in `--json` answers."""
        return {
            "on": self.on.isoformat(),
            "until": self.until.isoformat() if self.until else None,
            "name": self.name,
            "kind": self.kind,
            "reach": self.reach,
            "named_areas": list(self.areas),
            "named_groups": list(self.groups),
        }


def parse_calendar(
    batches: Iterable[pl.DataFrame],
    *,
    file: str,
    groups: Mapping[str, str],
    areas: Mapping[str, str],
) -> tuple[TriggerEvent, ...]:
    """The events of a calendar, in order of time; `groups` and `areas` map what is known to names.

    Raises `InvalidCalendar` for the first row that cannot be read.
    """
    reader = _Reader(file=file, groups=groups, areas=areas)
    found = [reader.event(row) for batch in batches for row in batch.iter_rows(named=True)]
    seen: set[tuple[date, str]] = set()
    for row, event in found:
        if (event.on, event.name) in seen:
            raise reader.wrong(
                row, "name", f"“{event.name}” stands twice on {event.on}.", "Keep one of the two."
            )
        seen.add((event.on, event.name))
    if not found:
        raise InvalidCalendar(
            f"{file} holds no event.", remedy="Write at least one row below the header.", file=file
        )
    return tuple(sorted((event for _, event in found), key=lambda one: (one.on, one.name)))


def check_columns(columns: Iterable[str], *, file: str) -> tuple[str, ...]:
    """The columns to read; raises `InvalidCalendar` where one is missing or not known."""
    there = tuple(columns)
    for name in NEEDED:
        if name not in there:
            raise InvalidCalendar(
                f"{file} has no column “{name}”.",
                remedy=f"Give the columns {listed(NEEDED)}, and until, areas, groups if wanted. "
                f"Its columns are {listed(nearest_first(name, there))}.",
                file=file,
                column=name,
            )
    return tuple(name for name in COLUMNS if name in there)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """Reads rows of one file."""

    file: str
    groups: Mapping[str, str]
    areas: Mapping[str, str]

    def event(self, row: Mapping[str, Any]) -> tuple[int, TriggerEvent]:
        number = int(row[ROW])
        problem = row.get(PROBLEM)
        if problem is not None:
            told = PROBLEMS[problem]
            raise self.wrong(number, "", told.reason, told.remedy)
        on = self._day(number, "on", row["on"])
        until = self._day(number, "until", row["until"]) if row.get("until") else None
        if until is not None and until < on:
            raise self.wrong(
                number, "until", f"{until} lies before {on}.", "Give the last day, or leave it out."
            )
        return number, TriggerEvent(
            on=on,
            name=self._words(number, "name", row["name"]),
            kind=self._kind(number, row["kind"]),
            reach=self._reach(number, row["reach"]),
            areas=self._known(number, "areas", row.get("areas"), self.areas),
            groups=self._known(number, "groups", row.get("groups"), self.groups),
            until=until,
        )

    def wrong(self, row: int, column: str, reason: str, remedy: str) -> InvalidCalendar:
        where = f"row {row}, column {column}" if column else f"row {row}"
        return InvalidCalendar(
            f"{self.file}, {where}: {reason}",
            remedy=remedy,
            file=self.file,
            row=row,
            column=column,
        )

    def _words(self, row: int, column: str, text: str | None) -> str:
        words = " ".join((text or "").split())
        if not words:
            raise self.wrong(row, column, "It is empty.", f"Write the event's {column}.")
        return words

    def _day(self, row: int, column: str, text: str | None) -> date:
        words = self._words(row, column, text)
        try:
            if len(words) == 10:
                return date.fromisoformat(words)
        except ValueError:
            pass
        raise self.wrong(
            row, column, f"“{words}” is not a day.", "Write it as 2021-03-16: year, month, day."
        )

    def _reach(self, row: int, text: str | None) -> Reach:
        words = self._words(row, "reach", text)
        for reach in REACHES:
            if words == reach:
                return reach
        raise self.wrong(
            row, "reach", f"“{words}” is not a reach.", f"Use one of {listed(REACHES)}."
        )

    def _kind(self, row: int, text: str | None) -> str:
        words = self._words(row, "kind", text)
        people = {*self.groups, *self.groups.values(), *self.areas, *self.areas.values()}
        if words.casefold() in {name.casefold() for name in people}:
            raise self.wrong(
                row,
                "kind",
                f"“{words}” names a group or an area.",
                "Say what happened, not to whom or where: kinds are ranked, and neither groups nor "
                "areas ever are. Groups and areas have columns of their own.",
            )
        return words

    def _known(
        self, row: int, column: str, text: str | None, known: Mapping[str, str]
    ) -> tuple[str, ...]:
        names = [name for part in (text or "").split(";") if (name := " ".join(part.split()))]
        for name in names:
            if name not in known:
                raise self.wrong(
                    row,
                    column,
                    f"“{name}” is not known.",
                    f"Use one of {listed(nearest_first(name, known)[:5])}; several are parted "
                    "by a semicolon.",
                )
        return tuple(dict.fromkeys(names))
