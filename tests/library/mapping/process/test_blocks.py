"""Where a relation is blocked, by hand: each rule of the chain, and the earliest link first."""

from datetime import date

import pytest

from tests.factories.relations import (
    KNOWLEDGE,
    STRUCK,
    helped,
    offer,
    read,
    rules,
    said,
    talk,
    used,
    wanted,
)

STOPS = [row for row in KNOWLEDGE.in_chain if row.stop and row.stop_when == "not met"]


def test_nothing_on_record_blocks_nothing_and_names_what_nobody_answered():
    told = read()
    assert told.weakest is None
    assert told.blocks == ()
    assert told.sentence.startswith("Nothing on record blocks it so far. Nobody answered C1, C2,")


def test_everything_in_place_blocks_nothing():
    answers = [said(row.key) for row in KNOWLEDGE.in_chain]
    told = read(answers, negotiations=(talk(),), offers=(offer(),), navigation=(used(),))
    assert told.sentence == "Nothing on record blocks it."
    assert {link.state for link in told.links} == {"in place"}


def test_capability_and_no_talks_is_blocked_at_the_negotiation():
    told = read(wanted())
    assert told.weakest is not None
    assert (told.weakest.link, rules(told)) == ("negotiation", ["nothing-negotiated"])
    assert told.sentence == (
        "Blocked first at negotiation: The community wants this and has what it takes, and nothing "
        "was negotiated: no talks are on record."
    )


@pytest.mark.parametrize("answers", [(said("C1"),), (said("C4"),), (said("C1"), said("C2"))])
def test_a_wish_without_means_or_means_without_a_wish_says_nothing_of_talks(answers):
    assert rules(read(answers)) == []


@pytest.mark.parametrize(
    ("negotiation", "words"),
    [
        (talk("open"), "the talks on record ended without an agreement or are still open"),
        (talk("not agreed"), "the talks on record ended without an agreement or are still open"),
        (talk(minutes_by="provider"), "no agreement is on record that both sides keep"),
    ],
)
def test_talks_without_an_agreement_kept_by_both_leave_it_blocked(negotiation, words):
    told = read(wanted(), negotiations=(negotiation,))
    assert rules(told) == ["nothing-negotiated"]
    assert words in told.blocks[0].sentence


def test_an_agreement_holds_until_a_later_record_ends_it():
    reopened = talk("open", on=date(2026, 5, 1))
    ended = talk("not agreed", on=date(2026, 5, 2))
    other = talk("not agreed", on=date(2026, 5, 2), subject="another thing")
    assert "nothing-negotiated" not in rules(read(wanted(), negotiations=(talk(), reopened)))
    assert "nothing-negotiated" not in rules(read(wanted(), negotiations=(talk(), other)))
    assert "nothing-negotiated" in rules(read(wanted(), negotiations=(talk(), reopened, ended)))


def test_both_sides_saying_that_it_was_agreed_is_an_agreement_and_one_side_is_not():
    both = (said("C18"), said("C18", side="provider"))
    assert "nothing-negotiated" not in rules(read((*wanted(), *both)))
    for one in both:
        assert "nothing-negotiated" in rules(read((*wanted(), one)))


def test_an_offer_that_nobody_agreed_to_is_blocked_at_the_negotiation_first():
    told = read(offers=(offer(),))
    assert rules(told) == ["nothing-negotiated", "nobody-navigates"]
    assert told.blocks[0].evidence == ("Offered since 2026-04-15: evenings.",)


@pytest.mark.parametrize(
    ("navigation", "words"),
    [((), "no use is on record"), ((used(0),), "by the records nobody came")],
)
def test_offered_and_not_navigated_to(navigation, words):
    told = read(wanted(), negotiations=(talk(),), offers=(offer(),), navigation=navigation)
    assert told.weakest is not None
    assert (told.weakest.link, rules(told)) == ("navigation", ["nobody-navigates"])
    assert told.blocks[0].sentence == f"Help is offered, and {words}."


def test_what_may_lie_behind_is_named_in_the_community_s_words_only():
    answers = (
        *wanted(),
        said("C16", "not met", evidence="64 asked"),
        said("C14", "partly", side="provider"),
        said("C20", "met"),
    )
    told = read(answers, negotiations=(talk(),), navigation=(used(0, barrier="lists at the door"),))
    assert told.blocks[0].evidence == (
        "evenings, 2026-04-15 to 2026-05-31: lists at the door.",
        "C16: the community says “not met” (2026-03-01, 64 asked).",
    )


@pytest.mark.parametrize("way", ["expected", "required", "unknown"])
def test_taking_part_is_not_taken_for_coming_of_one_s_own_will(way):
    told = read(wanted(), negotiations=(talk(),), navigation=(used(500, way),))
    assert rules(told) == ["participation-is-not-navigation"]


def test_use_that_nobody_counted_is_use_all_the_same():
    told = read(wanted(), negotiations=(talk(),), navigation=(used(None, "required"),))
    assert rules(told) == ["participation-is-not-navigation"]


def test_one_voluntary_use_or_the_community_s_word_is_navigation():
    agreed = {"negotiations": (talk(),)}
    mixed = (used(500, "required"), used(1, "voluntary"))
    assert rules(read(wanted(), navigation=mixed, **agreed)) == []
    own_word = (*wanted(), said("C21"))
    assert rules(read(own_word, navigation=(used(500, "unknown"),), **agreed)) == []


def test_the_provider_s_word_does_not_make_use_voluntary():
    answers = (*wanted(), said("C21", side="provider"))
    told = read(answers, negotiations=(talk(),), navigation=(used(500, "unknown"),))
    assert rules(told) == ["participation-is-not-navigation"]


def test_a_first_contact_after_the_incident_is_told_at_the_provider():
    told = read(
        wanted(),
        first_incident=STRUCK,
        negotiations=(talk(),),
        navigation=(used(),),
        historic_acts=(helped("2026-02-09", "first visit"),),
    )
    assert told.weakest is not None
    assert (told.weakest.link, rules(told)) == ("provider", ["first-contact-after-incident"])
    assert told.blocks[0].kind == "warning"
    assert told.blocks[0].evidence == (
        "First incident: 2026-02-01.",
        "First contact on record: 2026-02-09, first visit.",
    )


@pytest.mark.parametrize(
    ("acts", "struck", "blocked"),
    [
        (("2026-01-31",), STRUCK, False),
        (("2026-02-01",), STRUCK, True),  # on the day itself: it came with the crisis
        (("2019", "2026-02-09"), STRUCK, False),
        (("2026",), STRUCK, False),  # the year holds days before and after: it cannot be told
        (("2026-02-09",), "2026-02", False),  # the month may have begun with the contact
        (("2026-03",), "2026-02", True),
        (("2026-02-09",), "", False),
        ((), STRUCK, False),
    ],
)
def test_first_contact_is_judged_only_where_the_days_allow_it(acts, struck, blocked):
    told = read(first_incident=struck, historic_acts=tuple(helped(on) for on in acts))
    assert ("first-contact-after-incident" in rules(told)) is blocked


def test_talks_and_offers_are_contact_too():
    before = read(wanted(), first_incident="2026-04-02", negotiations=(talk("open"),))
    assert "first-contact-after-incident" not in rules(before)
    after = read(wanted(), first_incident="2026-03-30", negotiations=(talk("open"),))
    assert "first-contact-after-incident" in rules(after)


@pytest.mark.parametrize("row", STOPS, ids=lambda row: row.key)
def test_every_stop_rule_stops_at_not_met_and_names_who_said_so(row):
    side = "community" if row.answered_by != "provider" else "provider"
    told = read([said(row.key, "not met", side)])
    (block,) = told.blocks
    assert (block.rule, block.link, block.sentence) == (f"stop-{row.key}", row.link, row.stop)
    assert block.kind == row.stop_is
    assert block.remedy and block.source
    assert block.evidence == (f"{row.key}: the {side} says “not met” (2026-03-01, minutes).",)


def test_the_stops_are_those_of_the_model():
    kinds = {row.key: row.stop_is for row in KNOWLEDGE.in_chain if row.stop}
    assert [key for key, kind in kinds.items() if kind == "warning"] == ["C15", "C27"]
    without = [row.key for row in KNOWLEDGE.in_chain if not row.stop]
    assert without == ["C5", "C6", "C7", "C8", "C9", "C20", "C26", "C28", "C29"]


@pytest.mark.parametrize("value", ["met", "partly", "unknown"])
def test_nothing_but_not_met_stops(value):
    assert rules(read([said(row.key, value) for row in STOPS if row.link != "capability"])) == []


@pytest.mark.parametrize(
    ("course", "falls"),
    [
        (["met", "partly"], True),
        (["partly", "not met"], True),
        (["met", "not met", "partly"], False),
        (["partly", "partly"], False),
        (["not met"], False),
        (["met", "unknown", "partly"], True),
        (["met", "partly", "unknown"], True),
    ],
)
def test_trust_stops_where_it_falls_and_not_where_it_is_low(course, falls):
    answers = [said("C16", value, on=date(2026, 1 + n, 1)) for n, value in enumerate(course)]
    assert (rules(read(answers)) == ["stop-C16"]) is falls


def test_trust_falling_in_the_provider_s_eyes_is_a_view():
    views = [
        said("C16", value, "provider", on=date(2026, 1 + n, 1))
        for n, value in enumerate(["met", "not met"])
    ]
    assert rules(read(views)) == []


def test_a_stop_that_sides_differ_on_stops_and_shows_both():
    told = read([said("C2", "not met"), said("C2", "met", "provider")])
    assert rules(told) == ["stop-C2"]
    assert len(told.blocks[0].evidence) == 2


def test_blocks_stand_in_the_order_of_the_chain():
    answers = [said(key, "not met") for key in ("C25", "C22", "C12", "C1")]
    assert rules(read(answers)) == ["stop-C1", "stop-C12", "stop-C22", "stop-C25"]
    told = read(answers)
    assert told.weakest is not None and told.weakest.link == "capability"
