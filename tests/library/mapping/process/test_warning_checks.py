"""The warnings W1–W17: raised by records or answers, taken back by them, or asked."""

from datetime import date

import pytest

from commonweal.core.conditions import RECORD_RULES
from commonweal.mapping.process import Definition
from commonweal.mapping.process.record_rules import RULES
from tests.factories.relations import (
    KNOWLEDGE,
    STRUCK,
    helped,
    offer,
    read,
    said,
    talk,
    used,
    wanted,
)
from tests.factories.relations import warning as told_of

ALWAYS_ASKED = {"W4": "community", "W15": "community", "W17": "provider"}


def test_there_is_a_record_rule_for_every_name_and_every_one_is_used():
    assert tuple(RULES) == RECORD_RULES
    assert {name for row in KNOWLEDGE.warnings.values() for name in row.records} == set(RULES)


def test_without_answers_and_records_every_warning_is_a_question():
    told = read()
    assert {one.state for one in told.warnings} == {"asked"}
    assert told_of(told, "W5").sentence == (
        "W5: Is the choice explained for this community? Nobody answered C11."
    )
    assert told_of(told, "W17").sentence.endswith("and who decides? Nobody answered.")


def definition(by):
    return Definition(by=by, on=date(2026, 1, 1), words=f"as the {by} sees it")


RAISED_AND_TAKEN_BACK = [
    ("W1", {"negotiations": (talk(),)}, {"negotiations": (talk(changed="the hour"),)}),
    ("W1", {"offers": (offer(),)}, {"negotiations": (talk(changed="the hour"),)}),
    ("W6", {"negotiations": (talk(), talk("open", minutes_by="provider"))}, None),
    ("W6", {"negotiations": (talk(minutes_by="nobody"),)}, {"negotiations": (talk(),)}),
    ("W7", {"navigation": (used(40, "required"),)}, {"navigation": (used(40, "voluntary"),)}),
    ("W7", {"navigation": (used(40, "unknown"), used(40, "voluntary"))}, None),
    (
        "W10",
        {"definitions": (definition("provider"),)},
        {"definitions": (definition("provider"), definition("community"))},
    ),
    (
        "W16",
        {"historic_acts": (helped("2026-02-09"),)},
        {"historic_acts": (helped("2026-02-09"), helped("2019"))},
    ),
]


@pytest.mark.parametrize(("key", "raised", "taken_back"), RAISED_AND_TAKEN_BACK)
def test_records_raise_a_warning_and_take_it_back(key, raised, taken_back):
    one = told_of(read(first_incident=STRUCK, **raised), key)
    assert (one.state, bool(one.evidence)) == ("raised", True)
    if taken_back is not None:
        one = told_of(read(first_incident=STRUCK, **taken_back), key)
        assert (one.state, bool(one.evidence)) == ("not raised", True)


def test_a_wish_that_nothing_came_of_is_a_warning_and_an_agreement_takes_it_back():
    raised = told_of(read(wanted()), "W2")
    assert raised.sentence == (
        "W2: The community's will to act is not seen, or not believed. "
        "C1: the community says “met” (2026-03-01, minutes). Nothing was agreed with it."
    )
    assert told_of(read(wanted(), negotiations=(talk(),)), "W2").state == "not raised"


def test_a_community_that_was_asked_and_says_no_was_asked():
    for key, condition in (("W2", "C1"), ("W11", "C13")):
        assert told_of(read([said(condition, "not met")]), key).state == "not raised"
    both = [said("C14", "not met"), said("C16", "partly")]
    assert told_of(read(both), "W12").state == "not raised"
    assert told_of(read(both[:1]), "W12").state == "asked"


@pytest.mark.parametrize(("key", "condition"), [("W9", "C5"), ("W11", "C13"), ("W12", "C14")])
def test_what_only_the_provider_judged_raises_a_warning(key, condition):
    one = told_of(read([said(condition, "met", "provider")]), key)
    assert one.state == "raised"
    assert one.evidence[-1] == f"The community did not answer {condition}."


def test_capabilities_count_from_the_first_answer_before_the_first_offer():
    offered = {"offers": (offer(on=date(2026, 4, 15)),)}
    late, early = said("C5", on=date(2026, 4, 16)), said("C6", on=date(2026, 4, 15))
    wish_alone = said("C1", on=date(2026, 1, 1))
    assert told_of(read([late, wish_alone], **offered), "W8").evidence == (
        "First offer: 2026-04-15.",
        "Capabilities: looked at on 2026-04-16.",
    )
    assert told_of(read([late], **offered), "W8").state == "raised"
    assert told_of(read(**offered), "W8").evidence[1] == (
        "Capabilities: no capability was ever looked at."
    )
    assert told_of(read([late, early], **offered), "W8").state == "not raised"


@pytest.mark.parametrize(
    ("key", "conditions"),
    [("W3", ["C4", "C10"]), ("W5", ["C11"]), ("W13", ["C23"]), ("W14", ["C24", "C22"])],
)
def test_answers_raise_a_warning_and_only_all_of_them_take_it_back(key, conditions):
    assert told_of(read([said(conditions[0], "not met")]), key).state == "raised"
    every = [said(condition) for condition in conditions]
    assert told_of(read(every), key).state == "not raised"
    in_part = [*every[:-1], said(conditions[-1], "partly")]
    assert told_of(read(in_part), key).state == "asked"


@pytest.mark.parametrize(("key", "side"), ALWAYS_ASKED.items())
def test_what_nothing_else_can_tell_is_asked_and_answered_under_its_own_key(key, side):
    assert told_of(read([said(key, "met", side)]), key).state == "not raised"
    assert told_of(read([said(key, "not met", side)]), key).state == "raised"
    assert told_of(read([said(key, "unknown", side)]), key).state == "asked"


@pytest.mark.parametrize("key", ["W2", "W3", "W4", "W7", "W11", "W12", "W15"])
def test_a_provider_cannot_take_back_a_starred_warning(key):
    assert told_of(read([said(key, "met", "provider")]), key).state == "asked"


def test_records_outweigh_the_word_that_all_is_well():
    answers = [said("C25"), said("W10")]
    one = told_of(read(answers, definitions=(definition("provider"),)), "W10")
    assert one.state == "raised"
