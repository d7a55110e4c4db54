"""How likely a room's votes are with k points of view, or along a continuum, all unknowns averaged.

Read `of_groups` and `of_spread` first. The best fit of k groups overfits where votes are few; the
chance of the votes with places, shares and statements averaged over does not, and can be compared
between explanations of any size. How much statements are agreed with in the middle is learnt from
the room (`level_of`); how far they may set people apart is left wide.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from commonweal.listening.dialogue.kernels import Floats
from commonweal.listening.dialogue.ladders import climb_groups, climb_spread
from commonweal.listening.dialogue.models import careless_scores
from commonweal.listening.dialogue.room import Room

STEPS, CLIMBS = 80, 4
FINE = np.arange(-9.0, 9.01, 0.2)  # log odds
LEVELS, LEVEL_SPREAD = np.arange(-1.0, 2.01, 0.2), 1.0
"""The spread of statements is not learnt: a narrow one leaves to groups what statements do."""
ALIKE: Mapping[float, float] = {0.0: 1.0}
APART: Mapping[float, float] = {0.0: 0.4, 1.0: 0.2, 2.0: 0.2, 3.0: 0.2}
"""How far a statement sets points of view apart in log odds, and how likely that is."""
SLOPES = (0.4, 1.0, 2.0)  # how steep statements are along a continuum, each as likely
STYLE = 1.0  # spread of a habit of agreeing
Points = tuple[Floats, Floats]
Counts = Floats | npt.NDArray[np.int_]
NONE: Points = (np.zeros(1), np.ones(1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shapes:
    """`table[a, d]`: the chance of so many sides in one group, by shape of statement."""

    table: Floats
    weight: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Places of a continuum and shapes of statements with their priors: see `climb_spread`."""

    agree: Floats
    places: Floats
    weight: Floats


def of_groups(
    room: Room,
    k: int,
    shapes: Shapes,
    rng: np.random.Generator,
    *,
    climbs: int = CLIMBS,
    steps: int = STEPS,
) -> float:
    """The log chance of the votes with k points of view."""
    votes, odd = (room.starts, room.statements, room.votes), careless_scores(room)
    return _mean(
        [
            climb_groups(*votes, shapes.table, shapes.weight, odd, k, _draws(room, rng, steps))
            for _ in range(climbs)
        ]
    )


def of_spread(room: Room, spread: Spread, rng: np.random.Generator) -> float:
    """The log chance of the votes along a continuum."""
    votes, odd = (room.starts, room.statements, room.votes), careless_scores(room)
    parts = (spread.agree, spread.places, spread.weight)
    return _mean([climb_spread(*votes, *parts, odd, _draws(room, rng)) for _ in range(CLIMBS // 2)])


def level_of(room: Room) -> tuple[float, float]:
    """Middle of the statements' log odds that makes the room's tallies likeliest, and a spread."""
    agree = np.bincount(room.statements, room.votes > 0, minlength=room.m)
    against = np.bincount(room.statements, room.votes < 0, minlength=room.m)
    told = _told(agree, against)
    chance = np.exp(told - told.max(axis=1, keepdims=True))
    return max(
        ((float(at), LEVEL_SPREAD) for at in LEVELS),
        key=lambda one: float(np.log(chance @ bell(FINE, *one)).sum()),
    )


def shapes_of(
    room: Room, level: tuple[float, float], apart: Mapping[float, float] = APART
) -> Shapes:
    """Statements of any level that set points of view as far `apart` as is likely."""
    at, likely = levels(level, 13)
    odds = np.stack([bell(FINE, b, max(s, 0.12)) for b in at for s in apart], axis=1)
    side = np.arange(int(np.bincount(room.statements, room.votes != 0).max()) + 2)
    table = np.exp(_told(*np.meshgrid(side, side, indexing="ij"))) @ odds
    return Shapes(
        table=np.ascontiguousarray(table), weight=np.outer(likely, [*apart.values()]).ravel()
    )


def spreads(level: tuple[float, float]) -> tuple[Spread, ...]:
    """The continua that groups have to beat: a line, a line beside a habit of agreeing, a plane."""
    line, short, habit = normal(2.2, 7), normal(2.0, 5), (np.full(1, STYLE), np.ones(1))
    return (
        spread_of(levels(level, 9), (line, NONE), (slopes(11), NONE)),
        spread_of(levels(level, 9), (line, short), (slopes(11), habit)),
        spread_of(levels(level, 7), (short, short), (slopes(7), slopes(7))),
    )


def spread_of(level: Points, places: tuple[Points, Points], along: tuple[Points, Points]) -> Spread:
    """People at points of two directions, statements of any level and slope along both."""
    (z, z_likely), (y, y_likely) = places
    (a, a_likely), (b, b_likely) = along
    there = np.outer(z_likely, y_likely).ravel()
    first = level[0][:, None, None] + a[:, None] * z[:, None, None, None, None]
    odds = (first + b * y[:, None, None, None]).reshape(len(there), -1)
    likely = level[1][:, None, None] * a_likely[:, None] * b_likely
    return Spread(agree=1 / (1 + np.exp(-odds)), places=there, weight=likely.ravel())


def levels(level: tuple[float, float], points: int) -> Points:
    """Points of the statements' log odds, and how likely each is."""
    at = np.linspace(level[0] - 2.4 * level[1], level[0] + 2.4 * level[1], points)
    return at, bell(at, *level)


def normal(reach: float, points: int) -> Points:
    """Points of a standard normal."""
    at = np.linspace(-reach, reach, points)
    return at, bell(at, 0.0, 1.0)


def slopes(points: int, steep: tuple[float, ...] = SLOPES) -> Points:
    """Slopes of which many are near none and some are steep."""
    at = np.linspace(-4.0, 4.0, points)
    return at, np.mean([bell(at, 0.0, one) for one in steep], axis=0)


def bell(x: Floats, middle: float, spread: float) -> Floats:
    """A normal distribution on the points of x."""
    found: Floats = np.exp(-0.5 * ((x - middle) / spread) ** 2)
    return found / found.sum()


def _told(agree: Counts, against: Counts) -> Floats:
    """The log chance of so many sides at each of the log odds."""
    found: Floats = -(
        agree[..., None] * np.logaddexp(0, -FINE) + against[..., None] * np.logaddexp(0, FINE)
    )
    return found


def _draws(room: Room, rng: np.random.Generator, steps: int = STEPS) -> Floats:
    return rng.random((steps + 1, room.n))


def _mean(climbs: list[float]) -> float:
    """log of the mean of what the climbs gained."""
    return float(np.logaddexp.reduce(climbs) - np.log(len(climbs)))
