"""Our own facts as taxonomy terms of HSDS: what travels as an attribute, under which code.

Read `TAXONOMIES` and `FACTS` first. HSDS has no field for protective factors, safe spaces,
confidentiality or the end of funding, and a new field of ours would be read by nobody. Attributes
with a taxonomy of their own are its way to say more (domain notes of the project, section 10).
Identifiers are UUIDs made from names (RFC 9562, version 5), so that two exports of one entry agree.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID, uuid5

SPACE = UUID("6d1f0b1e-5a0d-5c0f-9c1e-1f6d5b0c7a11")
"""The namespace of our identifiers; never change it."""
TAXONOMY_VERSION = "1"
UUID_TEXT = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taxonomy:
    """One taxonomy of ours; `field` is the list of an entry that holds its codes."""

    name: str
    description: str
    field: str


TAXONOMIES: Mapping[str, Taxonomy] = {
    one.field: one
    for one in (
        Taxonomy(
            name="Commonweal needs",
            description="Needs of residents that a service or place answers.",
            field="needs",
        ),
        Taxonomy(
            name="Commonweal groups",
            description="Groups of people whom a service or place serves, the majority among them.",
            field="serves",
        ),
        Taxonomy(
            name="Commonweal protective factors",
            description="What a service or place contributes to that may protect a community.",
            field="protective",
        ),
        Taxonomy(
            name="Commonweal facts",
            description="Facts about a strength for which HSDS has no field; the value holds each.",
            field="",
        ),
    )
}
BY_NAME: Mapping[str, Taxonomy] = {one.name: one for one in TAXONOMIES.values()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A fact that travels as an attribute with a value: its code, its field, and its meaning."""

    code: str
    field: str
    name: str
    description: str


def _fact(code: str, field: str, name: str, description: str) -> Fact:
    return Fact(code=code, field=field, name=name, description=description)


FACTS: tuple[Fact, ...] = (
    _fact("identifier", "strength_id", "Identifier", "The entry's identifier at its source."),
    _fact(
        "holder-identifier",
        "organisation_id",
        "Holder's identifier",
        "The identifier of who holds it, at the source.",
    ),
    _fact(
        "holder", "organisation", "Holder", "Who holds it, where HSDS requires a name and none is."
    ),
    _fact("what", "what", "What it is", "A place, group, role, skill or fund."),
    _fact("kind", "kind", "Sort", "The sort of holder or place, such as library."),
    _fact("area", "area", "Area", "The identifier of the area of the city in which it lies."),
    _fact("address", "address", "Address", "The postal address in one line."),
    _fact("neutral-place", "neutral_place", "Neutral place", "Whether it is neutral ground."),
    _fact(
        "credible-people",
        "credible_people",
        "Credible people",
        "Whether people lead it who are trusted there.",
    ),
    _fact(
        "rules-agreed",
        "rules_agreed",
        "Rules agreed",
        "Whether house rules were agreed with those who come.",
    ),
    _fact(
        "confidential",
        "confidential",
        "Confidential",
        "Whether it is kept for partners and never shown to the public.",
    ),
    _fact("funded-until", "funded_until", "Funded until", "The day on which its funding ends."),
    _fact("vouched-by", "vouched_by", "Vouched for by", "The organisation that vouches for it."),
    _fact("capacity", "capacity", "Capacity", "How many people it can take in a week."),
)
FACT_BY_CODE: Mapping[str, Fact] = {fact.code: fact for fact in FACTS}


def uuid_for(*parts: str) -> str:
    """The UUID for something of ours, made from its name."""
    return str(uuid5(SPACE, "\x1f".join(parts)))


def is_uuid(text: str) -> bool:
    """Whether the text is a UUID as RFC 9562 writes it, in small letters with hyphens."""
    return UUID_TEXT.fullmatch(text) is not None


NOBODY = uuid_for("organization", "nobody")
"""The organization that stands in tables for “nobody holds this”, where HSDS requires one."""
