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
    read = read_sheets("17 + -0\n\n 18 −.+ \n", [1, 2, 5])
    assert read == [
        Sheet(number=17, votes={1: 1, 2: -1, 5: 0}),
        Sheet(number=18, votes={1: -1, 5: 1}),
    ]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("x +++", "Line 1 cannot be read: it does not begin with the number of a sheet."),
        ("0 +++", "Line 1 cannot be read: it does not begin with the number of a sheet."),
        ("7 +++\n8 ++", "Line 2 cannot be read: it has 2 signs, and there are 3 statements."),
        ("7 ++?", "Line 1 cannot be read: it has signs other than + - 0 and .."),
        ("7 +++\n7 ---", "Sheet 7 stands here twice."),
    ],
)
def test_a_line_that_cannot_be_read_is_named(typed, told):
    with pytest.raises(UnfitSheets) as refused:
        read_sheets(typed, [1, 2, 3])
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


def test_nothing_is_kept_of_a_batch_with_a_vote_on_what_is_not_voted_on(cast):
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


def test_sheets_are_printed_numbered_with_every_statement_that_is_voted_on(cast):
    talk = made.a_conversation()
    made.a_statement(talk, "Never printed.", state="waiting")
    answer = signed_in(cast.asha).get(
        reverse("dialogue-paper", args=[talk.pk]), {"first": "11", "count": "2"}
    )
    pdf = PdfReader(BytesIO(answer.content))
    texts = [page.extract_text() for page in pdf.pages]
    assert len(texts) == 2
    assert "Sheet 11" in texts[0] and "Sheet 12" in texts[1]
    assert all("Close the bridge to cars." in text for text in texts)
    assert all("Never printed." not in text for text in texts)
    assert b"pdfuaid" in pdf.trailer["/Root"]["/Metadata"].get_data()
