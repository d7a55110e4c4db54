"""Zones of a city: single areas, neighbourhoods, parents, the whole; islands and one area alone."""

import shapely

from commonweal.core.places import Area, AreaSet
from commonweal.listening.signals.zones import zones_of


def square(x: float, y: float, size: float = 0.01):
    return shapely.box(x, y, x + size, y + size)


def city(*places: tuple[str, float, float], parents: dict[str, str] | None = None) -> AreaSet:
    above = [
        Area(area=name, name=name, level="quarter", geometry=square(-0.2, -0.2, 0.5))
        for name in sorted(set((parents or {}).values()))
    ]
    below = [
        Area(area=name, name=name, parent=(parents or {}).get(name), geometry=square(x, y))
        for name, x, y in places
    ]
    return AreaSet((*above, *below))


GRID = [(f"{x}{y}", x / 100, y / 100) for y in range(3) for x in range(4)]


def test_every_area_and_the_whole_city_are_zones():
    zones = zones_of(city(*GRID))
    named = {zones.areas(i) for i in range(len(zones.members))}
    assert {(name,) for name, _x, _y in GRID} <= named
    assert zones.areas(len(zones.members) - 1) == ()


def test_a_neighbourhood_grows_by_areas_that_touch_it():
    zones = zones_of(city(*GRID))
    family = next(m for m in zones.members if len(m) == 3 and m[0] == 0)
    assert {zones.ids[i] for i in family} == {"00", "10", "01"}


def test_an_island_takes_the_nearest_area():
    zones = zones_of(city(("a", 0, 0), ("b", 0.01, 0), ("far", 0.3, 0), ("further", 0.9, 0)))
    assert ("b", "far") in {tuple(sorted(zones.areas(i))) for i in range(len(zones.members))}


def test_parent_areas_are_zones():
    parents = {"00": "west", "01": "west", "02": "west", "10": "west", "33": "east"}
    zones = zones_of(city(*GRID, parents={k: v for k, v in parents.items() if k != "33"}))
    assert ("00", "10", "01", "02") in {zones.areas(i) for i in range(len(zones.members))}


def test_one_area_is_the_whole_city_once():
    zones = zones_of(city(("a", 0, 0)))
    assert [zones.areas(i) for i in range(len(zones.members))] == [()]


def test_without_outlines_there_is_the_whole_city():
    assert zones_of(None).members == ((0,),)


def test_two_areas_that_adjoin_are_a_zone_even_where_neither_is_the_others_nearest():
    zones = zones_of(city(*GRID))
    named = [frozenset(zones.areas(i)) for i in range(len(zones.members))]
    pairs = [one for one in named if len(one) == 2]
    beside = {
        frozenset((one, other))
        for one in (name for name, _x, _y in GRID)
        for other in (name for name, _x, _y in GRID)
        if one < other and max(abs(int(one[i]) - int(other[i])) for i in (0, 1)) == 1
    }
    assert set(pairs) == beside
