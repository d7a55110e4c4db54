"""Who has to be looked at before a way of doing it is adopted, and who has been.

Read `unlooked` first: what adopts a proposal calls it and stops while it names anybody. Everybody
for whom a way is not meant has to be looked at, area by area; the majority always; and groups that
the proposal leaves out, and no broader group of which it looks at, for the whole city (S003-R3,
S003-R4).
"""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from workbench.accounts.models import Person
from workbench.core.city import current_city
from workbench.weighing.access.proposals import proposals_for
from workbench.weighing.models import LookedAt, Option, Proposal

WHOLE_CITY = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One group in one area by keys; an empty area is the whole city."""

    group: str
    area: str

    @property
    def key(self) -> str:
        """One text that names the place in a form."""
        return f"{self.group}|{self.area}"


def looked_groups(proposal: Proposal) -> tuple[str, ...]:
    """Who is looked at area by area: those chosen, and every majority group of the city's list."""
    chosen = {*proposal.groups, *(one.key for one in current_city().groups() if one.majority)}
    listed = [one.key for one in current_city().groups() if one.key in chosen]
    return (*listed, *(key for key in proposal.groups if key not in listed))


def places_of(proposal: Proposal, option: Option) -> list[Place]:
    """Everybody for whom this way is not meant: group by area, then groups that are left out."""
    areas = current_city().areas()
    finest = [one.area for one in areas.at_level(areas.finest)]
    groups = looked_groups(proposal)
    cells = [
        Place(group=group, area=area)
        for group in groups
        for area in finest
        if not is_meant(option, group, area)
    ]
    left_out = current_city().groups().beyond(groups)
    return [*cells, *(Place(group=key, area=WHOLE_CITY) for key in left_out)]


def is_meant(option: Option, group: str, area: str) -> bool:
    """Whether this way is meant for that group there; nothing chosen means all."""
    in_groups = not option.groups or group in option.groups
    return in_groups and (not option.areas or area in option.areas)


def looks_of(option: Option) -> dict[Place, LookedAt]:
    """What stands about each place."""
    rows = option.looks.filter(stands=True).select_related("said_by")
    return {Place(group=one.group, area=one.area): one for one in rows}


def unlooked(proposal: Proposal, option: Option) -> list[Place]:
    """Everybody who was not looked at yet; nothing may be adopted while this names anybody."""
    looks = looks_of(option)
    return [place for place in places_of(proposal, option) if place not in looks]


def look_for(person: Person, look_id: int) -> LookedAt:
    """One thing that was said about somebody who is not meant; not found otherwise."""
    rows = LookedAt.objects.select_related("option__proposal")
    return get_object_or_404(rows.filter(proposal__in=proposals_for(person)), pk=look_id)


def said_about(option: Option, place: Place) -> QuerySet[LookedAt]:
    """All that was ever said about a place, the newest first."""
    rows = option.looks.filter(group=place.group, area=place.area)
    return rows.select_related("said_by")
