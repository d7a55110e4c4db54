"""The table plan: which cells a year's public tables have, fixed before the year's counts are seen.

Read `TablePlan`. A cell is an area of the plan crossed with a bundle of groups; `ALL` stands for a
margin. Every incident of a source lies in exactly one cell of a quarter, so that the cells add up;
a source whose groups overlap has no margin over its groups. A cell's definition never changes
within the year: every release carries the plan's SHA-256.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from commonweal.core.errors import CommonwealError
from commonweal.core.nearest import listed
from commonweal.core.small_numbers import DEFAULT_FLOOR, LOWEST_FLOOR

SCHEMA = "commonweal/table-plan/1"
ALL = "*"
DEFAULT_BASE = 5
KEY = re.compile(r"[\w.-]+( [\w.-]+)*")
FIRST_YEAR, LAST_YEAR = 1900, 2999

Basis = Literal["reported", "occurred"]
type Cell = tuple[str, str]
"""Area key and bundle key of a plan; `ALL` in either place is a margin."""


class InvalidPlan(CommonwealError):
    """A table plan contradicts itself, or does not fit what it is used on."""

    code = "invalid-plan"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanArea:
    """One area of the plan: the area ids of the incidents that it bundles.

    `people` are its residents (at least so many), None where unknown. The one with `remainder`
    takes every incident whose area is not known or stands in no other bundle.
    """

    key: str
    name: str
    areas: tuple[str, ...] = ()
    people: int | None = None
    remainder: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """One bundle of groups: incidents aimed at its groups and at no group outside it.

    `people` (area key → people) says how many people of the bundle live there, at least;
    `least_people` how many live in every area of the plan, at least, with its source. The bundle
    with `remainder` takes every other incident: of other groups, of several bundles, of none.
    """

    key: str
    name: str
    groups: tuple[str, ...] = ()
    people: Mapping[str, int] = field(default_factory=dict)
    least_people: int | None = None
    people_source: str = ""
    remainder: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePlan:
    """The cells of one year of one source; raises `InvalidPlan` where they cannot be.

    `floor` is the publishing floor in incidents and in people, `base` the multiple to which counts
    are rounded, `basis` the date by which incidents are put into quarters.
    """

    year: int
    source: str
    areas: tuple[PlanArea, ...]
    bundles: tuple[Bundle, ...]
    title: str = ""
    definition: str = ""
    floor: int = DEFAULT_FLOOR
    base: int = DEFAULT_BASE
    basis: Basis = "reported"
    overlapping: bool = False

    def __post_init__(self) -> None:
        _check_numbers(self)
        _check_keys("area", [area.key for area in self.areas])
        _check_keys("bundle", [bundle.key for bundle in self.bundles])
        _check_once("area", (a for area in self.areas for a in area.areas))
        _check_once("group", (g for bundle in self.bundles for g in bundle.groups))
        _check_areas(self.areas)
        _check_bundles(self)

    @property
    def inner(self) -> tuple[Cell, ...]:
        """The cells that hold incidents, area by area."""
        return tuple((area.key, bundle.key) for area in self.areas for bundle in self.bundles)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Every cell of a release, margins last in each row; in a fixed order.

        A margin of a single area or bundle would be that cell again, and is left out.
        """
        areas, bundles = [area.key for area in self.areas], [one.key for one in self.bundles]
        areas += [ALL] if len(areas) > 1 else []
        bundles += [ALL] if len(bundles) > 1 and not self.overlapping else []
        return tuple((area, bundle) for area in areas for bundle in bundles)

    def within(self, cell: Cell) -> tuple[Cell, ...]:
        """The inner cells that a cell adds up; a cell that is no margin holds itself."""
        return tuple(
            one
            for one in self.inner
            if all(mine in (ALL, its) for mine, its in zip(cell, one, strict=True))
        )

    def size_of(self, cell: Cell) -> int | None:
        """How many people a cell speaks of, at least; None where nobody has said."""
        area, key = cell
        areas = [one for one in self.areas if area in (ALL, one.key)]
        bundle = next((one for one in self.bundles if one.key == key), None)
        if bundle is None or bundle.remainder:
            known = [one.people for one in areas]
        else:
            known = [bundle.people.get(one.key, bundle.least_people) for one in areas]
        found = [people for people in known if people is not None]
        return sum(found) if found else None

    @property
    def sha256(self) -> str:
        """The hash that every release of the plan carries."""
        return digest(self.as_dict())

    def as_dict(self) -> dict[str, Any]:
        """The plan as it stands in its file and in the ledger."""
        return {
            "schema": SCHEMA,
            "year": self.year,
            "source": self.source,
            "title": self.title,
            "definition": self.definition,
            "floor": self.floor,
            "base": self.base,
            "basis": self.basis,
            "overlapping": self.overlapping,
            "areas": [_as_row(area, PlanArea) for area in self.areas],
            "bundles": [_as_row(bundle, Bundle) for bundle in self.bundles],
        }


def digest(content: Mapping[str, Any]) -> str:
    """The SHA-256 in hex of plain content, whatever the order of its keys."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _as_row(one: PlanArea | Bundle, kind: type) -> dict[str, Any]:
    """What differs from the defaults, key and name first; TOML has no word for “not known”."""
    row: dict[str, Any] = {}
    for name in kind.__dataclass_fields__:  # type: ignore[attr-defined]  # a dataclass has them
        value = getattr(one, name)
        if name in ("key", "name") or value not in (None, (), {}, "", False):
            row[name] = list(value) if isinstance(value, tuple) else value
    return {
        name: dict(value) if isinstance(value, Mapping) else value for name, value in row.items()
    }


def _check_numbers(plan: TablePlan) -> None:
    if not FIRST_YEAR <= plan.year <= LAST_YEAR:
        raise _wrong(f"The year {plan.year} is not a year of four figures.", "Write it like 2026.")
    if plan.floor < LOWEST_FLOOR:
        raise _wrong(
            f"The floor {plan.floor} is below {LOWEST_FLOOR}.",
            f"Choose {LOWEST_FLOOR} or more; the default is {DEFAULT_FLOOR}.",
        )
    if not 1 <= plan.base <= plan.floor:
        raise _wrong(
            f"Counts cannot be rounded to multiples of {plan.base} with a floor of {plan.floor}.",
            f"Choose a base from 1 to the floor; the default is {DEFAULT_BASE}.",
        )
    if not plan.source:
        raise _wrong("The plan names no source.", "Fill in `source`; sources are never added.")
    if plan.basis not in ("reported", "occurred"):
        raise _wrong(
            f"Incidents cannot be dated by “{plan.basis}”.", "Write reported or occurred as basis."
        )


def _check_keys(word: str, keys: list[str]) -> None:
    if not keys:
        raise _wrong(f"The plan has no {word}.", f"Add at least one {word}.")
    for key in keys:
        if not KEY.fullmatch(key):
            raise _wrong(
                f"“{key}” cannot be the key of a {word}.", "Use letters, figures and hyphens."
            )
    _check_once(f"key of a {word}", keys)


def _check_once(word: str, keys: Iterable[str]) -> None:
    twice = sorted(key for key, n in Counter(keys).items() if n > 1)
    if twice:
        raise _wrong(
            f"The {word} {listed(twice)} stands twice in the plan.",
            "Leave it in one place: an incident lies in exactly one cell.",
        )


def _check_areas(areas: tuple[PlanArea, ...]) -> None:
    if sum(area.remainder for area in areas) > 1:
        raise _wrong("Two areas of the plan are remainders.", "Leave one of them.")
    for area in areas:
        if bool(area.areas) == area.remainder:
            raise _wrong(
                f"The area “{area.key}” must hold area ids, or be the remainder, and not both.",
                "Fill in `areas`, or write `remainder = true`.",
            )
        if area.people is not None and area.people < 0:
            raise _wrong(
                f"The area “{area.key}” cannot have {area.people} people.", "Correct `people`."
            )


def _check_bundles(plan: TablePlan) -> None:
    remainders = sum(bundle.remainder for bundle in plan.bundles)
    if remainders != (0 if plan.overlapping else 1):
        raise _wrong(
            "Groups of this source overlap, so the plan can have no remainder."
            if plan.overlapping
            else f"The plan has {remainders} remainders of groups, and needs exactly one.",
            "Leave the remainder out."
            if plan.overlapping
            else "Write `remainder = true` in one bundle: it takes every other incident.",
        )
    for bundle in plan.bundles:
        _check_bundle(bundle, plan)


def _check_bundle(bundle: Bundle, plan: TablePlan) -> None:
    if bool(bundle.groups) == bundle.remainder:
        raise _wrong(
            f"The bundle “{bundle.key}” must hold groups, or be the remainder, and not both.",
            "Fill in `groups`, or write `remainder = true`.",
        )
    if plan.overlapping and len(bundle.groups) > 1:
        raise _wrong(
            f"The bundle “{bundle.key}” adds groups that overlap.",
            "Give each group of this source a bundle of its own.",
        )
    strange = sorted(set(bundle.people) - {area.key for area in plan.areas})
    if strange:
        raise _wrong(
            f"The bundle “{bundle.key}” counts people in {listed(strange)}, "
            "which is no area of the plan.",
            "Use the keys of the plan's areas in `people`.",
        )
    if any(people < 0 for people in (*bundle.people.values(), bundle.least_people or 0)):
        raise _wrong(
            f"The bundle “{bundle.key}” has a negative number of people.", "Correct `people`."
        )
    if bundle.least_people is not None and not bundle.people_source:
        raise _wrong(
            f"The bundle “{bundle.key}” says how many people it has at least, and not who says so.",
            "Fill in `people_source`, for example “census 2021, table 8”.",
        )


def _wrong(message: str, remedy: str) -> InvalidPlan:
    return InvalidPlan(message, remedy=remedy)
