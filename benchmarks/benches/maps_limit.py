"""Runs of a causal map beside the quickest plain way: NumPy's batched product over all runs."""

from benchmarks import made_maps
from benchmarks.bench import Benchmark, Side

BENCHMARK = Benchmark(
    asks="How far are thirty concepts over forty steps from a plain NumPy kernel?",
    ours=Side(name="kernels.side_by_side", run=made_maps.ours, ready=made_maps.warm),
    peer=Side(name="NumPy's batched product", run=made_maps.at_the_limit, ready=made_maps.warm),
    prepare=made_maps.prepare,
    agree=made_maps.agree,
    sizes=(1_000, 3_000, 10_000),
    at_most=2.0,
    size_of="runs",
    sources=(
        "benchmarks/benches/maps_limit.py",
        "benchmarks/made_maps.py",
        "src/commonweal/weighing/ensemble/kernels.py",
    ),
)
