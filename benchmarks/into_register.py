"""Coded incidents into the register, beside the barest way to put them into the same tables.

Read `ours` and `bare`. Both begin with the same Parquet file of coded incidents (made from the
NYPD-like file of benches/look.py) and an empty register with all its indexes. Ours compares with
what the source shows, hashes, stages, writes in short transactions with pauses for others, and
shows; the peer makes one transaction of one `executemany` (SQLite) or one COPY (PostgreSQL).
"""

import os
import shutil
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks.bench import Benchmark, Side
from benchmarks.benches import look
from benchmarks.tried_city import SERVER, fresh_database
from commonweal.files.knowledge import read_groups, read_profile
from commonweal.files.tabular import read_raw
from commonweal.listening.coding import code_rows
from commonweal.listening.profiles import parse_profile
from tests.factories.city import small_city

INCIDENTS_FILE = "incidents.parquet"
SOURCES = (
    "src/workbench/listening/actions/staging.py",
    "src/workbench/listening/actions/writing.py",
    "src/workbench/listening/feeds.py",
    "src/workbench/listening/models.py",
    "src/commonweal/core/fingerprint.py",
    "src/commonweal/listening/revisions.py",
    "benchmarks/into_register.py",
)


def prepare(folder: Path, size: int) -> None:
    """Code a file of `size` rows and keep its incidents."""
    look.prepare(folder, size)
    profile = parse_profile(read_profile("nypd", None), name="nypd")
    coded = code_rows(
        read_raw(folder / look.FILE).batches(),
        profile=profile,
        groups=read_groups(None),
        areas=None,
        today=date(2026, 1, 1),
    )
    coded.incidents.write_parquet(folder / INCIDENTS_FILE)


def ready(folder: Path, _size: int, *, engine: str) -> None:
    """An empty city with an empty register, open in this process."""
    place = folder / "city"
    for old in (place, place.with_name("city.keys")):
        shutil.rmtree(old, ignore_errors=True)
    small_city(place)
    if engine == "postgresql":
        os.environ["COMMONWEAL_DATABASE_URL"] = fresh_database(os.environ[SERVER], "bench_register")
    from workbench.commands import bring_database_up_to_date, setup_workbench

    setup_workbench(place)
    bring_database_up_to_date()
    _delivery()


def _delivery() -> Any:
    """A delivery of a source that shows nothing yet; the same one when asked again."""
    from django.utils import timezone

    from workbench.listening.models import Delivery, Source

    now = timezone.now()
    source, _made = Source.objects.get_or_create(
        key="police", defaults={"name": "Police", "created_at": now}
    )
    return Delivery.objects.get_or_create(source=source, defaults={"received_at": now})[0]


def ours(folder: Path, _size: int) -> dict[str, Any]:
    """Stage, write and show."""
    from workbench.listening import feeds
    from workbench.listening.actions.deliver import show_delivery
    from workbench.listening.actions.staging import stage
    from workbench.listening.actions.writing import write_changes

    delivery, staged_in = _delivery(), folder / "city" / "lake" / "staging" / "1"
    incidents = pl.read_parquet(folder / INCIDENTS_FILE)
    shown = feeds.incidents_of(delivery.source)
    staged = stage(staged_in, incidents, shown=shown, whole=True)
    delivery.state, delivery.to_write = "writing", staged.closing + staged.opening
    delivery.content_hash = staged.content_hash
    delivery.save()
    write_changes(delivery, staged_in)
    show_delivery(delivery, acting_person=None)
    return _held()


def bare(folder: Path, _size: int) -> dict[str, Any]:
    """One transaction, one statement."""
    from django.db import connection, transaction

    from workbench.listening import feeds
    from workbench.listening.actions.writing import COLUMNS, TABLE

    delivery = _delivery()
    rows = feeds.as_stored(pl.read_parquet(folder / INCIDENTS_FILE)).select(
        pl.lit(delivery.source_id).alias("source_id"),
        pl.lit(delivery.pk).alias("since_delivery_id"),
        *feeds.STORED_COLUMNS,
    )
    names = ", ".join(COLUMNS)
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {TABLE} ({names}) FROM STDIN (FORMAT csv)") as copy:
                copy.write(rows.write_csv(include_header=False))
        else:
            marks = ", ".join(["%s"] * len(COLUMNS))
            cursor.executemany(f"INSERT INTO {TABLE} ({names}) VALUES ({marks})", rows.rows())
    return _held()


def _held() -> dict[str, Any]:
    """A few figures of what the register holds, so that both ways can be compared."""
    from django.db.models import Count, Max, Min, Sum

    from workbench.listening.models import Record

    found: dict[str, Any] = Record.objects.aggregate(
        Count("pk"), Sum("n"), Min("key"), Max("key"), Max("reported_on"), Min("groups")
    )
    return found


def agree(one: Any, other: Any) -> None:
    """Both put the same incidents in."""
    assert one == other, (one, other)


def benchmark(engine: str, *, peer: str, needs: tuple[str, ...] = ()) -> Benchmark:
    """The benchmark on one database."""
    prepared = partial(ready, engine=engine)
    return Benchmark(
        asks=f"How long does it take to put coded incidents into the register ({engine})?",
        ours=Side(name="delivery", run=ours, ready=prepared),
        peer=Side(name=peer, run=bare, ready=prepared),
        prepare=prepare,
        agree=agree,
        sizes=(100_000, 1_000_000),
        at_most=3.0,
        sources=SOURCES,
        rounds=3,
        needs=needs,
    )
