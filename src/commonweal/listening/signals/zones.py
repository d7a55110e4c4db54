"""Where a rise may lie: single areas, neighbourhoods, parent areas and the whole city.

Read `zones_of` first. Zones come in families: the areas of a family in the order in which they are
added, so that the search adds sums instead of making them anew. A neighbourhood grows from one area
by the nearest area that touches what it already holds, and by the nearest of all where nothing
touches (islands). Two areas that adjoin are a zone even where neither is the other's nearest.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import shapely

from commonweal.core.measure import flat
from commonweal.core.places import NEIGHBOUR_GAP_M, AreaSet

Whole = npt.NDArray[np.int64]

LARGEST_NEIGHBOURHOOD = 10


@dataclass(frozen=True, eq=False)
class Zones:
    """Families of zones over `ids`, the areas of the finest level in their order.

    Family f is `orders[starts[f]:starts[f + 1]]`; its zones are its first `first_size[f]` areas,
    one more, and so on to all of it. With `nowhere`, number `len(ids)` stands for what is known to
    the city only; it belongs to the whole city and to no other zone.
    """

    ids: tuple[str, ...]
    nowhere: bool
    orders: Whole
    starts: Whole
    first_size: Whole

    @property
    def arrays(self) -> tuple[Whole, Whole, Whole]:
        """The families as the kernels take them."""
        return self.orders, self.starts, self.first_size

    @cached_property
    def members(self) -> tuple[tuple[int, ...], ...]:
        """The areas of each zone, by number; the numbers are those of the kernels."""
        found: list[tuple[int, ...]] = []
        for start, end, first in zip(
            self.starts[:-1], self.starts[1:], self.first_size, strict=True
        ):
            family = tuple(self.orders[start:end].tolist())
            found += [family[:size] for size in range(int(first), len(family) + 1)]
        return tuple(found)

    def areas(self, zone: int) -> tuple[str, ...]:
        """The ids of a zone in the order of the city; empty for the whole city."""
        members = self.members[zone]
        if zone == len(self.members) - 1:
            return ()
        return tuple(self.ids[i] for i in sorted(members))


def zones_of(areas: AreaSet | None) -> Zones:
    """The zones of a city; without areas, the whole city alone."""
    if areas is None:
        return families((), [], [])
    finest = areas.at_level(areas.finest)
    ids = tuple(area.area for area in finest)
    place = {area: i for i, area in enumerate(ids)}
    parents: dict[str, list[int]] = {}
    for area in finest:
        for above in _above(areas, area.parent):
            parents.setdefault(above, []).append(place[area.area])
    geometries = np.array([area.geometry for area in finest], dtype=object)
    growing, pairs = neighbourhoods(geometries)
    return families(ids, growing, [*pairs, *parents.values()])


def _above(areas: AreaSet, parent: str | None) -> list[str]:
    found = []
    while parent is not None:
        found.append(parent)
        parent = areas.get(parent).parent
    return found


def families(
    ids: tuple[str, ...],
    neighbourhoods: list[list[int]],
    wholes: list[list[int]],
    *,
    nowhere: bool = True,
) -> Zones:
    """Zones from growing neighbourhoods and from `wholes`, such as parent areas; the city is last.

    A zone that holds every area is the whole city and stands once.
    """
    n = len(ids)
    growing = [near[: n - 1] for near in neighbourhoods if n > 1]
    whole = [inside for inside in wholes if 1 < len(inside) < n]
    city = list(range(n + nowhere))
    orders = [*growing, *whole, city]
    sizes = [*(1 for _ in growing), *(len(inside) for inside in whole), len(city)]
    return Zones(
        ids=ids,
        nowhere=nowhere,
        orders=np.array([i for order in orders for i in order], dtype=np.int64),
        starts=np.cumsum([0, *map(len, orders)]).astype(np.int64),
        first_size=np.array(sizes, dtype=np.int64),
    )


def neighbourhoods(
    geometries: npt.NDArray[np.object_],
) -> tuple[list[list[int]], list[list[int]]]:
    """For each area, itself and the areas around it in the order in which they are taken in.

    Beside them, the adjoining pairs with which no neighbourhood begins.
    """
    n = len(geometries)
    largest = min(LARGEST_NEIGHBOURHOOD, max(1, n // 2))
    latitude = float(np.mean(shapely.get_y(shapely.centroid(geometries))))
    to_metres, _back = flat(latitude)
    metric = shapely.transform(geometries, to_metres)
    centres = shapely.get_coordinates(shapely.centroid(metric))
    far = np.hypot(*(centres[:, None, :] - centres[None, :, :]).transpose(2, 0, 1))
    touching = np.zeros((n, n), dtype=bool)
    tree = shapely.STRtree(metric)
    one, other = tree.query(metric, predicate="dwithin", distance=NEIGHBOUR_GAP_M)
    touching[one, other] = True
    growing = [_grown(i, far, touching, largest) for i in range(n)]
    begun = {frozenset(near[:2]) for near in growing}
    adjoining = np.argwhere(np.triu(touching, 1)).tolist()
    return growing, [pair for pair in adjoining if frozenset(pair) not in begun]


def _grown(
    first: int, far: npt.NDArray[np.float64], touching: npt.NDArray[np.bool_], largest: int
) -> list[int]:
    taken = [first]
    while len(taken) < largest:
        left = np.ones(len(far), dtype=bool)
        left[taken] = False
        beside = touching[taken].any(axis=0) & left
        among = beside if beside.any() else left
        taken.append(int(np.where(among, far[first], np.inf).argmin()))
    return taken
