"""Votes that look careless or arranged: found, counted, their effect shown, never taken out.

Read `flag` first. Three things are looked for: many voters with nearly the same votes on nearly the
same statements (a brigade), one answer to everything, and answers that fit no point of view in the
room. What is usual is asked of a room simulated from the fitted groups with the same participation,
so that a room in which people simply agree raises no flag. Flags go to the caller of the library;
an answer holds counts alone (charter 1).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from numba import njit

from commonweal.listening.dialogue.kernels import Bytes, Floats, Small, Whole
from commonweal.listening.dialogue.models import Continuum, Groups, room_shares
from commonweal.listening.dialogue.room import Room, sides

ALIKE, FEWEST_ALIKE, FEWEST_MATES = 0.8, 10, 4
SHRUNK = 10.0  # votes at the room's own share, so that a brigade cannot make itself usual
STRAIGHT, UNLIKELY, MISFIT_Z = 12, np.log(1e-3), -3.3
MOST_PAIRED = 6_000  # above this, voters are compared with those who share a signature
SIGNATURES, ROWS = 24, 4

Yes = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flags:
    """Which voters of the room (in its order) look so."""

    brigade: Yes
    same_answer: Yes
    misfit: Yes

    @property
    def any(self) -> Yes:
        """Flagged at all."""
        return self.brigade | self.same_answer | self.misfit


def flag(room: Room, groups: Groups, line: Continuum | None, rng: np.random.Generator) -> Flags:
    """The flags of every voter, given the fitted groups, or the continuum of a room without."""
    chance = _shrunk(room, groups)[room.statements, groups.member.argmax(axis=1)[room.rows]]
    fitting = chance if line is None else _along(room, line)
    same = _same_answer(room, chance)
    return Flags(
        brigade=_brigade(room, chance, rng),
        same_answer=same,
        misfit=_misfit(room, fitting) & ~same,
    )


def _along(room: Room, line: Continuum) -> Floats:
    """The chance of agreement at each voter's own place."""
    loads = line.loads[room.statements]
    odds = loads[:, 0] + (loads[:, 1:] * line.places[room.rows]).sum(axis=1)
    found: Floats = np.clip(1 / (1 + np.exp(-odds)), 0.02, 0.98)
    return found


def _shrunk(room: Room, groups: Groups) -> Floats:
    """The groups' shares of agreement, drawn towards those of the room."""
    base = room_shares(room, np.ones(room.n))[:, None]
    weight = groups.member.sum(axis=0) * room.seen.mean() / max(room.m, 1)
    kept = weight / (weight + SHRUNK)
    found: Floats = np.clip(kept * groups.agree + (1 - kept) * base, 0.02, 0.98)
    return found


def _brigade(room: Room, chance: Floats, rng: np.random.Generator) -> Yes:
    """Voters with more near doubles than any honest voter of a simulated room has."""
    usual = np.where(rng.random(len(chance)) < chance, 1, -1).astype(np.int8)
    usual[room.votes == 0] = 0
    mates = _mates(room, rng)
    made = _mates(room.saying(usual), rng)
    return mates >= max(FEWEST_MATES, float(np.quantile(made, 0.995)) + 1)


def _mates(room: Room, rng: np.random.Generator) -> Whole:
    """How many others gave nearly the same sides on nearly the same statements."""
    if room.n <= MOST_PAIRED:
        return count_doubles(room.starts, room.statements, room.votes, room.m, ALIKE, FEWEST_ALIKE)
    return doubles_by_signature(
        room.starts,
        room.statements,
        room.votes,
        rng.integers(0, 2**62, (SIGNATURES * ROWS, 2 * room.m)),
        ALIKE,
        FEWEST_ALIKE,
    )


@njit(cache=True)
def count_doubles(
    starts: Whole, statements: Small, votes: Bytes, m: int, alike: float, fewest: int
) -> Whole:
    """For each voter the others whose equal sides are at least `alike` of all sides of the two."""
    n = len(starts) - 1
    mates, mine = np.zeros(n, dtype=np.int64), np.zeros(m, dtype=np.int8)
    took = np.zeros(n, dtype=np.int64)
    for i in range(n):
        for at in range(starts[i], starts[i + 1]):
            took[i] += votes[at] != 0
    for i in range(n):
        if took[i] < fewest:
            continue
        for at in range(starts[i], starts[i + 1]):
            mine[statements[at]] = votes[at]
        for j in range(i):
            if min(took[i], took[j]) < max(fewest, alike * max(took[i], took[j])):
                continue
            if _alike(starts, statements, votes, mine, i, j, took, alike, fewest):
                mates[i] += 1
                mates[j] += 1
        for at in range(starts[i], starts[i + 1]):
            mine[statements[at]] = 0
    return mates


@njit(cache=True)
def _alike(
    starts: Whole,
    statements: Small,
    votes: Bytes,
    mine: Bytes,
    i: int,
    j: int,
    took: Whole,
    alike: float,
    fewest: int,
) -> bool:
    equal, both = 0, 0
    for at in range(starts[j], starts[j + 1]):
        if votes[at] != 0 and mine[statements[at]] != 0:
            both += 1
            equal += mine[statements[at]] == votes[at]
    enough: bool = equal >= fewest and equal >= alike * (took[i] + took[j] - both)
    return enough


@njit(cache=True)
def doubles_by_signature(
    starts: Whole, statements: Small, votes: Bytes, salts: Whole, alike: float, fewest: int
) -> Whole:
    """The same count in large rooms, among voters who share one of the min-hash signatures.

    Two voters whose sides overlap by 0.8 share one of 24 signatures of four with a chance of
    1 − (1 − 0.8⁴)²⁴, all but one in two hundred thousand (Broder, SEQUENCES 1997).
    """
    n, bands = len(starts) - 1, len(salts) // 4
    m = salts.shape[1] // 2
    took = np.zeros(n, dtype=np.int64)
    keys = np.zeros((bands, n), dtype=np.int64)
    for i in range(n):
        for at in range(starts[i], starts[i + 1]):
            took[i] += votes[at] != 0
        for b in range(bands):
            key = 0
            for r in range(4):
                low = salts[0, 0] | np.int64(2**62)
                for at in range(starts[i], starts[i + 1]):
                    if votes[at] != 0:
                        place = statements[at] + (m if votes[at] > 0 else 0)
                        low = min(low, salts[4 * b + r, place])
                key = key * 1_000_003 + low
            keys[b, i] = key
    mates, mine = np.zeros(n, dtype=np.int64), np.zeros(m, dtype=np.int8)
    met = np.full(n, -1, dtype=np.int64)
    orders = np.empty((bands, n), dtype=np.int64)
    places = np.empty((bands, n), dtype=np.int64)
    for b in range(bands):
        orders[b] = np.argsort(keys[b])
        for p in range(n):
            places[b, orders[b, p]] = p
    for i in range(n):
        if took[i] < fewest:
            continue
        for at in range(starts[i], starts[i + 1]):
            mine[statements[at]] = votes[at]
        for b in range(bands):
            for step in (-1, 1):
                p = places[b, i] + step
                while 0 <= p < n and keys[b, orders[b, p]] == keys[b, i]:
                    j = orders[b, p]
                    p += step
                    if met[j] == i or took[j] < fewest:
                        continue
                    met[j] = i
                    mates[i] += _alike(starts, statements, votes, mine, i, j, took, alike, fewest)
        for at in range(starts[i], starts[i + 1]):
            mine[statements[at]] = 0
    return mates


def _same_answer(room: Room, chance: Floats) -> Yes:
    """One side on at least twelve statements, less likely than one in a thousand in their group."""
    agree, against = sides(room)
    took = agree + against
    told = _told(room, chance)
    found: Yes = (took >= STRAIGHT) & ((agree == took) | (against == took)) & (told < UNLIKELY)
    return found


def _misfit(room: Room, chance: Floats) -> Yes:
    """Sides far less likely than a member's of even the nearest group (Drasgow and others, 1985).

    The statistic is (log chance − expected) ÷ its spread, for voters with enough sides to tell; it
    is held against the middle and the spread that it has in this room, since no room is as simple
    as its model.
    """
    agree, against = sides(room)
    lean = np.log(chance) - np.log1p(-chance)
    took = room.votes != 0
    expected = took * (chance * np.log(chance) + (1 - chance) * np.log1p(-chance))
    spread = took * chance * (1 - chance) * lean**2
    rows = room.rows
    gap = _told(room, chance) - np.bincount(rows, expected, minlength=room.n)
    scale = np.sqrt(np.bincount(rows, spread, minlength=room.n))
    z = np.divide(gap, scale, out=np.zeros(room.n), where=scale > 0)
    told = agree + against >= STRAIGHT
    if told.sum() < STRAIGHT:
        return np.zeros(room.n, dtype=bool)
    middle = float(np.median(z[told]))
    usual = max(1.0, 1.4826 * float(np.median(np.abs(z[told] - middle))))
    off: Yes = told & ((z - min(middle, 0.0)) / usual < MISFIT_Z)
    return off


def _told(room: Room, chance: Floats) -> Floats:
    """The log chance of each voter's sides."""
    said = np.where(room.votes > 0, np.log(chance), np.log1p(-chance)) * (room.votes != 0)
    found: Floats = np.bincount(room.rows, said, minlength=room.n)
    return found
