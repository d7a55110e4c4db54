"""Entries by hand: enter, send, accept or return, correct. Read `accept_entry` first.

An entry is counted once a second person has accepted it; the rule is the library's
(`commonweal.listening.entries.may_check`). Accepting writes one record through a delivery of the
source `city-desk`; a correction is a new entry for the same record, and becomes its next version.
The words of a report are sealed before they reach a row and never enter the audit log.
"""

from dataclasses import asdict, fields
from datetime import date
from importlib.metadata import version

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from commonweal.core.errors import CommonwealError
from commonweal.listening.entries import EntryFacts, as_incident, faults
from workbench.accounts.models import Person
from workbench.core.audit import record_audit
from workbench.core.city import current_city
from workbench.core.words import open_words, seal
from workbench.listening import access, feeds
from workbench.listening.actions import staging, turns
from workbench.listening.actions.deliver import show_delivery
from workbench.listening.fault_words import fault_sentence
from workbench.listening.models import Delivery, HandEntry, Record, Source

CITY_DESK = "city-desk"
State = HandEntry.State

_NOT_OPEN: dict[str, str | Promise] = {
    "change": gettext_lazy("Entry %(number)s cannot be changed: it is %(state)s."),
    "send": gettext_lazy("Entry %(number)s cannot be sent: it is %(state)s."),
    "drop": gettext_lazy("Entry %(number)s cannot be dropped: it is %(state)s."),
    "correct": gettext_lazy("Entry %(number)s cannot be corrected: it is %(state)s."),
    "check": gettext_lazy("Entry %(number)s cannot be checked: it is %(state)s."),
}


class IncompleteEntry(CommonwealError):
    """The entry lacks something that is needed before it can be checked."""

    code = "incomplete-entry"


class NotOpenForThis(CommonwealError):
    """The entry stands at another step than this act needs."""

    code = "not-open-for-this"
    status = 409


def facts_of(entry: HandEntry) -> EntryFacts:
    """What an entry says, in codes."""
    values = {field.name: getattr(entry, field.name) for field in fields(EntryFacts)}
    return EntryFacts(**{**values, "groups": tuple(entry.groups), "kinds": tuple(entry.kinds)})


@transaction.atomic
def enter_incident(
    facts: EntryFacts, *, words: str, acting_person: Person, record_key: str = ""
) -> HandEntry:
    """A new draft. `words` are sealed; `record_key` names the record that it would correct."""
    access.refuse_unless_may_enter(acting_person)
    entry = HandEntry(
        entered_by=acting_person,
        entered_at=timezone.now(),
        sealed_words=seal(words) if words else b"",
        record_key=record_key,
        **_columns(facts),
    )
    entry.save()
    record_audit(acting_person, "enter-incident", entry, before={}, after=_noted(entry))
    return entry


@transaction.atomic
def change_entry(
    entry: HandEntry, facts: EntryFacts, *, words: str | None, acting_person: Person
) -> HandEntry:
    """Change a draft or a returned entry of one's own; `words` None keeps the words as they are."""
    entry = _own(entry, acting_person, "change")
    before = _noted(entry)
    for name, value in _columns(facts).items():
        setattr(entry, name, value)
    if words is not None:
        entry.sealed_words = seal(words) if words else b""
    entry.save()
    record_audit(acting_person, "change-entry", entry, before=before, after=_noted(entry))
    return entry


@transaction.atomic
def send_for_check(entry: HandEntry, *, acting_person: Person, today: date) -> HandEntry:
    """Hand a complete entry to a second person; raises `IncompleteEntry` naming what is missing."""
    entry = _own(entry, acting_person, "send")
    city = current_city()
    areas = city.areas()
    found = faults(
        facts_of(entry),
        today=today,
        groups=city.groups().keys,
        kinds=city.kinds().keys,
        areas=[area.area for area in areas.at_level(areas.finest)],
    )
    if found:
        raise IncompleteEntry(
            " ".join(fault_sentence(fault) for fault in found),
            remedy=_("Mend it in the form and send it again. Nothing is lost."),
            faults=[asdict(fault) for fault in found],
        )
    before = _noted(entry)
    entry.state, entry.checked_by, entry.checked_at = State.WAITING, None, None
    entry.sealed_reason = b""
    entry.save()
    record_audit(acting_person, "send-entry", entry, before=before, after=_noted(entry))
    return entry


def accept_entry(entry: HandEntry, *, acting_person: Person, today: date) -> HandEntry:
    """Count an entry that somebody else entered; it becomes a version of a record at once."""
    city = current_city()
    root = staging.staging_root(city.folder)
    with turns.turn_of(CITY_DESK, staging=root, wait=True), transaction.atomic():
        entry = _waiting(entry, acting_person)
        source = _city_desk()
        turns.refuse_second_delivery(source)
        before = _noted(entry)
        entry.record_key = entry.record_key or f"desk-{entry.pk}"
        entry.verified_on = today.isoformat()
        entry.delivery = _deliver_one(entry, source, acting_person=acting_person, today=today)
        entry.state = State.ACCEPTED
        entry.checked_by, entry.checked_at = acting_person, timezone.now()
        entry.save()
        record_audit(acting_person, "accept-entry", entry, before=before, after=_noted(entry))
    return entry


@transaction.atomic
def return_entry(entry: HandEntry, *, reason: str, acting_person: Person) -> HandEntry:
    """Give an entry back with the reason, which is sealed like the report's own words."""
    entry = _waiting(entry, acting_person)
    if not reason.strip():
        raise IncompleteEntry(
            _("There is no reason."),
            remedy=_("Say what is to be mended, so that the author knows."),
        )
    before = _noted(entry)
    entry.state, entry.sealed_reason = State.RETURNED, seal(reason.strip())
    entry.checked_by, entry.checked_at = acting_person, timezone.now()
    entry.save()
    record_audit(acting_person, "return-entry", entry, before=before, after=_noted(entry))
    return entry


@transaction.atomic
def correct_entry(entry: HandEntry, *, acting_person: Person) -> HandEntry:
    """A draft that corrects an accepted entry; once accepted, it is the record's next version.

    The words come along, so only a person who may read them may correct.
    """
    access.refuse_unless_may_enter(acting_person)
    access.refuse_unless_may_read_words(acting_person, entry)
    if entry.state != State.ACCEPTED:
        raise _not_open(entry, "correct")
    open_one = HandEntry.objects.filter(record_key=entry.record_key).exclude(state=State.ACCEPTED)
    if open_one.exists():
        raise NotOpenForThis(
            _("A correction of this record is under way already."),
            remedy=_("Finish that one first."),
            entry=entry.pk,
        )
    words = open_words(entry.sealed_words) if entry.sealed_words else ""
    return enter_incident(
        facts_of(entry), words=words, acting_person=acting_person, record_key=entry.record_key
    )


@transaction.atomic
def drop_entry(entry: HandEntry, *, acting_person: Person) -> None:
    """Remove a draft or a returned entry of one's own, its words with it."""
    entry = _own(entry, acting_person, "drop")
    record_audit(acting_person, "drop-entry", entry, before=_noted(entry), after={})
    entry.delete()


@transaction.atomic
def read_words(entry: HandEntry, *, acting_person: Person) -> str:
    """The words of a report, opened for somebody who may read them; the log says that it was."""
    access.refuse_unless_may_read_words(acting_person, entry)
    record_audit(acting_person, "read-words", entry, before={}, after={})
    return open_words(entry.sealed_words) if entry.sealed_words else ""


def _columns(facts: EntryFacts) -> dict[str, object]:
    columns = {field.name: getattr(facts, field.name) for field in fields(facts)}
    return {**columns, "groups": sorted(set(facts.groups)), "kinds": sorted(set(facts.kinds))}


def _noted(entry: HandEntry) -> dict[str, object]:
    """What the audit log keeps of an entry: codes and steps, never words."""
    return {
        "state": str(entry.state),
        "area": entry.area,
        "groups": list(entry.groups),
        "kinds": list(entry.kinds),
        "delivery_id": entry.delivery_id,
        "checked_by_id": entry.checked_by_id,
    }


def _own(entry: HandEntry, acting_person: Person, verb: str) -> HandEntry:
    """The entry, locked, if it is this person's own and not yet with somebody else."""
    access.refuse_unless_may_enter(acting_person)
    entry = HandEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    access.refuse_unless_own(acting_person, entry)
    refuse_unless_open(entry, verb)
    return entry


def refuse_unless_open(entry: HandEntry, verb: str = "change") -> None:
    """Raises `NotOpenForThis` where the entry is no longer with its author."""
    if entry.state not in (State.DRAFT, State.RETURNED):
        raise _not_open(entry, verb)


def _waiting(entry: HandEntry, acting_person: Person) -> HandEntry:
    """The entry, locked, if it waits and this person is a second one who checks entries."""
    entry = HandEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    access.refuse_unless_may_check(acting_person, entry)
    if entry.state != State.WAITING:
        raise _not_open(entry, "check")
    return entry


def _not_open(entry: HandEntry, verb: str) -> NotOpenForThis:
    return NotOpenForThis(
        str(_NOT_OPEN[verb]) % {"number": entry.pk, "state": entry.get_state_display()},
        remedy=_("Load the entry again to see where it stands."),
        entry=entry.pk,
    )


def _city_desk() -> Source:
    """The source of what is entered here; made with the first accepted entry."""
    # Written once and read by everybody, so in the language of the city, not of the reader.
    with override(settings.LANGUAGE_CODE):
        source, _made = Source.objects.get_or_create(
            key=CITY_DESK,
            defaults={
                "name": _("City desk, %(city)s") % {"city": current_city().name},
                "channel": _("entry by hand"),
                "definition": _("Each entry states the definition it went by."),
                "created_at": timezone.now(),
            },
        )
    return source


def _deliver_one(
    entry: HandEntry, source: Source, *, acting_person: Person, today: date
) -> Delivery:
    """One record in a delivery of its own, shown at once; an older version of it is closed."""
    table = as_incident(facts_of(entry), incident_id=entry.record_key, verified_on=today)
    older = feeds.visible(source).filter(key=entry.record_key)
    corrects = older.exists()
    delivery = Delivery.objects.create(
        source=source,
        state=Delivery.State.WRITING,
        method_version=version("commonweal"),
        rows=1,
        incidents=1,
        added=0 if corrects else 1,
        relabelled=1 if corrects else 0,
        to_write=1,
        written=1,
        brought_by=acting_person,
        received_at=timezone.now(),
    )
    older.update(until_delivery=delivery)
    row = feeds.as_stored(table).row(0, named=True)
    Record.objects.create(source=source, since_delivery=delivery, **row)
    delivery.content_hash = feeds.content_hash(source, as_of_delivery=delivery)
    delivery.save(update_fields=["content_hash"])
    show_delivery(delivery, acting_person=acting_person)
    return delivery
