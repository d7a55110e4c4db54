"""Every file of outlines in the shared data, and what is known about it."""

import json

import polars as pl
import pytest
import shapely

from commonweal.core.errors import InvalidAreas
from commonweal.files.areas import read_areas, read_city_areas, write_areas
from commonweal.files.hashing import areas_hash
from commonweal.files.populations import PopulationColumn

pytestmark = pytest.mark.shared_data

CITIES = {  # file: (id field, areas, km² to the nearest whole number)
    "geography/antwerp.geojson": ("name", 62, 187),
    "geography/barcelona_barris.geojson": ("barri", 73, 102),
    "geography/barcelona_districtes.geojson": ("district", 10, 102),
    "geography/berlin.geojson": ("name", 97, 891),
    "geography/copenhagen.geojson": ("name", 10, 93),
    "geography/greater_manchester_districts.geojson": ("code", 10, 1277),
    "geography/hamburg.geojson": ("name", 103, 747),
    "geography/london_boroughs.geojson": ("code", 33, 1574),
    "geography/milan.geojson": ("name", 88, 182),
    "geography/nyc_boroughs.geojson": ("name", 5, 786),
    "geography/paris_arrondissements.geojson": ("arrondissement", 20, 105),
    "geography/paris_quartiers.geojson": ("quartier", 80, 105),
    "geography/rotterdam_gebieden.geojson": ("name", 22, 277),
    "geography/stockholm_stadsdelar.geojson": ("name", 117, 216),
    "geography/the_hague.geojson": ("name", 44, 85),
    "incidents/nypd_precincts.geojson": ("precinct", 77, 782),
}


@pytest.fixture(params=CITIES)
def city(request, shared_data):
    id_field, n, km2 = CITIES[request.param]
    return read_areas(shared_data / request.param, id_field=id_field), n, km2


def test_every_real_city_is_read_whole_and_measured(city):
    read, n, km2 = city
    assert len(read.areas.ids) == n
    assert sum(read.areas.sizes_km2.values()) == pytest.approx(km2, abs=0.6)
    assert read.notices == ()


def test_every_real_city_is_kept_without_a_change(city, tmp_path):
    areas = city[0].areas
    write_areas(areas, tmp_path / "areas.geojson")
    kept = read_city_areas(tmp_path / "areas.geojson").areas
    assert kept == areas
    assert areas_hash(kept) == areas_hash(areas)


def test_every_real_city_is_drawn_with_few_points_and_without_gaps(city):
    areas = city[0].areas
    drawn = areas.simplified(50)
    points = shapely.get_num_coordinates(drawn.geometries).sum()
    assert points * 16 < 150_000  # bytes, at 16 a point
    assert shapely.is_valid(drawn.geometries).all()
    before, after = shapely.union_all(areas.geometries), shapely.union_all(drawn.geometries)
    assert after.area == pytest.approx(before.area, rel=0.02)
    overlap = shapely.area(drawn.geometries).sum() - after.area
    assert overlap <= shapely.area(areas.geometries).sum() - before.area + 5e-4 * before.area


def test_the_size_of_london_boroughs_agrees_with_the_publisher(shared_data):
    path = shared_data / "geography" / "london_boroughs.geojson"
    sizes = read_areas(path, id_field="code").areas.sizes_km2
    published = {
        feature["properties"]["code"]: feature["properties"]["area_km2"]
        for feature in json.loads(path.read_text())["features"]
    }
    assert sizes == {code: pytest.approx(km2, rel=0.01) for code, km2 in published.items()}


def test_the_precincts_of_new_york_hold_the_census_of_2020(shared_data):
    people = PopulationColumn(
        path=shared_data / "incidents" / "nypd_precinct_population_2020.csv", column="P1_001N"
    )
    read = read_areas(
        shared_data / "incidents" / "nypd_precincts.geojson",
        id_field="precinct",
        level="precinct",
        population=people,
    )
    assert len(read.areas.ids) == 77
    assert read.areas.get("22").population == 129  # Central Park
    assert read.areas.table["population"].sum() == 8_804_081
    assert read.notices == ()


def test_london_profiles_join_with_their_commas_and_tell_what_is_left_out(shared_data):
    people = PopulationColumn(
        path=shared_data / "geography" / "london_borough_profiles.csv",
        id_column="Code",
        column="GLA_Population_Estimate_2017",
    )
    path = shared_data / "geography" / "london_boroughs.geojson"
    read = read_areas(path, id_field="code", population=people)
    assert read.areas.get("E09000001").population == 8_800  # City of London
    assert [notice.sentence for notice in read.notices] == [
        "The table has rows for E13000001, E13000002, E12000007, E92000001, K02000001, "
        "which are not areas here; they were left out."
    ]


def test_quarters_of_paris_lie_in_the_arrondissement_that_their_code_names(shared_data):
    folder = shared_data / "geography"
    coarser = read_areas(folder / "paris_arrondissements.geojson", id_field="insee").areas
    quarters = read_areas(
        folder / "paris_quartiers.geojson", id_field="insee", level="quartier", coarser=coarser
    )
    assert quarters.notices == ()
    parents = quarters.areas.table.filter(pl.col("level") == "quartier")
    assert (parents["area"].str.head(5) == parents["parent"]).all()


def test_neighbourhoods_of_barcelona_lie_in_the_district_that_they_name(shared_data):
    folder = shared_data / "geography"
    coarser = read_areas(
        folder / "barcelona_districtes.geojson", id_field="district", id_prefix="d"
    ).areas
    path = folder / "barcelona_barris.geojson"
    barris = read_areas(path, id_field="barri", level="barri", coarser=coarser).areas
    named = {
        feature["properties"]["barri"]: "d" + feature["properties"]["district"]
        for feature in json.loads(path.read_text())["features"]
    }
    assert {area.area: area.parent for area in barris.at_level("barri")} == named


def test_a_district_of_antwerp_whose_ring_overlaps_itself_by_nine_percent_is_refused(
    shared_data, tmp_path
):
    # The published ring of one district overlapped itself like this; the shared copy is mended.
    data = json.loads((shared_data / "geography" / "antwerp.geojson").read_text())
    feature = next(f for f in data["features"] if f["properties"]["name"] == "Amandus - Atheneum")
    outline = shapely.geometry.shape(feature["geometry"]).geoms[0]
    ring = list(outline.exterior.coords)
    loop = min(
        ([*ring[:n], ring[0]] for n in range(3, len(ring) - 1)),
        key=lambda piece: abs(shapely.Polygon(piece).area / outline.area - 0.09),
    )
    feature["geometry"] = {"type": "Polygon", "coordinates": [[*loop, *ring[1:]]]}
    path = tmp_path / "antwerp.geojson"
    path.write_text(json.dumps(data))
    with pytest.raises(InvalidAreas) as refused:
        read_areas(path, id_field="name")
    assert "1 of 62 areas in antwerp.geojson cannot be used. Amandus - Atheneum: " in str(
        refused.value
    )
    assert "km² as drawn" in refused.value.fields["areas"]["Amandus - Atheneum"]
