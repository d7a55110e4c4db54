"""Where a city's rows are: in its folder, or in the PostgreSQL that it names."""

from pathlib import Path

import pytest

from commonweal.core.errors import InvalidCity
from workbench.core.city import current_city, database_settings


def test_without_an_address_the_rows_are_in_the_folder_and_writers_wait():
    settings = database_settings(Path("/cities/here"), None)
    assert settings["NAME"] == "/cities/here/commonweal.sqlite3"
    assert settings["OPTIONS"] == {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }


def test_a_postgresql_address_is_taken_apart():
    url = "postgresql://desk:p%40ss@db.example:5433/city"
    settings = database_settings(Path("/cities/here"), url)
    wanted = ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT")
    assert [settings[key] for key in wanted] == [
        "django.db.backends.postgresql",
        "city",
        "desk",
        "p@ss",
        "db.example",
        "5433",
    ]


def test_without_a_city_the_reason_is_told(monkeypatch):
    monkeypatch.delenv("COMMONWEAL_CITY")
    current_city.cache_clear()
    with pytest.raises(InvalidCity) as refused:
        current_city()
    current_city.cache_clear()
    assert str(refused.value) == (
        "No city is chosen. "
        "Start the workbench with `commonweal serve FOLDER`, or set COMMONWEAL_CITY."
    )
