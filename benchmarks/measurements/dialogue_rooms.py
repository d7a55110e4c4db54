"""How often the number of groups is right in small rooms, and how often it could be.

Groups or none are known for each room (`benchmarks/tried_rooms.py`). Beside the rule that is used
stands one that knows how rooms are made (`benchmarks/knowing_rooms.py`), its level set on the very
rooms it is counted on, so that every kind of room without groups is told as one in nine of ten.
"""

from collections.abc import Sequence

import numpy as np

from benchmarks.knowing_rooms import ahead, likelier
from benchmarks.made_rooms import SIZES
from benchmarks.record import Figure, Measurement
from benchmarks.tried_rooms import Tried, all_tried, share, with_groups, without_groups

TAKEN = tuple(size for size in SIZES if size[0] < 150)


def run(seed: int, runs: int) -> list[Figure]:
    """Shares at each size, over `runs` rooms of each (kind, density)."""
    sizes = TAKEN if runs > 1 else TAKEN[:1]  # the short version tries the smallest alone
    told = all_tried(seed, sizes, lambda _voters: runs, knowing=True)
    return [*with_groups(told), *_knowing(told), *without_groups(told)]


def _knowing(told: Sequence[Tried]) -> list[Figure]:
    figures = []
    for voters in dict.fromkeys(one.voters for one in told):
        rooms = [one for one in told if one.voters == voters]
        level = _level(rooms)
        groups = [one for one in rooms if one.planted > 1]
        right = sum(
            ahead(one.known) > level and likelier(one.known) == one.planted
            for one in groups
            if one.known
        )
        words = "separable rooms: k right by a rule that knows how rooms are made"
        figures.append(share(f"{voters:,} voters, {words}", right, len(groups), None))
    return figures


def _level(rooms: Sequence[Tried]) -> float:
    """The lowest that leaves nine in ten rooms of every kind without groups as one."""
    kinds: dict[object, list[float]] = {}
    for one in rooms:
        if one.planted == 1 and one.known:
            kinds.setdefault(one.kind, []).append(ahead(one.known))
    return max(float(np.quantile(found, 0.9, method="higher")) for found in kinds.values())


MEASUREMENT = Measurement(
    measures="The number of groups in made rooms of 15 to 60 voters, 5 to 60 % of votes cast.",
    run=run,
    seed=28_101,
    runs=8,
    short_runs=1,
    sources=(
        "benchmarks/knowing_rooms.py",
        "benchmarks/made_rooms.py",
        "benchmarks/tried_rooms.py",
        "src/commonweal/listening/dialogue/choosing.py",
        "src/commonweal/listening/dialogue/evidence.py",
        "src/commonweal/listening/dialogue/kernels.py",
        "src/commonweal/listening/dialogue/ladders.py",
        "src/commonweal/listening/dialogue/models.py",
        "src/commonweal/listening/dialogue/picture.py",
        "src/commonweal/listening/dialogue/starts.py",
    ),
)
