"""Which roles read and keep the map, and for which party a person speaks."""

from django.db import models
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from commonweal.core.errors import NotAllowed
from workbench.accounts.models import Person, Role
from workbench.mapping.models import Membership, Party

READS = (Role.COORDINATOR, Role.ANALYST, Role.PARTNER_EDITOR)
DESK = (Role.COORDINATOR, Role.ANALYST)
KEEPS = (Role.COORDINATOR,)


def membership_of(person: Person) -> Membership | None:
    """The party that this person was asked to speak for, claimed or not."""
    return (
        Membership.objects.select_related("party__organisation", "party__community")
        .filter(person=person, ended_at=None)
        .first()
    )


def party_of_person(person: Person) -> Party | None:
    """The party that this person speaks for: invited, and claimed."""
    if person.role != Role.PARTNER_EDITOR:
        return None
    membership = membership_of(person)
    return membership.party if membership and membership.claimed_at else None


def has_people_here(party: Party) -> bool:
    """Whether somebody of the party itself has claimed its entry."""
    return Membership.objects.filter(
        party=party, ended_at=None, claimed_at__isnull=False, person__is_active=True
    ).exists()


def members_of(party: Party) -> QuerySet[Membership]:
    """Who speaks for a party today, invited or claimed."""
    return Membership.objects.select_related("person").filter(party=party, ended_at=None)


def partners_without_party() -> QuerySet[Person]:
    """The partner editors who speak for nobody yet."""
    people = Person.objects.filter(role=Role.PARTNER_EDITOR, is_active=True)
    return people.exclude(memberships__in=Membership.objects.filter(ended_at=None))


def refuse_unless_reads(person: Person) -> None:
    """Raises `NotAllowed` unless this person reads the map at all."""
    if person.role not in READS:
        raise NotAllowed(
            _("You may not read or change what stands on the map."),
            remedy=_("A coordinator, an analyst or a partner editor may."),
        )


def refuse_unless_keeps(person: Person) -> None:
    """Raises `NotAllowed` unless this person keeps the map for the city."""
    if person.role not in KEEPS:
        raise NotAllowed(
            _("You may not do this for the city."),
            remedy=_("A coordinator of your city may."),
        )


def one_of[Row: models.Model](rows: QuerySet[Row]) -> Row:
    """The first row; not found where there is none, or none that this person may see."""
    row = rows.first()
    if row is None:
        raise Http404
    return row
