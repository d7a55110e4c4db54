"""A conversation of up to 100,000 voters and 2,000 statements, and both ways to read it.

Read `ours_asked` first: the whole analysis of `analyse_room`, with the number of groups asked for.
The other way is the quickest picture, k-means and tallies that we could write, with the number of
groups told; it makes no test, no interval, no flag and asks nothing.
"""

from collections.abc import Callable
from pathlib import Path
from time import process_time

import numpy as np

from benchmarks.bench import Spent
from benchmarks.made_rooms import adjusted_rand
from benchmarks.one_side import peak_memory_mb
from benchmarks.opinion_limit import STEPS, TRIES, best_of, counted, places
from commonweal.listening.dialogue.analysis import analyse_room
from commonweal.listening.dialogue.kernels import Whole
from commonweal.listening.dialogue.room import Room

STATEMENTS, SEEN, PASSED, GROUPS, SEED, BLOCK = 2_000, 0.05, 0.1, 3, 28_107, 5_000
SAME = 0.95
Found = tuple[int, Whole]
"""k, and the group of each voter."""
SIZES = (25_000, 50_000, 100_000)
SOURCES = (
    "benchmarks/large_rooms.py",
    "benchmarks/opinion_limit.py",
    *(
        f"src/commonweal/listening/dialogue/{name}.py"
        for name in ("analysis", "choosing", "flags", "kernels", "models", "picture", "room")
    ),
)


def prepare(folder: Path, size: int) -> None:
    """Votes of three groups on 2,000 statements, a twentieth of all that could be cast."""
    rng = np.random.default_rng(SEED)
    agree = rng.beta(0.6, 0.6, (GROUPS, STATEMENTS))
    group = rng.integers(0, GROUPS, size)
    seen, said, lengths = [], [], []
    for first in range(0, size, BLOCK):
        these = group[first : first + BLOCK]
        row, column = np.nonzero(rng.random((len(these), STATEMENTS)) < SEEN)
        side = np.where(rng.random(len(row)) < agree[these[row], column], 1, -1)
        seen.append(column.astype(np.int32))
        said.append(np.where(rng.random(len(row)) < PASSED, 0, side).astype(np.int8))
        lengths.append(np.bincount(row, minlength=len(these)))
    starts = np.concatenate([[0], np.cumsum(np.concatenate(lengths))]).astype(np.int64)
    np.savez(
        folder / "room.npz",
        starts=starts,
        statements=np.concatenate(seen),
        votes=np.concatenate(said),
    )


def room_in(folder: Path) -> Room:
    """The room that `prepare` wrote."""
    with np.load(folder / "room.npz") as kept:
        starts = kept["starts"]
        return Room(
            starts=starts,
            statements=kept["statements"],
            votes=kept["votes"],
            voter_ids=np.array([str(i) for i in range(len(starts) - 1)], dtype=object),
            statement_ids=tuple(str(s) for s in range(STATEMENTS)),
        )


def ours_asked(folder: Path, _size: int) -> Spent:
    """The whole analysis: k, and the group of each voter."""
    return spent(folder, lambda room: whole(room, None))


def ours_told(folder: Path, _size: int) -> Spent:
    """The same, k told."""
    return spent(folder, lambda room: whole(room, GROUPS))


def limit(folder: Path, _size: int) -> Spent:
    """Picture, k-means and tallies, k told."""
    return spent(folder, at_the_limit)


def spent(folder: Path, read: Callable[[Room], Found]) -> Spent:
    """CPU seconds of reading the room once, and the most memory that this process ever held."""
    room, began = room_in(folder), process_time()
    found = read(room)
    seconds = process_time() - began
    return Spent(cpu_seconds=seconds, memory_mb=peak_memory_mb(), answer=found)


def whole(room: Room, k: int | None) -> Found:
    """By `analyse_room`."""
    read = analyse_room(room, rng=np.random.default_rng(1), k=k)
    return read.answer.k, read.labels


def at_the_limit(room: Room) -> Found:
    """By the quickest picture."""
    x, y = places(room)
    label = best_of(x, y, GROUPS, np.random.default_rng(1).random((TRIES, GROUPS)), STEPS)
    counted(room.starts, room.statements, room.votes, label, GROUPS, room.m)
    return GROUPS, label


def agree(ours: Found, peer: Found) -> None:
    """As many groups, of nearly the same voters."""
    assert ours[0] == peer[0], f"{ours[0]} groups, and {peer[0]}"
    placed = ours[1] >= 0
    same = adjusted_rand(ours[1][placed], peer[1][placed])
    assert same >= SAME, f"the groups agree by {same:.3f}"
