"""`commonweal check`: a doctor that says what is wrong with a city and how to mend it."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commonweal.core.errors import CommonwealError
from workbench.commands import setup_workbench

if TYPE_CHECKING:
    from workbench.listening.examine import Finding

GIGABYTE = 10**9
ROOM_WANTED = 2 * GIGABYTE


def add(app: typer.Typer) -> None:
    """Add the command to the console script."""
    app.command("check")(check)


def check(
    city: Annotated[Path, typer.Argument(help="The city folder.", show_default=False)],
    deep: Annotated[
        bool, typer.Option("--deep", help="Also compare every record with what was delivered.")
    ] = False,
) -> None:
    """Say what is wrong with a city and how to mend it. Exits 0 when all is well, else 1."""
    try:
        setup_workbench(city)
        findings = list(_findings(city, deep=deep))
    except CommonwealError as broken:
        print(f"{broken.message}\n  {broken.remedy}")
        raise typer.Exit(1) from None
    for finding in findings:
        print("\n  ".join(filter(None, (finding.sentence, finding.remedy))))
    if findings:
        print(f"{len(findings)} thing{'s' * (len(findings) > 1)} to mend in {city}.")
        raise typer.Exit(1)
    print(f"All is well in {city}.")


def _findings(folder: Path, *, deep: bool) -> Iterator["Finding"]:
    from workbench.core.city import current_city
    from workbench.listening.examine import examine_register

    yield from _files(folder)
    yield from _keys()
    yield from _room(folder)
    pending = list(_database())
    yield from pending
    if not pending:
        yield from examine_register(current_city(), deep=deep)


def _files(folder: Path) -> Iterator["Finding"]:
    from commonweal.files.city import examine_city
    from workbench.listening.examine import Finding

    for notice in examine_city(folder):
        yield Finding(code=notice.code, sentence=notice.sentence, remedy="")


def _keys() -> Iterator["Finding"]:
    from workbench.core import keys
    from workbench.core.city import current_city
    from workbench.listening.examine import Finding

    directory = current_city().keys
    for name in (keys.SECRET_KEY_FILE, keys.WORDS_KEY_FILE):
        try:
            keys.read_key(directory, name)
        except keys.MissingKey as missing:
            yield Finding(code=missing.code, sentence=missing.message, remedy=missing.remedy)
            continue
        if (directory / name).stat().st_mode & 0o077:
            yield Finding(
                code="open-key",
                sentence=f"Others on this machine may read the key {directory / name}.",
                remedy=f"Close it with: chmod 600 {directory / name}",
            )


def _room(folder: Path) -> Iterator["Finding"]:
    from workbench.listening.examine import Finding

    free = shutil.disk_usage(folder).free
    if free < ROOM_WANTED:
        yield Finding(
            code="little-room",
            sentence=f"Only {free / GIGABYTE:.1f} GB are free on the disk of {folder}.",
            remedy=f"Make room: at least {ROOM_WANTED // GIGABYTE} GB should be free.",
        )


def _database() -> Iterator["Finding"]:
    """Whether the database answers, and lacks no migration."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.db.utils import DatabaseError

    from workbench.listening.examine import Finding

    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        yield Finding(
            code="no-database",
            sentence=f"The database does not answer: {str(error).splitlines()[0]}.",
            remedy="Check that it runs, and the address in city.toml or COMMONWEAL_DATABASE_URL.",
        )
        return
    if pending:
        yield Finding(
            code="old-database",
            sentence=f"The database lacks {len(pending)} change"
            f"{'s' * (len(pending) > 1)} of this version.",
            remedy="`commonweal serve` applies them; make a backup first.",
        )
