"""Outlines, residents and sources of Aldermere are those of a plausible city that is nowhere."""

import numpy as np
import pytest
import shapely

from commonweal.demo import Aldermere
from commonweal.demo.geography import QUARTERS, SITES, draw_city
from commonweal.demo.population import GROUPS, RESIDENTS, settle
from commonweal.files.knowledge import shipped_groups

OPEN_SEA = shapely.box(1.5, 54.3, 4.0, 55.6)  # the Dogger Bank, no land within 80 km
SEEDS = range(8)


@pytest.mark.parametrize("seed", SEEDS)
def test_districts_cover_the_city_without_gap_or_overlap(seed: int) -> None:
    drawn = draw_city(np.random.default_rng(seed))
    districts = list(drawn.districts.values())
    assert len(districts) == 14
    assert shapely.coverage_is_valid(districts)
    whole = shapely.unary_union(districts)
    assert whole.geom_type == "Polygon" and not whole.interiors
    assert {shape.geom_type for shape in districts} == {"Polygon"}


@pytest.mark.parametrize("seed", SEEDS)
def test_no_district_is_a_sliver(seed: int) -> None:
    sizes = [shape.area for shape in draw_city(np.random.default_rng(seed)).districts.values()]
    assert min(sizes) > 0.4 * max(sizes)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_river_runs_from_edge_to_edge_between_the_banks(seed: int) -> None:
    drawn = draw_city(np.random.default_rng(seed))
    edge = shapely.unary_union(list(drawn.districts.values())).exterior
    assert drawn.river.geom_type == "Polygon"
    shores = shapely.get_parts(shapely.intersection(drawn.river, edge.buffer(1e-5)))
    assert len(shores) == 2
    touched = [area for area, shape in drawn.districts.items() if shape.intersects(drawn.river)]
    assert {SITES[area].quarter for area in touched} >= {"old-town", "waterside"}


def test_the_city_lies_in_open_sea(city: Aldermere) -> None:
    assert OPEN_SEA.contains(shapely.box(*city.areas.bounds))


def test_each_quarter_is_the_union_of_its_districts(city: Aldermere) -> None:
    assert city.areas.levels == ("quarter", "district")
    for quarter in QUARTERS:
        parts = [area for area in city.areas.at_level("district") if area.parent == quarter]
        assert 3 <= len(parts) <= 4
        whole = shapely.unary_union([part.geometry for part in parts])
        assert whole.symmetric_difference(city.areas.get(quarter).geometry).area < 1e-12
        assert sum(part.population or 0 for part in parts) == city.areas.get(quarter).population


@pytest.mark.parametrize("seed", SEEDS)
def test_residents_add_up_and_no_group_is_larger_than_its_district(seed: int) -> None:
    people = settle(np.random.default_rng(seed))
    assert people.residents.sum() == RESIDENTS
    assert (people.by_group > 0).all()
    assert (people.by_group <= people.residents).all()


def test_the_groups_are_those_of_the_knowledge_pack_and_the_majority_is_among_them() -> None:
    pack = shipped_groups()
    keys = [group.key for group in GROUPS]
    pack.check(keys)
    assert any(pack.groups[key].majority for key in keys)


def test_every_group_has_a_size_in_every_district(city: Aldermere) -> None:
    assert city.populations.height == len(GROUPS) * len(SITES)
    assert city.populations["population"].min() > 0


def test_strengths_lie_in_the_district_they_name(city: Aldermere) -> None:
    rows = city.strengths
    assert (
        city.areas.locate(rows["lon"].to_numpy(), rows["lat"].to_numpy()) == rows["area"].to_list()
    )


def test_organisations_are_found_in_every_district_and_serve_every_group(city: Aldermere) -> None:
    assert set(city.strengths["area"]) == set(SITES)
    served = set(city.strengths["serves"].explode())
    assert served == {group.key for group in GROUPS}
    assert "Ferry Lane boxing club" in set(city.strengths["organisation"])
