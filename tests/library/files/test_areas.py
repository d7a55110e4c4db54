"""Areas out of any GeoJSON: fields, levels, parents, populations; and back."""

import json
from itertools import count

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import mapping

from commonweal.core.errors import InvalidAreas
from commonweal.core.places import Area, AreaSet
from commonweal.files.areas import read_areas, read_city_areas, write_areas
from commonweal.files.hashing import areas_hash
from commonweal.files.populations import PopulationColumn


def strip(place, *, width=0.1, **properties):
    """One feature: a box of `width` degrees at the given place from west to east."""
    west = 4 + place * 0.1
    outline = mapping(shapely.box(west, 51.0, west + width, 51.1))
    return {"type": "Feature", "properties": properties, "geometry": outline}


@pytest.fixture
def geojson(tmp_path):
    numbers = count()

    def write(*features):
        path = tmp_path / f"areas{next(numbers) or ''}.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
        return path

    return write


@pytest.fixture
def table(tmp_path):
    def write(text):
        path = tmp_path / "people.csv"
        path.write_text(text)
        return path

    return write


def test_id_and_name_come_from_the_chosen_fields(geojson):
    path = geojson(strip(0, code=7.0, label="  Old  Town "), strip(1, code="08", label="Port"))
    areas = read_areas(path, id_field="code", name_field="label", level="ward").areas
    assert [(a.area, a.name, a.level) for a in areas.areas] == [
        ("7", "Old Town", "ward"),
        ("08", "Port", "ward"),
    ]


def test_without_a_name_field_the_field_name_serves_or_else_the_id(geojson):
    areas = read_areas(geojson(strip(0, code=1, name="Port"), strip(1, code=2)), id_field="code")
    assert [area.name for area in areas.areas.areas] == ["Port", "2"]


@pytest.mark.parametrize("field", ["id_field", "name_field"])
def test_a_field_that_no_area_has_is_answered_with_the_nearest(geojson, field):
    path = geojson(strip(0, code=1, borough="Port"))
    with pytest.raises(InvalidAreas) as refused:
        read_areas(path, **{"id_field": "code", field: "boro"})
    assert str(refused.value) == (
        "No area in areas.geojson has a field “boro”. Choose one of its fields: borough, code."
    )


def test_areas_without_any_field_are_told_to_have_one(geojson):
    with pytest.raises(InvalidAreas, match="Its areas have no fields at all; add one with the id"):
        read_areas(geojson(strip(0)), id_field="code")


def test_areas_without_an_id_are_named_by_their_place_in_the_file(geojson):
    path = geojson(strip(0, code=1), strip(1, code=None), strip(2, code=True))
    with pytest.raises(InvalidAreas) as refused:
        read_areas(path, id_field="code")
    assert str(refused.value) == (
        "2 of 3 areas in areas.geojson have no id in “code”: feature 2, 3. "
        "Fill in the id, or choose a field that every area has."
    )


def test_ids_used_twice_are_answered_with_fields_that_differ(geojson):
    path = geojson(strip(0, district=1, name="A"), strip(1, district=1.0, name="B"))
    with pytest.raises(InvalidAreas) as refused:
        read_areas(path, id_field="district")
    assert str(refused.value) == (
        "Ids in the field “district” of areas.geojson stand more than once: 1 (2 times). "
        "Choose a field that differs in every area, such as name."
    )


def test_every_area_that_cannot_be_used_is_named_with_its_reason(geojson):
    empty = {**strip(1, code="b"), "geometry": {"type": "Polygon", "coordinates": []}}
    without = {**strip(2, code="c"), "geometry": None}
    with pytest.raises(InvalidAreas) as refused:
        read_areas(geojson(strip(0, code="a"), empty, without), id_field="code")
    assert str(refused.value) == (
        "2 of 3 areas in areas.geojson cannot be used. "
        "b: its outline is empty; c: it has no outline. "
        "Mend these outlines where they come from, for example in QGIS, and export again."
    )
    assert refused.value.fields["areas"] == {"b": "its outline is empty", "c": "it has no outline"}


def test_a_mended_outline_is_told_with_its_name_and_change(geojson):
    feature = strip(0, code="a", name="Port")
    ring = feature["geometry"]["coordinates"][0]
    spike = [ring[0], [4.05, 51.05], *ring]
    feature["geometry"] = {"type": "Polygon", "coordinates": [spike]}
    read = read_areas(geojson(feature), id_field="code")
    assert [notice.sentence for notice in read.notices] == [
        "The outline of Port (a) crossed or overlapped itself and was mended; "
        "its size changed by 0.00 %."
    ]
    assert read.areas.geometries[0].is_valid


def test_areas_that_cover_each_other_are_told(geojson):
    path = geojson(strip(0, code="a", name="A", width=0.12), strip(1, code="b", name="B"))
    (notice,) = read_areas(path, id_field="code").notices
    assert notice.sentence == (
        "Areas cover each other: A and B. "
        "A point in both is counted in the first of them in id order."
    )


def test_populations_join_from_a_table_whatever_form_the_ids_have(geojson, table):
    people = PopulationColumn(
        path=table('Ward,Residents\n1.0,"1,234"\n2,.\n3,5\n'), id_column="Ward", column="Residents"
    )
    path = geojson(strip(0, code=1), strip(1, code=2))
    read = read_areas(path, id_field="code", population=people)
    assert [area.population for area in read.areas.areas] == [1234, None]
    assert [notice.sentence for notice in read.notices] == [
        "The population of 2 is not known.",
        "The table has rows for 3, which are not areas here; they were left out.",
    ]


def test_populations_may_be_a_property_of_the_areas(geojson):
    path = geojson(strip(0, code=1, people=10), strip(1, code=2, people=20.0))
    areas = read_areas(path, id_field="code", population=PopulationColumn(column="people")).areas
    assert areas.table["population"].to_list() == [10, 20]


CITY = strip(0, width=0.3, code="city")


def test_a_parent_is_the_area_that_holds_at_least_half(geojson):
    coarser = read_areas(
        geojson(strip(0, code="w", width=0.15), strip(1.5, code="e", width=0.15)), id_field="code"
    ).areas
    fine = geojson(strip(0, code=1), strip(1.1, code=2), strip(2, code=3))
    read = read_areas(fine, id_field="code", level="ward", coarser=coarser)
    assert {area.area: area.parent for area in read.areas.at_level("ward")} == {
        "1": "w",
        "2": "e",
        "3": "e",
    }
    assert read.areas.levels == ("district", "ward")


def test_an_area_that_no_parent_half_holds_stands_alone_and_is_told(geojson):
    coarser = read_areas(geojson(strip(0, code="w", width=0.04)), id_field="code").areas
    read = read_areas(geojson(strip(0, code=1)), id_field="code", level="ward", coarser=coarser)
    assert read.areas.get("1").parent is None
    assert [notice.sentence for notice in read.notices] == [
        "No area of the level above holds half of 1; they stand without a parent."
    ]


def test_a_parent_field_names_the_parent(geojson):
    coarser = read_areas(geojson(CITY), id_field="code", level="city").areas
    path = geojson(strip(0, code=1, of="city"), strip(1, code=2, of="town"))
    with pytest.raises(InvalidAreas, match=r"The area 2 \(2\) lies in “town”, which is no"):
        read_areas(path, id_field="code", parent_field="of", coarser=coarser)


def test_a_parent_field_without_the_level_above_is_refused(geojson):
    with pytest.raises(InvalidAreas) as refused:
        read_areas(geojson(strip(0, code=1, of="x")), id_field="code", parent_field="of")
    assert str(refused.value) == (
        "The parents of the areas in areas.geojson stand in “of”, but the level above was not "
        "given. Give the file of the level above first, or leave the parent field out."
    )


def test_a_prefix_keeps_two_levels_apart_that_both_count_from_one(geojson):
    coarser = read_areas(geojson(strip(0, code=1)), id_field="code", id_prefix="d").areas
    read = read_areas(geojson(strip(0, code=1)), id_field="code", level="ward", coarser=coarser)
    assert read.areas.ids == ("d1", "1")


def polygons(*, cells=6):
    """One to six valid polygons, some with a hole or in two parts, at random places."""
    coordinate = st.floats(0.05, 0.95, allow_subnormal=False)
    return st.lists(st.tuples(coordinate, coordinate, st.booleans(), st.booleans()), max_size=cells)


def drawn(place, width, height, hole, parts):
    west, south = 4 + 2 * place, 51
    outline = shapely.box(west, south, west + width, south + height)
    if hole:
        outline -= shapely.Point(west + width / 2, south + height / 2).buffer(
            min(width, height) / 4
        )
    return shapely.union(outline, shapely.box(west, 55, west + width, 56)) if parts else outline


@given(shapes=polygons(), names=st.lists(st.text(min_size=1, max_size=8), min_size=6, max_size=6))
def test_what_is_written_is_read_back_equal(tmp_path_factory, shapes, names):
    city = Area(area="city", name="City", level="city", geometry=shapely.box(3, 50, 30, 57))
    areas = AreaSet(
        (
            city,
            *(
                Area(
                    area=str(place),
                    name=" ".join(names[place].split()) or "-",
                    parent="city",
                    population=place * 1000 or None,
                    geometry=drawn(place, *shape),
                )
                for place, shape in enumerate(shapes)
            ),
        )
    )
    path = tmp_path_factory.mktemp("written") / "areas.geojson"
    write_areas(areas, path)
    read = read_city_areas(path)
    assert read.areas == areas
    assert read.notices == ()
    assert areas_hash(read.areas) == areas_hash(areas)


def test_the_hash_of_areas_depends_on_no_order_and_on_every_fact():
    one = Area(area="1", name="One", geometry=shapely.box(4, 51, 5, 52))
    two = Area(area="2", name="Two", geometry=shapely.box(5, 51, 6, 52))
    turned = Area(area="1", name="One", geometry=shapely.reverse(one.geometry))
    renamed = Area(area="1", name="Eins", geometry=one.geometry)
    assert areas_hash(AreaSet((one, two))) == areas_hash(AreaSet((two, turned)))
    assert areas_hash(AreaSet((one, two))) != areas_hash(AreaSet((renamed, two)))


def test_an_outline_broken_by_hand_in_the_city_folder_is_refused_by_id(tmp_path):
    path = tmp_path / "areas.geojson"
    write_areas(AreaSet((Area(area="1", name="One", geometry=shapely.box(4, 51, 5, 52)),)), path)
    path.write_text(path.read_text().replace('"Polygon"', '"Polygone"'))
    with pytest.raises(InvalidAreas, match="1: it is a Polygone, not a polygon"):
        read_city_areas(path)


def test_a_file_without_any_area_is_refused(geojson):
    with pytest.raises(InvalidAreas, match="no area"):
        read_areas(geojson(), id_field="id")
