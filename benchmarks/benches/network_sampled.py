"""Betweenness from 1,000 sources beside igraph asked for the same sources.

Below 20,000 nodes the product asks rustworkx for all sources; above, it follows these.
"""

from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import made_networks
from benchmarks.bench import Benchmark, Side
from benchmarks.benches import network
from commonweal.mapping.network import kernels
from commonweal.mapping.network.graph import Graph

SOURCES = 1_000
CLOSE = 1e-9
_held: list[Any] = []


def chosen(size: int) -> np.ndarray:
    """The sources, the same on both sides."""
    return np.random.default_rng(1).choice(size, min(SOURCES, size), replace=False)


def warm(folder: Path, size: int) -> None:
    """Read the network, and compile."""
    few = np.zeros((0, 2), dtype=np.int64)
    graph = made_networks.read(folder, size)
    shares_of(graph.with_pairs(few), np.zeros(1, dtype=np.int64))
    _held[:] = [graph]


def shares_of(graph: Graph, sources: np.ndarray) -> np.ndarray:
    """What share of the shortest paths from these sources leads through each node, summed."""
    shares, squares = np.zeros(graph.size), np.zeros(graph.size)
    kernels.path_shares(*graph.successors, sources, shares, squares)
    return shares


def ours(_folder: Path, size: int) -> list[float]:
    """The summed shares of every node."""
    return [float(one) for one in shares_of(_held[0], chosen(size))]


def in_igraph(folder: Path, size: int) -> None:
    """The same network as igraph holds it."""
    network.in_igraph(folder, size)
    _held[:] = network._held


def peer(_folder: Path, size: int) -> list[float]:
    """The same by igraph."""
    return [float(one) for one in _held[0].betweenness(sources=chosen(size).tolist())]


def agree(ours: list[float], peer: list[float]) -> None:
    """Every node has the same share, up to one factor for all."""
    one, other = np.array(ours), np.array(peer)
    factor = one.sum() / other.sum()
    assert factor in (1.0, 2.0) or abs(factor - round(factor)) < CLOSE, f"a factor of {factor}"
    apart = np.max(np.abs(one - factor * other)) / one.max()
    assert apart <= CLOSE, f"shares differ by {apart:.2g}"


BENCHMARK = Benchmark(
    asks="How long does betweenness from 1,000 sources take, beside igraph from the same sources?",
    ours=Side(name="numba", run=ours, ready=warm),
    peer=Side(name="igraph", run=peer, ready=in_igraph),
    prepare=made_networks.prepare,
    agree=agree,
    sizes=(5_000, 20_000, 50_000),
    rounds=3,
    at_most=1.5,
    memory_mb=1000,
    size_of="nodes",
    sources=(
        "benchmarks/benches/network_sampled.py",
        "benchmarks/made_networks.py",
        "src/commonweal/mapping/network/graph.py",
        "src/commonweal/mapping/network/kernels.py",
    ),
)
