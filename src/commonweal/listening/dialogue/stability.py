"""How far the groups hold when other voters of the same kind had come. Start with `stability`."""

import numpy as np

from commonweal.core.estimate import Estimate
from commonweal.listening.dialogue.kernels import Whole
from commonweal.listening.dialogue.models import Groups, fit_groups
from commonweal.listening.dialogue.room import Room

RESAMPLES = 40
METHOD = "adjusted Rand of groups found again among resampled voters, 5th to 95th percentile"


def stability(
    room: Room, groups: Groups, rng: np.random.Generator, *, resamples: int = RESAMPLES
) -> Estimate:
    """Mean agreement of the groups with those found among voters drawn with replacement."""
    label = groups.member.argmax(axis=1)
    found = []
    for _ in range(resamples):
        drawn = rng.integers(0, room.n, room.n)
        again = fit_groups(room.only(drawn), groups.member[drawn] * 0.8 + 0.2 / groups.k)
        found.append(adjusted_rand(label[drawn], again.member.argmax(axis=1)))
    low, high = np.quantile(found, [0.05, 0.95])
    value = float(np.mean(found))
    return Estimate(
        value=value,
        low=min(float(low), value),
        high=max(float(high), value),
        n=room.n,
        method=METHOD,
    )


def adjusted_rand(one: Whole, other: Whole) -> float:
    """Hubert and Arabie's index (J Classification 1985, 2:193): 1 the same, 0 as by chance."""
    table = np.zeros((one.max() + 1, other.max() + 1))
    np.add.at(table, (one, other), 1)
    same = _pairs(table).sum()
    rows, columns = _pairs(table.sum(axis=1)).sum(), _pairs(table.sum(axis=0)).sum()
    expected = rows * columns / max(_pairs(np.array(float(len(one)))), 1.0)
    most = (rows + columns) / 2
    return 1.0 if most == expected else float((same - expected) / (most - expected))


def _pairs(counts: np.ndarray) -> np.ndarray:
    found: np.ndarray = counts * (counts - 1) / 2
    return found
