"""The city that this process serves, found through COMMONWEAL_CITY.

`current_city` is the only door to it; tests that change the folder call `.cache_clear()`.
"""

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from commonweal.core.errors import InvalidCity
from workbench import options

if TYPE_CHECKING:
    from commonweal.files.city import City

DATABASE_FILE = "commonweal.sqlite3"


@cache
def current_city() -> "City":
    """The city whose folder COMMONWEAL_CITY names; raises `InvalidCity` when it names none."""
    folder = options.CITY.value(os.environ)
    if folder is None:
        raise InvalidCity(
            "No city is chosen.",
            remedy="Start the workbench with `commonweal serve FOLDER`, or set COMMONWEAL_CITY.",
        )
    # Imported here, so that settings without a city load without the geometry library.
    from commonweal.files.city import read_city

    return read_city(folder)


def database_settings(folder: Path, url: str | None) -> dict[str, Any]:
    """Django's settings for the city's rows: SQLite in its folder, or the PostgreSQL of `url`."""
    return _postgresql(url) if url else _sqlite(folder / DATABASE_FILE)


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            # A writer asks for the lock at the start, so it waits instead of failing half-way.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
