"""The breaks that tests must notice: one changed line per guarantee, in tests/mutants/*.toml.

Read `Mutant` first. What can be said about an entry without running anything is said here, by
`faults`; run.py makes each break and runs its test.
"""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from tests.rules.project_files import ROOT

FOLDER = Path(__file__).resolve().parent
CHARTER = re.compile(r"charter (?:rule )?((?:\d+(?:, | and )?)+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """One break: in `file`, the words `find` become `replace`; then `test` must fail.

    `guarantee` says what the line holds up: "charter 10" or a point of the documentation.
    """

    name: str
    guarantee: str
    file: str
    find: str
    replace: str
    test: str

    @property
    def charter_rules(self) -> set[int]:
        """The rules of the charter that the guarantee names."""
        named = CHARTER.findall(self.guarantee)
        return {int(number) for numbers in named for number in re.findall(r"\d+", numbers)}

    def broken(self, text: str) -> str:
        """The file's text with the break in it; ValueError where the words do not occur once."""
        if text.count(self.find) != 1:
            raise ValueError(f"“{self.find}” occurs {text.count(self.find)} times in {self.file}.")
        return text.replace(self.find, self.replace)


def every_mutant(folder: Path = FOLDER) -> list[Mutant]:
    """All breaks, in the order of their files."""
    return [
        Mutant(**entry)
        for path in sorted(folder.glob("*.toml"))
        for entry in tomllib.loads(path.read_text(encoding="utf-8")).get("mutant", [])
    ]


def faults(mutant: Mutant, root: Path = ROOT) -> list[str]:
    """What makes this entry useless, without running anything; empty where it can be run."""
    found = []
    source = root / mutant.file
    if not source.is_file():
        found.append(f"{mutant.file} does not exist")
    elif (times := source.read_text(encoding="utf-8").count(mutant.find)) != 1:
        found.append(f"“{mutant.find}” occurs {times} times in {mutant.file}")
    if mutant.find == mutant.replace:
        found.append("it changes nothing")
    path, _, name = mutant.test.partition("::")
    function = name.rpartition("::")[2].partition("[")[0]
    if not (root / path).is_file():
        found.append(f"{path} does not exist")
    elif not name or f"def {function}(" not in (root / path).read_text(encoding="utf-8"):
        found.append(f"{path} holds no test {function or '(none named)'}")
    return found
