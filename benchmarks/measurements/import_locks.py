"""Two hundred entries by hand while a million rows are brought in: who waits, and for how long.

Read `benchmarks/held_locks.py` first.
"""

from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.held_locks import Found, writes_during_import
from benchmarks.measurements.import_faults import share
from benchmarks.record import Figure, Measurement
from benchmarks.tried_city import TriedCity, engines, incidents

ROWS_FOR_EACH_ENTRY = 5_000
LONGEST_LOCK_S = 0.5
LOCKS = {
    "sqlite": "longest time in which nobody else could write",
    "postgresql": "longest wait for somebody else's lock",
}


def run(_seed: int, runs: int) -> list[Figure]:
    """Enter `runs` incidents by hand on each database while a large file is brought in."""
    figures = []
    for engine, server in engines(all_of_them=runs == MEASUREMENT.runs):
        with (
            TemporaryDirectory(prefix="commonweal-locks-") as place,
            TriedCity(Path(place), engine, server) as city,
        ):
            file = Path(place) / "large.csv"
            incidents(0, runs * ROWS_FOR_EACH_ENTRY).write_csv(file)
            figures += figures_of(engine, writes_during_import(city, file, entries=runs))
    return figures


def figures_of(engine: str, found: Found) -> list[Figure]:
    """The longest lock, and what the people at the desk noticed."""
    entered = found.entries_s
    during = len(entered) - found.entries_after_the_import
    return [
        Figure(
            name=f"{engine}: {LOCKS[engine]}",
            value=found.longest_lock_s,
            low=found.longest_lock_s,
            high=found.longest_lock_s,
            n=1,
            method="longest, of looks two milliseconds apart",
            at_most=LONGEST_LOCK_S,
            unit=" s",
        ),
        share(f"{engine}: entries that succeeded", len(entered), len(entered), at_least=100),
        share(f"{engine}: entries made before the import was done", during, len(entered)),
        Figure(
            name=f"{engine}: time for one entry",
            value=median(entered),
            low=min(entered),
            high=max(entered),
            n=len(entered),
            method="median, shortest and longest",
            unit=" s",
        ),
    ]


MEASUREMENT = Measurement(
    measures="Entries by hand while a file is brought in: 200 during a million rows.",
    run=run,
    seed=20263,
    runs=200,
    short_runs=4,
    sources=(
        "src/workbench/listening/models.py",
        "src/workbench/listening/actions/deliver.py",
        "src/workbench/listening/actions/writing.py",
        "benchmarks/held_locks.py",
        "benchmarks/one_house.py",
        "benchmarks/tried_city.py",
    ),
)
