"""The brief with a week to tell, as a page and as a PDF in the reader's language."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.cast import signed_in
from tests.spoken import english_in, spoken
from workbench.listening.models import Source

NAME = "Polizei"


@pytest.fixture
def desk(bring_in, weekly, cast):
    """A browser that asks for German, in a city whose police revised its weeks."""
    bring_in(weekly)
    bring_in([{**weekly[0], "groups": "anti-muslim"}, *weekly[2:]])
    Source.objects.update(name=NAME, definition="")
    return signed_in(cast.asha, headers={"accept-language": "de"})


def test_the_page_is_german_from_the_first_sentence_to_the_last(desk):
    said = spoken(desk.get("/"))
    assert "Woche vom 23. März 2026" in said
    assert any("Muslimische Menschen" in text for text in said)
    assert english_in(said) == []


def test_the_week_stands_in_one_whole_sentence(desk):
    said = spoken(desk.get("/?week=2026-03-23"))
    assert (
        "1 Vorfall wurde in dieser Woche erfasst; in denselben Wochen von 2023–2025 waren es je 1 "
        "(9 Wochen)."
    ) in said


def test_the_pdf_speaks_the_language_of_who_asks_for_it(desk):
    pdf = PdfReader(BytesIO(desk.get("/brief.pdf").content))
    text = " ".join(page.extract_text() for page in pdf.pages)
    assert pdf.trailer["/Root"]["/Lang"] == "de"
    assert "Woche vom 23. März 2026" in text
    assert english_in(text.splitlines()) == []
