"""The library's reach on this city's map: who can get to what, as everybody may read it.

Read `reach_of`. It reckons with public strengths alone and with the city's publishing floor, so
that the answer is the same whoever asks.
"""

from dataclasses import dataclass
from math import cos, radians, sqrt

import polars as pl

from commonweal.core.measure import M_PER_DEGREE
from commonweal.core.places import AreaSet
from commonweal.core.tables import RESIDENTS
from commonweal.files.city import City
from commonweal.mapping.reach import ReachReport, Wanted, decay_named, reach
from workbench.mapping import access
from workbench.mapping.feeds import strengths_table

DISTANCES = (500, 1_000, 1_500, 2_000, 3_000, 5_000)
USUAL = 1_500
LEAST_STEP, MOST_POINTS = 250.0, 40_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody asks for; the empty text: anything, anybody."""

    need: str = ""
    kind: str = ""
    language: str = ""
    group: str = ""
    within: int = USUAL


def reach_of(asked: Asked, city: City) -> ReachReport:
    """Who can get to what was asked for; raises where nothing that is asked for has a point."""
    areas = city.areas()
    strengths = access.public_strengths()
    if asked.kind:
        strengths = strengths.filter(kind=asked.kind)
    return reach(
        strengths_table(strengths),
        areas=areas,
        decay=decay_named("2sfca", asked.within),
        pack=city.groups(),
        residents=_residents(city),
        wanted=Wanted(
            need=asked.need or None, language=asked.language or None, group=asked.group or None
        ),
        spread_m=step_over(areas),
        floor=city.publishing_floor,
    )


def _residents(city: City) -> pl.DataFrame:
    """The city's populations by group; those of the areas stand with their outlines."""
    language = pl.lit(None, dtype=pl.String).alias("language")
    finest = pl.Series([one.area for one in city.areas().at_level(city.areas().finest)])
    known = city.populations().filter(pl.col("area").is_in(finest.implode()))
    return known.with_columns(language).select(list(RESIDENTS.columns))


def step_over(areas: AreaSet) -> float:
    """The metres between the points of a grid over the city, wider where the city is wide."""
    west, south, east, north = areas.bounds
    up = (north - south) * M_PER_DEGREE
    across = (east - west) * M_PER_DEGREE * cos(radians((south + north) / 2))
    return max(LEAST_STEP, sqrt(up * across / MOST_POINTS))
