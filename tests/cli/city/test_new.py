"""`commonweal new`: a city from outlines as cities publish them."""

import json

import pytest

from commonweal.files.city import read_city


def square(column, **properties):
    ring = [[column, 51], [column + 1, 51], [column + 1, 52], [column, 52], [column, 51]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


@pytest.fixture
def two_levels(tmp_path, city_folder):
    """Outlines of two levels that both count from 01, and residents of a group by district."""
    levels = {
        "district": [square(2, no="01", of="01"), square(3, no="02", of="02")],
        "borough": [square(2, no="01", name="West"), square(3, no="02", name="East")],
    }
    for name, features in levels.items():
        outlines = {"type": "FeatureCollection", "features": features}
        (tmp_path / f"{name}.geojson").write_text(json.dumps(outlines))
    (tmp_path / "people.csv").write_text("no,jews\n01,300\n02,20\n")
    order = ("--name", "Twice", "--areas", tmp_path / "district.geojson", "--area-id", "no")
    above = ("--above", tmp_path / "borough.geojson", "--above-id", "no", "--parent", "of")
    people = ("--group-population", f"anti-jewish={tmp_path / 'people.csv'}:jews")
    return tmp_path / "twice", (*order, *above, *people)


def test_two_levels_that_both_count_from_one_are_kept_apart_by_a_prefix(commonweal, two_levels):
    folder, order = two_levels
    assert commonweal("new", folder, *order, "--id-prefix", "d").code == 0
    city = read_city(folder)
    assert {one.area: one.parent for one in city.areas().at_level("district")} == {
        "d01": "01",
        "d02": "02",
    }
    assert city.populations().rows() == [("d01", "anti-jewish", 300), ("d02", "anti-jewish", 20)]


def test_without_a_prefix_the_error_names_the_ids_and_the_way_out(commonweal, two_levels):
    folder, order = two_levels
    refused = commonweal("new", folder, *order)
    assert refused.code == 2
    assert "01, 02 stand more than once" in refused.error.message
    assert "--id-prefix" in refused.error.remedy
    assert not folder.exists()
