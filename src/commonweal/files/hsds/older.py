"""Tables of HSDS 1.1 and 2.0 as tables of 3.0, where nothing is lost on the way.

Read `converted` first. What changed between the versions is told in the changelog of the
specification; the fields are those of its `datapackage.json` of 2.0.1 and of the 1.1 tables. What
has no place in 3.0 is refused row by row with the reason, and the rest is converted.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from commonweal.core.errors import UnreadableFile
from commonweal.core.refusal import Refusal
from commonweal.files.hsds.frames import Tables, refusals_of, with_columns

PATHS: Mapping[str, str] = {
    "services_at_location.csv": "services_at_location",
    "physical_addresses.csv": "physical_address",
    "postal_addresses.csv": "postal_address",
    "accessibility_for_disabilities.csv": "accessibility_for_disabilities",
    "service_attributes.csv": "service_attribute",
    "other_attributes.csv": "other_attribute",
    "eligibility.csv": "eligibility",
    "payments_accepted.csv": "payment_accepted",
    "regular_schedules.csv": "regular_schedule",
    "holiday_schedules.csv": "holiday_schedule",
    "services_taxonomy.csv": "service_taxonomy",
    "taxonomy.csv": "old_taxonomy",
}
"""Files that only versions before 3.0 have, with the names of their tables."""
OF_1_1 = frozenset(("regular_schedule", "holiday_schedule", "service_taxonomy", "old_taxonomy"))
LOST: Mapping[str, str] = {
    "payment_accepted": "HSDS 3.0 has no place for accepted ways of paying.",
    "holiday_schedule": "HSDS 3.0 says opening hours as repetition rules; a closed holiday is "
    "none, so it would be lost.",
}
NOTHING_TO_DO = "Nothing to mend: the entry is read without it. Ask for HSDS 3.0 to keep it."
READS = ("1.1", "2.0")
JOINED_ON = ("id", "service_id", "location_id")
"""Columns on which old tables are joined; a file may lack them."""


def version_of(stated: str | None, names: frozenset[str]) -> str:
    """The version of a set of tables: as its package states it, else by the tables it has.

    `names` are the tables. Raises `UnreadableFile` for a version that is not read here.
    """
    if stated is None:
        older = set(PATHS.values()) & names
        return ("1.1" if older & OF_1_1 else "2.0") if older else "3.0"
    short = re.match(r"v?(\d+\.\d+|\d+)", stated.strip())
    version = short[1] if short else ""
    if version in READS or version.split(".")[0] == "3":
        return version
    raise UnreadableFile(
        f"The package says that it is HSDS {stated}, which is not read here.",
        remedy="Versions 1.1, 2.0 and 3 are. Ask the publisher for HSDS 3.0, or correct `version` "
        "in its datapackage.json if that is wrong.",
        code="hsds-version",
        version=stated,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """The tables of 3.0, and the rows that have no place in it."""

    tables: Tables
    refused: tuple[Refusal, ...]


def converted(tables: Mapping[str, pl.DataFrame]) -> Converted:
    """Tables of 1.1 or 2.0, by their old names, as tables of 3.0."""
    left = {name: with_columns(table, *JOINED_ON) for name, table in tables.items()}
    refused: list[Refusal] = []
    for name, reason in LOST.items():
        if name in left:
            code = f"no-{name.replace('_', '-')}-in-3"
            rows = left.pop(name)
            refused += refusals_of(rows, "id", code=code, reason=reason, remedy=NOTHING_TO_DO)
    _join_addresses(left)
    _join_attributes(left)
    refused += _eligibility(left)
    refused += _location_types(left)
    _rename(left)
    return Converted(tables=left, refused=tuple(refused))


def _join_addresses(tables: Tables) -> None:
    """Two tables become one with a type; the third and fourth line join the second."""
    parts = []
    for sort in ("physical", "postal"):
        old = tables.pop(f"{sort}_address", None)
        if old is not None:
            old = with_columns(old, "address_2", "address_3", "address_4")
            lines = pl.concat_str("^address_[234]$", separator=", ", ignore_nulls=True)
            kind = pl.lit(sort).alias("address_type")
            filled = pl.when(lines != "").then(lines).alias("address_2")
            parts.append(old.with_columns(filled, kind).drop("address_3", "address_4"))
    if parts:
        tables["address"] = pl.concat(parts, how="diagonal")


def _join_attributes(tables: Tables) -> None:
    """Terms of services and of other things become attributes; taxonomy rows become terms."""
    renames = {
        "service_id": "link_id",
        "taxonomy_id": "taxonomy_term_id",
        "taxonomy_detail": "value",
        "link_type": "link_entity",
    }
    parts = []
    for name in ("service_attribute", "service_taxonomy", "other_attribute"):
        old = tables.pop(name, None)
        if old is not None:
            old = old.rename({k: v for k, v in renames.items() if k in old.columns})
            of_service = pl.lit("service").alias("link_entity")
            parts.append(old if name == "other_attribute" else old.with_columns(of_service))
    if parts:
        tables["attribute"] = pl.concat(parts, how="diagonal")
    if "old_taxonomy" in tables:
        tables["taxonomy_term"] = tables.pop("old_taxonomy")


def _eligibility(tables: Tables) -> list[Refusal]:
    """One criterion of a service becomes its description; several have no such place."""
    old = tables.pop("eligibility", None)
    if old is None or "service" not in tables or "eligibility" not in old.columns:
        return []
    alone = pl.len().over("service_id") == 1
    words = old.filter(alone).select(
        "service_id", pl.col("eligibility").alias("eligibility_description")
    )
    tables["service"] = tables["service"].join(
        words, left_on="id", right_on="service_id", how="left", maintain_order="left"
    )
    return refusals_of(
        old.filter(~alone),
        "eligibility",
        code="several-criteria",
        reason="The service has several criteria. HSDS 3.0 has one description of them, in which "
        "they could not be told apart.",
        remedy=NOTHING_TO_DO,
    )


def _location_types(tables: Tables) -> list[Refusal]:
    """3.0 asks what a location is: one with a point or an address is where these are."""
    if "location" not in tables or "location_type" in tables["location"].columns:
        return []
    addresses = with_columns(tables.get("address", pl.DataFrame()), "location_id", "address_type")
    of_address = [
        pl.when(
            pl.col("id").is_in(
                addresses.filter(address_type=sort)["location_id"].unique().implode()
            )
        ).then(pl.lit(sort))
        for sort in ("physical", "postal")
    ]
    with_point = pl.col("latitude").is_not_null() & pl.col("longitude").is_not_null()
    found = pl.coalesce(pl.when(with_point).then(pl.lit("physical")), *of_address)
    locations = with_columns(tables["location"], "latitude", "longitude").with_columns(
        found.alias("location_type")
    )
    tables["location"] = locations.filter(pl.col("location_type").is_not_null())
    return refusals_of(
        locations.filter(pl.col("location_type").is_null()),
        "id",
        code="no-location-type",
        reason="HSDS 3.0 asks whether a location is physical, postal or virtual. This one has "
        "neither a point nor an address that would tell.",
        remedy="Give it a point or an address, or ask for HSDS 3.0.",
    )


RENAMED_FIELDS: Mapping[str, Mapping[str, str]] = {
    "organization": {"url": "website"},
    "taxonomy_term": {"term": "name", "vocabulary": "taxonomy"},
    "language": {"language": "code"},
}
RENAMED_TABLES = {
    "services_at_location": "service_at_location",
    "accessibility_for_disabilities": "accessibility",
    "regular_schedule": "schedule",
}


def _rename(tables: Tables) -> None:
    """Fields and tables that only changed their names; a term without words keeps its name."""
    for name, renames in RENAMED_FIELDS.items():
        if name in tables:
            old = tables[name]
            here = {k: v for k, v in renames.items() if k in old.columns and v not in old.columns}
            tables[name] = old.rename(here)
    terms = tables.get("taxonomy_term")
    if terms is not None and "name" in terms.columns and "description" not in terms.columns:
        tables["taxonomy_term"] = terms.with_columns(pl.col("name").alias("description"))
    for old_name, new_name in RENAMED_TABLES.items():
        if old_name in tables:
            tables[new_name] = tables.pop(old_name)
