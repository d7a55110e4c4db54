"""Polygons out of GeoJSON: what is taken, mended, refused."""

import json

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import mapping

from commonweal.core.errors import CommonwealError, InvalidAreas, UnreadableFile
from commonweal.files.outlines import read_outlines

SQUARE = mapping(shapely.box(4.0, 51.0, 4.1, 51.1))


def collection(*geometries, **members):
    features = [{"type": "Feature", "properties": {}, "geometry": g} for g in geometries]
    return {"type": "FeatureCollection", "features": features, **members}


@pytest.fixture
def geojson(tmp_path):
    def write(data):
        path = tmp_path / "areas.geojson"
        content = data if isinstance(data, bytes) else json.dumps(data).encode()
        path.write_bytes(content)
        return path

    return write


def looped(loop_width):
    """A square whose ring walks twice around a strip of that width: counted double as drawn."""
    east = 4.0 + loop_width
    loop = [(4.0, 51.0), (east, 51.0), (east, 51.1), (4.0, 51.1), (4.0, 51.0)]
    ring = [*loop, (4.1, 51.0), (4.1, 51.1), (4.0, 51.1), (4.0, 51.0)]
    return {"type": "Polygon", "coordinates": [ring]}


def test_a_sound_outline_is_taken_as_it_is(geojson):
    (outline,) = read_outlines(geojson(collection(SQUARE)))
    assert outline.geometry.equals(shapely.box(4.0, 51.0, 4.1, 51.1))
    assert (outline.number, outline.fault, outline.mended) == (1, "", None)


def test_heights_are_left_out(geojson):
    square = mapping(shapely.force_3d(shapely.box(4.0, 51.0, 4.1, 51.1), 7.0))
    (outline,) = read_outlines(geojson(collection(square)))
    assert not outline.geometry.has_z


def test_a_byte_order_mark_is_read_over(geojson):
    data = b"\xef\xbb\xbf" + json.dumps(collection(SQUARE)).encode()
    assert len(read_outlines(geojson(data))) == 1


def test_an_outline_that_changes_by_less_than_one_percent_is_mended(geojson):
    (outline,) = read_outlines(geojson(collection(looped(0.0008))))
    assert outline.geometry.is_valid
    assert outline.geometry.equals(shapely.box(4.0, 51.0, 4.1, 51.1))
    assert outline.mended == pytest.approx(0.0008 / 0.1008, rel=1e-3)


def test_an_outline_that_changes_by_more_than_one_percent_is_refused(geojson):
    (outline,) = read_outlines(geojson(collection(looped(0.0012))))
    assert outline.geometry is None
    assert outline.fault == (
        "its outline crosses or overlaps itself, and mending it would change its size by 1.2 %: "
        "78.95 km² as drawn, 78.01 km² mended"
    )


def test_a_bow_tie_that_cancels_itself_is_refused(geojson):
    bow = {"type": "Polygon", "coordinates": [[(4, 51), (5, 52), (5, 51), (4, 52), (4, 51)]]}
    (outline,) = read_outlines(geojson(collection(bow)))
    assert "would change its size by more than the whole of it" in outline.fault


@pytest.mark.parametrize(
    ("geometry", "fault"),
    [
        (None, "it has no outline"),
        ({"type": "Point", "coordinates": [4, 51]}, "it is a Point, not a polygon"),
        ({"type": "GeometryCollection", "geometries": []}, "it is a GeometryCollection, not a"),
        (["Polygon"], "it is no polygon"),
        ({"type": "Polygon", "coordinates": []}, "its outline is empty"),
        ({"type": "MultiPolygon", "coordinates": []}, "its outline is empty"),
        ({"type": "Polygon", "coordinates": [[[4, 51], [5, 52]]]}, "its outline is not made of"),
        ({"type": "Polygon", "coordinates": "none"}, "its outline is not made of rings"),
        ({"type": "Polygon"}, "its outline is not made of rings of at least four points"),
        (
            {"type": "Polygon", "coordinates": [[[4, 51], [5, 51], [4.5, 51], [4, 51]]]},
            "its outline encloses nothing",
        ),
    ],
)
def test_a_feature_without_a_usable_polygon_says_why(geojson, geometry, fault):
    (outline,) = read_outlines(geojson(collection(geometry)))
    assert outline.geometry is None
    assert outline.fault.startswith(fault)


def test_a_coordinate_that_is_not_a_number_is_refused(geojson):
    text = json.dumps(collection(SQUARE)).replace("51.1", "NaN")
    (outline,) = read_outlines(geojson(text.encode()))
    assert outline.fault == "a coordinate is not a number"


def test_metres_of_a_national_projection_are_named_as_such(geojson):
    with pytest.raises(InvalidAreas) as refused:
        read_outlines(geojson(collection(mapping(shapely.box(530000, 180000, 531000, 181000)))))
    assert str(refused.value) == (
        "areas.geojson, feature 1: the coordinates 531000, 180000 are no longitude and latitude in "
        "degrees. The file is probably in a national projection, in metres. "
        "Export it again in WGS84 (EPSG:4326), longitude before latitude."
    )


def test_latitude_before_longitude_is_named_as_such(geojson):
    with pytest.raises(InvalidAreas) as refused:
        read_outlines(geojson(collection(mapping(shapely.box(40.5, -120.1, 40.6, -120)))))
    assert "The two are probably exchanged. Export it again" in str(refused.value)


def test_a_file_that_names_another_projection_is_refused(geojson):
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
    with pytest.raises(InvalidAreas, match="in another projection than WGS84"):
        read_outlines(geojson(collection(SQUARE, crs=crs)))


@pytest.mark.parametrize("name", ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326"])
def test_a_file_that_names_wgs84_is_taken(geojson, name):
    crs = {"type": "name", "properties": {"name": name}}
    assert len(read_outlines(geojson(collection(SQUARE, crs=crs)))) == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            b'{"type": "FeatureCollection", "features": [',
            "areas.geojson is not GeoJSON: it breaks off or goes wrong at line 1, column 44. "
            "Export the areas as GeoJSON in UTF-8.",
        ),
        (
            b"\xff\xfe\x00",
            "areas.geojson is not GeoJSON: byte 1 is no UTF-8 text. "
            "Export the areas as GeoJSON in UTF-8.",
        ),
        (
            b"[" * 100_000,
            "areas.geojson is not GeoJSON: it is nested deeper than any outline. "
            "Export the areas as GeoJSON in UTF-8.",
        ),
        (
            b"[" + b"1" * 5_000 + b"]",
            "areas.geojson is not GeoJSON: a number in it has too many digits. "
            "Export the areas as GeoJSON in UTF-8.",
        ),
        (
            b'{"type": "Topology", "objects": {}}',
            "areas.geojson is TopoJSON, not GeoJSON. "
            "Export it as GeoJSON, for example with mapshaper or QGIS.",
        ),
        (
            b'{"type": "Polygon", "coordinates": []}',
            "areas.geojson is not a GeoJSON FeatureCollection. "
            "Export all areas together as one GeoJSON FeatureCollection.",
        ),
    ],
)
def test_a_file_that_is_no_geojson_is_refused_in_words(geojson, content, sentence):
    with pytest.raises(UnreadableFile) as refused:
        read_outlines(geojson(content))
    assert str(refused.value) == sentence


def test_a_file_that_is_not_there_or_a_folder_is_refused_in_words(tmp_path):
    with pytest.raises(UnreadableFile, match=r"There is no file missing\.geojson\."):
        read_outlines(tmp_path / "missing.geojson")
    with pytest.raises(UnreadableFile, match="cannot be opened: Is a directory"):
        read_outlines(tmp_path)


def test_a_file_larger_than_any_city_is_refused_before_it_is_read(geojson):
    path = geojson(b"")
    with path.open("wb") as file:
        file.truncate(64_000_001)
    with pytest.raises(
        UnreadableFile, match="is 64 MB long; the outlines of a city are read up to"
    ):
        read_outlines(path)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.dictionaries(st.sampled_from(["type", "coordinates", "x"]), inner, max_size=3)
    ),
    max_leaves=20,
)
GEOMETRY = st.fixed_dictionaries(
    {"type": st.sampled_from(["Polygon", "MultiPolygon", "Point"]), "coordinates": JSON}
)


@given(geometries=st.lists(GEOMETRY | JSON, min_size=1, max_size=3))
def test_whatever_stands_in_a_feature_the_answer_is_a_fault_or_an_error_in_words(
    tmp_path_factory, geometries
):
    path = tmp_path_factory.mktemp("fuzz") / "areas.geojson"
    path.write_text(json.dumps(collection(*geometries)))
    try:
        outlines = read_outlines(path)
    except CommonwealError:
        return
    for outline in outlines:
        assert bool(outline.fault) == (outline.geometry is None)


@given(content=st.binary(max_size=200))
def test_whatever_bytes_a_file_holds_the_answer_is_an_error_in_words(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("fuzz") / "areas.geojson"
    path.write_bytes(content)
    with pytest.raises(CommonwealError):
        read_outlines(path)
