"""People without an account: they come in, vote, say what is missing, and leave no trace."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from tests.cast import signed_in
from tests.factories import dialogue as made
from workbench.accounts.models import Person
from workbench.core.open_sending import opened_now
from workbench.listening.dialogue.actions import voices
from workbench.listening.dialogue.actions.voices import (
    ChangedTooOften,
    NotVotedOn,
    SaidBefore,
    TooManyCameIn,
    TooManyStatements,
    cast,
    come_in,
    say,
)
from workbench.listening.dialogue.models import Conversation, Door, Participant, Statement, Vote

NOW = datetime(2026, 3, 31, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def address(conversation, name="open-talk-vote", voice=made.VOICE):
    return reverse(name, args=[conversation.code, voice])


def begun(conversation, **more):
    """What the button Begin sends, and where to."""
    front = reverse("open-talk-front", args=[conversation.code])
    return front, {"opened": opened_now(), **more}


@pytest.fixture
def talk():
    conversation = made.a_conversation()
    made.a_voice(conversation)
    return conversation


def sent(conversation, number=1, vote="1", key="form-1"):
    statement = conversation.statements.get(number=number)
    return {"statement": statement.pk, "vote": vote, "key": key}


def test_who_begins_gets_a_code_in_the_address_and_no_cookie():
    conversation = made.a_conversation()
    client = signed_in(None)
    answer = client.post(*begun(conversation))
    assert answer.status_code == 302
    page = client.get(answer.headers["Location"])
    assert "What should the park be?" in page.content.decode()
    assert not client.cookies


def test_nothing_is_kept_of_who_comes_in():
    conversation = made.a_conversation()
    signed_in(None).post(
        *begun(conversation),
        REMOTE_ADDR="10.0.0.9",
        HTTP_USER_AGENT="a phone",
    )
    kept = Participant.objects.get()
    names = {field.name for field in Participant._meta.fields}
    assert names == {
        *("id", "conversation", "code_hash", "paper", "table", "group", "area", "added")
    }
    stored = " ".join(str(value) for value in vars(kept).values())
    assert "10.0.0.9" not in stored and "phone" not in stored


@pytest.mark.parametrize("model", [Participant, Vote, Statement])
def test_no_row_of_what_people_say_names_a_person(model):
    assert [one.name for one in model._meta.fields if one.related_model is Person] == []


def test_a_statement_leads_to_nobody():
    assert Participant not in {one.related_model for one in Statement._meta.fields}


def test_the_code_itself_is_kept_nowhere():
    conversation = made.a_conversation()
    code = come_in(conversation, now=NOW)
    stored = str(list(Participant.objects.values()))
    assert code not in stored and len(code) == 16


def test_one_comes_back_with_a_code_however_it_is_typed(talk):
    typed = "-".join(made.VOICE[at : at + 4] for at in range(0, 16, 4)).upper()
    answer = signed_in(None).post(
        reverse("open-talk-front", args=[talk.code]), {"code": f" {typed} "}
    )
    assert answer.headers["Location"] == address(talk)


def test_a_code_that_was_not_given_out_is_told_so(talk):
    answer = signed_in(None).post(
        reverse("open-talk-front", args=[talk.code]), {"code": "zzzz-zzzz"}
    )
    assert answer.status_code == 400
    assert "This code was not given out in this conversation." in answer.content.decode()


def test_a_code_of_another_conversation_opens_nothing(talk):
    other = made.a_conversation()
    assert signed_in(None).get(address(other)).status_code == 404


def test_a_vote_is_kept_and_leads_to_the_next_statement(talk):
    client = signed_in(None)
    answer = client.post(address(talk), sent(talk))
    assert answer.status_code == 302
    assert list(Vote.objects.values_list("value", flat=True)) == [1]
    assert "1 of 3" in client.get(address(talk)).content.decode()


def test_a_form_that_is_sent_twice_is_one_vote(talk):
    client = signed_in(None)
    for _time in range(3):
        client.post(address(talk), sent(talk))
    assert Vote.objects.count() == 1


def test_a_mind_changed_on_the_same_form_is_not_lost(talk):
    client = signed_in(None)
    for vote in ("1", "-1", "1", "1"):
        client.post(address(talk), sent(talk, vote=vote))
    assert list(Vote.objects.values_list("value", flat=True)) == [1, -1, 1]


@pytest.mark.parametrize("vote", ["2", "", "agree"])
def test_a_vote_that_is_none_is_refused(talk, vote):
    answer = signed_in(None).post(address(talk), sent(talk, vote=vote))
    assert answer.status_code == 400
    assert not Vote.objects.exists()


def test_there_is_no_vote_for_a_statement_that_waits_was_turned_down_or_stands_elsewhere(talk):
    voice = Participant.objects.get()
    waiting = made.a_statement(talk, "A kiosk.", state="waiting")
    rejected = made.a_statement(talk, "A hut.", state="rejected", rule="contempt")
    elsewhere = made.a_statement(made.a_conversation(), "A pond.")
    for statement in (waiting, rejected, elsewhere):
        with pytest.raises(NotVotedOn):
            cast(voice, statement, value=1, key="k", now=NOW)
    answer = signed_in(None).post(
        address(talk), {"statement": elsewhere.pk, "vote": "1", "key": "k"}
    )
    assert answer.status_code == 400


def test_nobody_votes_in_a_conversation_that_is_closed(talk):
    Conversation.objects.update(state="closed")
    client = signed_in(None)
    assert client.post(address(talk), sent(talk)).status_code == 409
    assert "This conversation is not open now." in client.get(address(talk)).content.decode()


def test_a_conversation_in_preparation_is_not_there():
    conversation = made.a_conversation(state="draft")
    for name in ("open-talk-front", "open-talk-results", "open-talk-came-of-it"):
        assert signed_in(None).get(reverse(name, args=[conversation.code])).status_code == 404
    assert "The park" not in signed_in(None).get(reverse("open-talk")).content.decode()


def test_the_statement_that_fewest_have_seen_comes_first(talk):
    made.votes(talk, [[1, 1, None], [1, None, None]])
    page = signed_in(None).get(address(talk)).content.decode()
    assert "More benches." in page


def test_at_a_table_come_the_statements_of_its_topic(talk):
    table = made.a_table(talk)
    one = made.a_statement(talk, "Light the paths.", topic=table.topic)
    client = signed_in(None)
    answer = client.post(*begun(talk, table="1"))
    page = client.get(answer.headers["Location"]).content.decode()
    assert one.text in page and "0 of 1" in page


def test_a_statement_says_its_language_and_lets_its_letters_choose_their_side():
    conversation = made.a_conversation(seeds=())
    made.a_statement(conversation, "نريد ضوءًا", lang="ar")
    made.a_voice(conversation)
    page = signed_in(None).get(address(conversation)).content.decode()
    assert 'dir="auto" lang="ar"' in page


def test_what_somebody_says_waits_for_moderation(talk):
    client = signed_in(None)
    answer = client.post(
        address(talk, "open-talk-say"),
        {"text": "  A  fountain. ", "lang": "en", "opened": opened_now()},
    )
    assert answer.status_code == 302
    said = talk.statements.get(origin="online")
    assert (said.text, said.state, said.number) == ("A fountain.", "waiting", 4)
    assert "A fountain." not in client.get(address(talk)).content.decode()
    assert Participant.objects.get().added == 1


def test_the_same_words_are_not_taken_twice(talk):
    voice = Participant.objects.get()
    with pytest.raises(SaidBefore):
        say(talk, voice, "more BENCHES", lang="en", code=made.VOICE, today=NOW.date())


def test_a_flood_of_statements_is_held_off_and_nothing_typed_is_lost(talk, monkeypatch):
    monkeypatch.setattr(voices, "MOST_STATEMENTS", 1)
    voice = Participant.objects.get()
    say(talk, voice, "One.", lang="en", code=made.VOICE, today=NOW.date())
    with pytest.raises(TooManyStatements):
        say(talk, voice, "Two.", lang="en", code=made.VOICE, today=NOW.date())
    answer = signed_in(None).post(
        address(talk, "open-talk-say"), {"text": "Three.", "lang": "en", "opened": opened_now()}
    )
    assert answer.status_code == 429
    assert "Three." in answer.content.decode()


def test_nobody_adds_where_statements_are_fixed():
    conversation = made.a_conversation(takes_statements=False)
    voice = made.a_voice(conversation)
    with pytest.raises(TooManyStatements):
        say(conversation, voice, "One.", lang="en", code=made.VOICE, today=NOW.date())


def test_one_may_say_who_one_is_and_take_it_back(talk):
    client = signed_in(None)
    client.post(address(talk, "open-talk-about"), {"area": "NW", "group": "majority"})
    kept = Participant.objects.get()
    assert (kept.area, kept.group) == ("NW", "majority")
    client.post(address(talk, "open-talk-about"), {"area": "", "group": ""})
    kept.refresh_from_db()
    assert (kept.area, kept.group) == ("", "")


def test_the_language_goes_along(talk):
    answer = signed_in(None).post(address(talk) + "?lang=de", sent(talk))
    assert answer.headers["Location"].endswith("?lang=de")


def test_a_code_of_an_invitation_leads_to_its_conversation(talk):
    found = signed_in(None).get(reverse("open-talk"), {"code": talk.code.upper()})
    assert found.headers["Location"] == reverse("open-talk-front", args=[talk.code])
    lost = signed_in(None).get(reverse("open-talk"), {"code": "zzzzzz"})
    assert lost.status_code == 404
    assert "No conversation has this code." in lost.content.decode()


def test_a_hall_of_fifteen_hundred_comes_in_within_five_minutes(talk):
    for _person in range(1500):
        come_in(talk, now=NOW)
    assert talk.participants.count() == 1501


@pytest.mark.parametrize("most", ["MOST_LATELY", "MOST_A_DAY"])
def test_a_flood_is_kept_at_the_door_and_who_is_inside_goes_on(talk, monkeypatch, most):
    monkeypatch.setattr(voices, most, 2)
    client = signed_in(None)
    for _time in range(2):
        assert client.post(*begun(talk)).status_code == 302
    full = client.post(*begun(talk, table="1"))
    assert full.status_code == 429
    page = full.content.decode()
    assert "nobody new is let in for a while" in page and 'name="opened"' in page
    assert client.post(address(talk), sent(talk)).status_code == 302
    typed = {"code": made.VOICE}
    back = client.post(reverse("open-talk-front", args=[talk.code]), typed)
    assert back.headers["Location"] == address(talk)
    assert Participant.objects.count() == 3


def test_the_door_opens_again_after_a_while_and_is_each_conversation_s_own(talk, monkeypatch):
    monkeypatch.setattr(voices, "MOST_LATELY", 1)
    come_in(talk, now=NOW)
    with pytest.raises(TooManyCameIn):
        come_in(talk, now=NOW + timedelta(minutes=4))
    come_in(made.a_conversation(), now=NOW)
    come_in(talk, now=NOW + timedelta(minutes=5))
    monkeypatch.setattr(voices, "MOST_A_DAY", 2)
    with pytest.raises(TooManyCameIn):
        come_in(talk, now=NOW + timedelta(hours=3))
    come_in(talk, now=NOW + timedelta(days=1))


def test_the_door_keeps_no_row_of_earlier_minutes(talk):
    for minutes in (0, 7, 14):
        come_in(talk, now=NOW + timedelta(minutes=minutes))
    door = Door.objects.get()
    assert (door.lately, door.today) == (1, 3)


def test_who_sends_blindly_does_not_come_in(talk):
    front = reverse("open-talk-front", args=[talk.code])
    answer = signed_in(None).post(front)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "Please send it once more." in page and 'name="opened"' in page
    assert Participant.objects.count() == 1


def test_a_mind_changes_as_often_as_minds_do_and_no_program_fills_the_house(talk, monkeypatch):
    monkeypatch.setattr(voices, "MOST_CHANGES", 5)
    voice, (one, other, _more) = Participant.objects.get(), talk.statements.all()
    for at in range(5):
        cast(voice, one, value=1 if at % 2 else -1, key=f"k{at}", now=NOW)
    with pytest.raises(ChangedTooOften):
        cast(voice, one, value=1, key="k9", now=NOW)
    cast(voice, other, value=1, key="other", now=NOW)
    assert Vote.objects.count() == 6
