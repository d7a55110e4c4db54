"""What the tests of the workbench share: the cast, and cities with other settings."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.utils import translation

from commonweal.files.city import City
from tests.cast import Cast, make_cast
from tests.factories.city import small_city
from workbench.core.city import current_city


@pytest.fixture(autouse=True)
def the_language_goes_back() -> Iterator[None]:
    """A request leaves its language behind in the thread; the next test begins without one."""
    yield
    translation.deactivate()


@pytest.fixture
def cast(db: None) -> Cast:
    """Everyone of the cast, in an empty city."""
    return make_cast()


@pytest.fixture
def another_city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., City]]:
    """Serve another small city in this test: `another_city(demonstration=True)`."""

    def serve(**settings: bool) -> City:
        city = small_city(tmp_path / "another", **settings)
        monkeypatch.setenv("COMMONWEAL_CITY", str(city.folder))
        current_city.cache_clear()
        return city

    yield serve
    current_city.cache_clear()
