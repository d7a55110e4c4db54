"""How many honest voters are flagged, and how much of a brigade of twenty.

Read `tried` first. A brigade votes one script of thirty statements or more with 3 % slips, in a
room that has one to three planted groups or none, with a tenth of its voters careless.
"""

import numpy as np

from benchmarks.made_rooms import (
    UNSEEN,
    Groupless,
    MadeRoom,
    grouped,
    groupless,
    with_brigade,
)
from benchmarks.record import Figure, Measurement
from commonweal.core.intervals import wilson
from commonweal.listening.dialogue import room_of_matrix
from commonweal.listening.dialogue.choosing import start_groups
from commonweal.listening.dialogue.continua import line_of
from commonweal.listening.dialogue.flags import flag
from commonweal.listening.dialogue.picture import picture

SIZES = ((60, 60), (200, 100), (1000, 100))
BRIGADE, SCRIPT, SLIPS, CARELESS = 20, 0.5, 0.03, 0.1
HONEST, FOUND = 1.0, 80.0


def tried(room: MadeRoom, k: int, rng: np.random.Generator) -> np.ndarray:
    """Honest and flagged, honest, brigade and flagged as one, brigade."""
    made, brigade = with_brigade(room, BRIGADE, round(SCRIPT * room.votes.shape[1]), SLIPS, rng)
    seen = room_of_matrix(made.votes, unseen=UNSEEN)
    there = seen.voter_ids.astype(int)
    groups = start_groups(seen, picture(seen, 3).places, k, rng)
    flags = flag(seen, groups, line_of(seen, picture(seen, 3)) if k == 1 else None, rng)
    honest = (made.group[there] >= 0) & ~brigade[there]
    return np.array(
        [
            (flags.any & honest).sum(),
            honest.sum(),
            (flags.any & brigade[there]).sum(),
            brigade.sum(),
        ]
    )


def run(seed: int, runs: int) -> list[Figure]:
    """Shares at each size and density."""
    figures = []
    for place, (n, m) in enumerate(SIZES):
        for density in (0.3, 0.6):
            rng = np.random.default_rng([seed, place, round(100 * density)])
            rooms = [
                tried(_room(number, n, m, density, rng), 1 + number % 4 % 3, rng)
                for number in range(runs)
            ]
            counts = [int(count) for count in np.sum(rooms, axis=0)]
            words = f"{n:,} voters, {density:.0%} of votes"
            figures += [
                share(f"{words}: honest voters flagged", *counts[:2], at_most=HONEST),
                share(f"{words}: of a brigade of twenty flagged", *counts[2:], at_least=FOUND),
            ]
    return figures


def _room(number: int, n: int, m: int, density: float, rng: np.random.Generator) -> MadeRoom:
    if number % 4 == 3:
        return groupless(Groupless.LINE, n, m, density=density, rng=rng)
    return grouped(n, m, k=1 + number % 4, density=density, careless=CARELESS, rng=rng)


def share(
    name: str,
    found: int,
    of: int,
    *,
    at_least: float | None = None,
    at_most: float | None = None,
) -> Figure:
    """A share in per cent with its interval."""
    told = wilson(int(found), int(of))
    value = 100 * told.value
    missed = (at_least is not None and value < at_least) or (
        at_most is not None and value > at_most
    )
    return Figure(
        name=name,
        value=value,
        low=100 * told.low,
        high=100 * told.high,
        n=int(of),
        method="95 % Wilson interval",
        unit=" %",
        at_least=at_least,
        at_most=at_most,
        reason="honest people of one mind look alike where all vote on all" if missed else "",
    )


MEASUREMENT = Measurement(
    measures="Flags of careless and arranged votes, where the brigade and the honest are known.",
    run=run,
    seed=28_103,
    runs=24,
    short_runs=2,
    sources=(
        "benchmarks/made_rooms.py",
        "src/commonweal/listening/dialogue/continua.py",
        "src/commonweal/listening/dialogue/flags.py",
        "src/commonweal/listening/dialogue/kernels.py",
        "src/commonweal/listening/dialogue/models.py",
        "src/commonweal/listening/dialogue/picture.py",
        "src/commonweal/listening/dialogue/starts.py",
    ),
)
