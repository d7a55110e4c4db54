"""A rule that knows how rooms are made, and not what was drawn for this one.

`known` gives the chance of the votes with each number of groups, and with none, under the very
distributions that `made_rooms` draws from. No rule can tell much more from the votes, and a rule
for real rooms cannot know so much.
"""

import numpy as np

from commonweal.listening.dialogue.evidence import (
    ALIKE,
    NONE,
    Points,
    Spread,
    levels,
    normal,
    of_groups,
    of_spread,
    shapes_of,
    slopes,
    spread_of,
)
from commonweal.listening.dialogue.room import Room

LEVEL, HABITUAL = (0.4, 0.8), (0.9, 0.8)
APART = {0.0: 0.4, 1.7: 0.2, 2.25: 0.2, 2.8: 0.2}
STEEP, HABIT = (1.5,), (np.full(1, 1.2), np.ones(1))

Known = tuple[list[float], list[float]]


def known(room: Room, rng: np.random.Generator) -> Known:
    """The log chance of the votes with two and three groups; and with none, in every way."""
    apart = shapes_of(room, LEVEL, APART)
    none = [of_groups(room, 1, shapes_of(room, LEVEL, ALIKE), rng)]
    return (
        [of_groups(room, k, apart, rng) for k in (2, 3)],
        none + [of_spread(room, one, rng) for one in _groupless()],
    )


def ahead(told: Known) -> float:
    """By how much the likelier number of groups is ahead of none."""
    groups, none = told
    return max(groups) - float(np.logaddexp.reduce(none))


def likelier(told: Known) -> int:
    """Two or three groups."""
    return 2 + int(np.argmax(told[0]))


def _groupless() -> list[Spread]:
    level, habitual = levels(LEVEL, 9), levels(HABITUAL, 9)
    line: Points = normal(2.2, 7)
    return [
        spread_of(level, (line, NONE), (slopes(11, STEEP), NONE)),
        spread_of(habitual, (NONE, normal(2.2, 9)), (NONE, HABIT)),
        spread_of(habitual, (line, normal(1.8, 5)), (slopes(11, STEEP), HABIT)),
    ]
