"""Which object of HSDS a piece of JSON is, by its own fields; and signs of an older version."""

from collections.abc import Collection, Mapping
from typing import Any

from commonweal.core.errors import UnreadableFile

LISTS: Mapping[str, str] = {
    "contents": "",
    "services": "service",
    "organizations": "organization",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
}
"""Keys of an object at the top whose lists hold entries, with what the entries are."""

OF_SERVICES = {
    *("status", "service_at_locations", "organization", "organization_id"),
    *("eligibility_description", "assured_date", "interpretation_services"),
    *("application_process", "service_areas"),
}
OF_TERMS = {"taxonomy", "taxonomy_detail", "taxonomy_id", "parent_id", "code", "term_uri"}
OF_TAXONOMIES = {"id", "name", "description", "uri", "version", "metadata"}
OLDER = {
    *("physical_address", "physical_addresses", "postal_address", "postal_addresses"),
    *("regular_schedule", "regular_schedules", "holiday_schedule", "holiday_schedules"),
    *("services_at_location", "accessibility_for_disabilities", "eligibility"),
    *("service_attribute", "service_attributes", "other_attributes", "service_taxonomy"),
    *("payment_accepted", "payments_accepted"),
}
"""Fields that versions before 3.0 had and 3.0 has not (changelog of the specification)."""


def is_list(key: str, before: Collection[str]) -> bool:
    """Whether the list under this key of an object at the top holds entries or rows.

    `before` are the keys before it: what follows an `id` is part of one entry, such as the
    services inside an organization.
    """
    return "id" not in before and (key in LISTS or key.endswith(".csv"))


def kind_of(value: Mapping[str, Any], *, under: str = "") -> str:
    """The table in which this object would stand; empty where it is none of HSDS.

    `under` is the key of the list that held it; it decides where it says so.
    """
    keys = value.keys()
    if LISTS.get(under):
        return LISTS[under]
    if "location_type" in keys:
        return "location"
    if "service" in keys or ("location" in keys and "name" not in keys):
        return "service_at_location"
    if keys & OF_SERVICES:
        return "service"
    if {"id", "version"} <= keys <= OF_TAXONOMIES:
        return "taxonomy"
    if keys & OF_TERMS:
        return "taxonomy_term"
    return "organization" if "name" in keys else ""


def refuse_older(value: Mapping[str, Any], file: str) -> None:
    """Raises `UnreadableFile` where the object has fields of HSDS before 3.0."""
    nested = [value, value.get("location"), value.get("service")]
    found = sorted({key for one in nested if isinstance(one, Mapping) for key in one} & OLDER)
    if found:
        raise UnreadableFile(
            f"{file} holds “{found[0]}”, which HSDS had before version 3.0. Those versions were "
            "exchanged as tables; their JSON was never part of the standard, so what its fields "
            "mean cannot be known.",
            remedy="Ask the publisher for the data package (a folder or zip of CSV files), from "
            "which versions 1.1 and 2.0 are converted, or for HSDS 3.0.",
            code="older-hsds-json",
            file=file,
        )
