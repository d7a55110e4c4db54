"""The weekly series around one event: each group, the groups it names, all reports together.

Read `series_around` first. It cuts a source's reports into weeks that begin with the event's
weekday, and marks the weeks that no event of the calendar touches.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import polars as pl

from commonweal.core.periods import first_day, precision
from commonweal.listening.signals.calendar import TriggerEvent
from commonweal.listening.signals.event_course import WINDOWS, Mask, Whole
from commonweal.listening.signals.findings import ALL_GROUPS
from commonweal.listening.week import Basis, dating

WEEKS_TOLD = WINDOWS[-1]
WASH_OUT = 4
FEWEST_WEEKS = 26
LONGEST_BEFORE, LONGEST_AFTER = 156, 52
NAMED = "named"

Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False, kw_only=True)
class DatedReports:
    """Reports by day: `day` counts from `since`, `area` is a place in `areas` (−1: none known).

    `n` is how many reports a row stands for, `member` (rows, groups) which groups it belongs to.
    `since` and `until` are the first and last day that the source covers.
    """

    since: date
    until: date
    groups: tuple[str, ...]
    areas: tuple[str, ...]
    day: Numbers
    area: Numbers
    n: Numbers
    member: Mask
    basis: Basis
    overlapping: bool = False
    left_out: int = 0

    def weekly(self, of: Mask | None, on: date) -> Whole:
        """Counts (areas and one row for none, weeks); `of` picks rows.

        Weeks are seven days that begin with the weekday of `on`, and only whole ones count.
        """
        begins, ahead = (on - self.since).days // 7, ((self.until - on).days + 1) // 7
        week = np.floor_divide(self.day - (on - self.since).days, 7) + begins
        wanted = (week >= 0) & (week < begins + ahead)
        if of is not None:
            wanted &= of
        weeks, places = begins + ahead, len(self.areas) + 1
        area = np.where(self.area < 0, places - 1, self.area)[wanted]
        told = np.bincount(
            area * weeks + week[wanted], weights=self.n[wanted], minlength=places * weeks
        )
        return told.astype(np.int64).reshape(places, weeks)


def dated_reports(
    incidents: pl.DataFrame,
    *,
    groups: Sequence[str],
    areas: Sequence[str],
    overlapping: bool = False,
) -> DatedReports | None:
    """The incidents (`INCIDENTS`, one source) that carry a day; None for a source without days.

    Days are those of filing where the source has them (`week.dating`). Only groups that the source
    ever recorded are kept: a nought under a label it never used says nothing about the city.
    Groups and areas that the records hold beyond those given follow them, sorted.
    """
    unit, basis = dating(incidents)
    if unit != "week":
        return None
    text = pl.col("reported_on" if basis == "reported" else "occurred_on")
    dated = incidents.filter(precision(text) == "day").with_columns(day=first_day(text))
    since, until = dated["day"].min(), dated["day"].max()
    if not isinstance(since, date) or not isinstance(until, date):
        return None
    held = set(dated["groups"].explode().drop_nulls())
    keys = (*(key for key in groups if key in held), *sorted(held - set(groups)))
    places = (*areas, *sorted(set(dated["area"].drop_nulls().unique()) - set(areas)))
    member = np.column_stack(
        [dated["groups"].list.contains(key).to_numpy() for key in keys]
        or [np.zeros(dated.height, dtype=np.bool_)]
    )
    number = {area: i for i, area in enumerate(places)}
    return DatedReports(
        since=since,
        until=until,
        groups=keys,
        areas=places,
        day=(dated["day"] - since).dt.total_days().to_numpy(),
        area=np.array([number.get(area, -1) for area in dated["area"]], dtype=np.int64),
        n=dated["n"].to_numpy(),
        member=member.astype(np.bool_),
        basis=basis,
        overlapping=overlapping,
        left_out=int(incidents["n"].sum()) - int(dated["n"].sum()),
    )


@dataclass(frozen=True, eq=False, kw_only=True)
class Series:
    """Series of one event, `keys` naming them: groups, `NAMED` (any of its groups), `ALL_GROUPS`.

    `counts` are (areas and one row for none, weeks), `kept` the weeks to fit, both in the order
    of `keys`; the last is `ALL_GROUPS`. The event begins in week `begins`.
    """

    keys: tuple[str, ...]
    counts: list[Whole]
    kept: list[Mask]
    begins: int

    def weeks_before(self, key: str) -> int:
        """How many weeks before the event its course is fitted on."""
        return int(self.kept[self.keys.index(key)][: self.begins].sum())

    def weeks_after(self, key: str) -> int:
        """How many weeks after the event and its wash-out its course is fitted on."""
        return int(self.kept[self.keys.index(key)][self.begins :].sum())

    def observed(self, key: str, weeks: int, areas: Sequence[int] | None) -> int:
        """Reports in so many weeks from the event on; `areas` None: the whole city."""
        told = self.counts[self.keys.index(key)][:, self.begins : self.begins + weeks]
        return int(told.sum() if areas is None else told[list(areas)].sum())


def series_around(
    reports: DatedReports, event: TriggerEvent, events: Sequence[TriggerEvent]
) -> Series:
    """The series of `event`, which lies in the days that `reports` cover."""
    named = np.zeros(len(reports.day), dtype=np.bool_)
    for key in event.groups:
        if key in reports.groups:
            named |= reports.member[:, reports.groups.index(key)]
    of: list[tuple[str, Mask | None, tuple[str, ...]]] = [
        (key, reports.member[:, g], (key,)) for g, key in enumerate(reports.groups)
    ]
    if event.groups:
        of.append((NAMED, named, event.groups))
    of.append((ALL_GROUPS, None, ()))
    counts, kept = [], []
    begins = (event.on - reports.since).days // 7
    cut = max(begins - LONGEST_BEFORE, 0)
    ends = begins + WEEKS_TOLD + WASH_OUT + LONGEST_AFTER
    first = event.on - timedelta(weeks=begins - cut)
    for _key, rows, groups in of:
        told = reports.weekly(rows, event.on)[:, cut:ends]
        counts.append(told)
        kept.append(~touched_weeks(event, events, groups, first, told.shape[1]))
    return Series(
        keys=tuple(key for key, _, _ in of), counts=counts, kept=kept, begins=begins - cut
    )


def touched_weeks(
    event: TriggerEvent, others: Sequence[TriggerEvent], groups: Sequence[str], first: date,
    weeks: int,
) -> Mask:  # fmt: skip
    """The weeks, seven days each from `first` on, that an event may have moved for these groups.

    The event's own weeks and a wash-out of four more; the eight weeks (or all its time) of every
    other event that names one of the groups, or none. No `groups`: every group.
    """
    touched = np.zeros(weeks, dtype=np.bool_)
    for other in others:
        if other is not event and groups and other.groups and not {*groups} & {*other.groups}:
            continue
        last = last_day(other) + timedelta(weeks=WASH_OUT if other is event else 0)
        begins, ends = (other.on - first).days // 7, (last - first).days // 7
        touched[max(begins, 0) : max(ends + 1, 0)] = True
    return touched


def last_day(event: TriggerEvent) -> date:
    """The last day of the event's own weeks."""
    return max(event.until or event.on, event.on + timedelta(weeks=WEEKS_TOLD, days=-1))
