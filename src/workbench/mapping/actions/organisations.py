"""An organisation and its entry: added, offered to its own people, claimed, and left again.

Read `claim_entry` and `leave_map`. Whoever claims keeps the entry from then on; whoever leaves
takes it off the map, with its strengths and ties, and no source brings it back.
"""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from commonweal.core.errors import CommonwealError, NotAllowed
from workbench.accounts.actions.people import invite_person
from workbench.accounts.models import Person, Role
from workbench.core.audit import record_audit
from workbench.mapping import access
from workbench.mapping.feeds import party_of
from workbench.mapping.models import Edit, Membership, Organisation, Party, Strength, Tie

LONGEST_NAME = 120


class SpeaksForAnother(CommonwealError):
    """A person would speak for two parties at once."""

    code = "speaks-for-another"
    status = 409


class NotInvited(CommonwealError):
    """There is no invitation to claim anything."""

    code = "not-invited"
    status = 409


@transaction.atomic
def add_organisation(
    *,
    name: str,
    kind: str = "",
    area: str = "",
    level: str = Organisation.Level.ORGANISATION,
    key: str = "",
    acting_person: Person,
    now: datetime,
) -> Organisation:
    """Put an organisation on the map; its key is made from its name unless given."""
    access.refuse_unless_keeps(acting_person)
    added = Organisation(
        key=key or _free_key(name), name=name, kind=kind, area=area, level=level, created_at=now
    )
    added.full_clean()
    added.save()
    party_of(added)
    record_audit(acting_person, "add-organisation", added, {}, {"key": added.key, "level": level})
    return added


@transaction.atomic
def invite_member(
    party: Party, *, name: str, email: str, acting_person: Person, now: datetime
) -> tuple[Person, str]:
    """Invite somebody of the party to claim its entry: the person and the link's token, once."""
    access.refuse_unless_keeps(acting_person)
    person, token = invite_person(
        email=email,
        name=name,
        role=Role.PARTNER_EDITOR,
        organisation=party.named.name[:LONGEST_NAME],
        acting_person=acting_person,
        now=now,
    )
    offer_entry(party, person=person, acting_person=acting_person, now=now)
    return person, token


@transaction.atomic
def offer_entry(
    party: Party, *, person: Person, acting_person: Person | None, now: datetime
) -> Membership:
    """Offer the entry to a partner editor who is here already; they claim it, or not."""
    if acting_person is not None:
        access.refuse_unless_keeps(acting_person)
    if person.role != Role.PARTNER_EDITOR:
        raise NotAllowed(
            _("Only a partner editor can claim an entry."),
            remedy=_("Invite somebody of the organisation as partner editor."),
        )
    if access.membership_of(person):
        raise SpeaksForAnother(
            _("%(name)s speaks for another entry already.") % {"name": person.name},
            remedy=_("Invite somebody else, or let them leave the other entry first."),
            person=person.pk,
        )
    offered = Membership.objects.create(
        party=party, person=person, invited_by=acting_person, invited_at=now
    )
    noted = {"party_id": party.pk, "person_id": person.pk}
    record_audit(acting_person, "offer-map-entry", offered, {}, noted)
    return offered


@transaction.atomic
def claim_entry(*, acting_person: Person, now: datetime) -> Membership:
    """Take over the entry that was offered: from now on its own people decide what it says."""
    membership = _own_membership(acting_person)
    membership.claimed_at = now
    membership.save(update_fields=["claimed_at"])
    organisation = membership.party.organisation
    if organisation and not organisation.claimed_at:
        organisation.claimed_at = now
        organisation.save(update_fields=["claimed_at"])
    noted = {"claimed_at": now, "party_id": membership.party_id}
    record_audit(acting_person, "claim-map-entry", membership, {}, noted)
    return membership


@transaction.atomic
def refuse_entry(*, acting_person: Person, now: datetime) -> None:
    """Say that the entry that was offered is not one's own."""
    membership = _own_membership(acting_person)
    membership.ended_at = now
    membership.save(update_fields=["ended_at"])
    record_audit(acting_person, "refuse-map-entry", membership, {}, {"ended_at": now})


@transaction.atomic
def leave_map(
    organisation: Organisation, *, acting_person: Person, now: datetime, today: date
) -> None:
    """Take one's organisation off the map, with its strengths, ties and open proposals."""
    party = access.party_of_person(acting_person)
    if party is None or party.organisation_id != organisation.pk:
        raise NotAllowed(
            _("Only its own people take an organisation off the map."),
            remedy=_("Ask somebody who keeps its entry."),
        )
    organisation = Organisation.objects.select_for_update().get(pk=organisation.pk)
    organisation.left_at = now
    organisation.save(update_fields=["left_at"])
    Strength.objects.filter(organisation=organisation, withdrawn_on=None).update(withdrawn_on=today)
    Edit.objects.filter(
        Q(organisation=organisation) | Q(strength__organisation=organisation),
        state=Edit.State.PROPOSED,
    ).update(state=Edit.State.DECLINED, decided_by=acting_person, decided_at=now)
    Tie.objects.filter(Q(source=party) | Q(target=party), state=Tie.State.STANDS).update(
        state=Tie.State.ENDED,
        ended_on=today.isoformat(),
        source_shows=False,
        target_shows=False,
    )
    Membership.objects.filter(party=party, ended_at=None).update(ended_at=now)
    record_audit(acting_person, "leave-map", organisation, {"left_at": None}, {"left_at": now})


def _own_membership(person: Person) -> Membership:
    membership = access.membership_of(person)
    if membership is None or membership.claimed_at:
        raise NotInvited(
            _("No entry waits for you to claim it."),
            remedy=_("Ask a coordinator of your city to offer it to you."),
        )
    return membership


def _free_key(name: str) -> str:
    """A key from a name that no organisation has yet, such as `mending-circle-2`."""
    wanted = slugify(name) or "organisation"
    taken = set(Organisation.objects.filter(key__startswith=wanted).values_list("key", flat=True))
    numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return next(key for key in (wanted, *numbered) if key not in taken)
