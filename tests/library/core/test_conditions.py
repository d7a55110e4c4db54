"""The rules of the rows that a relation is asked about."""

from dataclasses import replace

import pytest

from commonweal.core.conditions import (
    LINKS,
    Condition,
    RelationKnowledge,
    RelationWarning,
    words_to,
)
from commonweal.core.errors import InvalidKnowledge

TRUST = Condition(
    key="C16",
    name="Trust",
    link="provider",
    answered_by="community",
    starred=True,
    to_community="Do you trust them?",
    evidence="A survey",
    source="S001-5",
)
RATED = RelationWarning(
    key="W12",
    name="Standing counts for more than trust",
    question="Is trust rated?",
    answered_by="community",
    conditions=("C16",),
    source="S001-18",
)


def refused(condition=TRUST, warning=RATED):
    with pytest.raises(InvalidKnowledge) as fault:
        RelationKnowledge({condition.key: condition}, {warning.key: warning})
    return str(fault.value)


def test_a_starred_condition_cannot_be_asked_of_the_provider_only():
    assert refused(replace(TRUST, answered_by="provider", to_provider="Are you trusted?")) == (
        "C16 carries a star and cannot be asked of the provider only: what it asks about can be "
        "judged by the community alone. Write answered_by = “community”; or “both”, to hear the "
        "provider as well."
    )


def test_nor_can_a_starred_warning():
    words = refused(warning=replace(RATED, starred=True, answered_by="provider"))
    assert words.startswith("W12 carries a star and cannot be asked of the provider only")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": " "}, "The condition “c16” has no name. Fill in `name` in plain words."),
        ({"link": "trust"}, "C16: “trust” is no link. Write link as one of capability, provider,"),
        ({"answered_by": "police"}, "C16: “police” is no answered_by. Write answered_by as one of"),
        ({"stop_when": "low"}, "C16: “low” is no stop_when. Write stop_when as one of not met,"),
        ({"stop_is": "alarm"}, "C16: “alarm” is no stop_is. Write stop_is as one of stop, warning"),
        (
            {"answered_by": "both"},
            "C16 is asked of the provider, but there are no words for it. Write the question in",
        ),
    ],
)
def test_a_condition_that_breaks_a_rule_is_refused(fields, words):
    assert refused(replace(TRUST, **fields)).startswith(words)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"conditions": ("C61",)}, "W12 looks at the condition “C61”, which is not there. The"),
        ({"records": ("gossip",)}, "W12 looks at the record rule “gossip”, which is not there."),
        ({"question": ""}, "The warning “w12” has no question."),
    ],
)
def test_a_warning_that_breaks_a_rule_is_refused(fields, words):
    assert refused(warning=replace(RATED, **fields)).startswith(words)


def test_conditions_stand_in_the_order_of_the_chain_whatever_their_order_in_the_file():
    rows = [replace(TRUST, key=f"C{n}", link=link) for n, link in enumerate(reversed(LINKS))]
    knowledge = RelationKnowledge({row.key: row for row in rows})
    assert [row.link for row in knowledge.in_chain] == list(LINKS)


def test_words_go_to_the_side_that_is_asked():
    assert words_to("community", TRUST) == "Do you trust them?"
    assert words_to("provider", replace(TRUST, to_provider="Are you trusted?")) == ""
