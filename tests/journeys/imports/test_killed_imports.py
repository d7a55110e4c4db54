"""An import is killed at a random moment (`kill -9`), in a process and a database of its own."""

from random import Random

import pytest

from benchmarks.killed_imports import Course, one_killed_import

pytestmark = pytest.mark.slow
KILLS = 6


def test_readers_see_the_old_or_the_complete_content_and_either_decision_holds(
    tried_city, tmp_path
):
    rng = Random(20261)
    course = Course.begin(tried_city, tmp_path, rows=4000)
    decisions = ["resume", "discard"] * (KILLS // 2)
    trials = [one_killed_import(course, rng, decision=decision) for decision in decisions]
    assert all(trial.seen_was_whole and trial.ended_right for trial in trials), trials
    assert {trial.decision for trial in trials} != {"nothing"}, trials
