"""The list of strengths finds what was asked for, and an entry says how it stands."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.cast import signed_in
from tests.factories import mapping as made
from tests.web.mapping.conftest import TODAY
from workbench.mapping.pages.strengths import strength_page, strengths_page


@pytest.fixture
def three(db):
    """Three strengths that differ in everything that can be asked for."""
    made.a_strength(name="Supper", confirmed_on=TODAY)
    made.a_strength(
        name="Choir",
        area="SE",
        needs=["company"],
        serves=["anti-jewish"],
        languages=["de", "yi"],
        kind="leisure",
        confirmed_on=TODAY - timedelta(days=366),
    )
    made.a_strength(
        name="Fund",
        area="",
        needs=[],
        serves=[],
        languages=[],
        kind="",
        funded_until=TODAY + timedelta(days=30),
        confirmed_on=TODAY,
    )


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({}, ["Choir", "Fund", "Supper"]),
        ({"area": "SE"}, ["Choir"]),
        ({"need": "food"}, ["Supper"]),
        ({"group": "anti-jewish"}, ["Choir"]),
        ({"language": "yi"}, ["Choir"]),
        ({"kind": "faith"}, ["Supper"]),
        ({"show": "stale"}, ["Choir"]),
        ({"show": "ending"}, ["Fund"]),
        ({"need": "food", "area": "SE"}, []),
    ],
)
def test_what_fits_is_found(cast, three, asked, names):
    page = strengths_page(cast.asha, asked, today=TODAY)
    assert [line.name for line in page.lines] == names


def test_a_filter_that_cannot_be_read_finds_nothing_and_says_so(cast, three):
    page = signed_in(cast.asha).get(reverse("mapping-strengths") + "?need=gold")
    assert "nothing is shown until it is mended" in page.content.decode()


def test_an_old_entry_stands_as_old_not_as_wrong(cast, three):
    page = signed_in(cast.asha).get(reverse("mapping-strengths") + "?show=stale")
    assert "30 March 2025" in page.content.decode()


def test_an_entry_names_its_holder_and_who_is_connected(cast, club, kitchen):
    made.a_shown_tie(club, kitchen)
    strength = made.a_strength(club.organisation)
    page = strength_page(cast.ben, strength, today=TODAY)
    assert page.line.holder == "Ferry Lane boxing club"
    assert [tie.other for tie in page.ties] == ["Quayside kitchen"]


def test_whoever_may_not_edit_is_offered_to_propose(cast, club):
    strength = made.a_strength(club.organisation)
    page = signed_in(cast.asha).get(reverse("mapping-strength", args=[strength.pk]))
    text = page.content.decode()
    assert "Propose a change" in text
    assert "Still so, as of today" not in text
