"""What a benchmark is: our way and a named peer's way of the same work, on the same machine.

Read `Benchmark` first. benchmarks/benches/NAME.py holds one as BENCHMARK; run.py runs it.
"""

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent / "benches"
SIDES = ("ours", "peer")


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One way of doing the work. `run(folder, size)` is timed and returns what can be compared.

    `ready(folder, size)` comes before each timed run, in the same process, and is not timed: an
    empty database, a warmed import. What `run` returns must be picklable; where it is a `Spent`,
    the program that `run` started counts in place of the clock.
    """

    name: str
    run: Callable[[Path, int], Any]
    ready: Callable[[Path, int], None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """What a program used that a side started: its CPU seconds, its peak memory, its answer."""

    cpu_seconds: float
    memory_mb: float
    answer: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """The same work done two ways.

    `prepare(folder, size)` writes the input once a size. `agree(ours, peer)` raises an
    AssertionError where the two answers differ; it is asked before anything is timed.
    `at_most` is the goal for time, ours ÷ peer, and `memory_mb` for our peak memory, both at the
    largest size; `cpu_seconds` are goals for our CPU seconds by size, for sides that return
    `Spent`; `reason` says why, where a goal is known to be missed. `size_of` is what a size
    counts. `needs` names environment variables without which it cannot run.
    """

    asks: str
    ours: Side
    peer: Side
    prepare: Callable[[Path, int], None]
    agree: Callable[[Any, Any], None]
    sizes: tuple[int, ...]
    sources: tuple[str, ...]
    rounds: int = 5
    at_most: float | None = None
    cpu_seconds: Mapping[int, float] = field(default_factory=dict)
    memory_mb: float | None = None
    needs: tuple[str, ...] = ()
    size_of: str = "rows"
    reason: str = ""

    @property
    def sides(self) -> dict[str, Side]:
        """Both ways by the word that `SIDES` has for them."""
        return {"ours": self.ours, "peer": self.peer}


def benchmarks() -> dict[str, Benchmark]:
    """Name (of the file, without .py) → the benchmark that the file declares."""
    return {name: declared(name) for name in sorted(p.stem for p in FOLDER.glob("[a-z]*.py"))}


def declared(name: str) -> Benchmark:
    """The benchmark of that name."""
    found = importlib.import_module(f"benchmarks.benches.{name}").BENCHMARK
    if not isinstance(found, Benchmark):
        raise TypeError(f"benchmarks/benches/{name}.py declares no Benchmark.")
    return found
