"""How often the 90 % interval of a statement's consensus holds the planted one, given k.

Read `tried` first. The true consensus is the product of the planted chances to agree. Groups are
found by our own way from the votes, with k told; voters are the units, and votes are missing at
random. Only separable rooms count, since elsewhere nobody could have found the groups.
"""

import numpy as np

from benchmarks.made_rooms import CARELESS, SEPARABLE, UNSEEN, MadeRoom, grouped, told_the_others
from benchmarks.record import Figure, Measurement
from commonweal.listening.dialogue import room_of_matrix
from commonweal.listening.dialogue.analysis import labels_of
from commonweal.listening.dialogue.choosing import start_groups
from commonweal.listening.dialogue.picture import picture
from commonweal.listening.dialogue.tallies import product_bounds, tally

SIZES, TRIES = ((30, 40), (60, 60), (200, 60), (1000, 60), (5000, 60)), 80
LOWEST, HIGHEST = 87.0, 93.0
FEW_ROOMS = "as near as so few rooms can tell"
NOT_FOUND = "groups found from so few votes are not quite the planted ones"
CARELESS_COUNT = "careless voters count in every group and draw its share towards a half"


def tried(room: MadeRoom, rng: np.random.Generator, *, planted: bool) -> list[bool]:
    """Whether each statement's interval holds its truth; with the planted groups, or with ours."""
    seen = room_of_matrix(room.votes, unseen=UNSEEN)
    there = seen.voter_ids.astype(int)
    if planted:
        label = room.group[there]
    else:
        label = labels_of(seen, start_groups(seen, picture(seen, 3).places, room.k, rng))
    _, low, high = product_bounds(tally(seen, label, room.k))
    truth = room.agree.prod(axis=0)
    return [bool(held) for held in (low <= truth) & (truth <= high)]


def drawn(n: int, m: int, k: int, careless: float, rng: np.random.Generator) -> MadeRoom | None:
    """A room whose groups somebody could learn; None where none came."""
    for _ in range(TRIES):
        room = grouped(n, m, k=k, density=0.6, careless=careless, rng=rng)
        if k == 1 or told_the_others(room) >= SEPARABLE:
            return room
    return None


def run(seed: int, runs: int) -> list[Figure]:
    """Coverage by size without careless voters, ours and planted; and with them."""
    figures = []
    for place, (n, m) in enumerate(SIZES):
        ours: list[list[bool]] = []
        planted: list[list[bool]] = []
        rng = np.random.default_rng([seed, place])
        for number in range(runs if n <= 1000 else max(runs // 3, 3)):
            room = drawn(n, m, 1 + number % 3, 0.0, rng)
            if room is not None:
                ours.append(tried(room, rng, planted=False))
                planted.append(tried(room, rng, planted=True))
        words = f"{n:,} voters: interval holds the planted consensus"
        figures += bounded(f"{words}, groups found", ours, NOT_FOUND)
        figures += bounded(f"{words}, planted groups", planted, FEW_ROOMS)
    return [*figures, *_with_careless(seed, runs)]


def _with_careless(seed: int, runs: int) -> list[Figure]:
    rng, told = np.random.default_rng([seed, 99]), []
    for number in range(runs):
        room = drawn(200, 60, 1 + number % 3, CARELESS[1 + number % 2], rng)
        if room is not None:
            told.append(tried(room, rng, planted=False))
    return [share("200 voters, 10 or 20 % of them careless: interval holds it", told)]


def bounded(name: str, held: list[list[bool]], reason: str) -> list[Figure]:
    """Coverage twice, since its goal has two sides."""
    return [
        share(f"{name}, not too rarely", held, at_least=LOWEST, reason=reason),
        share(f"{name}, not too often", held, at_most=HIGHEST, reason=reason),
    ]


def share(
    name: str,
    held: list[list[bool]],
    *,
    at_least: float | None = None,
    at_most: float | None = None,
    reason: str = "",
) -> Figure:
    """The share held in per cent, with rooms as the units of its interval."""
    means = np.array([np.mean(one) for one in held])
    value = 100 * float(means.mean())
    half = 196 * float(means.std(ddof=1)) / len(means) ** 0.5 if len(means) > 1 else 0.0
    missed = (at_least is not None and value < at_least) or (
        at_most is not None and value > at_most
    )
    return Figure(
        name=name,
        value=value,
        low=max(value - half, 0.0),
        high=min(value + half, 100.0),
        n=sum(len(one) for one in held),
        method="95 % interval of the mean over rooms",
        unit=" %",
        at_least=at_least,
        at_most=at_most,
        reason=reason if missed else "",
    )


MEASUREMENT = Measurement(
    measures="Coverage of the 90 % intervals of group-informed consensus, given k.",
    run=run,
    seed=28_102,
    runs=90,
    short_runs=3,
    sources=(
        "benchmarks/made_rooms.py",
        "src/commonweal/listening/dialogue/kernels.py",
        "src/commonweal/listening/dialogue/models.py",
        "src/commonweal/listening/dialogue/picture.py",
        "src/commonweal/listening/dialogue/starts.py",
        "src/commonweal/listening/dialogue/tallies.py",
    ),
)
