"""Rounds: opened, asked about, closed, opened again; and what raters say in them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commonweal.core.errors import NotAllowed
from tests.factories import weighing as made
from tests.factories import weighing_rounds as rounds
from workbench.core.models import AuditRow
from workbench.weighing import access
from workbench.weighing.actions import judging
from workbench.weighing.actions import rounds as acts
from workbench.weighing.actions.judging import Judgement, RoundIsClosed, TooMuchToday
from workbench.weighing.feeds.ratings import ratings_as_said, ratings_of
from workbench.weighing.models import Rater, Rating

TODAY = timezone.localdate


def asks(**more):
    values = {
        "policy_areas": ["housing"],
        "factors": ["isolation"],
        "groups": ["anti-roma"],
        "closes_on": rounds.in_a_week(),
    }
    return acts.Asked(**{**values, **more})


def opened(proposal, person, **more):
    return acts.open_round(
        proposal, asks(**more), acting_person=person, now=timezone.now(), today=TODAY()
    )


def says(effect, **more):
    return Judgement(**{**rounds.CELL, "effect": effect, **more})


def keep(rater, found, *told, today=None):
    return judging.keep_judgements(
        rater, found, told, now=timezone.now(), today=today or timezone.localdate()
    )


@pytest.mark.django_db
def test_the_majority_is_always_asked_about(cast):
    found = opened(made.a_proposal(), cast.hanna)
    assert found.groups == ["majority", "anti-roma"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        {"factors": []},
        {"policy_areas": []},
        {"closes_on": timezone.localdate() - timedelta(days=1)},
    ],
)
def test_a_round_asks_something_and_ends_some_day(cast, wrong):
    with pytest.raises(acts.UnfitRound) as told:
        opened(made.a_proposal(), cast.hanna, **wrong)
    assert told.value.fields["field"] in wrong


@pytest.mark.django_db
def test_there_is_one_first_round(cast):
    proposal = made.a_proposal()
    opened(proposal, cast.hanna)
    with pytest.raises(acts.UnfitRound):
        opened(proposal, cast.hanna)


@pytest.mark.django_db
def test_who_does_not_weigh_opens_nothing(cast):
    with pytest.raises(NotAllowed):
        opened(made.a_proposal(), cast.chidi)


@pytest.mark.django_db
def test_the_second_round_waits_for_the_end_of_the_first(cast):
    first = rounds.a_round()
    more = {"acting_person": cast.hanna, "now": timezone.now(), "today": TODAY()}
    with pytest.raises(acts.UnfitRound):
        acts.open_second_round(first, ["isolation"], rounds.in_a_week(), **more)
    acts.close_round(first, acting_person=cast.hanna, now=timezone.now())
    second = acts.open_second_round(first, ["isolation"], rounds.in_a_week(), **more)
    assert (second.number, second.factors, second.groups) == (2, ["isolation"], first.groups)
    with pytest.raises(acts.UnfitRound):
        acts.open_second_round(first, ["isolation"], rounds.in_a_week(), **more)


@pytest.mark.django_db
def test_a_first_round_past_its_day_is_closed_with_the_second(cast):
    first = rounds.a_round(closes_on=TODAY() - timedelta(days=1))
    acts.open_second_round(
        first,
        first.factors,
        rounds.in_a_week(),
        acting_person=cast.hanna,
        now=timezone.now(),
        today=TODAY(),
    )
    first.refresh_from_db()
    assert first.closed_at is not None


@pytest.mark.django_db
def test_only_the_hash_of_a_link_is_kept(cast):
    rater, token = acts.invite_rater(
        made.a_proposal(),
        name="Housing office",
        side="department",
        acting_person=cast.hanna,
        now=timezone.now(),
    )
    assert access.rater_with_link(token) == rater
    kept = {str(value) for value in Rater.objects.values_list().get()}
    assert token not in kept


@pytest.mark.django_db
def test_a_new_link_ends_the_one_before_and_withdrawing_ends_it_altogether(cast):
    rater = rounds.a_rater(made.a_proposal())
    token = acts.new_link(rater, acting_person=cast.hanna)
    assert access.rater_with_link(rounds.TOKEN) is None
    acts.withdraw_rater(rater, acting_person=cast.hanna, now=timezone.now())
    assert access.rater_with_link(token) is None
    again = acts.new_link(rater, acting_person=cast.hanna)
    assert access.rater_with_link(again) == rater


@pytest.mark.django_db
def test_no_two_raters_have_one_name(cast):
    proposal = made.a_proposal()
    rounds.a_rater(proposal, "Housing office")
    with pytest.raises(acts.UnfitRater):
        acts.invite_rater(
            proposal,
            name="housing  office",
            side="community",
            acting_person=cast.hanna,
            now=timezone.now(),
        )


@pytest.mark.django_db
def test_a_cell_is_said_anew_until_the_round_is_closed(cast):
    found = rounds.a_round()
    rater = rounds.a_rater(found.proposal)
    assert keep(rater, found, says(2, comment="It helps.")) == 1
    assert keep(rater, found, says(2, comment="It helps.")) == 0
    assert keep(rater, found, says(None)) == 1
    assert Rating.objects.get().effect is None
    acts.close_round(found, acting_person=cast.hanna, now=timezone.now())
    with pytest.raises(RoundIsClosed):
        keep(rater, found, says(3))


@pytest.mark.django_db
def test_raters_may_speak_until_the_last_day_is_over():
    found = rounds.a_round()
    rater = rounds.a_rater(found.proposal)
    keep(rater, found, says(1), today=found.closes_on)
    with pytest.raises(RoundIsClosed):
        keep(rater, found, says(2), today=found.closes_on + timedelta(days=1))


@pytest.mark.django_db
def test_a_decided_proposal_takes_no_judgement():
    found = rounds.a_round(made.a_proposal(state="decided"))
    with pytest.raises(RoundIsClosed):
        keep(rounds.a_rater(found.proposal), found, says(1))


@pytest.mark.django_db
def test_the_log_knows_the_cell_and_none_of_the_words():
    found = rounds.a_round()
    rater = rounds.a_rater(found.proposal)
    keep(rater, found, says(2, comment="secret words", evidence="secret source", why="secret"))
    (row,) = AuditRow.objects.filter(verb="judge-cell")
    assert row.acting_person is None
    assert row.after["factor"] == "isolation"
    assert "secret" not in str(row.after)
    assert Rating.withheld_fields >= {"effect", "sureness", "grade"}


@pytest.mark.django_db
def test_a_link_that_sends_without_end_is_held_off(monkeypatch):
    monkeypatch.setattr(judging, "MOST_A_DAY", 2)
    found = rounds.a_round()
    rater = rounds.a_rater(found.proposal)
    keep(rater, found, says(1))
    keep(rater, found, says(2))
    with pytest.raises(TooMuchToday):
        keep(rater, found, says(3))
    assert keep(rater, found, says(3), today=TODAY() + timedelta(days=1)) == 1


@pytest.mark.django_db
def test_the_last_word_counts_and_the_first_where_there_is_no_other():
    first = rounds.a_closed_round()
    second = rounds.a_round(first.proposal, 2)
    changed, silent = rounds.asked(first, [2, -1])
    rounds.a_rating(second, changed, 3)
    told = ratings_of(first.proposal)
    assert dict(told.select("rater", "effect").iter_rows()) == {changed.name: 3, silent.name: -1}
    assert told["round"].to_list() == [2, 2]
    assert ratings_as_said(first.proposal).height == 3


@pytest.mark.django_db
def test_not_knowing_in_the_second_round_is_a_last_word():
    first = rounds.a_closed_round()
    (rater,) = rounds.asked(first, [2])
    rounds.a_rating(rounds.a_round(first.proposal, 2), rater, None)
    assert ratings_of(first.proposal)["effect"].to_list() == [None]


@pytest.mark.django_db
def test_who_was_withdrawn_does_not_count_and_is_kept(cast):
    found = rounds.a_round()
    one, _other = rounds.asked(found, [2, -1])
    acts.withdraw_rater(one, acting_person=cast.hanna, now=timezone.now())
    assert ratings_of(found.proposal)["effect"].to_list() == [-1]
    assert Rating.objects.count() == 2
    acts.new_link(one, acting_person=cast.hanna)
    assert ratings_of(found.proposal).height == 2


@pytest.mark.django_db
def test_a_proposal_without_rounds_has_no_judgements():
    assert ratings_of(made.a_proposal()).height == 0
