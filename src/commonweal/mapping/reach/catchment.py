"""Floating catchments: pairs of people and places, weights by distance, and the two steps.

Read `two_step` first. Step one asks of each place how many people have it in their catchment, step
two adds up for the people what the places they reach have to give: the two-step floating catchment
area (Luo & Wang, Environ Plann B 2003, 30:865), with travel bands (Luo & Qi, Health Place 2009,
15:1100), or with a weight that falls with distance (Dai, Health Place 2010, 16:1038; Dai & Wang,
Environ Plann B 2011, 38:659). Method: docs/methods/reach.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonweal.core.errors import CommonwealError
from commonweal.core.nearest import listed, nearest_first
from commonweal.mapping.reach import kernels

type Numbers = NDArray[np.float64]
type Whole = NDArray[np.int64]

BAND_WEIGHTS = (1.0, 0.68, 0.22)  # Luo & Qi 2009, the slow decay


class InvalidCatchment(CommonwealError):
    """The catchment asked for is no catchment."""

    code = "invalid-catchment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decay:
    """How much a place counts for somebody, by how far it is; beyond `within` it does not count.

    Distances and limits share one unit, metres or minutes. Make one with the functions below.
    """

    kind: int
    limits: tuple[float, ...]
    values: tuple[float, ...]
    words: str

    def __post_init__(self) -> None:
        rising = all(a < b for a, b in zip((0.0, *self.limits), self.limits, strict=False))
        if not self.limits or not rising or not all(map(np.isfinite, self.limits)):
            raise InvalidCatchment(
                f"A catchment ends at {listed(map(str, self.limits))}, which is no distance.",
                remedy="Give a number above zero, such as 1500 (metres) or 20 (minutes); "
                "bands each wider than the one before.",
            )

    @property
    def within(self) -> float:
        """Where the catchment ends."""
        return self.limits[-1]

    def weigh(self, cost: Numbers) -> Numbers:
        """The weight of each distance or time, between 0 and 1."""
        limits, values = np.array(self.limits), np.array(self.values or (0.0,))
        found: Numbers = kernels.weights(cost, self.kind, limits, values)
        return found


def plain(within: float) -> Decay:
    """Whole weight up to the border, none beyond it."""
    words = "every place within reach counts alike"
    return Decay(kind=kernels.ALONE, limits=(within,), values=(), words=words)


def banded(limits: Sequence[float], values: Sequence[float] = BAND_WEIGHTS) -> Decay:
    """One weight a band, each band ending at its limit."""
    if len(limits) != len(values) or not all(0 <= value <= 1 for value in values):
        raise InvalidCatchment(
            f"{len(limits)} bands and the weights {listed(map(str, values))} do not fit.",
            remedy="Give one weight from 0 to 1 for each band.",
        )
    words = f"places count {listed(f'{value:g}' for value in values)} by bands of distance"
    return Decay(kind=kernels.BANDS, limits=tuple(limits), values=tuple(values), words=words)


def gaussian(sigma: float, within: float) -> Decay:
    """exp(−d² ÷ 2σ²), cut off at the border."""
    if not sigma > 0:
        raise InvalidCatchment(
            f"{sigma:g} is no width of a bell curve.", remedy="Give a width above zero."
        )
    words = f"the nearer a place, the more it counts (Gaussian of width {sigma:g})"
    return Decay(kind=kernels.GAUSSIAN, limits=(within,), values=(sigma,), words=words)


def smooth(within: float) -> Decay:
    """Dai's Gaussian, which falls from 1 to 0 at the border without a jump."""
    words = "the nearer a place, the more it counts, down to nothing at the border"
    return Decay(kind=kernels.SMOOTH, limits=(within,), values=(), words=words)


def epanechnikov(within: float) -> Decay:
    """The kernel of KD2SFCA: ¾ (1 − (d ÷ border)²)."""
    words = "the nearer a place, the more it counts (Epanechnikov kernel)"
    return Decay(kind=kernels.EPANECHNIKOV, limits=(within,), values=(), words=words)


METHODS = ("2sfca", "e2sfca", "decay", "kd2sfca")


def decay_named(method: str, within: float) -> Decay:
    """The decay of a method by its name; three bands of equal width for `e2sfca`."""
    if method not in METHODS:
        raise InvalidCatchment(
            f"“{method}” is no method of reach.",
            remedy=f"Choose one of {listed(nearest_first(method, METHODS))}.",
        )
    if method == "e2sfca":
        return banded([within / 3, 2 * within / 3, within])
    return {"2sfca": plain, "decay": smooth, "kd2sfca": epanechnikov}[method](within)


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """Longitudes and latitudes in WGS84 degrees."""

    lon: Numbers
    lat: Numbers

    def only(self, wanted: NDArray[np.bool_]) -> "Points":
        """Some of the points."""
        return Points(lon=self.lon[wanted], lat=self.lat[wanted])

    @property
    def vectors(self) -> Numbers:
        """The points as unit vectors, shape (points, 3)."""
        lon, lat = np.radians(self.lon), np.radians(self.lat)
        level = np.cos(lat)
        return np.stack([level * np.cos(lon), level * np.sin(lon), np.sin(lat)], axis=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Who has which place within reach: the pairs of point `i` are `starts[i]:starts[i + 1]`.

    `to` numbers the places, `cost` is the distance (metres) or time (minutes), `places` their
    number.
    """

    starts: Whole
    to: NDArray[np.int32]
    cost: Numbers
    places: int


def straight_pairs(people: Points, places: Points, within: float) -> Pairs:
    """The pairs at most `within` metres apart on a sphere of the earth's mean radius.

    Straight lines; for a city they differ by at most 0.6 % from those on the ellipsoid.
    """
    order = np.argsort(places.lat, kind="stable").astype(np.int32)
    starts, to, cost = kernels.pairs_within(
        people.vectors,
        np.radians(people.lat),
        places.vectors[order],
        np.radians(places.lat)[order],
        order,
        float(within),
    )
    return Pairs(starts=starts, to=to, cost=cost, places=len(places.lon))


def nearest_straight(people: Points, places: Points) -> Numbers:
    """Metres from each point to the nearest place; infinite where there is none at all."""
    order = np.argsort(places.lat, kind="stable")
    found: Numbers = kernels.nearest_metres(
        people.vectors,
        np.radians(people.lat),
        places.vectors[order],
        np.radians(places.lat)[order],
    )
    return found


def table_pairs(
    origin: Whole, destination: Whole, cost: Numbers, *, points: int, places: int
) -> Pairs:
    """The pairs of a table: row by row a point, a place and what it costs to get there."""
    order = np.lexsort((destination, origin))
    starts = np.searchsorted(origin[order], np.arange(points + 1))
    return Pairs(
        starts=starts.astype(np.int64),
        to=destination[order].astype(np.int32),
        cost=cost[order].astype(np.float64),
        places=places,
    )


def near_only(pairs: Pairs, within: float) -> Pairs:
    """The pairs that cost at most `within`."""
    near = pairs.cost <= within
    starts = np.concatenate([[0], np.cumsum(near)])[pairs.starts]
    return Pairs(starts=starts, to=pairs.to[near], cost=pairs.cost[near], places=pairs.places)


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstStep:
    """What each place has to give each of the people in its catchment: `ratio`.

    `asking` is the weighted number of these people; a place that nobody asks has a ratio of 0.
    `sort` numbers the places by who may use them.
    """

    pairs: Pairs
    weight: Numbers
    sort: Whole
    asking: Numbers
    ratio: Numbers

    def access(self, share: Numbers, *, only: NDArray[np.bool_] | None = None) -> Numbers:
        """Step two: what the places within reach of each point have to give each person there.

        `share` (sorts, points): which share of those people may use a place of that sort. `only`
        leaves the other places out of the sum; they still had their people in step one.
        """
        ratio = self.ratio if only is None else np.where(only, self.ratio, 0.0)
        found: Numbers = kernels.given(
            self.pairs.starts, self.pairs.to, self.weight, ratio, share, self.sort
        )
        return found


def first_step(
    pairs: Pairs, people: Numbers, capacity: Numbers, decay: Decay, *, sort: Whole | None = None
) -> FirstStep:
    """Step one over `people` (sorts, points) and the `capacity` of every place."""
    sort = np.zeros(pairs.places, dtype=np.int64) if sort is None else sort
    weight = decay.weigh(pairs.cost)
    asking = kernels.people_asking(pairs.starts, pairs.to, weight, people, sort, pairs.places)
    ratio = np.divide(capacity, asking, out=np.zeros(pairs.places), where=asking > 0)
    return FirstStep(pairs=pairs, weight=weight, sort=sort, asking=asking, ratio=ratio)


def two_step(pairs: Pairs, people: Numbers, capacity: Numbers, decay: Decay) -> Numbers:
    """Access at every point: capacity per person over the places within reach.

    `people` at each point and `capacity` of each place. Where everybody reaches something, the sum
    of people × access is the sum of the capacities that anybody reaches.
    """
    first = first_step(pairs, people[np.newaxis, :].astype(np.float64), capacity, decay)
    return first.access(np.ones((1, len(people))))
