"""GeoJSON points as rows."""

import json

import pytest

from commonweal.core.errors import UnreadableFile
from commonweal.files.tabular import read_raw
from tests.factories.tables import rows_of


@pytest.fixture
def geojson(tmp_path):
    def write(*features):
        path = tmp_path / "town.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
        return path

    return write


def feature(geometry, **properties):
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def point(lon, lat):
    return {"type": "Point", "coordinates": [lon, lat]}


def test_properties_and_coordinates_become_columns(geojson):
    path = geojson(feature(point(4.4, 51.2), id=7.0, ok=True), feature(point(4, 51), id="8"))
    assert read_raw(path).columns == ("id", "ok", "lon", "lat")
    assert rows_of(path) == [
        (2, None, None, "7", "true", "4.4", "51.2"),
        (3, None, None, "8", None, "4", "51"),
    ]


@pytest.mark.parametrize(
    "geometry",
    [
        None,
        {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]},
        point(None, 51),
        point(float("nan"), 51),
        point(True, False),
        {"type": "Point", "coordinates": [1]},
        "here",
    ],
)
def test_a_feature_without_a_point_comes_with_its_problem(geojson, geometry):
    assert rows_of(geojson(feature(geometry, id=1)))[0][:3] == (2, "not-a-point", "lon")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"features": [', "town.geojson is not whole JSON (line 1)."),
        ("[1, 2]", "town.geojson has no list of features."),
        ('{"features": [1]}', "town.geojson has no list of features."),
        ("[" * 100_000, "town.geojson is not whole JSON."),
    ],
)
def test_what_is_no_feature_collection_is_refused(tmp_path, text, message):
    path = tmp_path / "town.geojson"
    path.write_text(text)
    with pytest.raises(UnreadableFile) as refused:
        read_raw(path)
    assert refused.value.message == message


def test_an_unknown_ending_is_refused_with_the_known_ones(tmp_path):
    with pytest.raises(UnreadableFile) as refused:
        read_raw(tmp_path / "town.docx")
    assert str(refused.value) == (
        "town.docx has an ending that no reader here knows. Files end in .csv, .tsv, .txt, .tab, "
        ".xlsx, .xlsm, .xls, .xlsb, .ods, .geojson, .json, .parquet; text may be packed as .gz."
    )
