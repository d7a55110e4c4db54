"""How often the number of groups is right, in rooms whose groups are known, or known to be none.

Read `tried` first. *Separable* means that an oracle who knows the planted probabilities finds the
groups again (adjusted Rand at least 0.8). *Learnable* means that somebody who is told everybody
else's group, and must learn the probabilities from their votes, still does: no method that has to
find the groups as well can be expected to do better than that.
"""

from collections.abc import Callable
from functools import partial
from multiprocessing import get_context
from typing import Any

import numpy as np

from benchmarks.made_rooms import (
    CARELESS,
    DENSITIES,
    SEPARABLE,
    SIZES,
    UNSEEN,
    Groupless,
    MadeRoom,
    grouped,
    groupless,
    oracle,
    told_the_others,
)
from benchmarks.record import Figure, Measurement
from commonweal.core.intervals import wilson
from commonweal.listening.dialogue import room_of_matrix
from commonweal.listening.dialogue.choosing import choose
from commonweal.listening.dialogue.picture import picture
from commonweal.listening.dialogue.starts import by_silhouette

GOAL, TRIES = 90.0, 60
TAKEN = tuple(size for size in SIZES if size[0] <= 200)
"""The sizes that are on record; larger rooms take hours, and were not measured."""
FEW = "groups that an oracle tells apart are told as one where votes are few: see learnable rooms"
STYLE = "in some rooms a style of answering or uneven voting still looks like two points of view"


def tried(seed: np.random.SeedSequence, *, voters: int, statements: int, number: int) -> list[Any]:
    """One room: what it is, and the k found; None where no separable room was drawn."""
    rng = np.random.default_rng(seed)
    kinds: list[int | Groupless] = [2, 3, 1, *Groupless]
    kind = kinds[number % len(kinds)]
    density = DENSITIES[number // len(kinds) % len(DENSITIES)]
    make: Callable[[], MadeRoom] = (
        partial(groupless, kind, voters, statements, density=density, rng=rng)
        if isinstance(kind, Groupless)
        else partial(
            grouped,
            voters,
            statements,
            k=kind,
            density=density,
            careless=CARELESS[number % len(CARELESS)],
            rng=rng,
        )
    )
    made = next((one for _ in range(TRIES) if oracle(one := make()) >= SEPARABLE), None)
    if made is None:
        return []
    room = room_of_matrix(made.votes, unseen=UNSEEN)
    polis, _ = by_silhouette(picture(room).places[:1500], rng)
    found = choose(room, rng)
    learnable = made.k == 1 or told_the_others(made) >= SEPARABLE
    return [kind, made.k, found.k, polis, learnable, found.chance, density]


def run(seed: int, runs: int) -> list[Figure]:
    """Shares at each size, over `runs` rooms of each (kind, density)."""
    rooms = runs * (len(Groupless) + 3) * len(DENSITIES)
    told: list[list[Any]] = []
    for place, (voters, statements) in enumerate(TAKEN):
        seeds = np.random.SeedSequence([seed, place]).spawn(rooms)
        ask = partial(_numbered, voters=voters, statements=statements)
        with get_context("spawn").Pool(2) as pool:
            found = pool.map(ask, list(enumerate(seeds)), chunksize=4)
        told += [[voters, *one] for one in found if one]
    return [*_by_size(told), *_by_kind(told)]


def _numbered(
    one: tuple[int, np.random.SeedSequence], *, voters: int, statements: int
) -> list[Any]:
    number, seed = one
    return tried(seed, voters=voters, statements=statements, number=number)


def _by_size(told: list[list[Any]]) -> list[Figure]:
    figures = []
    for voters, _ in TAKEN:
        groups = [one for one in told if one[0] == voters and one[2] > 1]
        known = [one for one in groups if one[5]]
        for words, rooms, goal in (
            ("separable rooms of 2 or 3 groups", groups, GOAL),
            ("learnable rooms of 2 or 3 groups", known, None),
        ):
            if rooms:
                right = sum(one[2] == one[3] for one in rooms)
                figures.append(
                    share(f"{voters:,} voters, {words}: k right", right, len(rooms), goal, FEW)
                )
    return figures


def _by_kind(told: list[list[Any]]) -> list[Figure]:
    figures = []
    for kind in (1, *Groupless):
        words = "one planted group, some careless" if kind == 1 else str(kind)
        rooms = [one for one in told if one[1] == kind]
        alone = sum(one[3] == 1 for one in rooms)
        figures.append(share(f"{words}: one group", alone, len(rooms), GOAL, STYLE))
        small = [one for one in rooms if one[0] < 150]
        alone = sum(one[3] == 1 for one in small)
        figures.append(
            share(f"{words}, under 150 voters: one group", alone, len(small), GOAL, STYLE)
        )
    none = [one for one in told if one[2] == 1]
    wrong = sum(one[4] > 1 for one in none)
    return [*figures, share("no group planted: Pol.is's rule names groups", wrong, len(none), None)]


def share(name: str, found: int, of: int, goal: float | None, why: str = "") -> Figure:
    """A share in per cent with its interval; the reason stands ready for a goal that is missed."""
    told = wilson(found, of)
    return Figure(
        name=name,
        value=100 * told.value,
        low=100 * told.low,
        high=100 * told.high,
        n=of,
        method="95 % Wilson interval",
        unit=" %",
        at_least=goal,
        reason=why if goal is not None and 100 * told.value < goal else "",
    )


MEASUREMENT = Measurement(
    measures="The number of groups in made rooms of 15 to 200 voters, 5 to 60 % of votes cast.",
    run=run,
    seed=28_101,
    runs=3,
    short_runs=1,
    sources=(
        "benchmarks/made_rooms.py",
        "src/commonweal/listening/dialogue/choosing.py",
        "src/commonweal/listening/dialogue/kernels.py",
        "src/commonweal/listening/dialogue/models.py",
        "src/commonweal/listening/dialogue/picture.py",
        "src/commonweal/listening/dialogue/starts.py",
    ),
)
