"""Who sees what of a conversation: all of it inside, as agreed in the room, the floor outside."""

import json
import re
from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from pypdf import PdfReader

from tests.cast import signed_in
from tests.factories import dialogue as made
from workbench.listening.dialogue import sight
from workbench.listening.dialogue.actions import picture
from workbench.listening.dialogue.models import Participant, Picture, Vote

NOW = datetime(2026, 3, 31, 9, tzinfo=UTC)
SAID = tuple(f"Statement number {n}." for n in range(1, 12))
pytestmark = pytest.mark.django_db


@pytest.fixture
def camps():
    """Two points of view of fifteen each, who share the last of eleven statements."""
    conversation = made.a_conversation(seeds=SAID)
    made.two_camps(conversation)
    return conversation


def page_of(person, name, conversation, **asked):
    return signed_in(person).get(reverse(name, args=[conversation.pk]), asked).content.decode()


def public(conversation):
    address = reverse("open-talk-results", args=[conversation.code])
    return signed_in(None).get(address).content.decode()


def room(conversation, code="heretheycamebach"):
    if not Participant.objects.filter(table=None, added=9).exists():
        made.a_voice(conversation, code, added=9)
    address = reverse("open-talk-room", args=[conversation.code, code])
    return signed_in(None).get(address).content.decode()


def test_inside_one_sees_groups_what_bridges_them_and_what_divides(cast, camps):
    page = page_of(cast.asha, "dialogue-analysis", camps)
    assert "30 people in 2 groups" in page
    bridges = page.split('id="divides"')[0]
    assert "Statement number 11." in bridges.split('id="bridges"')[1]
    divides = page.split('id="divides"')[1].split('id="groups"')[0]
    assert "Statement number 1." in divides and "Statement number 11." not in divides


def test_no_page_and_nothing_kept_says_which_voter_is_in_which_group(cast, camps):
    found = picture.current(camps, None, now=NOW)
    kept = json.dumps([found, *Picture.objects.values_list("found", flat=True)])
    assert "label" not in kept and "voter_id" not in kept and "member" not in kept
    for name in ("dialogue-analysis", "dialogue-report"):
        page = page_of(cast.asha, name, camps)
        assert not re.search(r"(voter|participant|person)[ -]?\d+ ", page, re.IGNORECASE)
    columns = {field.name for field in Participant._meta.get_fields()}
    assert columns == {
        *("id", "conversation", "code_hash", "paper", "table", "group", "area", "added", "votes")
    }


def test_everybody_sees_groups_only_where_each_is_as_large_as_the_floor(camps):
    assert "30 people in 2 groups" in public(camps)
    small = made.a_conversation(seeds=SAID, floor=16)
    made.two_camps(small)
    page = public(small)
    assert "30 people have voted." in page
    assert "Group A" not in page and "groups" not in page.split("How sure")[0].lower()


def test_below_the_floor_everybody_sees_statements_alone():
    conversation = made.a_conversation(seeds=SAID)
    made.two_camps(conversation, each=4)
    page = public(conversation)
    assert "Fewer than 10 people have voted" in page
    assert "Statement number 1." in page and "%" not in page


def test_few_on_one_side_are_not_counted_before_everybody():
    conversation = made.a_conversation()
    made.votes(conversation, [[1, 1, 1]] * 29 + [[-1, 1, 1]])
    page = public(conversation)
    assert "nearly everybody agrees" in page
    assert "97 %" not in page and "3 %" not in page


def test_what_everybody_sees_moves_on_by_no_fewer_than_the_floor(camps):
    before = public(camps)
    made.votes(camps, [[1] * 11] * 9)
    assert public(camps) == before
    made.votes(camps, [[1] * 11])
    assert public(camps) != before
    assert "people" in public(camps)


def test_closing_lets_nobody_s_last_vote_be_read_off(camps):
    before = public(camps)
    made.votes(camps, [[-1] * 11])
    camps.state, camps.closed_at = "closed", NOW
    camps.save()
    body = public(camps).split('id="bridges"')[1]
    assert body == before.split('id="bridges"')[1]


@pytest.mark.parametrize(
    ("shows", "totals", "groups"),
    [("nothing", False, False), ("totals", True, False), ("groups", True, True)],
)
def test_a_small_room_sees_of_itself_what_it_agreed_to(shows, totals, groups):
    conversation = made.a_conversation(seeds=SAID, shows=shows, floor=16)
    made.two_camps(conversation, each=7)
    page = room(conversation)
    assert ("% agree" in page) is totals
    assert ("Group A" in page) is groups
    assert ("as agreed before the first vote" in page) is totals


def test_a_large_room_sees_what_everybody_sees(monkeypatch):
    monkeypatch.setattr(sight, "SMALL_ROOM", 20)
    conversation = made.a_conversation(seeds=SAID, shows="groups", floor=16)
    made.two_camps(conversation)
    assert "Group A" not in room(conversation)


def test_nobody_looks_into_a_room_without_a_code_of_it(camps):
    address = reverse("open-talk-room", args=[camps.code, "aaaabbbbccccdddd"])
    assert signed_in(None).get(address).status_code == 404


def test_statements_that_wait_are_in_no_picture(cast, camps):
    made.a_statement(camps, "Not yet read.", state="waiting")
    for page in (page_of(cast.asha, "dialogue-analysis", camps), public(camps), room(camps)):
        assert "Not yet read." not in page


def test_a_statement_turned_down_later_leaves_the_picture(cast, camps):
    assert "Statement number 11." in page_of(cast.asha, "dialogue-analysis", camps)
    camps.statements.filter(number=11).update(state="rejected", rule="contempt")
    assert "Statement number 11." not in page_of(cast.asha, "dialogue-analysis", camps)


def test_a_new_vote_is_in_the_picture_at_once(cast, camps):
    first = picture.current(camps, None, now=NOW)
    made.votes(camps, [[1] * 11])
    second = picture.current(camps, None, now=NOW)
    assert (first["voters"], second["voters"]) == (30, 31)
    assert second["asked"] == first["asked"] and second["tallies"]["11"] == [31, 0, 0]


def test_a_moved_picture_says_what_a_full_one_says_of_the_same_groups(camps):
    picture.current(camps, None, now=NOW)
    made.votes(camps, [[1] * 5 + [-1] * 5 + [1]])
    moved = picture.current(camps, None, now=NOW)
    anew = picture.find_anew(camps, None, now=NOW)
    for part in ("k", "voters", "standing", "tallies"):
        assert moved[part] == anew[part]
    sizes = [sorted(one["size"] for one in found["groups"]) for found in (moved, anew)]
    assert sizes[0] == sizes[1]
    for part in ("consensus", "bridging", "dividing"):
        ids = [sorted(one["statement_id"] for one in found[part]) for found in (moved, anew)]
        assert ids[0] == ids[1]


def test_a_large_room_is_looked_at_anew_beside_the_server(camps, monkeypatch):
    picture.current(camps, None, now=NOW)
    monkeypatch.setattr(picture, "AT_ONCE", 0)
    for _time in range(2):
        made.votes(camps, [[1] * 11] * 4)
        found = picture.current(camps, None, now=NOW)
    assert found["voters"] == 38
    assert [one.args_kwargs["args"] for one in DBTaskResult.objects.all()] == [[camps.pk, 0]]


def test_the_last_vote_counts(camps):
    voter, statement = Participant.objects.first(), camps.statements.get(number=11)
    Vote.objects.create(participant=voter, statement=statement, value=-1, key="later")
    found = picture.current(camps, None, now=NOW)
    assert found["tallies"]["11"] == [29, 1, 0]


def test_with_few_voices_not_enough_to_say_is_a_result(cast):
    conversation = made.a_conversation()
    made.votes(conversation, [[1, -1, 1]] * 3)
    page = page_of(cast.asha, "dialogue-analysis", conversation)
    assert "not enough to say whether there are groups" in page
    assert 'id="unknown"' in page


@pytest.mark.parametrize("rows", [[], [[0, 0, 0]] * 12, [[1, None, None]]])
def test_nobody_everybody_passing_and_a_single_voter_have_an_answer(cast, rows):
    conversation = made.a_conversation()
    made.votes(conversation, rows)
    page = page_of(cast.asha, "dialogue-analysis", conversation)
    assert ("Nobody has voted yet." in page) is (not rows)
    assert page_of(cast.asha, "dialogue-report", conversation)
    assert public(conversation)


def test_arranged_votes_are_told_with_their_effect_and_still_count(cast, camps):
    made.votes(camps, [[1, -1] * 5 + [1]] * 12)
    found = picture.current(camps, None, now=NOW)
    assert found["voters"] == 42
    page = page_of(cast.asha, "dialogue-analysis", camps)
    assert "Careless or arranged votes" in page


def test_each_topic_is_looked_at_by_itself(cast):
    conversation = made.a_conversation(seeds=())
    topic = made.a_table(conversation).topic
    made.a_statement(conversation, "Light the paths.", topic=topic)
    made.a_statement(conversation, "Open the pool.")
    made.votes(conversation, [[1, 1]] * 12)
    page = page_of(cast.asha, "dialogue-analysis", conversation, topic="1")
    assert "Light the paths." in page and "Open the pool." not in page


def test_who_is_missing_is_said_of_those_who_chose_to_say(cast, camps):
    Participant.objects.filter(pk__in=Participant.objects.values("pk")[:12]).update(area="NW")
    page = page_of(cast.asha, "dialogue-analysis", camps)
    assert "Who is missing" in page and "12 people said it." in page
    assert "fewer than chance alone would leave out" in page or "nobody said it" in page


def pdf_of(person, conversation):
    address = reverse("dialogue-report-pdf", args=[conversation.pk])
    return PdfReader(BytesIO(signed_in(person).get(address).content))


def test_the_report_on_paper_says_what_the_page_says(cast, camps):
    made.a_recommendation(camps, cast.asha, answer="In May.", answered_on=NOW.date())
    pdf = pdf_of(cast.asha, camps)
    text = " ".join(page.extract_text() for page in pdf.pages)
    for words in ("What bridges", "What divides", "Who is missing", "Light the park.", "In May."):
        assert words in text
    assert "30 people in 2 groups" in text
    assert b"pdfuaid" in pdf.trailer["/Root"]["/Metadata"].get_data()


def test_the_report_of_a_room_that_agreed_to_nothing_holds_statements_alone(cast):
    conversation = made.a_conversation(seeds=SAID)
    made.two_camps(conversation, each=4)
    text = " ".join(page.extract_text() for page in pdf_of(cast.asha, conversation).pages)
    assert "Statement number 1." in text and "Group A" not in text and " % agree" not in text
