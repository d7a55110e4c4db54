"""How many events are expected in Aldermere: by group, district and week, with the truths in.

Read `plan_course` first. The plain course has a level per group, a share per district, a season
and a gentle trend; the planted truths bend it. Everything here is expectation: chance comes in
`incidents`. Arrays have the shape (groups, districts, weeks), in events told to somebody.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from commonweal.core.periods import last_full_week
from commonweal.demo.population import GROUPS, Population
from commonweal.demo.truths import Truth

Numbers = npt.NDArray[np.float64]

WEEKS = 156
TREND_A_YEAR = 1.04
HALVING_WEEKS = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The 156 full weeks that the city's data cover, ending with the week that holds `until`."""

    first: date
    weeks: int = WEEKS

    @property
    def end(self) -> date:
        """The last day, a Sunday."""
        return self.first + timedelta(weeks=self.weeks, days=-1)

    def monday(self, week: int) -> date:
        """The Monday of a week counted from 0; negative counts from the end."""
        return self.first + timedelta(weeks=week if week >= 0 else self.weeks + week)

    def day(self, number: int) -> date:
        """A day counted from 0, the first Monday."""
        return self.first + timedelta(days=number)


def calendar_until(until: date) -> Calendar:
    """The three years of full weeks that were over by the end of `until`."""
    return Calendar(first=last_full_week(until) - timedelta(weeks=WEEKS - 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Expected events; `plain` without any truth. `campaign` holds what is told, not what happens.

    `truths` are those with an effect on incidents.
    """

    calendar: Calendar
    districts: tuple[str, ...]
    groups: tuple[str, ...]
    plain: Numbers
    truths: tuple[Truth, ...]

    def told(self, *, without: str | None = None) -> Numbers:
        """Expected events, all truths in, or all but one."""
        told = self.plain.copy()
        for truth in self.truths:
            if truth.id != without and truth.kind in ("rise", "drift"):
                told *= self.factor(truth)
        for truth in self.truths:
            if truth.id != without and truth.kind == "displacement":
                told = self._displaced(told, truth)
        return told

    def campaigned(self, centre: Numbers) -> Numbers:
        """What campaigns add to the expected events `centre` that are told to the centre."""
        extra = np.zeros_like(centre)
        for truth in self.truths:
            if truth.kind == "campaign":
                extra += centre * (self.factor(truth) - 1)
        return extra

    def where(self, truth: Truth) -> npt.NDArray[np.bool_]:
        """The cells that a truth speaks of."""
        rows = [not truth.groups or group in truth.groups for group in self.groups]
        columns = [not truth.areas or area in truth.areas for area in self.districts]
        weeks = np.arange(self.calendar.weeks) - (self.calendar.weeks - truth.begins)
        during = (weeks >= 0) & (weeks < truth.weeks)
        inside: npt.NDArray[np.bool_] = (
            np.array(rows)[:, None, None] & np.array(columns)[None, :, None] & during
        )
        return inside

    def factor(self, truth: Truth) -> Numbers:
        """The factor of a truth in every cell: 1 outside of it."""
        since = np.arange(self.calendar.weeks) - (self.calendar.weeks - truth.begins)
        strength = {
            "step": np.ones(self.calendar.weeks),
            "fade": 0.5 ** (np.maximum(since, 0) / HALVING_WEEKS),
            "slope": np.clip((since + 1) / truth.weeks, 0, 1),
        }[truth.shape]
        return np.where(self.where(truth), 1 + (truth.size - 1) * strength, 1.0)

    def _displaced(self, told: Numbers, truth: Truth) -> Numbers:
        left = told * self.factor(truth)
        lost = (told - left).sum(axis=1)
        for area in truth.to_areas:
            column = self.districts.index(area)
            left[:, column] += truth.reappearing * lost / len(truth.to_areas)
        return left


def plan_course(
    population: Population, calendar: Calendar, truths: tuple[Truth, ...], rng: np.random.Generator
) -> Course:
    """The course of a city: levels and shares from its population, with a little unevenness."""
    districts = population.districts
    level = np.array([group.events_a_week for group in GROUPS])
    share = population.shares_of_incidents(rng)
    weeks = np.arange(calendar.weeks)
    trend = TREND_A_YEAR ** ((weeks - calendar.weeks / 2) / 52)
    plain = level[:, None, None] * share[:, :, None] * (season(calendar) * trend)[None, None, :]
    return Course(
        calendar=calendar,
        districts=districts,
        groups=tuple(group.key for group in GROUPS),
        plain=plain,
        truths=tuple(truth for truth in truths if truth.sources),
    )


def season(calendar: Calendar) -> Numbers:
    """The factor of each week: most reports around the end of June, fewest in January."""
    days = np.array(
        [calendar.monday(week).timetuple().tm_yday for week in range(calendar.weeks)], dtype=float
    )
    return 1 + 0.15 * np.cos(2 * np.pi * (days - 178) / 365.25)
