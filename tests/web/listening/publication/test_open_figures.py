"""The public face shows released figures, no others, to everybody, without a cookie."""

import csv
import io
import json

import pytest
from django.test import Client
from django.urls import reverse

from commonweal.listening.publication.ledger import ledger_of
from tests.factories.publication import HELD, PLAN, YEAR, a_fixed_plan, a_release

pytestmark = pytest.mark.django_db

SMALL = ("south", "others")


@pytest.fixture
def stranger(cast):
    """A stranger's browser, after the first quarter was released."""
    a_release(cast.asha)
    return Client()


def address(name):
    return reverse(name, args=[PLAN.source, f"{YEAR}Q1"])


def main_of(response):
    return response.content.decode().split("<main")[1].split("</main>")[0]


def test_where_nothing_is_released_the_page_promises_nothing(cast):
    a_fixed_plan(cast.asha)
    response = Client().get("/open/")
    assert response.status_code == 404
    assert "No figures stand at this address." in response.content.decode()
    assert "Harbour" not in response.content.decode()
    assert not response.cookies


@pytest.mark.parametrize("name", ["open", "open-how", "open-ledger"])
def test_a_stranger_reads_without_a_cookie(stranger, name):
    response = stranger.get(reverse(name))
    assert response.status_code == 200
    assert not response.cookies


@pytest.mark.parametrize("name", ["open-edition", "open-csv", "open-json"])
def test_a_release_is_read_without_a_cookie(stranger, name):
    response = stranger.get(address(name))
    assert response.status_code == 200
    assert not response.cookies


def test_the_page_says_what_is_not_shown_and_what_more_reports_can_mean(stranger):
    told = main_of(stranger.get("/open/"))
    assert "More reports can mean more trust" in told
    assert "not shown" in told
    assert "fewer than 10 incidents" in told
    assert "fewer than 10 people" in told
    assert "An incident that was recorded as hostile to a group." in told
    assert reverse("open-how") in told


def test_no_page_and_no_file_holds_the_number_of_a_hidden_cell(stranger):
    rows = list(csv.DictReader(io.StringIO(stranger.get(address("open-csv")).content.decode())))
    hidden = [row for row in rows if row["status"] == "not published"]
    assert SMALL in {(row["area"], row["bundle"]) for row in hidden}
    assert all(row["count"] == "" for row in hidden)
    cells = json.loads(stranger.get(address("open-json")).content)["cells"]
    told = {(cell["area"], cell["bundle"]): cell["count"] for cell in cells}
    assert told[SMALL] is None
    assert all(count is None or count >= PLAN.floor for count in told.values())
    page = stranger.get(address("open-edition")).context["page"]
    south = next(row for row in page.table.rows if row.name == "South")
    others = next(cell for cell in south.cells if cell.column == "Other groups, or several")
    assert others.figure is None
    assert all(not cell.held and not cell.why for row in page.table.rows for cell in row.cells)


def test_the_sentence_tells_a_published_figure(stranger):
    whole = sum(n for areas in HELD.values() for n in areas.values())
    assert f"About {5 * round(whole / 5)} incidents were recorded" in main_of(
        stranger.get("/open/")
    )


def test_everybody_can_check_the_ledger(stranger):
    book = ledger_of(json.loads(stranger.get(reverse("open-ledger")).content))
    assert [str(one.edition) for one in book.releases] == [f"{YEAR}Q1"]


def test_the_page_speaks_the_language_that_was_asked_for(stranger):
    told = stranger.get("/open/?lang=de").content.decode()
    assert '<html lang="de">' in told
    assert "Mehr Meldungen" in told
    assert 'lang="fr"' not in stranger.get("/open/?lang=fr").content.decode()


@pytest.mark.parametrize("edition", ["2025Q2", "2025", "soon"])
def test_what_is_not_released_is_not_there(stranger, edition):
    for name in ("open-edition", "open-csv", "open-json"):
        assert stranger.get(reverse(name, args=[PLAN.source, edition])).status_code == 404
