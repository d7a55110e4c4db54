"""Made-up networks for benchmarks: nodes of groups, eight ties a node, drawn from one seed."""

from pathlib import Path

import numpy as np

from commonweal.mapping.network.graph import Graph

SEED, TIES_EACH, GROUP_OF = 20_261_127, 8, 50
FILE = "pairs.npy"


def prepare(folder: Path, size: int) -> None:
    """Write the ties of a network of `size` nodes."""
    rng = np.random.default_rng(SEED)
    ends = rng.integers(0, size, (size * TIES_EACH // 2, 2))
    apart = np.sort(ends[ends[:, 0] != ends[:, 1]], axis=1)
    np.save(folder / FILE, np.unique(apart, axis=0))


def read(folder: Path, size: int) -> Graph:
    """The network that `prepare` wrote."""
    pairs = np.load(folder / FILE)
    names = tuple(map(str, range(size)))
    nowhere = ("unknown",) * size
    groups = np.random.default_rng(SEED).integers(0, max(size // GROUP_OF, 2), size)
    return Graph(
        ids=names,
        names=names,
        groups=tuple(map(str, groups)),
        areas=nowhere,
        levels=nowhere,
        pairs=pairs,
        weights=np.ones(len(pairs)),
        directed=False,
        weighted=False,
    )
