"""Five hundred people vote at once on two processes, and one of these is killed in the middle.

Read `one_evening` first. Both processes serve one socket. When a third of the votes are in, one is
ended with SIGKILL and another takes its place; whoever waited for an answer sends the form again.
Afterwards the rows are held against what every voter was answered.
"""

import json
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.record import Figure, Measurement
from benchmarks.tried_city import ROOT, TriedCity, engines
from benchmarks.voting_crowd import Said, crowd

VOTERS, STATEMENTS, PROCESSES = 500, 6, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Evening:
    """What one crowd said, and what was kept of it."""

    said: int
    lost: int
    twice: int
    again: int
    finished: int


def run(seed: int, runs: int) -> list[Figure]:
    """So many evenings on each database."""
    figures = []
    for engine, server in engines(all_of_them=runs == MEASUREMENT.runs):
        evenings = []
        for number in range(runs):
            with (
                TemporaryDirectory(prefix="commonweal-voting-") as place,
                TriedCity(Path(place), engine, server) as city,
            ):
                evenings.append(one_evening(city, seed + number))
        figures += figures_of(engine, evenings)
    return figures


def one_evening(city: TriedCity, seed: int) -> Evening:
    """Serve a conversation, let the crowd in, kill a process, and count."""
    code = _house(city, "make", str(STATEMENTS)).strip()
    with socket.create_server(("127.0.0.1", 0), backlog=1024) as door:
        servers = [_serve(city, door) for _number in range(PROCESSES)]
        third = VOTERS * STATEMENTS // 3

        def on_vote(count: int) -> None:
            if count == third:
                servers[0].kill()
                servers.append(_serve(city, door))

        try:
            said = crowd(door.getsockname()[1], code, VOTERS, seed, on_vote)
        finally:
            for server in servers:
                server.kill()
                server.wait()
    return _counted(city, code, said)


def _counted(city: TriedCity, code: str, said: Said) -> Evening:
    prints = json.loads(_house(city, "fingerprints", stdin=json.dumps(list(said.votes))))
    told = {
        (prints[voice], statement): value
        for voice, votes in said.votes.items()
        for statement, value in votes.items()
    }
    rows = [
        ((voice, statement), value)
        for voice, statement, value in json.loads(_house(city, "count", code))
    ]
    last = dict(rows)
    return Evening(
        said=len(told),
        lost=sum(last.get(pair) != value for pair, value in told.items()),
        twice=len(rows) - len(last),
        again=said.again,
        finished=sum(len(votes) == STATEMENTS for votes in said.votes.values()),
    )


def _house(city: TriedCity, do: str, *more: str, stdin: str = "") -> str:
    asked = subprocess.run(
        [sys.executable, "-m", "benchmarks.voting_house", do, str(city.folder), *more],
        cwd=ROOT,
        env=city.environment,
        input=stdin,
        capture_output=True,
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


def figures_of(engine: str, evenings: list[Evening]) -> list[Figure]:
    """What was said, lost, counted twice and sent again."""
    said = sum(one.said for one in evenings)

    def counted(name: str, found: list[int], **goal: Any) -> Figure:
        return Figure(
            name=f"{engine}: {name}",
            value=float(sum(found)),
            low=float(sum(found)),
            high=float(sum(found)),
            n=said,
            method="counted",
            **goal,
        )

    return [
        counted("votes answered", [one.said for one in evenings]),
        counted("votes lost", [one.lost for one in evenings], at_most=0),
        counted("votes counted twice", [one.twice for one in evenings], at_most=0),
        counted(
            "voters who came to the end",
            [one.finished for one in evenings],
            at_least=float(VOTERS * len(evenings)),
        ),
        counted("requests sent again", [one.again for one in evenings]),
    ]


MEASUREMENT = Measurement(
    measures=f"{VOTERS} people vote at once on {PROCESSES} processes, one of which is killed.",
    run=run,
    seed=20263,
    runs=1,
    short_runs=1,
    sources=(
        "src/workbench/listening/dialogue/models.py",
        "src/workbench/listening/dialogue/access.py",
        "src/workbench/listening/dialogue/routing.py",
        "src/workbench/listening/dialogue/actions/voices.py",
        "src/workbench/listening/dialogue/views/open.py",
        "benchmarks/voting_crowd.py",
        "benchmarks/voting_house.py",
        "benchmarks/tried_city.py",
    ),
)
