"""What the tests of the mapping room share: a moment, a day, and who speaks for whom."""

from datetime import UTC, date, datetime

import pytest

from tests.factories import mapping as made

NOW = datetime(2026, 3, 31, 9, tzinfo=UTC)
TODAY = date(2026, 3, 31)


@pytest.fixture
def club(cast):
    """The boxing club as a party: Chidi has claimed it."""
    return made.a_member(cast.chidi)


@pytest.fixture
def kitchen(cast):
    """The kitchen as a party: nobody of it is here."""
    return made.a_party()
