"""The brief as a PDF that a screen reader can read, with data that cannot become markup."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.utils import timezone, translation
from pypdf import PdfReader

from tests.cast import signed_in
from tests.factories import mapping
from tests.factories import mapping_relations as between
from workbench.core.city import current_city
from workbench.listening.brief.gathering import gather
from workbench.listening.brief.pages import brief_page
from workbench.listening.brief.pdf import brief_pdf
from workbench.listening.models import Source

pytestmark = pytest.mark.usefixtures("city")


def brief(**asked: Any) -> PdfReader:
    """The brief of the city as a PDF."""
    facts = gather(
        current_city(),
        **{"week": None, "today": date(2026, 3, 31), "now": timezone.now()} | asked,
    )
    return PdfReader(BytesIO(brief_pdf(brief_page(facts, palette="print"))))


def parts(node: Any) -> Iterator[Any]:
    """Every element of the tag tree."""
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from parts(child)
    elif isinstance(node, dict):
        yield node
        if "/K" in node:
            yield from parts(node["/K"])


def tags(reader: PdfReader, kind: str) -> list[Any]:
    """The elements of one kind, such as `/Figure`."""
    tree = reader.trailer["/Root"]["/StructTreeRoot"]
    return [part for part in parts(tree) if part.get("/S") == kind]


def words_of(reader: PdfReader) -> str:
    """All words of the PDF."""
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_the_pdf_is_tagged_and_has_title_and_language(bring_in, weekly):
    bring_in(weekly)
    reader = brief()
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - a PDF boolean, not Python's
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712 - the same
    assert reader.metadata.title == "Week of 23 March 2026 · Foursquare"
    assert b"pdfuaid" in root["/Metadata"].get_data()


def test_every_picture_has_an_alternative_text(bring_in, weekly):
    bring_in(weekly)
    figures = tags(brief(), "/Figure")
    assert len(figures) == 2
    said = [str(figure["/Alt"]) for figure in figures]
    assert said[0].startswith("1 incident was recorded this week")
    assert said[1].startswith("Map of incidents by area: ")


def test_tables_have_header_cells(bring_in, weekly):
    bring_in(weekly)
    assert len(tags(brief(), "/TH")) >= 4


def test_the_pdf_is_in_the_readers_language(bring_in, weekly):
    bring_in(weekly)
    with translation.override("de"):
        reader = brief()
    assert reader.trailer["/Root"]["/Lang"] == "de"


def test_the_pdf_names_its_inputs_and_numbers_its_pages(bring_in, weekly):
    delivery = bring_in(weekly)
    found = words_of(brief())
    assert delivery.content_hash in found
    assert "1 / " in found


@pytest.mark.parametrize(
    "name",
    [
        "#panic() Police",
        "*Police* _desk_ $x$",
        '"] Police [',
        "<b>Police</b> & co",
        "Police \\ @ref ~ `raw`",
    ],
)
def test_no_name_in_the_data_becomes_markup(bring_in, weekly, name):
    bring_in(weekly)
    Source.objects.update(name=name)
    assert name in words_of(brief())


def test_many_areas_stand_in_two_tables_side_by_side(bring_in, weekly):
    bring_in(weekly)
    facts = gather(current_city(), week=None, today=date(2026, 3, 31), now=timezone.now())
    page = brief_page(facts, palette="print")
    review = page.sources[0].review

    def with_areas(n: int) -> PdfReader:
        rows = tuple(replace(review.areas.rows[0], name=f"Precinct {one}") for one in range(n))
        told = replace(review, areas=replace(review.areas, rows=rows))
        sources = (replace(page.sources[0], review=told),)
        return PdfReader(BytesIO(brief_pdf(replace(page, sources=sources))))

    few, many = with_areas(8), with_areas(77)
    assert len(tags(many, "/Table")) == len(tags(few, "/Table")) + 1
    assert all(f"Precinct {one} " in words_of(many) for one in range(77))


def test_letters_that_no_font_has_are_said_and_do_not_stop_the_brief(bring_in, weekly):
    bring_in(weekly)
    Source.objects.update(name="Police \U0001f46e\U0001fadf")
    found = words_of(brief())
    assert "Police ?" in found
    assert "Some letters stand as “?”: no font of this machine has them." in found


def test_the_desk_edition_is_marked_on_every_page(bring_in, weekly):
    bring_in(weekly)
    for page in brief().pages:
        assert "Not for publication." in " ".join(page.extract_text().split())


def test_a_city_without_records_has_a_brief_that_says_so():
    assert "Nothing has come in yet" in words_of(brief())


def test_the_page_offers_the_pdf_of_its_week(cast, bring_in, weekly):
    bring_in(weekly)
    response = signed_in(cast.ben).get("/brief.pdf?week=2026-03-09")
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == (
        'attachment; filename="brief-2026-03-09.pdf"'
    )
    assert PdfReader(BytesIO(response.content)).metadata.title.startswith("Week of 9 March 2026")


def test_the_paper_says_what_other_rooms_say_on_the_page(bring_in, weekly):
    bring_in(weekly)
    mapping.a_strength()
    between.a_talk(between.a_relation())
    reader = brief()
    words = words_of(reader)
    assert "What is there already" in words
    assert "In no tie that is known: Quayside kitchen" in words
    assert "Which relation is blocked, and how" in words
    assert "River walkers with Quayside kitchen: Talks have begun" in words


def test_a_name_on_the_map_cannot_change_the_paper(bring_in, weekly):
    bring_in(weekly)
    mapping.a_strength(mapping.an_organisation(name="#eval(1) *bold* $x$"))
    assert "#eval(1) *bold* $x$" in words_of(brief())
