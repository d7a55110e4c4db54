"""The calendar of dated events: added, changed and removed by the desk, each time with its row."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from commonweal.core.errors import CommonwealError
from workbench.accounts.models import Person
from workbench.core.audit import record_audit
from workbench.listening.signals import access
from workbench.listening.signals.models import CalendarEvent


class UnfitEvent(CommonwealError):
    """An event would end before it begins."""

    code = "unfit-event"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFacts:
    """An event as the desk knows it: its days, what it was, how far it reached, who tells of it."""

    on: date
    until: date | None = None
    name: str
    reach: str
    kind: str
    note: str = ""
    told_by: str


@transaction.atomic
def add_event(facts: EventFacts, *, acting_person: Person) -> CalendarEvent:
    """Put an event into the calendar."""
    access.refuse_unless_keeps_calendar(acting_person)
    _refuse_backwards(facts)
    event = CalendarEvent.objects.create(**asdict(facts))
    record_audit(acting_person, "add-event", event, after=_noted(facts))
    return event


@transaction.atomic
def change_event(
    event: CalendarEvent, facts: EventFacts, *, acting_person: Person
) -> CalendarEvent:
    """Change what the calendar says of an event."""
    access.refuse_unless_keeps_calendar(acting_person)
    _refuse_backwards(facts)
    event = CalendarEvent.objects.select_for_update().get(pk=event.pk)
    before = _noted(facts_of(event))
    for name, value in asdict(facts).items():
        setattr(event, name, value)
    event.save()
    record_audit(acting_person, "change-event", event, before=before, after=_noted(facts))
    return event


@transaction.atomic
def remove_event(event: CalendarEvent, *, acting_person: Person) -> None:
    """Take an event out of the calendar; the log keeps what it said."""
    access.refuse_unless_keeps_calendar(acting_person)
    event = CalendarEvent.objects.select_for_update().get(pk=event.pk)
    record_audit(acting_person, "remove-event", event, before=_noted(facts_of(event)))
    event.delete()


def facts_of(event: CalendarEvent) -> EventFacts:
    """What the calendar says of an event."""
    return EventFacts(
        on=event.on,
        until=event.until,
        name=event.name,
        reach=event.reach,
        kind=event.kind,
        note=event.note,
        told_by=event.told_by,
    )


def _noted(facts: EventFacts) -> dict[str, object]:
    """What the log keeps of an event: all but the desk's own note."""
    return {name: value for name, value in asdict(facts).items() if name != "note"}


def _refuse_backwards(facts: EventFacts) -> None:
    if facts.until and facts.until < facts.on:
        raise UnfitEvent(
            _("The event would end before it begins."),
            remedy=_("Change one of the two days."),
            field="until",
        )
