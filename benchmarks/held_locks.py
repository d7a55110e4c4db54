"""How long a writer must wait while an import runs.

Read `writes_during_import` first. One process imports, another enters incidents by hand one after
the other, and a third only looks for how long nobody else could have written.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from time import perf_counter, sleep

import psycopg

from benchmarks.tried_city import TriedCity

LOOK_EVERY_S = 0.002
OVERSLEPT_S = 0.05
WAITING = """
SELECT coalesce(max(extract(epoch FROM clock_timestamp() - waitstart)), 0)
FROM pg_locks WHERE NOT granted
"""


@dataclass(slots=True, kw_only=True)
class Found:
    """What was found while an import ran."""

    longest_lock_s: float = 0.0
    """SQLite: nobody else could write. PostgreSQL: somebody waited for another's lock."""
    entries_s: list[float] = field(default_factory=list)
    import_s: float = 0.0
    entries_after_the_import: int = 0


def writes_during_import(city: TriedCity, file: Path, *, entries: int) -> Found:
    """Bring `file` in while `entries` incidents are entered by hand, spread over the import."""
    found, done = Found(), Event()
    desk = city.open_house()
    desk.ask("enter")
    child = city.begin(file)
    began = perf_counter()

    def wait() -> None:
        if city.wait(child):
            raise RuntimeError("The import failed; its reason stands above.")
        found.import_s = perf_counter() - began
        done.set()

    waiting = Thread(target=wait)
    waiting.start()
    with watched(city, found):
        for _ in range(entries):
            found.entries_s.append(desk.ask("enter"))
            found.entries_after_the_import += done.is_set()
        waiting.join()
    return found


@contextmanager
def watched(city: TriedCity, found: Found) -> Iterator[None]:
    """Look, again and again, for how long others are kept from writing."""
    stop = Event()
    look = _look_at_postgresql if city.database else _look_at_sqlite
    thread = Thread(target=look, args=(city, found, stop))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _look_at_sqlite(city: TriedCity, found: Found, stop: Event) -> None:
    """A moment in which this process itself was not given the machine is not counted as a lock."""
    path = city.folder / "commonweal.sqlite3"
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as connection:
        began = looked = perf_counter()
        while not stop.is_set():
            free, now = _may_write(connection), perf_counter()
            if free or now - looked > OVERSLEPT_S:
                began = now
            found.longest_lock_s = max(found.longest_lock_s, now - began)
            looked = now
            sleep(LOOK_EVERY_S)


def _may_write(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        return False
    connection.execute("ROLLBACK")
    return True


def _look_at_postgresql(city: TriedCity, found: Found, stop: Event) -> None:
    with psycopg.connect(str(city.database), autocommit=True) as connection:
        while not stop.is_set():
            row = connection.execute(WAITING).fetchone()
            found.longest_lock_s = max(found.longest_lock_s, float(row[0] if row else 0))
            sleep(LOOK_EVERY_S)
