"""A confidential strength is there for the desk and for partners; in no count or public page."""

import pytest
from django.urls import reverse

from tests.cast import make_person, signed_in
from tests.factories import mapping as made
from tests.web.mapping.conftest import TODAY
from workbench.mapping import access
from workbench.mapping.nearby import nearby
from workbench.mapping.pages.open_strengths import open_strengths_page
from workbench.mapping.pages.organisations import organisations_page
from workbench.mapping.pages.overview import overview_page
from workbench.mapping.pages.strengths import strengths_page
from workbench.mapping.panels import brief_panel


@pytest.fixture
def hidden(club):
    """A confidential strength of the club, and nothing else."""
    return made.a_strength(club.organisation, name="Quiet house", confidential=True)


def test_the_desk_and_partners_with_an_entry_read_it(cast, hidden):
    for person in (cast.asha, cast.ben, cast.chidi):
        assert list(access.strengths_for(person)) == [hidden]


def test_a_partner_without_an_entry_and_an_operator_do_not(cast, hidden):
    stranger = make_person(email="ida@foursquare.example", role="partner_editor")
    for person in (stranger, cast.dana):
        assert not access.strengths_for(person).exists()


def test_it_is_in_no_count(cast, hidden):
    assert dict(overview_page(cast.asha, today=TODAY).nums)["Strengths"] == "0"
    assert strengths_page(cast.asha, {}, today=TODAY).lede.startswith("0 strengths.")
    assert organisations_page(cast.asha, {}).lines[0].strengths == 0
    assert brief_panel() is None


def test_it_is_in_no_public_page(hidden):
    page = open_strengths_page({})
    assert (page.lines, page.lede) == ((), "0 entries.")
    assert "Quiet house" not in signed_in(None).get(reverse("open-strengths")).content.decode()


def test_it_stands_beside_no_signal(hidden):
    assert nearby(["NW"], "anti-roma").strengths == ()
