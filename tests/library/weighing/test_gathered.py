"""All courses at once are the courses one by one."""

from dataclasses import replace

import numpy as np
import pytest

from commonweal.weighing.ensemble import gathered, what_if
from commonweal.weighing.ensemble.gathered import PARTS
from tests.library.weighing.scenes import CHANNEL, PLAIN, scene


def told(draws=120):
    proposal = replace(
        PLAIN, more_is_worse=("rent",), channels=(replace(CHANNEL, least=-0.9, most=-0.1),)
    )
    return what_if(scene(proposal), np.random.default_rng(3), draws=draws)


def test_they_are_the_courses_one_by_one():
    result = told()
    every = gathered(result, ("trust", "rent"))
    for f, factor in enumerate(every.factors):
        for g, group in enumerate(result.scene.groups):
            for a, area in enumerate(result.scene.areas):
                one = result.course(group, area, factor)
                kept = every.courses[every.at[f, g, a]] / PARTS
                assert kept == pytest.approx(np.array(one.quantiles))
                assert every.better[f, g, a] == pytest.approx(one.better)
                assert every.worse[f, g, a] == pytest.approx(one.worse)


def test_courses_that_are_the_same_are_kept_once():
    result = told()
    every = gathered(result, ("rent",))
    there = result.scene.areas.index("south")
    at = {name: every.at[0, n, there] for n, name in enumerate(result.scene.groups)}
    assert len(every.courses) < every.at.size
    assert not every.courses[at["majority"]].any()


def test_a_name_that_there_is_not_is_refused():
    with pytest.raises(ValueError, match="not in"):
        gathered(told(draws=10), ("nothing",))
