"""Flexible Farrington by our port beside R's `surveillance`: the last week of many series.

The comparison of detectors asks for millions of these fits, which is why the port is used there; it
may be, because both sides must agree here and in tests/library/listening/test_peers.py. R's start
is not timed: it waits for a line. Left out where there is no R (see benchmarks/peers/in_r.py).
"""

import subprocess
from pathlib import Path

import numpy as np

from benchmarks.bench import Benchmark, Side
from benchmarks.peers import farrington, in_r
from benchmarks.peers.city import AREAS, GROUPS, quiet

SERIES, ANSWER = "series.csv", "statistics.csv"
RATES = (0.1, 0.5, 1.0, 3.0, 8.0)
LAST = farrington.FIRST_WEEK
CLOSE = 1e-4

Judged = tuple[list[float], list[float]]
_waiting: list["subprocess.Popen[bytes]"] = []


def prepare(folder: Path, size: int) -> None:
    """Write `size` series of five rates, three years and a week long."""
    rng = np.random.default_rng(20_260_802)
    cities = -(-size // (GROUPS * AREAS))
    drawn = [quiet(rng, RATES[i % len(RATES)], LAST + 1).counts for i in range(cities)]
    in_r.write(np.concatenate(drawn).reshape(-1, LAST + 1)[:size], folder / SERIES)


def warm(_folder: Path, _size: int) -> None:
    """Compile."""
    farrington.statistics(np.ones((1, LAST + 1), dtype=np.int64), np.array([LAST]))


def ours(folder: Path, _size: int) -> Judged:
    """Read the series; expectation and the bound of `delta` in the last week."""
    counts = np.loadtxt(folder / SERIES, delimiter=",", dtype=np.int64, ndmin=2)
    found = farrington.statistics(counts, np.array([LAST]))
    return found.mu.ravel().tolist(), found.delta_upper.ravel().tolist()


def start(folder: Path, _size: int) -> None:
    """Start R, which says that it is ready, and waits."""
    asked = in_r.command(folder / SERIES, folder / ANSWER, range(LAST, LAST + 1), ("delta",))
    program = subprocess.Popen([*asked, "wait"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    if program.stdout is None or program.stdout.readline() != b"ready\n":
        raise RuntimeError(
            "R did not start: is its package surveillance installed (r-cran-surveillance)?"
        )
    _waiting.append(program)


def peer(folder: Path, _size: int) -> Judged:
    """The same by `farringtonFlexible`."""
    program = _waiting.pop()
    program.communicate(b"go\n")
    if program.returncode:
        raise RuntimeError("R gave up; it says why above.")
    table = in_r.read(folder / ANSWER)
    return table["delta_mu"].to_list(), table["delta_upper"].to_list()


def agree(ours: Judged, peer: Judged) -> None:
    """Every expectation and every bound within a ten-thousandth of R's."""
    for what, mine, theirs in zip(("mu", "bound"), ours, peer, strict=True):
        here, there = np.array(mine, dtype=float), np.array(theirs, dtype=float)
        assert (np.isnan(here) == np.isnan(there)).all(), f"{what}: other series have no result"
        apart = np.nanmax(np.abs(here - there) / there)
        assert apart <= CLOSE, f"{what} differs by {apart:.2g} of its value"


BENCHMARK = Benchmark(
    asks="How long does flexible Farrington take for a week of many series, beside R's own?",
    ours=Side(name="numba port", run=ours, ready=warm),
    peer=Side(name="R surveillance 1.20.3 farringtonFlexible", run=peer, ready=start),
    prepare=prepare,
    agree=agree,
    sizes=(72, 216, 648),
    rounds=3,
    at_most=0.05,
    size_of="series",
    needs=in_r.needs(),
    sources=(
        "benchmarks/peers/farrington.py",
        "benchmarks/peers/farrington_and_ears.R",
        "benchmarks/peers/in_r.py",
        "benchmarks/peers/city.py",
    ),
)
