"""What goes out as HSDS 3.0 is valid by the official schemas, and comes back as it was."""

import csv
import gzip
import json
from functools import cache

import jsonschema
import polars as pl
import pytest
from hypothesis import given
from polars.testing import assert_frame_equal

from commonweal.files.hsds.writing import write_lines, write_page, write_tables
from commonweal.mapping.strengths import public_view
from commonweal.mapping.strengths.hsds.writing import rows_of, services_of
from tests.factories.strengths import (
    TODAY,
    entry,
    gathered,
    not_mapped,
    shipped,
    strengths,
    tables,
    words,
)

SCHEMAS = "assets/hsds_3_0/schema"
HSDS = shipped("hsds")


@pytest.fixture(scope="session")
def service_schema(shared_data):
    """The official schema of a service, with every reference filled in."""
    with gzip.open(shared_data / SCHEMAS / "compiled/service.json.gz") as packed:
        schema = json.load(packed)
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


@pytest.fixture(scope="session")
def described(shared_data):
    """The official tables by name: their file, fields, and what each field must be."""
    package = json.loads((shared_data / "assets/hsds_3_0/datapackage.json").read_text())
    return {one["name"]: one for one in package["resources"]}


@cache
def circle():
    """An entry that says everything, and one that says as little as it may."""
    everything = entry(
        "everything",
        name="Orchard Mending Circle",
        what="group",
        organisation_id="org-mending-circle",
        organisation="Orchard Mending Circle",
        kind="women",
        description="Mending, tea, and help with letters",
        area="orchard",
        lat=51.05,
        lon=4.05,
        address="3 Orchard Lane, Aldermere",
        url="https://mending.example",
        serves=("anti-black", "anti-muslim", "majority"),
        needs=("advice", "meeting-place", "women"),
        languages=("ar", "en", "so", "tr"),
        protective=("hope", "social-support"),
        neutral_place=True,
        credible_people=True,
        rules_agreed=False,
        confidential=True,
        funded_until="2026-12-31",
        vouched_by="City office for living together",
        confirmed_on="2026-01-15",
        capacity=25.0,
    )
    return strengths(everything, entry("little"))


def there_and_back(table, tmp_path, form, *, for_partners=True):
    """The table written in a form of HSDS and read again."""
    path = tmp_path / {"page": "out.json", "lines": "out.jsonl", "tables": "out.zip"}[form]
    services = services_of(table, words=words(), for_partners=for_partners)
    if form == "page":
        write_page(path, services, total=table.height)
    elif form == "lines":
        write_lines(path, services)
    else:
        write_tables(path, rows_of(services))
    return gathered(path, HSDS)


@pytest.mark.parametrize("form", ["page", "lines", "tables"])
def test_everything_that_an_entry_says_comes_back(tmp_path, form):
    found = there_and_back(circle(), tmp_path, form)
    assert_frame_equal(found.strengths, circle())
    assert found.refused.height == 0


@pytest.mark.parametrize("form", ["page", "lines", "tables"])
@given(table=tables())
def test_any_entries_come_back_as_they_were(tmp_path_factory, form, table):
    if table.is_empty() and form != "page":
        return  # a file of no lines, and a package of no tables, hold nothing to read
    found = there_and_back(table, tmp_path_factory.mktemp("hsds"), form)
    assert found.refused.height == 0, found.refused.to_dicts()
    assert_frame_equal(found.strengths, table)


@pytest.mark.shared_data
def test_every_service_is_valid_by_the_official_schema(service_schema):
    for service in services_of(circle(), words=words(), for_partners=True):
        assert not [error.message for error in service_schema.iter_errors(service)]


@pytest.mark.shared_data
@given(table=tables())
def test_any_service_is_valid_by_the_official_schema(service_schema, table):
    for service in services_of(table, words=words(), for_partners=True):
        assert not [error.message for error in service_schema.iter_errors(service)]


@pytest.mark.shared_data
def test_the_schema_check_sees_what_is_wrong(service_schema):
    (service, _) = services_of(circle(), words=words(), for_partners=True)
    wrong = {**service, "status": "open", "id": "7"}
    assert sorted(error.json_path for error in service_schema.iter_errors(wrong)) == [
        "$.id",
        "$.status",
    ]


@pytest.mark.shared_data
@pytest.mark.parametrize("name", ["out", "out.zip"])
def test_tables_are_those_of_the_official_package(described, tmp_path, name):
    services = services_of(circle(), words=words(), for_partners=True)
    write_tables(tmp_path / name, rows_of(services))
    folder = unpacked(tmp_path / name, tmp_path)
    ours = json.loads((folder / "datapackage.json").read_text())
    assert (ours["version"], ours["name"]) == ("3.0.0", "human_services_data")
    ids = {}
    for resource in ours["resources"]:
        official = described[resource["name"]]
        assert resource["path"] == official["path"]
        fields = {field["name"]: field for field in official["schema"]["fields"]}
        with (folder / resource["path"]).open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        assert list(rows[0]) == list(fields)
        for row in rows:
            for field_name, field in fields.items():
                assert_cell(row[field_name], field)
        ids[resource["name"]] = [row["id"] for row in rows]
        assert len(set(ids[resource["name"]])) == len(rows)
    assert_references(ours, folder, described, ids)


def unpacked(path, tmp_path):
    """The folder of a package."""
    if path.is_dir():
        return path
    import shutil

    shutil.unpack_archive(path, tmp_path / "unpacked")
    return tmp_path / "unpacked"


def assert_cell(cell, field):
    """The cell keeps the constraints of its field."""
    constraints = field["constraints"]
    assert cell or not constraints.get("required"), field["name"]
    if cell and "enum" in constraints:
        assert cell in constraints["enum"]
    if cell and field.get("format") == "uuid":
        assert len(cell) == 36, (field["name"], cell)
    if cell and field["type"] == "date":
        assert len(cell) == 10


def assert_references(ours, folder, described, ids):
    """Every reference leads to a row of the package."""
    for resource in ours["resources"]:
        table = pl.read_csv(folder / resource["path"], infer_schema=False)
        for key in described[resource["name"]]["schema"].get("foreignKeys", []):
            used = set(table[key["fields"]].drop_nulls())
            assert used <= set(ids.get(key["reference"]["resource"], [])), key


@pytest.mark.shared_data
def test_our_descriptor_requires_what_the_official_one_requires(described, tmp_path):
    write_tables(tmp_path / "out", rows_of(services_of(circle(), words=words(), for_partners=True)))
    ours = json.loads((tmp_path / "out/datapackage.json").read_text())
    for resource in ours["resources"]:
        required = {
            source: sorted(
                field["name"]
                for field in one["schema"]["fields"]
                if field["constraints"].get("required")
            )
            for source, one in (("ours", resource), ("official", described[resource["name"]]))
        }
        assert required["ours"] == required["official"], resource["name"]


@pytest.mark.parametrize("form", ["page", "lines", "tables"])
def test_a_confidential_entry_leaves_the_house_for_partners_only(tmp_path, form):
    found = there_and_back(circle(), tmp_path, form, for_partners=False)
    assert_frame_equal(found.strengths, public_view(circle()))
    written = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    if form != "tables":
        assert b"Mending" not in written


def test_no_person_assures_an_entry(tmp_path):
    (service, _) = services_of(circle(), words=words(), for_partners=True)
    assert "assurer_email" not in service
    assert service["assured_date"] == "2026-01-15"
    (confirmed,) = service["metadata"]
    assert confirmed["updated_by"] == "City office for living together"
    assert confirmed["last_action_date"] == "2026-01-15"


def test_our_facts_travel_as_terms_of_our_own_taxonomies():
    (service, little) = services_of(circle(), words=words(), for_partners=True)
    said = {
        (one["taxonomy_term"]["taxonomy"], one["taxonomy_term"]["code"]): one.get("value")
        for one in service["attributes"]
    }
    assert said["Commonweal protective factors", "hope"] is None
    assert said["Commonweal needs", "meeting-place"] is None
    assert said["Commonweal groups", "majority"] is None
    facts = {code: value for (taxonomy, code), value in said.items() if taxonomy.endswith("facts")}
    assert facts == {
        "identifier": "severything",
        "holder-identifier": "org-mending-circle",
        "what": "group",
        "kind": "women",
        "area": "orchard",
        "address": "3 Orchard Lane, Aldermere",
        "neutral-place": "yes",
        "credible-people": "yes",
        "rules-agreed": "no",
        "confidential": "yes",
        "funded-until": "2026-12-31",
        "vouched-by": "City office for living together",
        "capacity": "25.0",
    }
    assert "organization" not in little


def test_two_exports_of_one_entry_agree():
    once, again = (list(services_of(circle(), words=words(), for_partners=True)) for _ in range(2))
    assert once == again


def test_a_uuid_stays_the_identifier_of_the_service():
    key = "ac148810-d857-441c-9679-408f346de14b"
    (service,) = services_of(strengths(entry(strength_id=key)), words=words())
    assert service["id"] == key
    assert "identifier" not in {one["taxonomy_term"]["code"] for one in service["attributes"]}


def test_what_is_not_read_of_our_own_export_is_the_record_of_confirmation(tmp_path):
    found = there_and_back(circle(), tmp_path, "page")
    assert not_mapped(found) == {"metadata": 1}


def test_an_entry_confirmed_today_is_read_today(tmp_path):
    table = strengths(entry(1, confirmed_on=TODAY.isoformat()))
    assert_frame_equal(there_and_back(table, tmp_path, "lines").strengths, table)
