"""`commonweal mapping reach`: for people as calm text, for machines as one object."""

import csv
import json

import pytest
from typer.testing import CliRunner

from commonweal.cli.main import app
from commonweal.core.errors import CommonwealError
from tests.factories.reach import three_towns

HALLS = "name,lat,lon,languages,serves,capacity,confidential\n"
IN_TOWN = "Harbour hall,0,0,so|en,,60,no\nHill hall,0,0.02,en,anti-muslim,20,no\n"


@pytest.fixture
def files(tmp_path):
    """Outlines of three towns, two halls, and who lives there."""
    features = [
        {
            "type": "Feature",
            "properties": {"code": area.area, "name": area.name, "people": area.population},
            "geometry": area.geometry.__geo_interface__,
        }
        for area in three_towns().areas
    ]
    outlines = {"type": "FeatureCollection", "features": features}
    (tmp_path / "areas.geojson").write_text(json.dumps(outlines), encoding="utf-8")
    (tmp_path / "halls.csv").write_text(HALLS + IN_TOWN, encoding="utf-8")
    people = "area,group,population\nh1,majority,700\nh1,anti-muslim,250\nh1,anti-roma,4\n"
    (tmp_path / "people.csv").write_text(people, encoding="utf-8")
    return tmp_path


def said(files, *words, strengths=("halls.csv",)):
    asked = [*(str(files / name) for name in strengths), *map(str, words)]
    where = ["--areas", str(files / "areas.geojson"), "--area-id", "code"]
    return CliRunner().invoke(app, ["mapping", "reach", *asked, *where])


def test_who_reaches_what_is_told_by_name(files):
    told = said(files, "--population", "people")
    assert told.exit_code == 0, told.output
    lines = [line.split() for line in told.stdout.splitlines()]
    assert ["Harbour", "3,000", "1", "0", "m", "20"] in lines
    assert ["Hill", "1,000", "1", "0", "m", "20"] in lines
    assert ["Island", "not", "known", "0", "2.22", "km", "0"] in lines
    assert "Access: people a week per 1,000 people." in told.stdout
    assert (
        "• Island: nothing within 1.5 km for residents, whose number is not known." in told.stdout
    )


def test_a_machine_reads_one_object_with_its_lineage(files):
    told = json.loads(said(files, "--population", files / "people.csv", "--json").stdout)
    assert told["schema"] == "commonweal/reach/1"
    assert set(told["lineage"]["inputs"]) == {"halls.csv", "areas.geojson", "people.csv"}
    assert told["lineage"]["method"] == "commonweal.mapping.reach"
    hill = [row for row in told["areas"] if row["area"] == "h1"]
    assert [(row["group"], row["population"], row["within"]) for row in hill] == [
        (None, None, 1),
        ("majority", 700, 0),
        ("anti-roma", None, 0),
        ("anti-muslim", 250, 1),
    ]
    assert {gap["group"] for gap in told["gaps"] if gap["area"] == "h1"} == {
        "majority",
        "anti-roma",
    }
    assert told["strengths"] == 2
    assert told["method"]["within"] == 1500


def test_the_desk_sees_the_small_number(files):
    told = json.loads(said(files, "--population", files / "people.csv", "--desk", "--json").stdout)
    assert [row["population"] for row in told["areas"] if row["group"] == "anti-roma"][1] == 4
    assert told["method"]["public"] is False


@pytest.mark.parametrize("method", ["2sfca", "e2sfca", "decay", "kd2sfca"])
def test_every_method_can_be_asked_for(files, method):
    told = json.loads(
        said(files, "--population", "people", "--method", method, "--within", 3000, "--json").stdout
    )
    found = {row["name"]: row["access"] for row in told["areas"]}
    people = {"Harbour": 3000, "Hill": 1000}
    assert sum(found[name] * people[name] for name in people) == pytest.approx(80)


def test_need_language_and_group_narrow_what_is_counted(files):
    told = said(files, "--population", files / "people.csv", "--language", "so", "--json")
    assert json.loads(told.stdout)["strengths"] == 1
    asked = said(files, "--population", files / "people.csv", "--group", "anti-muslim", "--json")
    assert {row["group"] for row in json.loads(asked.stdout)["areas"]} == {
        None,
        "majority",
        "anti-muslim",
    }


def test_refused_rows_are_kept_with_file_row_and_cells(files):
    other = "name,latitude,longitude\nFar,40,0\nFine,0,0\nOdd,north,0\n"
    (files / "other.csv").write_text(other, encoding="utf-8")
    kept = files / "refused.csv"
    told = said(
        files, "--population", "people", "--rejects", kept, strengths=("halls.csv", "other.csv")
    )
    assert told.exit_code == 0, told.output
    assert "2 rows refused" in told.stdout
    assert "• other.csv, row 2, column “latitude” “40, 0”: The point lies outside" in told.stdout
    with kept.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [(r["file"], r["row"], r["column"], r["name"], r["code"]) for r in rows] == [
        ("other.csv", "2", "latitude", "Far", "outside-city"),
        ("other.csv", "4", "latitude", "Odd", "no-number"),
    ]
    assert [row["longitude"] for row in rows] == ["0", "0"]


def test_travel_times_and_their_refused_rows(files):
    times = "origin,destination,minutes\nh1,halls-2,15\nh2,halls-2,soon\n"
    (files / "times.csv").write_text(times, encoding="utf-8")
    told = json.loads(
        said(files, "--population", "people", "--travel", files / "times.csv", "--json").stdout
    )
    assert [row["within"] for row in told["areas"]] == [0, 1, 0]
    assert told["areas"][1]["nearest_minutes"] == 15
    assert (told["refused"], told["method"]["unit"], told["method"]["within"]) == (1, "min", 20)


def test_points_and_a_grid(files):
    (files / "points.csv").write_text("area,lat,lon\nh2,0,0\nh2,0.04,0\n", encoding="utf-8")
    told = said(files, "--population", "people", "--points", files / "points.csv")
    assert "nothing within 1.5 km for about 1,500 of 3,000 residents" in told.stdout
    assert said(files, "--population", "people", "--spread", 200).exit_code == 0


def test_a_file_of_populations_that_is_not_there_is_said(files):
    told = said(files, "--population", "nobody.csv")
    assert isinstance(told.exception, CommonwealError)
    assert told.exception.message == "There is no file nobody.csv with populations."


def test_a_reach_of_nothing_and_a_population_that_is_no_number_are_refused(files):
    assert said(files, "--within", 0).exception.message == (
        "A catchment ends at 0.0, which is no distance."
    )
    outlines = json.loads((files / "areas.geojson").read_text(encoding="utf-8"))
    outlines["features"][0]["properties"]["population"] = "many"
    (files / "areas.geojson").write_text(json.dumps(outlines), encoding="utf-8")
    told = said(files)
    assert (
        told.exception.message == "Area h1, field population: “many” is not a number of residents."
    )


def test_a_citys_own_areas_are_taken_on_their_finest_level(tmp_path):
    from commonweal.core.places import AreaSet
    from commonweal.files.areas import write_areas
    from tests.factories.reach import square

    whole = square("q", "Quarter", 0, 0, side=0.1, level="quarter", population=9)
    part = square("d", "District", 0, 0, level="district", parent="q", population=500)
    write_areas(AreaSet((whole, part)), tmp_path / "areas.geojson")
    (tmp_path / "halls.csv").write_text(HALLS + IN_TOWN, encoding="utf-8")
    asked = [str(tmp_path / "halls.csv"), "--areas", str(tmp_path / "areas.geojson")]
    told = CliRunner().invoke(app, ["mapping", "reach", *asked, "--area-id", "id", "--json"])
    rows = json.loads(told.stdout)["areas"]
    assert [(row["name"], row["population"]) for row in rows] == [("District", 500)]


OWN = "strength_id,name,what,lat,lon,languages,confidential\n"


def test_lists_are_read_through_profiles_each_with_its_own(files):
    (files / "own.csv").write_text(
        OWN + "1,Harbour hall,place,0,0,so,no\n2,Hill hall,place,0,0.02,unheard-of,no\n"
        "3,Quiet house,place,0,0.02,so,yes\n4,Quiet room,place,0,0.02,unheard-of,yes\n"
        "5,Far hall,place,60,60,so,no\n"
    )
    service = {"id": "1", "name": "Hill hall", "status": "active", "organization": {}}
    service["organization"] = {"id": "9", "name": "Hill", "description": "Hill"}
    point = {"id": "7", "location_type": "physical", "latitude": 0, "longitude": 0.02}
    service["service_at_locations"] = [{"id": "8", "location": point}]
    (files / "hsds.json").write_text(json.dumps([service]))
    rejects = files / "refused.csv"
    told = said(
        files, "--profile", "strengths", "--profile", "hsds", "--json", "--rejects", rejects,
        strengths=("own.csv", "hsds.json"),
    )  # fmt: skip
    answer = json.loads(told.stdout)
    assert {row["name"]: row["within"] for row in answer["areas"]} == {
        "Harbour": 1,
        "Hill": 1,
        "Island": 0,
    }
    assert (answer["strengths"], answer["refused"]) == (2, 2)
    with rejects.open() as file:
        rows = [(row["file"], row["row"], row["code"]) for row in csv.DictReader(file)]
    assert rows == [("own.csv", "3", "unknown-language"), ("own.csv", "6", "outside-city")]


def test_profiles_are_one_for_all_or_one_for_each(files):
    with pytest.raises(CommonwealError, match="1 lists and 2 profiles"):
        CliRunner().invoke(
            app,
            [
                *("mapping", "reach", str(files / "halls.csv"), "--area-id", "code"),
                *("--areas", str(files / "areas.geojson")),
                *("--profile", "strengths", "--profile", "hsds"),
            ],
            catch_exceptions=False,
            standalone_mode=False,
        )


@pytest.mark.shared_data
def test_londons_four_lists_through_their_own_profiles(shared_data):
    lists = shared_data / "assets" / "london_cultural_infrastructure_2022"
    names = {
        "Community_centres": "london-community-centres",
        "Libraries": "london-libraries",
        "Museums_and_public_galleries": "london-museums",
        "Arts_centres": "london-arts-centres",
    }
    profiles = [word for name in names.values() for word in ("--profile", name)]
    where = ["--areas", str(shared_data / "geography" / "london_boroughs.geojson")]
    places = [str(lists / f"{name}.csv") for name in names]
    asked = ["mapping", "reach", *places, *profiles, *where, "--area-id", "code", "--json"]
    told = json.loads(CliRunner().invoke(app, asked).stdout)
    assert told["strengths"] + told["refused"] == 1434
    assert told["refused"] < 10


@pytest.mark.shared_data
def test_londons_four_lists_over_its_boroughs(shared_data):
    lists = shared_data / "assets" / "london_cultural_infrastructure_2022"
    names = ("Community_centres", "Libraries", "Museums_and_public_galleries", "Arts_centres")
    places = [str(lists / f"{name}.csv") for name in names]
    ground = shared_data / "geography"
    people = ground / "london_borough_population_mid2020.csv"
    where = ["--areas", str(ground / "london_boroughs.geojson"), "--area-id", "code"]
    asked = ["mapping", "reach", *places, *where, "--population", str(people), "--json"]
    told = json.loads(CliRunner().invoke(app, asked).stdout)
    assert (told["strengths"], told["refused"], len(told["areas"])) == (1434, 0, 33)
    named = [row["name"] for row in told["areas"]]
    assert named == sorted(named)
    assert sum(row["population"] for row in told["areas"]) == 9_002_488
    spread = json.loads(CliRunner().invoke(app, [*asked, "--spread", "500"]).stdout)
    enfield = next(gap for gap in spread["gaps"] if gap["name"] == "Enfield")
    assert 80_000 < enfield["population"] < 100_000
