"""Opinion groups by our functions beside the quickest way we could write; see opinion_limit.py.

Both begin with the compressed rows of a real conversation and end with k, groups, silhouettes and
the consensus of each statement. Charged are the CPU seconds of the middle one of several calls,
the first of which compiles. A size is the number of voters of one conversation.
"""

import resource
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from benchmarks.bench import Benchmark, Side, Spent
from benchmarks.benches.dialogue import CONVERSATIONS, export_of
from benchmarks.opinion_limit import Grouped, at_the_limit
from benchmarks.polis_way import FEWEST, room_from
from commonweal.listening.dialogue.picture import picture
from commonweal.listening.dialogue.room import Room
from commonweal.listening.dialogue.starts import by_silhouette, silhouettes
from commonweal.listening.dialogue.tallies import shares, tally

CALLS, CLOSE = 15, 1e-9


def in_parts(room: Room, rng: np.random.Generator) -> Grouped:
    """The same by the library: picture, k-means, silhouettes, tallies, consensus."""
    places = picture(room).places
    k, label = by_silhouette(places, rng)
    consensus = shares(tally(room, label, k)).prod(axis=0)
    return Grouped(k=k, label=label, silhouettes=None, consensus=consensus)


def asked(grouped: Callable[[Room, np.random.Generator], Grouped], size: int) -> Spent:
    """What it takes, and what it finds."""
    room, seconds = room_from(export_of(size)), []
    room = room.only(np.flatnonzero(room.seen >= min(FEWEST, room.m)))
    for _ in range(1 + CALLS):
        began = time.process_time()
        found = grouped(room, np.random.default_rng(1))
        seconds.append(time.process_time() - began)
    told = found.silhouettes
    if told is None:
        told = silhouettes(np.ascontiguousarray(picture(room).places), found.label[None, :])
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    answer = (found.k, found.label, float(np.max(told)), found.consensus)
    return Spent(cpu_seconds=float(np.median(seconds[1:])), memory_mb=held, answer=answer)


def prepare(_folder: Path, _size: int) -> None:
    """The conversations lie there."""


def ours(_folder: Path, size: int) -> Spent:
    """By the library's functions."""
    return asked(in_parts, size)


def limit(_folder: Path, size: int) -> Spent:
    """By the quickest."""
    return asked(at_the_limit, size)


def agree(ours: tuple[int, ...], peer: tuple[int, ...]) -> None:
    """The same k, the same groups, the same silhouette, the same consensus."""
    assert ours[0] == peer[0], f"{ours[0]} groups, and {peer[0]}"
    assert np.array_equal(ours[1], peer[1]), "voters stand in other groups"
    for mine, theirs in zip(ours[2:], peer[2:], strict=True):
        assert np.abs(np.subtract(mine, theirs)).max() <= CLOSE, "another figure"


BENCHMARK = Benchmark(
    asks="How far are opinion groups by Pol.is's rule from the quickest that we could write?",
    ours=Side(name="the library's functions", run=ours),
    peer=Side(name="limit: distances to cells", run=limit),
    prepare=prepare,
    agree=agree,
    sizes=tuple(CONVERSATIONS),
    rounds=5,
    at_most=2.0,
    size_of="voters",
    sources=(
        "benchmarks/opinion_limit.py",
        "benchmarks/polis_way.py",
        "src/commonweal/listening/dialogue/picture.py",
        "src/commonweal/listening/dialogue/room.py",
        "src/commonweal/listening/dialogue/starts.py",
        "src/commonweal/listening/dialogue/tallies.py",
    ),
)
