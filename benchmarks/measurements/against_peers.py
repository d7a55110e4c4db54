"""Our search beside flexible Farrington and EARS C2, on the same outbreaks and false alarms.

Read `Ours` first. The whole procedure searches each city: all groups and the series of all groups
together, under its own budget of four alarms a year. Its thresholds come from eight histories of
the same rate, each searched by what `calibration` makes of it; a calibration for every outbreak
would take weeks and say the same. An alarm must be raised while the outbreak lasts, and what was
found before it is left aside (benchmarks/peers/outbreaks.py, `delay`), as in signals_power.py.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from benchmarks import quiet_years as made
from benchmarks.peers import comparison, outbreaks
from benchmarks.peers.city import AREAS, GROUPS, City, quiet
from benchmarks.peers.outbreaks import ALL_AREAS, BUDGET, EVERY_GROUP, HISTORY, Found
from benchmarks.record import Figure, Measurement
from commonweal.listening.signals.findings import ALL_GROUPS, Finding
from commonweal.listening.signals.search import (
    Calibrated,
    Ground,
    SearchOptions,
    calibration,
    findings_at,
)

HISTORIES, OWN = 8, 4
LATER = "it catches more of these outbreaks, and the middle one a week later"
OPTIONS = SearchOptions(budget=BUDGET)
PLACES = {name: number for number, name in enumerate(made.IDS)}
NUMBERS = {ALL_GROUPS: EVERY_GROUP} | {f"g{number}": number for number in range(GROUPS)}


def ground(city: City) -> Ground:
    """What the search sees of a city: reports by group, district and day, none without a place."""
    nowhere = np.zeros((GROUPS, 1, city.daily.shape[2]), dtype=np.uint8)
    return made.searched(np.concatenate([city.daily, nowhere], axis=1), OPTIONS)


class Ours:
    """The search in cities of one rate."""

    def __init__(self, rate: float, seed: int) -> None:
        self.rate, self.seed = rate, seed

    @cached_property
    def calibrated(self) -> list[Calibrated]:
        """What is quiet, and the thresholds, by each of the histories."""
        found = []
        for number in range(HISTORIES):
            rng = outbreaks.generator(self.seed, OWN, self.rate, number)
            found.append(calibration(ground(quiet(rng, self.rate, HISTORY)), HISTORY, rng=rng))
        return found

    def __call__(self, city: City, weeks: NDArray[np.int64]) -> Iterator[Found]:
        """The findings of those weeks, the most striking of a week first."""
        whole = ground(city)
        # One of the calibrations, by a number that says nothing of the outbreak.
        calibrated = self.calibrated[int(city.counts[:, :, :HISTORY].sum()) % HISTORIES]
        for week, findings in findings_at(
            whole, calibrated, first=int(weeks[0]), last=int(weeks[-1]) + 1
        ).items():
            for one in sorted(findings, key=lambda finding: finding.chance_per_year):
                yield as_found(one, week)


def as_found(one: Finding, week: int) -> Found:
    """The finding as the comparison counts it."""
    areas = frozenset(PLACES[area] for area in one.areas) or ALL_AREAS
    return Found(week=week, group=NUMBERS[one.group], areas=areas)


def run(seed: int, runs: int) -> list[Figure]:
    """`runs` outbreaks of each kind, a tenth as many quiet years of each rate."""
    assert len(made.IDS) == AREAS
    found = comparison.figures(
        lambda rate: Ours(rate, seed), seed=seed, n=runs, years=max(runs // 10, 2), clean=True
    )
    return [replace(one, reason=reason(one)) for one in found]


def reason(figure: Figure) -> str:
    """Why a figure misses its goal."""
    missed = figure.at_most is not None and figure.value > figure.at_most
    return LATER if missed and "median delay" in figure.name else figure.reason


MEASUREMENT = Measurement(
    measures=(
        "Outbreaks caught by our search, by flexible Farrington and by EARS C2 (R's "
        "`surveillance`, in ports held to it) at four false alarms a year each."
    ),
    run=run,
    seed=20_260_804,
    runs=1000,
    short_runs=4,
    sources=(
        *made.SOURCES,
        "src/commonweal/listening/signals/kernels/*.py",
        "benchmarks/peers/*.py",
    ),
)
