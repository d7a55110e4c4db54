"""Strengths as services of HSDS 3.0, and those as rows of its tables.

Read `services_of` first. Each entry becomes a service, active, with its holder, its languages and
the place where it is. What HSDS has no field for goes into attributes (`terms`). The e-mail address
of whoever assured an entry is never written, contacts and telephones neither: a strength is never a
private person. Confidential entries leave the house only for partners.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import polars as pl

from commonweal.mapping.strengths.entries import Entry, entries_of
from commonweal.mapping.strengths.hsds.terms import (
    BY_NAME,
    FACTS,
    NOBODY,
    TAXONOMIES,
    TAXONOMY_VERSION,
    Fact,
    Taxonomy,
    is_uuid,
    uuid_for,
)
from commonweal.mapping.strengths.judging import Words
from commonweal.mapping.strengths.public import Audience, seen_by

NOT_SAID = "not said"
HOLDER_WORDS = "Holds entries in this list; it has not described itself here."
NOBODY_WORDS = "Stands where nobody holds an entry, since HSDS asks for an organization."
UNKNOWN_HOLDER = "Name not known"

type Json = dict[str, Any]


def services_of(
    strengths: pl.DataFrame, *, words: Words, for_partners: bool = False
) -> Iterator[Json]:
    """Each strength as a service of HSDS 3.0 in JSON form, in the order of the table.

    Without `for_partners` confidential entries are left out.
    """
    audience = Audience.PARTNERS if for_partners else Audience.PUBLIC
    for entry in entries_of(seen_by(audience, strengths)):
        yield _service(entry, words)


def _service(entry: Entry, words: Words) -> Json:
    key = (
        entry.strength_id if is_uuid(entry.strength_id) else uuid_for("service", entry.strength_id)
    )
    holder = _holder(entry)
    service = {
        "id": key,
        "name": entry.name,
        "description": entry.description,
        "url": entry.url,
        "status": "active",
        "assured_date": entry.confirmed_on,
        "organization": holder,
        "languages": [_language(tag, entry, words) for tag in entry.languages],
        "service_at_locations": _places(entry),
        "attributes": list(_attributes(entry, key, holder, words)),
        "metadata": _confirmation(entry, key),
    }
    return {name: value for name, value in service.items() if value not in (None, [])}


def _holder(entry: Entry) -> Json | None:
    if entry.organisation_id is None and entry.organisation is None:
        return None
    known = entry.organisation_id or ""
    return {
        "id": known
        if is_uuid(known)
        else uuid_for("organization", known, entry.organisation or ""),
        "name": entry.organisation or UNKNOWN_HOLDER,
        "description": HOLDER_WORDS,
    }


def _language(tag: str, entry: Entry, words: Words) -> Json:
    return {
        "id": uuid_for("language", entry.strength_id, tag),
        "name": words.languages.name(tag),
        "code": tag,
    }


def _places(entry: Entry) -> list[Json]:
    """The place of an entry; none where neither point, address nor area is known."""
    if entry.lat is None and entry.address is None and entry.area is None:
        return []
    location = {
        "id": uuid_for("location", entry.strength_id),
        "location_type": "physical",
        "name": entry.name,
        "description": entry.address,
        "latitude": entry.lat,
        "longitude": entry.lon,
    }
    filled = {name: value for name, value in location.items() if value is not None}
    return [{"id": uuid_for("service_at_location", entry.strength_id), "location": filled}]


def _attributes(entry: Entry, key: str, holder: Json | None, words: Words) -> Iterator[Json]:
    names: Mapping[str, Mapping[str, Any]] = {
        "needs": words.needs.rows,
        "serves": words.groups.groups,
        "protective": words.factors.rows,
    }
    for field, rows in names.items():
        for code in getattr(entry, field):
            row = rows.get(code)
            name = row.name if row else code
            meaning = (getattr(row, "what", "") or getattr(row, "people", "")) if row else code
            yield _attribute(key, TAXONOMIES[field], code, name, meaning, value=None)
    for fact in FACTS:
        value = _fact_value(fact, entry, key, holder)
        if value is not None:
            facts = TAXONOMIES[""]
            yield _attribute(key, facts, fact.code, fact.name, fact.description, value=value)


def _fact_value(fact: Fact, entry: Entry, key: str, holder: Json | None) -> str | None:
    """The value of a fact as text; None where there is nothing to say beside HSDS's own fields."""
    value = getattr(entry, fact.field)
    if fact.field == "strength_id":
        return None if key == value else str(value)
    if fact.field == "organisation_id":
        return None if holder is None or holder["id"] == value else str(value or "")
    if fact.field == "organisation":
        return "" if holder is not None and value is None else None
    if fact.field == "confidential":
        return "yes" if value else None
    if isinstance(value, bool):
        return "yes" if value else "no"
    return None if value is None else str(value)


def _attribute(
    key: str, taxonomy: Taxonomy, code: str, name: str, meaning: str, *, value: str | None
) -> Json:
    attribute = {
        "id": uuid_for("attribute", key, taxonomy.name, code),
        "link_id": key,
        "link_type": "commonweal",
        "link_entity": "service",
        "value": value,
        "taxonomy_term": {
            "id": uuid_for("taxonomy_term", taxonomy.name, code),
            "code": code,
            "name": name,
            "description": meaning or name,
            "taxonomy": taxonomy.name,
        },
    }
    return {one: said for one, said in attribute.items() if said is not None}


def _confirmation(entry: Entry, key: str) -> list[Json]:
    """When the entry was last confirmed, by the organisation that vouches for it."""
    if entry.confirmed_on is None:
        return []
    return [
        {
            "id": uuid_for("metadata", key, entry.confirmed_on),
            "resource_id": key,
            "resource_type": "service",
            "last_action_date": entry.confirmed_on,
            "last_action_type": "confirm",
            "field_name": "assured_date",
            "previous_value": NOT_SAID,
            "replacement_value": entry.confirmed_on,
            "updated_by": entry.vouched_by or entry.organisation or NOT_SAID,
        }
    ]


def rows_of(services: Iterable[Json]) -> Iterator[tuple[str, Json]]:
    """The services as rows of HSDS's tables: pairs of table and row, each row once."""
    seen: set[tuple[str, str]] = set()
    for service in services:
        for table, row in _rows(service):
            if (table, row["id"]) not in seen:
                seen.add((table, row["id"]))
                yield table, row


def _rows(service: Json) -> Iterator[tuple[str, Json]]:
    key = service["id"]
    nobody = {"id": NOBODY, "name": "Nobody holds this", "description": NOBODY_WORDS}
    holder = service.get("organization", nobody)
    yield "organization", holder
    yield "service", {**service, "organization_id": holder["id"]}
    for link in service.get("service_at_locations", ()):
        ends = {"service_id": key, "location_id": link["location"]["id"]}
        yield "location", link["location"]
        yield "service_at_location", {"id": link["id"], **ends}
    for language in service.get("languages", ()):
        yield "language", {**language, "service_id": key}
    for attribute in service.get("attributes", ()):
        yield from _attribute_rows(attribute)
    for change in service.get("metadata", ()):
        yield "metadata", change


def _attribute_rows(attribute: Json) -> Iterator[tuple[str, Json]]:
    """An attribute with its term and taxonomy, each a row of its own."""
    term = attribute["taxonomy_term"]
    taxonomy = BY_NAME[term["taxonomy"]]
    held = {
        "id": uuid_for("taxonomy", taxonomy.name),
        "name": taxonomy.name,
        "description": taxonomy.description,
        "version": TAXONOMY_VERSION,
    }
    yield "taxonomy", held
    yield "taxonomy_term", {**term, "taxonomy_id": held["id"]}
    yield "attribute", {**attribute, "taxonomy_term_id": term["id"]}
