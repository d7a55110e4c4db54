"""Moderation by published rules alone, with a log that anybody can read."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.urls import reverse

from tests.cast import signed_in
from tests.factories import dialogue as made
from workbench.core.models import AuditRow
from workbench.listening.dialogue.actions.conversations import (
    AgreedBefore,
    UnfitConversation,
    change_conversation,
    open_conversation,
)
from workbench.listening.dialogue.actions.moderation import (
    UnfitStatement,
    accept_statement,
    add_seeds,
    reject_statement,
)
from workbench.listening.dialogue.models import Conversation

TODAY = date(2026, 3, 31)
pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(cast):
    return made.a_conversation()


def reject(statement, by, **more):
    values = {"rule": "contempt", "reason": "", "duplicate_of": None, **more}
    return reject_statement(statement, **values, acting_person=by, today=TODAY)


def test_a_statement_is_turned_down_by_a_published_rule_alone(cast, talk):
    Conversation.objects.update(rules=["contempt"])
    waiting = made.a_statement(talk, state="waiting")
    for rule in ("", "i-dislike-it", "advertising"):
        with pytest.raises(UnfitStatement):
            reject(waiting, cast.asha, rule=rule)
    done = reject(waiting, cast.asha, reason="It calls for violence.")
    assert (done.state, done.rule, done.reason) == (
        "rejected",
        "contempt",
        "It calls for violence.",
    )
    row = AuditRow.objects.get(verb="reject-statement")
    assert row.after["rule"] == "contempt" and "fountain" not in str(row.after)


def test_what_says_the_same_names_the_other(cast, talk):
    waiting = made.a_statement(talk, "Benches!", state="waiting")
    with pytest.raises(UnfitStatement):
        reject(waiting, cast.asha, rule="double")
    with pytest.raises(UnfitStatement):
        reject(waiting, cast.asha, rule="double", duplicate_of=waiting)
    other = talk.statements.get(number=3)
    assert reject(waiting, cast.asha, rule="double", duplicate_of=other).duplicate_of == other


def test_a_decision_can_be_taken_back(cast, talk):
    waiting = made.a_statement(talk, state="waiting")
    reject(waiting, cast.asha)
    done = accept_statement(waiting, topic=None, acting_person=cast.ben, today=TODAY)
    assert (done.state, done.rule, done.reason) == ("accepted", "", "")


def test_the_queue_says_how_many_wait_and_takes_a_decision(cast, talk):
    waiting = made.a_statement(talk, "A kiosk.", lang="de", state="waiting")
    client = signed_in(cast.asha)
    page = client.get(reverse("dialogue-moderation", args=[talk.pk])).content.decode()
    assert "1 statement waits." in page and 'lang="de"' in page
    name = f"s{waiting.pk}-decision"
    done = client.post(reverse("dialogue-decide", args=[waiting.pk]), {name: "accept"})
    assert done.status_code == 302
    waiting.refresh_from_db()
    assert waiting.state == "accepted"


def test_a_flood_of_the_same_is_read_together_and_turned_down_at_once(cast, talk):
    flood = [made.a_statement(talk, f"More benches{'!' * n}", state="waiting") for n in range(60)]
    round_ = made.a_statement(talk, "No more benches.", state="waiting")
    other = made.a_statement(talk, "A kiosk.", state="waiting")
    client = signed_in(cast.asha)
    address = reverse("dialogue-moderation", args=[talk.pk])
    page = client.get(address).content.decode()
    assert "61 statements are nearly the same as number 3" in page
    assert page.index("No more benches.") < page.index("More benches!!")
    assert f's{other.pk}-decision"' in page and page.count("<summary>Turn it down") == 1
    benches = talk.statements.get(number=3)
    sent = {"same": [one.pk for one in flood]}
    assert client.post(reverse("dialogue-doubles", args=[benches.pk]), sent).status_code == 302
    turned_down = talk.statements.filter(state="rejected", rule="double", duplicate_of=benches)
    assert turned_down.count() == 60
    assert AuditRow.objects.filter(verb="reject-statement").count() == 60
    name = f"s{round_.pk}-decision"
    client.post(reverse("dialogue-decide", args=[round_.pk]), {name: "accept"})
    round_.refresh_from_db()
    assert round_.state == "accepted"


def test_a_flood_of_something_new_is_one_to_decide_and_a_count(cast, talk):
    for n in range(60):
        made.a_statement(talk, f"A pond for ducks{'!' * n}", state="waiting")
    page = signed_in(cast.asha).get(reverse("dialogue-moderation", args=[talk.pk]))
    assert "59 more that wait are nearly the same" in page.content.decode()
    assert page.content.decode().count("<summary>Turn it down") == 1


def test_what_is_not_voted_on_turns_nothing_down(cast, talk):
    waiting = [made.a_statement(talk, "A pond.", state="waiting") for _ in range(2)]
    answer = signed_in(cast.asha).post(
        reverse("dialogue-doubles", args=[waiting[0].pk]), {"same": [waiting[1].pk]}
    )
    assert answer.status_code == 400
    assert not talk.statements.filter(state="rejected").exists()


def test_a_decision_without_a_rule_stays_on_the_page_with_its_fault(cast, talk):
    waiting = made.a_statement(talk, state="waiting")
    name = f"s{waiting.pk}-decision"
    answer = signed_in(cast.asha).post(
        reverse("dialogue-decide", args=[waiting.pk]), {name: "reject"}
    )
    assert answer.status_code == 400
    assert "A statement is turned down by a published rule only." in answer.content.decode()


def test_the_log_says_rule_and_reason_and_runs_in_no_spreadsheet(cast, talk):
    waiting = made.a_statement(talk, '=HYPERLINK("http://x")', state="waiting")
    reject(waiting, cast.asha, reason="+cmd()")
    answer = signed_in(cast.ben).get(reverse("dialogue-log", args=[talk.pk]))
    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 4
    assert rows[3]["rule"] == "contempt" and rows[3]["state"] == "rejected"
    assert not any(cell[:1] in "=+-@" for row in rows for cell in row.values() if cell)


def test_seeds_are_accepted_at_once_and_the_same_words_are_left_out(cast, talk):
    done = add_seeds(
        talk,
        ["A pond.", "more benches", "Ein Teich."],
        lang="de",
        topic=None,
        acting_person=cast.asha,
        today=TODAY,
    )
    assert [(one.number, one.state, one.origin) for one in done] == [
        (4, "accepted", "seed"),
        (5, "accepted", "seed"),
    ]


def test_a_conversation_opens_with_a_statement_of_its_own(cast):
    empty = made.a_conversation(state="draft", seeds=())
    with pytest.raises(UnfitConversation):
        open_conversation(empty, acting_person=cast.asha, now=empty.entered_at)


def values_of(talk, **more):
    names = ("title", "question", "words", "languages", "rules", "shows", "floor")
    kept = {name: getattr(talk, name) for name in names}
    return {**kept, "takes_statements": True, **more}


@pytest.mark.parametrize("more", [{"shows": "groups"}, {"floor": 20}])
def test_what_the_room_sees_of_itself_is_fixed_by_the_first_vote(cast, talk, more):
    def change():
        return change_conversation(
            talk, values_of(talk, **more), city_floor=10, acting_person=cast.asha
        )

    change()
    Conversation.objects.update(shows="nothing", floor=10)
    talk.refresh_from_db()
    made.votes(talk, [[1, None, None]])
    with pytest.raises(AgreedBefore):
        change()


def test_no_conversation_goes_under_the_city_s_floor(cast, talk):
    with pytest.raises(UnfitConversation):
        change_conversation(talk, values_of(talk, floor=3), city_floor=10, acting_person=cast.asha)


def test_a_partner_holds_those_of_their_own_organisation_alone(cast, talk):
    mine = made.a_conversation(organisation=cast.chidi.organisation, title="The gym")
    client = signed_in(cast.chidi)
    page = client.get(reverse("dialogue")).content.decode()
    assert "The gym" in page and "The park" not in page
    for name in ("dialogue-one", "dialogue-analysis", "dialogue-log", "dialogue-take-out"):
        assert client.get(reverse(name, args=[talk.pk])).status_code == 404
        assert client.get(reverse(name, args=[mine.pk])).status_code == 200
    waiting = made.a_statement(talk, state="waiting")
    assert client.post(reverse("dialogue-decide", args=[waiting.pk])).status_code == 404


def test_a_partner_without_an_organisation_holds_none(cast, talk):
    cast.chidi.organisation = ""
    cast.chidi.save()
    client = signed_in(cast.chidi)
    assert client.get(reverse("dialogue-new")).status_code == 403
    assert client.get(reverse("dialogue-one", args=[talk.pk])).status_code == 404
