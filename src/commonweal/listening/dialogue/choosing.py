"""How many groups: points of view against a continuum of the same size. Start with `choose`.

A smooth line from left to right, a habit of agreeing, or people who vote on little all look like
clusters to a rule that may only answer two to five. So each number of groups is held against a
continuum of one and of two dimensions, with the same participation and the same careless votes:

- in a room of `LARGE` voters or more, part of the voters is left out in turn and told by what was
  learnt from the others; groups are named where they tell left-out voters better than any continuum
  does, by more than one standard error;
- in a smaller room what is left out is missed too much. There the chance of all votes, everything
  unknown averaged over (`evidence`), is compared: k groups against one group and against continua.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from commonweal.listening.dialogue.continua import DIMENSIONS
from commonweal.listening.dialogue.continua import continua as continua_of
from commonweal.listening.dialogue.evidence import (
    ALIKE,
    Shapes,
    level_of,
    of_groups,
    of_spread,
    shapes_of,
    spreads,
)
from commonweal.listening.dialogue.kernels import Floats
from commonweal.listening.dialogue.models import Groups, fit_groups
from commonweal.listening.dialogue.picture import picture
from commonweal.listening.dialogue.room import Room
from commonweal.listening.dialogue.starts import k_means

MOST_GROUPS, FEW_GROUPS, VOTERS_A_GROUP = 5, 3, 10
FEWEST_VOTERS, FEWEST_SEEN = 10, 2
LARGE, MOST_ASKED = 150, 1_500
RARER = float(np.log(1.5))  # one group more is two thirds as likely beforehand
DOUBT = 0.3  # groups are named where the chance that there are none is at most this
CLOSE, MOST_SETTLED, CLIMBS, STEPS = 5.0, 4_000, 8, 200  # which numbers are asked about once more
CLEARER, SIMPLER = 1.0, 1.0  # standard errors over a continuum; and for one group more
START, TRIES = 0.9, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """k, and how it was found: `chance` is that of none in small rooms, else null."""

    k: int
    method: str
    sentence: str
    chance: float | None


def choose(room: Room, rng: np.random.Generator, *, most: int = MOST_GROUPS) -> Choice:
    """The number of groups that the room supports, 1 where it supports none."""
    asked = room.of_statements(np.bincount(room.statements, minlength=room.m) >= FEWEST_SEEN)
    if asked.n > MOST_ASKED:
        asked = asked.only(np.sort(rng.permutation(asked.n)[:MOST_ASKED]))
    ks = tuple(range(2, min(most, max(FEW_GROUPS, asked.n // VOTERS_A_GROUP)) + 1))
    if not ks or asked.m < 2 or asked.n < FEWEST_VOTERS:
        return Choice(
            k=1,
            method="none",
            chance=None,
            sentence=f"With {room.n} voters and {room.m} statements nobody can tell groups.",
        )
    return (_by_left_out if asked.n >= LARGE else _by_evidence)(asked, ks, rng)


def start_groups(room: Room, places: Floats, k: int, rng: np.random.Generator) -> Groups:
    """k groups from the best of several starts in the picture."""
    if k == 1:
        return fit_groups(room, np.ones((room.n, 1)))
    fitted = [
        fit_groups(room, spread_membership(k_means(places[:, :d], k, rng, tries=TRIES), k))
        for d in sorted({min(k - 1, places.shape[1]), min(k, places.shape[1])})
    ]
    return max(fitted, key=lambda one: one.fit)


def spread_membership(label: np.ndarray, k: int) -> Floats:
    """Each voter mostly in the group of the label, a little in the others."""
    other = (1 - START) / max(k - 1, 1)
    return np.where(label[:, None] == np.arange(k), START, other)


def _left_out(
    room: Room, ks: tuple[int, ...], rng: np.random.Generator
) -> tuple[Mapping[int, Floats], Mapping[int, Floats]]:
    """Log chance of each left-out voter by number of groups, and by dimensions (0: none)."""
    places = picture(room, 3).places
    whole = {k: start_groups(room, places, k, rng) for k in ks}
    folds = 5 if room.n < 4 * LARGE else 3
    fold = rng.permutation(room.n) % min(folds, room.n)
    groups = {k: np.zeros(room.n) for k in ks}
    continua = {d: np.zeros(room.n) for d in (0, *DIMENSIONS)}
    for number in range(fold.max() + 1):
        weight, out = (fold != number).astype(np.float64), fold == number
        alone = fit_groups(room, np.ones((room.n, 1)), weight=weight)
        continua[0][out] = alone.told[out]
        for d, one in continua_of(room, places, weight).items():
            continua[d][out] = one.told[out]
        for k in ks:
            near = whole[k].member + 0.02
            near = near / near.sum(axis=1, keepdims=True)
            groups[k][out] = fit_groups(room, near, weight=weight).told[out]
    return groups, continua


def _by_left_out(room: Room, ks: tuple[int, ...], rng: np.random.Generator) -> Choice:
    groups, continua = _left_out(room, ks, rng)
    k = simplest(groups)
    best = max(continua.values(), key=np.sum)
    ahead = groups[k] - best
    found = ahead.sum() > max(1.0, CLEARER * error_of_sum(ahead))
    return Choice(
        k=k if found else 1,
        method="left-out voters",
        chance=None,
        sentence=f"Left-out voters are told {'better' if ahead.sum() > 0 else 'worse'} by {k} "
        f"groups than by the best continuum: {ahead.sum():+.1f} in log chance, with a standard "
        f"error of {error_of_sum(ahead):.1f} ({room.n:,} voters).",
    )


def simplest(told: Mapping[int, Floats], errors: float = SIMPLER) -> int:
    """The fewest groups that tell left-out voters nearly as well as the best number does."""
    best = max(told, key=lambda k: told[k].sum())
    for k in sorted(told):
        behind = told[best] - told[k]
        if behind.sum() <= errors * error_of_sum(behind):
            return k
    return best


def error_of_sum(x: Floats) -> float:
    """Standard error of a sum over voters."""
    return float(x.std() * np.sqrt(len(x)))


def _by_evidence(room: Room, ks: tuple[int, ...], rng: np.random.Generator) -> Choice:
    level = level_of(room)
    apart, alike = shapes_of(room, level), shapes_of(room, level, ALIKE)
    groups = {k: of_groups(room, k, apart, rng) - RARER * (k - 2) for k in ks}
    k = max(groups, key=lambda k: groups[k])
    none, chance = [of_groups(room, 1, alike, rng)], 0.0
    for one in spreads(level):
        if chance <= DOUBT:
            none.append(of_spread(room, one, rng))
            chance = _chance_of_none(groups[k], none)
    if chance <= DOUBT:
        k = _settled(room, groups, apart, rng)
    return Choice(
        k=k if chance <= DOUBT else 1,
        method="likelihood",
        chance=chance,
        sentence=f"Held against people who think alike or differ by degrees, {k} groups have a "
        f"chance of {_in_words(1 - chance)} ({room.n:,} voters).",
    )


def _in_words(chance: float) -> str:
    return "more than 99%" if chance > 0.99 else f"{chance:.0%}"


def _settled(
    room: Room, groups: Mapping[int, float], apart: Shapes, rng: np.random.Generator
) -> int:
    """The likeliest number of groups; those that are close are asked about in smaller steps."""
    best = max(groups, key=lambda k: groups[k])
    close = [k for k in groups if groups[k] > groups[best] - CLOSE]
    if len(close) == 1 or len(room.votes) > MOST_SETTLED:
        return best
    again = {
        k: of_groups(room, k, apart, rng, climbs=CLIMBS, steps=STEPS) - RARER * (k - 2)
        for k in close
    }
    return max(again, key=lambda k: again[k])


def _chance_of_none(groups: float, none: list[float]) -> float:
    """Against groups, where all ways to have none are as likely beforehand as they are together."""
    ahead = groups - float(np.logaddexp.reduce(none)) + np.log(len(none))
    return float(1 / (1 + np.exp(min(ahead, 700.0))))
