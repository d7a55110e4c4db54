"""The parts of an HSDS object, checked one by one: each is used or refused where it stands.

Read `Part` first. A part that cannot be used (a location on no point of the earth) costs itself;
what it hangs on stays without it.
"""

from dataclasses import dataclass
from typing import Any

from commonweal.core.hsds import AT, LOCATION_TYPES, TABLES
from commonweal.core.nearest import listed, nearest_first
from commonweal.mapping.strengths import readings
from commonweal.mapping.strengths.drafts import Bad, Place

OF_TABLES_ONLY = frozenset(
    (
        *("organization_id", "service_id", "location_id", "link_id"),
        *("link_entity", "taxonomy_term_id"),
    )
)
"""Fields that are required in tables, where objects refer to each other, and not in JSON."""


@dataclass(frozen=True, slots=True)
class Part:
    """An object with its table, what it hangs on, and under which key it stands there."""

    kind: str
    value: dict[str, Any]
    root: Place
    above: "Part | None" = None
    step: str = ""

    @property
    def at(self) -> Place:
        """Where it stands: its own row, or its path inside the object at the top."""
        if AT in self.value:
            file, row = self.value[AT]
            return Place(file=file, row=row)
        if self.above is None:
            return self.root
        above = self.above.at
        path = self.step if above.path in ("", "$") else f"{above.path}.{self.step}"
        return Place(file=above.file, row=above.row, path=path)

    def inside(self, name: str, kind: str) -> "Part | None":
        """The object under a key, if there is one."""
        value = self.value.get(name)
        return Part(kind, value, self.root, self, name) if isinstance(value, dict) else None

    def each(self, name: str, kind: str) -> list["Part"]:
        """The objects of the list under a key, in its order."""
        several = self.value.get(name)
        if not isinstance(several, list):
            return []
        return [
            Part(kind, value, self.root, self, f"{name}[{number}]")
            for number, value in enumerate(several)
            if isinstance(value, dict)
        ]

    def text(self, name: str) -> str | None:
        """A field as text; None where it is blank or is no text or number."""
        said = self.value.get(name)
        if type(said) is str and said.isascii():  # nearly always
            return said.strip() or None
        return readings.text(said) if isinstance(said, str | float | int) else None

    def check_required(self) -> None:
        """Raises `Bad` for the first field that HSDS requires and that is not there."""
        for field in TABLES[self.kind].required:
            if field not in OF_TABLES_ONLY and self.text(field) is None:
                raise Bad(
                    field,
                    "missing-field",
                    f"HSDS 3.0 requires {field} in each {self.kind.replace('_', ' ')}.",
                    "Fill it in where the data come from.",
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """What is used of a location."""

    part: Part
    lat: float | None
    lon: float | None
    address: tuple[str, ...]


ADDRESS_LINES = (
    *("address_1", "address_2", "city", "region"),
    *("state_province", "postal_code", "country"),
)


def check_word(part: Part, field: str, known: tuple[str, ...]) -> str:
    """The field, which must be one of the words that HSDS knows; raises `Bad`."""
    word = part.text(field) or ""
    if word not in known:
        raise Bad(
            field,
            f"unknown-{field.replace('_', '-')}",
            f"HSDS 3.0 does not know this {field.replace('_', ' ')}.",
            f"Write one of {listed(known)}; the nearest is “{nearest_first(word, known)[0]}”.",
        )
    return word


def location_of(part: Part) -> Location:
    """The location; raises `Bad` where it cannot be used."""
    part.check_required()
    kind = check_word(part, "location_type", LOCATION_TYPES)
    lat, lon = readings.point(part.text("latitude"), part.text("longitude"))
    if kind != "physical":
        lat = lon = None
    return Location(part=part, lat=lat, lon=lon, address=())


def address_of(part: Part) -> tuple[str, ...]:
    """The lines of an address; raises `Bad` where it cannot be used."""
    part.check_required()
    check_word(part, "address_type", LOCATION_TYPES)
    lines = (part.text(name) for name in ADDRESS_LINES)
    return tuple(line for line in lines if line)
