"""Small HSDS files: services as JSON, and packages of tables in version 3.0, 2.0 and 1.1."""

import csv
import json
import zipfile
from pathlib import Path
from typing import Any

type Rows = list[dict[str, str]]


def service(number: int = 1, **facts: Any) -> dict[str, Any]:
    """A service of HSDS 3.0 with an organization and a place; None takes a field out."""
    whole = {
        "id": f"0000000{number}-0000-4000-8000-000000000001",
        "name": f"Service {number}",
        "status": "active",
        "organization": {
            "id": "00000000-0000-4000-8000-000000000002",
            "name": "Harbour Trust",
            "description": "Keeps the harbour open",
        },
        "service_at_locations": [{"id": f"l{number}", "location": location(number)}],
    }
    return {name: value for name, value in {**whole, **facts}.items() if value is not None}


def location(number: int = 1, **facts: Any) -> dict[str, Any]:
    """A location in the district Harbour."""
    whole = {
        "id": f"p{number}",
        "location_type": "physical",
        "name": f"Hall {number}",
        "latitude": 51.05,
        "longitude": 4.05,
        "addresses": [address()],
    }
    return {name: value for name, value in {**whole, **facts}.items() if value is not None}


def address(**facts: Any) -> dict[str, Any]:
    """An address."""
    whole = {
        "id": "a1",
        "address_1": "3 Quay",
        "city": "Aldermere",
        "state_province": "Shire",
        "postal_code": "AL1 1AA",
        "country": "GB",
        "address_type": "physical",
    }
    return {name: value for name, value in {**whole, **facts}.items() if value is not None}


def write_json(path: Path, data: Any) -> Path:
    """The data as JSON."""
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def package(**changed: Rows | None) -> dict[str, Rows]:
    """A package of HSDS 3.0: two services at one place; tables are replaced or taken out."""
    whole: dict[str, Rows] = {
        "organizations": [{"id": "o1", "name": "Harbour Trust", "description": "Keeps it open"}],
        "services": [
            {"id": "s1", "organization_id": "o1", "name": "Meals", "status": "active"},
            {"id": "s2", "organization_id": "o1", "name": "Advice", "status": "active"},
        ],
        "service_at_location": [{"id": "l1", "service_id": "s1", "location_id": "p1"}],
        "locations": [
            {
                "id": "p1",
                "location_type": "physical",
                "name": "Hall",
                "latitude": "51.05",
                "longitude": "4.05",
            }
        ],
        "addresses": [{**address(), "location_id": "p1"}],
        "languages": [{"id": "t1", "service_id": "s1", "name": "Urdu", "code": "ur"}],
    }
    return {name: rows for name, rows in {**whole, **changed}.items() if rows is not None}


def package_2_0(**changed: Rows | None) -> dict[str, Rows]:
    """The same in HSDS 2.0."""
    whole: dict[str, Rows] = {
        "organizations": [
            {"id": "o1", "name": "Harbour Trust", "description": "Keeps it open", "url": "http://h.example"}
        ],
        "services": [
            {"id": "s1", "organization_id": "o1", "name": "Meals", "status": "active"},
            {"id": "s2", "organization_id": "o1", "name": "Advice", "status": "active"},
        ],
        "services_at_location": [{"id": "l1", "service_id": "s1", "location_id": "p1"}],
        "locations": [{"id": "p1", "name": "Hall", "latitude": "51.05", "longitude": "4.05"}],
        "physical_addresses": [
            {
                **{name: value for name, value in address().items() if name != "address_type"},
                "location_id": "p1",
                "address_2": "Back yard",
                "address_3": "Second door",
            }
        ],
        "languages": [{"id": "t1", "service_id": "s1", "language": "ur"}],
        "taxonomy_terms": [{"id": "x1", "term": "Food", "description": "Food", "taxonomy": "OE"}],
        "service_attributes": [{"id": "b1", "service_id": "s1", "taxonomy_term_id": "x1"}],
    }  # fmt: skip
    return {name: rows for name, rows in {**whole, **changed}.items() if rows is not None}


def write_package(path: Path, tables: dict[str, Rows], *, descriptor: Any = None) -> Path:
    """The tables as CSV files in a folder, or in an archive if the name ends in .zip."""
    folder = path if path.suffix != ".zip" else path.with_suffix("")
    folder.mkdir()
    for name, rows in tables.items():
        names = dict.fromkeys(key for row in rows for key in row)
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(names))
            writer.writeheader()
            writer.writerows(rows)
    if descriptor is not None:
        (folder / "datapackage.json").write_text(json.dumps(descriptor))
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w") as archive:
            for file_path in sorted(folder.iterdir()):
                archive.write(file_path, f"inside/{file_path.name}")
    return path
