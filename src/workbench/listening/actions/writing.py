"""Changes into the register, a chunk at a time, while everybody else goes on working.

Read `write_changes` first. Each chunk is one short transaction that also moves
`Delivery.written` on, so a killed import goes on exactly where it stood. The chunks grow and
shrink with the speed of the machine, and after each one the others get their turn.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl
from django.db import connection, transaction
from django.db.models import F

from workbench.listening import feeds
from workbench.listening.actions.staging import CLOSING, OPENING
from workbench.listening.models import Delivery

TABLE = "listening_record"
COLUMNS = ("source_id", "since_delivery_id", *feeds.STORED_COLUMNS)
CHANGES_BETWEEN_CHECKPOINTS = 20_000
LONG_WORK = {"wal_autocheckpoint": 0, "cache_size": -65_536}
"""SQLite's settings while a delivery is written: pages until it tidies up; cache in KiB."""
Told = Callable[[int, int], None]


@dataclass(slots=True, kw_only=True)
class Pace:
    """How many changes a chunk holds, so that the write lock is held about `target_s`."""

    target_s: float = 0.08
    chunk: int = 1_000
    smallest: int = 200
    largest: int = 20_000
    rest_share: float = 0.3
    """The pause after a chunk, as a share of the time that the chunk held the lock."""
    longest_s: float = field(default=0.0, init=False)

    def held(self, seconds: float) -> None:
        """Learn from a chunk that held the lock for `seconds`."""
        self.longest_s = max(self.longest_s, seconds)
        wanted = self.chunk * min(2.0, self.target_s / max(seconds, 1e-4))
        self.chunk = int(min(self.largest, max(self.smallest, wanted)))

    def rest(self, seconds: float) -> None:
        """Let others write."""
        time.sleep(min(0.1, max(0.002, seconds * self.rest_share)))


def write_changes(
    delivery: Delivery, folder: Path, *, pace: Pace | None = None, told: Told | None = None
) -> Pace:
    """Write the staged changes from `delivery.written` on: closing ones first, then openings."""
    pace = pace or Pace()
    closing, opening = (pl.read_parquet(folder / name) for name in (CLOSING, OPENING))
    with _long_work_on_sqlite() as tidy:
        _write_all(delivery, closing, opening, pace=pace, told=told, tidy=tidy)
    return pace


def _write_all(
    delivery: Delivery,
    closing: pl.DataFrame,
    opening: pl.DataFrame,
    *,
    pace: Pace,
    told: Told | None,
    tidy: Callable[[int], None],
) -> None:
    while delivery.written < delivery.to_write:
        start = delivery.written
        if start < closing.height:
            part = closing.slice(start, pace.chunk)
            write = _closer(delivery, part)
        else:
            part = opening.slice(start - closing.height, pace.chunk)
            write = _opener(delivery, part)
        seconds = _in_one_transaction(delivery, part.height, write)
        pace.held(seconds)
        if told:
            told(delivery.written, delivery.to_write)
        pace.rest(seconds)
        tidy(part.height)


@contextmanager
def _long_work_on_sqlite() -> Iterator[Callable[[int], None]]:
    """A larger cache, and the log moved into the database between transactions, not at their end.

    SQLite would do that inside every commit of this size, and whoever waits would wait for it.
    Yields what to call with the number of changes after each transaction.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield lambda _changes: None
        return
    waiting = 0

    def tidy(changes: int) -> None:
        nonlocal waiting
        waiting += changes
        if waiting >= CHANGES_BETWEEN_CHECKPOINTS:
            _execute("PRAGMA wal_checkpoint(PASSIVE)", [])
            waiting = 0

    kept = [(name, _pragma(name)) for name in LONG_WORK]
    try:
        for name, value in LONG_WORK.items():
            _execute(f"PRAGMA {name} = {value}", [])
        yield tidy
    finally:
        for name, value in kept:
            _execute(f"PRAGMA {name} = {value}", [])


def _pragma(name: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        return int(cursor.fetchone()[0])


def _in_one_transaction(delivery: Delivery, height: int, write: Callable[[], None]) -> float:
    """Write the chunk and move `written` on; the seconds for which the lock was held."""
    with transaction.atomic():
        began = time.perf_counter()
        moved = Delivery.objects.filter(
            pk=delivery.pk, state=Delivery.State.WRITING, written=delivery.written
        ).update(written=F("written") + height)
        if not moved:
            raise RuntimeError(f"Delivery {delivery.pk} was changed by another process.")
        write()
    delivery.written += height
    return time.perf_counter() - began


def _closer(delivery: Delivery, part: pl.DataFrame) -> Callable[[], None]:
    """Ends the versions of these keys with the delivery."""
    statement = (
        f"UPDATE {TABLE} SET until_delivery_id = %s "  # noqa: S608 - our own table's name
        "WHERE source_id = %s AND since_delivery_id < %s AND until_delivery_id IS NULL "
    )
    numbers = [delivery.pk, delivery.source_id, delivery.pk]
    keys = part["key"].to_list()
    if connection.vendor == "postgresql":
        return lambda: _execute(statement + "AND key = ANY(%s)", [*numbers, keys])
    rows = [(*numbers, key) for key in keys]
    return lambda: _execute_many(statement + "AND key = %s", rows)


def _opener(delivery: Delivery, part: pl.DataFrame) -> Callable[[], None]:
    """Begins these versions with the delivery."""
    rows = part.select(
        pl.lit(delivery.source_id).alias("source_id"),
        pl.lit(delivery.pk).alias("since_delivery_id"),
        *feeds.STORED_COLUMNS,
    )
    names = ", ".join(COLUMNS)
    if connection.vendor == "postgresql":
        statement = f"COPY {TABLE} ({names}) FROM STDIN (FORMAT csv)"
        text = rows.write_csv(include_header=False)
        return lambda: _copy(statement, text, rows=part.height)
    marks = ", ".join(["%s"] * len(COLUMNS))
    statement = f"INSERT INTO {TABLE} ({names}) VALUES ({marks})"  # noqa: S608 - our own names
    values = rows.rows()
    return lambda: _execute_many(statement, values)


def _execute(statement: str, values: Sequence[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def _execute_many(statement: str, rows: Sequence[Sequence[Any]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def _copy(statement: str, text: str, *, rows: int) -> None:
    with connection.connection.cursor() as cursor:
        with cursor.copy(statement) as copy:
            copy.write(text)
        if cursor.rowcount != rows:
            raise RuntimeError(f"PostgreSQL took {cursor.rowcount} of {rows} rows.")
