"""Which statement comes next: the one whose answer says most; who looks again sees the same."""

from datetime import UTC, datetime

import numpy as np
import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from tests.cast import signed_in
from tests.factories import dialogue as made
from workbench.listening.dialogue import access, routing
from workbench.listening.dialogue.actions import picture

NOW = datetime(2026, 3, 31, 9, tzinfo=UTC)
SAID = tuple(f"Statement number {n}." for n in range(1, 12))
pytestmark = pytest.mark.django_db


@pytest.fixture
def camps():
    """Two points of view of fifteen each, looked at once."""
    conversation = made.a_conversation(seeds=SAID)
    made.two_camps(conversation)
    picture.current(conversation, None, now=NOW)
    return conversation


def numbers(conversation, said, draws=60):
    """Which statements come first, by their numbers."""
    known = routing.outlook_of(conversation, None)
    found = [known.draw(said, np.random.default_rng(seed)) for seed in range(draws)]
    return [access.accepted_statement(pk).number for pk in found]


def pks(conversation):
    return dict(conversation.statements.values_list("number", "pk"))


def test_what_nobody_has_judged_comes_early_though_no_picture_knows_it(camps):
    made.a_statement(camps, "A new one.", number=12)
    shown = numbers(camps, {})
    assert shown.count(12) > 40


def test_what_most_are_sure_of_comes_late(camps):
    made.a_statement(camps, "Half known.", number=12)
    voters = camps.participants.all()[:3]
    for voter in voters:
        made.Vote.objects.create(
            participant=voter, statement_id=pks(camps)[12], value=1, key="n", at=NOW
        )
    shown = numbers(camps, {}, draws=200)
    known = [shown.count(n) for n in range(1, 12)]
    assert shown.count(12) > 5 * max(known)


def test_before_the_first_picture_the_least_voted_comes_first():
    conversation = made.a_conversation()
    made.votes(conversation, [[1, 1, None], [1, None, None]])
    assert set(numbers(conversation, {})) == {3}
    assert set(numbers(conversation, {pks(conversation)[3]: 1})) == {2}


def test_a_voice_sees_each_statement_once_and_the_same_one_again(camps):
    voice, said, order = made.a_voice(camps), {}, []
    while True:
        one, again = (
            routing.next_for(camps, None, said, routing.own_luck(voice)) for _time in range(2)
        )
        assert one.statement == again.statement
        if one.statement is None:
            break
        assert one.left == 11 - len(order)
        said[one.statement.pk] = 1
        order.append(one.statement.number)
    assert sorted(order) == list(range(1, 12))


def test_voices_do_not_all_get_the_same_statement(camps):
    assert len(set(numbers(camps, {}))) > 4


def test_what_a_voice_said_decides_what_tells_more_of_it(camps):
    """A voter of a known side is asked where the sides' answers do not give each other away."""
    side = {pks(camps)[n]: 1 if n < 6 else -1 for n in range(1, 6)}
    known = routing.outlook_of(camps, None)
    assert max(known.sides.chances({known.pks.index(pk): v for pk, v in side.items()})) > 0.95


def test_a_statement_turned_down_a_moment_ago_is_not_shown(camps):
    voice = made.a_voice(camps)
    for _time in range(3):
        one = routing.next_for(camps, None, {}, routing.own_luck(voice)).statement
        camps.statements.filter(pk=one.pk).update(state="rejected", rule="contempt")
        after = routing.next_for(camps, None, {}, routing.own_luck(voice))
        assert after.statement is not None and after.statement.pk != one.pk
    assert after.total == 8


def test_a_topic_has_a_picture_of_its_own():
    conversation = made.a_conversation(seeds=())
    topic = made.a_table(conversation).topic
    made.a_statement(conversation, "Light the paths.", topic=topic)
    made.a_statement(conversation, "Open the pool.")
    made.votes(conversation, [[1, 1]] * 3)
    assert len(routing.outlook_of(conversation, topic).pks) == 1
    assert len(routing.outlook_of(conversation, None).pks) == 2


def test_groups_are_looked_for_beside_the_server_and_once(camps, monkeypatch):
    monkeypatch.setattr(routing, "FIRST_LOOK", 2)
    for _time in range(2):
        cache.clear()
        routing.outlook_of(camps, None)
    assert not DBTaskResult.objects.exists(), "looked for again before so much was said"
    made.votes(camps, [[1] * 11] * 16)
    for _time in range(2):
        cache.clear()
        routing.outlook_of(camps, None)
    assert [one.args_kwargs["args"] for one in DBTaskResult.objects.all()] == [[camps.pk, 0]]


def test_a_vote_page_reads_little_and_analyses_nothing(camps, monkeypatch):
    monkeypatch.setattr(picture, "analyse", None)
    made.a_voice(camps)
    address = reverse("open-talk-vote", args=[camps.code, made.VOICE])
    client = signed_in(None)
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address).status_code == 200
    assert len(asked) <= 4
