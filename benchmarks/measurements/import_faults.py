"""Imports killed with SIGKILL at random moments: what readers see, and whether both ways out work.

Read `benchmarks/killed_imports.py` first. Half of the deliveries left behind are resumed, the
other half discarded.
"""

from itertools import cycle
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.killed_imports import Course, Trial, one_killed_import
from benchmarks.measurements.earlier_years import wilson
from benchmarks.record import Figure, Measurement
from benchmarks.tried_city import TriedCity, engines

ROWS = 20_000


def run(seed: int, runs: int) -> list[Figure]:
    """Kill `runs` imports on each database."""
    figures = []
    for engine, server in engines(all_of_them=runs == MEASUREMENT.runs):
        with (
            TemporaryDirectory(prefix="commonweal-kills-") as place,
            TriedCity(Path(place), engine, server) as city,
        ):
            course, rng = Course.begin(city, Path(place), ROWS), Random(seed)
            decisions = cycle(["resume", "discard"])
            trials = [one_killed_import(course, rng, decision=next(decisions)) for _ in range(runs)]
        figures += figures_of(engine, trials)
    return figures


def figures_of(engine: str, trials: list[Trial]) -> list[Figure]:
    """How many trials went as promised, and where the kills struck."""
    whole = sum(trial.seen_was_whole for trial in trials)
    right = sum(trial.ended_right for trial in trials)
    writing = sum(trial.state == "writing" for trial in trials)
    return [
        share(f"{engine}: readers saw the old or the complete content", whole, len(trials), 100),
        share(f"{engine}: resumed to complete, or discarded to old", right, len(trials), 100),
        share(f"{engine}: kills that struck while the register was written", writing, len(trials)),
    ]


def share(name: str, found: int, of: int, at_least: float | None = None) -> Figure:
    """A share of the trials in percent."""
    low, high = wilson(found, of)
    return Figure(
        name=name,
        value=100 * found / of,
        low=low,
        high=high,
        n=of,
        method="95 % Wilson interval",
        at_least=at_least,
        unit=" %",
    )


MEASUREMENT = Measurement(
    measures=f"Imports of {ROWS:,} rows, killed at random moments.",
    run=run,
    seed=20262,
    runs=50,
    short_runs=2,
    sources=(
        "src/workbench/listening/models.py",
        "src/workbench/listening/feeds.py",
        "src/workbench/listening/actions/deliver.py",
        "src/workbench/listening/actions/discard.py",
        "src/workbench/listening/actions/staging.py",
        "src/workbench/listening/actions/turns.py",
        "src/workbench/listening/actions/writing.py",
        "benchmarks/killed_imports.py",
        "benchmarks/one_house.py",
        "benchmarks/tried_city.py",
    ),
)
