"""A run is made once for what stands, first as a preview and then with all its draws."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import weighing as made
from tests.factories.weighing_what_if import (
    DRAWN,
    JUDGED,
    a_displacing_proposal,
    drawn,
    judged,
    only_option,
    told,
)
from workbench.weighing.actions.runs import answered, sharpen, start_again
from workbench.weighing.answers import Answer
from workbench.weighing.beliefs import NotYetWeighable, beliefs_of, rests_on
from workbench.weighing.comparing import Beside
from workbench.weighing.models import Run

NOW = timezone.now()


@pytest.fixture
def proposal(db):
    return a_displacing_proposal()


def asked(proposal, option=None, now=NOW):
    fresh = []
    return answered(proposal, option, now=now, fresh=fresh), fresh


def test_a_preview_comes_first_and_is_sharpened_once(proposal):
    option = only_option(proposal)
    with told():
        first, fresh = asked(proposal, option)
        assert (first.run.draws, first.sharper.draws, len(fresh)) == (60, 120, 1)
        again, none = asked(proposal, option)
        assert (again.run, none) == (first.run, [])
        sharpen(fresh[0])
        last, none = asked(proposal, option)
    assert (last.run.pk, last.sharper, none) == (fresh[0], None, [])
    assert Run.objects.count() == 1


def test_what_is_said_anew_is_run_anew(proposal):
    option = only_option(proposal)
    with told():
        first, _ = asked(proposal, option)
    with told(judged(*JUDGED[1:])):
        other, _ = asked(proposal, option)
    assert first.run.rests_on != other.run.rests_on


def test_the_order_of_rows_changes_nothing(proposal):
    option = only_option(proposal)
    with told():
        one = rests_on(beliefs_of(proposal), [option])
    with told(judged(*reversed(JUDGED)), drawn(*reversed(DRAWN))):
        other = rests_on(beliefs_of(proposal), [option])
    assert one == other


@pytest.mark.parametrize(
    "change",
    [
        lambda proposal: made.a_channel(proposal, name="Another"),
        lambda proposal: proposal.options.update(size=0.5),
        lambda proposal: proposal.options.update(areas=["SE"]),
        lambda proposal: setattr(proposal, "factors", ["trust"]),
    ],
)
def test_whatever_moves_the_answer_moves_the_hash(proposal, change):
    with told():
        before = rests_on(beliefs_of(proposal), [only_option(proposal)])
        change(proposal)
        after = rests_on(beliefs_of(proposal), [only_option(proposal)])
    assert before != after


def test_a_run_whose_beliefs_have_changed_is_left(proposal):
    option = only_option(proposal)
    with told():
        _, fresh = asked(proposal, option)
    with told(judged(*JUDGED[1:])):
        sharpen(fresh[0])
    assert not Run.objects.filter(pk=fresh[0]).exists()


def test_a_run_that_began_is_not_begun_again(proposal):
    option = only_option(proposal)
    with told():
        _, fresh = asked(proposal, option)
        Run.objects.filter(pk=fresh[0]).update(state=Run.State.RUNNING)
        sharpen(fresh[0])
    assert Run.objects.get(pk=fresh[0]).answer is None


def test_a_run_that_fails_says_so_and_can_be_started_again(proposal, monkeypatch):
    option = only_option(proposal)
    with told():
        _, fresh = asked(proposal, option)
        monkeypatch.setattr(
            "workbench.weighing.actions.runs.running.what_if_answer",
            lambda *a, **k: (_ for _ in ()).throw(NotYetWeighable("No.", remedy="Ask.")),
        )
        sharpen(fresh[0])
        run = Run.objects.get(pk=fresh[0])
        assert (run.state, run.fault) == ("failed", "No. Ask.")
        assert start_again(run, now=NOW)
    assert Run.objects.get(pk=run.pk).state == Run.State.WAITING


def test_a_run_that_hangs_can_be_started_again_and_one_at_work_cannot(proposal):
    with told():
        _, fresh = asked(proposal, only_option(proposal))
    run = Run.objects.get(pk=fresh[0])
    assert not start_again(run, now=NOW + timedelta(minutes=5))
    assert start_again(run, now=NOW + timedelta(minutes=25))


def test_nothing_is_run_while_nobody_judged_or_drew(proposal):
    with pytest.raises(NotYetWeighable, match="Nobody has judged Housing"):
        asked(proposal, only_option(proposal))
    with told(arrows=drawn()), pytest.raises(NotYetWeighable, match="drawn a map"):
        asked(proposal, only_option(proposal))
    others = judged(("Housing", "trust", "majority", 1))
    with told(others), pytest.raises(NotYetWeighable, match="for whom it is meant"):
        asked(proposal, only_option(proposal))


def test_the_answer_is_told_by_names_with_what_could_not_be_taken_in(db):
    proposal = a_displacing_proposal(factors=["isolation", "recruiters", "trust"])
    made.a_channel(proposal, name="Nobody drew it", factor="recruiters")
    with told():
        run = asked(proposal, only_option(proposal))[0].run
    answer = Answer(kept=run.answer)
    assert answer.factors == ("isolation", "trust")
    assert answer.gaps.factors == ("recruiters",)
    assert answer.gaps.channels == ("Nobody drew it",)
    here, there = (answer.cell("anti-roma", area, "isolation") for area in ("NW", "SW"))
    assert (here.meant, there.meant) == (True, False)
    assert here.better > 0.8
    assert there.worse >= there.moved > 0.5 > there.better
    assert len(here.course) == 20
    assert here.course[-1][2] > 0.1 > there.course[-1][2]
    assert answer.cell("majority", "SW", "isolation").same == 1.0


def test_the_arrow_on_which_an_unclear_answer_hangs_is_sought_with_all_draws(proposal):
    option = only_option(proposal)
    with told():
        _, fresh = asked(proposal, option)
        sharpen(fresh[0])
    answer = Answer(kept=Run.objects.get(pk=fresh[0]).answer)
    hinge = next(one for one in answer.hinges if one.factor == "trust")
    assert (hinge.source, hinge.target) == ("housing-cost", "trust")
    assert hinge.people == ("Housing", "Neighbours")
    assert answer.was_asked("anti-roma", "trust")


def test_ways_beside_one_another_hold_doing_nothing_and_no_total(proposal):
    made.an_option(proposal, "Half of it", size=0.5)
    with told():
        first, fresh = asked(proposal)
        sharpen(fresh[0])
        last, _ = asked(proposal)
    assert (first.run.draws, last.run.draws) == (40, 80)
    beside = Beside(kept=last.run.answer)
    assert beside.ways == ("As proposed", "Half of it", "do nothing")
    assert beside.places == ("here", "elsewhere")
    assert beside.unharmed("do nothing", "majority", "here") == 1
    held = {one.factor: one for one in beside.held("As proposed", "anti-roma", "elsewhere")}
    assert held["isolation"].worse > 0.5
    assert not {"total", "score", "sum"} & set(beside.kept)
