"""Breaks one named line at a time and demands that its test turns red: make mutants.

Read `verdict` first. It works on copies of the tree, two at a time, and never on the tree itself.
One break: make mutants ONLY=NAME.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue

from benchmarks.record import shared_data
from tests.mutants.entries import Mutant, every_mutant, faults
from tests.rules.project_files import ROOT, project_files

AT_ONCE = 2
PATIENCE_S = 600
TESTS_FAILED = 1  # pytest's exit code; 2 to 5 mean that nothing was tested
REPORTED = re.compile(r"^(PASSED|FAILED|ERROR) ([^\[\n]+?)(?:\[.*\])?(?: - .*)?$", re.MULTILINE)
QUIET = ["-q", "--no-header", "-p", "no:cacheprovider", "-p", "no:randomly"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbench:
    """Copies of the tree to break, and what each test said before any break."""

    copies: Queue[Path]
    before: dict[str, str]


def copy_of_the_tree(folder: Path) -> Path:
    """The project's files as they stand now, in `folder`."""
    for path in project_files():
        target = folder / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target)
    return folder


def environment_of(copy: Path) -> dict[str, str]:
    """What makes Python import from the copy and not from the installed tree.

    No bytecode is written: two breaks of one size within one second would look the same to it.
    """
    return {
        **os.environ,
        "PYTHONPATH": str(copy / "src"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "COMMONWEAL_SHARED_DATA": str(shared_data()),
    }


def run(
    copy: Path, *command: str, patience_s: int | None = PATIENCE_S
) -> subprocess.CompletedProcess[str]:
    """Run Python in the copy."""
    return subprocess.run(
        [sys.executable, *command],
        cwd=copy,
        env=environment_of(copy),
        capture_output=True,
        text=True,
        check=False,
        timeout=patience_s,
    )


def imports_from(copy: Path) -> None:
    """Stop where the copy's own code would not be what the tests import."""
    ask = "import commonweal, workbench; print(commonweal.__path__[0], workbench.__path__[0])"
    said = run(copy, "-c", ask).stdout.split()
    if not said or not all(Path(path).is_relative_to(copy) for path in said):
        sys.exit(f"The copy does not import its own code but {said}; no break would be seen.")


def answer(copy: Path, test: str) -> str:
    """What pytest says: green, red, skipped, hung, or nothing tested."""
    try:
        done = run(copy, "-m", "pytest", *QUIET, "-x", test)
    except subprocess.TimeoutExpired:
        return "hung"
    if done.returncode == TESTS_FAILED:
        return "red"
    if done.returncode != 0:
        return "nothing tested"
    return "green" if " passed" in done.stdout else "skipped"


def answers(copy: Path, tests: list[str]) -> dict[str, str]:
    """What pytest says of each test before any break, all in one run.

    A test with several cases is green when every case is; one that says nothing was skipped.
    """
    said = run(copy, "-m", "pytest", *QUIET, "-rA", "--tb=no", *tests, patience_s=None).stdout
    results: dict[str, set[str]] = {}
    for result, test in REPORTED.findall(said):
        results.setdefault(test.strip(), set()).add(result)
    words = {frozenset({"PASSED"}): "green", frozenset(): "skipped"}
    found = {test: frozenset(results.get(test.partition("[")[0], set())) for test in tests}
    return {test: words.get(results_, "red") for test, results_ in found.items()}


def verdict(mutant: Mutant, bench: Workbench) -> str:
    """“caught” where the test was green before and is red with the break; otherwise what it was."""
    if found := faults(mutant):
        return "; ".join(found)
    if bench.before[mutant.test] != "green":
        return f"the test is not green before the break: {bench.before[mutant.test]}"
    copy = bench.copies.get()
    try:
        return with_break(mutant, copy)
    finally:
        bench.copies.put(copy)


def with_break(mutant: Mutant, copy: Path) -> str:
    """Break the copy, run the test, mend the copy."""
    source = copy / mutant.file
    whole = source.read_text(encoding="utf-8")
    source.write_text(mutant.broken(whole), encoding="utf-8")
    try:
        after = answer(copy, mutant.test)
    finally:
        source.write_text(whole, encoding="utf-8")
    return {"red": "caught", "green": "SURVIVED: the test stays green"}.get(after, after)


def try_all(mutants: list[Mutant]) -> list[tuple[Mutant, str]]:
    """Each break with its verdict, tried on as many copies as run at once."""
    with tempfile.TemporaryDirectory(prefix="commonweal-mutants-") as made:
        copies: Queue[Path] = Queue()
        for number in range(min(AT_ONCE, len(mutants))):
            copies.put(copy_of_the_tree(Path(made).resolve() / str(number) / "commonweal"))
        imports_from(copies.queue[0])
        tests = sorted({mutant.test for mutant in mutants if not faults(mutant)})
        bench = Workbench(copies=copies, before=answers(copies.queue[0], tests))
        with ThreadPoolExecutor(AT_ONCE) as pool:
            found = list(pool.map(lambda mutant: told(mutant, verdict(mutant, bench)), mutants))
    return list(zip(mutants, found, strict=True))


def told(mutant: Mutant, found: str) -> str:
    """Print the verdict as soon as it is known."""
    sys.stdout.write(f"{found:<10} {mutant.name} ({mutant.guarantee})\n")
    sys.stdout.flush()
    return found


def main() -> int:
    """Try every break, or the one asked for; 1 when any was not caught."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", metavar="NAME", help="this one break")
    asked = parser.parse_args()
    mutants = [mutant for mutant in every_mutant() if asked.only in (None, mutant.name)]
    if not mutants:
        sys.exit(f"No break is called {asked.only}; their names stand in tests/mutants/*.toml.")
    found = try_all(mutants)
    missed = [mutant for mutant, verdict_ in found if verdict_ != "caught"]
    sys.stdout.write(f"\n{len(found) - len(missed)} of {len(found)} breaks were caught.\n")
    for mutant in missed:
        sys.stdout.write(f"not caught: {mutant.name}: {mutant.file} → {mutant.test}\n")
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
