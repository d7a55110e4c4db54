"""Water is drawn on maps where a city gives it, and is nothing else."""

import json

import pytest
import shapely

from commonweal.core.errors import InvalidAreas
from commonweal.core.places import Area, AreaSet
from commonweal.files.city import create_city, examine_city
from commonweal.files.hashing import folder_hash

RIVER = shapely.box(0.2, 51.4, 0.8, 51.6)


@pytest.fixture
def city(tmp_path):
    harbour = Area(area="harbour", name="Harbour", geometry=shapely.box(0, 51, 1, 52))
    return create_city(tmp_path / "h", name="H", areas=AreaSet((harbour,)))


def pour(city, geometry):
    """Give the city this water."""
    feature = {"type": "Feature", "properties": {}, "geometry": shapely.geometry.mapping(geometry)}
    text = json.dumps({"type": "FeatureCollection", "features": [feature]})
    (city.folder / "water.geojson").write_text(text)


def test_a_city_without_water_has_none(city):
    assert city.water() == ()


def test_water_is_read_anew_once_its_file_has_changed(city):
    pour(city, RIVER)
    assert [one.equals(RIVER) for one in city.water()] == [True]
    pour(city, RIVER.buffer(0.01))
    assert [one.equals(RIVER) for one in city.water()] == [False]


def test_water_is_part_of_the_city(city):
    before = folder_hash(city.folder)
    pour(city, RIVER)
    assert folder_hash(city.folder) != before


def test_a_river_that_is_only_a_line_is_refused_and_found_by_check(city):
    pour(city, shapely.LineString([(0, 51), (1, 52)]))
    with pytest.raises(InvalidAreas) as refusal:
        city.water()
    said = (
        "water.geojson, feature 1 cannot be drawn: it is a LineString, not a polygon. "
        "Mend it, or leave it out; a river is a polygon here, not a line."
    )
    assert str(refusal.value) == said
    assert [finding.sentence for finding in examine_city(city.folder)] == [said]
