"""Larger areas, from a table or from outlines, with the row that is wrong."""

import json

import pytest

from commonweal.core.errors import InvalidAreas, UnreadableFile
from commonweal.files.parents import read_parents


def write(folder, text, name="parents.csv"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_table_gives_parents_and_residents_where_they_are_known(tmp_path):
    read = read_parents(write(tmp_path, 'area,parent,population\n1,North,"1,200"\n2,South,\n'))
    assert read.parents == {"1": "North", "2": "South"}
    assert read.people == {"1": 1200}


def test_properties_of_outlines_do_as_well(tmp_path):
    ring = [[0, 51], [0.1, 51], [0.1, 51.1], [0, 51.1], [0, 51]]
    one = {
        "type": "Feature",
        "properties": {"precinct": 5, "boro": "North", "population": 90},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    text = json.dumps({"type": "FeatureCollection", "features": [one]})
    read = read_parents(
        write(tmp_path, text, "areas.geojson"), id_field="precinct", parent_field="boro"
    )
    assert (read.parents, read.people) == ({"5": "North"}, {"5": 90})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("area,boro\n1,North\n", "parents.csv has no column or property “parent”."),
        ("area,parent\n", "parents.csv holds no area."),
        (
            "area,parent\n1,North\n1,South\n",
            "Row 2 of parents.csv names no area, no parent, or an area for the second time.",
        ),
        (
            "area,parent,population\n1,North,many\n",
            "Row 1 of parents.csv: “many” is not a number of residents.",
        ),
    ],
)
def test_what_cannot_be_used_is_named(tmp_path, text, message):
    with pytest.raises(InvalidAreas) as refusal:
        read_parents(write(tmp_path, text))
    assert refusal.value.message == message


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(UnreadableFile) as refusal:
        read_parents(tmp_path / "none.csv")
    assert refusal.value.message == "none.csv cannot be read as a table."
