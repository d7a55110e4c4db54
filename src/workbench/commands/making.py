"""A made-up city is whole or not there at all, also after its making was killed.

A mark beside the folder says that a city is being made in it; its maker holds a lock on the mark.
A mark that nobody holds was left by a making that died, and what it made is taken away.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from commonweal.core.errors import Busy, CommonwealError, InvalidCity
from commonweal.files.city import check_place_is_free, keys_beside, read_city
from commonweal.files.city_checks import SETTINGS_FILE


def is_half_made(folder: Path) -> bool:
    """Whether a city is being made in `folder`, or was and its making died."""
    return _mark(folder).exists()


def refuse_half_made(folder: Path) -> None:
    """Raises `InvalidCity` for a city that is not whole yet."""
    if is_half_made(folder):
        raise InvalidCity(
            f"The made-up city in {folder} is half made: its making is going on, or was stopped.",
            remedy=f"Wait for it, or make it anew with `commonweal demo {folder}`.",
            code="half-made",
        )


@contextmanager
def whole_or_not_at_all(folder: Path) -> Iterator[None]:
    """Make a city in `folder`; what an earlier making left half done is taken away first.

    Raises `InvalidCity` where something else is there, and `Busy` where another makes it now.
    """
    mark = _mark(folder)
    mark.parent.mkdir(parents=True, exist_ok=True)
    with mark.open("a", encoding="utf-8") as file:
        _hold(file, folder)
        try:
            if file.tell() and not _is_another_city(folder):
                _take_away(folder)
            check_place_is_free(folder)
            file.write("A city is being made beside this file.\n")
            file.flush()
            with _taken_away_on_failure(folder):
                yield
        finally:
            mark.unlink(missing_ok=True)


def _hold(file: IO[str], folder: Path) -> None:
    """Raises `Busy` where another making holds the mark, or has just ended with it."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        is_there = os.fstat(file.fileno()).st_nlink > 0
    except BlockingIOError:
        is_there = False
    if not is_there:
        raise Busy(
            f"The made-up city in {folder} is being made at this moment.",
            remedy="Wait until that is done, then serve it.",
        )


@contextmanager
def _taken_away_on_failure(folder: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        _take_away(folder)
        raise


def _mark(folder: Path) -> Path:
    folder = folder.resolve()
    return folder.with_name(f".{folder.name}.being-made")


def _is_another_city(folder: Path) -> bool:
    """Whether a city that is not made up came here since a making died: it is never taken away."""
    if not (folder / SETTINGS_FILE).exists():
        return False
    try:
        return not read_city(folder).demonstration
    except CommonwealError:
        return True


def _take_away(folder: Path) -> None:
    for made in (folder, keys_beside(folder.resolve())):
        shutil.rmtree(made, ignore_errors=True)
