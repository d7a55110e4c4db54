"""An old conversation comes in from a Pol.is export, and goes out in the same form."""

import csv
import gzip
import re
import zipfile
from datetime import UTC, datetime
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from commonweal.files import polis
from tests.cast import signed_in
from tests.factories import dialogue as made
from workbench.listening.dialogue import feeds
from workbench.listening.dialogue.actions import bringing_in
from workbench.listening.dialogue.models import Conversation, Statement, Vote
from workbench.listening.dialogue.reader_words import NOTICES
from workbench.listening.dialogue.taking_out import export_file

COMMENTS = """timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body
1542406176584,x,0,5,2,1,1,"Lamps, please"
1542406176585,x,1,5,1,1,0,شارع
1542406176586,x,2,6,0,1,-1,Spam
"""
VOTES = """timestamp,datetime,comment-id,voter-id,vote
1542406176590,x,0,5,1
1542406176591,x,0,6,-1
1542406176592,x,1,5,-1
1542406176595,x,0,6,1
1542406176593,x,1,6,1
1542406176594,x,2,6,-1
"""
POLIS = Path(polis.__file__).parent
NOW = datetime(2026, 3, 31, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def packed(**files):
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as out:
        for name, text in files.items():
            out.writestr(f"old/{name}.csv", text)
    return SimpleUploadedFile("old.zip", content.getvalue())


def bring_in(files, by, title="Streets"):
    return bringing_in.bring_in(files, title=title, floor=10, acting_person=by, now=NOW)


def last_votes(conversation):
    votes = feeds.votes_table(conversation)
    last = votes.unique(["voter_id", "statement_id"], keep="last", maintain_order=True)
    return sorted((s, v) for _voter, s, v, _at in last.iter_rows())


def test_statements_standing_votes_and_their_order_come_in(cast):
    made_of = bring_in([packed(comments=COMMENTS, votes=VOTES)], cast.asha)
    said = list(made_of.statements.values_list("number", "text", "state"))
    assert said == [
        (1, "Lamps, please", "accepted"),
        (2, "شارع", "waiting"),
        (3, "Spam", "rejected"),
    ]
    assert made_of.state == "closed" and Vote.objects.count() == 6
    assert last_votes(made_of) == [("1", 1), ("1", 1), ("2", -1), ("2", 1), ("3", -1)]
    assert any("means agree" in one["sentence"] for one in made_of.brought_in["signs"])


def test_single_files_come_in_too_packed_or_not(cast):
    files = [
        SimpleUploadedFile("comments.csv.gz", gzip.compress(COMMENTS.encode())),
        SimpleUploadedFile("votes.csv", VOTES.encode()),
    ]
    assert bring_in(files, cast.asha).statements.count() == 3


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ([SimpleUploadedFile("notes.txt", b"x")], "is no table of an export."),
        ([SimpleUploadedFile("old.zip", b"x")], "The .zip file cannot be opened."),
        ([SimpleUploadedFile("votes.csv", VOTES.encode())], "lacks comments.csv"),
    ],
)
def test_what_is_no_export_is_told_so_and_nothing_is_kept(cast, files, told):
    answer = signed_in(cast.asha).post(reverse("dialogue-bring-in"), {"export": files})
    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert not Conversation.objects.exists()


def test_a_zip_that_would_burst_is_refused(cast, monkeypatch):
    monkeypatch.setattr(bringing_in, "MOST_BYTES", 100)
    with pytest.raises(bringing_in.UnfitExport):
        bring_in([packed(comments=COMMENTS, votes=VOTES)], cast.asha)
    with pytest.raises(bringing_in.UnfitExport):
        bring_in([SimpleUploadedFile("comments.csv", COMMENTS.encode())], cast.asha)


def test_a_partner_s_belongs_to_its_organisation(cast):
    made_of = bring_in([packed(comments=COMMENTS, votes=VOTES)], cast.chidi)
    assert made_of.organisation == cast.chidi.organisation != ""


def read(content, name):
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return list(csv.DictReader(StringIO(archive.read(name).decode())))


def test_what_goes_out_comes_in_again_the_same(cast):
    first = bring_in([packed(comments=COMMENTS, votes=VOTES)], cast.asha)
    out = export_file(first)
    second = bring_in([SimpleUploadedFile("again.zip", out)], cast.asha)
    said = [list(one.statements.values_list("number", "text", "state")) for one in (first, second)]
    assert said[0] == said[1]
    assert last_votes(first) == last_votes(second)


def test_no_file_says_whose_group_is_whose_who_wrote_or_when_to_the_minute(cast):
    talk = made.a_conversation()
    made.two_camps(talk)
    out = export_file(talk)
    rows = read(out, "participants-votes.csv")
    assert len(rows) == 30 and {row["group-id"] for row in rows} == {""}
    assert {row["author-id"] for row in read(out, "comments.csv")} == {""}
    assert {int(row["timestamp"]) % 3_600_000 for row in read(out, "votes.csv")} == {0}


def test_voters_have_other_numbers_in_files_than_in_rows(cast):
    talk = made.a_conversation()
    made.votes(talk, [[1, -1, 0]] * 12 + [[-1, 1, 1]])
    order = [row["voter-id"] for row in read(export_file(talk), "votes.csv")]
    assert sorted(set(order), key=int) == [str(n) for n in range(13)]
    assert list(dict.fromkeys(order)) != sorted(set(order), key=int)


def test_the_page_says_what_the_reader_said(cast):
    client = signed_in(cast.asha)
    sent = {"export": [packed(comments=COMMENTS, votes=VOTES)], "title": "Streets"}
    answer = client.post(reverse("dialogue-bring-in"), sent)
    page = client.get(answer.headers["Location"]).content.decode()
    assert "What the reader said of the files" in page and "means agree" in page
    assert Statement.objects.filter(rule="brought-in").count() == 1


def test_what_the_reader_finds_is_said_in_the_language_of_the_page(cast):
    conversation = bring_in([packed(comments=COMMENTS, votes=VOTES)], cast.asha)
    client = signed_in(cast.asha, headers={"accept-language": "de"})
    page = client.get(reverse("dialogue-one", args=[conversation.pk])).content.decode()
    own, _summary, exactly = page.partition('<ul lang="en">')
    assert "votes.csv: +1 bedeutet Zustimmung" in own and "means agree" not in own
    assert "means agree" in exactly


def test_every_notice_of_the_reader_has_words():
    texts = [path.read_text(encoding="utf-8") for path in POLIS.glob("*.py")]
    codes = {code for text in texts for code in re.findall(r'Notice\(\s*code="([a-z-]+)"', text)}
    assert codes == set(NOTICES)


def test_what_was_brought_in_before_codes_were_kept_reads_as_it_was_said(cast):
    conversation = bring_in([packed(comments=COMMENTS, votes=VOTES)], cast.asha)
    conversation.brought_in = {"signs": ["votes.csv: +1 means agree."], "notices": []}
    conversation.save()
    page = signed_in(cast.asha).get(reverse("dialogue-one", args=[conversation.pk]))
    assert "votes.csv: +1 means agree." in page.content.decode()
