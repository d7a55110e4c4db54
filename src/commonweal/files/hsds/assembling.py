"""Rows of tables put together into objects, as HSDS's JSON holds them, a slice at a time.

Read `assembled` first. Each service comes with its organization, languages, attributes and
locations inside it; organizations without a service and locations without one come after them. An
object remembers its own file and row under `hsds.AT`, so that what is wrong in it can be found.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from commonweal.core.hsds import AT, Found
from commonweal.core.raw import ROW
from commonweal.files.hsds.frames import FILE, Tables

AT_ONCE = 2_000

type Objects = dict[str, list[dict[str, Any]]]


def assembled(tables: Tables) -> Iterator[Found]:
    """The objects of sound tables, services first, in the order of their rows."""
    terms = {one["id"]: one for one in _objects(tables["taxonomy_term"])}
    names = {one["id"]: one["name"] for one in _objects(tables["taxonomy"])}
    for term in terms.values():
        term.setdefault("taxonomy", names.get(term.pop("taxonomy_id", None)))
    parts = _Parts(tables, terms)
    services, links = tables["service"], tables["service_at_location"]
    for part in services.iter_slices(AT_ONCE):
        yield from parts.services(part)
    with_service = services["organization_id"].drop_nulls().unique()
    alone = tables["organization"].filter(~pl.col("id").is_in(with_service.implode()))
    for part in alone.iter_slices(AT_ONCE):
        yield from parts.organizations(part)
    held = alone["id"]
    free = tables["location"].filter(
        ~pl.col("id").is_in(links["location_id"].unique().implode()),
        ~pl.col("organization_id").is_in(held.implode()).fill_null(False),
    )
    for part in free.iter_slices(AT_ONCE):
        yield from (_found("location", one) for one in parts.locations(part))


def _found(kind: str, value: dict[str, Any]) -> Found:
    file, row = value[AT]
    return Found(kind=kind, value=value, file=file, row=row)


def _objects(table: pl.DataFrame) -> list[dict[str, Any]]:
    """One object for each row, with its place and without empty fields."""
    return [
        {AT: (row.pop(FILE), row.pop(ROW)), **{k: v for k, v in row.items() if v is not None}}
        for row in table.iter_rows(named=True)
    ]


def _by(objects: list[dict[str, Any]], field: str) -> Objects:
    found: Objects = {}
    for one in objects:
        if field in one:
            found.setdefault(one[field], []).append(one)
    return found


class _Parts:
    """The tables, and what hangs on the rows of a slice of one of them."""

    def __init__(self, tables: Tables, terms: Mapping[str, dict[str, Any]]) -> None:
        self._tables, self._terms = tables, terms

    def _of(self, table: str, field: str, ids: pl.Series) -> list[dict[str, Any]]:
        return _objects(self._tables[table].filter(pl.col(field).is_in(ids.unique().implode())))

    def _attributes(self, ids: pl.Series) -> Objects:
        """Attributes by what they describe, each with its term."""
        found = self._of("attribute", "link_id", ids)
        for one in found:
            term = self._terms.get(one.get("taxonomy_term_id", ""))
            if term is not None:
                one["taxonomy_term"] = term
        return _by(found, "link_id")

    def services(self, part: pl.DataFrame) -> Iterator[Found]:
        """The services of a slice, whole."""
        ids = part["id"]
        attributes, languages = (
            self._attributes(ids),
            _by(self._of("language", "service_id", ids), "service_id"),
        )
        links = self._links(ids)
        holders = self._of("organization", "id", part["organization_id"].drop_nulls())
        organizations = {one["id"]: one for one in holders}
        for service in _objects(part):
            key = service["id"]
            if service.get("organization_id") in organizations:
                service["organization"] = organizations[service["organization_id"]]
            for name, of in (
                ("attributes", attributes),
                ("languages", languages),
                ("service_at_locations", links),
            ):
                if key in of:
                    service[name] = of[key]
            yield _found("service", service)

    def _links(self, ids: pl.Series) -> Objects:
        """The places of services by service, each with its location."""
        links = self._of("service_at_location", "service_id", ids)
        wanted = pl.Series([one["location_id"] for one in links], dtype=pl.String())
        table = self._tables["location"]
        rows = table.filter(pl.col("id").is_in(wanted.unique().implode()))
        locations = {one["id"]: one for one in self.locations(rows)}
        for one in links:
            if one["location_id"] in locations:
                one["location"] = locations[one["location_id"]]
        return _by(links, "service_id")

    def locations(self, part: pl.DataFrame) -> list[dict[str, Any]]:
        """The locations of a slice, with addresses, languages and attributes."""
        ids = part["id"]
        found = _objects(part)
        for name, of in (
            ("addresses", _by(self._of("address", "location_id", ids), "location_id")),
            ("languages", _by(self._of("language", "location_id", ids), "location_id")),
            ("attributes", self._attributes(ids)),
        ):
            for one in found:
                if one["id"] in of:
                    one[name] = of[one["id"]]
        return found

    def organizations(self, part: pl.DataFrame) -> Iterator[Found]:
        """Organizations of a slice, with their locations and attributes."""
        ids = part["id"]
        table = self._tables["location"]
        rows = table.filter(pl.col("organization_id").is_in(ids.implode()))
        locations = _by(self.locations(rows), "organization_id")
        attributes = self._attributes(ids)
        for one in _objects(part):
            for name, of in (("locations", locations), ("attributes", attributes)):
                if one["id"] in of:
                    one[name] = of[one["id"]]
            yield _found("organization", one)
