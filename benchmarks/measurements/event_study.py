"""How often the interval of an event study holds the reports that would not have come.

Read `one_city` first. Each made-up city has its own size, history, season, trend, scatter, bursts
and weeks that move all areas at once; events are planted on it, whose reports are counted apart, so
the true excess is known. One row with five or more expected and one with fewer are judged in each
city, drawn by chance, so the rows are independent.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from benchmarks.measurements.earlier_years import wilson
from benchmarks.record import Figure, Measurement
from commonweal.listening.signals.calendar import TriggerEvent
from commonweal.listening.signals.event_reports import DatedReports
from commonweal.listening.signals.events import EventRow, EventStudy, event_study
from commonweal.listening.signals.quiet import QuietCity, in_weeks, plain_city

MONDAY = date(2020, 1, 6)
GROUPS = 3
KINDS = ("an attack elsewhere", "an election")
ENOUGH = 5.0

Whole = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """A city with its calendar, and the reports that each event brought: groups, areas, weeks."""

    reports: DatedReports
    events: tuple[TriggerEvent, ...]
    brought: tuple[Whole, ...]

    def true_excess(self, event: int, row: EventRow) -> int:
        """How many of the reports in a row would not have come without the event."""
        begins = (self.events[event].on - MONDAY).days // 7
        told = self.brought[event][:, :, begins : begins + row.window_weeks]
        areas = [self.reports.areas.index(area) for area in row.areas] or slice(None)
        groups = [self.reports.groups.index(row.group)] if row.group else slice(None)
        return int(told[groups][:, areas].sum())


def quiet_city(rng: np.random.Generator, weeks: int, wander: float) -> QuietCity:
    """A quiet city of a size and restlessness drawn by chance; `wander`: its level drifts."""
    city = plain_city(
        groups=GROUPS,
        areas=int(rng.integers(3, 15)),
        weeks=weeks,
        rate=float(np.exp(rng.uniform(np.log(0.01), np.log(1.5)))),
        rng=rng,
        dispersion=float(rng.uniform(1.02, 2.2)),
        bursts_a_year=float(rng.uniform(0, 12)),
        season=float(rng.uniform(0, 0.3)),
        trend=float(rng.uniform(0, 0.2)),
    )
    moved = np.exp(np.cumsum(rng.normal(0, wander, (GROUPS, weeks)), axis=1)) if wander else 1.0
    shock = float(rng.choice([0.0, rng.uniform(0, 0.06)]))
    return replace(city, expected=city.expected * moved, shock=(shock,) * GROUPS)


def one_city(rng: np.random.Generator, wander: float = 0.0) -> Planted:
    """A quiet city with up to four events, each with its groups, areas, height and length."""
    weeks = int(rng.integers(60, 261))
    city = quiet_city(rng, weeks, wander)
    counts, _days = in_weeks(city.simulate(rng))
    areas = tuple(f"a{i}" for i in range(counts.shape[1]))
    days = np.sort(
        rng.choice(np.arange(26, weeks - 8), size=int(rng.integers(1, 5)), replace=False)
    )
    events, brought = [], []
    for number, begins in enumerate(days.tolist()):
        touched = rng.choice(len(areas), size=int(rng.integers(1, 4)), replace=False)
        group = int(rng.integers(GROUPS))
        factor = float(rng.choice([0.0, rng.uniform(0.3, 4)]))
        lasts = np.exp(-np.arange(weeks - begins) / rng.uniform(1, 4)) * (
            np.arange(weeks - begins) < 8
        )
        more = np.zeros_like(counts)
        rates = factor * city.shares[group][:, None] * city.expected[group, begins:] * lasts
        local = rng.random() < 0.5
        inside = np.isin(np.arange(len(areas)), touched)[:, None] if local else 1.0
        more[group, :, begins:] = rng.poisson(rates * inside)
        events.append(
            TriggerEvent(
                on=MONDAY + timedelta(weeks=begins),
                name=f"event {number}",
                kind=KINDS[number % 2],
                reach="local" if local else "national",
                areas=tuple(areas[i] for i in sorted(touched.tolist())),
                groups=(f"g{group}",),
            )
        )
        brought.append(more)
    told = counts + sum(brought)
    return Planted(reports=as_reports(told, areas), events=tuple(events), brought=tuple(brought))


def as_reports(counts: Whole, areas: tuple[str, ...]) -> DatedReports:
    """Counts (groups, areas, weeks) as dated reports, all on the Monday of their week."""
    group, area, week = np.nonzero(counts)
    return DatedReports(
        since=MONDAY,
        until=MONDAY + timedelta(weeks=counts.shape[2], days=-1),
        groups=tuple(f"g{i}" for i in range(len(counts))),
        areas=areas,
        day=7 * week,
        area=area,
        n=counts[group, area, week],
        member=group[:, None] == np.arange(len(counts)),
        basis="reported",
    )


def judged(
    city: Planted, study: EventStudy, rng: np.random.Generator
) -> dict[str, tuple[bool, EventRow]]:
    """One row of each size: whether its interval holds the true excess."""
    rows = [(e, row) for e, told in enumerate(study.events) for row in told.rows]
    found = {}
    for size, of_size in (
        ("five or more", [one for one in rows if one[1].expected >= ENOUGH]),
        ("fewer than five", [one for one in rows if one[1].expected < ENOUGH]),
    ):
        if of_size:
            event, row = of_size[int(rng.integers(len(of_size)))]
            held = row.low - 1e-9 <= city.true_excess(event, row) <= row.high + 1e-9
            found[size] = (held, row)
    return found


def kinds_held(city: Planted, study: EventStudy) -> list[bool]:
    """For each kind of event whether its interval holds the true excess per event."""
    found = []
    for kind in study.kinds:
        true = 0
        for e, event in enumerate(city.events):
            if event.name in kind.events:
                row = next(
                    row
                    for row in study.events[e].rows
                    if row.named and row.areas and row.window_weeks == kind.window_weeks
                )
                true += city.true_excess(e, row)
        per_event = true / len(kind.events)
        found.append(kind.low - 1e-9 <= per_event <= kind.high + 1e-9)
    return found


def run(seed: int, runs: int) -> list[Figure]:
    """Coverage by size, window and place; then of kinds, and where the level wanders."""
    rng = np.random.default_rng(seed)
    rows: dict[str, list[tuple[bool, EventRow]]] = {"five or more": [], "fewer than five": []}
    kinds: list[bool] = []
    for _ in range(runs):
        city = one_city(rng)
        study = event_study(city.reports, city.events)
        for size, found in judged(city, study, rng).items():
            rows[size].append(found)
        kinds += kinds_held(city, study)[:1]
    wandering: list[bool] = []
    for _ in range(runs // 4):
        city = one_city(rng, wander=0.04)
        study = event_study(city.reports, city.events)
        wandering += [held for held, _ in judged(city, study, rng).values()][:1]
    return [*_by_size(rows), *_in_parts(rows), *_others(kinds, wandering)]


def _by_size(rows: dict[str, list[tuple[bool, EventRow]]]) -> list[Figure]:
    enough = [held for held, _ in rows["five or more"]]
    few = [held for held, _ in rows["fewer than five"]]
    return [
        _figure("five or more expected: interval holds the true excess", enough, at_least=87.0),
        _figure("five or more expected: and not too often", enough, at_most=93.0),
        _figure("fewer than five expected: interval holds the true excess", few, at_least=87.0),
    ]


def _in_parts(rows: dict[str, list[tuple[bool, EventRow]]]) -> list[Figure]:
    every = [one for found in rows.values() for one in found]
    parts: dict[str, Callable[[EventRow], bool]] = {
        "expected 0 to 0.5": lambda row: row.expected < 0.5,
        "expected 0.5 to 2": lambda row: 0.5 <= row.expected < 2,
        "expected 2 to 5": lambda row: 2 <= row.expected < ENOUGH,
        "expected 5 to 20": lambda row: ENOUGH <= row.expected < 20,
        "expected 20 or more": lambda row: row.expected >= 20,
        "one week": lambda row: row.window_weeks == 1,
        "eight weeks": lambda row: row.window_weeks == 8,
        "areas named, not the whole city": lambda row: bool(row.areas),
        "five or more, areas named": lambda row: bool(row.areas) and row.expected >= ENOUGH,
    }
    return [
        _figure(f"of these: {name}", [held for held, row in every if wanted(row)])
        for name, wanted in parts.items()
    ]


def _others(kinds: list[bool], wandering: list[bool]) -> list[Figure]:
    return [
        _figure("a kind of event: interval holds its true excess per event", kinds),
        _figure("level wanders by 4 % a week: interval holds the true excess", wandering),
    ]


def _figure(
    name: str, held: list[bool], *, at_least: float | None = None, at_most: float | None = None
) -> Figure:
    low, high = wilson(sum(held), len(held))
    return Figure(
        name=name,
        value=100 * sum(held) / len(held),
        low=low,
        high=high,
        n=len(held),
        method="95 % Wilson interval",
        unit=" %",
        at_least=at_least,
        at_most=at_most,
    )


MEASUREMENT = Measurement(
    measures="How often the 90 % interval of an event study holds the reports that would not "
    "have come without the event.",
    run=run,
    seed=20262,
    runs=4_500,
    short_runs=40,
    sources=(
        "src/commonweal/listening/signals/event*.py",
        "src/commonweal/listening/signals/quiet.py",
        "src/commonweal/listening/signals/kernels/quiet.py",
        "src/commonweal/listening/signals/model.py",
    ),
)
