"""The bridge between the register's rows and the library's table of incidents.

Read `incidents_of` first: it gives what a source shows now, or showed with an earlier delivery.
No transaction is needed to read, since what is visible with a shown delivery never changes again.
"""

from typing import Any

import polars as pl
from django.db.models import Q, QuerySet
from django.utils import timezone

from commonweal.core.fingerprint import fingerprint
from commonweal.core.tables import INCIDENTS
from workbench.listening.models import Delivery, Record, Source

ROWS_AT_ONCE = 20_000
LISTS = ("groups", "kinds")
STORED_COLUMNS: tuple[str, ...] = (
    "key",
    *(name for name in INCIDENTS.columns if name != "incident_id"),
)
"""The columns of a record that come from the table of incidents, in its order."""

STORED_SCHEMA = pl.Schema(
    {
        name: pl.String() if name in ("key", *LISTS) else INCIDENTS.columns[name].dtype
        for name in STORED_COLUMNS
    }
)


def visible(source: Source, *, as_of_delivery: Delivery | None = None) -> QuerySet[Record]:
    """The versions that the source shows now, or showed with `as_of_delivery`; none before one."""
    shown = as_of_delivery.pk if as_of_delivery else source.shown_delivery_id
    if shown is None:
        return Record.objects.none()
    return Record.objects.filter(
        Q(until_delivery__isnull=True) | Q(until_delivery__gt=shown),
        source=source,
        since_delivery__lte=shown,
    )


def shown_sources() -> list[Source]:
    """The sources that show something, by name."""
    return list(Source.objects.filter(shown_delivery__isnull=False))


def shown_deliveries(source: Source) -> list[Delivery]:
    """The deliveries of a source that were shown, in their order."""
    return list(source.deliveries.filter(state=Delivery.State.SHOWN).order_by("pk"))


def incidents_of(source: Source, *, as_of_delivery: Delivery | None = None) -> pl.DataFrame:
    """The incidents that `source` shows, as a table that fits the contract INCIDENTS.

    `as_of_delivery`: one of its deliveries that was shown; the table is as it was then.
    """
    return as_incidents(stored(visible(source, as_of_delivery=as_of_delivery)))


def stored(records: QuerySet[Record]) -> pl.DataFrame:
    """The rows as they are kept (lists as `|a|b|`), read a part at a time."""
    rows = records.order_by().values_list(*STORED_COLUMNS)
    parts: list[pl.DataFrame] = []
    part: list[tuple[Any, ...]] = []
    for row in rows.iterator(chunk_size=ROWS_AT_ONCE):
        part.append(row)
        if len(part) == ROWS_AT_ONCE:
            parts.append(_frame(part))
            part = []
    parts.append(_frame(part))
    return pl.concat(parts)


def _frame(rows: list[tuple[Any, ...]]) -> pl.DataFrame:
    if not rows:
        return pl.DataFrame(schema=STORED_SCHEMA)
    columns = zip(STORED_SCHEMA.items(), zip(*rows, strict=True), strict=True)
    return pl.DataFrame([pl.Series(name, values, dtype) for (name, dtype), values in columns])


def as_incidents(table: pl.DataFrame) -> pl.DataFrame:
    """Stored rows as a table of incidents."""
    lists = [pl.col(name).str.strip_chars("|").str.split("|") for name in LISTS]
    empty = pl.lit([], dtype=pl.List(pl.String))
    filled = [
        pl.when(pl.col(name) == "").then(empty).otherwise(parts).alias(name)
        for name, parts in zip(LISTS, lists, strict=True)
    ]
    return INCIDENTS.check(table.rename({"key": "incident_id"}).with_columns(filled))


def as_stored(incidents: pl.DataFrame) -> pl.DataFrame:
    """A table of incidents as its rows are kept: `|a|b|`, and the empty text for no entry."""
    lists = [
        pl.when(pl.col(name).list.len() == 0)
        .then(pl.lit(""))
        .otherwise("|" + pl.col(name).list.join("|") + "|")
        .alias(name)
        for name in LISTS
    ]
    named = incidents.rename({"incident_id": "key"})
    return named.with_columns(lists).select(STORED_COLUMNS)


def content_hash_of(incidents: pl.DataFrame) -> str:
    """The SHA-256 of a table of incidents; the same on every machine and database."""
    return fingerprint(INCIDENTS.check(incidents), by="incident_id")


def content_hash(source: Source, *, as_of_delivery: Delivery | None = None) -> str:
    """The SHA-256 of what readers of `source` see; the empty text while it shows nothing."""
    if as_of_delivery is None and source.shown_delivery_id is None:
        return ""
    return content_hash_of(incidents_of(source, as_of_delivery=as_of_delivery))


def deliveries_table() -> pl.DataFrame:
    """Every shown delivery: source, delivery, received_on (Date), and its counts."""
    counts = ("rows", "incidents", "duplicates", "refused", "added", "vanished", "relabelled")
    rows = [
        (source, pk, timezone.localtime(received).date(), *rest)
        for source, pk, received, *rest in Delivery.objects.filter(state=Delivery.State.SHOWN)
        .order_by("pk")
        .values_list("source__key", "pk", "received_at", *counts)
    ]
    schema = {
        "source": pl.String(),
        "delivery": pl.Int64(),
        "received_on": pl.Date(),
        **dict.fromkeys(counts, pl.Int64()),
    }
    return pl.DataFrame(rows, schema=schema, orient="row")
