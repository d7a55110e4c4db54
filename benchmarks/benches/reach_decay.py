"""Catchments with a weight that falls with distance, over ten kilometres, beside PySAL's `access`.

As `reach`, but with Dai's Gaussian and so far that a third of all pairs count: 2.5 million of them
at the largest size. `access` applies a weight function of Python to every pair; NumPy arithmetic is
what it is given, and its table of costs is again made before its clock starts.
"""

from pathlib import Path

import numpy as np

from benchmarks.bench import Benchmark, Side
from benchmarks.benches import reach
from benchmarks.made_points import Scene, drawn
from commonweal.mapping.reach import Points, smooth, straight_pairs, two_step

WITHIN_M = 10_000.0

_held: list[object] = []


def access_of(city: Scene) -> list[float]:
    """Distances, weights, step one, step two."""
    here = Points(lon=city.people[:, 0], lat=city.people[:, 1])
    there = Points(lon=city.places[:, 0], lat=city.places[:, 1])
    pairs = straight_pairs(here, there, WITHIN_M)
    found = two_step(pairs, city.people[:, 2], city.places[:, 2], smooth(WITHIN_M))
    return [float(one) for one in found]


def warm(folder: Path, _size: int) -> None:
    """Read the points, and compile."""
    _held[:] = [Scene.read(folder)]
    access_of(drawn(np.random.default_rng(1), people=5, places=2))


def ours(_folder: Path, _size: int) -> list[float]:
    """Access at every demand point."""
    city = _held[0]
    assert isinstance(city, Scene)
    return access_of(city)


def tabled(folder: Path, _size: int) -> None:
    """Frames and costs for `access`."""
    from benchmarks.pysal_access import frames

    _held[:] = [frames(Scene.read(folder), WITHIN_M)]


def falling(metres: float) -> float:
    """Dai's Gaussian for one pair."""
    return float((np.exp(-0.5 * (metres / WITHIN_M) ** 2) - np.exp(-0.5)) / (1 - np.exp(-0.5)))


def peer(_folder: Path, _size: int) -> list[float]:
    """The same by `two_stage_fca` with a weight function."""
    from benchmarks.pysal_access import Frames, two_stage

    tables = _held[0]
    assert isinstance(tables, Frames)
    return two_stage(tables, max_cost=WITHIN_M, weight_fn=falling)


BENCHMARK = Benchmark(
    asks="How long do catchments with distance decay over 10 km take, from points, beside access "
    "from a ready table of costs?",
    ours=Side(name="numba from points", run=ours, ready=warm),
    peer=Side(name="access 1.1.10 from a ready table", run=peer, ready=tabled),
    prepare=reach.prepare,
    agree=reach.agree,
    sizes=(1250, 2500, 5000),
    rounds=3,
    at_most=0.2,
    memory_mb=500,
    size_of="demand points",
    sources=(
        "benchmarks/benches/reach.py",
        "benchmarks/made_points.py",
        "benchmarks/pysal_access.py",
        "src/commonweal/mapping/reach/catchment.py",
        "src/commonweal/mapping/reach/kernels.py",
    ),
)
