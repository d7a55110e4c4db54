"""Who took part in a conversation beside who lives there, from two small tables (S003-R1).

`--who` holds voter_id and group, for those who chose to say; `--population` group and population.
A group left empty is everybody who lives there. What a voter said stays with the voter's number in
that file: the answer counts people, and never meets the groups that votes make (charter 1).
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console

from commonweal.core.errors import CommonwealError
from commonweal.core.nearest import listed, nearest_first
from commonweal.core.notices import Notice
from commonweal.core.raw import PROBLEM, PROBLEMS, ROW
from commonweal.files.hashing import file_hash
from commonweal.files.knowledge import shipped_groups
from commonweal.files.populations import whole_number
from commonweal.files.tabular import read_raw
from commonweal.mapping.communities import Representation, representation
from commonweal.mapping.communities.representation import Dimension

SAID = "said"
VOTER, GROUP, POPULATION = "voter_id", "group", "population"


class UnfitTable(CommonwealError):
    """A table of who took part, or of who lives there, that cannot be read as one."""

    code = "unfit-table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Those who took part beside those who live there, with the files it was made of."""

    matrix: Representation
    notices: tuple[Notice, ...]
    inputs: dict[str, str]

    def as_dict(self) -> dict[str, Any]:
        """What was asked of these people alone."""
        told = self.matrix.as_dict()
        del told["not_asked"]
        return {**told, "notices": [one.sentence for one in self.notices]}


def check_both(who: Path | None, population: Path | None) -> None:
    """Raises `UnfitTable` where one of the two tables is given alone."""
    if (who is None) != (population is None):
        raise UnfitTable(
            "Who took part is told beside who lives there, and one of the two tables is missing.",
            remedy="Give both --who and --population.",
        )


def beside(who: Path, population: Path, *, voters: Collection[str], floor: int | None) -> Beside:
    """Of `voters` those who chose to say, beside who lives there; `floor` None shows all of it."""
    said, strange = _said(who, set(voters))
    living, residents = _living(population)
    counts = {group: sum(group in one for one in said.values()) for group in _order(living, said)}
    if residents is None and any(len(one) > 1 for one in said.values()):
        raise UnfitTable(
            f"{who.name} names several groups of one voter, and {population.name} does not say how "
            "many live there in all.",
            remedy="Add a row with an empty group and the population of everybody.",
        )
    dimension = Dimension(
        key=SAID,
        name=GROUP,
        answered=len(said),
        took_part=counts,
        living=living,
        residents=residents if residents is not None else sum(living.values()) or None,
        silent=len(voters) - len(said),
    )
    return Beside(
        matrix=representation([dimension], pack=shipped_groups(), floor=floor),
        notices=_notices(who, strange) if floor is None else (),
        inputs={path.name: file_hash(path) for path in (who, population)},
    )


def tell_beside(out: Console, told: Beside) -> None:
    """Print who took part, beside who lives there."""
    matrix = told.matrix
    answered, silent = matrix.answered[SAID], matrix.silent[SAID]
    said = "Not told: too few said it." if answered is None else f"{answered:,} said it"
    more = f", {silent:,} did not" if silent and answered is not None else ""
    out.print("Who took part, beside who lives there", style="bold", markup=False)
    out.print(f"{said}{more}", markup=False)
    for cell in matrix.of(SAID):
        out.print(f"• {cell.sentence}", markup=False)
    for sentence in (*(one.sentence for one in told.notices), *matrix.caveats):
        out.print(sentence, markup=False)


def _said(path: Path, voters: set[str]) -> tuple[dict[str, set[str]], list[str]]:
    """What each voter chose to say, and the numbers that are no voter's."""
    said: dict[str, set[str]] = {}
    strange: dict[str, None] = {}
    for _where, row in _rows(path, (VOTER, GROUP)):
        voter, group = row[VOTER], row[GROUP]
        if voter not in voters:
            strange[voter] = None
        elif group:
            said.setdefault(voter, set()).add(group)
    return said, list(strange)


def _living(path: Path) -> tuple[dict[str, int], int | None]:
    """Residents by group, and everybody where the table says so."""
    living: dict[str, int] = {}
    for where, row in _rows(path, (GROUP, POPULATION)):
        people = whole_number(row[POPULATION], where=f"{where}, column {POPULATION}")
        if people is None:
            continue
        if row[GROUP] in living:
            raise UnfitTable(
                f"{where}: “{row[GROUP] or 'everybody'}” stands twice.",
                remedy="Keep one row for each group, counted over the whole city.",
            )
        living[row[GROUP]] = people
    return {group: n for group, n in living.items() if group}, living.get("")


def _rows(path: Path, needed: tuple[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Where a row stands, and its two cells without spaces around them."""
    raw = read_raw(path)
    if missing := [name for name in needed if name not in raw.columns]:
        raise UnfitTable(
            f"{path.name} has no column {listed([f'“{name}”' for name in missing])}.",
            remedy=f"It has {listed(nearest_first(missing[0], raw.columns))}.",
        )
    for batch in raw.batches():
        for row in batch.iter_rows(named=True):
            where = f"{path.name}, row {row[ROW]}"
            if problem := row.get(PROBLEM):
                raise UnfitTable(
                    f"{where}: {PROBLEMS[problem].reason}", remedy=PROBLEMS[problem].remedy
                )
            yield where, {name: " ".join((row[name] or "").split()) for name in needed}


def _order(living: dict[str, int], said: dict[str, set[str]]) -> list[str]:
    """As the residents are listed, and then what else was said, by name."""
    others = {group for one in said.values() for group in one} - set(living)
    return [*living, *sorted(others)]


def _notices(path: Path, strange: list[str]) -> tuple[Notice, ...]:
    if not strange:
        return ()
    told = (
        f"{path.name} names {len(strange):,} who cast no vote that counts, first "
        f"“{strange[0]}”; they were left out."
    )
    return (Notice(code="no-vote", sentence=told, count=len(strange)),)
