"""The register: one source at a time, filtered, and one incident with all its versions.

Figures of different sources are never added: they count different things, and may tell the same
event (S003-C12). So the other sources stand beside, each with its own count under the same filter.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workbench.accounts.models import Person
from workbench.core.labels import choices, date_words
from workbench.core.numbers import whole
from workbench.core.paging import Paging, paging, part
from workbench.listening import access, feeds
from workbench.listening.forms import RegisterForm
from workbench.listening.meetings.pages.openings import Opening, opening_about_incident
from workbench.listening.models import Delivery, Record, Source
from workbench.listening.pages.labels import COLUMNS, Labels, city_labels, split_keys

COMPARED = tuple(name for name in feeds.STORED_COLUMNS if name != "key")


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCount:
    """One source and how much of it fits the filter; never added to another's."""

    key: str
    name: str
    count: int
    address: str
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLine:
    """One incident in the list."""

    key: str
    address: str
    reported_on: str
    occurred_on: str
    where: str
    groups: str
    kinds: str
    setting: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPage:
    """What register.html may use."""

    form: RegisterForm
    source: Source | None
    sources: tuple[SourceCount, ...]
    counted: str
    as_of: Delivery | None
    lines: tuple[RecordLine, ...]
    shown: Paging | None
    has_counts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One column that a source changed, with both values."""

    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of an incident: since when, by which delivery, and what it changed."""

    since: str
    delivery: str
    delivery_address: str
    changes: tuple[Change, ...]
    first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentPage:
    """What incident.html may use."""

    key: str
    source: Source
    facts: tuple[tuple[str, str], ...]
    versions: tuple[Version, ...]
    gone_since: str
    entry_address: str
    opening: Opening | None


def register_page(person: Person, query: Mapping[str, Any]) -> RegisterPage:
    """The records of one source that fit what was asked for."""
    labels = city_labels()
    known = [source for source in access.sources_for(person) if source.shown_delivery_id]
    form = _form(query, known, labels)
    if not known or not form.is_valid():
        return _nothing(form, known[0] if known else None)
    asked = form.cleaned_data
    source = next(one for one in known if one.key == asked["source"])
    as_of = _as_of(person, source, asked.get("as_of"))
    fitting = _fitting(access.records_for(person, source, as_of_delivery=as_of), asked, labels)
    total = fitting.count()
    kept = {name: query.get(name, "") for name in form.fields}
    shown = paging(total, asked=query.get("page"), query={**kept, "source": source.key})
    lines = tuple(record_line(record, source, labels) for record in part(fitting, shown))
    return RegisterPage(
        form=form,
        source=source,
        sources=tuple(_beside(person, known, source, asked, kept, labels)),
        counted=_counted(fitting, source, total),
        as_of=as_of,
        lines=lines,
        shown=shown,
        has_counts=any(line.count != 1 for line in lines),
    )


def _nothing(form: RegisterForm, source: Source | None) -> RegisterPage:
    """No source yet, or a filter that cannot be read: rather nothing than everything."""
    return RegisterPage(
        form=form,
        source=source,
        sources=(),
        counted="",
        as_of=None,
        lines=(),
        shown=None,
        has_counts=False,
    )


def _form(query: Mapping[str, Any], known: list[Source], labels: Labels) -> RegisterForm:
    given = {**dict(query.items())}
    if known and not given.get("source"):
        given["source"] = known[0].key
    return RegisterForm(
        given,
        sources=[(source.key, source.name) for source in known],
        groups=choices((group.key, group.name) for group in labels.groups),
        kinds=choices((key, labels.kind(key)) for key in labels.kinds.keys),
        areas=choices((area.area, area.name) for area in labels.areas.areas),
    )


def _as_of(person: Person, source: Source, delivery_id: int | None) -> Delivery | None:
    """The past delivery whose state of the register is asked for."""
    if delivery_id is None:
        return None
    delivery = access.delivery_for(person, delivery_id)
    if delivery.source_id != source.pk or delivery.state != Delivery.State.SHOWN:
        raise Http404
    return None if delivery.pk == source.shown_delivery_id else delivery


def _fitting(
    records: QuerySet[Record], asked: Mapping[str, Any], labels: Labels
) -> QuerySet[Record]:
    """The records that fit. A month fits a period that it may lie in; so does a year."""
    wanted = Q()
    if asked.get("group"):
        keys = labels.groups.under(asked["group"])
        wanted &= _any_of("groups", keys)
    if asked.get("kind"):
        wanted &= _any_of("kinds", (asked["kind"],))
    area = asked.get("area")
    if area in ("-city", "-unknown"):
        wanted &= Q(place=area[1:])
    elif area:
        inside = [one.area for one in labels.areas.areas if area in (one.area, one.parent)]
        wanted &= Q(area__in=inside)
    if asked.get("setting") == "unknown":
        wanted &= Q(setting__isnull=True)
    elif asked.get("setting"):
        wanted &= Q(setting=asked["setting"])
    return records.filter(wanted & _in_period(records, asked.get("since"), asked.get("until")))


def _any_of(column: str, keys: tuple[str, ...]) -> Q:
    found = Q()
    for key in keys:
        found |= Q(**{f"{column}__contains": f"|{key}|"})
    return found


def _in_period(records: QuerySet[Record], since: date | None, until: date | None) -> Q:
    if since is None and until is None:
        return Q()
    told = "reported_on" if records.exclude(reported_on=None).exists() else "occurred_on"
    wanted = Q()
    if since is not None:
        day = since.isoformat()
        wanted &= Q(**{f"{told}__gte": day}) | Q(**{f"{told}__in": [day[:7], day[:4]]})
    if until is not None:
        wanted &= Q(**{f"{told}__lte": until.isoformat()})
    return wanted


def _beside(
    person: Person,
    known: list[Source],
    here: Source,
    asked: Mapping[str, Any],
    kept: Mapping[str, Any],
    labels: Labels,
) -> list[SourceCount]:
    found = []
    for source in known:
        fitting = _fitting(access.records_for(person, source), asked, labels)
        query = {**{key: value for key, value in kept.items() if value}, "source": source.key}
        query.pop("as_of", None)
        found.append(
            SourceCount(
                key=source.key,
                name=source.name,
                count=_measure(fitting, source),
                address=reverse("listening-register", query=query),
                here=source.pk == here.pk,
            )
        )
    return found


def _measure(fitting: QuerySet[Record], source: Source) -> int:
    """Incidents; of counts that overlap, how many counts there are."""
    if source.overlapping:
        return fitting.count()
    return int(fitting.aggregate(n=Sum("n"))["n"] or 0)


def _counted(fitting: QuerySet[Record], source: Source, total: int) -> str:
    """What the list holds, in a sentence that says what may be added and what not."""
    incidents = _measure(fitting, source)
    words = {"n": whole(incidents), "total": whole(total)}
    if source.overlapping:
        text = ngettext(
            "%(total)s count. The counts of this source overlap: one incident may stand in "
            "several of them, so they are not added.",
            "%(total)s counts. The counts of this source overlap: one incident may stand in "
            "several of them, so they are not added.",
            total,
        )
        return text % words
    if incidents != total:
        text = ngettext(
            "%(n)s incidents in %(total)s count.", "%(n)s incidents in %(total)s counts.", total
        )
        return text % words
    return ngettext("One incident.", "%(total)s incidents.", total) % words


def record_line(record: Record, source: Source, labels: Labels) -> RecordLine:
    """One incident in words, with the address of its page."""
    return RecordLine(
        key=record.key,
        address=reverse("listening-incident", args=[source.key, record.key]),
        reported_on=labels.value("reported_on", record.reported_on),
        occurred_on=labels.value("occurred_on", record.occurred_on),
        where=labels.where(record.area, record.place),
        groups=", ".join(labels.group(key) for key in split_keys(record.groups)),
        kinds=", ".join(labels.kind(key) for key in split_keys(record.kinds)),
        setting=labels.value("setting", record.setting),
        count=record.n,
    )


def incident_page(person: Person, source_key: str, key: str) -> IncidentPage:
    """One incident as it stands, and how it came to stand so."""
    source = access.source_for(person, source_key)
    versions = list(access.versions_for(person, source, key))
    if not versions:
        raise Http404
    labels = city_labels()
    latest = versions[-1]
    ended = latest.until_delivery
    gone = ended is not None and ended.pk <= (source.shown_delivery_id or 0)
    entry = access.entry_of_record(person, latest) if source.key == "city-desk" else None
    return IncidentPage(
        key=key,
        source=source,
        facts=tuple(_facts(latest, labels)),
        versions=tuple(reversed(list(_history(versions, labels)))),
        gone_since=_day(ended) if gone and ended else "",
        entry_address=reverse("listening-entry", args=[entry.pk]) if entry else "",
        opening=opening_about_incident(person, source.key, key),
    )


def _facts(record: Record, labels: Labels) -> list[tuple[str, str]]:
    shown = []
    for column in COMPARED:
        value = getattr(record, column)
        if column in {"lat", "lon", "publisher_year", "status", "n"} and value in (None, "", 1):
            continue
        if column in {"perceived_on", "recorded_on", "verified_on"} and not value:
            continue
        if column == "place" and record.area:
            continue
        if column == "area" and not record.area:
            continue
        told = yes_no_or(labels, column, value)
        shown.append((str(COLUMNS[column]), told))
    return shown


def yes_no_or(labels: Labels, column: str, value: Any) -> str:
    """A value in words; for perceived, recorded and verified an empty one is “not stated”."""
    if column in {"perceived", "recorded", "verified", "setting"} and value is None:
        return _("not stated")
    return labels.value(column, value)


def _history(versions: list[Record], labels: Labels) -> list[Version]:
    found = []
    for place, version in enumerate(versions):
        before = versions[place - 1] if place else None
        delivery = version.since_delivery
        found.append(
            Version(
                since=_day(delivery),
                delivery=delivery.file_name or _("entry by hand"),
                delivery_address=reverse("listening-delivery", args=[delivery.pk]),
                changes=changes_between(before, version, labels) if before else (),
                first=before is None,
            )
        )
    return found


def changes_between(before: Record, after: Record, labels: Labels) -> tuple[Change, ...]:
    """Every column that differs between two versions, with both values in words."""
    return tuple(
        Change(
            column=str(COLUMNS[column]),
            before=yes_no_or(labels, column, getattr(before, column)),
            after=yes_no_or(labels, column, getattr(after, column)),
        )
        for column in COMPARED
        if getattr(before, column) != getattr(after, column)
    )


def _day(delivery: Delivery) -> str:
    return date_words(timezone.localdate(delivery.received_at).isoformat())
