"""The inner loops of evidence: the same votes, climbed from the prior to the posterior.

Read `climb_groups` first. Annealed importance sampling (Neal 2001, Stat Comput 11:125): voters
start where the prior draws them, and are drawn anew while the votes come to count step by step.
What is gained on the way, averaged over a few climbs, is the chance of the votes with everything
unknown averaged over. Statements are never drawn: their sums are exact on a grid.
"""

import numpy as np
from numba import njit

from commonweal.listening.dialogue.kernels import Bytes, Floats, Small, Whole

HONEST, ODD = 9.0, 0.5  # voters that the prior brings along: honest ones, and of each careless kind
TINY = 1e-300
EVEN = 4.0  # and in each group: groups are some part of the room each


@njit(cache=True)
def climb_groups(
    starts: Whole,
    statements: Small,
    votes: Bytes,
    table: Floats,
    weight: Floats,
    odd: Floats,
    k: int,
    draws: Floats,
) -> float:
    """One climb with k groups: the log of a weight whose mean is the chance of the votes.

    `table[a, d]` holds the chance of a agreements and d disagreements in one group, at each of the
    grid's shapes of a statement, `weight` the prior of the shapes, `odd` the careless' log chances,
    `draws` (steps + 1, voters) numbers between 0 and 1.
    """
    n, m, steps = len(starts) - 1, statements.max() + 1, len(draws) - 1
    counts, label, size = np.zeros((m, k, 2), np.int64), np.full(n, -1), np.zeros(k + 2)
    shares, score, gained, before = np.empty(len(weight)), np.empty(k + 2), 0.0, 0.0
    for step in range(steps + 1):
        heat = (step / steps) ** 2
        if step > 0:
            told = _careless_told(label, odd, k) + _counts_told(counts, table, weight)
            gained, before = gained + (heat - before) * told, heat
        for i in range(n):
            said = slice(starts[i], starts[i + 1])
            _count(counts, statements[said], votes[said], label[i], size, -1)
            score[:] = 0.0
            if heat > 0:
                _score(counts, statements[said], votes[said], table, weight, shares, score[:k])
                score[k:] = odd[i]
            _before_votes(size, score, heat, k)
            label[i] = _drawn(score, draws[step, i])
            _count(counts, statements[said], votes[said], label[i], size, 1)
    return gained


@njit(cache=True)
def _before_votes(size: Floats, score: Floats, heat: float, k: int) -> None:
    """The log chances of one voter, votes counting by `heat`, others' groups known."""
    honest = size[:k].sum()
    for g in range(k):
        share = (honest + HONEST) * (size[g] + EVEN) / (honest + k * EVEN)
        score[g] = heat * score[g] + np.log(share)
    for g in range(k, len(score)):
        score[g] = heat * score[g] + np.log(size[g] + ODD)


@njit(cache=True)
def _drawn(score: Floats, draw: float) -> int:
    top, total = -np.inf, 0.0
    for g in range(len(score)):
        top = max(top, score[g])
    for g in range(len(score)):
        score[g] = np.exp(score[g] - top)
        total += score[g]
    mark = draw * total
    for g in range(len(score) - 1):
        mark -= score[g]
        if mark <= 0:
            return g
    return len(score) - 1


@njit(cache=True)
def _count(
    counts: Whole, statements: Small, votes: Bytes, group: int, size: Floats, by: int
) -> None:
    if group < 0:
        return
    size[group] += by
    if group < counts.shape[1]:
        for at in range(len(votes)):
            if votes[at] != 0:
                counts[statements[at], group, 0 if votes[at] > 0 else 1] += by


@njit(cache=True, fastmath=True)
def _shape_chances(counts: Whole, table: Floats, weight: Floats, shares: Floats) -> float:
    """Into `shares`: how likely each shape of one statement is with its counts; and their sum."""
    whole = 0.0
    for j in range(len(shares)):
        shares[j] = weight[j]
    for g in range(len(counts)):
        row = table[counts[g, 0], counts[g, 1]]
        for j in range(len(shares)):
            shares[j] *= row[j]
    for j in range(len(shares)):
        whole += shares[j]
    return whole


@njit(cache=True, fastmath=True)
def _score(
    counts: Whole,
    statements: Small,
    votes: Bytes,
    table: Floats,
    weight: Floats,
    shares: Floats,
    score: Floats,
) -> None:
    """Adds to `score` the log chance of one voter's sides in each group, the others being there."""
    for at in range(len(votes)):
        if votes[at] == 0:
            continue
        own = counts[statements[at]]
        whole, up = _shape_chances(own, table, weight, shares), votes[at] > 0
        for g in range(len(score)):
            a, d, told = own[g, 0], own[g, 1], 0.0
            old, new = table[a, d], table[a + 1, d] if up else table[a, d + 1]
            for j in range(len(shares)):
                told += shares[j] * new[j] / (old[j] + TINY)
            score[g] += np.log(told / whole)


@njit(cache=True)
def _counts_told(counts: Whole, table: Floats, weight: Floats) -> float:
    told, shares = 0.0, np.empty(len(weight))
    for s in range(len(counts)):
        told += np.log(_shape_chances(counts[s], table, weight, shares))
    return told


@njit(cache=True)
def _careless_told(label: Whole, odd: Floats, k: int) -> float:
    told = 0.0
    for i in range(len(label)):
        if label[i] >= k:
            told += odd[i, label[i] - k]
    return told


@njit(cache=True)
def climb_spread(
    starts: Whole,
    statements: Small,
    votes: Bytes,
    agree: Floats,
    places: Floats,
    weight: Floats,
    odd: Floats,
    draws: Floats,
) -> float:
    """One climb where people stand at any of many `places` of a continuum, as `climb_groups`.

    `agree` (places, shapes) is the chance to agree at a place with a statement of some shape.
    """
    n, m, steps, k = len(starts) - 1, statements.max() + 1, len(draws) - 1, len(places)
    label, size, score = np.full(n, -1), np.zeros(3), np.empty(k + 2)
    shares, gained, before = np.empty((m, len(weight))), 0.0, 0.0
    for step in range(steps + 1):
        heat = (step / steps) ** 2
        told = _shapes_afresh(starts, statements, votes, agree, weight, label, shares)
        if step > 0:
            told += _careless_told(label, odd, k)
            gained, before = gained + (heat - before) * told, heat
        for i in range(n):
            said = slice(starts[i], starts[i + 1])
            _leave(shares, statements[said], votes[said], agree, label[i], size)
            score[:] = 0.0
            if heat > 0:
                _place_score(shares, statements[said], votes[said], agree, score[:k])
                score[k:] = odd[i]
            score[:k] = heat * score[:k] + np.log(places * (size[0] + HONEST))
            score[k:] = heat * score[k:] + np.log(size[1:] + ODD)
            label[i] = _drawn(score, draws[step, i])
            _enter(shares, statements[said], votes[said], agree, label[i], size)
    return gained


@njit(cache=True)
def _shapes_afresh(
    starts: Whole,
    statements: Small,
    votes: Bytes,
    agree: Floats,
    weight: Floats,
    label: Whole,
    shares: Floats,
) -> float:
    told = 0.0
    for s in range(len(shares)):
        shares[s] = weight
    for i in range(len(label)):
        if 0 <= label[i] < len(agree):
            for at in range(starts[i], starts[i + 1]):
                if votes[at] != 0:
                    told += _weigh(shares[statements[at]], agree[label[i]], votes[at])
    return told


@njit(cache=True)
def _weigh(shares: Floats, agree: Floats, vote: int) -> float:
    """A vote told to one statement's shapes; gives its log chance."""
    total = 0.0
    for j in range(len(shares)):
        shares[j] *= agree[j] if vote > 0 else 1.0 - agree[j]
        total += shares[j]
    for j in range(len(shares)):
        shares[j] /= total
    return float(np.log(total))


@njit(cache=True)
def _enter(
    shares: Floats, statements: Small, votes: Bytes, agree: Floats, place: int, size: Floats
) -> None:
    size[max(0, place - len(agree) + 1)] += 1
    if place < len(agree):
        for at in range(len(votes)):
            if votes[at] != 0:
                _weigh(shares[statements[at]], agree[place], votes[at])


@njit(cache=True)
def _leave(
    shares: Floats, statements: Small, votes: Bytes, agree: Floats, place: int, size: Floats
) -> None:
    if place < 0:
        return
    size[max(0, place - len(agree) + 1)] -= 1
    if place < len(agree):
        for at in range(len(votes)):
            if votes[at] != 0:
                _unweigh(shares[statements[at]], agree[place], votes[at])


@njit(cache=True)
def _unweigh(shares: Floats, agree: Floats, vote: int) -> None:
    total = 0.0
    for j in range(len(shares)):
        shares[j] /= agree[j] if vote > 0 else 1.0 - agree[j]
        total += shares[j]
    for j in range(len(shares)):
        shares[j] /= total


@njit(cache=True, fastmath=True)
def _place_score(
    shares: Floats, statements: Small, votes: Bytes, agree: Floats, score: Floats
) -> None:
    for at in range(len(votes)):
        if votes[at] == 0:
            continue
        own = shares[statements[at]]
        for place in range(len(score)):
            chance = 0.0
            for j in range(len(own)):
                chance += own[j] * agree[place, j]
            score[place] += np.log(chance if votes[at] > 0 else 1.0 - chance)
