"""What I said: a voice finds its votes and statements again, and nobody else does."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from tests.cast import signed_in
from tests.factories import dialogue as made
from workbench.core.open_sending import opened_now
from workbench.listening.dialogue.actions import voices
from workbench.listening.dialogue.models import Conversation, Participant, Statement, Vote

NOW = datetime(2026, 3, 31, 9, tzinfo=UTC)
OTHER = "zzzzyyyyxxxxwwww"
pytestmark = pytest.mark.django_db


@pytest.fixture
def talk():
    conversation = made.a_conversation()
    made.a_voice(conversation)
    made.a_voice(conversation, OTHER)
    return conversation


def address(conversation, voice=made.VOICE, *more):
    name = "open-talk-own" if more else "open-talk-mine"
    return reverse(name, args=[conversation.code, voice, *more])


def page_of(conversation, voice=made.VOICE, *more):
    return signed_in(None).get(address(conversation, voice, *more)).content.decode()


def voice_of(conversation, code=made.VOICE):
    return conversation.participants.get(code_hash=made.fingerprint(code))


def vote(conversation, number, value, code=made.VOICE):
    statement = conversation.statements.get(number=number)
    voices.cast(voice_of(conversation, code), statement, value=value, key=f"k{number}", now=NOW)
    return statement


def say(conversation, text="A fountain.", code=made.VOICE):
    voice = voice_of(conversation, code)
    return voices.say(conversation, voice, text, lang="en", code=code, today=NOW.date())


def reworded(talk, number, **more):
    form = {"text": "A pond.", "lang": "en", "opened": opened_now(), **more}
    return signed_in(None).post(address(talk, made.VOICE, number), form)


def test_a_voice_sees_its_own_votes_and_no_others(talk):
    vote(talk, 1, 1)
    vote(talk, 2, -1, OTHER)
    page = page_of(talk)
    assert "Lamps in the park" in page and "You said: agree" in page
    assert "Close the bridge" not in page
    assert "Close the bridge" in page_of(talk, OTHER)


def test_an_answer_is_changed_there_and_the_last_one_counts(talk):
    statement = vote(talk, 1, 1)
    client = signed_in(None)
    form = {"statement": statement.pk, "vote": "-1", "key": "again"}
    assert client.post(address(talk), form).status_code == 302
    assert list(Vote.objects.values_list("value", flat=True)) == [1, -1]
    assert "You said: disagree" in page_of(talk)


def test_a_vote_on_what_was_turned_down_later_is_listed_and_not_asked_again(talk):
    statement = vote(talk, 1, 1)
    statement.state, statement.rule = "rejected", "contempt"
    statement.save()
    page = page_of(talk)
    assert "It was turned down later" in page and f'value="{statement.pk}"' not in page


def test_a_voice_finds_its_statements_again_with_what_became_of_them(talk):
    for text in ("One.", "Two.", "Three."):
        say(talk, text)
    talk.statements.filter(number=5).update(state="accepted")
    talk.statements.filter(number=6).update(
        state="rejected", rule="several-in-one", reason="Three things."
    )
    say(talk, "Somebody else's.", OTHER)
    page = page_of(talk)
    assert "waits for moderation" in page and "accepted" in page
    assert "It says several things at once" in page and "Three things." in page
    assert "Somebody else" not in page
    assert page.count("Change or take back") == 1


def test_nothing_that_is_kept_leads_from_a_statement_to_its_voice(talk):
    first, second = say(talk, "One."), say(talk, "Two.")
    assert first.mark != second.mark
    kept = set(Participant.objects.values_list("code_hash", flat=True))
    assert not kept & {first.mark, second.mark}
    assert made.VOICE not in first.mark
    everything = str(list(Statement.objects.values())) + str(list(Participant.objects.values()))
    assert made.VOICE not in everything


@pytest.mark.parametrize("code", [OTHER, "aaaabbbbccccdddd"])
def test_nobody_opens_what_another_voice_said(talk, code):
    statement = say(talk)
    client = signed_in(None)
    assert client.get(address(talk, code, statement.number)).status_code == 404
    assert client.post(address(talk, code, statement.number), {"back": "1"}).status_code == 404
    assert talk.statements.filter(pk=statement.pk).exists()


def test_those_who_hold_the_conversation_see_no_mark(cast, talk):
    statement = say(talk)
    pages = ("dialogue-moderation", "dialogue-statements", "dialogue-log", "dialogue-take-out")
    for name in pages:
        answer = signed_in(cast.asha).get(reverse(name, args=[talk.pk]))
        assert statement.mark.encode() not in answer.content


def test_what_waits_can_be_said_otherwise(talk):
    statement = say(talk)
    assert "It waits to be read." in page_of(talk, made.VOICE, statement.number)
    assert reworded(talk, statement.number).status_code == 302
    statement.refresh_from_db()
    assert (statement.text, statement.state) == ("A pond.", "waiting")


def test_words_that_stand_there_already_are_not_taken_and_nothing_typed_is_lost(talk):
    statement = say(talk)
    answer = reworded(talk, statement.number, text="more BENCHES")
    assert answer.status_code == 409 and "more BENCHES" in answer.content.decode()
    assert reworded(talk, statement.number, text="a fountain").status_code == 302


def test_what_waits_can_be_taken_back(talk):
    statement = say(talk)
    assert reworded(talk, statement.number, back="1").status_code == 302
    assert not talk.statements.filter(pk=statement.pk).exists()
    assert Participant.objects.filter(added=1).count() == 1
    assert "Not listed: 1 statement" in page_of(talk)


@pytest.mark.parametrize("state", ["accepted", "rejected"])
def test_what_was_decided_on_keeps_its_words(talk, state):
    statement = say(talk)
    talk.statements.filter(pk=statement.pk).update(state=state, rule="contempt")
    assert "Its words stay" in page_of(talk, made.VOICE, statement.number)
    assert reworded(talk, statement.number).status_code == 409
    assert reworded(talk, statement.number, back="1").status_code == 409
    statement.refresh_from_db()
    assert statement.text == "A fountain."


def test_when_it_is_closed_everything_is_read_and_nothing_changed(talk):
    vote(talk, 1, 1)
    statement = say(talk)
    Conversation.objects.update(state="closed")
    page = page_of(talk)
    assert "What you said stays." in page and 'name="vote"' not in page
    assert "Change or take back" not in page
    assert reworded(talk, statement.number).status_code == 409
