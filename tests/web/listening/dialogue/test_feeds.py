"""Votes are read as the library's table: each moment to the millisecond, whatever the database."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.factories import dialogue as made
from workbench.listening.dialogue import feeds
from workbench.listening.dialogue.models import Vote

pytestmark = pytest.mark.django_db
START = datetime(1970, 1, 1, tzinfo=UTC)
MOMENTS = [
    None,
    datetime(2026, 3, 31, 9, tzinfo=UTC),
    *(datetime(2026, 11, 27, 23, 5, 38, ms * 1000, tzinfo=UTC) for ms in (1, 123, 780, 999)),
    datetime(1999, 12, 31, 23, 59, 59, 999_000, tzinfo=UTC),
]


def test_moments_are_told_to_the_millisecond():
    talk = made.a_conversation()
    voice, statement = made.a_voice(talk), talk.statements.first()
    for number, at in enumerate(MOMENTS):
        Vote.objects.create(
            participant=voice, statement=statement, value=1, key=f"k{number}", at=at
        )
    told = feeds.votes_table(talk)["voted_at"].to_list()
    assert told == [at and (at - START) // timedelta(milliseconds=1) for at in MOMENTS]
