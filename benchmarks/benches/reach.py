"""Two-step floating catchments beside PySAL's `access`: who reaches what within a walk.

Ours starts from points and works the distances out itself. `access` starts from a table of costs,
only the pairs within reach, made and held before its clock starts in the pandas form that it wants.
So the time of `access` is its arithmetic alone, and ours is distances and arithmetic. Both answer
for every point. A size counts demand points; there are two places for every five of them.
"""

from pathlib import Path

import numpy as np

from benchmarks.bench import Benchmark, Side
from benchmarks.made_points import Scene, drawn
from commonweal.mapping.reach import Points, plain, straight_pairs, two_step

WITHIN_M = 1500.0
CLOSE = 1e-9

_held: list[object] = []


def scene(folder: Path) -> Scene:
    """The points that `prepare` wrote."""
    return Scene.read(folder)


def prepare(folder: Path, size: int) -> None:
    """Write `size` demand points and two fifths as many places over a city of 28 by 33 km."""
    drawn(np.random.default_rng(20_260_901), people=size, places=2 * size // 5).write(folder)


def access_of(city: Scene) -> list[float]:
    """Distances, step one, step two."""
    here = Points(lon=city.people[:, 0], lat=city.people[:, 1])
    there = Points(lon=city.places[:, 0], lat=city.places[:, 1])
    pairs = straight_pairs(here, there, WITHIN_M)
    found = two_step(pairs, city.people[:, 2], city.places[:, 2], plain(WITHIN_M))
    return [float(one) for one in found]


def warm(folder: Path, _size: int) -> None:
    """Read the points, and compile."""
    _held[:] = [scene(folder)]
    access_of(drawn(np.random.default_rng(1), people=5, places=2))


def ours(_folder: Path, _size: int) -> list[float]:
    """Access at every demand point."""
    city = _held[0]
    assert isinstance(city, Scene)
    return access_of(city)


def tabled(folder: Path, _size: int) -> None:
    """The same points as `access` wants them: frames, and the costs within reach by haversine."""
    from benchmarks.pysal_access import frames

    _held[:] = [frames(scene(folder), WITHIN_M)]


def peer(_folder: Path, _size: int) -> list[float]:
    """The same by `two_stage_fca`."""
    from benchmarks.pysal_access import Frames, two_stage

    tables = _held[0]
    assert isinstance(tables, Frames)
    return two_stage(tables, max_cost=WITHIN_M)


def agree(ours: list[float], peer: list[float]) -> None:
    """Every value within a billionth, and not all of them nothing."""
    here, there = np.array(ours), np.array(peer)
    assert len(here) == len(there), "they answer for different points"
    assert there.max() > 0, "nobody reaches anything"
    apart = np.abs(here - there).max() / there.max()
    assert apart <= CLOSE, f"access differs by {apart:.2g} of the largest"


BENCHMARK = Benchmark(
    asks="How long do two-step floating catchments take, from points, beside access from a ready "
    "table of costs?",
    ours=Side(name="numba from points", run=ours, ready=warm),
    peer=Side(name="access 1.1.10 from a ready table", run=peer, ready=tabled),
    prepare=prepare,
    agree=agree,
    sizes=(1250, 2500, 5000),
    rounds=9,
    at_most=1.0,
    memory_mb=400,
    size_of="demand points",
    sources=(
        "benchmarks/made_points.py",
        "benchmarks/pysal_access.py",
        "src/commonweal/mapping/reach/catchment.py",
        "src/commonweal/mapping/reach/kernels.py",
    ),
)
