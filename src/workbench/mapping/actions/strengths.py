"""Adding a strength, confirming that it still holds, taking it off the map."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.core.errors import NotAllowed
from workbench.accounts.models import Person
from workbench.core.audit import record_audit
from workbench.mapping import access
from workbench.mapping.models import Organisation, Strength


@transaction.atomic
def add_strength(
    values: Mapping[str, Any],
    *,
    organisation: Organisation | None,
    acting_person: Person,
    now: datetime,
) -> Strength:
    """Put a strength on the map: a coordinator for anybody, a partner for their own party."""
    _refuse_unless_adds(acting_person, organisation)
    strength = Strength(**values, organisation=organisation, created_at=now)
    strength.full_clean(exclude=["organisation", "source"])
    strength.save()
    noted = {"changed": sorted(values), "organisation_id": strength.organisation_id}
    record_audit(acting_person, "add-strength", strength, {}, noted)
    return strength


@transaction.atomic
def confirm_strength(strength: Strength, *, acting_person: Person, today: date) -> Strength:
    """Say that an entry still holds as it stands."""
    access.refuse_unless_may_edit(acting_person, strength)
    strength = Strength.objects.select_for_update(of=("self",)).get(pk=strength.pk)
    before = {"confirmed_on": strength.confirmed_on}
    strength.confirmed_on = today
    strength.save(update_fields=["confirmed_on"])
    record_audit(acting_person, "confirm-strength", strength, before, {"confirmed_on": today})
    return strength


@transaction.atomic
def withdraw_strength(strength: Strength, *, acting_person: Person, today: date) -> None:
    """Take an entry off the map; its source does not bring it back."""
    access.refuse_unless_may_edit(acting_person, strength)
    strength = Strength.objects.select_for_update(of=("self",)).get(pk=strength.pk)
    strength.withdrawn_on = today
    strength.save(update_fields=["withdrawn_on"])
    record_audit(acting_person, "withdraw-strength", strength, {}, {"withdrawn_on": today})


def _refuse_unless_adds(person: Person, organisation: Organisation | None) -> None:
    party = access.party_of_person(person)
    own = bool(organisation and party and party.organisation_id == organisation.pk)
    if not own and person.role not in access.KEEPS:
        raise NotAllowed(
            _("You may add strengths of your own organisation only."),
            remedy=_("Tell a coordinator of your city about this one."),
        )
