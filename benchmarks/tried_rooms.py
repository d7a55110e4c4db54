"""Made rooms put to the rule that chooses the number of groups: shared by two measurements.

Read `tried` first. *Separable* means that an oracle who knows the planted probabilities finds the
groups again (adjusted Rand at least 0.8). *Learnable* means that somebody who is told everybody
else's group, and must learn the probabilities from their votes, still does.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context

import numpy as np

from benchmarks.knowing_rooms import Known, known
from benchmarks.made_rooms import (
    CARELESS,
    DENSITIES,
    SEPARABLE,
    UNSEEN,
    Groupless,
    MadeRoom,
    grouped,
    groupless,
    oracle,
    told_the_others,
)
from benchmarks.record import Figure
from commonweal.core.intervals import wilson
from commonweal.listening.dialogue import room_of_matrix
from commonweal.listening.dialogue.choosing import choose
from commonweal.listening.dialogue.picture import picture
from commonweal.listening.dialogue.starts import by_silhouette

GOAL, TRIES = 90.0, 60
KINDS: tuple[int | Groupless, ...] = (2, 3, 1, *Groupless)
FEW = "groups that an oracle tells apart are told as one where votes are few: see the other figures"
STYLE = "in some rooms a style of answering or careless voters still look like points of view"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One room: what it is, the k found, and what others find. `kind` is k, or of no groups."""

    voters: int
    kind: int | Groupless
    k: int
    polis: int
    learnable: bool
    known: Known | None

    @property
    def planted(self) -> int:
        """How many groups there are."""
        return 1 if isinstance(self.kind, Groupless) else self.kind


def tried(
    one: tuple[int, np.random.SeedSequence], *, voters: int, statements: int, knowing: bool
) -> Tried | None:
    """The room of that number; None where no separable room was drawn."""
    number, seed = one
    rng = np.random.default_rng(seed)
    made = _separable(number, voters, statements, rng)
    if made is None:
        return None
    room = room_of_matrix(made.votes, unseen=UNSEEN)
    polis, _ = by_silhouette(picture(room).places[:1500], rng)
    return Tried(
        voters=voters,
        kind=KINDS[number % len(KINDS)],
        k=choose(room, rng).k,
        polis=polis,
        learnable=made.k == 1 or told_the_others(made) >= SEPARABLE,
        known=known(room, rng) if knowing else None,
    )


def _separable(
    number: int, voters: int, statements: int, rng: np.random.Generator
) -> MadeRoom | None:
    kind = KINDS[number % len(KINDS)]
    density = DENSITIES[number // len(KINDS) % len(DENSITIES)]
    careless = CARELESS[number % len(CARELESS)]
    make: Callable[[], MadeRoom] = (
        partial(groupless, kind, voters, statements, density=density, rng=rng)
        if isinstance(kind, Groupless)
        else partial(
            grouped, voters, statements, k=kind, density=density, careless=careless, rng=rng
        )
    )
    return next((one for _ in range(TRIES) if oracle(one := make()) >= SEPARABLE), None)


def all_tried(
    seed: int, sizes: Sequence[tuple[int, int]], runs: Callable[[int], int], *, knowing: bool
) -> list[Tried]:
    """`runs(voters)` rooms of each kind and density, of each size, on two processes."""
    told: list[Tried] = []
    for voters, statements in sizes:
        rooms = runs(voters) * len(KINDS) * len(DENSITIES)
        seeds = np.random.SeedSequence([seed, voters]).spawn(rooms)
        ask = partial(tried, voters=voters, statements=statements, knowing=knowing)
        with get_context("spawn").Pool(2) as pool:
            found = pool.map(ask, list(enumerate(seeds)), chunksize=1)
        told += [one for one in found if one is not None]
    return told


def with_groups(told: Sequence[Tried]) -> list[Figure]:
    """How often k is right where groups were planted, at each size."""
    figures = []
    for voters in dict.fromkeys(one.voters for one in told):
        rooms = [one for one in told if one.voters == voters and one.planted > 1]
        for words, of, goal in (
            ("separable rooms of 2 or 3 groups", rooms, GOAL),
            ("learnable rooms of 2 or 3 groups", [one for one in rooms if one.learnable], None),
        ):
            right = sum(one.planted == one.k for one in of)
            if of:
                name = f"{voters:,} voters, {words}: k right"
                figures.append(share(name, right, len(of), goal, FEW))
    return figures


def without_groups(told: Sequence[Tried]) -> list[Figure]:
    """How often “one group” is the answer where there is one, for each kind at each size."""
    figures = []
    for voters in dict.fromkeys(one.voters for one in told):
        for kind in (1, *Groupless):
            rooms = [one for one in told if (one.voters, one.kind) == (voters, kind)]
            words = "one planted group, some careless" if kind == 1 else str(kind)
            alone = sum(one.k == 1 for one in rooms)
            name = f"{voters:,} voters, {words}: one group"
            figures.append(share(name, alone, len(rooms), GOAL, STYLE))
    none = [one for one in told if one.planted == 1]
    wrong = sum(one.polis > 1 for one in none)
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
