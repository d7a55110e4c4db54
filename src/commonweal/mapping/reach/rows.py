"""One row for an area and an audience, and the sentence for a gap."""

from dataclasses import dataclass
from math import isfinite
from typing import Any

from commonweal.core.places import Area
from commonweal.core.short_lists import below
from commonweal.mapping.reach.catchment import Decay
from commonweal.mapping.reach.people import Audience
from commonweal.mapping.reach.places import Wanted

SHOWN, NOT_KNOWN, HIDDEN = "shown", "not-known", "hidden"
LEAST_SHARE = 1e-9
KILOMETRE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What all rows rest on: the catchment and its unit, what was asked, and who may see it.

    `unit` is `m` or `min`; `even` says that residents were spread evenly over their areas; `sized`
    that at least one place has a capacity.
    """

    decay: Decay
    unit: str
    wanted: Wanted
    floor: int | None
    even: bool
    sized: bool

    def far(self, distance: float) -> str:
        """A distance or time as a person says it."""
        if self.unit == "min":
            return f"{distance:.3g} minutes"
        if distance >= KILOMETRE:
            return f"{distance / KILOMETRE:.3g} km"
        return f"{distance:.3g} m"

    @property
    def access_unit(self) -> str:
        """What one unit of access is."""
        return "people a week per person" if self.sized else "strengths per person"

    def as_dict(self) -> dict[str, Any]:
        """The ground as it stands in the answer."""
        return {
            "weights": self.decay.words,
            "within": self.decay.within,
            "unit": self.unit,
            "need": self.wanted.need,
            "language": self.wanted.language,
            "group": self.wanted.group,
            "floor": self.floor,
            "public": self.floor is not None,
            "access_unit": self.access_unit,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaReach:
    """What the people of one group, or everybody, in one area can get to.

    `population` is None where it is not known or hidden; `population_is` says which. `within`
    counts the places within reach of any of the area's points, `nearest` is how far half of its
    people have to the nearest one; None where there is none. `without` is the share of its people
    with nothing within reach. `access` is capacity per person; None where nobody lives there.
    `in_a_point`: one point stands for an area that is wider than the catchment.
    """

    at: int
    area: str
    name: str
    group: str | None
    group_name: str
    speakers: bool
    population: int | None
    population_is: str
    within: int
    nearest: float | None
    access: float | None
    without: float
    counted: float | None
    in_a_point: bool

    @classmethod
    def of(
        cls,
        audience: Audience,
        at: int,
        *,
        area: Area,
        within: int,
        nearest: float,
        access: float,
        without: float,
        in_a_point: bool = False,
    ) -> "AreaReach":
        """The row of `audience` in the area with the number `at`."""
        people, hidden = audience.people[at], audience.hidden[at]
        state = HIDDEN if hidden else NOT_KNOWN if people is None else SHOWN
        counted = audience.counted[at]
        return cls(
            at=at,
            area=area.area,
            name=area.name,
            group=audience.group,
            group_name=audience.name,
            speakers=audience.speakers,
            population=None if hidden else people,
            population_is=state,
            within=within,
            nearest=nearest if isfinite(nearest) else None,
            access=None if counted == 0 else access,
            without=without,
            counted=counted,
            in_a_point=in_a_point,
        )

    def as_dict(self, unit: str = "m") -> dict[str, Any]:
        """The row as it stands in the answer; a time stands under `nearest_minutes`."""
        far = None if self.nearest is None else round(self.nearest, 1)
        return {
            "area": self.area,
            "name": self.name,
            "group": self.group,
            "group_name": self.group_name,
            "population": self.population,
            "population_is": self.population_is,
            "within": self.within,
            "nearest_m": far if unit == "m" else None,
            **({} if unit == "m" else {"nearest_minutes": far}),
            "access": self.access,
            "share_without": round(self.without, 4),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Nothing within reach, in one sentence; `population` are those who have nothing."""

    sentence: str
    area: str
    name: str
    group: str | None
    population: int | None
    nearest: float | None

    def as_dict(self, unit: str = "m") -> dict[str, Any]:
        """The gap as it stands in the answer."""
        far = None if self.nearest is None else round(self.nearest, 1)
        return {
            "sentence": self.sentence,
            "area": self.area,
            "name": self.name,
            "group": self.group,
            "population": self.population,
            "nearest_m" if unit == "m" else "nearest_minutes": far,
        }


def gap_of(row: AreaReach, ground: Ground) -> Gap | None:
    """The gap of a row; None where all its people have something, or nobody lives there."""
    if row.without < LEAST_SHARE or row.counted == 0:
        return None
    population = row.population
    if population is not None and row.without < 1 - LEAST_SHARE:
        population = _about(row.without * population)
    if population is not None and below(population, ground.floor):
        population = None
    point = "of the point that stands " if row.in_a_point else ""
    return Gap(
        sentence=f"{row.name}: nothing {_asked(ground)}within {ground.far(ground.decay.within)} "
        f"{point}for {_who(row, population, ground)}{_unsaid(row, ground)}. "
        f"{_nearest(row, ground)}",
        area=row.area,
        name=row.name,
        group=row.group,
        population=population,
        nearest=row.nearest,
    )


def _about(people: float) -> int:
    """Two figures that count: the grid is not where people live."""
    return int(float(f"{people:.2g}"))


def _asked(ground: Ground) -> str:
    need = f"that answers “{ground.wanted.need}” " if ground.wanted.need else ""
    language = f"in the language “{ground.wanted.language}” " if ground.wanted.language else ""
    return need + language


def _who(row: AreaReach, population: int | None, ground: Ground) -> str:
    """Whom there is nothing for, with their number where it may be said."""
    whose = "residents" if row.group is None else f"people of the group “{row.group_name}”"
    if row.speakers:
        whose = (
            "people" if row.group is None else whose
        ) + f" who speak “{ground.wanted.language}”"
    part = row.without < 1 - LEAST_SHARE
    if population is not None:
        return (
            f"about {population:,} of {row.population:,} {whose}"
            if part
            else f"{population:,} {whose}"
        )
    some = "some of the " if part else ""
    if row.population_is == NOT_KNOWN:
        return f"{some}{whose}, whose number is not known"
    return f"{some}{whose}, whose number is below the publishing floor or would give one away"


def _unsaid(row: AreaReach, ground: Ground) -> str:
    if ground.wanted.language is None or row.speakers:
        return ""
    return f"; how many of them speak “{ground.wanted.language}” is not known"


def _nearest(row: AreaReach, ground: Ground) -> str:
    if row.nearest is None:
        return "There is none in the list."
    if row.without < 1 - LEAST_SHARE:
        return f"Half of them all have {ground.far(row.nearest)} to the nearest."
    return f"The nearest is {ground.far(row.nearest)} away."
