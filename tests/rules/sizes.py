"""How long functions and modules are, and the record that may only tighten.

Read `every_function` first. `python -m tests.rules.sizes --tighten` prints the figures and writes
the record (sizes.toml) where they became smaller; it never writes a larger one.
"""

import ast
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from tests.rules.project_files import ROOT, files_in, shown

LONGEST_FUNCTION = 60
LONGEST_MODULE = 400
MEDIAN_FUNCTION = 10
MOST_FUNCTIONS = 30  # nine in ten are no longer than this
RECORD = ROOT / "tests" / "rules" / "sizes.toml"
WRITTEN_BY_A_MACHINE = "migrations"


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """One function or method: where it stands, and its lines from `def` to its last."""

    where: str
    lines: int


def python_files(*folders: str) -> list[Path]:
    """Our Python files below `folders`, without migrations."""
    return [p for p in files_in(*folders, suffixes=(".py",)) if WRITTEN_BY_A_MACHINE not in p.parts]


def functions_of(path: Path) -> Iterator[Function]:
    """Every function of one file, nested ones and methods too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            yield Function(where=f"{shown(path)}:{node.lineno} {node.name}", lines=lines)


def every_function(*folders: str) -> list[Function]:
    """Every function below `folders`."""
    return [function for path in python_files(*folders) for function in functions_of(path)]


def long_modules(*folders: str) -> dict[str, int]:
    """Modules with more lines than a reader holds in mind, with their length."""
    counted = {
        shown(p): len(p.read_text(encoding="utf-8").splitlines()) for p in python_files(*folders)
    }
    return {name: lines for name, lines in counted.items() if lines > LONGEST_MODULE}


def figures() -> dict[str, int]:
    """The lengths that the record holds: half and nine tenths of the functions under src."""
    lengths = sorted(function.lines for function in every_function("src"))
    return {
        "half_of_functions": lengths[ceil(len(lengths) * 0.5) - 1],
        "nine_in_ten_functions": lengths[ceil(len(lengths) * 0.9) - 1],
    }


def recorded() -> dict[str, int]:
    """The record as it stands."""
    return tomllib.loads(RECORD.read_text(encoding="utf-8"))


def tighten() -> None:
    """Write the smaller of record and figures."""
    now, before = figures(), recorded()
    kept = {name: min(now[name], before[name]) for name in now}
    head = "# Lines within which so many functions under src stay. `make sizes` tightens it.\n"
    RECORD.write_text(head + "".join(f"{name} = {kept[name]}\n" for name in kept), encoding="utf-8")


def main() -> int:
    """Print the figures; 1 when one is larger than its record or a bound is broken."""
    if "--tighten" in sys.argv:
        tighten()
    held = recorded()
    for name, lines in figures().items():
        sys.stdout.write(f"{name}: {lines} lines (record {held[name]})\n")
    everywhere = ("src", "tests", "benchmarks", "docs", "bootstrap.py", ".ci")
    long = {f.where: f.lines for f in every_function(*everywhere) if f.lines > LONGEST_FUNCTION}
    for where, lines in {**long, **long_modules(*everywhere)}.items():
        sys.stdout.write(f"too long, split it by what it decides: {where} ({lines} lines)\n")
    return int(bool(long) or any(figures()[name] > held[name] for name in held))


if __name__ == "__main__":
    sys.exit(main())
