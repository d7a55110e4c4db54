"""What was measured, kept as a file: figures with their ranges, and the hashes they rest on.

Read `Figure` and `Measurement` first. A record (docs/measured/NAME.json) holds no path of a machine
and no time in seconds (speeds are ratios of two runs on one machine), but where somebody waits for
it: a bench with a limit of CPU seconds, a lock, a vote. A record is stale when a source or data
file it rests on has changed since; `make check` then fails.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RECORDS = ROOT / "docs" / "measured"
SCHEMA = "commonweal/measured/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured figure with its range, what it rests on, and what it should have been.

    `method` names the range ("95 % Wilson interval", "smallest and largest of the rounds").
    At most one of `at_least` and `at_most` is the goal; `reason` says why a goal was not reached.
    """

    name: str
    value: float
    low: float
    high: float
    n: int
    method: str
    at_least: float | None = None
    at_most: float | None = None
    unit: str = ""
    reason: str = ""

    def __post_init__(self) -> None:
        if not self.low <= self.value <= self.high:
            raise ValueError(
                f"“{self.name}” lies outside its own range: {self.low}, {self.value}, {self.high}."
            )
        if self.at_least is not None and self.at_most is not None:
            raise ValueError(f"“{self.name}” has two goals; make two figures of it.")

    @property
    def reached(self) -> bool | None:
        """Whether the value keeps to the goal; None without a goal."""
        if self.at_least is not None:
            return self.value >= self.at_least
        return None if self.at_most is None else self.value <= self.at_most

    @property
    def goal(self) -> str:
        """The goal as a reader writes it."""
        if self.at_least is not None:
            return f"at least {number(self.at_least)}{self.unit}"
        return "" if self.at_most is None else f"at most {number(self.at_most)}{self.unit}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """A long simulation: benchmarks/measurements/NAME.py holds one as MEASUREMENT.

    `run(seed, runs)` returns the figures. `sources` are the project's files they rest on (globs
    allowed; the measurement's own file is added), `data` files below the shared data folder.
    `short_runs` is enough to show that it works; a short run is never recorded.
    """

    measures: str
    run: Callable[[int, int], list[Figure]]
    seed: int
    runs: int
    short_runs: int
    sources: tuple[str, ...]
    data: tuple[str, ...] = ()


def number(value: float) -> str:
    """Three figures that count, and no exponent."""
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    return f"{float(f'{value:.3g}'):.10g}"


def sha256(path: Path) -> str:
    """The SHA-256 of the file's content."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def code_hashes(sources: Iterable[str]) -> dict[str, str]:
    """Path → SHA-256 of every source file; an expression that finds nothing is an error."""
    found: dict[str, str] = {}
    for expression in sources:
        paths = sorted(path for path in ROOT.glob(expression) if path.is_file())
        if not paths:
            raise FileNotFoundError(f"No source file is called {expression}.")
        found |= {path.relative_to(ROOT).as_posix(): sha256(path) for path in paths}
    return dict(sorted(found.items()))


def shared_data() -> Path:
    """The folder of shared public data, whether it is there or not."""
    named = os.environ.get("COMMONWEAL_SHARED_DATA")
    return Path(named) if named else ROOT.parent / "shared" / "data"


def data_hashes(names: Iterable[str]) -> dict[str, str]:
    """Name → SHA-256 of every shared data file that is here."""
    paths = {name: shared_data() / name for name in sorted(names)}
    return {name: sha256(path) for name, path in paths.items() if path.is_file()}


def as_record(name: str, measures: str, figures: Iterable[Figure], **facts: Any) -> dict[str, Any]:
    """The record as it is written: `facts` are code, data, seed, runs or rounds."""
    rows = [{**asdict(f), "goal": f.goal, "reached": f.reached} for f in figures]
    return {"schema": SCHEMA, "name": name, "measures": measures, **facts, "figures": rows}


def write(record: Mapping[str, Any]) -> Path:
    """Keep the record under its name."""
    RECORDS.mkdir(parents=True, exist_ok=True)
    path = RECORDS / f"{record['name']}.json"
    path.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def read(name: str) -> dict[str, Any]:
    """The record of that name."""
    loaded: dict[str, Any] = json.loads((RECORDS / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


def recorded_names() -> list[str]:
    """The names of all records."""
    return sorted(path.stem for path in RECORDS.glob("*.json"))


def complaints(record: Mapping[str, Any]) -> list[str]:
    """Why this record can no longer be shown; empty where it still holds."""
    code, data = record["code"], record["data"]
    found = [f"{path} is gone" for path in code if not (ROOT / path).is_file()]
    there = {path: kept for path, kept in code.items() if (ROOT / path).is_file()}
    found += [f"{path} changed" for path, kept in there.items() if sha256(ROOT / path) != kept]
    now = data_hashes(data)
    found += [f"data {name} changed" for name, kept in data.items() if now.get(name, kept) != kept]
    found += [
        f"“{row['name']}” missed its goal and gives no reason"
        for row in record["figures"]
        if row["reached"] is False and not row["reason"]
    ]
    return found


def as_table(record: Mapping[str, Any]) -> str:
    """The record as a Markdown table with the line that says how it was made."""
    lines = [
        "| what | figure | range | n | goal | reached |",
        "|---|---|---|---|---|---|",
        *(table_row(row) for row in record["figures"]),
    ]
    facts = {"seed": record.get("seed"), "runs": record.get("runs"), "rounds": record.get("rounds")}
    told = ", ".join(f"{name} {value:,}" for name, value in facts.items() if value is not None)
    ranges = "; ".join(dict.fromkeys(row["method"] for row in record["figures"]))
    source = f"docs/measured/{record['name']}.json"
    return "\n".join([*lines, "", f"{record['measures']} ({told}. Range: {ranges}. `{source}`)"])


def table_row(row: Mapping[str, Any]) -> str:
    """One figure as a row of the table."""
    unit = row["unit"]
    reached = {True: "yes", False: f"no: {row['reason']}", None: ""}[row["reached"]]
    spread = f"{number(row['low'])} to {number(row['high'])}"
    cells = [row["name"], f"{number(row['value'])}{unit}", spread, f"{row['n']:,}"]
    return f"| {' | '.join([*cells, row['goal'], reached])} |"
