"""Who can get to what, area by area and group by group: the whole way from tables to sentences.

Read `reach` first. Its rows stand by name of the area and in the order of the list of groups, the
majority among them; nothing is ranked and nothing is graded (charter 2).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from commonweal.core.errors import CommonwealError
from commonweal.core.groups import GroupPack
from commonweal.core.lineage import Lineage
from commonweal.core.nearest import listed
from commonweal.core.notices import Notice
from commonweal.core.places import AreaSet
from commonweal.core.small_numbers import DEFAULT_FLOOR
from commonweal.core.tables import TRAVEL_TIMES
from commonweal.mapping.reach.catchment import (
    Decay,
    FirstStep,
    Numbers,
    Pairs,
    first_step,
    near_only,
    nearest_straight,
    straight_pairs,
    table_pairs,
)
from commonweal.mapping.reach.kernels import reached
from commonweal.mapping.reach.people import Audience, People, people_of
from commonweal.mapping.reach.places import NAMED_ALIKE, Places, Wanted, places_of
from commonweal.mapping.reach.rows import AreaReach, Gap, Ground, gap_of
from commonweal.mapping.reach.starts import Starts, starts_of
from commonweal.mapping.reach.telling import caveats_of

METHOD = "commonweal.mapping.reach"
METRES, MINUTES = "m", "min"


class InvalidTravel(CommonwealError):
    """The travel times do not fit the areas and the strengths."""

    code = "invalid-travel"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReachReport:
    """Who reaches what: rows by area and group, and the gaps in sentences.

    `places` is how many strengths were reckoned with, `refused` the rows that could not be.
    """

    rows: tuple[AreaReach, ...]
    gaps: tuple[Gap, ...]
    places: int
    ground: Ground
    refused: pl.DataFrame
    notices: tuple[Notice, ...]
    caveats: tuple[str, ...]
    lineage: Lineage

    def as_answer(self) -> dict[str, Any]:
        """The keys of the `--json` answer."""
        return {
            "method": self.ground.as_dict(),
            "strengths": self.places,
            "areas": [row.as_dict(self.ground.unit) for row in self.rows],
            "gaps": [gap.as_dict(self.ground.unit) for gap in self.gaps],
            "refused": self.refused.height,
            "notices": [
                {"code": one.code, "sentence": one.sentence, "count": one.count}
                for one in self.notices
            ],
            "caveats": list(self.caveats),
        }


def reach(
    strengths: pl.DataFrame,
    *,
    areas: AreaSet,
    decay: Decay,
    pack: GroupPack,
    residents: pl.DataFrame | None = None,
    wanted: Wanted = Wanted(),  # noqa: B008 - frozen, so one for all calls
    points: pl.DataFrame | None = None,
    spread_m: float | None = None,
    travel: pl.DataFrame | None = None,
    floor: int | None = DEFAULT_FLOOR,
    rows: Sequence[int] | None = None,
    columns: Mapping[str, str] = NAMED_ALIKE,
    inputs: Mapping[str, str] | None = None,
) -> ReachReport:
    """Who can get to which of `strengths`, by area and group.

    `decay` ends at metres on straight lines, or at minutes where `travel` (`TRAVEL_TIMES`, from
    area ids to strength ids) is given. `floor` None is the desk's own view: small numbers of people
    are shown, and nothing of it may be published. Raises a `CommonwealError` for what cannot be
    reckoned with at all; single strengths that cannot are told in `refused`.
    """
    starts = starts_of(areas, points=points, spread_m=spread_m)
    people = people_of(
        starts, residents, pack=pack, language=wanted.language, group=wanted.group, floor=floor
    )
    places = places_of(
        strengths,
        areas=areas,
        wanted=wanted,
        margin_m=None if travel is not None else decay.within,
        rows=rows,
        columns=columns,
    )
    times, told = _times(travel, starts, places)
    ground = _ground(decay, wanted, floor, starts, places, timed=travel is not None)
    reckoning = _Reckoning.over(people, places, decay, times)
    found = sorted(
        (row for one in _asked(people, wanted) for row in reckoning.rows(one)),
        key=lambda row: row.at,
    )
    return ReachReport(
        rows=tuple(found),
        gaps=tuple(gap for row in found if (gap := gap_of(row, ground)) is not None),
        places=len(places.ids),
        ground=ground,
        refused=places.refused,
        notices=(*people.notices, *places.notices, *told),
        caveats=caveats_of(ground, people, places),
        lineage=Lineage(method=METHOD, version=version("commonweal"), inputs=inputs or {}),
    )


def _ground(
    decay: Decay, wanted: Wanted, floor: int | None, starts: Starts, places: Places, *, timed: bool
) -> Ground:
    return Ground(
        decay=decay,
        unit=MINUTES if timed else METRES,
        wanted=wanted,
        floor=floor,
        even=starts.even,
        sized=places.unsized < len(places.ids),
    )


def _asked(people: People, wanted: Wanted) -> tuple[Audience, ...]:
    """Everybody and every group; where one group is asked for, it stands beside the majority."""
    if wanted.group is None:
        return people.told
    beside = {None, wanted.group, *people.majority}
    return tuple(one for one in people.told if one.group in beside)


def _times(
    travel: pl.DataFrame | None, starts: Starts, places: Places
) -> tuple[Pairs | None, tuple[Notice, ...]]:
    """The table of travel times as pairs, whatever they cost."""
    if travel is None:
        return None, ()
    table = TRAVEL_TIMES.check(travel)
    _check_origins(table, starts)
    origin = _numbered(table["origin"], [area.area for area in starts.areas])
    destination = _numbered(table["destination"], places.ids)
    both = origin.is_not_null() & destination.is_not_null()
    pairs = table_pairs(
        origin.filter(both).to_numpy(),
        destination.filter(both).to_numpy(),
        table["minutes"].filter(both).to_numpy(),
        points=len(starts.areas),
        places=len(places.ids),
    )
    return pairs, _unmatched(table.height - int(both.sum()))


def _check_origins(table: pl.DataFrame, starts: Starts) -> None:
    if len(starts.area) != len(starts.areas):
        raise InvalidTravel(
            "Travel times start from areas, but the areas were given several points.",
            remedy="Use travel times without points or a grid.",
        )
    ids = [area.area for area in starts.areas]
    if table.height and not table["origin"].is_in(ids).any():
        raise InvalidTravel(
            f"No origin of the travel times is an area here; they are {listed(table['origin'][:3])}"
            f", the areas {listed(ids[:3])}.",
            remedy="Write the ids of the areas in the column origin.",
        )


def _numbered(names: pl.Series, known: Sequence[str]) -> pl.Series:
    numbers = dict(zip(known, range(len(known)), strict=True))
    return names.replace_strict(numbers, default=None, return_dtype=pl.Int64)


def _unmatched(left_out: int) -> tuple[Notice, ...]:
    if not left_out:
        return ()
    sentence = (
        "Left out because they lead from or to something that is not among these areas and "
        f"strengths: {left_out:,} travel time{'s' * (left_out != 1)}."
    )
    return (Notice(code="travel-unmatched", sentence=sentence, count=left_out),)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reckoning:
    """What the figures of every audience share: pairs, step one, and who is of which sort."""

    people: People
    places: Places
    pairs: Pairs
    times: Pairs | None
    first: FirstStep
    of_sort: Numbers
    in_a_point: NDArray[np.bool_]

    @classmethod
    def over(
        cls, people: People, places: Places, decay: Decay, times: Pairs | None
    ) -> "_Reckoning":
        starts = people.starts
        pairs = (
            straight_pairs(starts.points, places.points, decay.within)
            if times is None
            else near_only(times, decay.within)
        )
        of_sort = np.array([people.of_sort(sort) for sort in places.sorts] or [people.whole])
        at_points = np.array([starts.of_points(one) for one in of_sort])
        first = first_step(pairs, at_points, places.capacity, decay, sort=places.sort)
        return cls(
            people=people,
            places=places,
            pairs=pairs,
            times=times,
            first=first,
            of_sort=of_sort,
            in_a_point=starts.in_a_point(decay.within if times is None else np.inf),
        )

    def rows(self, audience: Audience) -> list[AreaReach]:
        """One row an area for this audience."""
        starts, serving = self.people.starts, self.places.open_to(audience.group)
        within, none = reached(
            self.pairs.starts, self.pairs.to, serving, starts.area, len(starts.areas)
        )
        access = self.first.access(self._share(audience)[:, starts.area], only=serving)
        without = self._by_area(none.astype(np.float64))
        by_area = self._by_area(access)
        nearest = self._nearest(serving)
        return [
            AreaReach.of(
                audience,
                at,
                area=area,
                within=int(within[at]),
                nearest=float(nearest[at]),
                access=float(by_area[at]),
                without=float(without[at]),
                in_a_point=bool(self.in_a_point[at]),
            )
            for at, area in enumerate(starts.areas)
        ]

    def _share(self, audience: Audience) -> Numbers:
        """Which share of the audience may use a place of each sort, by area."""
        if audience.group is not None:
            return np.ones_like(self.of_sort)
        whole = self.people.whole
        return np.divide(self.of_sort, whole, out=np.ones_like(self.of_sort), where=whole > 0)

    def _by_area(self, at_points: Numbers) -> Numbers:
        starts = self.people.starts
        weighted = at_points * starts.share
        return np.bincount(starts.area, weights=weighted, minlength=len(starts.areas))

    def _nearest(self, serving: NDArray[np.bool_]) -> Numbers:
        """How far half of each area's people have to the nearest place that serves them."""
        starts = self.people.starts
        if self.times is None:
            near = nearest_straight(starts.points, self.places.points.only(serving))
        else:
            near = _quickest(self.times, serving, len(starts.area))
        return _half_way(near, starts)


def _quickest(times: Pairs, serving: NDArray[np.bool_], points: int) -> Numbers:
    """The shortest time from each point; infinite where there is none."""
    near = np.full(points, np.inf)
    of_pair = np.repeat(np.arange(points), np.diff(times.starts))
    kept = serving[times.to]
    np.minimum.at(near, of_pair[kept], times.cost[kept])
    return near


def _half_way(near: Numbers, starts: Starts) -> Numbers:
    """The median over each area's points, weighted by their share of its people."""
    order = np.lexsort((near, starts.area))
    share, area = starts.share[order], starts.area[order]
    every = np.arange(len(starts.areas))
    before = (np.cumsum(share) - share)[np.searchsorted(area, every)][area]
    at = np.flatnonzero(np.cumsum(share) - before >= 0.5 - 1e-9)
    return near[order][at[np.searchsorted(area[at], every)]]
