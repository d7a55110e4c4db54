"""HSDS objects become drafts of strengths, one for each place at which a service is offered.

Read `gather_hsds` first. An entry is called by the identifier of its service; where a service is
offered at several locations, by that of the service at each. What is not read is counted by name,
contacts and telephones among it: a strength is never a private person.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from commonweal.core.hsds import LIVING_STATUSES, STATUSES, Found, NotMapped
from commonweal.core.notices import Notice
from commonweal.core.places import AreaSet
from commonweal.core.refusal import Refusal
from commonweal.mapping.strengths.drafts import Bad, Draft, Place, Stated, may_be_confidential
from commonweal.mapping.strengths.gathering import Gathered, Gatherer
from commonweal.mapping.strengths.hsds.own_facts import own_facts
from commonweal.mapping.strengths.hsds.parts import (
    Location,
    Part,
    address_of,
    check_word,
    location_of,
)
from commonweal.mapping.strengths.hsds.terms import NOBODY, is_uuid
from commonweal.mapping.strengths.hsds.unread import count_unread
from commonweal.mapping.strengths.judging import Judge, Words
from commonweal.mapping.strengths.profiles import StrengthProfile

COLUMNS = {
    "strength_id": "id",
    "lat": "latitude",
    "lon": "longitude",
    "confirmed_on": "assured_date",
}

NO_OBJECT = Bad(
    "entry",
    "no-hsds-object",
    "This is none of the objects of HSDS: it has no name.",
    "Give services, organizations, locations or services at locations.",
)
NO_SERVICE = Bad(
    "service",
    "missing-field",
    "This place is of no service.",
    "Give the service inside it, as the HSDS API does.",
)


def gather_hsds(
    items: Iterable[Found | Refusal | NotMapped | Notice],
    *,
    profile: StrengthProfile,
    words: Words,
    areas: AreaSet | None,
    today: date,
) -> Gathered:
    """The strengths in the objects of an HSDS file."""
    judge = Judge(
        words,
        areas=areas,
        today=today,
        aliases=profile.aliases,
        refused_areas=profile.refused_areas,
    )
    gatherer = Gatherer(judge, areas=areas)
    objects = _Objects(profile, words, areas, gatherer)
    for item in items:
        if isinstance(item, Found):
            for draft in objects.drafts(item):
                gatherer.add(draft)
        elif isinstance(item, Refusal):
            gatherer.refuse(item)
        elif isinstance(item, NotMapped):
            gatherer.not_mapped[item.name] += item.count
        else:
            gatherer.notices.append(item)
    gatherer.notices += objects.notices()
    return gatherer.finish(caveats=profile.caveats)


class _Objects:
    """Turns objects into drafts; what cannot be used is refused, what is not read is counted."""

    def __init__(
        self,
        profile: StrengthProfile,
        words: Words,
        areas: AreaSet | None,
        gatherer: Gatherer,
    ) -> None:
        self._profile, self._gatherer, self._languages = profile, gatherer, words.languages
        self._areas = areas
        self._known = {
            "needs": frozenset(words.needs.rows),
            "serves": frozenset(words.groups.groups),
            "protective": frozenset(words.factors.rows),
        }
        self._closed = self._no_uuid = 0

    def drafts(self, found: Found) -> Iterator[Draft]:
        """The drafts in one object."""
        at = Place(file=found.file, row=found.row, path=found.path)
        part = Part(found.kind, found.value, at)
        if found.kind == "service":
            yield from self._of_service(part, part.inside("organization", "organization"))
        elif found.kind == "service_at_location":
            yield from self._of_link(part)
        elif found.kind == "organization":
            yield from self._of_organization(part)
        elif found.kind == "location":
            yield from self._of_location(part)
        elif found.kind:
            self._gatherer.not_mapped[found.kind] += 1
        else:
            self._refuse(part, NO_OBJECT)

    def _refuse(self, part: Part, bad: Bad, *, confidential: bool = False) -> None:
        column = COLUMNS.get(bad.field, bad.field)
        said = part.text(column)
        self._gatherer.refuse(
            bad.refusal(part.at, column=column, said=said, confidential=confidential)
        )

    def _sound(self, part: Part | None, *, confidential: bool) -> bool:
        """Whether a part has what HSDS requires of it; refused where it has not."""
        if part is None:
            return False
        self._count(part)
        try:
            part.check_required()
        except Bad as bad:
            self._refuse(part, bad, confidential=confidential)
            return False
        return True

    def _count(self, part: Part) -> None:
        count_unread(part.kind, part.value, self._gatherer.not_mapped)

    def _of_service(self, service: Part, holder: Part | None) -> Iterator[Draft]:
        links = service.each("service_at_locations", "service_at_location")
        yield from self._at_links(service, holder, links)

    def _of_link(self, link: Part) -> Iterator[Draft]:
        """A service at a location, from a list of these: the service stands inside it."""
        service = link.inside("service", "service")
        if service is None:
            self._gatherer.rows += 1
            self._refuse(link, NO_SERVICE)
            return
        holder = service.inside("organization", "organization")
        yield from self._at_links(service, holder, [link])

    def _at_links(self, service: Part, holder: Part | None, links: list[Part]) -> Iterator[Draft]:
        self._count(service)
        facts = self._facts(service)
        confidential = may_be_confidential(facts.get("confidential"))
        if not self._lives(service, confidential):
            self._gatherer.rows += 1
            return
        says = self._service_says(service) | self._holder_says(service, holder, confidential)
        says |= facts
        if not links:
            yield Draft(at=service.at, says=says, columns=COLUMNS)
        for link in links:
            self._count(link)
            own = says if len(links) == 1 else says | {"strength_id": link.text("id")}
            location = self._location(link.inside("location", "location"), confidential)
            yield self._placed(service.at, own, location)

    def _lives(self, service: Part, confidential: bool) -> bool:
        """Whether the service can be used and is not closed for good; otherwise it is told why."""
        try:
            service.check_required()
            status = check_word(service, "status", STATUSES)
        except Bad as bad:
            self._refuse(service, bad, confidential=confidential)
            return False
        self._closed += status == "temporarily closed"
        if status not in LIVING_STATUSES:
            self._gatherer.skipped[f"The source says that the service is {status}."] += 1
        return status in LIVING_STATUSES

    def _service_says(self, service: Part) -> dict[str, Stated]:
        self._no_uuid += not is_uuid(service.text("id") or "")
        return {
            "strength_id": service.text("id"),
            "what": self._profile.what or "group",
            "name": service.text("name"),
            "description": service.text("description"),
            "url": service.text("url"),
            "confirmed_on": service.text("assured_date"),
            "languages": self._tags(service),
        }

    def _holder_says(
        self, service: Part, holder: Part | None, confidential: bool
    ) -> dict[str, Stated]:
        key = service.text("organization_id") or (holder.text("id") if holder else None)
        if key == NOBODY:
            return {}
        name = None
        if holder is not None and self._sound(holder, confidential=confidential):
            name = holder.text("name")
            self._gatherer.not_mapped["location"] += len(holder.each("locations", "location"))
        return {"organisation_id": key, "organisation": name}

    def _facts(self, part: Part) -> dict[str, Stated]:
        found = own_facts(
            part.each("attributes", "attribute"),
            known=self._known,
            labels=self._profile.labels,
            not_mapped=self._gatherer.not_mapped,
        ).says()
        area = found.get("area")
        if area is not None and self._areas is not None and area not in self._areas:
            self._gatherer.not_mapped[f"area: {found.pop('area')}"] += 1
        return found

    def _tags(self, part: Part) -> tuple[str, ...]:
        """The languages of an object, as tags; a name that is not known is counted."""
        tags = []
        for language in part.each("languages", "language"):
            self._count(language)
            words = [word for word in (language.text("code"), language.text("name")) if word]
            found = next(filter(None, map(self._languages.tag, words)), None)
            if found is not None:
                tags.append(found)
            elif words:
                self._gatherer.not_mapped[f"language: {words[0][:40]}"] += 1
        return tuple(tags)

    def _location(self, part: Part | None, confidential: bool) -> Location | None:
        """A location that can be used, or None; what is wrong with it is refused where it is."""
        if part is None:
            return None
        self._count(part)
        try:
            found = location_of(part)
        except Bad as bad:
            self._refuse(part, bad, confidential=confidential)
            return None
        lines: tuple[str, ...] = ()
        for address in part.each("addresses", "address"):
            self._count(address)
            try:
                lines = lines or address_of(address)
            except Bad as bad:
                self._refuse(address, bad, confidential=confidential)
        return Location(part=part, lat=found.lat, lon=found.lon, address=lines)

    def _placed(self, at: Place, says: dict[str, Stated], location: Location | None) -> Draft:
        """The draft with what its location says; our own words for it stand above."""
        if location is None:
            return Draft(at=at, says=says, columns=COLUMNS)
        of_place: dict[str, Stated] = {
            "lat": location.lat,
            "lon": location.lon,
            "address": location.address or None,
        }
        spoken = says.get("languages") or ()
        here = self._tags(location.part)
        tags = (*spoken, *here) if isinstance(spoken, tuple) else here
        own = of_place | says | {"languages": tags}
        return Draft(at=at, location_at=location.part.at, says=own, columns=COLUMNS)

    def _of_organization(self, part: Part) -> Iterator[Draft]:
        """An organization with its services, else at its locations, else by itself."""
        services = part.each("services", "service")
        for service in services:
            yield from self._of_service(service, part)
        if services:
            return
        if not self._sound(part, confidential=False):
            self._gatherer.rows += 1
            return
        says = self._organization_says(part)
        confidential = may_be_confidential(says.get("confidential"))
        locations = part.each("locations", "location")
        if not locations:
            yield Draft(at=part.at, says=says, columns=COLUMNS)
        for one in locations:
            own = says if len(locations) == 1 else says | {"strength_id": one.text("id")}
            yield self._placed(part.at, own, self._location(one, confidential))

    def _organization_says(self, part: Part) -> dict[str, Stated]:
        self._no_uuid += not is_uuid(part.text("id") or "")
        return {
            "strength_id": part.text("id"),
            "name": part.text("name"),
            "organisation_id": part.text("id"),
            "organisation": part.text("name"),
            "what": self._profile.what or "group",
            "description": part.text("description"),
            "url": part.text("website"),
            **self._facts(part),
        }

    def _of_location(self, part: Part) -> Iterator[Draft]:
        """A location by itself is a place; one without a name is called by its address."""
        facts = self._facts(part)
        location = self._location(part, may_be_confidential(facts.get("confidential")))
        if location is None:
            self._gatherer.rows += 1
            return
        self._no_uuid += not is_uuid(part.text("id") or "")
        says: dict[str, Stated] = {
            "strength_id": part.text("id"),
            "name": part.text("name") or ", ".join(location.address[:1]),
            "what": self._profile.place_what,
            "organisation_id": part.text("organization_id"),
            "description": part.text("description"),
            "url": part.text("url"),
            **facts,
        }
        placed = self._placed(part.at, says, location)
        placed.location_at = None
        yield placed

    def notices(self) -> list[Notice]:
        """What a reader should know of the file."""
        counts = {"closed-for-now": self._closed, "no-uuid": self._no_uuid}
        return [
            Notice(code=code, sentence=TOLD[code].format(n=_each(count)), count=count)
            for code, count in counts.items()
            if count
        ]


TOLD = {
    "closed-for-now": "The source says of {n} that it is temporarily closed; it is kept.",
    "no-uuid": "HSDS asks for identifiers that are UUIDs; {n} has another one, which is kept.",
}


def _each(count: int) -> str:
    return "1 entry" if count == 1 else f"each of {count:,} entries"
