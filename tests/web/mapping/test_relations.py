"""Who sees a relation, and that each side answers for itself and nobody for the other."""

from datetime import date

import pytest
from django.urls import reverse

from commonweal.core.errors import NotAllowed
from tests.cast import make_person, signed_in
from tests.factories import mapping as made
from tests.factories import mapping_relations as between
from tests.web.mapping.conftest import NOW, TODAY
from workbench.core.models import AuditRow
from workbench.mapping import access
from workbench.mapping.actions.organisations import leave_map
from workbench.mapping.actions.relations import (
    LiesAhead,
    NotAsked,
    RelationStands,
    Said,
    answer_condition,
    begin_relation,
    close_relation,
    say_what_it_is,
)
from workbench.mapping.models import ConditionAnswer, Relation
from workbench.mapping.pages.relation_answers import first_open, questions_of
from workbench.mapping.relations_told import read_relation, relation_knowledge

MET = Said(answer="met", said_on=TODAY, evidence="asked at the mill")


@pytest.fixture
def relation(cast):
    """The river walkers with Chidi's club."""
    return between.a_relation(provider=made.a_member(cast.chidi).organisation)


@pytest.fixture
def walker(db, relation):
    """Hana, who speaks for the river walkers."""
    hana = make_person(email="hana@foursquare.example", role="partner_editor")
    between.a_speaker(hana, relation.community)
    return hana


@pytest.fixture
def stranger(db):
    """A partner editor of somebody else's."""
    gil = make_person(email="gil@foursquare.example", role="partner_editor")
    made.a_member(gil, "library", "Town library")
    return gil


def answer(relation, person, key="C1", *, side="community", said=MET):
    return answer_condition(
        relation,
        key,
        said,
        side=side,
        knowledge=relation_knowledge(),
        acting_person=person,
        now=NOW,
    )


def test_the_desk_and_the_two_sides_see_a_relation_and_nobody_else(
    cast, relation, walker, stranger
):
    for person in (cast.asha, cast.ben, cast.chidi, walker):
        assert list(access.relations_for(person)) == [relation]
    for person in (cast.dana, stranger):
        assert not access.relations_for(person).exists()
    address = reverse("mapping-relation", args=[relation.pk])
    assert signed_in(stranger).get(address).status_code == 404


def test_an_offer_of_the_entry_alone_shows_no_relation(cast, relation):
    gil = make_person(email="gil@foursquare.example", role="partner_editor")
    between.a_speaker(gil, relation.community, claimed=False)
    assert not access.relations_for(gil).exists()


def test_whoever_leaves_the_map_stands_in_no_relation(cast, relation, walker):
    leave_map(relation.provider, acting_person=cast.chidi, now=NOW, today=TODAY)
    for person in (cast.asha, walker):
        assert not access.relations_for(person).exists()


@pytest.mark.parametrize("side", ["community", "provider", "third party"])
def test_each_side_answers_for_itself_alone(cast, relation, walker, stranger, side):
    may = {"community": walker, "provider": cast.chidi, "third party": cast.asha}
    key = "C2"
    answer(relation, may[side], key, side=side)
    for person in {cast.asha, cast.ben, cast.chidi, walker, stranger} - {may[side]}:
        with pytest.raises(NotAllowed) as refused:
            answer(relation, person, key, side=side)
        assert str(refused.value) == (
            "Nobody answers for another side. Ask somebody of that side to answer, or write it "
            "down as a third party’s word."
        )


def test_the_provider_is_not_asked_about_trust(cast, relation):
    with pytest.raises(NotAsked) as refused:
        answer(relation, cast.chidi, "C16", side="provider")
    assert str(refused.value) == (
        "This is not asked of your side. Answer the questions of your own side."
    )


def test_a_third_party_adds_its_view_and_settles_no_starred_condition(cast, relation):
    answer(relation, cast.asha, "C16", side="third party")
    read = read_relation(relation, relation_knowledge(), today=TODAY)
    standing = {one.row.key: one for link in read.links for one in link.standings}["C16"]
    assert standing.state == "unknown"
    assert [voice.counts for voice in standing.voices] == [False]


def test_an_answer_is_written_once_and_a_later_one_stands_beside_it(relation, walker):
    first = answer(relation, walker)
    with pytest.raises(TypeError):
        first.save()
    answer(relation, walker, said=Said(answer="not met", said_on=TODAY))
    assert [one.answer for one in ConditionAnswer.objects.all()] == ["met", "not met"]
    assert AuditRow.objects.filter(verb="answer-condition").count() == 2


def test_of_two_answers_of_one_day_the_later_corrects_the_earlier(relation, walker):
    answer(relation, walker)
    answer(relation, walker, said=Said(answer="partly", said_on=TODAY))
    read = read_relation(relation, relation_knowledge(), today=TODAY)
    assert read.links[0].standings[0].state == "partly"


def test_a_past_reading_knows_nothing_of_what_came_since(relation, walker):
    answer(relation, walker, said=Said(answer="not met", said_on=date(2026, 3, 1)))
    knowledge = relation_knowledge()
    assert read_relation(relation, knowledge, today=TODAY).weakest
    assert read_relation(relation, knowledge, today=date(2026, 3, 30)).weakest is None


def test_nothing_is_answered_for_a_day_to_come(relation, walker):
    with pytest.raises(LiesAhead) as refused:
        answer(relation, walker, said=Said(answer="met", said_on=date(2026, 4, 2)))
    assert str(refused.value) == (
        "This day has not come yet. Enter what has happened, not what is planned."
    )


def begin(person, relation, **more):
    values = {"adversity": "Closed doors", "acting_person": person, "today": TODAY, **more}
    return begin_relation(relation.community, relation.provider, **values)


def test_a_side_begins_a_relation_of_its_own_and_nobody_one_of_others(
    cast, relation, walker, stranger
):
    begin(walker, relation)
    begin(cast.chidi, relation, adversity="Late buses")
    for person in (stranger, cast.ben):
        with pytest.raises(NotAllowed):
            begin(person, relation, adversity="Something else")
    assert Relation.objects.count() == 3


def test_the_same_is_not_put_on_record_twice(cast, relation):
    with pytest.raises(RelationStands) as refused:
        begin(cast.asha, relation, adversity=relation.adversity)
    assert str(refused.value) == "These two are on record with this already. Open that relation."


def test_a_side_says_in_its_own_words_what_the_problem_is(cast, relation, walker):
    facts = {"said_on": TODAY, "acting_person": walker, "now": NOW}
    say_what_it_is(relation, side="community", words="Nobody asks us", **facts)
    with pytest.raises(NotAllowed):
        say_what_it_is(relation, side="provider", words="They do not come", **facts)
    (read,) = read_relation(relation, relation_knowledge(), today=TODAY).definitions
    assert (read.by, read.words) == ("community", "Nobody asks us")


def test_a_closed_relation_stands_in_no_list_and_keeps_its_answers(cast, relation, walker):
    answer(relation, walker)
    close_relation(relation, acting_person=walker, today=TODAY)
    assert not access.relations_for(cast.asha).exists()
    assert ConditionAnswer.objects.exists()


def test_a_side_goes_through_its_questions_one_by_one(relation, walker):
    client = signed_in(walker)
    start = client.get(reverse("mapping-questions", args=[relation.pk]))
    assert start["Location"] == reverse("mapping-question", args=[relation.pk, "C1"])
    sent = {"answer": "met", "evidence": "asked at the mill", "said_on": "2026-03-01"}
    done = client.post(start["Location"], sent)
    assert done["Location"] == reverse("mapping-question", args=[relation.pk, "C2"])
    assert first_open(questions_of(relation, "community")) == "C2"


def test_a_question_says_what_ones_own_side_said_and_not_what_the_other_said(
    cast, relation, walker
):
    between.an_answer(relation, "C15", "not met", evidence="never seen before")
    address = reverse("mapping-question", args=[relation.pk, "C15"])
    own = signed_in(walker).get(address).content.decode()
    other = signed_in(cast.chidi).get(address).content.decode()
    assert "never seen before" in own
    assert "never seen before" not in other
    assert "Had they helped you or shown interest before this" in own
    assert "What had you done for this community before this" in other


def test_a_question_of_the_other_side_is_not_found(cast, relation):
    address = reverse("mapping-question", args=[relation.pk, "C16"])
    assert signed_in(cast.chidi).get(address).status_code == 404


def test_an_answer_without_a_choice_comes_back_with_what_was_typed(relation, walker):
    address = reverse("mapping-question", args=[relation.pk, "C1"])
    page = signed_in(walker).post(address, {"evidence": "two evenings", "said_on": "2026-03-01"})
    assert page.status_code == 400
    assert "two evenings" in page.content.decode()


def test_a_third_partys_word_is_kept_as_one(cast, relation):
    address = reverse("mapping-third-party", args=[relation.pk])
    sent = {
        "condition": "C9",
        "answer": "partly",
        "voice": "A study of the town",
        "evidence": "forty asked",
        "said_on": "2026-03-01",
    }
    assert signed_in(cast.asha).post(address, sent).status_code == 302
    (kept,) = ConditionAnswer.objects.all()
    assert (kept.side, kept.voice) == ("third party", "A study of the town")


def test_a_relation_is_begun_in_a_form_with_the_words_of_the_side_that_begins(relation, walker):
    sent = {
        "provider": relation.provider_id,
        "adversity": "Closed doors",
        "first_incident_2": "2024",
        "words": "We are let in nowhere",
    }
    done = signed_in(walker).post(reverse("mapping-relation-new"), sent)
    begun = Relation.objects.get(adversity="Closed doors")
    assert done["Location"] == reverse("mapping-relation", args=[begun.pk])
    assert begun.first_incident == "2024"
    assert [one.side for one in begun.definitions.all()] == ["community"]


def test_a_relation_that_stands_comes_back_with_the_reason(cast, relation):
    sent = {
        "community": relation.community_id,
        "provider": relation.provider_id,
        "adversity": relation.adversity,
    }
    page = signed_in(cast.asha).post(reverse("mapping-relation-new"), sent)
    assert page.status_code == 400
    assert "These two are on record with this already." in page.content.decode()
