"""Packages of HSDS tables: rows are held against each other, and older versions converted."""

import json
import tempfile
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.core.errors import UnreadableFile
from commonweal.files.hsds.opening import open_hsds
from tests.factories.hsds import package, package_2_0, write_package
from tests.factories.strengths import gathered, not_mapped, refusals, shipped, told

HSDS = shipped("hsds")


@pytest.fixture
def read(tmp_path):
    """The strengths in a package of these tables."""

    def gather(tables, *, name="town", descriptor=None):
        path = write_package(tmp_path / name, tables, descriptor=descriptor)
        return gathered(path, HSDS)

    return gather


@pytest.mark.parametrize("name", ["town", "town.zip"])
def test_rows_of_tables_become_entries(read, name):
    found = read(package(), name=name)
    meals, advice = found.strengths.to_dicts()
    assert (meals["strength_id"], meals["name"], meals["organisation"]) == (
        "s1",
        "Meals",
        "Harbour Trust",
    )
    assert (meals["lat"], meals["languages"]) == (51.05, ["ur"])
    assert meals["address"] == "3 Quay, Aldermere, Shire, AL1 1AA, GB"
    assert (advice["name"], advice["lat"]) == ("Advice", None)
    assert found.refused.is_empty()


def rows_with(tables, table, /, **cells):
    """The tables with some cells of the first row of one of them changed."""
    first, *others = tables[table]
    return {**tables, table: [{**first, **cells}, *others]}


@pytest.mark.parametrize(
    ("table", "cells", "refused", "file"),
    [
        ("services", {"name": ""}, (2, "name", None, "missing-field"), "services.csv"),
        ("services", {"status": "open"}, (2, "status", "open", "unknown-status"), "services.csv"),
        ("services", {"id": "s2"}, (3, "id", "s2", "id-twice"), "services.csv"),
        (
            "services",
            {"organization_id": "o9"},
            (2, "organization_id", "o9", "dangling-reference"),
            "services.csv",
        ),
        (
            "service_at_location",
            {"location_id": "p9"},
            (2, "location_id", "p9", "dangling-reference"),
            "service_at_location.csv",
        ),
        (
            "locations",
            {"location_type": "tent"},
            (2, "location_type", "tent", "unknown-location-type"),
            "locations.csv",
        ),
        (
            "locations",
            {"latitude": "100"},
            (2, "latitude", "100", "not-a-coordinate"),
            "locations.csv",
        ),
        ("addresses", {"city": ""}, (2, "city", None, "missing-field"), "addresses.csv"),
        (
            "languages",
            {"service_id": "s9"},
            (2, "service_id", "s9", "dangling-reference"),
            "languages.csv",
        ),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_with_file_row_and_column(
    read, table, cells, refused, file
):
    found = read(rows_with(package(), table, **cells))
    assert refused in refusals(found)
    assert file in found.refused["file"].to_list()
    assert "Advice" in found.strengths["name"].to_list() or cells.get("id") == "s2"
    assert all(found.refused["remedy"])


def test_a_location_whose_id_stands_twice_is_the_first_of_the_two(read):
    tables = package()
    tables["locations"].append({**tables["locations"][0], "name": "Other", "latitude": "51.9"})
    found = read(tables)
    assert refusals(found) == [(3, "id", "p1", "id-twice")]
    assert found.refused["reason"].item() == "Another location before it has the same id."
    assert found.strengths["lat"].to_list() == [51.05, None]


def test_what_hangs_on_a_refused_row_stays_without_it(read):
    found = read(rows_with(package(), "organizations", description=""))
    assert refusals(found) == [(2, "description", None, "missing-field")]
    assert found.strengths["organisation_id"].to_list() == ["o1", "o1"]
    assert found.strengths["organisation"].to_list() == [None, None]


def test_a_dangling_reference_says_what_is_missing_where(read):
    found = read(rows_with(package(), "services", organization_id="o9"))
    assert found.refused.select("reason", "remedy").row(0) == (
        "No organization in organizations.csv has this id.",
        "Add the organization, or correct the reference.",
    )


def test_attributes_lead_to_something_and_name_a_table(read):
    term = {"id": "x", "code": "food", "name": "Food", "description": "Food", "taxonomy": "OE"}
    attributes = [
        {"id": "1", "link_id": "s1", "link_entity": "service", "taxonomy_term_id": "x"},
        {"id": "2", "link_id": "s9", "link_entity": "service", "taxonomy_term_id": "x"},
        {"id": "3", "link_id": "s1", "link_entity": "servise", "taxonomy_term_id": "x"},
        {"id": "4", "link_id": "f1", "link_entity": "phone", "taxonomy_term_id": "x"},
        {"id": "5", "link_id": "s1", "link_entity": "service", "taxonomy_term_id": "y"},
    ]
    found = read(package(taxonomy_terms=[term], attributes=attributes))
    assert refusals(found) == [
        (6, "taxonomy_term_id", "y", "dangling-reference"),
        (4, "link_entity", "servise", "unknown-entity"),
        (3, "link_id", "s9", "dangling-reference"),
    ]
    assert found.strengths["needs"].to_list() == [["food"], []]


def test_organizations_and_locations_that_no_service_names_are_entries_too(read):
    tables = package()
    tables["organizations"].append({"id": "o2", "name": "Allotments", "description": "Plots"})
    tables["locations"] += [
        {"id": "p2", "location_type": "physical", "name": "Green", "organization_id": "o2"},
        {"id": "p3", "location_type": "physical", "name": "Square"},
    ]
    found = read(tables).strengths
    assert found.select("strength_id", "name", "what").rows()[2:] == [
        ("o2", "Allotments", "group"),
        ("p3", "Square", "place"),
    ]


def test_what_is_not_read_is_counted_by_name_and_personal_cells_are_never_shown(read):
    tables = rows_with(package(), "services", email="ann@home.example")
    tables["phones"] = [{"id": "f1", "number": "1"}, {"id": "f2", "number": "2"}]
    tables["addresses"] = [{**tables["addresses"][0], "attention": "A. Persona"}]
    found = read(tables)
    assert not_mapped(found) == {"phone": 2, "service.email": 1, "address.attention": 1}


def test_a_descriptor_gives_other_names_to_files(tmp_path):
    tables = package()
    tables["things"] = tables.pop("services")
    described = {"version": "3.0.0", "resources": [{"name": "service", "path": "things.csv"}]}
    path = write_package(tmp_path / "town", tables, descriptor=described)
    assert gathered(path, HSDS).strengths.height == 2


@pytest.mark.parametrize(
    ("stated", "notice"),
    [
        (None, []),
        ("3.0.0", []),
        ("3.1", ["town is HSDS 3.1; it is read as 3.0, and what it adds is not mapped."]),
    ],
)
def test_versions_from_three_on_are_read(read, stated, notice):
    found = read(package(), descriptor=None if stated is None else {"version": stated})
    assert [one for one in told(found) if "HSDS 3" in one] == notice


@pytest.mark.parametrize("stated", ["1.0", "0.9", "4.0", "next"])
def test_versions_that_are_not_known_are_refused_with_what_to_do(read, stated):
    with pytest.raises(UnreadableFile) as refused:
        read(package(), descriptor={"version": stated})
    assert str(refused.value) == (
        f"The package says that it is HSDS {stated}, which is not read here. Versions 1.1, 2.0 and "
        "3 are. Ask the publisher for HSDS 3.0, or correct `version` in its datapackage.json if "
        "that is wrong."
    )


@pytest.mark.parametrize("descriptor", [None, {"version": "2.0.1"}])
def test_a_package_of_2_0_is_converted_where_nothing_is_lost(read, descriptor):
    found = read(package_2_0(), descriptor=descriptor)
    assert found.refused.is_empty()
    meals, _ = found.strengths.to_dicts()
    assert (meals["name"], meals["lat"], meals["languages"]) == ("Meals", 51.05, ["ur"])
    assert meals["address"] == ("3 Quay, Back yard, Second door, Aldermere, Shire, AL1 1AA, GB")
    assert meals["needs"] == ["food"]
    assert told(found)[0] == "town is HSDS 2.0; it was converted to 3.0 where nothing is lost."


def test_what_has_no_place_in_3_0_is_refused_row_by_row_with_the_reason(read):
    found = read(
        package_2_0(
            payments_accepted=[{"id": "y1", "service_id": "s1", "payment": "cash"}],
            eligibility=[
                {"id": "e1", "service_id": "s1", "eligibility": "Over 60"},
                {"id": "e2", "service_id": "s1", "eligibility": "Under 18"},
                {"id": "e3", "service_id": "s2", "eligibility": "Everybody"},
            ],
            locations=[
                {"id": "p1", "name": "Hall", "latitude": "", "longitude": ""},
                {"id": "p2", "name": "Somewhere", "latitude": "", "longitude": ""},
            ],
        )
    )
    assert refusals(found) == [
        (2, "id", "y1", "no-payment-accepted-in-3"),
        (2, "eligibility", "Over 60", "several-criteria"),
        (3, "eligibility", "Under 18", "several-criteria"),
        (3, "id", "p2", "no-location-type"),
    ]
    assert found.refused["reason"].to_list()[0] == (
        "HSDS 3.0 has no place for accepted ways of paying."
    )
    assert found.strengths["address"].null_count() == 1, "the hall has an address, so it is one"
    assert not_mapped(found) == {"service.eligibility_description": 1}


def test_a_package_of_1_1_is_known_by_its_tables(read):
    tables = package_2_0(
        taxonomy_terms=None,
        service_attributes=None,
        taxonomy=[{"id": "x1", "name": "Food", "vocabulary": "OE", "parent_name": ""}],
        services_taxonomy=[{"id": "b1", "service_id": "s1", "taxonomy_id": "x1"}],
        regular_schedules=[{"id": "h1", "service_id": "s1", "weekday": "1", "opens_at": "9:00"}],
        holiday_schedules=[{"id": "h2", "service_id": "s1", "closed": "true"}],
    )
    found = read(tables)
    assert told(found)[0] == "town is HSDS 1.1; it was converted to 3.0 where nothing is lost."
    assert found.strengths["needs"].to_list() == [["food"], []]
    assert refusals(found) == [(2, "id", "h2", "no-holiday-schedule-in-3")]
    assert not_mapped(found)["schedule"] == 1


CELLS = st.sampled_from(["", "s1", "o1", "p1", "x", "9", "nan", "é|;", "2.0"])


@given(data=st.data(), older=st.booleans())
def test_whatever_stands_in_the_tables_nothing_breaks(tmp_path_factory, data, older):
    """Cells are changed, columns and whole tables taken out: rows are refused, and that is all."""
    tables = package_2_0(eligibility=[{"id": "e", "service_id": "s1", "eligibility": "all"}])
    tables = tables if older else package()
    for name in data.draw(st.lists(st.sampled_from(list(tables)), max_size=2)):
        rows = tables.get(name, [{}])
        column = data.draw(st.sampled_from(list(rows[0]) or ["id"]))
        change = data.draw(st.sampled_from(["cell", "column", "table"]))
        if change == "table" and len(tables) > 1:
            tables.pop(name, None)
        elif change == "column" and len(rows[0]) > 1:
            tables[name] = [{k: v for k, v in row.items() if k != column} for row in rows]
        else:
            tables[name] = [{**rows[0], column: data.draw(CELLS)}, *rows[1:]]
    found = gathered(write_package(tmp_path_factory.mktemp("p") / "town", tables), HSDS)
    assert found.refused.select("reason", "remedy").null_count().sum_horizontal().sum() == 0


def test_tables_in_one_json_object_are_read_like_files(tmp_path):
    data = {f"{name}.csv": rows for name, rows in package().items()}
    (tmp_path / "town.json").write_text(json.dumps(data))
    found = gathered(tmp_path / "town.json", HSDS)
    assert found.strengths["name"].to_list() == ["Meals", "Advice"]
    older = {f"{name}.csv": rows for name, rows in package_2_0().items()}
    (tmp_path / "older.json").write_text(json.dumps(older))
    assert gathered(tmp_path / "older.json", HSDS).strengths["needs"].to_list() == [["food"], []]


def test_a_row_with_a_lost_cell_is_refused_and_the_rest_is_loaded(tmp_path):
    path = write_package(tmp_path / "town", package())
    with (path / "services.csv").open("a") as file:
        file.write("s3,o1\n")
    found = gathered(path, HSDS)
    assert found.refused.select("row", "code", "file").rows() == [
        (4, "too-few-cells", "services.csv")
    ]


def test_a_folder_or_archive_without_tables_is_told_what_they_are_called(tmp_path):
    (tmp_path / "town").mkdir()
    (tmp_path / "town" / "rows.csv").write_text("id\n1\n")
    with zipfile.ZipFile(tmp_path / "town.zip", "w") as archive:
        archive.writestr("rows.csv", "id\n1\n")
    for name in ("town", "town.zip"):
        with pytest.raises(UnreadableFile) as refused:
            open_hsds(tmp_path / name)
        assert str(refused.value) == (
            f"{name} holds no table of HSDS. Its files are called organizations.csv, services.csv, "
            "locations.csv and so on; datapackage.json may give them other names."
        )


def test_a_damaged_archive_is_told(tmp_path):
    (tmp_path / "town.zip").write_bytes(b"PK\x03\x04 no archive")
    with pytest.raises(UnreadableFile, match=r"town\.zip is a damaged archive"):
        open_hsds(tmp_path / "town.zip")


def test_a_broken_descriptor_is_told(tmp_path):
    path = write_package(tmp_path / "town", package())
    (path / "datapackage.json").write_text("{")
    with pytest.raises(UnreadableFile, match=r"datapackage\.json in town is not whole JSON"):
        open_hsds(path)


def test_an_archive_writes_nowhere_but_into_its_own_folder(tmp_path, monkeypatch):
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    with zipfile.ZipFile(tmp_path / "town.zip", "w") as archive:
        archive.writestr("../../services.csv", "id,organization_id,name,status\ns1,,Meals,active\n")
    found = gathered(tmp_path / "town.zip", HSDS)
    assert refusals(found) == [(2, "organization_id", None, "missing-field")]
    assert not (tmp_path / "services.csv").exists()
    assert list((tmp_path / "temporary").iterdir()) == []


def test_the_hash_of_a_folder_does_not_depend_on_where_it_stands(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    one = open_hsds(write_package(tmp_path / "town", package()))
    other = open_hsds(write_package(tmp_path / "elsewhere" / "town", package()))
    assert one.sha256 == other.sha256
