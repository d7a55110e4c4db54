"""Aldermere whole: everything about the made-up city, from one seed.

Read `make_aldermere` first. Each part draws from its own child of the seed, so that a change in
one part leaves the others as they were.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import polars as pl

from commonweal.core.places import Area, AreaSet
from commonweal.demo.communities import name_communities
from commonweal.demo.course import Calendar, Course, calendar_until, plan_course
from commonweal.demo.deliveries import (
    Delivery,
    Source,
    as_incidents,
    deliver,
    last_day_covered,
    sources,
)
from commonweal.demo.dialogues import Dialogue, hold_dialogues
from commonweal.demo.geography import QUARTERS, SITES, Geography, draw_city
from commonweal.demo.housing import HousingPolicy, decide_housing
from commonweal.demo.incidents import CENTRE, POLICE, SCHOOLS, happen, numbered, with_news
from commonweal.demo.indicators import measure_conditions
from commonweal.demo.messages import Messages, write_messages
from commonweal.demo.other_sources import SCHOOL_WEEKS, count_transport, tell_schools
from commonweal.demo.plans import list_measures
from commonweal.demo.population import Population, settle
from commonweal.demo.proposals import Proposal, judge_proposal
from commonweal.demo.relations import relate
from commonweal.demo.requests_to_the_city import ask_the_city
from commonweal.demo.sights import sight_of
from commonweal.demo.strengths import gather_strengths
from commonweal.demo.ties import tie_together
from commonweal.demo.truths import Sight, Truth, planted_truths

SEED = 2026
PARTS = (
    "geography",
    "population",
    "course",
    "incidents",
    "schools",
    "transport",
    "messages",
    "strengths",
    "ties",
    "plans",
    "dialogues",
    "proposal",
    "indicators",
    "communities",
    "requests",
    "relations",
    "housing",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Aldermere:
    """The city, and what is true of it.

    `incidents` holds one table of `tables.INCIDENTS` for each source with rows, as of its last
    delivery; `reports` the true report behind every row, with days counted from `calendar.first`;
    `same_events` the pairs of reports of two sources that tell one event. `truths` are the planted
    ones and `sights` how far each effect on incidents stands out. `relations` holds the content of
    each relation's file.
    """

    seed: int
    calendar: Calendar
    areas: AreaSet
    river: Any
    population: Population
    populations: pl.DataFrame
    sources: tuple[Source, ...]
    deliveries: tuple[Delivery, ...]
    incidents: Mapping[str, pl.DataFrame]
    reports: pl.DataFrame
    same_events: pl.DataFrame
    course: Course
    messages: Messages
    strengths: pl.DataFrame
    ties: pl.DataFrame
    plans: pl.DataFrame
    dialogues: Mapping[str, Dialogue]
    proposal: Proposal
    indicators: pl.DataFrame
    communities: pl.DataFrame
    requests: pl.DataFrame
    relations: Mapping[str, dict[str, Any]]
    housing: HousingPolicy
    truths: tuple[Truth, ...]
    sights: Mapping[str, Sight]


def make_aldermere(seed: int = SEED, *, until: date) -> Aldermere:
    """The city with three years of full weeks, the last of which was over by the end of `until`."""
    children = np.random.SeedSequence(seed).spawn(len(PARTS))
    rng = {part: np.random.default_rng(child) for part, child in zip(PARTS, children, strict=True)}
    calendar, truths = calendar_until(until), planted_truths()
    geography, population = draw_city(rng["geography"]), settle(rng["population"])
    course = plan_course(population, calendar, truths, rng["course"])
    reports = _reports(course, rng)
    strengths = gather_strengths(geography.districts, truths, calendar.end, rng["strengths"])
    return Aldermere(
        seed=seed,
        calendar=calendar,
        areas=_areas(geography, population),
        river=geography.river,
        population=population,
        populations=population.table,
        sources=sources(calendar, schools_since=calendar.monday(-SCHOOL_WEEKS)),
        deliveries=deliver(reports, count_transport(course, rng["transport"]), calendar),
        incidents=_incidents(reports, calendar),
        reports=reports,
        same_events=_same_events(reports),
        course=course,
        messages=write_messages(course, rng["messages"]),
        strengths=strengths,
        ties=tie_together(strengths, truths, calendar.end, rng["ties"]),
        plans=list_measures(calendar, truths, rng["plans"]),
        dialogues=hold_dialogues(calendar, rng["dialogues"]),
        proposal=judge_proposal(truths, rng["proposal"]),
        indicators=measure_conditions(calendar, truths, rng["indicators"]),
        communities=name_communities(calendar.end, rng["communities"]),
        requests=ask_the_city(calendar.end, rng["requests"]),
        relations=relate(calendar, truths, rng["relations"]),
        housing=decide_housing(calendar.end, truths, rng["housing"]),
        truths=truths,
        sights={truth.id: sight_of(course, truth) for truth in course.truths},
    )


def _reports(course: Course, rng: Mapping[str, np.random.Generator]) -> pl.DataFrame:
    """All reports that came in by the end, with their ids."""
    last_day = 7 * course.calendar.weeks - 1
    told = happen(course, rng["incidents"])
    everything = pl.concat([told, tell_schools(course, rng["schools"]).select(told.columns)])
    known = numbered(everything.filter(pl.col("reported") <= last_day))
    return with_news(known, last_day, rng["incidents"])


def _incidents(reports: pl.DataFrame, calendar: Calendar) -> dict[str, pl.DataFrame]:
    return {
        f"aldermere-{source}": as_incidents(
            reports, source, last_day_covered(source, calendar.end), calendar
        )
        for source in (POLICE, CENTRE, SCHOOLS)
    }


def _same_events(reports: pl.DataFrame) -> pl.DataFrame:
    """Pairs `police_id`, `centre_id` of reports that tell one event."""
    ids = {
        source: reports.filter(pl.col("source") == source).select(
            "event", pl.col("id").alias(f"{source}_id")
        )
        for source in (POLICE, CENTRE)
    }
    return ids[POLICE].join(ids[CENTRE], on="event").drop("event").sort("police_id", "centre_id")


def _areas(geography: Geography, population: Population) -> AreaSet:
    """Quarters first, then districts, with their residents."""
    residents = dict(zip(population.districts, population.residents.tolist(), strict=True))
    quarters = tuple(
        Area(
            area=quarter,
            name=name,
            level="quarter",
            population=sum(residents[area] for area in SITES if SITES[area].quarter == quarter),
            geometry=geography.quarters[quarter],
        )
        for quarter, name in QUARTERS.items()
    )
    districts = tuple(
        Area(
            area=area,
            name=site.name,
            level="district",
            parent=site.quarter,
            population=residents[area],
            geometry=geography.districts[area],
        )
        for area, site in SITES.items()
    )
    return AreaSet((*quarters, *districts))
