"""The city commands, run in this process on a small city and the test database."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from commonweal.cli.main import with_all_commands
from commonweal.core.errors import CommonwealError
from tests.factories.city import small_city
from workbench.core.city import current_city


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a command printed, its exit code, and the error it would tell on stderr."""

    words: str
    code: int
    error: CommonwealError | None = None


@pytest.fixture
def city_folder(tmp_path: Path, monkeypatch) -> Path:
    """The folder of a small city; commands find the test database behind it."""
    folder = small_city(tmp_path / "city").folder
    monkeypatch.setenv("COMMONWEAL_CITY", str(folder))
    yield folder
    current_city.cache_clear()


@pytest.fixture
def commonweal(db) -> Callable[..., Said]:
    """Run a command: `commonweal("check", city_folder)`."""

    def run(*words: object) -> Said:
        told = CliRunner().invoke(with_all_commands(), [str(word) for word in words])
        if isinstance(told.exception, CommonwealError):
            return Said(words=told.output, code=2, error=told.exception)
        if told.exception and not isinstance(told.exception, SystemExit):
            raise told.exception
        return Said(words=told.output, code=told.exit_code)

    return run
