"""What every test may rely on: the shared data, the outside programs, how hard to search.

Read `shared_data` first. A test that needs something this machine may lack asks for a fixture
here; where it is absent the test is skipped and says so, and with `CI` set it fails instead.
"""

import os
import tempfile
from pathlib import Path
from typing import NoReturn

import django
import pytest
from django.conf import settings as django_settings
from hypothesis import HealthCheck, settings

from tests.factories.city import small_city

ROOT = Path(__file__).resolve().parent.parent

settings.register_profile(
    "dev", max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "ci",
    max_examples=100,
    deadline=None,
    derandomize=True,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("ci" if os.environ.get("CI") else "dev")


def _serve_small_city(place: Path) -> None:
    """Give Django's settings a city of four districts, and load them.

    This runs at import: the conftest files below this one import models. With
    `COMMONWEAL_TESTS_ON=postgresql` the rows stand in the throw-away server and not in SQLite.
    """
    (place / "static").mkdir()
    for name in ("ADDRESS", "BEHIND_PROXY", "DATABASE_URL", "KEYS", "LOG_LEVEL"):
        os.environ.pop(f"COMMONWEAL_{name}", None)
    if os.environ.get("COMMONWEAL_TESTS_ON") == "postgresql":
        os.environ["COMMONWEAL_DATABASE_URL"] = os.environ["COMMONWEAL_TEST_POSTGRES_URL"]
    os.environ["COMMONWEAL_CITY"] = str(small_city(place / "foursquare").folder)
    os.environ["COMMONWEAL_STATIC"] = str(place / "static")
    os.environ["DJANGO_SETTINGS_MODULE"] = "workbench.settings"
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    django_settings.STORAGES = {**django_settings.STORAGES, "staticfiles": plain}
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    django.setup()


CITY_PLACE = tempfile.TemporaryDirectory(prefix="commonweal-tests-")
_serve_small_city(Path(CITY_PLACE.name))


def pytest_unconfigure() -> None:
    """Take the city away again."""
    CITY_PLACE.cleanup()


def absent(what: str) -> NoReturn:
    """Skip the test and say what is missing; where `CI` is set, fail it."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} In CI this is a failure.", pytrace=False)
    pytest.skip(what)


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder that holds README.md."""
    return ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of shared public data: `COMMONWEAL_SHARED_DATA`, or `../shared/data`."""
    named = os.environ.get("COMMONWEAL_SHARED_DATA")
    folder = Path(named) if named else ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        absent(
            "The shared public data is not here. "
            "Put it beside this folder as ../shared/data, or name it in COMMONWEAL_SHARED_DATA."
        )
    return folder


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """The address of a PostgreSQL server on which a test may create and drop databases."""
    url = os.environ.get("COMMONWEAL_TEST_POSTGRES_URL", "")
    if not url:
        absent(
            "No PostgreSQL server is named in COMMONWEAL_TEST_POSTGRES_URL. "
            "Start the tests through: python3 .ci/with_postgres.py make test"
        )
    return url
