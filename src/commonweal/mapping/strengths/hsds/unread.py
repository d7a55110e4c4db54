"""What an HSDS object says that has no place in our table, counted by its name and never kept."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from commonweal.core.hsds import AT, MAPPED

PARTS: Mapping[str, frozenset[str]] = {
    "service": frozenset(("organization", "languages", "attributes", "service_at_locations")),
    "service_at_location": frozenset(("service", "location")),
    "location": frozenset(("addresses", "languages", "attributes")),
    "organization": frozenset(("locations", "services", "attributes")),
    "language": frozenset(),
    "address": frozenset(),
    "attribute": frozenset(("taxonomy_term",)),
}
"""Objects that hang on others and are read themselves."""
SINGULAR = {"addresses": "address", "taxonomies": "taxonomy"}
ALREADY = ("funding", "metadata", "accessibility")


KNOWN = {kind: frozenset((AT, *MAPPED.get(kind, ()), *parts)) for kind, parts in PARTS.items()}


def count_unread(kind: str, value: Mapping[str, Any], into: Counter[str]) -> None:
    """Count the filled fields of one object that are not read: fields as `service.email`, objects
    that hang on it by their own name, such as `phone`."""
    for name in value:
        if name in KNOWN[kind]:
            continue
        said = value[name]
        if isinstance(said, list):
            into[singular(name)] += len(said)
        elif isinstance(said, dict):
            into[name] += 1
        elif said is not None and said != "":
            into[f"{kind}.{name}"] += 1


def singular(name: str) -> str:
    """The name of a table by the key under which JSON lists its rows."""
    if name in SINGULAR:
        return SINGULAR[name]
    return name if name in ALREADY else name.removesuffix("s")
