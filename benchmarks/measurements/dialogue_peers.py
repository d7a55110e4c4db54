"""The four real conversations beside red-dwarf: does it repeat, and do we agree at its groups?

Read `beside` first. Where red-dwarf's groups repeat over twenty seeds (mean adjusted Rand with the
first at least 0.9), its group-aware consensus is compared with ours at the same groups, to one part
in a million. Needs COMMONWEAL_RED_DWARF, an interpreter of an environment with red-dwarf 0.4.0.
"""

import os
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.made_rooms import adjusted_rand
from benchmarks.polis_way import (
    PYTHON,
    consensus_at,
    for_red_dwarf,
    grouped_as_polis,
    red_dwarf,
    room_from,
)
from benchmarks.record import Figure, Measurement, shared_data
from commonweal.files.polis import read_export
from commonweal.listening.dialogue.choosing import choose

NAMES = (
    "london.youth.policing",
    "american-assembly.bowling-green",
    "15-per-hour-seattle",
    "bg2050-volunteers",
)
REPEATS, CLOSE, SHORT = 0.9, 1e-6, 2
SAID = "smallest and largest over the seeds"


def beside(name: str, seed: int, seeds: int) -> list[Figure]:
    """Red-dwarf and ours on one conversation."""
    export = read_export(shared_data() / "dialogue" / name)
    room, rng = room_from(export), np.random.default_rng(seed)
    own = one(f"{name}: our own answer, k", [choose(room, rng).k])
    if PYTHON not in os.environ:
        return [own]
    with tempfile.TemporaryDirectory(prefix="commonweal-") as folder:
        peer = red_dwarf(for_red_dwarf(export, Path(folder) / "votes.json"), seeds)
    same = [agreement(peer["groups"][0], other) for other in peer["groups"]]
    ours = grouped_as_polis(room, rng)
    ks = [max(one.values()) + 1 for one in peer["groups"]]
    return [
        one(f"{name}: red-dwarf's k", ks),
        one(f"{name}: red-dwarf's groups, adjusted Rand with the first seed", same),
        one(f"{name}: our parts by Pol.is's rule, k", [ours.k]),
        one(
            f"{name}: our parts by Pol.is's rule, adjusted Rand with red-dwarf",
            [agreement(peer["groups"][0], ours.groups)],
        ),
        *_consensus(name, peer, consensus_at(room, peer["groups"][0]), float(np.mean(same))),
        own,
    ]


def _consensus(
    name: str, peer: dict[str, Any], ours: dict[str, float], repeats: float
) -> list[Figure]:
    if repeats < REPEATS:
        return []
    apart = [abs(value - ours[s]) for s, value in peer["consensus"].items() if s in ours]
    return [one(f"{name}: consensus at the same groups, largest difference", [max(apart)], CLOSE)]


def agreement(first: dict[str, int], other: dict[str, int]) -> float:
    """Adjusted Rand over the voters whom both have placed."""
    both = sorted(first.keys() & other.keys())
    return adjusted_rand(np.array([first[v] for v in both]), np.array([other[v] for v in both]))


def one(name: str, values: list[float], at_most: float | None = None) -> Figure:
    """The mean with its range; the largest where there is a goal."""
    value = float(np.mean(values)) if at_most is None else float(max(values))
    return Figure(
        name=name,
        value=value,
        low=min(float(min(values)), value),
        high=max(float(max(values)), value),
        n=len(values),
        method=SAID,
        at_most=at_most,
    )


def run(seed: int, runs: int) -> list[Figure]:
    """All four, `runs` seeds each; without red-dwarf, a short run tells our own answers alone."""
    if PYTHON not in os.environ and runs > SHORT:
        raise SystemExit(f"{PYTHON} must name an interpreter that has red-dwarf 0.4.0.")
    return [figure for name in NAMES for figure in beside(name, seed, runs)]


MEASUREMENT = Measurement(
    measures="Four real conversations of Pol.is, beside red-dwarf 0.4.0.",
    run=run,
    seed=28_104,
    runs=20,
    short_runs=SHORT,
    sources=(
        "benchmarks/made_rooms.py",
        "benchmarks/polis_way.py",
        "benchmarks/red_dwarf_asked.py",
        "src/commonweal/files/polis/*.py",
        "src/commonweal/listening/dialogue/choosing.py",
        "src/commonweal/listening/dialogue/evidence.py",
        "src/commonweal/listening/dialogue/ladders.py",
        "src/commonweal/listening/dialogue/kernels.py",
        "src/commonweal/listening/dialogue/models.py",
        "src/commonweal/listening/dialogue/picture.py",
        "src/commonweal/listening/dialogue/room.py",
        "src/commonweal/listening/dialogue/starts.py",
        "src/commonweal/listening/dialogue/tallies.py",
    ),
    data=tuple(
        f"dialogue/{name}/{file}" for name in NAMES for file in ("comments.csv", "summary.csv")
    ),
)
