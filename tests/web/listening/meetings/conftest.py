"""What the tests of talks share: a moment and a day."""

from datetime import UTC, date, datetime

NOW = datetime(2026, 3, 31, 9, tzinfo=UTC)
TODAY = date(2026, 3, 31)
