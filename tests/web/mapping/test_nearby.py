"""Beside every signal stands what its place has, for the group and for others (charter 3)."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from tests.cast import signed_in
from tests.factories import mapping as made
from tests.factories import signals
from tests.rules.signals_permissions import a_source_of
from workbench.core.rooms import panels
from workbench.mapping.models import EntryView
from workbench.mapping.nearby import nearby

FINDING = SimpleNamespace(since="2026-03-02")


@pytest.fixture
def place(cast):
    """Four who hold something in the northwest: one of them knows nobody."""
    names = ("kitchen", "school", "library", "circle")
    parties = {name: made.a_party(name, f"Town {name}") for name in names}
    for name, serves in (
        ("kitchen", ["anti-roma"]),
        ("school", ["majority"]),
        ("library", ["majority"]),
        ("circle", ["anti-roma"]),
    ):
        made.a_strength(parties[name].organisation, name=f"Offer of {name}", serves=serves)
    elsewhere = made.a_party("office", "Town office")
    made.a_tie(parties["kitchen"], parties["school"])
    made.a_tie(parties["kitchen"], elsewhere)
    made.a_tie(parties["library"], elsewhere)
    return parties


def test_the_group_comes_first_and_those_not_directly_affected_stand_beside_it(place):
    found = nearby(["NW"], "anti-roma")
    assert [one.name for one in found.for_group] == ["Offer of circle", "Offer of kitchen"]
    assert [one.name for one in found.for_others] == ["Offer of library", "Offer of school"]


def test_it_says_who_connects_them_and_who_stands_alone(place):
    found = nearby(["NW"], "anti-roma")
    assert [str(one) for one in found.connectors] == ["Town office"]
    assert [str(one) for one in found.unconnected] == ["Town circle"]
    assert (found.tied_pairs, found.pairs) == (1, 6)


def test_a_declined_or_ended_tie_connects_nobody(place):
    for tie in (*place["kitchen"].ties_from.all(), *place["library"].ties_from.all()):
        tie.state = "declined" if tie.pk % 2 else "ended"
        tie.save()
    found = nearby(["NW"], "anti-roma")
    assert found.connectors == ()
    assert len(found.unconnected) == 4


def test_a_place_without_anything_is_said_as_nothing_within(db):
    (panel,) = panels("signal", finding=FINDING, areas=("SE",), group="anti-roma")
    assert "Nothing on the map lies within: Southeast." in panel


def test_a_signals_page_shows_its_strengths_and_ties(cast, place):
    signal = signals.a_signal(a_source_of(cast))
    page = signed_in(cast.asha).get(reverse("listening-signal", args=[signal.pk]))
    assert "What is there already" in page.content.decode()


def test_that_an_entry_stood_beside_a_signal_is_noted_for_its_holder(place):
    panels("signal", finding=FINDING, areas=("NW",), group="anti-roma")
    noted = EntryView.objects.filter(purpose="signal", role="", viewer="")
    assert noted.count() == 4
