"""A room of thirty, from its question to what the city did: phones and paper side by side.

Chidi of the boxing club facilitates and Asha keeps the city's desk; people come in by the code and
have no account. Every step goes through the page that a person would use.
"""

import re
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from tests.cast import signed_in
from workbench.core.open_sending import opened_now
from workbench.listening.dialogue import feeds
from workbench.listening.dialogue.models import Conversation, Participant, Statement, Vote
from workbench.listening.meetings.models import Recommendation

SEEDS = [f"Statement number {n}." for n in range(1, 11)] + ["Light the path through the park."]
ONE, OTHER = "+" * 5 + "-" * 5 + "+", "-" * 5 + "+" * 5 + "+"
SIGNS = {"+": "1", "-": "-1"}
PHONES, SHEETS = 3, 27
ABOUT = {
    "title": "The park",
    "question": "What should the park be?",
    "languages": ["en", "de"],
    "rules": ["contempt", "names-a-person"],
    "shows": "groups",
    "floor": "10",
    "takes_statements": "on",
}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept():
    """Forget the votes that another test's conversation left behind."""
    feeds.forget()
    yield
    feeds.forget()


def hidden(page):
    """What a form sends along, as it stands in the page."""
    inputs = re.findall(r'<input[^>]*type="hidden"[^>]*>', page)
    pairs = [re.search(r'name="([^"]*)"[^>]*value="([^"]*)"', one) for one in inputs]
    return {found.group(1): found.group(2) for found in pairs if found}


class Walk:
    """The pages that the room goes through, by those who open them."""

    def __init__(self, cast):
        self.facilitator, self.desk = signed_in(cast.chidi), signed_in(cast.asha)
        self.everybody = signed_in(None)

    @property
    def talk(self):
        return Conversation.objects.get()

    def read(self, client, name, *args):
        answer = client.get(reverse(name, args=args))
        assert answer.status_code == 200, (name, answer.status_code)
        return answer.content.decode()

    def send(self, client, name, *args, **data):
        return self.send_to(client, reverse(name, args=args), **data)

    def send_to(self, client, address, **data):
        answer = client.post(address, data)
        assert answer.status_code == 302, (
            address,
            answer.status_code,
            answer.content.decode().partition("<main")[2][:3000],
        )
        return answer["Location"]

    def prepared(self):
        """A conversation with seeds and a table, which is open."""
        self.send(self.facilitator, "dialogue-new", **ABOUT)
        one = self.talk.pk
        self.send(self.facilitator, "dialogue-statements", one, texts="\n".join(SEEDS), lang="en")
        self.send(self.facilitator, "dialogue-tables", one, count="1", seats="30")
        self.send(self.facilitator, "dialogue-open", one)

    def phone(self, signs):
        """Somebody comes in at the table, votes on what is shown until nothing is left."""
        front = reverse("open-talk-front", args=[self.talk.code]) + "?table=1"
        begin = hidden(self.everybody.get(front).content.decode())
        address = self.send_to(self.everybody, front, **begin)
        said = dict(zip(SEEDS, signs, strict=True))
        for _ in SEEDS:
            page = self.everybody.get(address).content.decode()
            fields = hidden(page)
            shown = Statement.objects.get(pk=fields["statement"]).text
            assert shown in page
            address = self.send_to(self.everybody, address, **fields, vote=SIGNS[said[shown]])
        return address

    def paper(self):
        """The sheets of the table, typed in one go; one of them twice, as it happens."""
        lines = [f"{n} {ONE if n % 2 else OTHER}" for n in range(1, SHEETS + 1)]
        self.send(self.facilitator, "dialogue-print", self.talk.pk, count=str(SHEETS))
        pdf = self.facilitator.get(reverse("dialogue-paper", args=[self.talk.pk, 1]))
        assert len(PdfReader(BytesIO(pdf.content)).pages) >= SHEETS
        for typed, key in (("\n".join(lines), "batch-1"), (lines[0], "batch-2")):
            told = {"table": "1", "sheets": typed, "texts": "", "lang": "en", "key": key}
            self.send(self.facilitator, "dialogue-sheets", self.talk.pk, **told)


@pytest.fixture
def walk(cast):
    return Walk(cast)


@pytest.fixture
def voted(walk):
    """Three phones and twenty-seven sheets, and a statement that was turned down with a reason."""
    walk.prepared()
    voices = [walk.phone(signs) for signs in (ONE, OTHER, OTHER)]
    say = voices[0].rstrip("/") + "/say/"
    words = {"text": "Those people are dirt.", "lang": "en", "opened": opened_now()}
    walk.send_to(walk.everybody, say, **words)
    walk.paper()
    return walk


def turned_down(walk):
    one = Statement.objects.get(text="Those people are dirt.")
    told = {"decision": "reject", "rule": "contempt", "reason": "Say what you want of the park."}
    sent = {f"s{one.pk}-{name}": value for name, value in told.items()}
    walk.send(walk.facilitator, "dialogue-decide", one.pk, **sent)


def test_phones_and_paper_stand_side_by_side_and_each_voice_counts_once(voted):
    spoke = Participant.objects.filter(votes__isnull=False).distinct()
    assert spoke.filter(paper=None).count() == PHONES
    assert spoke.exclude(paper=None).count() == SHEETS
    last = {(one.participant_id, one.statement_id) for one in Vote.objects.all()}
    assert len(last) == (PHONES + SHEETS) * len(SEEDS)


def test_from_the_room_to_its_report_to_what_the_city_did(voted):
    walk, talk = voted, voted.talk
    turned_down(walk)
    assert "Say what you want of the park." in walk.read(
        walk.facilitator, "dialogue-statements", talk.pk
    )
    walk.send(walk.facilitator, "dialogue-close", talk.pk)
    report = walk.read(walk.facilitator, "dialogue-report", talk.pk)
    assert "30 people in 2 groups" in report and "Turned down by these rules: 1 statement" in report
    bridges = report.split('id="bridges"')[1].split('id="divides"')[0]
    assert SEEDS[-1] in bridges
    made = recommended(walk, bridges)
    followed(walk, made)
    seen_by_everybody(walk)
    printed(walk)


def recommended(walk, bridges):
    """One button beside the statement that bridges; then the office, by those who were there."""
    button = re.search(r'action="([^"]*/recommend/11/)"', bridges).group(1)
    edit = walk.send_to(walk.facilitator, button)
    made = Recommendation.objects.get()
    told = {"words": made.words, "office": "Office for parks", "made_on": timezone.localdate()}
    walk.send_to(walk.facilitator, edit, **told)
    code = walk.talk.code
    assert "Office for parks" not in walk.read(walk.everybody, "open-talk-came-of-it", code)
    return made


def followed(walk, made):
    """The desk publishes, answers in words, and later in deeds."""
    today = timezone.localdate()
    walk.send(walk.desk, "meetings-recommendation-publish", made.pk)
    waits = walk.read(walk.everybody, "open-talk-came-of-it", walk.talk.code)
    assert "1 recommendation waits for the city’s answer." in waits
    answer = {"answer": "adopted", "reasons": "It is dark there.", "by_when": today}
    walk.send(
        walk.desk, "meetings-recommendation-answer", made.pk, **answer, answered_on=str(today)
    )
    deed = {"words": "Twelve lamps stand.", "evidence": "Go and look.", "is_whole": "on"}
    walk.send(walk.desk, "meetings-recommendation-deed", made.pk, **deed, done_on=str(today))


FOLLOWED = (SEEDS[-1], "Office for parks", "It is dark there.", "Twelve lamps stand.")


def seen_by_everybody(walk):
    code = walk.talk.code
    for page in (
        walk.read(walk.everybody, "open-talk-came-of-it", code),
        walk.read(walk.everybody, "open-meetings"),
        walk.read(walk.facilitator, "dialogue-recommendations", walk.talk.pk),
    ):
        assert [words for words in FOLLOWED if words not in page] == []
    assert "closed on" in walk.read(walk.everybody, "open-talk-front", code)


def printed(walk):
    answer = walk.facilitator.get(reverse("dialogue-report-pdf", args=[walk.talk.pk]))
    pages = PdfReader(BytesIO(answer.content)).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    said = ("What bridges", "What divides", "Who is missing", "30 people in 2 groups")
    assert [words for words in (*said, *FOLLOWED) if words not in text] == []
