"""A resident suggests a strength: no account, no cookie, nothing about the resident."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.cast import signed_in
from tests.factories import mapping as made
from tests.web.mapping.conftest import NOW, TODAY
from workbench.accounts.models import Person
from workbench.core.models import AuditRow
from workbench.core.open_sending import opened_now
from workbench.mapping.actions import suggestions as acts
from workbench.mapping.actions.suggestions import (
    MOST_A_DAY,
    SuggestionIsDecided,
    TooManyToday,
    adopt_suggestion,
    decline_suggestion,
    read_suggestion,
    suggest_strength,
)
from workbench.mapping.models import Strength, Suggestion

SAID = {"name": "The bench", "what": "place", "area": "NW", "words": "People sit and talk."}


def send(**more):
    client = signed_in(None)
    return client, client.post(
        reverse("open-suggest"), {**SAID, "opened": opened_now(), **more}, REMOTE_ADDR="10.0.0.9"
    )


@pytest.mark.django_db
def test_it_is_sent_without_an_account_and_leaves_no_cookie():
    client, answer = send()
    assert answer.status_code == 302
    assert answer.headers["Location"] == reverse("open-suggested")
    assert not client.cookies
    assert client.get(reverse("open-suggest")).cookies == {}


@pytest.mark.django_db
def test_nothing_is_kept_of_who_sent_it():
    send()
    kept = Suggestion.objects.get()
    people = {one.name for one in Suggestion._meta.fields if one.related_model is Person}
    assert people == {"decided_by"}
    stored = " ".join(str(value) for value in vars(kept).values())
    for told in ("10.0.0.9", "bench", "talk"):
        assert told not in stored
    row = AuditRow.objects.get(verb="suggest-strength")
    assert (row.acting_person, row.after) == (None, {"state": "waiting"})


@pytest.mark.django_db
def test_no_suggestion_keeps_an_hour():
    assert {"received_on", "decided_on"} == {
        field.name for field in Suggestion._meta.fields if field.name.endswith(("_on", "_at"))
    }


@pytest.mark.django_db
def test_what_was_typed_is_not_lost_when_something_is_missing():
    _client, answer = send(what="")
    assert answer.status_code == 400
    assert "People sit and talk." in answer.content.decode()
    assert not Suggestion.objects.exists()


@pytest.mark.django_db
def test_a_program_that_sends_blindly_is_asked_to_send_once_more():
    _client, answer = send(opened="")
    assert answer.status_code == 400
    assert "This page was open for very long." in answer.content.decode()
    assert not Suggestion.objects.exists()


@pytest.mark.django_db
def test_a_flood_is_held_off_for_everybody_together(monkeypatch):
    monkeypatch.setattr(acts, "MOST_A_DAY", 2)
    for _number in range(2):
        suggest_strength(**SAID, today=TODAY)
    with pytest.raises(TooManyToday) as refused:
        suggest_strength(**SAID, today=TODAY)
    assert str(refused.value) == (
        "So much was suggested today that the desk cannot read more. "
        "Please come back tomorrow, or tell somebody at the city desk."
    )
    suggest_strength(**SAID, today=TODAY + timedelta(days=1))
    assert MOST_A_DAY == 100


@pytest.mark.django_db
def test_the_page_says_so_and_keeps_what_was_typed(monkeypatch):
    monkeypatch.setattr(acts, "MOST_A_DAY", 0)
    _client, answer = send()
    assert answer.status_code == 429
    assert "Please come back tomorrow" in answer.content.decode()
    assert "People sit and talk." in answer.content.decode()


def test_the_desk_opens_the_words_deliberately_and_the_log_says_so(cast):
    found = suggest_strength(**SAID, today=TODAY)
    asha = signed_in(cast.asha)
    address = reverse("mapping-suggestion", args=[found.pk])
    assert "People sit" not in asha.get(address).content.decode()
    opened = asha.post(reverse("mapping-suggestion-open", args=[found.pk])).content.decode()
    assert "People sit and talk." in opened
    assert AuditRow.objects.filter(verb="read-suggestion", acting_person=cast.asha).exists()


def test_once_decided_the_words_are_gone(cast):
    adopted = suggest_strength(**SAID, today=TODAY)
    values = {"name": "Bench by the mill", "what": "place", "area": "NW"}
    strength = adopt_suggestion(adopted, values, acting_person=cast.asha, now=NOW)
    declined = suggest_strength(**SAID, today=TODAY)
    decline_suggestion(declined, reason="A private garden", acting_person=cast.asha, today=TODAY)
    assert Strength.objects.get() == strength
    for one in Suggestion.objects.all():
        assert bytes(one.sealed_words) == b""
        with pytest.raises(SuggestionIsDecided):
            read_suggestion(one, acting_person=cast.asha)


def test_partners_and_operators_read_no_suggestion(cast, club):
    found = made.a_suggestion()
    for person in (cast.chidi, cast.dana):
        page = signed_in(person).get(reverse("mapping-suggestion", args=[found.pk]))
        assert page.status_code == 403
