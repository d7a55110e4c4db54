"""Rows and the library's tables say the same, in both directions."""

from datetime import date

import polars as pl
import pytest

from commonweal.core.tables import STRENGTHS, TIES
from tests.factories import mapping as made
from tests.web.mapping.conftest import NOW
from workbench.mapping import feeds
from workbench.mapping.actions.taking_in import take_in_strengths, take_in_ties
from workbench.mapping.models import BringIn, Organisation, Party, Strength, Tie

ROW = {
    "strength_id": "one",
    "name": "Warm supper",
    "what": "place",
    "organisation_id": "kitchen",
    "organisation": "Quayside kitchen",
    "kind": "faith",
    "description": "A meal",
    "area": "NW",
    "lat": 51.0,
    "lon": 0.5,
    "address": None,
    "url": None,
    "serves": ["anti-roma", "majority"],
    "needs": ["food"],
    "languages": [],
    "protective": ["hope"],
    "neutral_place": True,
    "credible_people": None,
    "rules_agreed": False,
    "confidential": False,
    "funded_until": "2027-01-31",
    "vouched_by": None,
    "confirmed_on": "2026-01-02",
    "capacity": 30.0,
}
TIE = {
    "source": "club",
    "target": "kitchen",
    "kind": "contact",
    "strength": 3.0,
    "directed": False,
    "since": "2024-05",
    "until": None,
    "evidence": "a joint evening",
    "confirmed_by": "source",
    "public": False,
    "state": "stands",
}


@pytest.fixture
def taken(cast):
    """The row above, taken in."""
    table = pl.DataFrame([ROW], schema=STRENGTHS.schema)
    return take_in_strengths(
        table, source_key="list", name="Town list", acting_person=cast.asha, now=NOW
    )


def test_what_was_taken_in_comes_out_as_it_was(taken):
    told = feeds.strengths_table(Strength.objects.all()).row(0, named=True)
    assert {**told, "strength_id": "one"} == ROW


def test_what_the_source_said_stands_beside_what_the_entry_says(taken):
    strength = Strength.objects.get()
    assert strength.source_values["funded_until"] == "2027-01-31"
    assert strength.funded_until == date(2027, 1, 31)
    assert (BringIn.objects.get().added, strength.source_key) == (1, "one")


def test_a_holder_is_made_once_with_its_party(taken, cast):
    organisation = Organisation.objects.get()
    assert (organisation.key, organisation.name) == ("kitchen", "Quayside kitchen")
    assert Party.objects.get().organisation == organisation


def test_ties_come_out_as_they_were_taken_in(cast):
    made.a_party("club", "Town club")
    made.a_party()
    table = pl.DataFrame([TIE], schema=TIES.schema)
    assert take_in_ties(table, acting_person=cast.asha, now=NOW) == 1
    assert feeds.ties_table(Tie.objects.all()).row(0, named=True) == TIE


def test_a_tie_to_somebody_who_is_not_on_the_map_is_left_out(cast):
    made.a_party()
    table = pl.DataFrame([TIE], schema=TIES.schema)
    assert take_in_ties(table, acting_person=cast.asha, now=NOW) == 0


@pytest.mark.parametrize(
    ("source", "target", "said"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), "both"),
        (date(2026, 1, 1), None, "source"),
        (None, date(2026, 1, 1), "target"),
        (None, None, None),
    ],
)
def test_which_side_confirmed_is_told(source, target, said):
    tie = Tie(source_confirmed_on=source, target_confirmed_on=target)
    assert feeds.confirmed_by(tie) == said


def test_every_party_is_a_node(db):
    made.an_organisation(level="authority")
    made.a_community()
    nodes = feeds.nodes_table(Party.objects.all()).sort("id")
    assert nodes["id"].to_list() == ["kitchen", "river"]
    assert nodes["level"].to_list() == ["authority", "grassroots"]
