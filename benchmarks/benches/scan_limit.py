"""Our space-time scan beside the quickest way we know; see benchmarks/scanned.py, and scan.py."""

from benchmarks import scanned
from benchmarks.bench import Benchmark, Side

BENCHMARK = Benchmark(
    asks="How far is the scan of all zones and weeks from the quickest that we could write?",
    ours=Side(name="kernels.scan and pick", run=scanned.ours, ready=scanned.warm),
    peer=Side(name="limit: tables of logarithms", run=scanned.at_the_limit, ready=scanned.warm),
    prepare=scanned.prepare,
    agree=scanned.agree,
    sizes=tuple(scanned.REPLICATIONS),
    at_most=2.0,
    size_of="areas",
    sources=scanned.SOURCES,
    reason="ours takes each logarithm anew, as every week has another expectation, and divides by "
    "the zone's own variance ÷ mean",
)
