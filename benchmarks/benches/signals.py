"""`commonweal listening signals` from cold: one week (`--as-of`), and a year (`--backtest`).

See benchmarks/from_cold.py. numba's compiled code is there from an earlier run; signals_first_time
asks what it takes without. The peer reads and counts and understands nothing.
"""

from benchmarks import from_cold
from benchmarks.bench import Side

BENCHMARK = from_cold.benchmark(
    "What does a search for rises in New York's four years take from cold, and a look back?",
    Side(name="commonweal listening signals", run=from_cold.signals),
    cpu_seconds={1: 20, 52: 240},
)
