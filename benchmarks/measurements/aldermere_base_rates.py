"""Aldermere's base rates beside those of New York and London: is the made-up city plausible?

Read `run` first. The real files are read by the rules of their README: New York's rows are
complaint × arrest, so each complaint counts once for each label; London's are monthly counts of
strands that overlap, so each strand stands alone and domestic abuse is left out.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt
import polars as pl

from benchmarks.record import Figure, Measurement, shared_data
from commonweal.core.periods import first_day
from commonweal.demo import Aldermere, make_aldermere
from commonweal.demo.truths import SPREADS_TO_BE_SEEN

NYPD = "incidents/nypd_hate_crimes_2019-01_2022-12.csv"
PRECINCTS = "incidents/nypd_precinct_population_2020.csv"
LONDON = "incidents/london_mps_hate_special_crime_borough_monthly_2010-04_2018-12.csv"
BOROUGHS = "geography/london_borough_population_mid2020.csv"
UNTIL = date(2026, 11, 15)
OFTEN_ENOUGH = 0.2  # reports a week below which a dispersion index says nothing
BURST_DAYS, BURST_REPORTS = 7, 3
OF_GROUPS, OF_SEEDS, EXACT = (
    "smallest and largest of the groups",
    "smallest and largest of the seeds",
    "one file, no range",
)

Counts = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """The base rates of one city's reports by area, group and week."""

    per_100_000: float
    zero_weeks: float
    zero_months: float
    dispersion: tuple[float, ...]
    same_month: float
    bursts_per_100: float
    reports: int


def rates(reports: pl.DataFrame, *, cells: int, first: date, weeks: int, residents: int) -> Rates:
    """From one row per incident and group: `id`, `area`, `group`, `reported` (Date), `month`.

    `month` is the month in which it happened, as a Date on its first day; `cells` are areas ×
    groups, whether or not anything was reported.
    """
    inside = reports.with_columns(week=(pl.col("reported") - first).dt.total_days() // 7).filter(
        pl.col("week").is_between(0, weeks - 1)
    )
    filed = pl.col("reported").dt.truncate("1mo")
    months = inside.select(filed.n_unique()).item()
    filled_weeks = inside.select("area", "group", "week").n_unique()
    filled_months = inside.select("area", "group", filed).n_unique()
    incidents = inside["id"].n_unique()
    return Rates(
        per_100_000=incidents / residents * 100_000 * 52.1775 / weeks,
        zero_weeks=100 * (1 - filled_weeks / (cells * weeks)),
        zero_months=100 * (1 - filled_months / (cells * months)),
        dispersion=tuple(_dispersions(inside, weeks)),
        same_month=100 * inside.select((pl.col("month") == filed).mean()).item(),
        bursts_per_100=100 * _bursts(inside) / incidents,
        reports=incidents,
    )


def _dispersions(inside: pl.DataFrame, weeks: int) -> Iterable[float]:
    """Variance ÷ mean of the weekly counts of each group that is reported often enough."""
    for (_,), rows in inside.group_by("group"):
        counts = np.bincount(rows["week"].to_numpy(), minlength=weeks)
        if counts.mean() >= OFTEN_ENOUGH:
            yield float(counts.var(ddof=1) / counts.mean())


def _bursts(inside: pl.DataFrame) -> int:
    """How often three reports of a group come from one area within a week of the first."""
    found = 0
    for _, rows in inside.drop_nulls("area").group_by("area", "group"):
        days = rows["reported"].sort().to_list()
        at = 0
        while at + BURST_REPORTS <= len(days):
            if (days[at + BURST_REPORTS - 1] - days[at]).days < BURST_DAYS:
                found += 1
                start = days[at]
                while at < len(days) and (days[at] - start).days < BURST_DAYS:
                    at += 1
            else:
                at += 1
    return found


def new_york() -> Rates:
    """NYPD, filed 2019 to 2022: one row for each complaint and label."""
    year, month = (
        pl.col(name).cast(pl.Int32) for name in ("Complaint Year Number", "Month Number")
    )
    filed = pl.col("Record Create Date").str.to_date("%m/%d/%Y")
    happened = pl.date(year, month, 1)
    rows = pl.read_csv(shared_data() / NYPD, infer_schema_length=0).select(
        id="Full Complaint ID",
        area="Complaint Precinct Code",
        group="Bias Motive Description",
        reported=filed,
        # A month after its own filing belongs to the year before (README of the data).
        month=pl.when(happened > filed).then(happened.dt.offset_by("-1y")).otherwise(happened),
    )
    people = pl.read_csv(shared_data() / PRECINCTS)
    rows = rows.sort("reported").unique(["id", "group"], keep="first", maintain_order=True)
    return rates(
        rows,
        cells=people.height * rows["group"].n_unique(),
        first=date(2018, 12, 31),
        weeks=208,
        residents=int(people["P1_001N"].sum()),
    )


def aldermere(city: Aldermere) -> Rates:
    """The police of Aldermere, as of the last delivery."""
    rows = (
        city.incidents["aldermere-police"]
        .select(
            "area",
            id="incident_id",
            group="groups",
            reported=first_day(pl.col("reported_on")),
            month=first_day(pl.col("occurred_on")).dt.truncate("1mo"),
        )
        .explode("group")
    )
    return rates(
        rows,
        cells=len(city.course.districts) * len(city.course.groups),
        first=city.calendar.first,
        weeks=city.calendar.weeks,
        residents=int(city.population.residents.sum()),
    )


def london() -> list[Figure]:
    """Each hate strand of the last twelve months, and all strands' months over three years."""
    table = pl.read_csv(shared_data() / LONDON, infer_schema_length=10_000)
    hate = table.filter(
        pl.col("MajorText") == "Hate", ~pl.col("MinorText").str.starts_with("Domestic Abuse")
    )
    months = sorted(name for name in table.columns if name.isdigit())
    residents = _london_residents()
    figures, dispersions, zeros = [], [], []
    for (strand,), rows in sorted(hate.group_by("MinorText"), key=lambda item: str(item[0][0])):
        boroughs = rows.filter(pl.col("Borough").is_in(list(residents)))
        counts = boroughs.select(months[-36:]).to_numpy().astype(float)
        city = counts.sum(axis=0)
        rate = city[-12:].sum() / sum(residents.values()) * 100_000
        dispersions.append(float(city.var(ddof=1) / city.mean()))
        zeros.append(100 * float((counts == 0).mean()))
        figures.append(
            _figure(
                f"London 2018, {strand}: offences per 100,000 residents and year",
                [rate],
                int(city[-12:].sum()),
                EXACT,
            )
        )
    n = len(dispersions)
    return [
        *figures,
        _figure("London 2016–18: area × month × strand cells at zero", zeros, n, OF_GROUPS, " %"),
        _figure("London 2016–18: monthly dispersion index of a strand", dispersions, n, OF_GROUPS),
    ]


def _london_residents() -> dict[str, int]:
    """Residents of the 32 boroughs that the Metropolitan Police count in."""
    people = pl.read_csv(shared_data() / BOROUGHS).filter(pl.col("borough") != "City of London")
    return dict(people.select("borough", "persons_all_ages").iter_rows())


def _figure(name: str, values: Iterable[float], n: int, method: str, unit: str = "") -> Figure:
    held = sorted(values)
    return Figure(
        name=name,
        value=float(np.median(held)),
        low=held[0],
        high=held[-1],
        n=n,
        method=method,
        unit=unit,
    )


def _of_city(city: str, found: list[Rates], method: str) -> list[Figure]:
    """The same six figures for each city; the range is over its seeds, or over its groups."""
    n = sum(one.reports for one in found)
    spread = [value for one in found for value in one.dispersion]
    return [
        _figure(
            f"{city}: reports per 100,000 residents and year",
            [one.per_100_000 for one in found],
            n,
            method,
        ),
        _figure(
            f"{city}: area × week × group cells at zero",
            [one.zero_weeks for one in found],
            n,
            method,
            " %",
        ),
        _figure(
            f"{city}: area × month × group cells at zero",
            [one.zero_months for one in found],
            n,
            method,
            " %",
        ),
        _figure(f"{city}: weekly dispersion index of a group", spread, len(spread), OF_GROUPS),
        _figure(
            f"{city}: filed in the month in which it happened",
            [one.same_month for one in found],
            n,
            method,
            " %",
        ),
        _figure(
            f"{city}: bursts (three of one group and area within a week) per 100 reports",
            [one.bursts_per_100 for one in found],
            n,
            method,
        ),
    ]


def _truths(cities: list[Aldermere]) -> list[Figure]:
    """How far each truth on incidents stands out, in ordinary spreads."""
    figures = []
    for truth in cities[0].course.truths:
        sights = [city.sights[truth.id] for city in cities]
        plain = _figure(
            f"Aldermere, truth {truth.id}: extra reports ÷ their ordinary spread",
            [abs(sight.extra) / sight.spread for sight in sights],
            len(sights),
            OF_SEEDS,
        )
        figures.append(
            replace(plain, at_least=SPREADS_TO_BE_SEEN)
            if truth.visible
            else replace(plain, at_most=SPREADS_TO_BE_SEEN)
        )
    return figures


def run(seed: int, runs: int) -> list[Figure]:
    """New York, London, and Aldermere under `runs` seeds beginning with `seed`."""
    cities = [make_aldermere(seed + step, until=UNTIL) for step in range(runs)]
    return [
        *_of_city("Aldermere", [aldermere(city) for city in cities], OF_SEEDS),
        *_of_city("New York", [new_york()], EXACT),
        *london(),
        *_truths(cities),
    ]


MEASUREMENT = Measurement(
    measures="Base rates of the made-up city beside those of two real ones, and its truths.",
    run=run,
    seed=2026,
    runs=20,
    short_runs=2,
    sources=(
        "src/commonweal/demo/aldermere.py",
        "src/commonweal/demo/course.py",
        "src/commonweal/demo/deliveries.py",
        "src/commonweal/demo/geography.py",
        "src/commonweal/demo/incidents.py",
        "src/commonweal/demo/population.py",
        "src/commonweal/demo/sights.py",
        "src/commonweal/demo/truths.toml",
    ),
    data=(NYPD, PRECINCTS, LONDON, BOROUGHS),
)
