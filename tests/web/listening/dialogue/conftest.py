"""What the tests of dialogues share: nothing is kept from one test to the next."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from workbench.listening.dialogue import feeds


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """Forget votes and counts that another test's conversation left behind."""
    feeds.forget()
    cache.clear()
    yield
    feeds.forget()
