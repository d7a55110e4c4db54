"""A large conversation that was brought in is read beside the web server, and the page says so."""

from datetime import timedelta

import numpy as np
import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tests.cast import signed_in
from tests.factories import dialogue as made
from workbench.listening.dialogue.actions import picture
from workbench.listening.dialogue.models import Participant, Picture, Vote

SAID = tuple(f"Statement number {n}." for n in range(1, 61))
VOTERS = 1000
pytestmark = pytest.mark.django_db


def brought_in(voters):
    """Votes of two sides on sixty statements, as a file brings them in."""
    talk = made.a_conversation(seeds=SAID, state="closed", takes_statements=False)
    rng = np.random.default_rng(4)
    odds = rng.choice([-2.0, 2.0], (2, len(SAID)))
    people = [Participant(conversation=talk) for _ in range(voters)]
    people = Participant.objects.bulk_create(people, batch_size=2000)
    said = np.where(
        rng.random((voters, len(SAID))) < 1 / (1 + np.exp(-odds[rng.integers(0, 2, voters)])), 1, -1
    )
    numbers = list(talk.statements.order_by("number"))
    rows = (
        Vote(participant=who, statement=what, value=int(said[v, s]), key=f"in-{s}")
        for v, who in enumerate(people)
        for s, what in enumerate(numbers)
    )
    Vote.objects.bulk_create(rows, batch_size=2000)
    return talk


def look(person, talk, name="dialogue-analysis"):
    return signed_in(person).get(reverse(name, args=[talk.pk])).content.decode()


def everybody(talk):
    return signed_in(None).get(reverse("open-talk-results", args=[talk.code])).content.decode()


def test_sixty_thousand_votes_are_read_beside_the_server_and_then_shown(cast, monkeypatch):
    talk = brought_in(VOTERS)
    with monkeypatch.context() as here:
        here.setattr(picture, "analyse", None)
        first = look(cast.asha, talk)
        assert "60,000 votes are being read." in first
        assert 'http-equiv="refresh"' in first and "Nobody has voted" not in first
        assert "60,000 votes are being read." in look(cast.asha, talk, "dialogue-report")
        public = everybody(talk)
        assert "votes are being read" in public and "Fewer than" not in public
    (asked,) = DBTaskResult.objects.all()
    picture.find_groups.func(*asked.args_kwargs["args"])
    shown = look(cast.asha, talk)
    assert "1,000 people in 2 groups" in shown and "refresh" not in shown
    assert "1,000 people in 2 groups" in everybody(talk)


@pytest.fixture
def small_is_large(monkeypatch):
    monkeypatch.setattr(picture, "AT_ONCE", 100)
    talk = made.a_conversation(seeds=SAID[:11])
    made.two_camps(talk)
    return talk


def test_a_small_one_is_shown_at_once(cast):
    talk = made.a_conversation(seeds=SAID[:11])
    made.two_camps(talk)
    assert "30 people in 2 groups" in look(cast.asha, talk)
    assert not DBTaskResult.objects.exists()


def test_looking_again_asks_once(cast, small_is_large):
    for _time in range(3):
        look(cast.asha, small_is_large)
    assert DBTaskResult.objects.count() == 1


@pytest.mark.parametrize("how", ["failed", "lost"])
def test_what_was_broken_off_begins_again_on_the_next_look(cast, small_is_large, how):
    look(cast.asha, small_is_large)
    long_ago = timezone.now() - timedelta(hours=1)
    fate = (
        {"status": "FAILED"} if how == "failed" else {"status": "RUNNING", "started_at": long_ago}
    )
    DBTaskResult.objects.update(**fate)
    again = look(cast.asha, small_is_large)
    assert "The reading before was broken off, and has begun again." in again
    assert DBTaskResult.objects.filter(status="READY").count() == 1


def test_one_that_is_at_it_is_waited_for(cast, small_is_large):
    look(cast.asha, small_is_large)
    DBTaskResult.objects.update(status="RUNNING", started_at=timezone.now())
    assert "broken off" not in look(cast.asha, small_is_large)
    assert DBTaskResult.objects.count() == 1


def test_what_was_read_in_the_meantime_is_not_read_twice(small_is_large, monkeypatch):
    picture.find_groups.func(small_is_large.pk, 0)
    before = Picture.objects.get().made_at
    monkeypatch.setattr(picture, "analyse", None)
    picture.find_groups.func(small_is_large.pk, 0)
    assert Picture.objects.get().made_at == before


def test_votes_that_do_not_count_make_no_new_reading(small_is_large, monkeypatch):
    """Changed minds and votes on what was turned down are rows, and no new knowledge."""
    small_is_large.statements.filter(number__lte=6).update(state="rejected", rule="contempt")
    picture.find_groups.func(small_is_large.pk, 0)
    made.votes(small_is_large, [[1] * 5])
    picture.current(small_is_large, None, now=timezone.now())
    assert not DBTaskResult.objects.exists()
