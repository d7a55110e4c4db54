"""What the Human Services Data Specification 3.0 calls things, and how its objects cross from
files to rooms.

Read `Found` first. The tables below are those of `datapackage.json` of HSDS 3.0.0
(openreferral/specification); `fields` is given for the tables that are written or whose fields are
read, the others are counted by their names. Domain notes of the project, section 10.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

VERSION = "3.0"
AT = "@at"
"""The key under which an object put together from tables remembers its file and row."""

STATUSES = ("active", "inactive", "defunct", "temporarily closed")
LOCATION_TYPES = ("physical", "postal", "virtual")
LIVING_STATUSES = ("active", "temporarily closed")


@dataclass(frozen=True, slots=True, kw_only=True)
class HsdsTable:
    """One table: its file; where it is read, its fields, which of them must be filled, and which
    of them name a row of another table."""

    name: str
    path: str
    fields: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    refers: Mapping[str, str] = field(default_factory=dict)


def _table(name: str, path: str, fields: str = "", required: str = "", **refers: str) -> HsdsTable:
    return HsdsTable(
        name=name,
        path=path,
        fields=tuple(fields.split()),
        required=tuple(required.split()),
        refers=refers,
    )


_ALL = (
    _table(
        "organization",
        "organizations.csv",
        "id name alternate_name description email website tax_status tax_id year_incorporated "
        "legal_status logo uri parent_organization_id",
        "id name description",
    ),
    _table("program", "programs.csv"),
    _table(
        "service",
        "services.csv",
        "id organization_id program_id name alternate_name description url email status "
        "interpretation_services application_process fees_description wait_time fees "
        "accreditations eligibility_description minimum_age maximum_age assured_date "
        "assurer_email licenses alert last_modified",
        "id organization_id name status",
        organization_id="organization",
    ),
    _table(
        "attribute",
        "attributes.csv",
        "id link_id taxonomy_term_id link_type link_entity value",
        "id link_id taxonomy_term_id link_entity",
        taxonomy_term_id="taxonomy_term",
    ),
    _table(
        "service_at_location",
        "service_at_location.csv",
        "id service_id location_id description",
        "id service_id location_id",
        service_id="service",
        location_id="location",
    ),
    _table(
        "location",
        "locations.csv",
        "id location_type url organization_id name alternate_name description transportation "
        "latitude longitude external_identifier external_identifier_type",
        "id location_type",
    ),
    _table("phone", "phones.csv"),
    _table("contact", "contacts.csv"),
    _table(
        "address",
        "addresses.csv",
        "id location_id attention address_1 address_2 city region state_province postal_code "
        "country address_type",
        "id address_1 city state_province postal_code country address_type",
        location_id="location",
    ),
    _table("schedule", "schedules.csv"),
    _table("funding", "funding.csv"),
    _table("service_area", "service_areas.csv"),
    _table("required_document", "required_documents.csv"),
    _table(
        "language",
        "languages.csv",
        "id service_id location_id phone_id name code note",
        "id",
        service_id="service",
        location_id="location",
    ),
    _table("accessibility", "accessibility.csv"),
    _table(
        "taxonomy_term",
        "taxonomy_terms.csv",
        "id code name description parent_id taxonomy language taxonomy_id term_uri",
        "id name description",
    ),
    _table(
        "metadata",
        "metadata.csv",
        "id resource_id resource_type last_action_date last_action_type field_name "
        "previous_value replacement_value updated_by",
        "id resource_id resource_type last_action_date last_action_type field_name "
        "previous_value replacement_value updated_by",
    ),
    _table("meta_table_description", "meta_table_descriptions.csv"),
    _table("cost_option", "cost_options.csv"),
    _table("organization_identifier", "organization_identifiers.csv"),
    _table(
        "taxonomy",
        "taxonomies.csv",
        "id name description uri version",
        "id name description",
    ),
)
MAPPED: Mapping[str, tuple[str, ...]] = {
    "organization": ("id", "name", "description", "website"),
    "service": (
        *("id", "organization_id", "name", "description"),
        *("url", "status", "assured_date"),
    ),
    "service_at_location": ("id", "service_id", "location_id"),
    "location": (
        *("id", "organization_id", "location_type", "name", "description"),
        *("url", "latitude", "longitude"),
    ),
    "address": (
        *("id", "location_id", "address_1", "address_2", "city", "region"),
        *("state_province", "postal_code", "country", "address_type"),
    ),
    "language": ("id", "service_id", "location_id", "name", "code"),
    "attribute": ("id", "link_id", "taxonomy_term_id", "link_type", "link_entity", "value"),
    "taxonomy_term": ("id", "code", "name", "description", "taxonomy", "taxonomy_id"),
    "taxonomy": ("id", "name", "description"),
}
"""The fields that are read, by table. Whatever else a file says is counted by its name."""

TABLES: Mapping[str, HsdsTable] = {table.name: table for table in _ALL}
BY_PATH: Mapping[str, HsdsTable] = {table.path: table for table in _ALL}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One object of a file, with everything that hangs on it inside it (dereferenced).

    `kind` is the table that the object would stand in, or the empty text where it is none of HSDS.
    `row` and `path` say where it stood, as in `core.refusal`.
    """

    kind: str
    value: dict[str, Any]
    file: str
    row: int
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotMapped:
    """Something that a file says and that has no place in our tables: counted by its name."""

    name: str
    count: int = 1
