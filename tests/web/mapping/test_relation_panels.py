"""Beside a signal and in the brief: which relation of that place or group is blocked, and how."""

from types import SimpleNamespace

import pytest

from tests.factories import mapping as made
from tests.factories import mapping_relations as between
from workbench.core.rooms import panels, printed_panels
from workbench.listening.signals.access import READS_SIGNALS
from workbench.mapping import access

FINDING = SimpleNamespace(since="2026-03-02")
BLOCKED = "Talks have begun, and nothing is agreed."


@pytest.fixture
def relation(db):
    """The river walkers, of the northwest and the Roma, with the kitchen: talks, and no more."""
    begun = between.a_relation()
    between.a_talk(begun)
    return begun


def beside(areas, group):
    (panel,) = panels("signal", finding=FINDING, areas=areas, group=group)
    return panel


@pytest.mark.parametrize(
    ("areas", "group", "is_near"),
    [
        (("NW",), "", True),
        ((), "anti-roma", True),
        (("SE",), "anti-roma", True),
        (("SE",), "majority", False),
        ((), "", True),
    ],
)
def test_a_signal_names_the_blocked_relation_of_its_place_or_group(relation, areas, group, is_near):
    shown = beside(areas, group)
    assert (BLOCKED in shown) is is_near
    assert (f"/mapping/relations/{relation.pk}/" in shown) is is_near


def test_a_relation_that_nothing_blocks_is_not_named(relation):
    relation.negotiations.update(
        community_agreed=True,
        provider_agreed=True,
        community_said_on=between.DAY,
        provider_said_on=between.DAY,
    )
    between.use(relation, 20)
    assert "Which relation is blocked" not in beside(("NW",), "")


def test_a_closed_relation_is_not_named(relation):
    relation.closed_on = between.DAY
    relation.save()
    assert BLOCKED not in beside(("NW",), "")


def test_whoever_reads_a_signal_may_read_every_relation():
    assert set(READS_SIGNALS) <= set(access.DESK)


def test_the_brief_names_it_in_a_line_with_a_link(relation):
    (panel,) = panels("brief")
    assert BLOCKED in panel
    assert f"/mapping/relations/{relation.pk}/" in panel


def test_on_paper_a_signal_has_strengths_who_connects_them_and_what_is_blocked(relation):
    kitchen = made.a_strength().organisation
    made.a_strength(made.an_organisation("school", "Town school"), name="Reading room")
    made.a_strength(made.an_organisation("hall", "Town hall"), name="Great hall", confidential=True)
    made.a_tie(kitchen.party, made.a_party("school", "Town school"))
    (part,) = printed_panels("signal", finding=FINDING, areas=("NW",), group="anti-roma")
    assert part.heading == "What is there already: Northwest"
    assert part.lists == (
        (
            "For the group: Roma and Sinti",
            (
                "Reading room · Town school · Northwest",
                "Warm supper · Quayside kitchen · Northwest",
            ),
        ),
        (
            "Who connects them",
            ("Of 1 pairs of those who hold them, 1 are tied as far as is known.",),
        ),
        (
            "Which relation is blocked, and how",
            (
                "River walkers with Quayside kitchen: Talks have begun, and nothing is agreed. "
                "What one side calls agreed, both sides do not keep.",
            ),
        ),
    )


def test_on_paper_the_brief_says_the_same_as_on_the_page(relation):
    made.a_strength()
    (part,) = printed_panels("brief")
    assert part.heading == "What is there already"
    words = [words for words, _lines in part.lists]
    assert words == [
        "1 strengths, held by 1 organisations, stand on the map. 0 entries ask to be confirmed.",
        "In no tie that is known: Quayside kitchen",
        "Which relation is blocked, and how",
    ]


def test_on_paper_nothing_is_said_of_an_empty_map(db):
    assert printed_panels("brief") == []
    (part,) = printed_panels("signal", finding=FINDING, areas=("SE",), group="")
    assert part.lists == (("Nothing on the map lies within: Southeast.", ()),)
