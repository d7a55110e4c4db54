"""Who lives in Aldermere: residents by district, and the groups among them, the majority too.

Read `GROUPS` first. Groups overlap (a resident may be Black and Muslim), so they never add up to
the city. Sizes are made up, of the order that large north-west European cities publish.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from commonweal.core.tables import POPULATIONS
from commonweal.demo.geography import SITES

RESIDENTS = 420_000


@dataclass(frozen=True, slots=True, kw_only=True)
class CityGroup:
    """A group of the city: its key in the knowledge pack, its size, and what it lives through.

    `share` is its share of the residents, `events_a_week` the events told to somebody in the
    whole city, `homes` the districts where twice or three times as many live, with that factor.
    """

    key: str
    share: float
    events_a_week: float
    homes: dict[str, float]


GROUPS: tuple[CityGroup, ...] = (
    CityGroup(
        key="anti-muslim",
        share=0.11,
        events_a_week=4.6,
        homes={"harbour": 2.6, "quayside": 2.0, "ferry-lane": 1.8},
    ),
    CityGroup(
        key="anti-black",
        share=0.08,
        events_a_week=4.2,
        homes={"northmoor": 1.8, "lindfield": 1.5, "harbour": 1.7},
    ),
    CityGroup(
        key="anti-asian",
        share=0.07,
        events_a_week=2.4,
        homes={"eastbank": 2.0, "oldgate": 1.6},
    ),
    CityGroup(
        key="anti-jewish",
        share=0.012,
        events_a_week=1.6,
        homes={"castle-hill": 3.0, "st-anne": 2.2},
    ),
    CityGroup(
        key="anti-male-homosexual",
        share=0.03,
        events_a_week=2.2,
        homes={"oldgate": 2.6, "castle-hill": 1.6},
    ),
    CityGroup(
        key="anti-transgender",
        share=0.005,
        events_a_week=0.7,
        homes={"oldgate": 2.0},
    ),
    CityGroup(
        key="disability",
        share=0.16,
        events_a_week=0.9,
        homes={"southmead": 1.3, "westway": 1.3},
    ),
    CityGroup(
        key="anti-roma",
        share=0.006,
        events_a_week=0.4,
        homes={"westway": 2.4, "tanners": 2.0},
    ),
    CityGroup(
        key="majority",
        share=0.70,
        events_a_week=0.9,
        homes={"orchard": 1.15, "st-anne": 1.1},
    ),
)

# Relative size of the districts, and how many people pass through beside those who live there.
RESIDENT_WEIGHT = {
    "southmead": 1.10,
    "oldgate": 0.85,
    "ferry-lane": 1.05,
    "northmoor": 1.20,
    "st-anne": 0.95,
    "eastbank": 1.00,
    "millfield": 1.05,
    "lindfield": 1.15,
    "westway": 1.00,
    "harbour": 1.10,
    "castle-hill": 0.70,
    "quayside": 0.90,
    "orchard": 0.85,
    "tanners": 1.00,
}
PASSING_THROUGH = {"oldgate": 2.2, "castle-hill": 1.8, "quayside": 1.4, "harbour": 1.2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """Residents by district, and by group and district: shape (groups, districts)."""

    residents: npt.NDArray[np.int64]
    by_group: npt.NDArray[np.int64]

    @property
    def districts(self) -> tuple[str, ...]:
        """The district ids, in the order of the columns."""
        return tuple(SITES)

    @property
    def table(self) -> pl.DataFrame:
        """The groups' sizes as the contract `tables.POPULATIONS`."""
        rows = [
            (area, group.key, int(self.by_group[row, column]))
            for column, area in enumerate(self.districts)
            for row, group in enumerate(GROUPS)
        ]
        return pl.DataFrame(rows, schema=POPULATIONS.schema, orient="row")

    def shares_of_incidents(self, rng: np.random.Generator) -> npt.NDArray[np.float64]:
        """Where a group's incidents happen: half where it lives, half where people pass through.

        Rows sum to 1. A seeded unevenness of about a tenth keeps districts from being alike.
        """
        passing = np.array([PASSING_THROUGH.get(area, 1.0) for area in self.districts])
        crowd = self.residents * passing
        where = 0.5 * _rows_to_one(self.by_group.astype(float)) + 0.5 * crowd / crowd.sum()
        return _rows_to_one(where * rng.gamma(100, 1 / 100, where.shape))


def settle(rng: np.random.Generator) -> Population:
    """The residents of the city, and of its groups, by district; the city sums exactly."""
    weight = np.array([RESIDENT_WEIGHT[area] for area in SITES]) * rng.uniform(
        0.94, 1.06, len(SITES)
    )
    residents = _whole(RESIDENTS * weight / weight.sum())
    by_group = np.vstack([_members(group, residents, rng) for group in GROUPS])
    return Population(residents=residents, by_group=by_group)


def _members(
    group: CityGroup, residents: npt.NDArray[np.int64], rng: np.random.Generator
) -> npt.NDArray[np.int64]:
    homes = np.array([group.homes.get(area, 1.0) for area in SITES])
    drawn = residents * homes * rng.uniform(0.9, 1.1, len(SITES))
    return _whole(drawn / drawn.sum() * group.share * residents.sum())


def _rows_to_one(rows: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return rows / rows.sum(axis=1, keepdims=True)


def _whole(parts: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """Whole numbers with the same sum: the largest remainders are rounded up."""
    floor = np.floor(parts).astype(np.int64)
    missing = round(float(parts.sum())) - int(floor.sum())
    floor[np.argsort(floor - parts, kind="stable")[:missing]] += 1
    return floor
