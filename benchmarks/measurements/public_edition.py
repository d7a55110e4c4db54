"""What the public edition shows, and how narrow an attacker can make what it hides.

Read `series` first. A series is the five releases of one year: four quarters and the yearly
edition, each made by the library's own steps. The attacker has all of them. New York is measured
on the shared public file; the other cities are made up. How many people of a group live in New
York is stated in no shared file, so the measurement supposes that it is known to reach the floor.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from statistics import median

import numpy as np
import polars as pl

from benchmarks.record import Figure, Measurement, shared_data
from commonweal.files.knowledge import read_groups, read_kinds, read_profile
from commonweal.files.tabular import read_raw
from commonweal.listening.coding import code_rows, columns_to_read
from commonweal.listening.profiles import parse_profile
from commonweal.listening.publication.attack import attack
from commonweal.listening.publication.editions import editions_of
from commonweal.listening.publication.plan import Bundle, Cell, PlanArea, TablePlan
from commonweal.listening.publication.proposing import Fabric, propose_plan
from commonweal.listening.publication.release import Release, rounded
from commonweal.listening.publication.suppression import protect, small_cells
from commonweal.listening.publication.tabulation import counts_of, tabulate

NYPD = "incidents/nypd_hate_crimes_2019-01_2022-12.csv"
PEOPLE = "incidents/nypd_precinct_population_2020.csv"
YEARS = (2020, 2021, 2022)
TODAY = date(2026, 1, 1)
SUPPOSED = 1_000

type Counts = Mapping[Cell, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One year's releases, the counts behind them, and what only hiding small cells would show."""

    plan: TablePlan
    counts: tuple[Counts, ...]
    releases: tuple[Release, ...]
    careless: tuple[Release, ...]

    @property
    def shares(self) -> list[float]:
        """The share of cells that carry a figure, in percent, quarter by quarter."""
        return [100 * (1 - len(one.hidden) / len(one.shown)) for one in self.releases[:4]]

    @property
    def revisions(self) -> dict[Cell, int]:
        """Inner cell → the yearly count less what the quarters held when they came out."""
        *quarters, year = self.counts
        return {cell: year[cell] - sum(one[cell] for one in quarters) for cell in self.plan.inner}


def series(plan: TablePlan, counts: Sequence[Counts]) -> Series:
    """The releases of a year: `counts` of every cell, for each edition in its order."""
    out: list[Release] = []
    careless = []
    for edition, told in zip(editions_of(plan.year), counts, strict=True):
        release, _ = protect(told, plan, edition, earlier=out if edition.is_year else ())
        out.append(release)
        small = small_cells(told, plan)
        shown = {c: None if c in small else rounded(told[c], plan.base) for c in plan.cells}
        careless.append(Release(plan=plan, edition=edition, shown=shown))
    return Series(plan=plan, counts=tuple(counts), releases=tuple(out), careless=tuple(careless))


@cache
def new_york() -> tuple[pl.DataFrame, Fabric]:
    """The incidents, and the boroughs with their residents and precincts."""
    path = shared_data() / NYPD
    profile = parse_profile(read_profile("nypd", None), name="nypd")
    groups = read_groups(None)
    raw = read_raw(path, reading=profile.reading)
    coded = code_rows(
        raw.batches(columns_to_read(profile, raw.columns, file=path.name)),
        profile=profile,
        groups=groups,
        kinds=read_kinds(None),
        areas=None,
        today=TODAY,
    )
    with path.open(encoding="utf-8") as file:
        county = {int(r["Complaint Precinct Code"]): r["County"] for r in csv.DictReader(file)}
    with (shared_data() / PEOPLE).open(encoding="utf-8") as file:
        people = {r["precinct"]: int(float(r["P1_001N"])) for r in csv.DictReader(file)}
    fabric = Fabric(
        parents={str(precinct): county[precinct].title() for precinct in sorted(county)},
        people=people,
        group_names={group.key: group.name for group in groups},
    )
    return coded.incidents, fabric


@cache
def new_york_year(year: int, *, sizes_known: bool = True) -> Series:
    """A year of New York, planned from the year before."""
    incidents, fabric = new_york()
    plan = propose_plan(incidents, fabric, year=year, source="nypd").plan
    if sizes_known:
        stated = (
            one
            if one.remainder
            else replace(one, least_people=SUPPOSED, people_source="supposed here")
            for one in plan.bundles
        )
        plan = replace(plan, bundles=tuple(stated))
    counts = [tabulate(incidents, plan, one).counts for one in editions_of(year)]
    return series(plan, counts)


def made_up(rng: np.random.Generator) -> Series:
    """A made-up year: two or three areas, two or three bundles, small counts, a revised year."""
    areas, bundles = (int(n) for n in rng.integers(2, 4, size=2))
    plan = TablePlan(
        year=2025,
        source="made-up",
        areas=tuple(
            PlanArea(key=f"a{n}", name=f"Area {n}", areas=(f"{n}",), people=20_000)
            for n in range(areas)
        ),
        bundles=(
            *(
                Bundle(
                    key=f"g{n}",
                    name=f"Group {n}",
                    groups=(f"g{n}",),
                    least_people=SUPPOSED,
                    people_source="made up",
                )
                for n in range(bundles - 1)
            ),
            Bundle(key="rest", name="Others", remainder=True),
        ),
    )
    rates = rng.gamma(1.2, 12, size=len(plan.inner))
    quarters = [rng.poisson(rates) for _ in range(4)]
    late = rng.binomial(1, 0.3, size=len(rates)) * rng.integers(-2, 4, size=len(rates))
    tables = [*quarters, np.maximum(np.sum(quarters, axis=0) + late, 0)]
    told = [dict(zip(plan.inner, (int(n) for n in one), strict=True)) for one in tables]
    return series(plan, [counts_of(one, plan) for one in told])


def narrowest(releases: Sequence[Release], floor: int) -> float:
    """The narrowest range of the attacker, in incidents; an open range counts as ten floors."""
    ranges = attack(releases).values()
    return min((min(one.width, 10.0 * floor) for one in ranges), default=10.0 * floor)


def run(seed: int, runs: int) -> list[Figure]:
    """Shares shown and narrowest ranges, for New York and for `runs` made-up cities."""
    rng = np.random.default_rng(seed)
    cities = [made_up(rng) for _ in range(runs)]
    return [*_new_york_figures(), *_made_up_figures(cities)]


def _new_york_figures() -> Iterator[Figure]:
    for year in YEARS:
        one = new_york_year(year)
        size = f"{len(one.plan.areas)} areas × {len(one.plan.bundles)} bundles"
        name = f"New York {year}, {size}"
        yield _spread(f"{name}: cells of a quarter that are shown", one.shares, " %")
        whole = one.releases[-1]
        share = 100 * (1 - len(whole.hidden) / len(whole.shown))
        yield _spread(f"{name}: cells of the yearly edition that are shown", [share], " %")
        yield _range_figure(f"{name}: narrowest range of the attacker", [one], at_least=True)
    unknown = [s for year in YEARS for s in new_york_year(year, sizes_known=False).shares]
    yield _spread("New York, sizes of groups not known: cells of a quarter shown", unknown, " %")
    every = [new_york_year(year) for year in YEARS]
    name = "New York: narrowest range of one who also reckons with why cells are hidden"
    yield _range_figure(name, every, at_least=True, asks_why=True)
    yield _careless_figure("New York: narrowest range if only small cells were hidden", every)


def _made_up_figures(cities: Sequence[Series]) -> Iterator[Figure]:
    shares = [share for one in cities for share in one.shares]
    yield _spread("made-up cities: cells of a quarter that are shown", shares, " %")
    yield _range_figure("made-up cities: narrowest range of the attacker", cities, at_least=True)
    name = "made-up cities: narrowest range of one who also reckons with why cells are hidden"
    yield _range_figure(name, cities, at_least=True, asks_why=True)
    broken = [100.0 * (_careless_width(one) < one.plan.floor) for one in cities]
    name = "made-up cities with a range below the floor if only small cells were hidden"
    share = sum(broken) / len(broken)
    yield Figure(
        name=name,
        value=share,
        low=share,
        high=share,
        n=len(broken),
        method="one share, counted",
        unit=" %",
    )
    yield _range_figure(
        "made-up cities: narrowest range of an attacker who knows every revision",
        cities,
        knows_revisions=True,
    )


def _careless_width(one: Series) -> float:
    return min(narrowest([release], one.plan.floor) for release in one.careless)


def _careless_figure(name: str, every: Sequence[Series]) -> Figure:
    return _spread(name, [_careless_width(one) for one in every], " incidents", least=True)


def _range_figure(
    name: str,
    every: Sequence[Series],
    *,
    at_least: bool = False,
    asks_why: bool = False,
    knows_revisions: bool = False,
) -> Figure:
    """The narrowest range over all hidden cells of each series; the figure is the least of them."""
    widths = []
    for one in every:
        revisions = one.revisions if knows_revisions else None
        found = attack(one.releases, knows_some_are_small=asks_why, revisions=revisions)
        limit = 10.0 * one.plan.floor
        widths.append(min((min(r.width, limit) for r in found.values()), default=limit))
    figure = _spread(name, widths, " incidents", least=True)
    return replace(figure, at_least=float(every[0].plan.floor)) if at_least else figure


def _spread(name: str, values: Sequence[float], unit: str, *, least: bool = False) -> Figure:
    return Figure(
        name=name,
        value=min(values) if least else median(values),
        low=min(values),
        high=max(values),
        n=len(values),
        method="least of the series; smallest and largest"
        if least
        else "middle; smallest and largest",
        unit=unit,
    )


MEASUREMENT = Measurement(
    measures="What the public edition shows, and how narrow an attacker who holds every release "
    "can make a hidden cell.",
    run=run,
    seed=20267,
    runs=12,
    short_runs=1,
    sources=(
        "src/commonweal/listening/publication/*.py",
        "src/commonweal/core/small_numbers.py",
        "src/commonweal/knowledge/profiles/nypd.toml",
    ),
    data=(NYPD, PEOPLE),
)
