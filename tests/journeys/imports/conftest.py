"""Cities in processes of their own, on every database there is."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.tried_city import ENGINES, TriedCity

ON_EACH = [
    pytest.param(engine, marks=[pytest.mark.postgres] if engine == "postgresql" else [])
    for engine in ENGINES
]


@pytest.fixture(params=ON_EACH)
def tried_city(request, tmp_path: Path) -> Iterator[TriedCity]:
    """A city on SQLite, then one on PostgreSQL, each with its own processes."""
    server = None if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    with TriedCity(tmp_path, request.param, server) as city:
        yield city
