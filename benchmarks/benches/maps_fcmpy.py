"""Runs of a causal map beside fcmpy's simulator (Mkhitaryan and others 2022).

Left out where COMMONWEAL_FCMPY names no folder with fcmpy 0.0.21 unpacked (its wheel is a zip
file): see benchmarks/made_maps.py for why it is not installed.
"""

from benchmarks import made_maps
from benchmarks.bench import Benchmark, Side

BENCHMARK = Benchmark(
    asks="How much quicker are thirty concepts over forty steps than by fcmpy?",
    ours=Side(name="kernels.side_by_side", run=made_maps.ours, ready=made_maps.warm),
    peer=Side(name="fcmpy FcmSimulator", run=made_maps.by_fcmpy, ready=made_maps.warm),
    prepare=made_maps.prepare,
    agree=made_maps.agree,
    sizes=(50, 100, 200),
    rounds=3,
    at_most=0.01,
    size_of="runs",
    needs=(made_maps.FCMPY,),
    sources=(
        "benchmarks/benches/maps_fcmpy.py",
        "benchmarks/made_maps.py",
        "src/commonweal/weighing/ensemble/kernels.py",
    ),
)
