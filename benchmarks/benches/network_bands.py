"""The sensitivity band of 200 drawn networks beside one plain run of all measures."""

from pathlib import Path

import numpy as np

from benchmarks import made_networks
from benchmarks.bench import Benchmark, Side
from commonweal.mapping.network.bands import bands
from commonweal.mapping.network.graph import Graph
from commonweal.mapping.network.measures import positions, whole

RATE = 0.2
_held: list[Graph] = []


def warm(folder: Path, size: int) -> None:
    """Read the network, and compile."""
    graph = made_networks.read(folder, size)
    small = graph.with_pairs(graph.pairs[:5])
    positions(small, np.random.default_rng(1))
    bands(small, np.random.default_rng(1), resamples=1, rates=(RATE,))
    _held[:] = [graph]


def drawn(_folder: Path, _size: int) -> int:
    """The band at one rate; how many ties the network has."""
    told = bands(_held[0], np.random.default_rng(1), rates=(RATE,))
    assert told.of_measure[RATE]["ei_index"] is not None
    return len(_held[0].pairs)


def plain(_folder: Path, _size: int) -> int:
    """Every measure once; how many ties the network has."""
    positions(_held[0], np.random.default_rng(1))
    whole(_held[0])
    return len(_held[0].pairs)


def agree(ours: int, peer: int) -> None:
    """Both looked at the same ties."""
    assert ours == peer > 0


BENCHMARK = Benchmark(
    asks="How much longer does a band of 200 drawn networks take than one plain run?",
    ours=Side(name="200 drawn networks", run=drawn, ready=warm),
    peer=Side(name="one plain run", run=plain, ready=warm),
    prepare=made_networks.prepare,
    agree=agree,
    sizes=(500, 1_000, 2_000),
    rounds=3,
    at_most=20,
    size_of="nodes",
    sources=(
        "benchmarks/benches/network_bands.py",
        "benchmarks/made_networks.py",
        "src/commonweal/mapping/network/*.py",
    ),
)
