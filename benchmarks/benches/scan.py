"""Our space-time scan beside plain NumPy; see benchmarks/scanned.py, and scan_limit.py."""

from benchmarks import scanned
from benchmarks.bench import Benchmark, Side

BENCHMARK = Benchmark(
    asks="How long does a scan of all zones and weeks take, beside plain NumPy?",
    ours=Side(name="kernels.scan and pick", run=scanned.ours, ready=scanned.warm),
    peer=Side(name="NumPy, cumulative sums", run=scanned.by_numpy, ready=scanned.warm),
    prepare=scanned.prepare,
    agree=scanned.agree,
    sizes=tuple(scanned.REPLICATIONS),
    at_most=1.0,
    size_of="areas",
    sources=scanned.SOURCES,
)
