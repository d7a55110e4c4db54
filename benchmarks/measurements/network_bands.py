"""How often a sensitivity band holds the true value, where an observer misses and invents ties.

Read `tried` first. The true network is known here: 200 nodes, four groups, made in three ways. An
observer misses a share of its ties and reports as many that are none; the band is drawn around what
the observer saw, at the same share.
"""

from functools import partial
from multiprocessing import get_context

import numpy as np

from benchmarks.record import Figure, Measurement
from commonweal.mapping.network.bands import MEASURES, RATES, bands, top_brokers
from commonweal.mapping.network.graph import Graph
from commonweal.mapping.network.measures import whole

NODES, GROUPS, TIES_EACH, RESAMPLES = 200, 4, 8, 100
KINDS = ("even", "groups", "core")
MEASURED = ("bonding", "bridging", "ei_index")


def chances(kind: str, groups: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The chance of a tie for each pair; about eight ties a node."""
    same = groups[:, None] == groups
    if kind == "even":
        return np.full(same.shape, TIES_EACH / NODES)
    if kind == "groups":
        return np.where(same, 0.11, 0.017)
    core = rng.random(NODES) < 0.15
    return np.where(core[:, None] & core, 0.3, np.where(core[:, None] | core, 0.09, 0.012))


def true_network(kind: str, rng: np.random.Generator) -> Graph:
    """A network with all its ties."""
    groups = rng.integers(0, GROUPS, NODES)
    pairs = np.argwhere(np.triu(rng.random((NODES, NODES)) < chances(kind, groups, rng), 1))
    names = tuple(f"n{i}" for i in range(NODES))
    nowhere = ("unknown",) * NODES
    return Graph(
        ids=names,
        names=names,
        groups=tuple(f"g{g}" for g in groups),
        areas=nowhere,
        levels=nowhere,
        pairs=pairs,
        weights=np.ones(len(pairs)),
        directed=False,
        weighted=False,
    )


def perturbed(graph: Graph, rate: float, rng: np.random.Generator) -> np.ndarray:
    """What an observer tells: a share of the ties missed, and as many made up between any pairs."""
    pairs, n = graph.pairs, graph.size
    change = round(rate * len(pairs))
    kept = pairs[np.sort(rng.permutation(len(pairs))[change:])]
    upper = np.argwhere(np.triu(np.ones((n, n), dtype=bool), 1))
    free = upper[~np.isin(upper @ [n, 1], pairs @ [n, 1])]
    return np.concatenate([kept, free[rng.choice(len(free), change, replace=False)]])


def tried(kind: str, seed: np.random.SeedSequence) -> list[list[float]]:
    """For each rate: whether each measure's band holds the truth, and brokers found again."""
    rng = np.random.default_rng(seed)
    true = true_network(kind, rng)
    shape, brokers = whole(true), set(top_brokers(true, rng).tolist())
    told = []
    for rate in RATES:
        seen = true.with_pairs(perturbed(true, rate, rng))
        band = bands(seen, rng, resamples=RESAMPLES, rates=(rate,))
        held = [
            float(low <= getattr(shape, name) <= high)
            for name in MEASURED
            for low, high in [band.of_measure[rate][name] or (0.0, 0.0)]
        ]
        again = len(brokers & set(top_brokers(seen, rng).tolist())) / len(brokers)
        possible = np.flatnonzero(band.stays[rate] >= 0.05)
        told.append([*held, again, len(brokers & set(possible.tolist())) / len(brokers)])
    return told


def run(seed: int, runs: int) -> list[Figure]:
    """The shares over `runs` networks of each kind."""
    assert set(MEASURED) <= set(MEASURES)
    figures = []
    for number, kind in enumerate(KINDS):
        seeds = np.random.SeedSequence([seed, number]).spawn(runs)
        with get_context("spawn").Pool(2) as pool:
            told = np.array(pool.map(partial(tried, kind), seeds))
        for at, rate in enumerate(RATES):
            words = (
                *(f"band holds the true {name.replace('_', '-')}" for name in MEASURED),
                "true ten first brokers seen as such",
                "true ten first brokers among those that may be",
            )
            for what, values in zip(words, told[:, at].T, strict=True):
                figures.append(_share(f"{kind}, {rate:.0%} otherwise: {what}", values))
    return figures


def _share(name: str, values: np.ndarray) -> Figure:
    mean = float(values.mean())
    half = 1.96 * float(values.std(ddof=1)) / len(values) ** 0.5 if len(values) > 1 else 0.0
    return Figure(
        name=name,
        value=100 * mean,
        low=100 * max(mean - half, 0.0),
        high=100 * min(mean + half, 1.0),
        n=len(values),
        method="95 % interval of the mean over networks",
        unit=" %",
    )


MEASUREMENT = Measurement(
    measures="How often the sensitivity band of a network of 200 holds what is true.",
    run=run,
    seed=20_301,
    runs=60,
    short_runs=2,
    sources=("src/commonweal/mapping/network/*.py", "benchmarks/measurements/network_bands.py"),
)
