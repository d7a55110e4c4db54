"""Burt's constraint beside igraph, which may not be shipped (GPL) and is the fastest we know.

Ours works out effective size in the same pass. Both start from a graph in memory.
"""

from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import made_networks
from benchmarks.bench import Benchmark, Side
from commonweal.mapping.network.graph import Graph
from commonweal.mapping.network.measures import structural_holes

CLOSE = 1e-9
_held: list[Any] = []


def warm(folder: Path, size: int) -> None:
    """Read the network, and compile."""
    graph = made_networks.read(folder, size)
    _held[:] = [graph.with_pairs(graph.pairs)]
    structural_holes(graph)


def ours(_folder: Path, _size: int) -> list[float]:
    """Constraint of every node; None where it has no tie."""
    graph = _held[0]
    assert isinstance(graph, Graph)
    constraint, _effective = structural_holes(graph)
    return [float(one) for one in constraint]


def in_igraph(folder: Path, size: int) -> None:
    """The same network as igraph holds it."""
    import igraph

    graph = made_networks.read(folder, size)
    _held[:] = [igraph.Graph(n=size, edges=graph.pairs.tolist())]


def peer(_folder: Path, _size: int) -> list[float]:
    """The same by igraph."""
    return [float(one) for one in _held[0].constraint()]


def agree(ours: list[float], peer: list[float]) -> None:
    """Every node has the same constraint, and the same nodes have none."""
    one, other = np.array(ours), np.array(peer)
    assert len(one) == len(other) > 0
    assert (np.isnan(one) == np.isnan(other)).all(), "the nodes without a tie differ"
    apart = np.nanmax(np.abs(one - other))
    assert apart <= CLOSE, f"constraints differ by {apart:.2g}"


BENCHMARK = Benchmark(
    asks="How long do constraint and effective size take, beside igraph's constraint alone?",
    ours=Side(name="numba, both measures", run=ours, ready=warm),
    peer=Side(name="igraph, constraint", run=peer, ready=in_igraph),
    prepare=made_networks.prepare,
    agree=agree,
    sizes=(5_000, 20_000, 50_000),
    at_most=1.5,
    memory_mb=1000,
    size_of="nodes",
    sources=(
        "benchmarks/benches/network.py",
        "benchmarks/made_networks.py",
        "src/commonweal/mapping/network/graph.py",
        "src/commonweal/mapping/network/kernels.py",
        "src/commonweal/mapping/network/measures.py",
    ),
)
