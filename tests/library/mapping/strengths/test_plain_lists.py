"""Plain lists through their profiles: every row ends as an entry, left out, or refused."""

import pytest
from openpyxl import Workbook

from commonweal.core.errors import InvalidProfile, UnreadableFile
from tests.factories.strengths import (
    gathered,
    not_mapped,
    profile,
    refusals,
    shipped,
    told,
    two_districts,
)

ALL = {
    "strength_id": "id",
    "name": "name",
    "area": ["code", "district"],
    "lat": "lat",
    "lon": "lon",
    "address": ["street", "town"],
    "url": "web",
    "needs": "for",
    "serves": "whom",
    "languages": "spoken",
    "protective": "gives",
    "neutral_place": "neutral",
    "confidential": "secret",
    "funded_until": "until",
    "confirmed_on": "seen",
    "capacity": "seats",
}
HEADER = (
    "id,name,code,district,lat,lon,street,town,web,for,whom,spoken,gives,neutral,secret,until,"
    "seen,seats"
)
WHOLE = (
    "1,Hall,,Harbour,51.05,4.05,3 Quay,Town,hall.example,food|sport,majority,eng;Urdu,hope,yes,no,"
    "2027-01-31,2026-01-01,40"
)


@pytest.fixture
def town(tmp_path):
    """Rows under `HEADER`, read by a profile that maps every column."""

    def read(*rows, areas=None, **parts):
        path = tmp_path / "town.csv"
        path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
        return gathered(path, profile(columns=ALL, **parts), areas=areas)

    return read


def row(**cells):
    """The whole row with some cells changed."""
    said = dict(zip(HEADER.split(","), WHOLE.split(","), strict=True)) | cells
    return ",".join(said.values())


def test_a_row_becomes_an_entry(town):
    (found,) = town(WHOLE, areas=two_districts()).strengths.to_dicts()
    assert {name: value for name, value in found.items() if value is not None} == {
        "strength_id": "1",
        "name": "Hall",
        "what": "place",
        "area": "harbour",
        "lat": 51.05,
        "lon": 4.05,
        "address": "3 Quay, Town",
        "url": "https://hall.example",
        "serves": ["majority"],
        "needs": ["food", "sport"],
        "languages": ["en", "ur"],
        "protective": ["hope"],
        "neutral_place": True,
        "confidential": False,
        "funded_until": "2027-01-31",
        "confirmed_on": "2026-01-01",
        "capacity": 40.0,
    }


@pytest.mark.parametrize(
    ("cells", "refused"),
    [
        ({"id": ""}, (2, "id", None, "no-id")),
        ({"id": "1.2E+11"}, (2, "id", "1.2E+11", "shortened-id")),
        ({"name": " "}, (2, "name", None, "no-name")),
        ({"for": "food|fod"}, (2, "for", "fod", "unknown-need")),
        ({"whom": "everybody"}, (2, "whom", "everybody", "unknown-group")),
        ({"gives": "luck"}, (2, "gives", "luck", "unknown-protective-factor")),
        ({"spoken": "Klingonese"}, (2, "spoken", "Klingonese", "unknown-language")),
        ({"neutral": "maybe"}, (2, "neutral", "maybe", "not-yes-or-no")),
        ({"until": "31.1.2027"}, (2, "until", "31.1.2027", "no-date")),
        ({"until": "2027-02-30"}, (2, "until", "2027-02-30", "no-date")),
        ({"seen": "2026-03-03"}, (2, "seen", "2026-03-03", "in-the-future")),
        ({"seats": "many"}, (2, "seats", "many", "no-number")),
        ({"seats": "-1"}, (2, "seats", "-1", "no-number")),
        ({"lat": "95"}, (2, "lat", "95", "not-a-coordinate")),
        ({"lat": "nan"}, (2, "lat", "nan", "not-a-coordinate")),
        ({"lon": ""}, (2, "lon", None, "half-a-point")),
        ({"code": "", "district": "Valley"}, (2, "code", "Valley", "unknown-area")),
        ({"lat": "4.05", "lon": "51.05"}, (2, "lat", "4.05", "swapped-coordinates")),
        ({"lat": "52.05"}, (2, "lat", "52.05", "outside-areas")),
    ],
)
def test_a_row_with_a_problem_is_refused_and_the_rest_is_loaded(town, cells, refused):
    found = town(row(**cells), row(id="2"), areas=two_districts())
    assert refusals(found) == [refused]
    assert found.strengths["strength_id"].to_list() == ["2"]
    assert (found.rows, found.refused["file"].to_list()) == (2, ["town.csv"])
    assert all(found.refused.select("reason", "remedy").row(0))


def test_an_identifier_that_stands_twice_is_refused_the_second_time(town):
    found = town(row(), row(name="Other"))
    assert refusals(found) == [(3, "id", "1", "id-twice")]
    assert found.strengths["name"].to_list() == ["Hall"]


def test_swapped_coordinates_say_where_the_point_would_lie(town):
    found = town(row(lat="4.15", lon="51.05"), areas=two_districts())
    assert found.refused["reason"].item() == (
        "Latitude and longitude are exchanged: the other way round, the point lies in Hill."
    )


def test_the_area_comes_from_a_code_from_a_name_or_from_the_point(town):
    found = town(
        row(id="1", code="hill", district="Harbour", lat="", lon=""),
        row(id="2", code="E09", district="Harbour", lat="", lon=""),
        row(id="3", code="", district="", lat="51.05", lon="4.15"),
        areas=two_districts(),
    )
    assert found.strengths["area"].to_list() == ["hill", "harbour", "hill"]


def test_a_named_area_is_believed_where_the_point_lies_beside_the_outlines(town):
    found = town(
        row(id="1", lat="51.105"),
        row(id="2", lat="51.2"),
        row(id="3", lon="4.15"),
        row(id="4", code="", district="", lat="51.105"),
        areas=two_districts(),
    )
    assert refusals(found) == [
        (3, "lat", "51.2", "outside-areas"),
        (5, "lat", "51.105", "outside-areas"),
    ]
    assert found.strengths["area"].to_list() == ["harbour", "harbour"]
    assert [one.code for one in found.notices] == [
        "page-completed",
        "point-elsewhere",
        "point-near",
    ]


def test_without_outlines_names_stand_as_they_are(town):
    found = town(row(district="Valley"), row(id="2", district=""))
    assert found.strengths["area"].to_list() == ["Valley", None]
    assert told(found)[-1] == (
        "2 entries share name and place with another one. They were not merged: look whether they "
        "are one."
    )
    assert "No outlines were given, so 1 entry could not be placed in an area." in told(found)


@pytest.mark.parametrize(
    ("said", "kept", "code"),
    [
        ("www.hall.example/x y", "https://www.hall.example/x", "page-completed"),
        ("http://a.example http://b.example", "http://a.example", "second-page"),
        ("www.\u200bhall.\u200bexample", "https://www.hall.example", "page-completed"),
        ("020 7946 0958", None, "no-page"),
        ("not a page", None, "no-page"),
    ],
)
def test_addresses_of_pages_are_mended_where_they_are_plain(town, said, kept, code):
    found = town(row(web=said))
    assert found.strengths["url"].to_list() == [kept]
    assert code in [one.code for one in found.notices]


def test_labels_blanks_constants_and_rules_of_a_profile(town):
    found = town(
        row(**{"for": "Homework"}, street="NA"),
        row(id="2", name="Closed hall", town="Gone"),
        "," * HEADER.count(","),
        source={"blanks": ["na"], "of_kind": "hall"},
        labels={"needs": {"homework": ["learning", "young-people"]}},
        always={"needs": ["company"], "protective": ["trust"]},
        skip=[{"column": "town", "equals": ["gone"], "reason": "It was pulled down."}],
    )
    (entry,) = found.strengths.to_dicts()
    assert entry["needs"] == ["company", "learning", "young-people"]
    assert entry["protective"] == ["hope", "trust"]
    assert (entry["address"], entry["kind"]) == ("Town", "hall")
    assert found.skipped == {"It was pulled down.": 1, "The row is blank.": 1}
    assert found.rows == 3


def test_a_row_whose_cells_may_have_shifted_is_for_partners_where_anything_is_confidential(town):
    found = town(row() + ',"x')
    assert found.refused.select("code", "confidential").rows() == [("unclosed-quote", True)]


def test_a_spreadsheet_with_merged_headers_is_told_what_to_do(tmp_path):
    book = Workbook()
    book.active.append(["id", "name", ""])
    book.active.append([1, "Hall", ""])
    book.active.merge_cells("B1:C1")
    book.save(tmp_path / "town.xlsx")
    with pytest.raises(UnreadableFile) as refused:
        gathered(tmp_path / "town.xlsx", profile())
    assert str(refused.value) == (
        "town.xlsx, row 1: the header has merged cells (B1:C1). Split them, so that each column "
        "has one name in one cell. If the column names stand in a lower row, set header_row in "
        "[reading] of the profile."
    )


def test_a_missing_column_is_named_with_the_nearest(tmp_path):
    (tmp_path / "town.csv").write_text("id,nane\n1,Hall\n")
    with pytest.raises(InvalidProfile) as refused:
        gathered(tmp_path / "town.csv", profile())
    assert str(refused.value) == (
        "town.csv has no column “name”, which the profile “town” reads as name. The nearest column "
        "there is “nane”. It has: id, nane. Correct the profile, or choose another one."
    )


LONDON = {
    "london-community-centres": ("Community_centres.csv", 903),
    "london-libraries": ("Libraries.csv", 342),
    "london-museums": ("Museums_and_public_galleries.csv", 163),
    "london-arts-centres": ("Arts_centres.csv", 26),
}


@pytest.fixture(scope="session")
def boroughs(shared_data):
    from commonweal.files.areas import read_areas

    return read_areas(shared_data / "geography/london_boroughs.geojson", id_field="code").areas


@pytest.mark.shared_data
@pytest.mark.parametrize("name", LONDON)
def test_every_place_of_the_london_lists_lies_in_a_borough(shared_data, boroughs, name):
    file, rows = LONDON[name]
    folder = shared_data / "assets/london_cultural_infrastructure_2022"
    found = gathered(folder / file, shipped(name), areas=boroughs)
    assert (found.strengths.height, found.refused.height) == (rows, 0)
    assert found.strengths["area"].null_count() == 0
    assert set(found.strengths["what"]) == {"place"}
    assert not_mapped(found) == {}


@pytest.mark.shared_data
def test_a_library_without_a_borough_gets_that_of_its_point(shared_data, boroughs):
    path = shared_data / "assets/london_cultural_infrastructure_2022/Libraries.csv"
    found = gathered(path, shipped("london-libraries"), areas=boroughs).strengths
    (wembley,) = found.filter(name="Wembley Library").to_dicts()
    assert (wembley["area"], boroughs.get(wembley["area"]).name) == ("E09000005", "Brent")


@pytest.mark.shared_data
def test_the_traps_of_the_london_lists_are_told(shared_data, boroughs):
    folder = shared_data / "assets/london_cultural_infrastructure_2022"
    how = shipped("london-community-centres")
    centres = gathered(folder / "Community_centres.csv", how, areas=boroughs)
    assert {one.code: one.count for one in centres.notices} == {
        "page-completed": 25,
        "second-page": 1,
        "no-page": 2,
        "point-elsewhere": 20,
        "point-near": 2,
        "twins": 10,
    }
    museums = gathered(
        folder / "Museums_and_public_galleries.csv", shipped("london-museums"), areas=boroughs
    )
    assert {one.code: one.count for one in museums.notices}["no-page"] == 1
    assert "https://www.hrp.org.uk/TowerOfLondon/" in museums.strengths["url"].to_list()
