"""`commonweal listening signals --as-of` on a machine that never ran it: numba compiles first.

See benchmarks/from_cold.py; signals asks what it takes from then on.
"""

from benchmarks import from_cold
from benchmarks.bench import Side

BENCHMARK = from_cold.benchmark(
    "What does the very first search for rises take, with nothing compiled yet?",
    Side(
        name="commonweal listening signals, nothing compiled",
        run=from_cold.signals,
        ready=from_cold.empty_cache,
    ),
    cpu_seconds={1: 20},
    prepare=from_cold.nothing,
)
