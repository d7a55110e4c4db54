"""Two ways to explain a room: people stand around k points of view, or spread over a continuum.

Read `fit_groups` and `fit_continuum` first. Both give each voter a chance (`told`, as a logarithm),
so that voters who were held out, or a whole room, say which explanation fits better. k points span
a continuum of k − 1 dimensions and need as many numbers; what differs is whether people stand at
the points or between them. Both leave room for careless voters: some agree with everything, some
throw a coin. Passes take no side, so neither explains them.
"""

from dataclasses import dataclass

import numpy as np

from commonweal.listening.dialogue.kernels import (
    Floats,
    member_scores,
    place_scores,
    side_counts,
    sweep,
)
from commonweal.listening.dialogue.room import Room, sides

PRIOR = 2.0  # votes that each group brings along, at the room's own share of agreement
ALL_SAME, COIN = 0.97, 0.5
CARELESS_START, CARELESS_PRIOR = 0.03, 10.0
LEVEL, SLOPE = 0.25, 0.5  # prior precisions of a statement's level and slopes, on log odds
STEPS, ROUNDS, NEWTON, SETTLED = 60, 4, 8, 1e-2


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """k points of view. `agree` (statements, k), `member` (voters, k), the rest is careless.

    `told` is each voter's log chance, `fit` the log posterior of those who were weighed.
    """

    agree: Floats
    shares: Floats
    careless: Floats
    member: Floats
    told: Floats
    fit: float

    @property
    def k(self) -> int:
        """How many points of view."""
        return len(self.shares)


@dataclass(frozen=True, slots=True, kw_only=True)
class Continuum:
    """`loads` (statements, 1 + d): level and slopes; `places` (voters, d); `told` as above."""

    loads: Floats
    places: Floats
    careless: Floats
    told: Floats


def fit_groups(
    room: Room, member: Floats, *, weight: Floats | None = None, steps: int = STEPS
) -> Groups:
    """The k points of view nearest to `member` (voters, k) by expectation and maximisation.

    Voters of weight 0 do not shape the groups, but are told their chance.
    """
    weight = np.ones(room.n) if weight is None else weight
    base, odd = room_shares(room, weight), careless_scores(room)
    careless, kept = np.full(2, CARELESS_START), member * weight[:, None]
    shares, last = _shares(kept), -np.inf
    for _ in range(steps):
        agree = _agreeing(room, kept, base)
        with_all = _chances(room, agree, shares, careless, odd)
        told = log_sum(with_all)
        post = np.exp(with_all - told[:, None])
        prior = base[:, None] * np.log(agree) + (1 - base[:, None]) * np.log1p(-agree)
        fit = float(told @ weight + PRIOR * prior.sum())
        if fit - last < 1e-3:
            break
        kept, last = post[:, :-2] * weight[:, None], fit
        shares, careless = _shares(kept), _careless_shares(post, weight)
    return Groups(
        agree=agree, shares=shares, careless=careless, member=post[:, :-2], told=told, fit=fit
    )


def fit_continuum(
    room: Room, places: Floats, *, weight: Floats | None = None, steps: int = STEPS // ROUNDS
) -> Continuum:
    """A continuum of as many dimensions as `places` (voters, d) has columns, starting there."""
    weight = np.ones(room.n) if weight is None else weight
    d = places.shape[1]
    where, spread = places.copy(), np.tile(0.3 * np.eye(d), (room.n, 1, 1))
    prior = np.array([LEVEL] + [SLOPE] * d)
    loads, odd, kept = _first_loads(room, where, weight), careless_scores(room), weight
    careless = np.full(2, CARELESS_START)
    votes = (room.starts, room.statements, room.votes)
    for _ in range(ROUNDS):
        for _ in range(steps):
            before, loads = loads, sweep(*votes, kept, loads, where, spread, prior)
            if np.abs(loads - before).max() < SETTLED:
                break
        chance = place_scores(*votes, loads, NEWTON)
        with_all = _beside_careless(chance[:, None], careless, odd)
        told = log_sum(with_all)
        post = np.exp(with_all - told[:, None])
        kept, careless = post[:, 0] * weight, _careless_shares(post, weight)
    return Continuum(loads=loads, places=where, careless=careless, told=told)


def _first_loads(room: Room, places: Floats, weight: Floats) -> Floats:
    """Slopes from how votes go with the places that the search begins at."""
    rows, d = room.rows, places.shape[1]
    mass = np.bincount(room.statements, weight[rows] * (room.votes != 0), minlength=room.m)
    slopes = [
        np.bincount(room.statements, weight[rows] * room.votes * places[rows, a], minlength=room.m)
        for a in range(d)
    ]
    level = np.bincount(room.statements, weight[rows] * room.votes, minlength=room.m)
    found: Floats = np.stack([level, *slopes], axis=1) / (mass + 2)[:, None]
    return found


def room_shares(room: Room, weight: Floats) -> Floats:
    """The share of agreement among those who took a side, for each statement."""
    agree, against = side_counts(
        room.starts, room.statements, room.votes, np.ascontiguousarray(weight[:, None]), room.m
    )
    found: Floats = ((agree + 1) / (agree + against + 2))[:, 0]
    return found


def careless_scores(room: Room) -> Floats:
    """Log chance of each voter's sides where everything is agreed with, and by a coin."""
    agree, against = sides(room)
    same = agree * np.log(ALL_SAME) + against * np.log(1 - ALL_SAME)
    return np.stack([same, (agree + against) * np.log(COIN)], axis=1)


def log_sum(scores: Floats) -> Floats:
    """log Σ exp over the columns."""
    top = scores.max(axis=1)
    found: Floats = top + np.log(np.exp(scores - top[:, None]).sum(axis=1))
    return found


def _agreeing(room: Room, kept: Floats, base: Floats) -> Floats:
    agree, against = side_counts(
        room.starts, room.statements, room.votes, np.ascontiguousarray(kept), room.m
    )
    found: Floats = (agree + PRIOR * base[:, None]) / (agree + against + PRIOR)
    return found


def _chances(room: Room, agree: Floats, shares: Floats, careless: Floats, odd: Floats) -> Floats:
    scores = member_scores(
        room.starts, room.statements, room.votes, np.log(agree), np.log1p(-agree)
    )
    return _beside_careless(scores + np.log(shares), careless, odd)


def _beside_careless(scores: Floats, careless: Floats, odd: Floats) -> Floats:
    return np.concatenate([scores + np.log1p(-careless.sum()), odd + np.log(careless)], axis=1)


def _shares(kept: Floats) -> Floats:
    found: Floats = (kept.sum(axis=0) + 1) / (kept.sum() + kept.shape[1])
    return found


def _careless_shares(post: Floats, weight: Floats) -> Floats:
    found: Floats = (weight @ post[:, -2:] + 0.5) / (weight.sum() + CARELESS_PRIOR)
    return found
