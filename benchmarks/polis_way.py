"""The work that red-dwarf does, done with our parts: picture, groups by silhouette, consensus.

Read `grouped_as_polis` first. This is Pol.is's rule, for comparison; our own answer may say “one
group” and asks more.
"""

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from benchmarks.record import ROOT
from commonweal.files.polis import Export
from commonweal.listening.dialogue.kernels import Floats, Whole
from commonweal.listening.dialogue.picture import picture
from commonweal.listening.dialogue.room import Room, room_of
from commonweal.listening.dialogue.starts import by_silhouette, k_means
from commonweal.listening.dialogue.statements import typical_statements
from commonweal.listening.dialogue.tallies import product_bounds, tally

PYTHON = "COMMONWEAL_RED_DWARF"  # an interpreter with red-dwarf 0.4.0
FEWEST = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """k, the group of each voter by id, and the consensus of each statement."""

    k: int
    groups: dict[str, int]
    consensus: dict[str, float]


def grouped_as_polis(room: Room, rng: np.random.Generator) -> Found:
    """Voters with seven votes or more, the picture, k by silhouette, tests, and consensus."""
    few = min(FEWEST, room.m)
    clustered = room.only(np.flatnonzero(room.seen >= few))
    k, label = by_silhouette(picture(clustered).places, rng)
    counts = tally(clustered, label, k)
    typical_statements(counts, room.statement_ids)
    value, _low, _high = product_bounds(counts)
    return Found(
        k=k,
        groups=dict(zip(clustered.voter_ids, label.tolist(), strict=True)),
        consensus=dict(zip(room.statement_ids, value.tolist(), strict=True)),
    )


def consensus_at(room: Room, groups: dict[str, int]) -> dict[str, float]:
    """Our consensus at somebody else's groups; who is in none counts in none."""
    label = np.array([groups.get(voter, -1) for voter in room.voter_ids])
    value, _low, _high = product_bounds(tally(room, label, int(label.max()) + 1))
    return dict(zip(room.statement_ids, value.tolist(), strict=True))


def spread_beside(room: Room, groups: dict[str, int], rng: np.random.Generator) -> float:
    """How far voters stand from the middles of groups of ours, ÷ the same of these groups.

    Squared and summed in our picture of those whom `groups` places, in as many groups: what
    k-means makes small. At most 1 where ours are as good.
    """
    placed = room.only(np.flatnonzero([voter in groups for voter in room.voter_ids]))
    theirs = np.array([groups[voter] for voter in placed.voter_ids])
    places = picture(placed).places
    ours = k_means(places, int(theirs.max()) + 1, rng)
    return _spread(places, ours) / _spread(places, theirs)


def _spread(places: Floats, label: Whole) -> float:
    found = (places[label == g] for g in np.unique(label))
    return float(sum(((one - one.mean(axis=0)) ** 2).sum() for one in found))


def for_red_dwarf(export: Export, path: Path) -> Path:
    """The votes as `red_dwarf_asked.py` reads them: the last vote of each pair."""
    last = export.votes.unique(["voter_id", "statement_id"], keep="last", maintain_order=True)
    rejected = export.statements.filter(pl.col("standing") == "rejected")["statement_id"]
    numbers = last.select(pl.col("voter_id", "statement_id").cast(pl.Int64), "vote")
    path.write_text(json.dumps({"votes": numbers.rows(), "rejected": [int(s) for s in rejected]}))
    return path


def red_dwarf(path: Path, seeds: int) -> dict[str, Any]:
    """What red-dwarf says; needs COMMONWEAL_RED_DWARF, an interpreter that has it."""
    script = ROOT / "benchmarks" / "red_dwarf_asked.py"
    command = [os.environ[PYTHON], str(script), str(path), str(seeds)]
    free = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=free)
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def room_from(export: Export) -> Room:
    """The room of an export."""
    return room_of(export.votes, export.statements)[0]
