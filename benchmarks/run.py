"""Runs the benchmarks and prints ratios: make bench, make bench ONLY=NAME.

Read `compare` first. Both sides run in turn on one machine, each time in a fresh process with one
thread; agreement is checked first. `--write` keeps the ratios as docs/measured/bench_NAME.json.
"""

import argparse
import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import record
from benchmarks.bench import SIDES, Benchmark, benchmarks
from benchmarks.record import Figure

ONE_THREAD = {
    f"{program}_NUM_THREADS": "1" for program in ("OMP", "OPENBLAS", "MKL", "NUMEXPR", "NUMBA")
} | {"POLARS_MAX_THREADS": "1", "RAYON_NUM_THREADS": "1", "ARROW_IO_THREADS": "1"}
RANGE = "median, smallest and largest of the rounds"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """All rounds at one size: seconds and peak memory (MB) of each side, round by round."""

    size: int
    seconds: dict[str, list[float]]
    memory_mb: dict[str, list[float]]

    @property
    def ratios(self) -> list[float]:
        """Ours ÷ peer, of the two runs that followed each other."""
        pairs = zip(self.seconds["ours"], self.seconds["peer"], strict=True)
        return [ours / peer for ours, peer in pairs]


def one_run(name: str, side: str, folder: Path, size: int) -> tuple[float, float, Any]:
    """Seconds, peak memory in MB and result of one side in a fresh process."""
    with tempfile.NamedTemporaryFile(prefix="commonweal-bench-") as answer:
        command = [sys.executable, "-m", "benchmarks.one_side", name, side, str(folder), str(size)]
        environment = {**os.environ, **ONE_THREAD}
        subprocess.run([*command, answer.name], cwd=record.ROOT, env=environment, check=True)
        seconds, memory, result = pickle.loads(Path(answer.name).read_bytes())  # noqa: S301 # written by our own process
    return seconds, memory, result


def compare(name: str, bench: Benchmark, size: int, rounds: int) -> Compared:
    """Prepare the input, check that both sides agree, then time them in turn."""
    with tempfile.TemporaryDirectory(prefix="commonweal-bench-") as made:
        folder = Path(made)
        bench.prepare(folder, size)
        bench.agree(*(one_run(name, side, folder, size)[2] for side in SIDES))
        seconds: dict[str, list[float]] = {side: [] for side in SIDES}
        memory: dict[str, list[float]] = {side: [] for side in SIDES}
        for _ in range(rounds):
            for side in SIDES:
                took, held, _result = one_run(name, side, folder, size)
                seconds[side].append(took)
                memory[side].append(held)
    return Compared(size=size, seconds=seconds, memory_mb=memory)


def figures(bench: Benchmark, compared: list[Compared]) -> Iterator[Figure]:
    """Time ratio and peak memory at each size; the goals hold at the largest.

    Seconds of CPU only where a limit is set for them: they differ from machine to machine.
    """
    largest = max(one.size for one in compared)
    for one in compared:
        at_largest = one.size == largest
        what = f"{one.size:,} {bench.size_of}"
        yield ranged(
            f"time, {what}: {bench.ours.name} ÷ {bench.peer.name}",
            one.ratios,
            " ×",
            bench.at_most if at_largest else None,
            bench.reason,
        )
        if one.size in bench.cpu_seconds:
            yield ranged(
                f"CPU, {what}: {bench.ours.name}",
                one.seconds["ours"],
                " s",
                bench.cpu_seconds[one.size],
                bench.reason,
            )
        yield ranged(
            f"peak memory, {what}: {bench.ours.name}",
            one.memory_mb["ours"],
            " MB",
            bench.memory_mb if at_largest else None,
            bench.reason,
        )


def ranged(name: str, values: list[float], unit: str, goal: float | None, reason: str) -> Figure:
    """The median of the rounds with the smallest and the largest."""
    low, high, n = min(values), max(values), len(values)
    middle = median(values)
    missed = goal is not None and middle > goal
    return Figure(
        name=name,
        value=middle,
        low=low,
        high=high,
        n=n,
        method=RANGE,
        at_most=goal,
        unit=unit,
        reason=reason if missed else "",
    )


def told(bench: Benchmark, compared: list[Compared]) -> Iterator[str]:
    """The lines a person reads: seconds of both for orientation, then the figures."""
    for one in compared:
        sides = ((side.name, median(one.seconds[which])) for which, side in bench.sides.items())
        took = ", ".join(f"{name} {seconds:.3f} s" for name, seconds in sides)
        yield f"  {one.size:>10,} {bench.size_of}: {took}"
    for figure in figures(bench, compared):
        verdict = {True: "reached", False: "NOT REACHED", None: ""}[figure.reached]
        spread = f"{record.number(figure.low)} to {record.number(figure.high)}"
        value = f"{record.number(figure.value)}{figure.unit} ({spread})"
        yield f"  {figure.name}: {value}  {figure.goal} {verdict}".rstrip()


def keep(name: str, bench: Benchmark, compared: list[Compared]) -> None:
    """Write the ratios beside the other measured figures."""
    own = (f"benchmarks/benches/{name}.py", "benchmarks/run.py")
    facts = {"rounds": bench.rounds, "code": record.code_hashes((*bench.sources, *own)), "data": {}}
    found = figures(bench, compared)
    record.write(record.as_record(f"bench_{name}", bench.asks, found, **facts))


def main() -> int:
    """Run all benchmarks, or the one asked for; 1 when the two sides disagree."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", metavar="NAME", help="this one benchmark")
    parser.add_argument("--short", action="store_true", help="the smallest size, one round")
    parser.add_argument("--write", action="store_true", help="keep the ratios in docs/measured")
    asked = parser.parse_args()
    disagreeing = 0
    for name, bench in benchmarks().items():
        if asked.only not in (None, name):
            continue
        print(f"{name}: {bench.asks}", flush=True)
        missing = [variable for variable in bench.needs if not os.environ.get(variable)]
        if missing:
            print(f"  left out: {', '.join(missing)} is not set")
            continue
        sizes, rounds = (bench.sizes[:1], 1) if asked.short else (bench.sizes, bench.rounds)
        try:
            compared = [compare(name, bench, size, rounds) for size in sizes]
        except AssertionError as difference:
            disagreeing += 1
            print(f"  the two sides disagree: {difference}")
            continue
        print("\n".join(told(bench, compared)), flush=True)
        if asked.write and not asked.short:
            keep(name, bench, compared)
    return int(disagreeing > 0)


if __name__ == "__main__":
    sys.exit(main())
