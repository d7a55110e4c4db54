"""`commonweal brief CITY --anew` from cold, on a register of New York's file with signals stored.

See benchmarks/from_cold.py. The city is made, the file brought in and the week searched beforehand,
by the commands a person would use; what is timed gathers, draws and writes the PDF. A brief that
was frozen is only read; here it is made anew.
"""

import re
from pathlib import Path

from benchmarks import from_cold
from benchmarks.bench import Side, Spent
from benchmarks.from_cold import OUTLINES, ROWS, Counted, command, data

WEEK, FIRST_DAY, PDF = "2022-06-05", "2022-05-30", "brief.pdf"
TELLS = re.compile(r"^(\d+) incidents from NYPD", re.MULTILINE)


def prepare(folder: Path, _size: int) -> None:
    """A city with New York's file in its register and the week's signals stored."""
    city, cache = str(folder / "city"), folder / "cache"
    outlines = ["--areas", data(OUTLINES), "--area-id", "precinct"]
    command("new", city, "--name", "New York", *outlines, cache=cache)
    command("listening", "bring-in", city, data(ROWS), "--profile", "nypd", cache=cache)
    command("weekly", city, "--week", WEEK, cache=cache)


def brief(folder: Path, _size: int) -> Spent:
    """Make the brief anew; how many incidents its first page tells of."""
    words = ["brief", str(folder / "city"), "--anew", "--week", WEEK, "-o", str(folder / PDF)]
    done = command(*words, cache=folder / "cache")
    from pypdf import PdfReader

    first_page = PdfReader(folder / PDF).pages[0].extract_text()
    told = int(TELLS.findall(first_page)[0])
    return Spent(cpu_seconds=done.cpu_seconds, memory_mb=done.memory_mb, answer=told)


def agree(told: int, counted: Counted) -> None:
    """The first page tells of as many incidents as the plain count has for that week."""
    there = sum(row["len"] for row in counted if row["week"] == FIRST_DAY)
    assert told == there, f"the brief tells of {told} incidents, the plain count has {there}"


BENCHMARK = from_cold.benchmark(
    "What does the Monday brief take from cold, once its signals are stored?",
    Side(name="commonweal brief --anew", run=brief),
    cpu_seconds={1: 5},
    prepare=prepare,
    agree=agree,
    size_of="week told",
    sources=(
        "src/workbench/commands/brief.py",
        "src/workbench/listening/brief/*.py",
        "src/workbench/core/pictures/*.py",
        "benchmarks/from_cold.py",
    ),
)
