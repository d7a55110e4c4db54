"""A real city in real processes, to be treated badly: killed imports, writers at the same time.

Read `TriedCity` first. It has a folder, a database (SQLite or PostgreSQL), a *house*: a process
that has the city open and answers a line at a time (`one_house.py`), and imports, each in a
process of its own that can be killed.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from time import perf_counter
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

import polars as pl
import psycopg

from tests.factories.city import DISTRICTS, small_city

PROFILE = "canonical"
SOURCE = "canonical"
HOUSE = "benchmarks.one_house"
SERVER = "COMMONWEAL_TEST_POSTGRES_URL"
ENGINES = ("sqlite", "postgresql")
ROOT = Path(__file__).resolve().parent.parent


class House:
    """A process that has the city open; `ask` sends it one line and waits for the answer."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            # Python warns of every fork beside threads; see `one_house._begin` why ours may.
            [
                sys.executable,
                "-W",
                "ignore:This process",
                "-m",
                "benchmarks.one_house",
                str(folder),
            ],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            text=True,
        )

    def ask(self, do: str, **more: Any) -> Any:
        """What the house answers; raises where the process ended."""
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError("The house has no door.")
        print(json.dumps({"do": do, **more}), file=self._process.stdin, flush=True)
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError(f"The house ended while it was asked to {do}.")
        return json.loads(answer)

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.communicate()


class TriedCity:
    """One city to be tried; use it as `with TriedCity(folder, engine) as city`."""

    def __init__(self, folder: Path, engine: str, server: str | None = None) -> None:
        self.folder, self.engine = folder / "city", engine
        self.environment = {**os.environ, "COMMONWEAL_CITY": str(self.folder)}
        self.environment.pop("COMMONWEAL_STATIC", None)
        self.database: str | None = None
        if engine == "postgresql":
            if server is None:
                raise RuntimeError("PostgreSQL needs COMMONWEAL_TEST_POSTGRES_URL.")
            self.database = fresh_database(server, f"tried_{os.getpid()}_{folder.name}")
            self.environment["COMMONWEAL_DATABASE_URL"] = self.database
        self._houses: list[House] = []

    def __enter__(self) -> Self:
        small_city(self.folder)
        self.house, self.nursery = self.open_house(), self.open_house()
        self.house.ask("migrate")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for house in self._houses:
            house.close()
        if self.database is not None:
            drop_database(self.database)

    def open_house(self) -> House:
        """A further process with the city open."""
        house = House(self.folder, self.environment)
        self._houses.append(house)
        return house

    def begin(self, file: Path) -> int:
        """Begin to bring `file` in, in a process of its own; its number."""
        child: int = self.nursery.ask("begin", file=str(file), profile=PROFILE)
        return child

    def wait(self, child: int) -> int:
        """Wait for that process; its exit code, or minus the signal that ended it."""
        code: int = self.nursery.ask("wait", child=child)
        return code

    def bring_in(self, file: Path) -> float:
        """Bring `file` in to the end; the seconds that took."""
        began = perf_counter()
        if self.wait(self.begin(file)):
            raise RuntimeError(f"{file.name} could not be brought in; the reason stands above.")
        return perf_counter() - began

    def seen(self) -> str:
        """The hash of what readers see; checked against the hash that the delivery promised."""
        told = self.house.ask("seen", source=SOURCE)
        if told["hash"] != told["promised"]:
            raise AssertionError(f"Readers see something that no delivery promised: {told}")
        found: str = told["hash"]
        return found

    def unfinished(self) -> dict[str, Any] | None:
        """The delivery that is neither shown nor discarded."""
        found: dict[str, Any] | None = self.house.ask("unfinished", source=SOURCE)
        return found


def engines(*, all_of_them: bool) -> list[tuple[str, str | None]]:
    """The databases to try, each with its server; `all_of_them`: stop where one is missing."""
    server = os.environ.get(SERVER) or None
    if server is None and all_of_them:
        raise SystemExit(
            "PostgreSQL is not here. Start this through: python3 .ci/with_postgres.py make measure"
        )
    if server is None:
        print("Only SQLite is tried: no PostgreSQL server is named.", file=sys.stderr)
    return [("sqlite", None), *([("postgresql", server)] if server else [])]


def fresh_database(server: str, name: str) -> str:
    """The address of a new, empty database on the server."""
    plain = "".join(letter if letter.isalnum() else "_" for letter in name.lower())
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{plain}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{plain}"')
    return urlsplit(server)._replace(path=f"/{plain}").geturl()


def drop_database(url: str) -> None:
    """Remove the database of `fresh_database`."""
    parts = urlsplit(url)
    server = parts._replace(path="/postgres").geturl()
    with psycopg.connect(server, autocommit=True) as connection:
        name = parts.path.strip("/")
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def write_deliveries(folder: Path, rows: int) -> tuple[Path, Path]:
    """Two files of one source: a tenth vanishes, a tenth is new, half of the rest is relabelled."""
    older = incidents(0, rows)
    newer = incidents(rows // 10, rows + rows // 10).with_columns(
        status=pl.when(pl.int_range(pl.len()) % 2 == 0).then(pl.lit("closed")).otherwise("status")
    )
    files = folder / "older.csv", folder / "newer.csv"
    for table, file in zip((older, newer), files, strict=True):
        table.write_csv(file)
    return files


def incidents(first: int, after: int) -> pl.DataFrame:
    """Rows of the canonical profile, with the numbers from `first` up to `after`."""
    number = pl.col("number")
    areas = [district[0] for district in DISTRICTS]
    day = pl.date(2024, 1, 1) + pl.duration(days=number % 700)
    groups = pl.Series("groups", ["anti-jewish", "anti-muslim", "anti-jewish|anti-roma"])
    return pl.DataFrame({"number": pl.int_range(first, after, eager=True)}).select(
        # spread over the alphabet, as real identifiers are
        ((number * 7919) % 100_003).cast(pl.String).str.zfill(6).alias("incident_id")
        + "-"
        + number.cast(pl.String),
        day.dt.to_string("%Y-%m-%d").alias("reported_on"),
        number.mod(4).replace_strict(dict(enumerate(areas))).alias("area"),
        number.mod(3).replace_strict(dict(enumerate(groups))).alias("groups"),
        pl.lit("assault").alias("kinds"),
        pl.lit("open").alias("status"),
    )
