"""Opinion groups beside red-dwarf, on a real conversation, by the same rule.

Both start from a table of votes and end with groups, tests of statements and consensus. Red-dwarf
runs in an environment of its own (COMMONWEAL_RED_DWARF names its interpreter) and is charged with
the CPU seconds of its call alone, imports left out; so is ours, compiled before. A size counts
voters of Bowling Green's conversation, in the order in which they came.
"""

import resource
import time
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.bench import Benchmark, Side, Spent
from benchmarks.polis_way import PYTHON, consensus_at, for_red_dwarf, grouped_as_polis, red_dwarf
from benchmarks.record import shared_data
from commonweal.files.polis import read_export, write_export
from commonweal.listening.dialogue.room import room_of

CLOSE, SHARED = 1e-6, 0.95


def prepare(folder: Path, size: int) -> None:
    """The first `size` voters, as an export and as red-dwarf takes them."""
    whole = read_export(shared_data() / "dialogue" / "american-assembly.bowling-green")
    few = whole.votes.filter(pl.col("voter_id").cast(pl.Int64) < size)
    write_export(folder / "export", whole.statements, few)
    for_red_dwarf(read_export(folder / "export", agree=1), folder / "votes.json")


def ours(folder: Path, _size: int) -> Spent:
    """From the tables of votes to groups, tests and consensus; twice, the first to compile."""
    export = read_export(folder / "export", agree=1)
    for _ in range(2):
        began = time.process_time()
        room, _told = room_of(export.votes, export.statements)
        found = grouped_as_polis(room, np.random.default_rng(1))
        seconds = time.process_time() - began
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Spent(cpu_seconds=seconds, memory_mb=held, answer=(found.k, found.groups))


def peer(folder: Path, _size: int) -> Spent:
    """The same by red-dwarf; its consensus is checked at its own groups."""
    told = red_dwarf(folder / "votes.json", 1)
    export = read_export(folder / "export", agree=1)
    room, _told = room_of(export.votes, export.statements)
    at_theirs = consensus_at(room, told["groups"][0])
    shared = told["consensus"].keys() & at_theirs.keys()
    assert shared
    apart = max(abs(told["consensus"][s] - at_theirs[s]) for s in shared)
    assert apart <= CLOSE, f"consensus differs by {apart:.2g} at the same groups"
    answer = (max(told["groups"][0].values()) + 1, told["groups"][0])
    return Spent(cpu_seconds=told["seconds"][0], memory_mb=0.0, answer=answer)


def agree(ours: tuple[int, dict[str, int]], peer: tuple[int, dict[str, int]]) -> None:
    """Nearly the same voters (red-dwarf counts votes on rejected statements), in as many groups.

    Who stands where differs: red-dwarf's randomised solver and its single start of k-means move
    people. What must be equal is the consensus at the same groups, which `peer` checks.
    """
    both = sorted(ours[1].keys() & peer[1].keys())
    assert len(both) >= SHARED * max(len(ours[1]), len(peer[1])), "other voters are placed"
    assert ours[0] == peer[0], f"{ours[0]} groups, and {peer[0]}"


BENCHMARK = Benchmark(
    asks="How long do opinion groups by Pol.is's rule take, beside red-dwarf 0.4.0?",
    ours=Side(name="sparse picture and numba", run=ours),
    peer=Side(name="red-dwarf 0.4.0", run=peer),
    prepare=prepare,
    agree=agree,
    sizes=(500, 1000, 2031),
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
