"""Every page in a second language: nothing on it stays English, and nothing escapes the catalogue.

Read `marked` first: under it every word that comes from the catalogue stands between ⟦ and ⟧, so
whatever stands outside is either data or was never handed to a translator.
"""

import pytest
from django.urls import reverse
from django.utils.translation import trans_real

from tests.cast import raise_powers, signed_in
from tests.rules.page_permissions import PAGES, ROLES
from tests.spoken import english_in, spoken, words_of_nobody
from workbench.listening.pages.bringing_in import profiles_offered
from workbench.mapping.pages.bringing_in import profiles_offered as list_profiles_offered

NOT_PAGES = {
    "health",
    "listening-brief-pdf",
    "listening-frozen-pdf",
    "listening-refused",
    "listening-progress",
    "mapping-strengths-file",
    "mapping-ties-file",
    "open-csv",
    "open-json",
    "open-ledger",
    "open-strengths-csv",
    "open-strengths-hsds",
    "weighing-decision-pdf",
    "dialogue-log",
    "dialogue-take-out",
    "dialogue-paper",
    "dialogue-report-pdf",
    "weighing-map-out",
    "weighing-maps-out",
    "weighing-round-said",
    "weighing-round-template",
    "weighing-round-file-refused",
}
# Pages of a file for each language, and sheets whose help has markup inside messages.
WRITTEN_WHOLE = {
    *("methods-page", "open-how", "open-strengths-how", "open-talk-how"),
    *("weighing-map", "open-map"),
}


def seen_by(row):
    """A role that sees the page, and whether its powers must be raised for it."""
    for role in reversed(ROLES):
        if row.expected(role) == 200:
            return role, False
    return next(((role, True) for role, status in row.raised.items() if status == 200), None)


SEEN = [row for row in PAGES if row.method == "GET" and seen_by(row) and row.name not in NOT_PAGES]


@pytest.fixture
def own_city(another_city):
    """A city of this test alone."""
    return another_city()


@pytest.fixture
def in_german(cast, own_city):
    """What the page of a row of the permission table says to a browser that asks for German."""

    def read(row):
        role, raised = seen_by(row)
        person = None if role == "anonymous" else cast.playing(role)
        client = signed_in(person, headers={"accept-language": "de"})
        if raised:
            raise_powers(client, person)
        titles = {title for _name, title in (*profiles_offered(), *list_profiles_offered())}
        texts = spoken(client.get(reverse(row.name, kwargs=row.kwargs(cast))))
        return [text for text in texts if text not in titles]

    return read


@pytest.fixture
def marked(monkeypatch):
    """Puts whatever the catalogue says between ⟦ and ⟧."""
    german = trans_real.translation("de")
    one, several = german.gettext, german.ngettext
    monkeypatch.setattr(german, "gettext", lambda text: f"⟦{one(text)}⟧")
    monkeypatch.setattr(german, "ngettext", lambda *said: f"⟦{several(*said)}⟧")


@pytest.mark.parametrize("row", SEEN, ids=lambda row: row.name)
def test_no_english_is_left_on_a_german_page(row, in_german):
    assert english_in(in_german(row)) == []


@pytest.mark.parametrize(
    "row", [row for row in SEEN if row.name not in WRITTEN_WHOLE], ids=lambda row: row.name
)
def test_every_word_of_a_page_comes_from_the_catalogue_or_from_data(row, marked, in_german):
    assert words_of_nobody(in_german(row)) == []


@pytest.mark.parametrize(
    "name",
    [
        *("answers", "areas", "communities", "network", "reach", "register", "signals"),
        *("source-profiles", "sources", "strengths", "ties"),
    ],
)
def test_every_method_page_is_written_in_german_too(cast, name):
    client = signed_in(cast.asha, headers={"accept-language": "de"})
    assert english_in(spoken(client.get(reverse("methods-page", args=[name])))) == []


def test_a_person_chooses_a_language_and_keeps_it(cast):
    client = signed_in(cast.asha, headers={"accept-language": "en"})
    client.post(reverse("language"), {"language": "de", "next": "/"})
    assert "Einträge von Hand" in spoken(client.get(reverse("listening-entries")))


def test_a_refusal_is_said_in_the_readers_language(cast):
    client = signed_in(cast.chidi, headers={"accept-language": "de"})
    said = spoken(client.get(reverse("operator-people")))
    assert "Diese Seite ist offen für: Systembetrieb." in said


def test_numbers_and_dates_are_written_as_the_language_writes_them(cast, own_city):
    client = signed_in(cast.asha, headers={"accept-language": "de"})
    said = spoken(client.get(reverse("listening-areas")))
    assert "4 Bezirke, in denen zusammen 50.000 Menschen wohnen." in said
