"""A plan proposed from the year before, so that most of its cells will reach the floor.

Read `propose_plan`. It tries the most frequent groups, each in a bundle of its own with the others
as the remainder, and the areas with most incidents, each by itself with the others together, and
keeps the finest table of which two cells in three reached the floor in the year before; one that
tells groups apart, if there is any. It never looks at the year that is to be published: what is
hidden would otherwise show in the plan.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from commonweal.core.small_numbers import DEFAULT_FLOOR
from commonweal.listening.publication.editions import QUARTERS, Edition
from commonweal.listening.publication.plan import (
    DEFAULT_BASE,
    Bundle,
    InvalidPlan,
    PlanArea,
    TablePlan,
)
from commonweal.listening.publication.tabulation import tabulate
from commonweal.listening.week import dating

ENOUGH_CELLS = 2 / 3
MOST_BUNDLES, MOST_AREAS = 8, 12
REST = "others"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fabric:
    """What is known of the city's areas and groups, for a plan.

    `parents`: area id → the larger area it lies in, by name (the city where there is none).
    `people`: area id → residents; `people_of_group`: (area id, group) → residents of that group.
    `group_names`: group key → name. `rest_of_areas`, `rest_of_groups`, `city`: names on the page.
    """

    parents: Mapping[str, str]
    people: Mapping[str, int] = field(default_factory=dict)
    people_of_group: Mapping[tuple[str, str], int] = field(default_factory=dict)
    people_source: str = ""
    group_names: Mapping[str, str] = field(default_factory=dict)
    city: str = "Whole city"
    rest_of_areas: str = "Other areas"
    rest_of_groups: str = "Other groups, or several"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A proposed plan, the year it was judged by, and the share of its cells that reached it."""

    plan: TablePlan
    judged_by: int
    share: float


def propose_plan(
    incidents: pl.DataFrame,
    fabric: Fabric,
    *,
    year: int,
    source: str,
    title: str = "",
    definition: str = "",
    floor: int = DEFAULT_FLOOR,
    base: int = DEFAULT_BASE,
    overlapping: bool = False,
) -> Proposal:
    """The plan of `year` for one source, from its incidents of the year before alone.

    Raises `InvalidPlan` where the year before holds no incident.
    """
    _, basis = dating(incidents)
    date_of = pl.col("reported_on" if basis == "reported" else "occurred_on")
    before = incidents.filter(date_of.str.starts_with(str(year - 1)))
    if before.is_empty():
        raise InvalidPlan(
            f"No incident of {year - 1} is known, so no plan can be proposed for {year}.",
            remedy="Bring in the year before, or write the plan by hand.",
        )
    groups = _most_first(before.select("groups", "n").explode("groups").drop_nulls().iter_rows())
    parents = before["area"].replace_strict(
        dict(fabric.parents), default=None, return_dtype=pl.String
    )
    areas = _most_first((p, n) for p, n in zip(parents, before["n"], strict=True) if p is not None)

    def plan_with(bundles: int, own_areas: int) -> TablePlan:
        chosen = _bundles(groups[:bundles], fabric, _areas(areas, own_areas, fabric), overlapping)
        return TablePlan(
            year=year,
            source=source,
            title=title,
            definition=definition,
            floor=floor,
            base=base,
            basis=basis,
            overlapping=overlapping,
            areas=_areas(areas, own_areas, fabric),
            bundles=chosen,
        )

    sizes = _sizes(len(groups), len(areas), overlapping)
    tried = [(plan := plan_with(*size), *_reaching(before, plan)) for size in sizes]
    good = [one for one in tried if one[2] >= ENOUGH_CELLS] or tried[:1]
    plan, _, share = max(good, key=_finest)
    return Proposal(plan=plan, judged_by=year - 1, share=share)


def _finest(tried: tuple[TablePlan, int, float]) -> tuple[bool, int, int]:
    """A table that tells groups apart before one that does not; then the most cells above."""
    plan, reaching, _ = tried
    return len(plan.bundles) > 1, reaching, len(plan.bundles)


def _sizes(groups: int, areas: int, overlapping: bool) -> Sequence[tuple[int, int]]:
    """How many bundles of one group, and how many areas by themselves, to try; coarsest first."""
    fewest = 1 if overlapping else 0
    return [
        (bundles, own)
        for bundles in range(fewest, max(min(groups, MOST_BUNDLES), fewest) + 1)
        for own in range(min(areas, MOST_AREAS) + 1)
        if own != areas - 1  # “the other areas” would be the last one alone
    ]


def _reaching(before: pl.DataFrame, plan: TablePlan) -> tuple[int, float]:
    """How many inner cells of the four quarters reached the floor, and what share that is."""
    last = (Edition(plan.year - 1, quarter) for quarter in QUARTERS)
    counts = [tabulate(before, plan, edition).counts for edition in last]
    reaching = sum(one[cell] >= plan.floor for one in counts for cell in plan.inner)
    return reaching, reaching / (len(counts) * len(plan.inner))


def _areas(ranked: Sequence[str], own: int, fabric: Fabric) -> tuple[PlanArea, ...]:
    within: dict[str, list[str]] = {}
    for area, parent in fabric.parents.items():
        within.setdefault(parent, []).append(area)
    alone = set(ranked[:own])
    rest = [area for parent in within if parent not in alone for area in within[parent]]
    # In the order of the city's own list, so that the plan ranks nobody.
    parts = [(name, _key(name), within[name]) for name in within if name in alone]
    if rest:
        parts.append((fabric.rest_of_areas if own else fabric.city, REST if own else "city", rest))
    return tuple(
        PlanArea(key=key, name=name, areas=tuple(ids), people=_known(fabric.people, ids))
        for name, key, ids in parts
    )


def _bundles(
    groups: Sequence[str], fabric: Fabric, areas: Sequence[PlanArea], overlapping: bool
) -> tuple[Bundle, ...]:
    listed = [key for key in fabric.group_names if key in groups]
    ordered = [*listed, *(key for key in groups if key not in listed)]
    own = [_bundle(key, fabric, areas) for key in ordered]
    rest = Bundle(key=REST, name=fabric.rest_of_groups, remainder=True)
    return tuple(own if overlapping else [*own, rest])


def _bundle(group: str, fabric: Fabric, areas: Sequence[PlanArea]) -> Bundle:
    people = {}
    for area in areas:
        of_group = {one: fabric.people_of_group.get((one, group)) for one in area.areas}
        known = _known({one: n for one, n in of_group.items() if n is not None}, area.areas)
        if known is not None:
            people[area.key] = known
    name = fabric.group_names.get(group, group)
    source = fabric.people_source if people else ""
    return Bundle(key=group, name=name, groups=(group,), people=people, people_source=source)


def _known(people: Mapping[str, int], areas: Iterable[str]) -> int | None:
    found = [people[area] for area in areas if area in people]
    return sum(found) if found else None


def _most_first(counted: Iterable[tuple[str, int]]) -> list[str]:
    totals: Counter[str] = Counter()
    for key, n in counted:
        totals[key] += n
    return sorted(totals, key=lambda key: (-totals[key], key))


def _key(name: str) -> str:
    return re.sub(r"[^\w.-]+", "-", name).strip("-") or "area"
