"""One timed run of one side of one benchmark, in a process of its own (started by run.py).

So neither side inherits the other's memory, caches or threads.
Usage: python -m benchmarks.one_side NAME SIDE FOLDER SIZE ANSWER
"""

import pickle
import resource
import sys
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks.bench import Side, Spent, declared


def main() -> None:
    """Make ready, run, and leave (seconds, peak memory in MB, result) in the answer file."""
    name, which, folder, size, answer = sys.argv[1:]
    side: Side = getattr(declared(name), which)
    if side.ready is not None:
        side.ready(Path(folder), int(size))
    begun = perf_counter()
    result = side.run(Path(folder), int(size))
    told = seconds_memory_answer(result, perf_counter() - begun)
    Path(answer).write_bytes(pickle.dumps(told))


def seconds_memory_answer(result: Any, seconds: float) -> tuple[float, float, Any]:
    """By the clock and of this process, or of the program that the side started."""
    if isinstance(result, Spent):
        return result.cpu_seconds, result.memory_mb, result.answer
    return seconds, peak_memory_mb(), result


def peak_memory_mb() -> float:
    """The most memory this process ever held.

    Linux counts it from the start of this program (VmHWM); `ru_maxrss` would begin with what the
    process that started us held.
    """
    status = Path("/proc/self/status")
    if status.is_file():
        lines = status.read_text(encoding="ascii", errors="replace").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
