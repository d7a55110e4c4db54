"""A relation's page: what there is first, then where it is blocked; both words, and no score."""

import re

import pytest
from django.urls import reverse

from tests.cast import make_person, signed_in
from tests.factories import mapping as made
from tests.factories import mapping_relations as between
from tests.web.mapping.conftest import TODAY
from workbench.mapping.pages.communities import community_page
from workbench.mapping.pages.relation import relation_page
from workbench.mapping.pages.relations import relations_page

A_SHARE = re.compile(r"\b\d+\s*(%|percent|of\s+\d+|/\s*\d+)")


@pytest.fixture
def relation(cast):
    """The river walkers with Chidi's club; the mill was struck in 2024."""
    club = made.a_member(cast.chidi)
    return between.a_relation(provider=club.organisation, first_incident="2024")


@pytest.fixture
def page(cast, relation):
    """The page of that relation as this person sees it; the coordinator unless said otherwise."""

    def show(person=None):
        address = reverse("mapping-relation", args=[relation.pk])
        return signed_in(person or cast.asha).get(address).content.decode()

    return show


def blocks(person, relation):
    return [one.sentence for one in relation_page(person, relation, today=TODAY).blocks]


def test_it_opens_with_what_both_sides_have(cast, relation, page):
    made.a_strength(name="Warm supper")
    made.a_strength(relation.provider, name="Boxing ring", area="SE", serves=["majority"])
    between.an_offer(relation)
    shown = page()
    order = [shown.index(word) for word in ("Warm supper", "Boxing ring", "Where it is blocked")]
    assert order == sorted(order)


def test_a_confidential_strength_stands_there_for_those_who_may_see_it(relation, page):
    made.a_strength(name="Safe flat", confidential=True)
    gil = make_person(email="gil@foursquare.example", role="partner_editor")
    between.a_speaker(gil, relation.community)
    assert "Safe flat" in page(gil)
    assert "Safe flat" in page()


def test_capability_there_and_nothing_negotiated(cast, relation):
    for key in ("C1", "C4"):
        between.an_answer(relation, key)
    assert blocks(cast.asha, relation) == [
        "Capability is there, and nothing is negotiated. No talks are on record."
    ]


def test_offered_and_not_navigated_to(cast, relation):
    between.an_act(relation)
    between.an_agreement(relation)
    between.an_offer(relation)
    between.an_answer(relation, "C16", "partly", evidence="forty asked")
    (card,) = relation_page(cast.asha, relation, today=TODAY).blocks
    assert card.sentence == "Offered, and not navigated to: no use is on record."
    assert [(one.who, one.said) for one in card.voices] == [
        ("Trust and confidence are there: The community", "in part (5 January 2026, forty asked)")
    ]


def test_first_contact_only_after_an_incident(cast, relation):
    between.an_act(relation, "2025")
    assert blocks(cast.asha, relation) == [
        "First contact only with or after an incident: whoever comes only for a crisis is met as "
        "its manager, and not as a friend."
    ]


def test_people_take_part_and_nothing_says_that_they_want_to(cast, relation):
    between.an_act(relation)
    between.an_agreement(relation)
    between.use(relation, 30, voluntary="required")
    assert blocks(cast.asha, relation) == [
        "People take part, and nothing says that they come of their own will."
    ]


def test_what_one_side_calls_agreed_is_no_agreement(cast, relation):
    between.an_act(relation)
    between.a_talk(relation, provider_agreed=True, provider_said_on=between.DAY)
    assert blocks(cast.asha, relation) == [
        "Talks have begun, and nothing is agreed. What one side calls agreed, both sides do not "
        "keep."
    ]


def test_where_the_sides_differ_both_stand_with_their_words(cast, relation):
    between.an_answer(relation, "C18", "not met", evidence="nobody asked us")
    between.an_answer(relation, "C18", side="provider", evidence="letter of May")
    (card,) = relation_page(cast.asha, relation, today=TODAY).disagreements
    assert card.between == "The two sides differ"
    assert [(one.who, one.said) for one in card.voices] == [
        ("The community", "not met (5 January 2026, nobody asked us)"),
        ("The provider", "met (5 January 2026, letter of May)"),
    ]


def test_the_providers_word_on_trust_is_shown_as_a_view(cast, relation):
    between.an_answer(relation, "C16", side="provider", evidence="four visits")
    page = relation_page(cast.asha, relation, today=TODAY)
    said = [one.said for link in page.links for row in link.rows for one in row.voices]
    assert said == [
        "met (5 January 2026, four visits); kept as a view, the community’s answer counts"
    ]


def test_a_warning_says_what_it_rests_on_or_that_nobody_answered(cast, relation):
    between.words(relation, "provider", "Young men at risk")
    page = relation_page(cast.asha, relation, today=TODAY)
    raised = {one.name: one.evidence for one in page.raised}
    assert raised["Agencies own the meaning of the problem and its solution"] == (
        "The provider’s words for the problem are on record, the community’s are not.",
    )
    asked = {one.name: one.evidence for one in page.asked}
    assert asked["How this mix of agencies came about is unclear"] == (
        "Nobody answered: Why these providers, for this community, is explained",
    )
    alone = "Few of the staff belong to minorities, and none of those who decide"
    assert asked[alone] == ("Nobody answered this.",)


def test_a_warning_that_an_answer_raises_shows_whose_answer_it_is(cast, relation):
    between.an_answer(relation, "C13", "not met", evidence="asked at the mill")
    between.an_answer(relation, "C11", "not met", side="provider", evidence="no minutes")
    page = relation_page(cast.asha, relation, today=TODAY)
    raised = {one.name: one.evidence for one in page.raised}
    assert raised["How this mix of agencies came about is unclear"] == (
        "Why these providers, for this community, is explained · The provider: not met (5 January "
        "2026, no minutes)",
    )
    not_raised = {one.name: one.evidence for one in page.not_raised}
    assert not_raised["That the agency is accepted is taken for granted"] == (
        "The provider is accepted as legitimate · The community: not met (5 January 2026, asked at "
        "the mill)",
    )


def test_what_was_answered_stays_in_the_history(cast, relation):
    between.an_answer(relation, "C1", "not met")
    between.an_answer(relation, "C1", "met")
    page = relation_page(cast.asha, relation, today=TODAY)
    assert [one.answer for one in page.history] == ["met", "not met"]
    assert page.history[0].entered == "entered on 5 January 2026, from a file"


def test_no_page_of_a_relation_counts_what_is_met(cast, relation, page):
    for key in ("C1", "C4", "C5", "C16"):
        between.an_answer(relation, key, evidence="said")
    for key in ("C12", "C13"):
        between.an_answer(relation, key, "not met", evidence="said")
    listed = signed_in(cast.asha).get(reverse("mapping-relations")).content.decode()
    for shown in (page(), listed):
        words = re.sub(r"<[^>]+>", " ", shown[shown.index("<h1") :])
        assert not A_SHARE.search(words)
        assert "score:" not in words.lower()


def test_relations_stand_by_the_name_of_the_community(cast, relation):
    between.an_answer(relation, "C1", "not met")
    choir = made.a_community("choir", "Mill choir")
    between.a_relation(choir, relation.provider)
    page = relations_page(cast.asha, today=TODAY)
    assert [one.name for one in page.communities] == ["Mill choir", "River walkers"]
    assert [one.lines[0].is_blocked for one in page.communities] == [False, True]


def test_a_communitys_page_shows_its_relations_to_whom_they_are_for(cast, relation):
    gil = make_person(email="gil@foursquare.example", role="partner_editor")
    made.a_member(gil, "library", "Town library")
    for person, count in ((cast.asha, 1), (cast.chidi, 1), (gil, 0)):
        page = community_page(person, relation.community, today=TODAY)
        assert len(page.relations) == count
