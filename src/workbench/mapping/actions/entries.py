"""Changing an entry: its holder at once, everybody else by a proposal. Read `change_entry` first.

The same rules hold for a strength and for an organisation's own entry. What an entry says is not
in the audit log; which fields were touched is, and both values stand in the `Edit`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.core.errors import CommonwealError
from workbench.accounts.models import Person
from workbench.core.audit import record_audit
from workbench.core.words import seal
from workbench.mapping import access
from workbench.mapping.access import Entry, Right
from workbench.mapping.feeds import plain
from workbench.mapping.models import Edit, Organisation, Strength

STRENGTH_FIELDS = (
    "name",
    "what",
    "kind",
    "description",
    "area",
    "address",
    "url",
    "serves",
    "needs",
    "languages",
    "protective",
    "neutral_place",
    "credible_people",
    "rules_agreed",
    "confidential",
    "funded_until",
    "vouched_by",
    "capacity",
)
ORGANISATION_FIELDS = ("name", "kind", "about", "area", "url", "languages", "level")
DAYS = ("funded_until",)
POINT, HOLDER = "point", "organisation"
COLUMNS = {POINT: ("lat", "lon")}
"""Fields that stand in several columns: half a point is no point."""


class AlreadyDecided(CommonwealError):
    """A proposal was decided in the meantime."""

    code = "already-decided"
    status = 409


class NoReason(CommonwealError):
    """Something is declined without saying why."""

    code = "no-reason"


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """What became of a change: fields written, proposed, or declined before and not asked again."""

    made: tuple[str, ...] = ()
    proposed: tuple[str, ...] = ()
    declined_before: tuple[str, ...] = ()


def field_value(entry: Entry, name: str) -> Any:
    """What an entry says in a field, as an edit keeps it; of its holder the key."""
    if name == POINT and isinstance(entry, Strength):
        return [entry.lat, entry.lon]
    if name == HOLDER and isinstance(entry, Strength):
        return entry.organisation.key if entry.organisation else None
    return plain(getattr(entry, name))


def set_field(entry: Entry, name: str, value: Any) -> None:
    """Let an entry say in a field what an edit keeps; nothing is saved."""
    if name == POINT and isinstance(entry, Strength):
        entry.lat, entry.lon = value
    elif name == HOLDER and isinstance(entry, Strength):
        entry.organisation = Organisation.objects.filter(key=value).first()
    else:
        setattr(entry, name, date.fromisoformat(value) if name in DAYS and value else value)


def fields_of(entry: Entry) -> tuple[str, ...]:
    """The fields of an entry that people change."""
    return STRENGTH_FIELDS if isinstance(entry, Strength) else ORGANISATION_FIELDS


@transaction.atomic
def change_entry(
    entry: Entry, values: Mapping[str, Any], *, acting_person: Person, now: datetime
) -> Changed:
    """Write what differs where this person may, and propose it to the holder where not."""
    access.refuse_unless_reads(acting_person)
    entry = _locked(entry)
    differing = [
        name
        for name in fields_of(entry)
        if name in values and plain(values[name]) != plain(getattr(entry, name))
    ]
    if access.right_over(acting_person, entry) is Right.EDIT:
        return _write(entry, {name: values[name] for name in differing}, acting_person, now)
    return _propose(entry, {name: values[name] for name in differing}, acting_person, now)


def _write(entry: Entry, values: Mapping[str, Any], by: Person, now: datetime) -> Changed:
    if not values:
        return Changed()
    made = [_edit(entry, name, value, by, now, Edit.State.MADE) for name, value in values.items()]
    Edit.objects.bulk_create(made)
    for name, value in values.items():
        setattr(entry, name, value)
    entry.save(update_fields=list(values))
    record_audit(by, "change-map-entry", entry, {}, {"changed": sorted(values)})
    return Changed(made=tuple(values))


def _propose(entry: Entry, values: Mapping[str, Any], by: Person, now: datetime) -> Changed:
    """Propose what does not wait already and was not declined before."""
    earlier = Edit.objects.filter(**{_word(entry): entry})
    known = {
        state: {(one.field, repr(one.new)) for one in earlier.filter(state=state)}
        for state in (Edit.State.PROPOSED, Edit.State.DECLINED)
    }
    asked = {name: (name, repr(plain(value))) for name, value in values.items()}
    refused = tuple(name for name, one in asked.items() if one in known[Edit.State.DECLINED])
    new = [
        name
        for name, one in asked.items()
        if name not in refused and one not in known[Edit.State.PROPOSED]
    ]
    Edit.objects.bulk_create(
        [_edit(entry, name, values[name], by, now, Edit.State.PROPOSED) for name in new]
    )
    if new:
        record_audit(by, "propose-change", entry, {}, {"changed": sorted(new)})
    return Changed(proposed=tuple(new), declined_before=refused)


def _edit(
    entry: Entry, name: str, value: Any, by: Person, now: datetime, state: Edit.State
) -> Edit:
    return Edit(
        **{_word(entry): entry},
        field=name,
        old=plain(getattr(entry, name)),
        new=plain(value),
        state=state,
        by=by,
        made_at=now,
    )


@transaction.atomic
def accept_proposal(proposal: Edit, *, acting_person: Person, now: datetime) -> Entry:
    """Write what was proposed; for the holder alone, or the desk where the holder is not here."""
    proposal, entry = _open(proposal, acting_person)
    set_field(entry, proposal.field, proposal.new)
    entry.save(update_fields=COLUMNS.get(proposal.field, (proposal.field,)))
    _decide(proposal, Edit.State.ACCEPTED, acting_person, now)
    after = {"field": proposal.field, "state": Edit.State.ACCEPTED}
    record_audit(acting_person, "accept-proposal", proposal, {}, after)
    return entry


@transaction.atomic
def decline_proposal(proposal: Edit, *, reason: str, acting_person: Person, now: datetime) -> Entry:
    """Leave the entry as it is, for a reason that the proposer reads; it is not asked again.

    A source reads no reason, so it needs none.
    """
    proposal, entry = _open(proposal, acting_person)
    if not reason.strip() and proposal.source_id is None:
        raise NoReason(_("There is no reason."), remedy=_("Say why, so that they understand."))
    proposal.sealed_reason = seal(reason.strip()) if reason.strip() else b""
    _decide(proposal, Edit.State.DECLINED, acting_person, now)
    after = {"field": proposal.field, "state": Edit.State.DECLINED}
    record_audit(acting_person, "decline-proposal", proposal, {}, after)
    return entry


def _open(proposal: Edit, person: Person) -> tuple[Edit, Entry]:
    """A proposal and its entry, both locked, if it waits and this person decides it."""
    proposal = Edit.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    entry = _locked(_entry_of(proposal))
    access.refuse_unless_may_edit(person, entry)
    if proposal.state != Edit.State.PROPOSED:
        raise AlreadyDecided(
            _("This proposal has been decided already."),
            remedy=_("Load the page again to see how."),
            edit=proposal.pk,
        )
    return proposal, entry


def _decide(proposal: Edit, state: Edit.State, by: Person, now: datetime) -> None:
    proposal.state, proposal.decided_by, proposal.decided_at = state, by, now
    proposal.save(update_fields=["state", "decided_by", "decided_at", "sealed_reason"])


def _entry_of(edit: Edit) -> Entry:
    entry = edit.strength or edit.organisation
    assert entry is not None  # noqa: S101 - a constraint says so
    return entry


def _locked(entry: Entry) -> Entry:
    if isinstance(entry, Strength):
        return Strength.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    return Organisation.objects.select_for_update(of=("self",)).get(pk=entry.pk)


def _word(entry: Entry) -> str:
    return "strength" if isinstance(entry, Strength) else "organisation"
