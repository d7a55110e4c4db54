"""One delivery: what it held, revised and refused, and the register as it was then."""

import csv
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import polars as pl
from django.utils.translation import gettext as _

from commonweal.core.tables import REFUSED
from workbench.accounts.models import Person
from workbench.core.city import current_city
from workbench.core.paging import Paging, paging, part
from workbench.listening import access, feeds
from workbench.listening.actions import staging
from workbench.listening.models import Delivery, Record
from workbench.listening.pages.labels import Labels, city_labels
from workbench.listening.pages.register import Change, RecordLine, changes_between, record_line

KINDS_OF_CHANGE = ("added", "vanished", "relabelled")
MOST_ROWS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Relabelled:
    """One incident that the source told differently, with both values."""

    line: RecordLine
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeTab:
    """One kind of revision, and how many incidents it touched."""

    kind: str
    label: str
    count: int
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CountLine:
    """One row of a small table of counts."""

    label: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Then:
    """The register of the source as this delivery left it."""

    incidents: int
    by_year: tuple[CountLine, ...]
    by_group: tuple[CountLine, ...]
    is_now: bool
    overlapping: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryPage:
    """What delivery.html may use. Without `sees_records` there are counts and no incident."""

    delivery: Delivery
    is_first: bool
    sees_records: bool
    may_settle: bool
    is_unfinished: bool
    progress: "ProgressPage"
    tabs: tuple[ChangeTab, ...]
    changed: str
    lines: tuple[RecordLine, ...]
    has_counts: bool
    relabelled: tuple[Relabelled, ...]
    shown: Paging | None
    refused: tuple[dict[str, str], ...]
    has_refused_file: bool
    then: Then | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressPage:
    """What _progress.html may use."""

    delivery: Delivery
    per_cent: int
    is_over: bool


def delivery_page(person: Person, delivery_id: int, query: dict[str, Any]) -> DeliveryPage:
    """A delivery as this person may see it."""
    delivery = access.delivery_for(person, delivery_id)
    sees = person.role in access.SEES_RECORDS and delivery.state == Delivery.State.SHOWN
    tabs = _tabs(delivery, query.get("changed"))
    changed = next((tab.kind for tab in tabs if tab.here), "")
    lines: tuple[RecordLine, ...] = ()
    relabelled: tuple[Relabelled, ...] = ()
    shown = None
    if sees and changed:
        labels = city_labels()
        rows = access.changed_in(person, delivery, changed)
        shown = paging(rows.count(), asked=query.get("page"), query={"changed": changed})
        found = part(rows, shown)
        if changed == "relabelled":
            relabelled = _relabelled(person, delivery, found, labels)
        else:
            lines = tuple(record_line(record, delivery.source, labels) for record in found)
    refused_file = staging.refused_file(current_city().folder, delivery.pk)
    return DeliveryPage(
        delivery=delivery,
        is_first=not access.shown_before(delivery),
        sees_records=sees,
        may_settle=access.may_settle(person),
        is_unfinished=delivery.state in access.UNFINISHED,
        progress=progress_of(delivery),
        tabs=tabs,
        changed=changed,
        lines=lines,
        has_counts=any(line.count != 1 for line in lines),
        relabelled=relabelled,
        shown=shown,
        refused=_refused(refused_file) if sees else (),
        has_refused_file=sees and refused_file.exists(),
        then=_then(delivery) if sees else None,
    )


def progress_page(person: Person, delivery_id: int) -> ProgressPage:
    """How far a delivery is."""
    return progress_of(access.delivery_for(person, delivery_id))


def progress_of(delivery: Delivery) -> ProgressPage:
    """How far a delivery is, in per cent of what there is to write."""
    share = delivery.written / delivery.to_write if delivery.to_write else 0
    return ProgressPage(
        delivery=delivery,
        per_cent=min(round(share * 100), 100),
        is_over=delivery.state not in access.UNFINISHED,
    )


def _tabs(delivery: Delivery, asked: str | None) -> tuple[ChangeTab, ...]:
    counts = {kind: getattr(delivery, kind) for kind in KINDS_OF_CHANGE}
    labels = {
        "added": _("Added"),
        "vanished": _("Vanished"),
        "relabelled": _("Relabelled"),
    }
    usual = next((kind for kind in ("relabelled", "vanished", "added") if counts[kind]), "")
    here = asked if asked in KINDS_OF_CHANGE else usual
    return tuple(
        ChangeTab(kind=kind, label=labels[kind], count=counts[kind], here=kind == here)
        for kind in KINDS_OF_CHANGE
    )


def _relabelled(
    person: Person, delivery: Delivery, found: Any, labels: Labels
) -> tuple[Relabelled, ...]:
    keys = [record.key for record in found]
    before: dict[str, Record] = access.versions_closed_by(person, delivery, keys)
    return tuple(
        Relabelled(
            line=record_line(record, delivery.source, labels),
            changes=changes_between(before[record.key], record, labels),
        )
        for record in found
    )


def _refused(path: Path) -> tuple[dict[str, str], ...]:
    """The first refused rows; all of them stand in the file to download."""
    if not path.exists():
        return ()
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return tuple(
            {name: row.get(name) or "" for name in REFUSED.columns}
            for row in islice(rows, MOST_ROWS)
        )


def in_list_order(counts: Mapping[str, int], names: Mapping[str, str]) -> tuple[CountLine, ...]:
    """Counts by group or kind in the order of the city's list.

    Never by size: that would rank people (charter 2). `names` is the list, by key.
    """
    known = [key for key in names if key in counts]
    lost = sorted(set(counts) - set(known))
    return tuple(CountLine(label=names.get(key, key), count=counts[key]) for key in (*known, *lost))


def _then(delivery: Delivery) -> Then:
    """Counts of the source as the delivery left it; for counts that overlap, of rows only."""
    labels = city_labels()
    table = feeds.incidents_of(delivery.source, as_of_delivery=delivery)
    years = table.with_columns(
        year=pl.coalesce("reported_on", "occurred_on").str.slice(0, 4).fill_null("–")
    )
    by_year = years.group_by("year").agg(pl.col("n").sum()).sort("year", descending=True)
    groups = Counter[str]()
    for keys, n in table.group_by("groups").agg(pl.col("n").sum()).iter_rows():
        groups.update(dict.fromkeys(keys, n))
    overlapping = delivery.source.overlapping
    return Then(
        incidents=table.height if overlapping else int(table["n"].sum()),
        by_year=()
        if overlapping
        else tuple(CountLine(label=year, count=n) for year, n in by_year.iter_rows()),
        by_group=in_list_order(groups, labels.group_names),
        is_now=delivery.pk == delivery.source.shown_delivery_id,
        overlapping=overlapping,
    )
