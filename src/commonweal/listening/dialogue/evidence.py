"""How likely a room's votes are with k points of view, or along a continuum, all unknowns averaged.

Read `of_groups` and `of_spread` first. The best fit of k groups overfits where votes are few; the
chance of the votes with places, shares and statements averaged over does not, and can be compared
between explanations of any size. What statements are like is taken from the room (`level_of`).
"""

from dataclasses import dataclass

import numpy as np

from commonweal.listening.dialogue.kernels import Floats
from commonweal.listening.dialogue.ladders import climb_groups, climb_spread
from commonweal.listening.dialogue.models import careless_scores
from commonweal.listening.dialogue.room import Room

STEPS, CLIMBS = 80, 4
FINE = np.arange(-9.0, 9.01, 0.2)  # log odds
LEVELS, LEVEL_SPREADS = np.arange(-1.0, 2.01, 0.5), (0.5, 0.75, 1.0, 1.5)
APART = (0.0, 0.0, 1.0, 2.0, 3.0)  # how far a statement sets points of view apart, each as likely
SLOPE_SPREADS = (0.4, 1.0, 2.0)
STYLE = 1.0  # spread of a habit of agreeing
Points = tuple[Floats, Floats]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Places of a continuum and shapes of statements, each with its prior; as `climb_spread`."""

    agree: Floats
    places: Floats
    weight: Floats


def of_groups(room: Room, k: int, rng: np.random.Generator) -> float:
    """The log chance of the votes with k points of view."""
    table, weight = shapes(room, (0.0,) if k == 1 else APART)
    odd = careless_scores(room)
    return _mean(
        [
            climb_groups(
                room.starts, room.statements, room.votes, table, weight, odd, k, _draws(room, rng)
            )
            for _ in range(CLIMBS)
        ]
    )


def of_spread(room: Room, spread: Spread, rng: np.random.Generator) -> float:
    """The log chance of the votes along a continuum."""
    parts = (spread.agree, spread.places, spread.weight)
    odd = careless_scores(room)
    return _mean(
        [
            climb_spread(room.starts, room.statements, room.votes, *parts, odd, _draws(room, rng))
            for _ in range(CLIMBS - 1)
        ]
    )


def level_of(room: Room) -> tuple[float, float]:
    """Middle and spread of the statements' log odds that make the room's tallies likeliest."""
    agree = np.bincount(room.statements, room.votes > 0, minlength=room.m)
    against = np.bincount(room.statements, room.votes < 0, minlength=room.m)
    told = agree[:, None] * -np.logaddexp(0, -FINE) + against[:, None] * -np.logaddexp(0, FINE)
    top = told.max(axis=1, keepdims=True)
    chance = np.exp(told - top)
    return max(
        ((at, spread) for at in LEVELS for spread in LEVEL_SPREADS),
        key=lambda one: float(np.log(chance @ bell(FINE, *one)).sum()),
    )


def bell(x: Floats, middle: float, spread: float) -> Floats:
    """A normal distribution on the points of x."""
    found: Floats = np.exp(-0.5 * ((x - middle) / max(spread, 1e-3)) ** 2)
    return found / found.sum()


def _levels(room: Room, points: int) -> Points:
    middle, spread = level_of(room)
    at = np.linspace(middle - 2.4 * spread, middle + 2.4 * spread, points)
    return at, bell(at, middle, spread)


def shapes(room: Room, apart: tuple[float, ...]) -> tuple[Floats, Floats]:
    """The chance of a agreements and d disagreements in a group, for each level and distance."""
    at, likely = _levels(room, 13)
    odds = np.stack([bell(FINE, b, max(s, 0.12)) for b in at for s in apart], axis=1)
    n = np.arange(int(np.bincount(room.statements, room.votes != 0).max()) + 2)
    agree, against = np.meshgrid(n, n, indexing="ij")
    told = agree[..., None] * -np.logaddexp(0, -FINE) + against[..., None] * -np.logaddexp(0, FINE)
    table = np.ascontiguousarray(np.exp(told) @ odds)
    return table, np.repeat(likely, len(apart)) / len(apart)


def spreads(room: Room) -> tuple[Spread, ...]:
    """The continua that groups have to beat: a line, a line beside a habit of agreeing, a plane."""
    levels, line, style = _levels(room, 9), _normal(2.2, 7), _normal(2.0, 5)
    slope, steep = _slopes(11), _slopes(7)
    none = (np.zeros(1), np.ones(1))
    habit = (np.full(1, STYLE), np.ones(1))
    return (
        _spread(levels, (line, none), (slope, none)),
        _spread(levels, (line, style), (slope, habit)),
        _spread(_levels(room, 7), (style, style), (steep, steep)),
    )


def _spread(level: Points, places: tuple[Points, Points], slopes: tuple[Points, Points]) -> Spread:
    """People at points of two normals, statements of any level and slope along both."""
    odds = (
        level[0][:, None, None]
        + slopes[0][0][:, None] * places[0][0][:, None, None, None, None]
        + slopes[1][0] * places[1][0][:, None, None, None]
    )
    likely = level[1][:, None, None] * slopes[0][1][:, None] * slopes[1][1]
    there = np.outer(places[0][1], places[1][1]).ravel()
    return Spread(
        agree=1 / (1 + np.exp(-odds.reshape(len(there), -1))), places=there, weight=likely.ravel()
    )


def _normal(reach: float, points: int) -> Points:
    at = np.linspace(-reach, reach, points)
    return at, bell(at, 0.0, 1.0)


def _slopes(points: int) -> Points:
    """Slopes of which many are near none, some are steep."""
    at = np.linspace(-4.0, 4.0, points)
    return at, np.mean([bell(at, 0.0, s) for s in SLOPE_SPREADS], axis=0)


def _draws(room: Room, rng: np.random.Generator) -> Floats:
    return rng.random((STEPS + 1, room.n))


def _mean(climbs: list[float]) -> float:
    """log of the mean of what the climbs gained."""
    found = np.array(climbs)
    return float(np.logaddexp.reduce(found) - np.log(len(found)))
