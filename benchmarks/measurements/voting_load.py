"""Five hundred people vote at once on two processes, each of which is killed while they vote.

Read `one_evening` first. Both processes serve one socket. When a third of the votes are in, one is
ended with SIGKILL and another takes its place; at two thirds the other one. Afterwards the rows are
held against what every voter was answered. The number of runs is the number of voters.
"""

import json
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from benchmarks.record import Figure, Measurement
from benchmarks.tried_city import ROOT, TriedCity, engines
from benchmarks.voting_crowd import Voter, crowd

VOTERS, STATEMENTS, PROCESSES = 500, 6, 2
KILLED_AT = (1 / 3, 2 / 3)
WAITS = "median and 5th to 95th percentile; everybody presses at once, the crowd on the same cores"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evening:
    """What one crowd did, and what was kept of it."""

    voters: list[Voter]
    rows: list[tuple[str, int, int]]
    shown: int
    killed: int
    prints: dict[str, str]

    @property
    def kept(self) -> dict[tuple[str, int], int]:
        """By voice and statement, the last vote."""
        return {(voice, statement): value for voice, statement, value in self.rows}

    @property
    def told(self) -> dict[tuple[str, int], int]:
        """By voice and statement, what the server answered to have counted."""
        return {
            (self.prints[voter.code], statement): value
            for voter in self.voters
            for statement, value in voter.told.items()
        }

    @property
    def lost(self) -> int:
        """Answered votes that were not kept as they were cast."""
        kept = self.kept
        return sum(kept.get(pair) != value for pair, value in self.told.items())

    @property
    def unasked(self) -> int:
        """Votes missing of those who came to the end, where every statement was answered."""
        kept = self.kept
        ended = {self.prints[voter.code] for voter in self.voters if voter.at_the_end}
        return len(ended) * STATEMENTS - sum(voice in ended for voice, _statement in kept)


def run(seed: int, runs: int) -> list[Figure]:
    """An evening of so many voters on each database."""
    figures: list[Figure] = []
    for engine, server in engines(all_of_them=runs == MEASUREMENT.runs):
        with (
            TemporaryDirectory(prefix="commonweal-voting-") as place,
            TriedCity(Path(place), engine, server) as city,
        ):
            figures += figures_of(engine, one_evening(city, runs, seed))
    return figures


def one_evening(city: TriedCity, voters: int, seed: int) -> Evening:
    """Serve a conversation, let the crowd in, kill each process once, and read what was kept."""
    code = _house(city, "make", str(STATEMENTS)).strip()
    with socket.create_server(("127.0.0.1", 0), backlog=1024) as door:
        servers = [_serve(city, door) for _number in range(PROCESSES)]
        moments = {int(voters * STATEMENTS * part): nth for nth, part in enumerate(KILLED_AT)}

        def on_vote(count: int) -> None:
            if count in moments:
                servers[moments[count]].kill()
                servers.append(_serve(city, door))

        try:
            came = crowd(door.getsockname()[1], code, voters, seed, on_vote)
        finally:
            for server in servers:
                server.kill()
                server.wait()
    codes = [voter.code for voter in came if voter.code]
    counted = json.loads(_house(city, "count", code))
    return Evening(
        voters=came,
        rows=[(voice, statement, value) for voice, statement, value in counted["rows"]],
        shown=counted["shown"],
        killed=len(servers) - PROCESSES,
        prints=json.loads(_house(city, "fingerprints", stdin=json.dumps(codes))),
    )


def _house(city: TriedCity, do: str, *more: str, stdin: str = "") -> str:
    asked = subprocess.run(
        [sys.executable, "-m", "benchmarks.voting_house", do, str(city.folder), *more],
        cwd=ROOT,
        env=city.environment,
        input=stdin,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return asked.stdout


def _serve(city: TriedCity, door: socket.socket) -> "subprocess.Popen[bytes]":
    handle = door.fileno()
    return subprocess.Popen(
        [
            *(sys.executable, "-m", "benchmarks.voting_house", "serve"),
            *(str(city.folder), str(handle)),
        ],
        cwd=ROOT,
        env=city.environment,
        pass_fds=[handle],
    )


def figures_of(engine: str, evening: Evening) -> Iterator[Figure]:
    """Who came to the end, what was answered, lost and counted twice, and how long it took."""
    voters, said = evening.voters, len(evening.told)
    broken = Counter(chain.from_iterable(voter.broken for voter in voters))
    stopped = Counter(voter.ended_by for voter in voters if not voter.at_the_end)
    print(f"{engine}: {dict(broken)}; stopped: {dict(stopped)}", file=sys.stderr)

    def counted(name: str, found: int, n: int, **goal: Any) -> Figure:
        value = float(found)
        name = f"{engine}: {name}"
        return Figure(name=name, value=value, low=value, high=value, n=n, method="counted", **goal)

    ended = sum(voter.at_the_end for voter in voters)
    whole = float(len(voters))
    anew = sum(voter.came_in - 1 + voter.came_back for voter in voters)
    yield counted("voters who came to the end", ended, len(voters), at_least=whole)
    yield counted("servers killed while people voted", evening.killed, PROCESSES)
    yield counted("votes that the server said it had counted", said, said)
    yield counted("of these lost, or kept otherwise", evening.lost, said, at_most=0)
    missing = evening.unasked
    yield counted("missing votes of those who came to the end", missing, said, at_most=0)
    twice = len(evening.rows) - len(evening.kept)
    yield counted("votes kept twice", twice, len(evening.rows), at_most=0)
    apart = abs(evening.shown - len(evening.kept))
    yield counted("votes by which the shown totals differ", apart, len(evening.rows), at_most=0)
    yield counted("requests sent again", broken.total(), len(voters))
    yield counted("voters who came in or back anew after a broken answer", anew, len(voters))
    yield waits(engine, list(chain.from_iterable(voter.waits for voter in voters)))


def waits(engine: str, seconds: list[float]) -> Figure:
    """From the press of a button to the next statement, whatever happened in between."""
    low, middle, high = np.quantile(seconds, [0.05, 0.5, 0.95])
    return Figure(
        name=f"{engine}: from a press to the next statement",
        value=float(middle),
        low=float(low),
        high=float(high),
        n=len(seconds),
        method=WAITS,
        unit=" s",
    )


MEASUREMENT = Measurement(
    measures=f"{VOTERS} people vote at once on {STATEMENTS} statements and {PROCESSES} processes, "
    "each of which is killed once. No goal is set for time: it is told of one machine.",
    run=run,
    seed=20263,
    runs=VOTERS,
    short_runs=40,
    sources=(
        "src/workbench/listening/dialogue/models.py",
        "src/workbench/listening/dialogue/access.py",
        "src/workbench/listening/dialogue/actions/voices.py",
        "src/workbench/listening/dialogue/views/open.py",
        "benchmarks/voting_crowd.py",
        "benchmarks/voting_house.py",
        "benchmarks/tried_city.py",
    ),
)
