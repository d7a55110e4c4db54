"""One vote more where 5,000 have voted: how long until the picture shows it.

Read `run` first. A city of its own has a conversation of three groups; a newcomer votes through the
page that phones open, and the analysis is opened by somebody of the desk after each vote. The first
look is that of a server which was just started and has read nothing yet.
"""

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from benchmarks.record import Figure, Measurement
from benchmarks.tried_city import ROOT, TriedCity

VOTERS, LIMIT_S = 5_000, 2.0
RANGE = "median, smallest and largest"


def run(seed: int, runs: int) -> list[Figure]:
    """So many votes, each looked at; a short run has fewer voters."""
    voters = VOTERS if runs == MEASUREMENT.runs else VOTERS // 10
    with (
        TemporaryDirectory(prefix="commonweal-vote-") as place,
        TriedCity(Path(place), "sqlite") as city,
    ):
        made = _house(city, "make", voters, seed)
        found = _house(city, "vote", made["number"], runs + 1)
    return figures(found, voters, made["votes"])


def _house(city: TriedCity, do: str, *more: int) -> Any:
    told = subprocess.run(
        [
            *(sys.executable, "-m", "benchmarks.new_vote_house", do, str(city.folder)),
            *(str(one) for one in more),
        ],
        cwd=ROOT,
        env=city.environment,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return json.loads(told.stdout)


def figures(found: list[dict[str, Any]], voters: int, votes: int) -> list[Figure]:
    """Seconds of CPU and by the clock; and whether each vote was counted, alone."""
    first, *later = found
    where = f"{voters:,} voters, {votes:,} votes"
    n = len(found)

    def counted(name: str, value: int, **goal: Any) -> Figure:
        whole = float(value)
        return Figure(name=name, value=whole, low=whole, high=whole, n=n, method="counted", **goal)

    return [
        timed(f"CPU, {where}: a vote and the look after it", [_took(one, 1) for one in later]),
        timed(f"clock, {where}: a vote and the look after it", [_took(one, 0) for one in later]),
        timed(f"CPU, {where}: the same on a server that was just started", [_took(first, 1)]),
        counted(
            "votes that the next look showed",
            sum(one["counted"] == 1 for one in found),
            at_least=float(n),
        ),
        counted(
            "looks for which groups were found anew",
            sum(not one["groups_kept"] for one in found),
            at_most=0.0,
        ),
    ]


def _took(one: dict[str, Any], which: int) -> float:
    """Seconds of a vote and of the look after it: 0 by the clock, 1 of CPU."""
    return float(one["cast"][which] + one["look"][which])


def timed(name: str, seconds: list[float]) -> Figure:
    """The median of the votes, with the goal."""
    return Figure(
        name=name,
        value=float(np.median(seconds)),
        low=min(seconds),
        high=max(seconds),
        n=len(seconds),
        method=RANGE,
        at_most=LIMIT_S,
        unit=" s",
    )


MEASUREMENT = Measurement(
    measures="One vote more in a conversation of 5,000 voters, until the analysis shows it.",
    run=run,
    seed=20261,
    runs=20,
    short_runs=3,
    sources=(
        "benchmarks/new_vote_house.py",
        "src/workbench/listening/dialogue/feeds.py",
        "src/workbench/listening/dialogue/moving.py",
        "src/workbench/listening/dialogue/actions/voices.py",
        "src/commonweal/listening/dialogue/room.py",
        "src/commonweal/listening/dialogue/statements.py",
        "src/commonweal/listening/dialogue/tallies.py",
    ),
)
