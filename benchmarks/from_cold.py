"""Our commands from a cold start on New York's file, beside a plain count of the same file.

Read `signals` and `plain_count`. Each side starts a program and waits for it; what counts are the
user and system seconds and the memory of that program (`bench.Spent`), so that neither a busy
machine nor our own imports are timed. numba keeps compiled code in a folder: warm, or empty as on
the first day. Only the standard library is imported here, because a program that is started is
charged with at least the memory of the one that starts it.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks.bench import Benchmark, Side, Spent

DATA = "COMMONWEAL_SHARED_DATA"
ROWS = "incidents/nypd_hate_crimes_2019-01_2022-12.csv"
OUTLINES = "incidents/nypd_precincts.geojson"
LAST_DAY = date(2022, 6, 5)
COMMAND = "from commonweal.cli.main import main; main()"
COUNT = """
import sys
import polars as pl
rows = pl.read_csv(sys.argv[1], infer_schema=False)
label, area = "Bias Motive Description", "Complaint Precinct Code"
week = pl.col("Record Create Date").str.to_date("%m/%d/%Y").dt.truncate("1w").dt.to_string()
rows = rows.with_columns(week.alias("week")).unique(["Full Complaint ID", label])
print(rows.group_by(label, area, "week").len().write_json())
"""
SOURCES = (
    "src/commonweal/cli/listening.py",
    "src/commonweal/cli/signals.py",
    "src/commonweal/listening/signals/*.py",
    "src/commonweal/listening/signals/kernels/*.py",
    "benchmarks/from_cold.py",
)

Alarms = list[dict[str, Any]]
Counted = list[dict[str, Any]]


def spent(arguments: Sequence[str], **environment: str) -> Spent:
    """Run one Python program to its end; what it used, with what it printed.

    Raises RuntimeError with its last words where it fails.
    """
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as complained:
        program = subprocess.Popen(
            [sys.executable, *arguments],
            stdout=said,
            stderr=complained,
            env={**_ordinary(), **environment},
        )
        _pid, status, used = os.wait4(program.pid, 0)
        program.returncode = os.waitstatus_to_exitcode(status)
        for file in (said, complained):
            file.seek(0)
        if program.returncode:
            raise RuntimeError(f"{arguments} gave up: {complained.read()[-2000:].decode()}")
        return Spent(
            cpu_seconds=used.ru_utime + used.ru_stime,
            memory_mb=used.ru_maxrss / 1024,
            answer=said.read().decode(),
        )


def _ordinary() -> dict[str, str]:
    """The environment, in which Python keeps its bytecode as it does for everybody."""
    return {name: v for name, v in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def command(*words: str, cache: Path) -> Spent:
    """`commonweal WORDS`, with numba's compiled code in that folder."""
    return spent(["-c", COMMAND, *words], NUMBA_CACHE_DIR=str(cache))


def data(name: str) -> str:
    """The path of a shared file."""
    return str(Path(os.environ[DATA]) / name)


def signals(folder: Path, weeks: int) -> Spent:
    """Search the newest week, or look back over so many; its findings or alarms."""
    since = LAST_DAY - timedelta(days=7 * weeks - 1)
    asked = ["--as-of", str(LAST_DAY)] if weeks == 1 else ["--backtest", f"{since}:{LAST_DAY}"]
    where = ["--areas", data(OUTLINES), "--area-id", "precinct"]
    words = ["listening", "signals", data(ROWS), "--profile", "nypd", *where, *asked, "--json"]
    done = command(*words, cache=folder / "cache")
    told = json.loads(done.answer)
    found: Alarms = told["findings"] if weeks == 1 else told["alarms"]
    return Spent(cpu_seconds=done.cpu_seconds, memory_mb=done.memory_mb, answer=found)


def fill_cache(folder: Path, _size: int) -> None:
    """Compile once, so that the runs that are timed find compiled code."""
    signals(folder, 1)


def empty_cache(folder: Path, _size: int) -> None:
    """As on the first day: no compiled code."""
    shutil.rmtree(folder / "cache", ignore_errors=True)


def nothing(_folder: Path, _size: int) -> None:
    """Nothing to prepare."""


def plain_count(_folder: Path, _size: int) -> Spent:
    """Read the file with polars and count by label, precinct and week, in a program of its own."""
    done = spent(["-c", COUNT, data(ROWS)])
    counted: Counted = json.loads(done.answer)
    return Spent(cpu_seconds=done.cpu_seconds, memory_mb=done.memory_mb, answer=counted)


def agree(found: Alarms, counted: Counted) -> None:
    """Every finding holds as many reports as the plain count has for its group, place and weeks."""
    from commonweal.files.knowledge import read_profile

    labels = read_profile("nypd", None)["labels"]["groups"]
    groups = {letters(label): group for label, group in labels.items()}
    held: Counter[tuple[str, str, str]] = Counter()
    for row in counted:
        group = groups[letters(row["Bias Motive Description"])]
        held[group, row["Complaint Precinct Code"], row["week"]] += row["len"]
    assert found, "nothing was found, so nothing can be compared"
    for one in found:
        there = sum(
            n
            for (group, area, week), n in held.items()
            if group == one["group"]
            and (not one["areas"] or area in one["areas"])
            and one["since"] <= week <= one["until"]
        )
        assert there == one["observed"], f"{one['sentence']} The plain count has {there}."


def letters(label: str) -> str:
    """A label as the profile compares it."""
    return "".join(letter for letter in label.upper() if letter.isalnum())


def benchmark(
    asks: str,
    ours: Side,
    *,
    cpu_seconds: dict[int, float],
    prepare: Any = fill_cache,
    agree: Any = agree,
    size_of: str = "weeks searched",
    sources: tuple[str, ...] = SOURCES,
    reason: str = "",
) -> Benchmark:
    """A command from cold beside the plain count, with its limits of CPU seconds by size."""
    return Benchmark(
        asks=asks,
        ours=ours,
        peer=Side(name="polars, read and count", run=plain_count),
        prepare=prepare,
        agree=agree,
        sizes=tuple(cpu_seconds),
        cpu_seconds=cpu_seconds,
        memory_mb=700,
        size_of=size_of,
        needs=(DATA,),
        rounds=3,
        sources=sources,
        reason=reason,
    )
