"""Rooms of made-up voters whose points of view are known: with groups, and with none.

Read `grouped` and `groupless` first. `oracle` assigns voters with the planted probabilities in its
hands; a room in which even it does not find the planted groups again (adjusted Rand below 0.8) is
not separable, and nobody is asked to find them there.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

PASS, UNSEEN = 0.08, 9
SEPARABLE = 0.8
SIZES = ((15, 30), (30, 40), (60, 60), (200, 100), (1000, 250), (5000, 400))
DENSITIES = (0.05, 0.15, 0.3, 0.6)
CARELESS = (0.0, 0.1, 0.2)


class Groupless(StrEnum):
    """The ways in which a room may spread without falling into groups."""

    LINE = "a smooth line from left to right"
    STYLE = "agree to all as a style"
    UNEVEN = "uneven participation"
    ALL = "all three at once"


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeRoom:
    """`votes` (voters, statements) as int8: 1, 0, -1, or UNSEEN; `group` is -1 for the careless.

    `agree` (groups, statements) is the chance that a member who sees a statement agrees with it.
    """

    votes: np.ndarray
    group: np.ndarray
    agree: np.ndarray

    @property
    def k(self) -> int:
        """How many groups were planted."""
        return len(self.agree)


def logistic(x: np.ndarray) -> np.ndarray:
    """The chance behind a log odds."""
    return 1 / (1 + np.exp(-x))


def grouped(
    voters: int,
    statements: int,
    *,
    k: int,
    density: float,
    careless: float,
    rng: np.random.Generator,
) -> MadeRoom:
    """A room of `k` groups: each has its own chance to agree with six statements in ten."""
    shares = 0.5 / k + 0.5 * rng.dirichlet(np.full(k, 4.0))
    group = rng.choice(k, voters, p=shares)
    odds = rng.normal(0.4, 0.8, statements) + (
        rng.normal(0, rng.uniform(1.5, 3.0), (k, statements)) * (rng.random(statements) < 0.6)
        if k > 1
        else np.zeros((1, statements))
    )
    sided = logistic(odds)
    votes = np.where(rng.random((voters, statements)) < sided[group], 1, -1).astype(np.int8)
    votes[rng.random(votes.shape) < PASS] = 0
    out = rng.random(voters) < careless
    votes[out] = _careless(int(out.sum()), statements, rng)
    group[out] = -1
    return MadeRoom(votes=_seen(votes, density, rng), group=group, agree=(1 - PASS) * sided)


def groupless(
    kind: Groupless, voters: int, statements: int, *, density: float, rng: np.random.Generator
) -> MadeRoom:
    """A room that differs by degrees alone; `agree` holds what a voter in the middle would say."""
    base = rng.normal(0.4, 0.8, statements)
    odds = np.tile(base, (voters, 1))
    if kind in (Groupless.LINE, Groupless.ALL):
        odds += rng.normal(size=(voters, 1)) * rng.normal(0, rng.uniform(1.0, 2.0), statements)
    if kind in (Groupless.STYLE, Groupless.ALL):
        odds += rng.normal(0.5, 1.2, (voters, 1))
        odds[rng.random(voters) < 0.1] = 4.0
    votes = np.where(rng.random(odds.shape) < logistic(odds), 1, -1).astype(np.int8)
    passing = np.full((voters, 1), PASS)
    if kind in (Groupless.UNEVEN, Groupless.ALL):
        passing = rng.beta(1.0, 6.0, (voters, 1))
    votes[rng.random(votes.shape) < passing] = 0
    uneven = kind in (Groupless.UNEVEN, Groupless.ALL)
    return MadeRoom(
        votes=_fading(votes, density, rng) if uneven else _seen(votes, density, rng),
        group=np.zeros(voters, dtype=np.int64),
        agree=(1 - PASS) * logistic(base)[None],
    )


def with_brigade(
    room: MadeRoom, members: int, script: int, slips: float, rng: np.random.Generator
) -> tuple[MadeRoom, np.ndarray]:
    """The room with `members` more who all vote one script; and who they are."""
    n, m = room.votes.shape
    chosen = rng.permutation(m)[:script]
    said = rng.choice([-1, 1], script).astype(np.int8)
    more = np.full((members, m), UNSEEN, dtype=np.int8)
    more[:, chosen] = np.where(rng.random((members, script)) < slips, -said, said)
    who = np.zeros(n + members, dtype=bool)
    who[n:] = True
    group = np.concatenate([room.group, np.full(members, -1)])
    return MadeRoom(votes=np.vstack([room.votes, more]), group=group, agree=room.agree), who


def oracle(room: MadeRoom) -> float:
    """Adjusted Rand of the best guess by the planted probabilities; 1 where there is one group."""
    if room.k == 1:
        return 1.0
    honest = room.group >= 0
    votes, true = room.votes[honest], room.group[honest]
    against = 1 - PASS - room.agree
    score = (votes == 1) @ np.log(room.agree).T + (votes == -1) @ np.log(against).T
    shares = np.bincount(true, minlength=room.k) / len(true)
    return adjusted_rand(true, (score + np.log(shares + 1e-9)).argmax(axis=1))


def told_the_others(room: MadeRoom) -> float:
    """Adjusted Rand where each voter is placed by probabilities learnt from all the others.

    Everybody else's planted group is known; two votes at the room's share are added to each group.
    """
    honest = room.group >= 0
    votes, true = room.votes[honest], room.group[honest]
    member = (true[:, None] == np.arange(room.k)).astype(float)
    agree, against = member.T @ (votes == 1), member.T @ (votes == -1)
    base = (agree.sum(axis=0) + 1) / (agree.sum(axis=0) + against.sum(axis=0) + 2)
    guess = np.empty(len(true), dtype=np.int64)
    for i, own in enumerate(true):
        up, down = agree.copy(), against.copy()
        up[own] -= votes[i] == 1
        down[own] -= votes[i] == -1
        p = (up + 2 * base) / (up + down + 2)
        guess[i] = ((votes[i] == 1) @ np.log(p).T + (votes[i] == -1) @ np.log1p(-p).T).argmax()
    return adjusted_rand(true, guess)


def adjusted_rand(one: np.ndarray, other: np.ndarray) -> float:
    """Hubert and Arabie's adjusted Rand index (J Classification 1985, 2:193)."""
    table = np.zeros((one.max() + 1, other.max() + 1))
    np.add.at(table, (one, other), 1)
    pairs = (table * (table - 1) / 2).sum()
    rows, columns = (
        (margin * (margin - 1) / 2).sum() for margin in (table.sum(axis=1), table.sum(axis=0))
    )
    whole = len(one) * (len(one) - 1) / 2
    expected = rows * columns / whole
    most = (rows + columns) / 2
    return 1.0 if most == expected else float((pairs - expected) / (most - expected))


def _careless(n: int, statements: int, rng: np.random.Generator) -> np.ndarray:
    """Half of them agree with everything, half of them throw a coin."""
    coin = rng.choice([-1, 1], (n, statements)).astype(np.int8)
    coin[rng.random(n) < 0.5] = 1
    return coin


def _seen(votes: np.ndarray, density: float, rng: np.random.Generator) -> np.ndarray:
    """Each voter sees a share of the statements, at random, and at least two."""
    share = rng.beta(6 * density, 6 * (1 - density), len(votes))
    return _hidden(votes, rng.random(votes.shape) > share[:, None], rng)


def _fading(votes: np.ndarray, density: float, rng: np.random.Generator) -> np.ndarray:
    """Few see much and most see little; early statements are seen by more."""
    share = rng.beta(1.2 * density, 1.2 * (1 - density), len(votes))
    early = np.linspace(1.8, 0.2, votes.shape[1])
    return _hidden(votes, rng.random(votes.shape) > np.minimum(share[:, None] * early, 1), rng)


def _hidden(votes: np.ndarray, unseen: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    n, m = votes.shape
    for _ in range(2):
        unseen[np.arange(n), rng.integers(0, m, n)] = False
    return np.where(unseen, UNSEEN, votes).astype(np.int8)
