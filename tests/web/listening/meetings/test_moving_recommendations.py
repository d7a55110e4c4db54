"""Recommendations that stood in conversations alone are brought over whole, on either database."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from workbench.listening.meetings.models import Recommendation

BEFORE = [("meetings", "0001_talks"), ("dialogue", "0001_conversations")]
LONG = "Because " * 400

pytestmark = pytest.mark.django_db(transaction=True)


def migrated(targets: list[tuple[str, str]]) -> Any:
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return executor.loader.project_state(targets).apps


@pytest.fixture
def as_before() -> Iterator[Callable[[str, str], Any]]:
    apps = migrated(BEFORE)
    yield apps.get_model
    migrated(newest())


def newest() -> list[tuple[str, str]]:
    nodes = MigrationExecutor(connection).loader.graph.leaf_nodes()
    return [one for one in nodes if one[0] in {"meetings", "dialogue"}]


def a_conversation(kept, code="abcdef", title="The park"):
    return kept("dialogue", "Conversation").objects.create(
        code=code, title=title, question="What?", floor=10, entered_at=timezone.now()
    )


def a_person(kept):
    return kept("accounts", "Person").objects.create(
        email="asha@example.org", name="Asha", role="coordinator"
    )


def old(kept, conversation, **more):
    values = {"text": "Light the park.", "entered_on": date(2026, 3, 2)}
    return kept("dialogue", "Recommendation").objects.create(
        conversation=conversation, entered_by=a_person(kept), **{**values, **more}
    )


def brought_over():
    migrated(newest())
    return Recommendation.objects.get()


def test_an_open_one_waits_on_with_its_statement_and_its_days(as_before):
    conversation = a_conversation(as_before)
    statement = as_before("dialogue", "Statement").objects.create(
        conversation=conversation, number=7, text="Light.", added_on=date(2026, 3, 1)
    )
    old(as_before, conversation, statement=statement)
    one = brought_over()
    assert (one.words, one.state) == ("Light the park.", "published")
    assert (one.made_on, one.published_on) == (date(2026, 3, 2), date(2026, 3, 2))
    assert (one.conversation.code, one.statement.number) == ("abcdef", 7)
    assert one.entered_by.name == "Asha"
    assert [row.state for row in one.changes.all()] == ["published"]
    assert not one.answers.exists() and not one.deeds.exists()


def test_an_answer_and_a_deed_keep_their_words_and_days(as_before):
    told = {"answer": LONG, "answered_on": date(2026, 3, 9), "deed": "Ten lamps."}
    old(as_before, a_conversation(as_before), **told, done_on=date(2026, 4, 1))
    one = brought_over()
    answer, deed = one.answers.get(), one.deeds.get()
    assert (answer.answer, answer.reasons) == ("said", LONG)
    assert (answer.answered_on, answer.by_when) == (date(2026, 3, 9), None)
    assert (deed.words, deed.done_on, deed.is_whole) == ("Ten lamps.", date(2026, 4, 1), True)


def test_a_conversation_told_of_in_words_becomes_its_name_where_it_is_clear(as_before):
    a_conversation(as_before)
    for code in ("second", "third"):
        a_conversation(as_before, code=code, title="Twice")
    told = ("abcdef", "The park", "Twice", "A letter to the mayor")
    for words in told:
        as_before("meetings", "Recommendation").objects.create(
            words=words, office="Parks", conversation=words, made_on=date(2026, 3, 2)
        )
    migrated(newest())
    kept = {row.words: row for row in Recommendation.objects.all()}
    assert [kept[words].heard_from for words in told] == ["", "", "Twice", "A letter to the mayor"]
    assert [bool(kept[words].conversation) for words in told] == [True, True, False, False]
