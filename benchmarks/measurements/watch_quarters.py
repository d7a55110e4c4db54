"""What a watch says at the end of each of the first seven quarters, where the truth is known.

Read `benchmarks.measurements.watch_worlds` first: the same cities, asked earlier.
"""

from collections import Counter

import numpy as np

from benchmarks.measurements import watch_worlds as worlds
from benchmarks.record import Figure, Measurement
from benchmarks.watched_cities import HIDDEN, LATE, MOVED, NO_EFFECT, SOLVED, WORSE
from commonweal.weighing.watch import Verdict

QUARTERS = range(2, 8)
KINDS = (NO_EFFECT, MOVED, LATE, SOLVED, WORSE, HIDDEN)


def run(seed: int, runs: int) -> list[Figure]:
    """Each verdict but "too early" by level, kind and quarter; `runs` are worlds of each kind."""
    figures = []
    for level in worlds.LEVELS:
        for number, kind in enumerate(KINDS):
            rng = np.random.default_rng([seed, level, number])
            one = worlds.Asked(kind=kind, part=1.0)
            found = worlds.asked(one, level, runs, rng, QUARTERS)
            for at, quarter in enumerate(QUARTERS):
                counted = Counter(verdicts[at] for verdicts in found)
                counted.pop(Verdict.TOO_EARLY, None)
                start = f"{level} a quarter, {kind}, quarter {quarter}"
                figures += [
                    worlds.share(f"{start}: {verdict}", times, runs)
                    for verdict, times in counted.most_common()
                ]
    return figures


MEASUREMENT = Measurement(
    measures="What a watch says before its follow-up is over; the rest is “too early to say”.",
    run=run,
    seed=20_411,
    runs=200,
    short_runs=3,
    sources=(*worlds.SOURCES, "benchmarks/measurements/watch_worlds.py"),
)
