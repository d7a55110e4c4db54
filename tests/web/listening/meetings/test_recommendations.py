"""Each recommendation is followed until the city has answered in words and in deeds."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from commonweal.core.errors import NotAllowed
from tests.cast import signed_in
from tests.factories import meetings as made
from tests.web.listening.meetings.conftest import TODAY
from workbench.core.models import AuditRow
from workbench.listening.meetings import access
from workbench.listening.meetings.actions import recommendations as acts
from workbench.listening.meetings.actions.faults import StaysPublished, UnfitTalk
from workbench.listening.meetings.following import Stage, stage_of
from workbench.listening.meetings.forms import AnswerForm
from workbench.listening.meetings.models import Recommendation
from workbench.listening.meetings.pages.recommendations import (
    came_of_it_page,
    present_in_public,
    recommendations_page,
)

DRAFT = {"words": "More benches", "office": "Office for parks", "made_on": TODAY}
ADOPTED = {
    "answer": "adopted",
    "reasons": "There are too few.",
    "by_when": TODAY + timedelta(days=30),
    "answered_on": TODAY,
}
DEED = {"words": "Ten benches", "evidence": "In the park", "done_on": TODAY, "is_whole": True}


def stage(one, today=TODAY):
    return stage_of(access.public_recommendations().get(pk=one.pk), today=today)


def test_a_recommendation_goes_from_draft_to_done(cast):
    session = made.a_held_session()
    one = acts.write_recommendation(
        DRAFT, origin=acts.Origin(session=session), acting_person=cast.chidi
    )
    assert not access.public_recommendations().exists()
    acts.publish(one, today=TODAY, acting_person=cast.asha)
    assert stage(one, TODAY + timedelta(days=9)).days == 9
    acts.answer_in_words(one, ADOPTED, acting_person=cast.asha)
    assert stage(one).stage is Stage.DEEDS
    acts.tell_deed(one, {**DEED, "is_whole": False}, acting_person=cast.asha)
    assert stage(one).stage is Stage.DEEDS
    acts.tell_deed(one, DEED, acting_person=cast.asha)
    assert stage(one).stage is Stage.DONE


def test_the_promised_day_that_has_passed_is_asked_about(cast):
    one = made.a_recommendation()
    made.an_answer(one, by_when=date(2026, 3, 30))
    assert stage(one, date(2026, 3, 30)).late is False
    assert stage(one).late is True
    line = recommendations_page(cast.asha, today=TODAY, asked=None).lines[0]
    assert line.is_late and "the promised day has passed" in line.stage


def test_the_newest_answer_counts_and_the_earlier_ones_stay(cast):
    one = made.a_recommendation()
    acts.answer_in_words(one, ADOPTED, acting_person=cast.asha)
    later = {"answer": "not", "reasons": "No money", "by_when": None}
    acts.answer_in_words(one, {**ADOPTED, **later}, acting_person=cast.asha)
    assert stage(one).stage is Stage.REFUSED
    assert one.answers.count() == 2


def test_an_answer_has_reasons_and_a_day_for_what_is_promised(cast):
    one = made.a_recommendation()
    for bad in ({"reasons": " "}, {"by_when": None}, {"answered_on": date(2026, 3, 1)}):
        with pytest.raises(UnfitTalk):
            acts.answer_in_words(one, {**ADOPTED, **bad}, acting_person=cast.asha)
    assert not one.answers.exists()


def test_deeds_come_after_words(cast):
    with pytest.raises(UnfitTalk):
        acts.tell_deed(made.a_recommendation(), DEED, acting_person=cast.asha)


def test_a_published_recommendation_is_not_taken_away_or_reworded(cast):
    one = made.a_recommendation()
    with pytest.raises(StaysPublished):
        acts.drop_recommendation(one, acting_person=cast.asha)
    with pytest.raises(StaysPublished):
        acts.change_recommendation(one, DRAFT, acting_person=cast.asha)
    with pytest.raises(StaysPublished):
        acts.publish(one, today=TODAY, acting_person=cast.asha)
    one.refresh_from_db()
    assert one.words == "Light the path at the mill."


def test_a_withdrawn_recommendation_stays_in_the_list_with_its_reason(cast):
    one = made.a_recommendation()
    with pytest.raises(UnfitTalk):
        acts.withdraw(one, reason=" ", today=TODAY, acting_person=cast.asha)
    acts.withdraw(one, reason="The path is gone.", today=TODAY, acting_person=cast.asha)
    line = came_of_it_page(today=TODAY, asked=None).lines[0]
    assert line.words == "Light the path at the mill."
    assert line.stage == "no longer followed"
    assert [reason for _day, _state, reason in line.changes] == ["The path is gone."]


def test_a_draft_may_be_changed_and_dropped(cast):
    one = acts.write_recommendation(DRAFT, origin=acts.Origin(), acting_person=cast.asha)
    acts.change_recommendation(one, {**DRAFT, "words": "Fewer"}, acting_person=cast.asha)
    acts.drop_recommendation(one, acting_person=cast.asha)
    assert not Recommendation.objects.exists()


def test_counts_say_how_many_wait_and_for_how_long(cast):
    session = made.a_held_session()
    for days in (4, 10, 30):
        made.a_recommendation(session=session, published_on=TODAY - timedelta(days=days))
    made.an_answer(made.a_recommendation(session=session), answer="not", by_when=None)
    page = came_of_it_page(today=TODAY, asked=None)
    assert page.counts[0] == "3 waiting for an answer (median 10 days, of 3)"
    assert page.counts[3] == "1 not adopted"
    assert page.lines[0].stage == "waits for an answer, for 30 days"


def test_a_small_room_is_not_counted_before_everybody(cast):
    assert present_in_public(9) == "a small room"
    assert present_in_public(10) == "10 people"
    made.a_recommendation(session=made.a_held_session(present=4))
    shown = came_of_it_page(today=TODAY, asked=None).lines[0].from_where
    assert "(a small room)" in shown and "4" not in shown


def test_a_closed_talk_is_not_told_of(cast):
    made.a_recommendation(session=made.a_held_session(is_open=False))
    shown = came_of_it_page(today=TODAY, asked=None)
    assert shown.lines[0].from_where == "from a talk in 2026"
    assert shown.talks == "0 talks open to everybody were held."


def test_a_partner_writes_for_their_own_sessions_and_answers_nothing(cast):
    other = made.a_held_session(organisation="Harbour library")
    for session in (other, None):
        with pytest.raises(NotAllowed):
            acts.write_recommendation(
                DRAFT, origin=acts.Origin(session=session), acting_person=cast.chidi
            )
    one = made.a_recommendation()
    with pytest.raises(NotAllowed):
        acts.answer_in_words(one, ADOPTED, acting_person=cast.chidi)
    with pytest.raises(NotAllowed):
        acts.withdraw(one, reason="x", today=TODAY, acting_person=cast.chidi)


def test_no_words_enter_the_log(cast):
    one = made.a_recommendation()
    acts.answer_in_words(one, ADOPTED, acting_person=cast.asha)
    acts.tell_deed(one, DEED, acting_person=cast.asha)
    acts.withdraw(one, reason="The path is gone.", today=TODAY, acting_person=cast.asha)
    rows = " ".join(str((row.before, row.after)) for row in AuditRow.objects.all())
    assert not any(words in rows for words in ("too few", "benches", "path"))


def test_an_answer_of_which_nobody_noted_whether_it_adopts_waits_for_deeds(cast):
    one = made.a_recommendation()
    made.an_answer(one, answer="said", by_when=None)
    assert stage(one).stage is Stage.DEEDS
    offered = [key for key, _label in AnswerForm().fields["answer"].choices]
    assert offered == ["adopted", "in-part", "not"]


def test_what_came_from_no_talk_of_ours_says_where_it_was_heard(cast):
    told = {"words": "A bench", "office": "Parks", "made_on": "2026-03-02"}
    told |= {"heard_from": "A letter of the tenants"}
    client = signed_in(cast.asha)
    client.post(reverse("meetings-recommendation-new"), told)
    one = Recommendation.objects.get()
    assert recommendations_page(cast.asha, today=TODAY, asked=None).drafts[0].from_where == (
        "A letter of the tenants"
    )
    client.post(reverse("meetings-recommendation-edit", args=[one.pk]), {**told, "heard_from": "x"})
    one.refresh_from_db()
    assert one.heard_from == "x"
