"""Opinion groups beside red-dwarf, on the four real conversations, by the same rule.

Both start from a table of votes and end with groups, tests of statements and consensus. Red-dwarf
runs in an environment of its own (COMMONWEAL_RED_DWARF names its interpreter) and is charged with
the CPU seconds of its second call alone, imports left out; so is ours, compiled before. A size is
the number of voters of one conversation.
"""

import resource
import time
from pathlib import Path

import numpy as np

from benchmarks.bench import Benchmark, Side, Spent
from benchmarks.polis_way import (
    PYTHON,
    consensus_at,
    for_red_dwarf,
    grouped_as_polis,
    red_dwarf,
    room_from,
    spread_beside,
)
from benchmarks.record import shared_data
from commonweal.files.polis import Export, read_export
from commonweal.listening.dialogue.room import room_of

CONVERSATIONS = {
    26: "london.youth.policing",
    126: "bg2050-volunteers",
    339: "15-per-hour-seattle",
    2031: "american-assembly.bowling-green",
}
CLOSE, SHARED, CALLS = 1e-6, 0.9, 5


def export_of(size: int) -> Export:
    """The conversation of so many voters."""
    return read_export(shared_data() / "dialogue" / CONVERSATIONS[size])


def prepare(folder: Path, size: int) -> None:
    """The votes as red-dwarf takes them."""
    for_red_dwarf(export_of(size), folder / "votes.json")


def ours(_folder: Path, size: int) -> Spent:
    """From the tables of votes to groups, tests and consensus; the first call compiles."""
    export, seconds = export_of(size), []
    for _ in range(1 + CALLS):
        began = time.process_time()
        room, _told = room_of(export.votes, export.statements)
        found = grouped_as_polis(room, np.random.default_rng(1))
        seconds.append(time.process_time() - began)
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Spent(cpu_seconds=float(np.median(seconds[1:])), memory_mb=held, answer=found.groups)


def peer(folder: Path, size: int) -> Spent:
    """The same by red-dwarf; at its groups our consensus is equal, and our own are as tight."""
    told = red_dwarf(folder / "votes.json", 2)
    groups, room = told["groups"][0], room_from(export_of(size))
    at_theirs = consensus_at(room, groups)
    shared = told["consensus"].keys() & at_theirs.keys()
    assert shared
    apart = max(abs(told["consensus"][s] - at_theirs[s]) for s in shared)
    assert apart <= CLOSE, f"consensus differs by {apart:.2g} at the same groups"
    wider = spread_beside(room, groups, np.random.default_rng(1))
    assert wider <= 1 + CLOSE, f"our groups are {wider:.3f} times as wide in as many groups"
    return Spent(cpu_seconds=told["seconds"][1], memory_mb=0.0, answer=groups)


def agree(ours: dict[str, int], peer: dict[str, int]) -> None:
    """Nearly the same voters are placed: red-dwarf counts votes on rejected statements.

    Who stands where differs: red-dwarf's randomised solver and its single start of k-means move
    people. What must hold of both is in `peer`, at red-dwarf's own number of groups.
    """
    both = ours.keys() & peer.keys()
    assert len(both) >= SHARED * max(len(ours), len(peer)), "other voters are placed"


BENCHMARK = Benchmark(
    asks="How long do opinion groups by Pol.is's rule take on four real conversations, beside "
    "red-dwarf 0.4.0?",
    ours=Side(name="sparse picture and numba", run=ours),
    peer=Side(name="red-dwarf 0.4.0", run=peer),
    prepare=prepare,
    agree=agree,
    sizes=tuple(CONVERSATIONS),
    rounds=5,
    at_most=0.1,
    memory_mb=600,
    size_of="voters",
    needs=(PYTHON,),
    sources=(
        "benchmarks/polis_way.py",
        "benchmarks/red_dwarf_asked.py",
        "src/commonweal/listening/dialogue/picture.py",
        "src/commonweal/listening/dialogue/room.py",
        "src/commonweal/listening/dialogue/starts.py",
        "src/commonweal/listening/dialogue/statements.py",
        "src/commonweal/listening/dialogue/tallies.py",
    ),
)
