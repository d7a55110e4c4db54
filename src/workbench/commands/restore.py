"""`commonweal restore`: a backup becomes a city again, on another path or database."""

import os
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from commonweal.files.city import keys_beside
from workbench.commands import bring_database_up_to_date, setup_workbench


def add(app: typer.Typer) -> None:
    """Add the command to the console script."""
    app.command("restore")(restore)


def restore(
    file: Annotated[Path, typer.Argument(help="A file that `commonweal backup` wrote.")],
    city: Annotated[Path, typer.Argument(help="The folder to make; it must not be there yet.")],
    keys: Annotated[
        Path | None, typer.Option(help="Folder with the city's keys, from their own backup.")
    ] = None,
    database: Annotated[
        str | None, typer.Option(help="postgresql://… to restore into, instead of SQLite.")
    ] = None,
) -> None:
    """Make a city from a backup and prove that it is the one that was backed up."""
    from workbench.commands.archive import (
        NotAnEmptyPlace,
        read_manifest,
        unpack_files,
        unpack_rows,
    )

    if city.exists() and any(city.iterdir()):
        raise NotAnEmptyPlace(
            f"{city} is not empty.", remedy="Name a folder that is not there yet."
        )
    _refuse_without_keys(keys)
    with _opened(file) as archive, _whole_or_nothing(city), _damage_told(file):
        manifest = read_manifest(archive)
        unpack_files(archive, manifest, city)
        _place_keys(city, keys)
        if database:
            os.environ["COMMONWEAL_DATABASE_URL"] = database
        setup_workbench(city)
        unpack_rows(archive, manifest)
    bring_database_up_to_date()
    print(f"content hash {manifest.content_hash}")
    print(f"{city} is the city that was backed up: every row and file was compared.")
    _tell_about_keys()


def _opened(file: Path) -> zipfile.ZipFile:
    from workbench.commands.archive import BadArchive

    try:
        return zipfile.ZipFile(file)
    except (OSError, zipfile.BadZipFile):
        raise BadArchive(
            f"{file} cannot be opened as a backup.",
            remedy="Choose a file that `commonweal backup` wrote.",
        ) from None


@contextmanager
def _whole_or_nothing(city: Path) -> Iterator[None]:
    """A restore that fails leaves nothing behind: neither the folder nor keys made for it."""
    beside = keys_beside(city.resolve())
    made = [city] if beside.exists() else [city, beside]
    try:
        yield
    except BaseException:
        for place in made:
            shutil.rmtree(place, ignore_errors=True)
        raise


@contextmanager
def _damage_told(file: Path) -> Iterator[None]:
    from workbench.commands.archive import BadArchive

    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, KeyError) as fault:
        raise BadArchive(
            f"The backup {file.name} is damaged: {str(fault).strip(chr(39))}.",
            remedy="Use another backup; nothing of this one should be relied on.",
        ) from fault


def _refuse_without_keys(given: Path | None) -> None:
    """Raises `MissingKey` before the work where the folder of the keys does not hold them."""
    from workbench.core import keys

    if given is not None:
        for name in (keys.SECRET_KEY_FILE, keys.WORDS_KEY_FILE):
            keys.read_key(given, name)


def _place_keys(city: Path, given: Path | None) -> None:
    """Copy the given keys; without any, make what signing in needs, and nothing that seals."""
    from commonweal.files.city import read_city
    from workbench.core import keys

    place = read_city(city).keys
    if given is not None:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in (keys.SECRET_KEY_FILE, keys.WORDS_KEY_FILE):
            if not (place / name).exists():
                shutil.copy2(given / name, place / name)
    elif not (place / keys.SECRET_KEY_FILE).exists():
        keys.create_secret_key(place)


def _tell_about_keys() -> None:
    from workbench.core import keys
    from workbench.core.city import current_city

    place = current_city().keys
    if not (place / keys.WORDS_KEY_FILE).exists():
        print(
            f"Its sealed words stay closed until {keys.WORDS_KEY_FILE}, from the backup of the "
            f"keys, is put into {place}."
        )
