"""The one door to the register's rows: who may see which, and who may change them.

Read `SEES_RECORDS` and its neighbours first. Coordinators and analysts work with records; an
operator sees deliveries and settles interrupted ones, because their trouble is the machine's, but
sees no incident; a partner editor sees the entries of their own organisation and nothing else.
`workbench.accounts.roles` says it to people.
"""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet, Sum
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from commonweal.core.errors import NotAllowed
from commonweal.listening.entries import may_check
from workbench.accounts.models import Person, Role
from workbench.core.models import AuditRow
from workbench.listening import feeds
from workbench.listening.models import Delivery, HandEntry, Record, Source
from workbench.listening.public_models import PublicationPlan, PublicRelease

SEES_DELIVERIES = frozenset({Role.COORDINATOR, Role.ANALYST, Role.OPERATOR})
SEES_RECORDS = frozenset({Role.COORDINATOR, Role.ANALYST})
BRINGS_IN = frozenset({Role.COORDINATOR, Role.ANALYST})
SETTLES = SEES_DELIVERIES
ENTERS = frozenset({Role.COORDINATOR, Role.ANALYST, Role.PARTNER_EDITOR})
CHECKS_ENTRIES = frozenset({Role.COORDINATOR, Role.ANALYST})
UNFINISHED = frozenset({Delivery.State.STAGED, Delivery.State.WRITING, Delivery.State.DISCARDING})
EDITS_GROUPS = frozenset({Role.COORDINATOR})
SEES_PLANS = frozenset({Role.COORDINATOR, Role.ANALYST})
PUBLISHES = frozenset({Role.COORDINATOR})


def sources_for(person: Person) -> QuerySet[Source]:
    """The sources whose deliveries this person may see."""
    if person.role not in SEES_DELIVERIES:
        return Source.objects.none()
    return Source.objects.select_related("shown_delivery")


def source_for(person: Person, key: str) -> Source:
    """The source, if this person may see it; otherwise not found."""
    return _one(sources_for(person).filter(key=key))


def deliveries_for(person: Person, source: Source | None = None) -> QuerySet[Delivery]:
    """The deliveries this person may see, newest first; of one source if it is named."""
    deliveries = Delivery.objects.filter(source__in=sources_for(person))
    if source is not None:
        deliveries = deliveries.filter(source=source)
    return deliveries.select_related("source", "brought_by")


def delivery_for(person: Person, delivery_id: int) -> Delivery:
    """The delivery, if this person may see it; otherwise not found."""
    return _one(deliveries_for(person).filter(pk=delivery_id))


def unfinished_for(person: Person) -> QuerySet[Delivery]:
    """The deliveries under way or interrupted that this person may see."""
    return deliveries_for(person).filter(state__in=UNFINISHED)


def shown_before(delivery: Delivery) -> bool:
    """Whether the source had shown a delivery before this one."""
    earlier = Delivery.objects.filter(source_id=delivery.source_id, pk__lt=delivery.pk)
    return earlier.filter(state=Delivery.State.SHOWN).exists()


def days_of_deliveries(source: Source) -> list[date]:
    """The days on which something of the source came in and was shown, oldest first."""
    shown = Delivery.objects.filter(source=source, state=Delivery.State.SHOWN).order_by("pk")
    return [timezone.localdate(at) for at in shown.values_list("received_at", flat=True)]


def incidents_shown(source: Source) -> int:
    """How many incidents the source shows; for overlapping counts, how many counts."""
    records = feeds.visible(source).order_by()
    if source.overlapping:
        return records.count()
    return int(records.aggregate(n=Sum("n"))["n"] or 0)


def changed_in(person: Person, delivery: Delivery, kind: str) -> QuerySet[Record]:
    """The records that a shown delivery `added`, made `vanished` or `relabelled`, by key.

    Of a relabelled incident it is the version that the delivery brought.
    """
    if person.role not in SEES_RECORDS or delivery.state != Delivery.State.SHOWN:
        return Record.objects.none()
    of_source = Record.objects.filter(source_id=delivery.source_id)
    same = of_source.filter(key=OuterRef("key"))
    closed, opened = same.filter(until_delivery=delivery), same.filter(since_delivery=delivery)
    if kind == "vanished":
        return of_source.filter(~Exists(opened), until_delivery=delivery).order_by("key")
    brought = of_source.filter(since_delivery=delivery).order_by("key")
    return brought.filter(Exists(closed) if kind == "relabelled" else ~Exists(closed))


def versions_closed_by(person: Person, delivery: Delivery, keys: list[str]) -> dict[str, Record]:
    """By key, the versions that ended with a shown delivery."""
    if person.role not in SEES_RECORDS or delivery.state != Delivery.State.SHOWN:
        return {}
    closed = Record.objects.filter(
        source_id=delivery.source_id, until_delivery=delivery, key__in=keys
    )
    return {record.key: record for record in closed}


def records_for(
    person: Person, source: Source, *, as_of_delivery: Delivery | None = None
) -> QuerySet[Record]:
    """The incidents that the source shows (or showed), newest report first, for this person."""
    if person.role not in SEES_RECORDS:
        return Record.objects.none()
    return feeds.visible(source, as_of_delivery=as_of_delivery).order_by("-reported_on", "key")


def versions_for(person: Person, source: Source, key: str) -> QuerySet[Record]:
    """Every shown version of one incident, oldest first, for this person."""
    if person.role not in SEES_RECORDS or source.shown_delivery_id is None:
        return Record.objects.none()
    return (
        Record.objects.filter(source=source, key=key, since_delivery__lte=source.shown_delivery_id)
        .select_related("since_delivery", "until_delivery")
        .order_by("since_delivery_id")
    )


def entries_for(person: Person) -> QuerySet[HandEntry]:
    """The entries by hand that this person may see; a partner editor: of their organisation."""
    entries = HandEntry.objects.select_related("entered_by", "checked_by", "delivery")
    if person.role in CHECKS_ENTRIES:
        return entries
    if person.role == Role.PARTNER_EDITOR and person.organisation:
        return entries.filter(entered_by__organisation=person.organisation)
    if person.role == Role.PARTNER_EDITOR:
        return entries.filter(entered_by=person)
    return entries.none()


def entry_of_record(person: Person, record: Record) -> HandEntry | None:
    """The newest accepted entry by hand behind a record of the city desk, for this person."""
    accepted = entries_for(person).filter(state=HandEntry.State.ACCEPTED)
    return accepted.filter(record_key=record.key).order_by("-id").first()


def entry_for(person: Person, entry_id: int) -> HandEntry:
    """The entry, if this person may see it; otherwise not found."""
    return _one(entries_for(person).filter(pk=entry_id))


def may_bring_in(person: Person) -> bool:
    """Whether this person brings in files."""
    return person.role in BRINGS_IN


def may_settle(person: Person) -> bool:
    """Whether this person finishes or discards an interrupted delivery."""
    return person.role in SETTLES


def refuse_unless_may_settle(person: Person | None) -> None:
    """Raises `NotAllowed`; None is the command line, which whoever runs the server may use."""
    if person is not None and not may_settle(person):
        raise NotAllowed(
            _("You may not finish or discard a delivery."),
            remedy=_("A coordinator, an analyst or an operator of your city may."),
        )


def refuse_unless_may_bring_in(person: Person | None) -> None:
    """Raises `NotAllowed`; None is the command line, which whoever runs the server may use."""
    if person is not None and not may_bring_in(person):
        raise NotAllowed(
            _("You may not bring in a source's file."),
            remedy=_("A coordinator or an analyst of your city may."),
        )


def refuse_unless_may_enter(person: Person) -> None:
    """Raises `NotAllowed` unless this person enters incidents by hand."""
    if person.role not in ENTERS:
        raise NotAllowed(
            _("You may not enter an incident by hand."),
            remedy=_("A coordinator, an analyst or a partner editor may."),
        )


def refuse_unless_may_check(person: Person, entry: HandEntry) -> None:
    """Raises `NotAllowed` unless this person is a second one who checks entries."""
    if person.role not in CHECKS_ENTRIES:
        raise NotAllowed(
            _("You may not check an entry."),
            remedy=_("A coordinator or an analyst of your city may."),
        )
    decision = may_check(entered_by=entry.entered_by_id, checked_by=person.pk, waiting=True)
    if not decision.allowed:
        raise NotAllowed(
            _("You may not check an entry of your own."),
            remedy=_("Ask another coordinator or analyst to check it."),
        )


def may_check_entry(person: Person, entry: HandEntry) -> bool:
    """Whether this person may accept or return the entry as it stands."""
    waiting = entry.state == HandEntry.State.WAITING
    second = may_check(entered_by=entry.entered_by_id, checked_by=person.pk, waiting=waiting)
    return person.role in CHECKS_ENTRIES and second.allowed


def waiting_for(person: Person) -> QuerySet[HandEntry]:
    """The entries that wait for this person: to be checked, or returned and to be mended."""
    entries = entries_for(person)
    returned = entries.filter(state=HandEntry.State.RETURNED, entered_by=person)
    if person.role not in CHECKS_ENTRIES:
        return returned
    waiting = entries.filter(state=HandEntry.State.WAITING).exclude(entered_by=person)
    return waiting | returned


def is_own(person: Person, entry: HandEntry) -> bool:
    """Whether this person entered it."""
    return entry.entered_by_id == person.pk


def refuse_unless_own(person: Person, entry: HandEntry) -> None:
    """Raises `NotAllowed` unless this person entered it."""
    if not is_own(person, entry):
        raise NotAllowed(
            _("You may not change what somebody else entered."),
            remedy=_("%(name)s may.") % {"name": entry.entered_by},
        )


def may_read_words(person: Person, entry: HandEntry) -> bool:
    """The author reads the words of an entry, and those who check entries; nobody else."""
    return is_own(person, entry) or person.role in CHECKS_ENTRIES


def refuse_unless_may_read_words(person: Person, entry: HandEntry) -> None:
    """Raises `NotAllowed` unless this person may read the words of the entry."""
    if not may_read_words(person, entry):
        raise NotAllowed(
            _("You may not read the words of this report."),
            remedy=_("Its author may, and the coordinators and analysts of your city."),
        )


def may_edit_groups(person: Person) -> bool:
    """Whether this person changes the city's list of groups."""
    return person.role in EDITS_GROUPS


def refuse_unless_may_edit_groups(person: Person) -> None:
    """Raises `NotAllowed` unless this person changes the city's list of groups."""
    if not may_edit_groups(person):
        raise NotAllowed(
            _("You may not change the list of groups."),
            remedy=_("A coordinator of your city may."),
        )


def plans_for(person: Person) -> QuerySet[PublicationPlan]:
    """The plans of public tables that this person may see, newest year first."""
    if person.role not in SEES_PLANS:
        return PublicationPlan.objects.none()
    return PublicationPlan.objects.select_related("source__shown_delivery")


def plan_for(person: Person, plan_id: int) -> PublicationPlan:
    """The plan, if this person may see it; otherwise not found."""
    return _one(plans_for(person).filter(pk=plan_id))


def ledger_entries() -> QuerySet[PublicRelease]:
    """Every entry of the public ledger, oldest first: what everybody may read, and who entered it.

    The public pages show `content` alone.
    """
    return PublicRelease.objects.select_related("released_by", "plan__source").order_by("number")


def publications_told() -> int:
    """How many plans were fixed and editions released, as the audit log tells."""
    return AuditRow.objects.filter(verb__in=("fix-plan", "release-edition")).count()


def may_publish(person: Person) -> bool:
    """Whether this person fixes plans and releases public figures."""
    return person.role in PUBLISHES


def refuse_unless_may_publish(person: Person) -> None:
    """Raises `NotAllowed` unless this person fixes plans and releases public figures."""
    if not may_publish(person):
        raise NotAllowed(
            _("You may not publish figures of your city."),
            remedy=_("A coordinator of your city may."),
        )


def _one[Row: (Source, Delivery, HandEntry, PublicationPlan)](rows: QuerySet[Row]) -> Row:
    row = rows.first()
    if row is None:
        raise Http404
    return row
