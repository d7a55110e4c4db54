"""A concern: no account, no cookie, nothing about who raised it; answered, thanked, protected."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from commonweal.core.errors import NotAllowed
from tests.cast import signed_in
from tests.factories import weighing as made
from tests.factories import weighing_decide as decide
from workbench.accounts.models import Person
from workbench.core.models import AuditRow
from workbench.core.open_sending import opened_now
from workbench.weighing.access import concerns as ac
from workbench.weighing.actions import concerns as acts
from workbench.weighing.actions import decisions as acts_on_decisions
from workbench.weighing.models import Concern

TODAY = date(2026, 3, 31)
SAID = {"about": None, "words": "The hall will close.", "name": "Ines Vidal"}
RECEIPT = re.compile(r"[A-Z0-9]{4}(?:-[A-Z0-9]{4}){3}")


def send(**more):
    client = signed_in(None)
    sent = {"words": SAID["words"], "name": SAID["name"], "opened": opened_now(), **more}
    return client, client.post(reverse("open-concern"), sent, REMOTE_ADDR="10.0.0.9")


def raised(on=TODAY, **more):
    return acts.raise_concern(**{**SAID, **more}, today=on)


@pytest.mark.django_db
def test_it_is_sent_without_an_account_and_leaves_no_cookie():
    client, answer = send()
    assert answer.status_code == 200
    assert not client.cookies
    assert client.get(reverse("open-concern")).cookies == {}
    receipt = RECEIPT.search(answer.content.decode())
    assert receipt is not None
    assert ac.concern_of(receipt[0].lower().replace("-", " ")) == Concern.objects.get()


@pytest.mark.django_db
def test_nothing_is_kept_of_who_raised_it():
    _client, answer = send()
    kept = Concern.objects.get()
    people = {one.name for one in Concern._meta.fields if one.related_model is Person}
    assert people == {"answered_by"}
    stored = " ".join(str(value) for value in vars(kept).values())
    receipt = RECEIPT.search(answer.content.decode())[0]
    for told in ("10.0.0.9", "hall", "Ines", receipt, receipt.replace("-", "")):
        assert told not in stored
    row = AuditRow.objects.get(verb="raise-concern")
    assert (row.acting_person, row.after) == (None, {"state": "waiting"})


def test_a_signed_in_person_who_raises_one_is_not_known_either(cast):
    client = signed_in(cast.chidi)
    sent = {"words": "It is unfair.", "opened": opened_now()}
    client.post(reverse("open-concern"), sent)
    assert AuditRow.objects.get(verb="raise-concern").acting_person is None


def test_no_concern_keeps_an_hour():
    assert {"received_on", "answered_on"} == {
        field.name for field in Concern._meta.fields if field.name.endswith(("_on", "_at"))
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("more", "told"), [({"words": ""}, "Ines Vidal"), ({"opened": ""}, "hall")]
)
def test_what_was_typed_is_not_lost(more, told):
    _client, answer = send(**more)
    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert not Concern.objects.exists()


@pytest.mark.django_db
def test_a_flood_is_held_off_for_everybody_together(monkeypatch):
    monkeypatch.setattr(acts, "MOST_A_DAY", 1)
    raised()
    with pytest.raises(acts.TooManyConcerns):
        raised()
    raised(TODAY + timedelta(days=1))
    monkeypatch.setattr(acts, "MOST_A_DAY", 0)
    _client, answer = send()
    assert answer.status_code == 429
    assert "hall" in answer.content.decode()


def test_the_desk_opens_the_words_deliberately_and_the_log_says_so(cast):
    found, _receipt = raised()
    asha = signed_in(cast.asha)
    assert "The hall" not in asha.get(reverse("weighing-concern", args=[found.pk])).content.decode()
    assert not AuditRow.objects.filter(verb="read-concern").exists()
    opened = asha.post(reverse("weighing-concern-open", args=[found.pk])).content.decode()
    assert "The hall will close." in opened
    assert AuditRow.objects.filter(verb="read-concern", acting_person=cast.asha).exists()


def test_those_who_weigh_do_not_read_concerns_about_their_work(cast):
    found, _receipt = raised(about=made.a_proposal().pk)
    for person in (cast.hanna, cast.ben, cast.chidi, cast.dana):
        with pytest.raises(NotAllowed):
            acts.read_concern(found, acting_person=person)
        assert not ac.concerns_for(person).exists()
    for name in ("weighing-proposal", "weighing-decision"):
        address = reverse(name, args=[found.proposal_id])
        assert "concern waits" not in signed_in(cast.hanna).get(address).content.decode()


def test_it_is_answered_and_thanked_and_its_words_are_gone(cast):
    found, receipt = raised()
    address = reverse("open-concern-answer")
    sent = {"receipt": receipt, "opened": opened_now()}
    assert "not answered yet" in signed_in(None).post(address, sent).content.decode()
    said = {"answer": "The hall stays open on Mondays."}
    desk = signed_in(cast.asha)
    desk.post(reverse("weighing-concern-answer", args=[found.pk]), said)
    found.refresh_from_db()
    assert bytes(found.sealed_words) == b""
    assert b"hall" not in bytes(found.sealed_answer)
    page = signed_in(None).post(address, sent).content.decode()
    assert "The hall stays open on Mondays." in page
    assert "Thank you for raising it." in page
    with pytest.raises(acts.ConcernIsAnswered):
        acts.read_concern(found, acting_person=cast.asha)


@pytest.mark.django_db
def test_a_wrong_receipt_opens_nothing():
    raised()
    sent = {"receipt": "AAAA-BBBB-CCCC-DDDD", "opened": opened_now()}
    answer = signed_in(None).post(reverse("open-concern-answer"), sent)
    assert answer.status_code == 404
    assert "There is no concern with this receipt." in answer.content.decode()


def test_nobody_can_search_concerns_and_none_is_counted_against_anybody(cast):
    about = made.a_proposal(department="Housing office").pk
    for number in range(3):
        raised(TODAY - timedelta(days=number), about=about)
    desk = signed_in(cast.asha)
    plain = desk.get(reverse("weighing-concerns")).content.decode()
    for asked in ("?q=Ines", "?name=Ines", "?person=1", "?about=1", f"?proposal={about}"):
        searched = desk.get(reverse("weighing-concerns") + asked).content.decode()
        body = searched.split("<main")[1].split("</main>")[0]
        assert body == plain.split("<main")[1].split("</main>")[0]
    assert "Housing office" not in plain


def many(cast, *, answered, waiting, on=date(2026, 2, 3)):
    for number in range(answered + waiting):
        found, _receipt = raised(on)
        if number < answered:
            after = on + timedelta(days=4)
            acts.answer_concern(found, answer="Yes.", acting_person=cast.asha, today=after)


@pytest.mark.parametrize(
    ("answered", "waiting", "told"),
    [
        (5, 4, (None, None, None)),
        (10, 0, (10, 10, 4)),
        (10, 3, (13, None, None)),
        (10, 10, (20, 10, 4)),
        (3, 10, (13, None, None)),
    ],
)
def test_how_many_and_how_fast_never_tells_of_a_few(cast, answered, waiting, told):
    many(cast, answered=answered, waiting=waiting)
    assert ac.how_many(today=TODAY) == told


def test_this_month_is_not_counted_yet_so_no_day_shows_one(cast):
    many(cast, answered=10, waiting=0)
    raised(TODAY)
    assert ac.how_many(today=TODAY) == (10, 10, 4)


def test_a_proposal_that_is_not_public_is_not_named_on_the_open_page(cast):
    decision = decide.an_adopted_one(cast.hanna)
    title, client = decision.proposal.title, signed_in(None)
    page = client.get(reverse("open-concern") + f"?about={decision.proposal_id}").content.decode()
    assert title not in page
    assert "the proposal that you came from" in page
    acts_on_decisions.publish(decision.proposal, acting_person=cast.hanna, now=timezone.now())
    assert title in client.get(reverse("open-concern")).content.decode()


def test_everybody_inside_finds_it_in_the_foot_of_every_page(cast):
    for person, name in ((cast.chidi, "mapping"), (cast.dana, "operator-people")):
        page = signed_in(person).get(reverse(name)).content.decode()
        assert f'href="{reverse("open-concern")}"' in page
