"""Phones and paper side by side: sheets that are printed, typed in, corrected, and count once."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from tests.cast import signed_in
from tests.factories import dialogue as made
from workbench.core.models import AuditRow
from workbench.listening.dialogue import feeds
from workbench.listening.dialogue.actions.paper import (
    Sheet,
    UnfitSheets,
    enter_sheets,
    read_sheets,
)
from workbench.listening.dialogue.models import Batch, Participant, Statement, Vote

NOW = datetime(2026, 3, 31, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def enter(talk, sheets, by, *, key="k", texts=(), table=None):
    return enter_sheets(
        talk,
        sheets,
        table=table,
        texts=texts,
        lang="en",
        key=key,
        acting_person=by,
        now=NOW,
    )


def test_sheets_are_read_a_line_each():
    read = read_sheets("17 + -0\n\n 18 −.+ \n", lambda _sheet: [1, 2, 5])
    assert read == [
        Sheet(number=17, votes={1: 1, 2: -1, 5: 0}),
        Sheet(number=18, votes={1: -1, 5: 1}),
    ]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("x +++", "Line 1 cannot be read: it does not begin with the number of a sheet."),
        ("0 +++", "Line 1 cannot be read: it does not begin with the number of a sheet."),
        (
            "7 +++\n8 ++",
            "Line 2 cannot be read: it has 2 signs, and there are 3 statements on sheet 8.",
        ),
        ("7 ++?", "Line 1 cannot be read: it has signs other than + - 0 and .."),
        ("7 +++\n7 ---", "Sheet 7 stands here twice."),
    ],
)
def test_a_line_that_cannot_be_read_is_named(typed, told):
    with pytest.raises(UnfitSheets) as refused:
        read_sheets(typed, lambda _sheet: [1, 2, 3])
    assert refused.value.message == told


def test_a_batch_counts_once_however_often_it_is_sent(cast):
    talk = made.a_conversation()
    sheets = [Sheet(number=1, votes={1: 1, 2: -1}), Sheet(number=2, votes={3: 0})]
    assert enter(talk, sheets, cast.asha).votes == 3
    assert enter(talk, sheets, cast.asha).votes == 0
    assert (Vote.objects.count(), Participant.objects.count(), Batch.objects.count()) == (3, 2, 1)
    assert AuditRow.objects.get(verb="enter-sheets").after["sheets"] == 2


def test_a_sheet_entered_again_is_corrected_and_no_second_voter(cast):
    talk = made.a_conversation()
    enter(talk, [Sheet(number=1, votes={1: 1})], cast.asha, key="a")
    enter(talk, [Sheet(number=1, votes={1: -1})], cast.ben, key="b")
    votes = feeds.votes_table(talk)
    assert votes["voter_id"].n_unique() == 1
    assert votes["vote"].to_list() == [1, -1]


def test_nothing_is_kept_of_a_batch_with_a_vote_on_what_does_not_stand_on_a_sheet(cast):
    talk = made.a_conversation()
    made.a_statement(talk, state="rejected", rule="contempt")
    with pytest.raises(UnfitSheets) as refused:
        enter(talk, [Sheet(number=1, votes={1: 1}), Sheet(number=2, votes={4: 1})], cast.asha)
    assert refused.value.message.startswith("Sheet 2 has a vote on statement 4")
    assert not Vote.objects.exists() and not Batch.objects.exists()


def test_statements_written_on_paper_wait_as_all_others_do(cast):
    talk = made.a_conversation()
    assert enter(talk, [], cast.asha, texts=["A pond.", "More benches."]).statements == 1
    said = Statement.objects.get(origin="paper")
    assert (said.text, said.state) == ("A pond.", "waiting")


def test_sheets_are_typed_in_on_the_page(cast):
    talk = made.a_conversation()
    made.a_table(talk)
    address = reverse("dialogue-sheets", args=[talk.pk])
    client = signed_in(cast.asha)
    given = {"sheets": "7 ++-\n8 .0.", "texts": "", "lang": "en", "key": "k", "table": "1"}
    assert client.post(address, given).status_code == 302
    assert sorted(Vote.objects.values_list("value", flat=True)) == [-1, 0, 1, 1]
    assert {one.table.number for one in Participant.objects.all()} == {1}
    wrong = client.post(address, {**given, "key": "l", "sheets": "9 +"})
    assert wrong.status_code == 400
    assert "9 +" in wrong.content.decode() and "Line 1 cannot be read" in wrong.content.decode()
    lost = client.post(address, {**given, "key": "m", "table": "9"})
    assert "There is no table 9." in lost.content.decode()


def test_one_sheet_is_ticked_as_it_lies_there(cast):
    talk = made.a_conversation()
    client = signed_in(cast.asha)
    address = reverse("dialogue-sheet", args=[talk.pk])
    assert "Lamps in the park, please." in client.get(address).content.decode()
    given = {"number": "3", "s1": "1", "s3": "-1", "lang": "en", "key": "k", "texts": ""}
    assert client.post(address, given).status_code == 302
    votes = Vote.objects.values_list("statement__number", "value")
    assert sorted(votes) == [(1, 1), (3, -1)]


def print_and_read(client, talk, *, count):
    """The sheets of a new printing, as text."""
    assert (
        client.post(reverse("dialogue-print", args=[talk.pk]), {"count": count}).status_code == 302
    )
    newest = talk.printings.first()
    answer = client.get(reverse("dialogue-paper", args=[talk.pk, newest.first]))
    pdf = PdfReader(BytesIO(answer.content))
    assert b"pdfuaid" in pdf.trailer["/Root"]["/Metadata"].get_data()
    return [page.extract_text() for page in pdf.pages]


def test_sheets_are_printed_numbered_with_every_statement_that_is_voted_on(cast):
    talk = made.a_conversation()
    made.a_statement(talk, "Never printed.", state="waiting")
    client = signed_in(cast.asha)
    first, then = (print_and_read(client, talk, count=2) for _ in range(2))
    assert ["Sheet 1" in first[0], "Sheet 2" in first[1], "Sheet 3" in then[0]] == [True] * 3
    assert all("Close the bridge to cars." in text for text in [*first, *then])
    assert all("Never printed." not in text for text in [*first, *then])
    assert AuditRow.objects.filter(verb="print-sheets").count() == 2


def test_nothing_is_printed_of_a_conversation_without_statements(cast):
    talk = made.a_conversation(seeds=())
    answer = signed_in(cast.asha).post(reverse("dialogue-print", args=[talk.pk]), {"count": 2})
    assert answer.status_code == 400
    assert "There is no statement to print yet." in answer.content.decode()


def test_a_sheet_keeps_its_statements_whatever_came_or_was_turned_down_since(cast):
    talk = made.a_conversation()
    early = made.a_statement(talk, "A pond.", number=4, state="waiting")
    made.a_statement(talk, "A slide.", number=5)
    printing = made.a_printing(talk, cast.asha)
    early.state = "accepted"
    early.save()
    talk.statements.filter(number=1).update(state="rejected", rule="contempt")
    client = signed_in(cast.asha)
    given = {"sheets": "1 +-0+", "texts": "", "lang": "en", "key": "k"}
    assert client.post(reverse("dialogue-sheets", args=[talk.pk]), given).status_code == 302
    votes = Vote.objects.values_list("statement__number", "value")
    assert sorted(votes) == [(1, 1), (2, -1), (3, 0), (5, 1)]
    page = client.get(reverse("dialogue-sheets", args=[talk.pk])).content.decode()
    assert "1 statement came after the newest printing." in page
    assert "1 of 2 came back" in page
    assert printing.statements == [1, 2, 3, 5]


def test_a_sheet_that_was_never_printed_has_what_is_voted_on_now(cast):
    talk = made.a_conversation()
    made.a_printing(talk, cast.asha, first=1, last=2)
    made.a_statement(talk)
    given = {"sheets": "40 ++--", "texts": "", "lang": "en", "key": "k"}
    address = reverse("dialogue-sheets", args=[talk.pk])
    assert signed_in(cast.asha).post(address, given).status_code == 302
    assert Vote.objects.count() == 4


def test_one_sheet_after_the_other_is_ticked_until_all_came_back(cast):
    talk = made.a_conversation()
    made.a_printing(talk, cast.asha, first=1, last=2)
    made.a_statement(talk, "Never printed.")
    client = signed_in(cast.asha)
    address = reverse("dialogue-sheet", args=[talk.pk])
    page = client.get(address).content.decode()
    assert "Sheet 1" in page and "Never printed." not in page
    given = {"number": "1", "s1": "1", "lang": "en", "key": "k", "texts": ""}
    on = client.post(address, given)
    assert on.url == f"{address}?sheet=2"
    assert "Sheet 2" in client.get(on.url).content.decode()
    last = client.post(address, {**given, "number": "2", "key": "l"})
    assert last.url == reverse("dialogue-sheets", args=[talk.pk])
    again = client.get(f"{address}?sheet=1").content.decode()
    assert "This sheet was entered already." in again
